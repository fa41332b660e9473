"""The rule for several links: not every link of a post is the source of its claim.

Newsletters, credits and "support us" links stand beside the link that the post is about. Where one
link matches the claim, another without a segment of its own is at most unclear; so is one that shares
its segment with a link that matches it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from linkcheck.scoring.types import LinkReport, Reason, Verdict
from linkcheck.scoring.unread import INCOMPLETE


def settle(reports: Sequence[LinkReport]) -> tuple[LinkReport, ...]:
    """The reports of one post's links, in order, with mismatches softened where another link is the source.

    A softened report keeps score and reasons; "not-the-source", weight 0, is put first.
    """
    source = next((report for report in reports if report.verdict is Verdict.MATCH), None)
    if source is None:
        return tuple(reports)
    beside = not_sources(reports)
    return tuple(
        _soften(report, source) if number in beside and report.verdict is Verdict.MISMATCH else report
        for number, report in enumerate(reports)
    )


def not_sources(reports: Sequence[LinkReport]) -> frozenset[int]:
    """Which of one post's links do not bear out the claim that another link of it bears out, by number.

    A page that broke off is among them: beside the source, nothing is to be looked for in the part that is missing.
    """
    matches = {report.link.segment for report in reports if report.verdict is Verdict.MATCH}
    if not matches:
        return frozenset()
    borne_out = matches | {None}
    return frozenset(
        number
        for number, report in enumerate(reports)
        if (report.verdict is Verdict.MISMATCH or report.reasons[0].code == INCOMPLETE)
        and report.link.segment in borne_out
    )


def _soften(report: LinkReport, source: LinkReport) -> LinkReport:
    reason = Reason(
        code="not-the-source",
        message=f"the claim is borne out by another link of the post, {source.link.expanded_url}",
    )
    return msgspec.structs.replace(report, verdict=Verdict.UNCLEAR, reasons=(reason, *report.reasons), cause=None)
