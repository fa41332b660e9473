"""A report as what a notebook asks of an object: HTML for those that show it, text for those that do not."""

from __future__ import annotations

from collections.abc import Sequence

from linkcheck.report.formats import render
from linkcheck.report.runs import sum_up
from linkcheck.report.types import Correction, Report


def bundle(
    html: str, reports: Sequence[Report], *, corrections: Sequence[Correction] = (), findings: Sequence[str] = ()
) -> dict[str, str]:
    """The MIME bundle of reports; without a text of ours a notebook keeps the struct's long repr beside the HTML."""
    run = sum_up(reports, corrections=corrections, findings=findings)
    return {"text/html": html, "text/plain": render(run, "text")}
