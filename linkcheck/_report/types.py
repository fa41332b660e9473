"""What a check results in (Report, QueueReport and their parts), and the Run that an output format writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from linkcheck._post.types import BadRecord, Post
from linkcheck._public import public
from linkcheck._scoring.types import LinkReport, Reason, Verdict, WritesItself

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes


VERDICT_ORDER = (Verdict.MISMATCH, Verdict.BROKEN, Verdict.UNCLEAR, Verdict.MATCH, Verdict.UNVERIFIABLE)
"""A post's verdict is the first of these that occurs among its links."""


@public
class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What a result was made with: where all of it is equal, a replay gives the same bytes."""

    version: str = ""
    model_digest: str = ""
    settings_digest: str = ""
    """Of the settings that a snapshot is judged by, see Settings.digest."""
    parameters_digest: str = ""
    """Of the numbers that shape evidence and verdicts; empty in a report of a version that did not record it."""
    as_of: dt.datetime | None = None
    detectors: tuple[str, ...] = ()
    """Codes of the detectors that were asked beside what is always compared."""
    alarm_rate_claimed: bool = True
    """Whether the alarm rate measured for the package is claimed: not with a model or detectors of one's own. With the
    detector "meaning", which was measured too, it is."""
    differs: tuple[str, ...] = ()
    """In a replay: what was not as in the report that it repeats, some of DIFFERENCES. Empty where that came out the
    same, and in every report of a visit."""


DIFFERENCES = ("version", "model", "settings", "parameters", "detectors", "snapshots", "queue", "other")
"""What a replay can differ in: `snapshots` are not in the store, rows of the `queue` are not in the report, or, with
all else equal, `other`: what no report records, such as an extra or the version of another library."""


@public
class Report(WritesItself, msgspec.Struct, frozen=True, kw_only=True):
    """The result for one post: a LinkReport for each link, in the post's order."""

    post: Post
    links: tuple[LinkReport, ...] = ()
    verdict: Verdict = Verdict.UNCLEAR
    score: float | None = None
    """P(mismatch) of the link that gave the verdict; None when nothing was measured."""
    reasons: tuple[Reason, ...] = ()
    """Why the post as a whole has its verdict where no link says it: no link, a bad record."""
    problem: BadRecord | None = None
    """The record that could not be read, when this stands for one."""
    row: int | None = None
    provenance: Provenance = Provenance()

    def to_frame(self) -> pandas.DataFrame:
        """A row for each link, with the columns of the CSV. Raises MissingExtraError without the [notebook] extra."""
        from linkcheck._report.frame import to_frame

        return to_frame([self])


@public
class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One proposed repair of a queue: row, present link, proposed link."""

    row: int
    present_url: str
    proposed_url: str
    proposed_row: int
    """The row whose link is proposed. Rows count from 0, through all files of the run."""
    place: str = ""
    """Where the row stands, for people: file and line, else the row counted from 1."""
    proposed_place: str = ""
    message: str = ""


@public
class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """One post of a queue that says what another says, with the same link. No verdict hangs on it."""

    row: int
    first_row: int
    """The row that has it first: by time where both have one, else the topmost."""
    place: str = ""
    """Where the row stands, for people: file and line, else the row counted from 1."""
    first_place: str = ""
    time: dt.datetime | None = None
    """When the post goes, or went, out."""
    first_time: dt.datetime | None = None
    exact: bool = True
    """Whether the texts are the same to the letter; else hashtags, punctuation or a typing error differ."""


@public
class QueueReport(WritesItself, msgspec.Struct, frozen=True, kw_only=True):
    """The result for a queue: every pair, every post, and the repairs it proposes."""

    reports: tuple[LinkReport, ...] = ()
    """One a (post, link) pair, in order, each with its row."""
    posts: tuple[Report, ...] = ()
    """One an input, in order, bad records and posts without links included."""
    corrections: tuple[Correction, ...] = ()
    findings: tuple[str, ...] = ()
    """What was found about the queue as a whole, one sentence each."""
    repeats: tuple[Repeat, ...] = ()
    """Posts that go out twice, in order of rows."""
    interrupted: bool = False
    """Whether the check was stopped before its end; `posts` and `reports` hold what was done."""

    def to_frame(self) -> pandas.DataFrame:
        """A row for each (post, link) pair, as in the CSV. Raises MissingExtraError without the [notebook] extra."""
        from linkcheck._report.frame import to_frame

        return to_frame(self.posts)

    def plot(self) -> tuple[Axes, Axes]:
        """A picture of scores and causes, see `linkcheck.plot_queue`; it raises MissingExtraError without its extra."""
        from linkcheck._report.notebook import plot_queue

        return plot_queue(self)


@public
class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many posts and links there were, and what became of them."""

    posts: int = 0
    """Posts read, those without links included."""
    bad_records: int = 0
    """Records that could not be read as a post."""
    without_links: int = 0
    """Posts that have no link."""
    links: int = 0
    """The sum of the five verdicts below."""
    match: int = 0
    mismatch: int = 0
    unclear: int = 0
    unverifiable: int = 0
    broken: int = 0
    not_yet_published: int = 0
    """Of the unverifiable: links whose page is not there yet, of posts that are not due yet."""
    excluded: int = 0
    """Of the unverifiable: links that the settings exclude."""

    @property
    def checked(self) -> int:
        """Links of which something could be said: all but the unverifiable."""
        return self.links - self.unverifiable

    @property
    def unread(self) -> int:
        """Links of which nothing could be said: the unverifiable, without those that are excluded or not there yet."""
        return self.unverifiable - self.not_yet_published - self.excluded


@public
class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of the command found: the value that every output format renders."""

    version: str = ""
    counts: Counts = Counts()
    posts: tuple[Report, ...] = ()
    corrections: tuple[Correction, ...] = ()
    findings: tuple[str, ...] = ()
    """What was found about a queue as a whole, one sentence each."""
    repeats: tuple[Repeat, ...] = ()
    """Posts of a queue that go out twice, in order of rows."""
    interrupted: bool = False
    """Whether the run was stopped before its end; `posts` holds what was done."""


@public
class ReportStream(Protocol):
    """Writes a run while it goes on."""

    def write(self, report: Report, pairs: Sequence[LinkReport], /) -> None:
        """Write one report, whose secrets are masked; `pairs` is what `better_match` counts in."""

    def end(self, run: Run, /) -> None:
        """Write what follows the reports."""


@public
class OutputFormat(NamedTuple):
    """One way to write a run."""

    name: str
    """What `--format` calls it."""
    render: Callable[..., str]
    """`render(run)` returns the whole text; where the format is gated, `render(run, gate)`."""
    suffixes: tuple[str, ...] = ()
    """The ends of the names of files that are of this format, in lower case, each with its dot."""
    gated: bool = False
    """Whether a finding looks other than what is only reported."""
    stream: Callable[[IO[str], bool | None], ReportStream] | None = None
    """`stream(file, color)` writes each report as it comes; None: the format is written at the end, as a whole.
    `color` is None where the file decides."""
