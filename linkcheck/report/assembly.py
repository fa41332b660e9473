"""From the reports of links to the report of a post."""

from __future__ import annotations

from collections.abc import Sequence

from linkcheck.post.types import BadRecord, Post
from linkcheck.report.types import VERDICT_ORDER, Provenance, Report
from linkcheck.scoring.types import LinkReport, Reason, Verdict


def report_post(
    post: Post, links: Sequence[LinkReport], *, row: int | None = None, provenance: Provenance | None = None
) -> Report:
    """The Report of one post: its verdict is the first of VERDICT_ORDER among its links, its score that link's.

    A post without links is unclear, with the reason "no-link".
    """
    provenance = provenance or Provenance()
    if not links:
        reason = Reason(code="no-link", message="the post has no link to check")
        return Report(post=post, reasons=(reason,), row=row, provenance=provenance)
    telling = min(links, key=lambda link: VERDICT_ORDER.index(link.verdict))
    return Report(
        post=post,
        links=tuple(links),
        verdict=telling.verdict,
        score=telling.score,
        row=row,
        provenance=provenance,
    )


def report_problem(problem: BadRecord, *, row: int | None = None, provenance: Provenance | None = None) -> Report:
    """The Report that stands for a record which could not be read: unverifiable, with `problem` set."""
    where = f"{problem.file}:{problem.line}: " if problem.file and problem.line is not None else ""
    field = f"{problem.field}: " if problem.field else ""
    return Report(
        post=Post(),
        verdict=Verdict.UNVERIFIABLE,
        reasons=(Reason(code="bad-record", message=f"{where}{field}{problem.message}"),),
        problem=problem,
        row=row,
        provenance=provenance or Provenance(),
    )
