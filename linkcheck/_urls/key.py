"""URL keys: our normal form of a URL, equal for links that lead to the same page.

Only what cannot change the page is taken away: the fragment, the default port, the case of the host and of percent-
encoding, and the parameters of tracking_parameters.txt, which tell the site where a reader came from. Order and case
of everything else is kept; a page's own rel=canonical plays no part, because it is a claim of the page.
"""

from __future__ import annotations

import hashlib
import re

from linkcheck._tables import table_lines
from linkcheck._urls.action_links import action_reason, mask
from linkcheck._urls.url import Url, UrlError, parse_url

_LISTED = table_lines("_urls/data/tracking_parameters.txt")
TRACKING_PARAMETERS = frozenset(name for name in _LISTED if not name.endswith("*"))
"""Query parameters that say where a reader came from, in lower case; with them, every name of TRACKING_PREFIXES."""

TRACKING_PREFIXES = tuple(name.removesuffix("*") for name in _LISTED if name.endswith("*"))
"""How the names begin that analytics make up."""

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")


def url_key(url: str) -> str:
    """The normal form of a URL. A text that is no URL is its own key; a secret is never part of one."""
    try:
        parts = parse_url(url, max_length=65536)
    except UrlError:
        return mask(url) if len(url) <= 8192 else f"too long: {_digest(url)}"
    return key_of(parts)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def key_of(url: Url) -> str:
    """The normal form of a parsed URL."""
    if action_reason(url.full_text):
        # Links that act are one page each; a digest tells them apart without giving the secret away.
        return f"{mask(url.text)}#{_digest(url.text)}"
    kept = "&".join(pair for pair in url.query.split("&") if pair and not is_tracking(pair.partition("=")[0]))
    key = url.origin + _normal_escapes(url.path)
    return f"{key}?{_normal_escapes(kept)}" if kept else key


def is_tracking(name: str) -> bool:
    """Whether a query parameter only says where a reader came from."""
    name = name.lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def _normal_escapes(text: str) -> str:
    # RFC 3986 section 6.2.2: hex digits in upper case, unreserved characters not encoded.
    return _ESCAPE.sub(_normal_escape, text)


def _normal_escape(match: re.Match[str]) -> str:
    character = chr(int(match.group(1), 16))
    return character if _UNRESERVED.fullmatch(character) else match.group().upper()
