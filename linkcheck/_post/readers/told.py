"""What of a record is the text that its readers see, and which links stand in that text?

The post's own text comes first; else a title with what stands below it, as feeds and link-sharing sites have it. HTML
is rendered. Exports write a text as a string, in an object ({"rendered": ...}) or in parts ([{"text": ...}, ...]).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from linkcheck._post.links import GivenLink, links_in, place_links
from linkcheck._post.markup import MAX_HTML, is_html, rendered
from linkcheck._post.readers.fields import kind_of, post_text
from linkcheck._post.readers.names import TEXTS, keys_of, named
from linkcheck._post.readers.written import object_in
from linkcheck._post.types import Link
from linkcheck._urls.url import has_web_scheme
from linkcheck.errors import PostError

MAX_TEASER = 1000
"""Characters below a title that still belong to a post; more is the article itself, which feeds carry whole."""
_WITHIN = ("text", "rendered", "value", "#text", "_", "$t", "content", "plain", "plaintext", "html")
"""Where an object holds its text: WordPress, feedparser, and what makes JSON of XML."""
_PLACEHOLDERS = frozenset({"[deleted]", "[removed]", "nan", "none", "null"})
"""What exports write where there is no text."""


class Told(NamedTuple):
    """A text as its readers see it."""

    text: str
    links: tuple[Link, ...] = ()
    """Those that stand in it."""
    notes: tuple[str, ...] = ()


def tells(record: Mapping[str, Any]) -> bool:
    """Whether a record has a text, or something else in its place that is no object."""
    names = [name for field in TEXTS for name in named(field, record)]
    return any(_has_text(record[name]) or not isinstance(record[name], (Mapping, list, tuple)) for name in names)


def told_in(record: Mapping[str, Any]) -> Told:
    """What a record tells. Raises PostError, naming the field, when it has no text, or one that is too long."""
    texts = {field: [name for name in named(field, record) if _has_text(record[name])] for field in TEXTS}
    if not texts["title"] and named("own", record) and _has_text(record.get("name")):
        texts["title"] = ["name"]  # Lemmy; elsewhere a name is that of whoever posts
    if texts["text"]:
        return tell(record[texts["text"][0]], texts["text"][0])
    below = texts["teaser"] + texts["body"] if texts["title"] else texts["body"] + texts["teaser"]
    if texts["title"]:
        title = tell(record[texts["title"][0]], texts["title"][0])
        return _joined(title, _first_short(record, below))
    if below:
        return tell(record[below[0]], below[0])
    field = keys_of(record).get("text", "")
    value = record.get(field)
    if field and not isinstance(value, str) and value is not None:
        raise PostError(f"{field} is {kind_of(value)}: expected a string", field=field)
    if field and isinstance(value, str):
        return Told("")
    raise PostError("text is missing: expected a string under a name such as text, message or content", field="text")


def tell(value: object, field: str) -> Told:
    """A text as its readers see it: HTML rendered, parts joined. Raises PostError when it is too long."""
    written, given = _written(value)
    written, notes = post_text(written, field)
    if given:
        links, more = place_links(written, given)
        return Told(written, _with_bare(written, links), (*notes, *more))
    if is_html(written):
        if len(written) > MAX_HTML:
            raise PostError(f"{field} has {len(written)} characters: expected at most {MAX_HTML}", field=field)
        written, given = rendered(written)
        links, more = place_links(written, given)
        return Told(written, _with_bare(written, links), (*notes, *more))
    return Told(written, links_in(written), notes)


def _has_text(value: object) -> bool:
    written = _written(value)[0].strip()
    return bool(written) and written.lower() not in _PLACEHOLDERS


def _written(value: object) -> tuple[str, list[GivenLink]]:
    """The string that `value` is, holds or is made of, and the links of its parts."""
    if isinstance(value, str):
        inner = object_in(value)
        return _written(inner) if inner is not None and _written(inner)[0] else (str(value), [])
    if isinstance(value, Mapping):
        return next(((str(value[key]), []) for key in _WITHIN if isinstance(value.get(key), str)), ("", []))
    if not isinstance(value, (list, tuple)):
        return "", []
    pieces: list[str] = []
    given: list[GivenLink] = []
    length = 0
    for part in value:
        piece, _ = _written(part) if not isinstance(part, (list, tuple)) else ("", None)
        href = part.get("href") if isinstance(part, Mapping) else None
        if piece and isinstance(href, str) and has_web_scheme(href):
            given.append(GivenLink(url=href, written=piece, start=length, end=length + len(piece), display=piece))
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), given


def _with_bare(text: str, links: Iterable[Link]) -> tuple[Link, ...]:
    """The links of a text that names some, and the URLs in it that stand in none of them."""
    placed = list(links)
    spans = [(link.start, link.end) for link in placed if link.start is not None and link.end is not None]
    bare = [
        link
        for link in links_in(text)
        if not any(start < (link.end or 0) and (link.start or 0) < end for start, end in spans)
    ]
    return tuple(sorted((*placed, *bare), key=lambda link: (link.start is None, link.start or 0)))


def _first_short(record: Mapping[str, Any], fields: Iterable[str]) -> Told | None:
    """The first of the texts below a title that is no whole article."""
    for field in fields:
        if len(_written(record[field])[0]) <= MAX_HTML:
            below = tell(record[field], field)
            if len(below.text) <= MAX_TEASER:
                return below
    return None


def _joined(title: Told, below: Told | None) -> Told:
    """A title and what stands below it; only that where it begins with the title."""
    if below is None or not below.text.strip():
        return title
    begins = title.text.rstrip(" .…").removesuffix("...")
    if below.text.startswith(begins):
        return below
    text = f"{title.text.rstrip()}\n\n"
    moved = tuple(_moved(link, len(text)) for link in below.links)
    kept = tuple(link for link in title.links if link.end is None or link.end <= len(text.rstrip()))
    return Told(text + below.text, (*kept, *moved), (*title.notes, *below.notes))


def _moved(link: Link, by: int) -> Link:
    if link.start is None or link.end is None:
        return link
    return msgspec.structs.replace(link, start=link.start + by, end=link.end + by)
