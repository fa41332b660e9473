"""Which links does a record give beside its text, and which of its addresses is only its own?

Scrapes and exports put the post's own address where others put the link that the post claims something of. A page that
shows the post says all that the post says: taken for a link, it would hide every mismatch. So an address is left out
that holds the record's id, or has the form in which a platform shows one post.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from linkcheck._post.links import MAX_PLACED, append_links
from linkcheck._post.readers.fields import is_empty, replace_surrogates
from linkcheck._post.readers.names import letters_of_name, links_named, named, parts_of
from linkcheck._post.readers.written import object_in
from linkcheck._post.types import Link
from linkcheck._urls.file_names import leads_to_media
from linkcheck._urls.permalinks import is_permalink, names_in_address
from linkcheck._urls.url import has_web_scheme, split_url
from linkcheck.errors import PostError

_SEPARATED = re.compile(r"(?<![\s,;|])[\s,;|]++(?=https?://|www\.)")
"""What stands between the URLs of one cell."""
_SEPARATED_IN_LIST = re.compile(r"""(?<![\s,'"])['"]?[\s,]++['"]?(?=https?://|www\.)""")
"""The same in a list that was written as a text, with its quotes."""
_FORMULA = re.compile(r"""=\s*[^\W\d]{4,20}\s*\(\s*"((?:https?://|www\.)[^"]+)"\s*[,;)]""", re.IGNORECASE)
"""A link as spreadsheets write it: =HYPERLINK("https://a.example";"the page"), by its name in any language."""
_NO_LINK = frozenset({"-", "–", "—", "n/a", "na", "none", "null", "nan", "[]", "{}", "false", "0"})
"""What people write into a cell that is to hold no link."""
_SHORT = ("tcourl", "shorturl", "short_url", "shortUrl", "tco", "short")
_EXPANDED = (
    "expanded_url",
    "expandedUrl",
    "expandedURL",
    "unwound_url",
    "unshortened_url",
    "expanded",
    "url",
    "href",
    "uri",
)
_PICTURES = ("image", "photo", "video", "gif", "audio", "document", "picture")
_DEPTH = 4
"""How deep objects that hold links are looked into."""
_ALSO_WITHIN = ("data", "media")
"""Under which names Facebook and Bluesky go on inside what holds links."""
_LONG_ID = re.compile(r"\d{6,}", re.ASCII)


class Given(NamedTuple):
    """A link as a record gives it."""

    url: str
    short: str = ""
    """The form that stands in the text instead."""
    is_short: bool = False
    """Whether its name says that it is the short form of an address."""


class Own(NamedTuple):
    """What a record says of itself that its own address may hold."""

    id: str = ""
    account: str = ""
    is_scheduled: bool = False
    """Whether it is still to be posted: then it has no address yet."""


def with_given_links(record: Mapping[str, Any], links: Sequence[Link], own: Own) -> tuple[tuple[Link, ...], str]:
    """The links of the text with those given beside it, and the post's own address, empty where it is not given.

    Raises PostError where the field of a link holds no text.
    """
    given = _without_short_forms(_given(record))
    address = next((found for found in map(_address, _own_values(record, own)) if found), "")
    others = bool(links) or len({link.url for link in given}) > 1
    kept = []
    for link in given:
        if _same(link.url, address) or _is_own(link.url, own, others=others):
            address = address or link.url
        else:
            kept.append(link)
    expanded = _expand(links, kept)
    known = {link.expanded_url for link in expanded}
    return append_links(expanded, [link.url for link in kept if link.url not in known]), address


def _without_short_forms(given: Iterable[Given]) -> list[Given]:
    """The links without those that are the short form of another, or of the post's own address."""
    given = list(given)
    return [link for link in given if not link.is_short] or given


def _own_values(record: Mapping[str, Any], own: Own) -> Iterator[object]:
    """What may be the post's own address; that is its "url" where it has an id, and another for what is outside it."""
    yield from (record[name] for name in named("own", record))
    if own.id and not own.is_scheduled and any(_address(record[name]) for name in named("outside", record)):
        yield record.get("url")


def _address(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _same(url: str, address: str) -> bool:
    """Whether `url` is an own address, which may be given without its site ("/r/a/comments/b")."""
    if not address:
        return False
    if address.startswith("/"):
        return len(address) > 1 and url.rstrip("/").endswith(address.rstrip("/"))
    return url.rstrip("/") == address.rstrip("/")


def _is_own(url: str, own: Own, *, others: bool) -> bool:
    held = names_in_address(url)
    holds_id = bool(own.id) and own.id in held
    if is_permalink(url):
        if holds_id:
            return True
        numbers = [name for name in held if _LONG_ID.fullmatch(name)]
        of_another = bool(_LONG_ID.fullmatch(own.id)) and bool(numbers)
        return not own.is_scheduled and not of_another
    return holds_id and len(own.id) > 1 and (others or own.account in held)


def _given(record: Mapping[str, Any]) -> Iterator[Given]:
    """The links in the fields of a record that may hold some, and in what it holds."""
    names = list(record)
    known = set(named("url", names))
    for name in links_named(names):
        if letters_of_name(name) == "sourceurl" and "sourceLabel" in record:
            continue  # snscrape: the page of the tool that posted it
        value = record[name]
        if is_empty(value) or is_reference(value):
            continue
        if isinstance(value, str):
            value = object_in(value) or value
        if name in known and not isinstance(value, (str, Mapping, list, tuple)):
            raise PostError(f"{name} is not a URL: expected a string or a list of strings", field=name)
        is_short = "short" in parts_of(name)
        for link in _links_of(value, name, known=name in known, depth=_DEPTH):
            yield link._replace(is_short=is_short)
    for name in named("holder", names):
        value = record[name]
        inner = object_in(value) if isinstance(value, str) else value
        if name not in known and inner is not None:
            yield from _links_within(inner, _DEPTH)


def is_reference(value: object) -> bool:
    """Whether a text names a record of Bluesky (at://), which is no address of a page."""
    return isinstance(value, str) and value.startswith("at://")


def _links_of(value: object, name: str, *, known: bool, depth: int) -> Iterator[Given]:
    if isinstance(value, str):
        for url in _urls_in(value):
            if known or has_web_scheme(url):
                yield Given(url)
    elif isinstance(value, Mapping):
        yield from _links_within(value, depth)
    elif isinstance(value, (list, tuple)):
        for item in value:
            if known and not isinstance(item, (str, Mapping, type(None))):
                raise PostError(f"{name} is not a URL: expected a string or a list of strings", field=name)
            yield from _links_of(item, name, known=known, depth=depth)


def _links_within(value: Any, depth: int) -> Iterator[Given]:
    """The links in an object or list that holds what a post links to; pictures and films are none."""
    if depth == 0:
        return
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _links_within(item, depth - 1)
        return
    if not isinstance(value, Mapping) or _is_picture(value):
        return
    pair = _pair_in(value)
    if pair is not None:
        yield pair
        return
    names = [name for name in value if isinstance(name, str)]
    for name in links_named(names):
        if isinstance(value[name], str):
            found = _links_of(value[name], name, known=False, depth=0)
            yield from (link for link in found if not leads_to_media(link.url))
    for name in dict.fromkeys((*links_named(names), *named("holder", names), *_ALSO_WITHIN)):
        if isinstance(value.get(name), (Mapping, list, tuple)):
            yield from _links_within(value[name], depth - 1)


def _pair_in(value: Mapping[str, Any]) -> Given | None:
    """A link in both forms, as X writes it: {"url": "https://t.co/a", "expanded_url": ...}."""
    expanded = next((value[key] for key in _EXPANDED if isinstance(value.get(key), str) and value[key]), None)
    if expanded is None or not has_web_scheme(expanded):
        return None
    short = next((value[key] for key in _SHORT if isinstance(value.get(key), str)), "")
    if not short and isinstance(value.get("url"), str) and value["url"] != expanded:
        short = value["url"]
    return Given(replace_surrogates(expanded)[0], replace_surrogates(short)[0]) if short else None


def _is_picture(value: Mapping[str, Any]) -> bool:
    kind = next(
        (value[key] for key in ("type", "mediaType", "media_type", "$type") if isinstance(value.get(key), str)), ""
    )
    return kind.lower().startswith(_PICTURES)


def _urls_in(cell: str) -> list[str]:
    """The URLs of a cell: one, or several that commas, spaces or lines part. What damaged one stays for the causes."""
    cell = replace_surrogates(cell)[0].strip()
    if cell.lower() in _NO_LINK:
        return []
    formula = _FORMULA.match(cell)
    if formula is not None:
        return [formula[1]]
    separated = _SEPARATED
    if cell.startswith("[") and cell.endswith("]"):
        cell, separated = cell.strip("[]'\" "), _SEPARATED_IN_LIST
    parts = separated.split(cell) if "://" in cell or "www." in cell else [cell]
    return [part.strip() for part in parts[:MAX_PLACED] if part.strip()]


def _expand(links: Sequence[Link], given: Iterable[Given]) -> tuple[Link, ...]:
    """The links of the text, led where the record says: by the short form, or, of short links alone, in their order."""
    given = list(given)
    where = {link.short: link.url for link in given if link.short}
    found = [
        msgspec.structs.replace(link, expanded_url=where[link.url]) if link.url in where else link for link in links
    ]
    short = [
        number
        for number, link in enumerate(found)
        if split_url(link.expanded_url).host == "t.co" and link.url not in where
    ]
    longer = list(dict.fromkeys(link.url for link in given if not link.short and "//t.co/" not in link.url))
    if short and len(short) == len(found) == len(longer):
        for number, url in zip(short, longer, strict=True):
            found[number] = msgspec.structs.replace(found[number], expanded_url=url)
    return tuple(found)
