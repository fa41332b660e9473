"""The values of room four: Evidence and Layer."""

from __future__ import annotations

import enum

import msgspec

from linkcheck.post.types import Quote


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
    value: float
    """The feature value, as the model takes it."""
    message: str = ""
    """What a person would be told; empty when not worth telling."""
    post_quotes: tuple[Quote, ...] = ()
    page_quotes: tuple[Quote, ...] = ()
