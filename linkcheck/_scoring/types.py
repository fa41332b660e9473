"""The values of this room: Verdict, Reason, Cause with its Party, PageSummary, LinkReport."""

from __future__ import annotations

import enum

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


@public
class LinkReport(msgspec.Struct, frozen=True, kw_only=True):
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

    def _repr_html_(self) -> str:
        from linkcheck._report.notebook import link_html

        return link_html(self)
