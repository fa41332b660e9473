"""Reports gathered into the Run that every output format renders."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from linkcheck.report.counting import count
from linkcheck.report.masking import masked, masked_correction
from linkcheck.report.types import Correction, QueueReport, Report, Run
from linkcheck.version import __version__


def sum_up(
    reports: Sequence[Report],
    *,
    corrections: Sequence[Correction] = (),
    findings: Sequence[str] = (),
    interrupted: bool = False,
) -> Run:
    """The Run of some reports, with the secrets of their links masked."""
    return Run(
        version=__version__,
        counts=count(reports),
        posts=tuple(map(masked, reports)),
        corrections=tuple(map(masked_correction, corrections)),
        findings=tuple(findings),
        interrupted=interrupted,
    )


def sum_up_queue(queue: QueueReport) -> Run:
    """The Run of a queue."""
    run = sum_up(queue.posts, corrections=queue.corrections, findings=queue.findings, interrupted=queue.interrupted)
    return msgspec.structs.replace(run, repeats=queue.repeats)
