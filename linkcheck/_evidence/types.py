"""The values of this room: Evidence with its Layer and Stance, what a Code declares, Case and Detector for users."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from typing import Protocol, runtime_checkable

import msgspec

from linkcheck._page.types import Page
from linkcheck._post.types import Claim, Link, Post, Quote
from linkcheck._public import public


@public
class Layer(enum.StrEnum):
    """What a piece of evidence speaks of."""

    TOPIC = "topic"
    """Whether the page is about the claim: `off_topic` is made of these alone."""
    DETAIL = "detail"
    """Whether the page says the same of it: numbers, names, dates, quotations, direction."""
    CONTEXT = "context"
    """What stands beside the comparison: source, card, language, disguised hosts."""


@public
class Stance(enum.StrEnum):
    """Which side a piece of evidence takes. It decides what the evidence may do besides its weight."""

    SUPPORTS = "supports"
    """The page says the same. Worth less where another detail is contradicted or absent."""
    CONTRADICTS = "contradicts"
    """The page says otherwise. A strong contradiction forbids the verdict match."""
    ABSENT = "absent"
    """The page says nothing of it."""
    UNSETTLES = "unsettles"
    """The page says it in other words, which may mean something else: forbids the verdict match, and accuses nobody."""
    NEUTRAL = "neutral"
    """None of these: a measure of the topic, context, or a doubt that contradicts nothing by itself."""


@public
class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One comparison of claim and page."""

    code: str
    """Stable and documented: "topic-best-window", "number-differs", ..."""
    layer: Layer
    stance: Stance = Stance.NEUTRAL
    """Which side it takes. The code says nothing about it."""
    value: float = 1.0
    """The feature value, as the model takes it: 0 or more."""
    message: str = ""
    """The sentence shown to a person; empty for a measure that is not shown."""
    post_quotes: tuple[Quote, ...] = ()
    """What it is about in the post."""
    page_quotes: tuple[Quote, ...] = ()
    log_odds: float | None = None
    """What a detector of your own says by itself, positive for a mismatch; None where only a model weighs `value`."""


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A post and a page from which a code follows."""

    post: str
    title: str = ""
    text: str = ""
    url: str = ""
    site_name: str = ""
    published: str = ""
    """ISO date."""
    as_of: str = ""
    """ISO date at which the post is judged."""
    card_title: str = ""
    """Title of the preview shown with the post."""


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """What a reason code declares of itself. Guides, SARIF rules and the model's signs are made from it."""

    code: str
    layer: Layer
    meaning: str
    """One clause in lower case, without a full stop."""
    sign: int = 1
    """-1: can only speak for a match. 1: only for a mismatch. 0: decided by training, or weighs nothing."""
    stance: Stance = Stance.NEUTRAL
    coefficient: float | None = None
    """Log-odds of a full value, set by hand, where no labelled set shows it; a fitted one takes its place."""
    coefficient_of: str = ""
    """The code whose coefficient it shares, where it is too rare to be learned by itself."""
    inflected: bool = False
    """Whether it compares words that other languages than English inflect: it says less on pages in those."""
    reported_under: str | None = None
    """The code of the reason that carries its weight; None: its own; empty: not reported, counted in the base."""
    example: Example | None = None
    """A pair from which it follows: documentation shows the message that comes of it."""

    def evidence(
        self,
        value: float,
        message: str = "",
        *,
        post: tuple[Quote, ...] = (),
        page: tuple[Quote, ...] = (),
        log_odds: float | None = None,
    ) -> Evidence:
        """Evidence of this code, quoting `post` and `page`."""
        return Evidence(
            code=self.code,
            layer=self.layer,
            stance=self.stance,
            value=value,
            message=message,
            post_quotes=post,
            page_quotes=page,
            log_odds=log_odds,
        )


LANGUAGE_DIFFERS = "language-differs"


@public
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


@public
@runtime_checkable
class Detector(Protocol):
    """A detector of your own: any object with these two. It may be asked from several threads at once."""

    @property
    def code(self) -> str:
        """Its name, in lower case with hyphens; the code of its evidence is this, or begins with this and a hyphen."""

    def weigh(self, case: Case) -> Iterable[Evidence]:
        """Its evidence, at most one a code; none where it has nothing to say. What it raises becomes a reason."""
