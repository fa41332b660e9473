"""What was handed over as a page: bytes, text, or a response with its status, headers and redirects?

A response is told by what it has, not by its class, so that no HTTP library is imported: httpx's and requests' are both
known. Headers and redirects count as they do after a visit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from linkcheck._text.display import plain
from linkcheck._web.types import Hop, Outcome, Snapshot
from linkcheck.errors import InputError, type_of

_URL = re.compile(r"\s*https?://\S+\s*", re.IGNORECASE)
_SHOWN = 200
"""Characters of it in a message."""

_STATUSES = range(100, 1000)
"""What HTTP can write; 999 is LinkedIn's."""


class GivenPage(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of `read_page`, as they were given."""

    content: Any
    url: Any = None
    content_type: Any = None
    status_code: Any = None
    requested_url: Any = None
    headers: Any = None


def is_response(content: object) -> bool:
    """Whether this is an HTTP response of a library, by what it has."""
    return all(hasattr(content, name) for name in ("status_code", "headers", "history"))


def with_response(given: GivenPage) -> GivenPage:
    """What was given, with what its response says where the caller says nothing; bytes or text stay as they are."""
    response = given.content
    if isinstance(response, (bytes, bytearray, memoryview, str)) or not is_response(response):
        return given
    try:
        content = bytes(response.content)
        history = list(response.history)
        headers = [(str(name), str(value)) for name, value in response.headers.items()]
    except Exception as error:
        raise InputError(
            f"content is {type_of(response)} that cannot be read ({type(error).__name__}): read_page takes a response "
            "whose body was read; call its read() or aread() first"
        ) from error
    url = _url_of(response)
    requested = _url_of(history[0]) if history else url
    return msgspec.structs.replace(
        given,
        content=content,
        url=url if given.url is None else given.url,
        status_code=response.status_code if given.status_code is None else given.status_code,
        requested_url=requested if given.requested_url is None else given.requested_url,
        headers=headers if given.headers is None else given.headers,
    )


def _url_of(response: Any) -> str:
    """Where a response came from; empty where its request is not known, as in tests."""
    try:
        return str(response.url or "")
    except RuntimeError:
        return ""


def hops_of(content: object) -> tuple[Hop, ...]:
    """The redirects that a response was reached by, in order; none of bytes or text."""
    if isinstance(content, (bytes, bytearray, memoryview, str)) or not is_response(content):
        return ()
    return tuple(Hop(_url_of(hop), int(hop.status_code)) for hop in getattr(content, "history", ()))


def as_snapshot(given: GivenPage, hops: tuple[Hop, ...] = ()) -> Snapshot:
    """The visit that would have brought this. Raises InputError for an argument that is none."""
    _require_content(given.content)
    url = _text("url", given.url, "the page's URL")
    requested = _text("requested_url", given.requested_url, "the URL that was asked for")
    headers = _headers(given.headers)
    content_type = _text("content_type", given.content_type, "a str such as text/html") or _first(
        headers, "content-type"
    )
    content = given.content
    if isinstance(content, str):
        content = content.encode("utf-8", "replace")
        content_type = f"{content_type.partition(';')[0]}; charset=utf-8"
    return Snapshot(
        id="",
        url=requested or url,
        final_url=url or requested,
        hops=hops,
        status_code=_status(given.status_code),
        outcome=Outcome.OK,
        headers=headers,
        content=bytes(content),
        content_type=content_type,
    )


def _require_content(content: object) -> None:
    if not isinstance(content, (bytes, bytearray, memoryview, str)):
        raise InputError(
            f"content is {type_of(content)}: read_page takes the bytes or the text of a page, or an HTTP response"
        )
    if isinstance(content, str) and _URL.fullmatch(content):
        raise InputError(f"content is the URL “{plain(content, _SHOWN)}”: use linkcheck.fetch to visit it")


def _text(name: str, value: object, what: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"{name} is {type_of(value)}: read_page takes {what} as a str, or none")
    return value


def _status(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f"status_code is {type_of(value)}: read_page takes the status as an int such as 200, or none")
    if value not in _STATUSES:
        raise InputError(f"status_code is {value}: read_page takes a status of HTTP such as 200, or none")
    return int(value)


def _headers(value: object) -> tuple[tuple[str, str], ...]:
    """Names in lower case, as a Snapshot has them."""
    if value is None:
        return ()
    pairs = value.items() if isinstance(value, Mapping) else value
    wrong = InputError(f"headers is {type_of(value)}: read_page takes a mapping of names to values, or pairs of them")
    if isinstance(pairs, (str, bytes)) or not isinstance(pairs, Iterable):
        raise wrong
    try:
        return tuple((_decoded(name).lower(), _decoded(header)) for name, header in pairs)
    except (TypeError, ValueError):
        raise wrong from None


def _decoded(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if not isinstance(value, str):
        raise TypeError
    return value


def _first(headers: tuple[tuple[str, str], ...], name: str) -> str:
    return next((value for key, value in headers if key == name), "")
