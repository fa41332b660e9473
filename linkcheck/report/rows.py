"""A run as rows: one a (post, link) pair, and one for a post without links or a record that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from linkcheck.post.types import Origin
from linkcheck.report.places import origin_of, place_of
from linkcheck.report.types import Report, Run
from linkcheck.scoring.types import Cause, LinkReport, Reason, Verdict


class Row(NamedTuple):
    """One line of a table."""

    report: Report
    link: LinkReport | None
    """None for a post without links and for a record that could not be read."""

    @property
    def rule(self) -> str:
        """The verdict, or "bad-record": what formats with rules name it by."""
        return "bad-record" if self.report.problem is not None else str(self.verdict)

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
        """Whether the post goes out twice: told of a match too, which has nothing else to tell."""
        return any(reason.code == "repeated-post" for reason in self.reasons)

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
        """The strongest reason and the cause, in one line of text that is not yet escaped."""
        told = [reason.message for reason in self.reasons[:1]]
        if self.cause is not None and self.cause.message and self.cause.code != "unknown":
            told.append(f"Cause: {self.cause.message}")
        return " ".join(sentence if sentence.endswith((".", "!", "?")) else f"{sentence}." for sentence in told)

    @property
    def finding(self) -> str:
        """The message, with the link's URL before it unless it is named there."""
        return self.message if not self.url or self.url in self.message else f"{self.url}: {self.message}"


def rows_of(run: Run) -> Iterator[Row]:
    """The rows of a run, in its order."""
    for report in run.posts:
        if not report.links:
            yield Row(report, None)
        for link in report.links:
            yield Row(report, link)
