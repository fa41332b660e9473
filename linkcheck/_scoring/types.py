"""The values of this room: Verdict, Reason, Cause with its Party, PageSummary, LinkReport; how a report is written."""

from __future__ import annotations

import enum
import os
from typing import Any, Self, cast

import msgspec

from linkcheck._post.types import Link, Quote
from linkcheck._public import public


@public
class Verdict(enum.StrEnum):
    """What is said of a link, and of a post."""

    MATCH = "match"
    """The page is about the claim and no detail of it is contradicted."""
    MISMATCH = "mismatch"
    """The page is not about the claim, or its details differ."""
    UNCLEAR = "unclear"
    """Measured, but between the thresholds; or nothing checkable is claimed; or not the claim's source."""
    UNVERIFIABLE = "unverifiable"
    """The page could not be read or not compared: never an accusation."""
    BROKEN = "broken"
    """The link leads nowhere."""


@public
class Party(enum.StrEnum):
    """Who is most likely responsible for a finding."""

    TOOL = "tool"
    AUTHOR = "author"
    PAGE = "page"
    UNKNOWN = "unknown"


@public
class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """A guess at what went wrong and who is responsible."""

    code: str = "unknown"
    responsible: Party = Party.UNKNOWN
    message: str = ""


@public
class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence, as a report shows it to a person."""

    code: str
    message: str
    weight: float = 0.0
    """Log-odds; positive speaks for mismatch. 0 for reasons that no model weighed."""
    post_quotes: tuple[Quote, ...] = ()
    page_quotes: tuple[Quote, ...] = ()


@public
class PageSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a report keeps of a page: not its text."""

    url: str = ""
    title: str = ""
    description: str = ""
    site_name: str = ""
    language: str = ""
    kind: str = ""
    state: str = ""
    published: str = ""
    """ISO 8601 date or time; empty when the page states none."""
    words: int = 0


class WritesItself:
    """What a report does to leave Python: the same for the report of a link, of a post and of a queue."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """This report as dicts, lists, texts and numbers: what `to_json()` says."""
        from linkcheck._report.export import dict_of

        return dict_of(cast("LinkReport", self))

    def to_json(self) -> str:
        """This report as JSON on one line, secrets of links that act masked (see `msgspec.json.encode` for all of it).

        `from_json` gives an equal one where there are none.
        """
        from linkcheck._report.export import json_of

        return json_of(cast("LinkReport", self))

    @classmethod
    def from_json(cls, document: str | bytes) -> Self:
        """The report that `to_json()` made this of. Raises InputError for anything else."""
        from linkcheck._report.export import from_json

        return cast("Self", from_json(document, cast("type[LinkReport]", cls)))

    def to_html(self) -> str:
        """This report as one self-contained HTML document, as the command's `--format html` writes it.

        A LinkReport does not know its post, which is then not shown.
        """
        from linkcheck._report.export import written_as

        return written_as(self, "html")

    def to_markdown(self) -> str:
        """This report as Markdown, as the command's `--format markdown` writes it: matches are counted, not listed."""
        from linkcheck._report.export import written_as

        return written_as(self, "markdown")

    def save(self, path: str | os.PathLike[str], *, output_format: str | None = None) -> None:
        """Write this report to a file, whole or not at all, in the format that its suffix says, or that is named.

        Raises InputError for a suffix or name that no format has, OutputError where the file cannot be written.
        """
        from linkcheck._report.export import save

        save(self, path, output_format=output_format)

    def __str__(self) -> str:
        from linkcheck._report.export import printed

        return printed(cast("LinkReport", self))

    def _repr_html_(self) -> str:
        from linkcheck._report.export import run_of
        from linkcheck._report.formats.html import fragment

        return fragment(run_of(self))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        from linkcheck._report.export import run_of
        from linkcheck._report.notebook import mime_bundle

        return mime_bundle(run_of(self))


@public
class LinkReport(WritesItself, msgspec.Struct, frozen=True, kw_only=True):
    """The result for one link of one post.

    `base + fsum(reason weights) == log_odds` and `score == sigmoid(log_odds)`, or all three are None.
    """

    link: Link
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    """Strongest first; never empty."""
    score: float | None = None
    """P(mismatch); None when nothing was measured."""
    off_topic: float | None = None
    """P(the page is about something else): the topic part of the score."""
    log_odds: float | None = None
    base: float | None = None
    """Log-odds of intercept, prior, and what is too little to be reported."""
    cause: Cause | None = None
    page: PageSummary | None = None
    snapshot_id: str = ""
    better_match: int | None = None
    """In a queue: index into QueueReport.reports of the pair whose page fits this post clearly better."""
    better_place: str = ""
    """Where that post stands, for people: "queue.csv:5", or "row 4" of a queue that comes from no file."""
    row: int | None = None
    """In a queue: the 0-based number of the post; None where posts were judged each by itself."""
    found: tuple[tuple[int, int], ...] = ()
    """Spans of Post.text, rising: words that the page has, as they are or in another form."""
    missing: tuple[tuple[int, int], ...] = ()
    """Spans of Post.text, rising: words that stand nowhere on the page, as far as it was read whole."""
