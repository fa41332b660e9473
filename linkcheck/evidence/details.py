"""Whether the page says the same of the claim: every kind of detail, over one alignment of claim and page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from linkcheck.evidence.alignment import Alignment
from linkcheck.evidence.dates import weigh_dates
from linkcheck.evidence.names import weigh_names
from linkcheck.evidence.numbers import weigh_numbers
from linkcheck.evidence.polarity import weigh_polarity
from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.evidence.promises import weigh_promises
from linkcheck.evidence.quotations import weigh_quotations
from linkcheck.evidence.roles import weigh_roles
from linkcheck.evidence.types import AGREES, CONTRADICTS, Evidence

KINDS: tuple[Callable[[Alignment], Iterator[Evidence]], ...] = (
    weigh_numbers,
    weigh_names,
    weigh_dates,
    weigh_quotations,
    weigh_polarity,
    weigh_roles,
    weigh_promises,
)
"""The kinds of detail, in the order in which they are weighed."""


def weigh_details(post: PreparedPost, page: PreparedPage) -> Iterator[Evidence]:
    """The detail evidence of one pair, at most one a code; nothing for a claim or page without words."""
    if not post.words or not page.sentences:
        return
    alignment = Alignment(post, page)
    found = [evidence for weigh in KINDS for evidence in weigh(alignment)]
    contradicted = max((e.value for e in found if e.code.endswith((*CONTRADICTS, "-absent"))), default=0.0)
    for evidence in found:
        if evidence.code.endswith(AGREES):
            evidence = msgspec.structs.replace(evidence, value=round(evidence.value * (1 - contradicted), 4))
        yield evidence
