"""Which URLs a list of patterns excludes.

A pattern without a slash is a host, and excludes what lies below it too: `example.org` excludes `www.example.org`. One
with a slash is the beginning of a URL, with or without its scheme: `example.org/shop/`, `https://example.org/?*id=`. In
both, `*` stands for any characters. Nothing else has a meaning, so that a URL is its own pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from linkcheck._urls.url import Url, UrlError, parse_url

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Exclusions:
    """Patterns, read once."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = [(pattern, _normal(pattern)) for pattern in patterns]

    def matching(self, url: Url) -> str:
        """The first of the patterns that excludes `url`, as it was written; empty where none does."""
        return next((written for written, pattern in self._patterns if _matches(url, pattern)), "")


def _normal(pattern: str) -> str:
    """The pattern as URLs are written when they are compared: lower-case ASCII hosts, encoded targets."""
    scheme = _SCHEME.match(pattern)
    try:
        url = parse_url(pattern if scheme else f"https://{pattern}")
    except UrlError:  # a host with an asterisk, or no URL at all
        begin, slash, target = pattern[scheme.end() if scheme else 0 :].partition("/")
        return f"{scheme[0].lower() if scheme else ''}{begin.lower()}{slash}{target}"
    if "/" not in pattern[scheme.end() if scheme else 0 :]:
        return url.authority
    return f"{scheme[0].lower() if scheme else ''}{url.authority}{url.target}"


def _matches(url: Url, pattern: str) -> bool:
    if "/" not in pattern:
        host = url.authority if ":" in pattern else url.host
        return _fits(host, pattern, whole=True) or ("*" not in pattern and host.endswith(f".{pattern}"))
    return _fits(url.text if "://" in pattern else f"{url.authority}{url.target}", pattern, whole=False)


def _fits(text: str, pattern: str, *, whole: bool) -> bool:
    """Whether `text` is, or begins with, the pattern. Each part between asterisks is taken where it first occurs, in
    time linear in the text: no later place leaves more of it."""
    first, *rest = pattern.split("*")
    if not text.startswith(first):
        return False
    if not rest:
        return not whole or len(text) == len(first)
    position = len(first)
    for part in rest[:-1] if whole else rest:
        found = text.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return not whole or text.endswith(rest[-1], position)
