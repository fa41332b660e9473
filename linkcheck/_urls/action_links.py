"""Links that act when visited, and the hiding of their secrets.

Opening an unsubscribe link unsubscribes; opening a magic link logs in and burns it; a signed URL is a key.
A checker that visits them does harm, and a report that prints them gives them away. Servers decode what they are asked
for, so a URL is judged in its decoded form, and so is a URL within it: `/un%73ubscribe`, `?next=https%3A%2F%2F...`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from urllib.parse import unquote

from linkcheck._tables import table_columns

MASK = "***"
_URL_IN_TEXT = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s“”\"<>]+", re.IGNORECASE)

_KINDS = tuple(table_columns("_urls/data/acting_words.txt", 2))


def _words(kind: str) -> frozenset[str]:
    return frozenset(word for of, word in _KINDS if of == kind)


def _alternatives(kind: str) -> str:
    """The words of a path as a pattern, the longest first: "email/verify" before "email"."""
    words = sorted(_words(kind), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\-", "[-_]?").replace("/", "[-_/]?") for word in words)


_SECRET_NAMES = _words("secret")
"""Compared in lower case without - and _, like those below."""
_ACTING_NAMES = _words("acting-name")
_ACTING_VALUES = _words("acting-value")
_COMMAND_NAMES = _words("command-name")
_COMMANDS = _words("command")
_ACTIONS = re.compile(rf"/({_alternatives('path')})(\.\w{{2,5}})?(?=/|$)", re.IGNORECASE)
_ONE_TIME = re.compile(
    rf"""
    / ({_alternatives("one-time")}) /
    ( (?=[a-z=]*\d) [a-z0-9=]{{16,}}                      # /verify/8f14e45fceea167a
    | [0-9a-f]{{8}} (?:-[0-9a-f]{{4}}){{3}} -[0-9a-f]{{12}} )  # a UUID
    (?= / | $ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OF_ONE_THING = re.compile(
    rf"/({_alternatives('command')})/\d+(?=/|$)|/\d+/({_alternatives('command')})/?$", re.IGNORECASE
)
"""`/delete/12` and `/posts/12/delete`."""
_HOOK_HOST = re.compile(r"//hooks\.[^/]+/.", re.IGNORECASE)
_USER_INFO = re.compile(r"(?<=//)[^/?#\s]*@")
_ROUNDS = 3
"""How often a URL is decoded: a redirect decodes once more than its server."""
_MAX_NESTED = 3
"""How deep a URL may stand in the parameters of another and still be judged."""


@lru_cache(maxsize=256)  # one visit asks several times
def action_reason(url: str) -> str:
    """What makes a URL one that acts when visited, as a noun phrase; empty for any other URL."""
    return _reason(_with_slashes(url), _MAX_NESTED)


def _reason(url: str, depth: int) -> str:
    raw, query, fragment = _parts(url)
    path, _ = _decoded_path(raw)
    if match := _ACTIONS.search(path):
        return f"its path says {match.group(1).lower()}"
    if match := _ONE_TIME.search(path):
        return f"its path carries a key to {match.group(1).lower()}"
    if match := _OF_ONE_THING.search(path):
        return f"its path says {(match.group(1) or match.group(2)).lower()}"
    if _HOOK_HOST.search(path):
        return "it is the address of a hook"
    pairs = [pair for part in (query, fragment, *_path_parameters(raw)) for pair in _pairs(part)]
    if {"code", "state"} <= {name.lower() for name, _ in pairs}:
        return "it ends a login"  # RFC 6749 section 4.1.2
    if depth and "/" in fragment and (reason := _reason(fragment, depth - 1)):
        return reason  # programs in a page have paths of their own there
    return next(filter(None, (_reason_of_pair(name, value, depth) for name, value in pairs)), "")


def _reason_of_pair(name: str, value: str, depth: int) -> str:
    plain, said = _plain(_innermost(name)), _plain(value)
    if plain in _SECRET_NAMES and value:
        return f"it carries a {_innermost(name).lower()}"
    if plain in _ACTING_NAMES or said in _ACTING_VALUES or (plain in _COMMAND_NAMES and said in _COMMANDS):
        return f"it says {name.lower()}"
    nested = value or name
    if depth and ("/" in nested or "=" in nested) and (reason := _reason(nested, depth - 1)):
        return f"of the URL within it, {reason}"
    return ""


def mask(url: str) -> str:
    """The URL with its secrets hidden: user names, and every value and key of a link that acts. Others unchanged."""
    url = _USER_INFO.sub(f"{MASK}@", url)
    if not action_reason(url):
        return url
    path, query, fragment = _parts(_with_slashes(url))
    masked = _mask_path(path)
    if query:
        masked += "?" + _mask_pairs(query)
    if fragment:
        masked += "#" + _mask_pairs(fragment)
    return masked


def mask_in(text: str) -> str:
    """A text of any kind with the secrets of the URLs in it hidden."""
    return _URL_IN_TEXT.sub(lambda url: mask(url[0]), text)


def _mask_path(raw: str) -> str:
    """The path with what stands behind the words that act hidden, and the values of its parameters."""
    path, ends = _decoded_path(raw)
    segments = raw.split("/")
    shown = len(segments)
    if match := _ACTIONS.search(path):
        shown = bisect_left(ends, match.end()) + 1
    elif match := _ONE_TIME.search(path):
        shown = bisect_left(ends, match.start(2))
    elif match := _HOOK_HOST.search(path):
        shown = bisect_left(ends, match.end())
    kept = [_mask_parameters(segment) for segment in segments[:shown]]
    return "/".join([*kept, *(MASK if segment else "" for segment in segments[shown:])])


def _mask_parameters(segment: str) -> str:
    name, *parameters = _PARAMETERS.split(segment)
    return ";".join([name, *map(_mask_pairs, parameters)])


_PARAMETERS = re.compile(r";|%3b", re.IGNORECASE)


def _path_parameters(raw: str) -> list[str]:
    """What stands behind semicolons in the segments of a path (RFC 3986 section 3.3)."""
    return [parameter for segment in raw.split("/") for parameter in _PARAMETERS.split(segment)[1:]]


def _decoded_path(raw: str) -> tuple[str, list[int]]:
    """The path as a server may read it, without parameters, and where each of the raw segments ends in it."""
    segments = [_decoded(_PARAMETERS.split(segment, maxsplit=1)[0]) for segment in raw.split("/")]
    return "/".join(segments), [end - 1 for end in accumulate(len(segment) + 1 for segment in segments)]


def _decoded(text: str) -> str:
    if "%" not in text and text.isascii():
        return text.strip()
    for _ in range(_ROUNDS):
        text = unquote(text, errors="replace")
    return unicodedata.normalize("NFKC", text).strip()


def _with_slashes(url: str) -> str:
    """Browsers, and we, ask for "/" where a URL is written with a backslash."""
    return url.replace("\\", "/")


def _parts(url: str) -> tuple[str, str, str]:
    rest, _, fragment = url.partition("#")
    path, _, query = rest.partition("?")
    return path, query, fragment


def _pairs(query: str) -> list[tuple[str, str]]:
    pieces = (piece.partition("=") for piece in re.split("[&;]", query))
    return [(_decoded(name), _decoded(value)) for name, _, value in pieces]


def _mask_pairs(query: str) -> str:
    pieces = (piece.partition("=") for piece in re.split("[&;]", query))
    return "&".join(f"{name}={MASK}" if value else MASK for name, _, value in pieces)


def _innermost(name: str) -> str:
    """ "token" of `user[token]` and of `token[]`."""
    return next((part for part in reversed(re.split(r"[\[\]]", name)) if part), "")


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")
