"""Whether the page says the same of the claim: every kind of detail, over one alignment of claim and page."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.evidence.alignment import Alignment
from linkcheck.evidence.names import weigh_names
from linkcheck.evidence.numbers import weigh_numbers
from linkcheck.evidence.polarity import weigh_polarity
from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.evidence.types import Evidence


def weigh_details(post: PreparedPost, page: PreparedPage) -> Iterator[Evidence]:
    """The detail evidence of one pair, at most one a code; nothing for a claim or page without words."""
    if not post.words or not page.sentences:
        return
    alignment = Alignment(post, page)
    yield from weigh_numbers(alignment)
    yield from weigh_names(alignment)
    yield from weigh_polarity(alignment)
