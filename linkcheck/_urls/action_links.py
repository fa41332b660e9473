"""Links that act when visited, and the hiding of their secrets.

Opening an unsubscribe link unsubscribes; opening a magic link logs in and burns it; a signed URL is a key.
A checker that visits them does harm, and a report that prints them gives them away.
"""

from __future__ import annotations

import re

from linkcheck._tables import table_columns

MASK = "***"

_KINDS = tuple(table_columns("_urls/data/acting_words.txt", 2))


def _words(kind: str) -> frozenset[str]:
    return frozenset(word for of, word in _KINDS if of == kind)


def _alternatives(kind: str) -> str:
    """The words of a path as a pattern, the longest first: "email/verify" before "email"."""
    words = sorted(_words(kind), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\-", "[-_]?").replace("/", "[-_/]?") for word in words)


_SECRET_NAMES = _words("secret")
"""Compared in lower case without - and _, like the two below."""
_ACTING_NAMES = _words("acting-name")
_ACTING_VALUES = _words("acting-value")
_ACTIONS = re.compile(rf"/({_alternatives('path')})(\.\w{{2,5}})?(?=/|\?|\#|$)", re.IGNORECASE)
_ONE_TIME = re.compile(
    rf"""
    / ({_alternatives("one-time")}) /
    ( (?=[a-z=]*\d) [a-z0-9=]{{16,}}                      # /verify/8f14e45fceea167a
    | [0-9a-f]{{8}} (?:-[0-9a-f]{{4}}){{3}} -[0-9a-f]{{12}} )  # a UUID
    (?= [/?#] | $ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONG_SECRET = re.compile(r"[A-Za-z0-9_\-=.~%]{20,}")
_USER_INFO = re.compile(r"(?<=//)[^/?#\s]*@")


def action_reason(url: str) -> str:
    """What makes a URL one that acts when visited, as a noun phrase; empty for any other URL."""
    path, query, fragment = _parts(url)
    if match := _ACTIONS.search(path):
        return f"its path says {match.group(1).lower()}"
    if match := _ONE_TIME.search(path):
        return f"its path carries a key to {match.group(1).lower()}"
    pairs = _pairs(query) + _pairs(fragment)
    if {"code", "state"} <= {name.lower() for name, _ in pairs}:
        return "it ends a login"  # RFC 6749 section 4.1.2
    for name, value in pairs:
        if _plain(name) in _SECRET_NAMES and value:
            return f"it carries a {name.lower()}"
        if _plain(name) in _ACTING_NAMES or _plain(value) in _ACTING_VALUES:
            return f"it says {name.lower()}"
    return ""


def mask(url: str) -> str:
    """The URL with its secrets hidden: user names, and every query value of a link that acts. Others unchanged."""
    url = _USER_INFO.sub(f"{MASK}@", url)
    if not action_reason(url):
        return url
    path, query, fragment = _parts(url)
    if match := _ACTIONS.search(path):
        path = path[: match.end()] + _LONG_SECRET.sub(MASK, path[match.end() :])
    if match := _ONE_TIME.search(path):
        path = path[: match.start(2)] + MASK + path[match.end(2) :]
    masked = path
    if query:
        masked += "?" + _mask_pairs(query)
    if fragment:
        masked += "#" + _mask_pairs(fragment)
    return masked


def _parts(url: str) -> tuple[str, str, str]:
    rest, _, fragment = url.partition("#")
    path, _, query = rest.partition("?")
    return path, query, fragment


def _pairs(query: str) -> list[tuple[str, str]]:
    pieces = (piece.partition("=") for piece in re.split("[&;]", query))
    return [(name, value) for name, _, value in pieces]


def _mask_pairs(query: str) -> str:
    return "&".join(f"{name}={MASK}" if value else MASK for name, value in _pairs(query))


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")
