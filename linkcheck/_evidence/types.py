"""The values of room four: Evidence and Layer; Case and Detector, for detectors of your own."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from typing import Protocol, runtime_checkable

import msgspec

from linkcheck._page.types import Page
from linkcheck._post.types import Claim, Link, Post, Quote


class Layer(enum.StrEnum):
    """What a piece of evidence speaks of."""

    TOPIC = "topic"
    """Whether the page is about the claim: `off_topic` is made of these alone."""
    DETAIL = "detail"
    """Whether the page says the same of it: numbers, names, dates, quotations, direction."""
    CONTEXT = "context"
    """What stands beside the comparison: source, card, language, disguised hosts."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One comparison of claim and page."""

    code: str
    """Stable and documented: "topic-best-window", "number-differs", ..."""
    layer: Layer
    value: float = 1.0
    """The feature value, as the model takes it: 0 or more."""
    message: str = ""
    """What a person would be told; empty when not worth telling."""
    post_quotes: tuple[Quote, ...] = ()
    page_quotes: tuple[Quote, ...] = ()
    log_odds: float | None = None
    """What a detector of your own says by itself, positive for a mismatch; None where only a model weighs `value`."""


AGREES = "-confirmed"
"""How the codes of detail evidence end that speaks for a match. Every other detail can only speak for a mismatch."""

CONTRADICTS = ("-differs", "-swapped", "-exchanged", "-missing")
"""How the codes of detail evidence end where the page says otherwise, rather than nothing, or in another place."""


LANGUAGE_DIFFERS = "language-differs"


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What a detector of your own is asked about: a checkable claim, a page that was read, what is known of them."""

    post: Post
    claim: Claim
    """What of the post speaks of this link; `quote` maps its characters to the post."""
    page: Page
    link: Link | None = None
    as_of: dt.datetime | None = None
    """The moment the post is judged at; None when it is not known."""
    score: float | None = None
    """P(mismatch) without detectors of your own; None where the languages differ and words say nothing."""
    off_topic: float | None = None
    """P(the page is about something else), likewise."""
    prior: float = 0.5
    """`Settings.prior`, which both include."""

    def quote(self, start: int, end: int) -> Quote:
        """The slice of Post.text that the claim's characters [start, end) stand for."""
        return self.post.quote(*self.claim.span(start, end))


@runtime_checkable
class Detector(Protocol):
    """A detector of your own: any object with these two. It may be asked from several threads at once."""

    @property
    def code(self) -> str:
        """Its name, in lower case with hyphens; the code of its evidence is this, or begins with this and a hyphen."""

    def weigh(self, case: Case) -> Iterable[Evidence]:
        """Its evidence, at most one a code; nothing where it has nothing to say. What it raises is told as a reason."""
