"""How many were checked, what was found, and how many could not be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from linkcheck.report.types import Counts, Report
from linkcheck.scoring.types import Verdict


def count(reports: Iterable[Report]) -> Counts:
    """The Counts of some reports."""
    posts = bad_records = without_links = 0
    verdicts: Counter[Verdict] = Counter()
    for report in reports:
        if report.problem is not None:
            bad_records += 1
            continue
        posts += 1
        without_links += not report.links
        verdicts.update(link.verdict for link in report.links)
    return Counts(
        posts=posts,
        bad_records=bad_records,
        without_links=without_links,
        links=verdicts.total(),
        **{verdict.value: verdicts[verdict] for verdict in Verdict},
    )


def sentences(counts: Counts) -> tuple[str, ...]:
    """The counts in words, always saying what was checked and what could not be."""
    told = [_checked(counts)]
    if counts.unverifiable and counts.checked:
        told.append(f"{_number(counts.unverifiable, 'link')} could not be checked.")
    if counts.without_links:
        told.append(f"{_number(counts.without_links, 'post')} without a link.")
    if counts.bad_records:
        told.append(f"{_number(counts.bad_records, 'record')} could not be read.")
    return tuple(told)


def _checked(counts: Counts) -> str:
    read = f"{_number(counts.posts, 'post')}, {_number(counts.links, 'link')}"
    if not counts.checked:
        why = f"; {_number(counts.unverifiable, 'link')} could not be read" if counts.unverifiable else ""
        return f"{read}: nothing was checked{why}."
    verdicts = ((verdict.value, getattr(counts, verdict.value)) for verdict in Verdict if verdict != "unverifiable")
    found = ", ".join(f"{number} {name}" for name, number in verdicts if number)
    return f"{read}: {counts.checked} checked ({found})."


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
