"""Is an address that of one post on a platform, and of which? By the forms of permalinks.txt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from linkcheck._tables import table_columns
from linkcheck._urls.url import split_url

_FIELDS = {"*": "[^/]+", "#": "[0-9]{4,30}", "{}": "[^/]+"}
_FIELD = re.compile(r"[*#]|\{\}")
_ANY_HOST = "*"
_MOST = 2000
"""Characters of an address that is looked at."""


@cache
def _forms() -> Mapping[str, re.Pattern[str]]:
    """A pattern of paths a host."""
    paths: dict[str, list[str]] = {}
    for host, path in table_columns("_urls/data/permalinks.txt", 2):
        paths.setdefault(host, []).append(path)
    return {host: re.compile("|".join(map(_pattern, several))) for host, several in paths.items()}


def _pattern(path: str) -> str:
    written = ""
    at = 0
    for field in _FIELD.finditer(path):
        written += re.escape(path[at : field.start()]) + _FIELDS[field[0]]
        at = field.end()
    return written + re.escape(path[at:])


def is_permalink(url: str) -> bool:
    """Whether `url` has the form in which a platform shows one post, with or without a scheme."""
    if len(url) > _MOST:
        return False
    parts = split_url(url if "://" in url[:10] else f"https://{url}")
    path = parts.path.rstrip("/")
    return any(pattern.fullmatch(path) is not None for host in _hosts_of(parts.host) if (pattern := _forms().get(host)))


def _hosts_of(host: str) -> list[str]:
    """The host, the domains around it, and any."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)] + [_ANY_HOST]


def names_in_address(url: str) -> frozenset[str]:
    """The parts of an address that may be ids and names: those of its path, and the values of its query.

    A part counts as a whole, without a leading "@", and by what stands between its colons ("urn:li:share:7").
    """
    parts = split_url(url[:_MOST])
    found: set[str] = set()
    for part in (*parts.path.split("/"), *(pair.partition("=")[2] for pair in parts.query.split("&"))):
        part = part.replace("%3A", ":").replace("%3a", ":")
        found |= {part, part.removeprefix("@"), *part.split(":")}
    return frozenset(found - {""})
