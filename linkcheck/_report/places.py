"""Where a report's post stands (file, line, row), and a run as rows: one for each link, and for a post without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linkcheck._post.types import BadRecord, Origin
from linkcheck._report.types import Correction, Report, Run
from linkcheck._scoring.codes import BAD_RECORD, NOT_YET_PUBLISHED, REPEATED_POST
from linkcheck._scoring.types import Cause, LinkReport, Reason, Verdict


def origin_of(report: Report) -> Origin:
    """File, line and record of the report's post or bad record; empty when it came from no file."""
    problem = report.problem
    if isinstance(problem, BadRecord):
        return Origin(file=problem.file, line=problem.line, record=problem.record)
    return report.post.origin or Origin(record=report.row)


def place_of(report: Report) -> str:
    """The same for people, with the post's id: "queue.csv:4 (id 17)", "post 3", or nothing."""
    place = origin_of(report).place if report.problem is not None else report.post.place()
    return place or ("" if report.row is None else f"post {report.row + 1}")


def place_in_queue(report: Report) -> str:
    """The same as findings and repairs of a queue call it: "queue.csv:4 (id 17)", and without a file "row 3"."""
    return place_of(report) if report.problem is not None else report.post.place(report.row)


def places_of(correction: Correction) -> tuple[str, str]:
    """Where a proposed repair is to be made, and where the link that it proposes stands, for people."""
    return (
        correction.place or f"row {correction.row + 1}",
        correction.proposed_place or f"row {correction.proposed_row + 1}",
    )


def is_not_yet_published(link: LinkReport) -> bool:
    """Whether the page of a link is not there yet, and its post is not due either."""
    return any(reason.code == NOT_YET_PUBLISHED.code for reason in link.reasons)


def is_excluded(link: LinkReport) -> bool:
    """Whether the link was left alone because the settings exclude it: neither a finding nor a page that could not be
    read.
    """
    return any(reason.code == "refused-excluded" for reason in link.reasons)


def pairs_of(reports: Sequence[Report]) -> tuple[LinkReport, ...]:
    """Every (post, link) pair in order: what `LinkReport.better_match` counts in."""
    return tuple(link for report in reports for link in report.links)


class ResultRow(NamedTuple):
    """One line of a table."""

    report: Report
    link: LinkReport | None
    """None for a post without links and for a record that could not be read."""

    @property
    def rule(self) -> str:
        """The verdict, "not-yet-published" or "bad-record": what formats with rules name it by."""
        if self.report.problem is not None:
            return BAD_RECORD.code
        is_awaited = self.link is not None and is_not_yet_published(self.link)
        return NOT_YET_PUBLISHED.code if is_awaited else str(self.verdict)

    @property
    def verdict(self) -> Verdict:
        """The link's verdict, else the post's."""
        return self.link.verdict if self.link is not None else self.report.verdict

    @property
    def score(self) -> float | None:
        """The link's score."""
        return self.link.score if self.link is not None else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The link's reasons, else the post's."""
        return self.link.reasons if self.link is not None else self.report.reasons

    @property
    def cause(self) -> Cause | None:
        """What most likely went wrong with the link."""
        return self.link.cause if self.link is not None else None

    @property
    def is_repeated(self) -> bool:
        """Whether the post goes out twice: formats that leave matches out report this of a match too."""
        return any(reason.code == REPEATED_POST.code for reason in self.reasons)

    @property
    def url(self) -> str:
        """The link's URL; empty without one."""
        return self.link.link.expanded_url if self.link is not None else ""

    @property
    def page_title(self) -> str:
        """The title of the page behind the link; empty when none was read."""
        return self.link.page.title if self.link is not None and self.link.page is not None else ""

    @property
    def origin(self) -> Origin:
        """File, line and record of the post."""
        return origin_of(self.report)

    @property
    def place(self) -> str:
        """Where the post stands, for people."""
        return place_of(self.report)

    @property
    def message(self) -> str:
        """The strongest reason and the cause, in one line of text that is not yet escaped.

        Where all is well but for one thing, which makes a link unclear, that is the reason.
        """
        reasons = self.reasons
        if self.verdict is Verdict.UNCLEAR and reasons and reasons[0].weight < 0:
            reasons = tuple(reason for reason in reasons if reason.weight > 0) or reasons
        parts = [reason.message for reason in reasons[:1]]
        if self.cause is not None and self.cause.message and self.cause.code != "unknown":
            parts.append(f"Cause: {self.cause.message}")
        return " ".join(sentence if sentence.endswith((".", "!", "?")) else f"{sentence}." for sentence in parts)

    @property
    def finding(self) -> str:
        """The message, with the link's URL before it unless it is named there."""
        return self.message if not self.url or self.url in self.message else f"{self.url}: {self.message}"


def rows_of(run: Run) -> Iterator[ResultRow]:
    """The rows of a run, in its order."""
    for report in run.posts:
        if not report.links:
            yield ResultRow(report, None)
        for link in report.links:
            yield ResultRow(report, link)
