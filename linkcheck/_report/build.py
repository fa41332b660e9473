"""From the reports of links to the Report of a post, and from Reports to the Run that every output format renders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from linkcheck._post.types import BadRecord, Post
from linkcheck._report.mask import mask_correction, mask_report
from linkcheck._report.places import is_excluded, is_not_yet_published
from linkcheck._report.types import VERDICT_ORDER, Correction, Counts, Provenance, QueueReport, Report, Run
from linkcheck._scoring import codes
from linkcheck._scoring.types import LinkReport, Verdict
from linkcheck.version import __version__


def count(reports: Iterable[Report]) -> Counts:
    """The Counts of some reports."""
    posts = bad_records = without_links = 0
    verdicts: Counter[Verdict] = Counter()
    not_yet_published = excluded = 0
    for report in reports:
        if report.problem is not None:
            bad_records += 1
            continue
        posts += 1
        without_links += not report.links
        verdicts.update(link.verdict for link in report.links)
        not_yet_published += sum(map(is_not_yet_published, report.links))
        excluded += sum(map(is_excluded, report.links))
    return Counts(
        posts=posts,
        bad_records=bad_records,
        without_links=without_links,
        links=verdicts.total(),
        not_yet_published=not_yet_published,
        excluded=excluded,
        **{verdict.value: verdicts[verdict] for verdict in Verdict},
    )


def sentences(counts: Counts) -> tuple[str, ...]:
    """The counts in words, always with what was checked and what could not be."""
    lines = [_checked_sentence(counts)]
    if counts.unread and counts.checked:
        lines.append(f"{counted(counts.unread, 'link')} could not be checked.")
    if counts.excluded:
        lines.append(f"{counted(counts.excluded, 'link')} excluded.")
    if counts.not_yet_published:
        lines.append(f"{counted(counts.not_yet_published, 'page')} not published yet, before a post that is not due.")
    if counts.without_links:
        lines.append(f"{counted(counts.without_links, 'post')} without a link.")
    if counts.bad_records:
        lines.append(f"{counted(counts.bad_records, 'record')} could not be read.")
    return tuple(lines)


def _checked_sentence(counts: Counts) -> str:
    read = f"{counted(counts.posts, 'post')}, {counted(counts.links, 'link')}"
    if counts.unread and not counts.checked:
        return f"{read}: not checked, {counted(counts.unread, 'link')} could not be read."
    if not counts.checked:
        return f"{read}: nothing was checked."
    verdicts = ((verdict.value, getattr(counts, verdict.value)) for verdict in Verdict if verdict != "unverifiable")
    found = ", ".join(f"{number} {name}" for name, number in verdicts if number)
    return f"{read}: {counts.checked} checked ({found})."


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 link", "3 links"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def build_run(
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
        posts=tuple(map(mask_report, reports)),
        corrections=tuple(map(mask_correction, corrections)),
        findings=tuple(findings),
        interrupted=interrupted,
    )


def build_queue_run(queue: QueueReport) -> Run:
    """The Run of a queue."""
    run = build_run(queue.posts, corrections=queue.corrections, findings=queue.findings, interrupted=queue.interrupted)
    return msgspec.structs.replace(run, repeats=queue.repeats)


def report_post(
    post: Post, links: Sequence[LinkReport], *, row: int | None = None, provenance: Provenance | None = None
) -> Report:
    """The Report of one post: its verdict is the first of VERDICT_ORDER among its links, its score that link's.

    A post without links is unclear, with the reason "no-link".
    """
    provenance = provenance or Provenance()
    if not links:
        reason = codes.NO_LINK.reason()
        return Report(post=post, reasons=(reason,), row=row, provenance=provenance)
    worst = min(links, key=lambda link: VERDICT_ORDER.index(link.verdict))
    return Report(
        post=post,
        links=tuple(links),
        verdict=worst.verdict,
        score=worst.score,
        row=row,
        provenance=provenance,
    )


def report_problem(problem: BadRecord, *, row: int | None = None, provenance: Provenance | None = None) -> Report:
    """The Report that stands for a record which could not be read: unverifiable, with `problem` set."""
    field = f"{problem.field}: " if problem.field and not problem.message.startswith(problem.field) else ""
    return Report(
        post=Post(),
        verdict=Verdict.UNVERIFIABLE,
        reasons=(codes.BAD_RECORD.reason(problem=f"{field}{problem.message}"),),
        problem=problem,
        row=row,
        provenance=provenance or Provenance(),
    )
