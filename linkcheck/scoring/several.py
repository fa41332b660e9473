"""The rule for several links: not every link of a post is the source of its claim.

Newsletters, credits and "support us" links stand beside the link that the post is about. Where one
link matches the claim, another without a segment of its own is at most unclear; so is one that shares
its segment with a link that matches it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from linkcheck.scoring.types import LinkReport, Reason, Verdict


def settle(reports: Sequence[LinkReport]) -> tuple[LinkReport, ...]:
    """The reports of one post's links, in order, with mismatches softened where another link is the source.

    A softened report keeps score and reasons; "not-the-source", weight 0, is put first.
    """
    source = next((report for report in reports if report.verdict is Verdict.MATCH), None)
    if source is None:
        return tuple(reports)
    borne_out = {report.link.segment for report in reports if report.verdict is Verdict.MATCH} | {None}
    return tuple(
        _soften(report, source) if report.verdict is Verdict.MISMATCH and report.link.segment in borne_out else report
        for report in reports
    )


def _soften(report: LinkReport, source: LinkReport) -> LinkReport:
    reason = Reason(
        code="not-the-source",
        message=f"the claim is borne out by another link of the post, {source.link.expanded_url}",
    )
    return msgspec.structs.replace(report, verdict=Verdict.UNCLEAR, reasons=(reason, *report.reasons), cause=None)
