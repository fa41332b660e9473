"""The values of the post room: Post and its parts, BadRecord, and Reader, which makes a Post of a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from typing import Any, NamedTuple

import msgspec

from linkcheck._lazy import LazyProperty
from linkcheck._public import public
from linkcheck.errors import InputError


@public
class Quote(msgspec.Struct, frozen=True):
    """A slice of one field of a Post, Page or Link: `owner.quotable(field)[start:end] == text`."""

    field: str
    start: int
    end: int
    text: str


@public
class Card(msgspec.Struct, frozen=True, kw_only=True):
    """The preview that a platform or a page declares for a link."""

    url: str = ""
    title: str = ""
    description: str = ""
    site_name: str = ""
    kind: str = ""
    """What the card calls its page: "article", "video", "website", ... as declared."""


@public
class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record was read: file name, 1-based line it starts on, 0-based record number."""

    file: str = ""
    line: int | None = None
    record: int | None = None

    @property
    def place(self) -> str:
        """The same for people: "queue.csv:4", "export.json, record 3"; empty without a file."""
        if not self.file or (self.line is None and self.record is None):
            return self.file
        return f"{self.file}, record {(self.record or 0) + 1}" if self.line is None else f"{self.file}:{self.line}"


@public
class BadRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that could not be read as a post, and why; its neighbours are still read."""

    file: str = ""
    line: int | None = None
    record: int | None = None
    field: str = ""
    message: str = ""


@public
class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One URL of a post: as written, as expanded by the platform, and where it stands."""

    url: str
    """As written in the post (or as given beside it)."""
    expanded_url: str = ""
    """Where the platform says it leads; equal to `url` where it says nothing."""
    start: int | None = None
    end: int | None = None
    """Its span in Post.text; None for a link given beside the text (a CSV's url column, an embed)."""
    display: str = ""
    """The text shown in its place, where the platform shows another; in a plain text, a URL with the dots behind it."""
    segment: tuple[int, int] | None = None
    """The span of Post.text that is about this link, where the post has several; None: no segment of its own."""

    def __post_init__(self) -> None:
        if not self.expanded_url:
            msgspec.structs.force_setattr(self, "expanded_url", self.url)

    def quotable(self, field: str) -> str:
        """The text that quotes of `field` slice: only "url". Raises InputError for another field."""
        if field == "url":
            return self.expanded_url
        raise _no_such_field("Link", field)


@public
class Mention(msgspec.Struct, frozen=True):
    """Something checkable named in a text: kind "number", "name", "date", "quotation" or "negation"."""

    kind: str
    start: int
    end: int
    text: str


@public
class PostFrame(msgspec.Struct, frozen=True):
    """A label, outlet or credit that stands outside the sentence of a claim, with what joins it to the sentence."""

    start: int
    end: int
    """Its span in the claim's text, the joint included."""
    label_start: int
    label_end: int
    """The span of the label alone."""
    kind: str
    """What it may be besides: "subject" before the sentence, "credit" behind it ("by", "per"), "doer" behind a
    participle and "by"; "label" if nothing."""


@public
class Claim(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The checkable part of a post, and a map from each of its characters to Post.text."""

    text: str = ""
    offsets: tuple[int, ...] = ()
    """`text[i]` stands for what begins at `Post.text[offsets[i]]`; as long as `text`, never falling."""
    ends: tuple[int, ...] = ()
    """Where that ends; empty where each stands for one character. "&amp;" is one "&", a ligature two letters."""
    no_claim_reason: str = ""
    """Why nothing here can be checked, as a reason code; empty when something can."""

    @property
    def checkable(self) -> bool:
        """Whether there is something that a page could confirm or contradict."""
        return not self.no_claim_reason

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of Post.text that the claim's characters [start, end) stand for."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else 0
            return at, at
        return self.offsets[start], self.ends[end - 1] if self.ends else self.offsets[end - 1] + 1

    def without(self, spans: Sequence[tuple[int, int]]) -> Claim:
        """The claim without these spans of its text, which keep to their order and do not overlap."""
        kept = [True] * len(self.text)
        for start, end in spans:
            kept[start:end] = [False] * (end - start)
        return Claim(
            text="".join(compress(self.text, kept)),
            offsets=tuple(compress(self.offsets, kept)),
            ends=tuple(compress(self.ends, kept)),
            no_claim_reason=self.no_claim_reason,
        )

    @LazyProperty
    def frames(self) -> tuple[PostFrame, ...]:
        """Labels, outlets and credits around its sentences, which claim nothing unless the page says them there."""
        from linkcheck._post.frames import find_frames

        return find_frames(self.text)

    @LazyProperty
    def mentions(self) -> tuple[Mention, ...]:
        """Numbers, names, dates, quotations and negations, with spans in this claim's text."""
        from linkcheck._post.mentions import find_mentions

        return find_mentions(self.text)


_MAX_SHOWN_ID = 40
"""Characters of an id that a place shows: a URI that stands for one is longer, and says no more."""


@public
class Post(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One social post: its plain text, its links, and what the platform states of it.

    The claim is a function of text and links, made on first use.
    """

    text: str = ""
    links: tuple[Link, ...] = ()
    id: str = ""
    account: str = ""
    tool: str = ""
    """The application that posted it, as the platform names it."""
    platform: str = ""
    """The format it was read from: "text", "x", "mastodon", "bluesky", "csv", ..."""
    created_at: dt.datetime | None = None
    scheduled_at: dt.datetime | None = None
    """When a queue means to post it."""
    language: str = ""
    """The ISO 639-1 code the platform states, if any."""
    card: Card | None = None
    origin: Origin | None = None
    notes: tuple[str, ...] = ()
    """What had to be repaired when reading it (a replaced surrogate, a wrong offset), a sentence each."""

    @LazyProperty
    def claim(self) -> Claim:
        """The checkable part of the whole post."""
        from linkcheck._post.claim import read_claim

        return read_claim(self)

    def claim_for(self, link: Link | None) -> Claim:
        """The claim that `link` stands for: that of its segment, else the whole claim (also without a link)."""
        from linkcheck._post.claim import claim_for

        return claim_for(self, link) if link is not None else self.claim

    def place(self, row: int | None = None) -> str:
        """Where it stands, for people: file and line, else the row (0-based) of its queue; and its id. Mostly one line.

        "queue.csv:4 (id 17)", "row 3", "post 17"; empty where none of it is known.
        """
        where = self.origin.place if self.origin is not None else ""
        if not where and row is not None:
            where = f"row {row + 1}"
        known = self.id if len(self.id) <= _MAX_SHOWN_ID else f"{self.id[:_MAX_SHOWN_ID]}…"
        if not known:
            return where
        return f"{where} (id {known})" if where else f"post {known}"

    def quotable(self, field: str) -> str:
        """The text that quotes of `field` slice. Raises InputError for a field that has none."""
        if field == "text":
            return self.text
        if field in ("card_title", "card_description"):
            return (getattr(self.card, field.removeprefix("card_")) or "") if self.card else ""
        raise _no_such_field("Post", field)

    def quote(self, start: int, end: int) -> Quote:
        """The slice [start, end) of the text, as a Quote."""
        return Quote("text", start, end, self.text[start:end])


@public
class Reader(NamedTuple):
    """How the records of one platform, tool or kind of table become posts."""

    name: str
    """What the registry calls it: the name of its file, or of its entry point."""
    read: Callable[[Mapping[str, Any]], Post]
    """The Post of a record. Raises PostError, naming the field that is wrong and what was expected there."""
    example: Mapping[str, Any]
    """A record as the platform writes it; for a table a row, by the names of its columns."""
    recognises: Callable[[Mapping[str, Any]], bool] | None = None
    """Whether an object is such a record; None: it reads rows of tables only."""
    keys: tuple[str, ...] = ()
    """The keys by which an object is recognised."""
    unwrap: Callable[[Mapping[str, Any]], Iterable[Any] | None] | None = None
    """The records in an object that holds many, as an API responds with; None for any other object."""
    columns: tuple[str, ...] | None = None
    """The columns, in lower case, that the header of its tables has; (): any with a text; None: it reads no tables."""
    recognises_row: Callable[[Sequence[str]], bool] | None = None
    """Whether a first row is no header but a row of such a table, whose cells `columns` then name in order."""


def _no_such_field(owner: str, field: str) -> InputError:
    return InputError(f"{owner} has no quotable field {field!r}")
