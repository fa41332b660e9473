"""The values of room six: Report, QueueReport, Correction, Repeat, Provenance."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from linkcheck._post.types import BadRecord, Post
from linkcheck._scoring.types import LinkReport, Reason, Verdict

if TYPE_CHECKING:
    import pandas


VERDICT_ORDER = (Verdict.MISMATCH, Verdict.BROKEN, Verdict.UNCLEAR, Verdict.MATCH, Verdict.UNVERIFIABLE)
"""A post's verdict is the first of these that occurs among its links."""


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What a result was made with: where all of it is equal, a replay gives the same bytes."""

    version: str = ""
    model_digest: str = ""
    settings_digest: str = ""
    """Of the settings that a snapshot is judged by, see Settings.digest."""
    as_of: dt.datetime | None = None
    detectors: tuple[str, ...] = ()
    """Codes of the detectors that were asked beside what is always compared."""
    alarm_rate_claimed: bool = True
    """Whether the alarm rate measured for the package is claimed: not with a model or detectors of one's own. With the
    detector "meaning", which was measured too, it is."""
    differs: tuple[str, ...] = ()
    """In a replay: what was not as in the report that it repeats, some of DIFFERENCES. Empty where that came out the
    same, and in every report of a visit."""


DIFFERENCES = ("version", "model", "settings", "detectors", "snapshots", "queue", "other")
"""What a replay can differ in: `snapshots` are not in the store, rows of the `queue` are not in the report, or, with
all else equal, `other`: what no report records, such as an extra or the version of another library."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
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

    def to_json(self) -> str:
        """This report as JSON on one line, secrets of links that act masked (see `msgspec.json.encode` for all of it).

        `msgspec.json.decode(..., type=Report)` gives an equal one where there are none.
        """
        from linkcheck._report.formats.json import encode
        from linkcheck._report.mask import mask_report

        return encode(mask_report(self)).decode()

    def to_frame(self) -> pandas.DataFrame:
        """A row for each link, as a pandas DataFrame. Raises MissingExtraError without the [notebook] extra."""
        from linkcheck._report.frame import to_frame

        return to_frame([self])

    def _repr_html_(self) -> str:
        from linkcheck._report.formats.html import fragment

        return fragment([self])

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        from linkcheck._report.formats import bundle

        return bundle(self._repr_html_(), [self])


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One proposed repair of a queue: row, present link, proposed link."""

    row: int
    present_url: str
    proposed_url: str
    proposed_row: int
    """The row whose link is proposed."""
    message: str = ""


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """One post of a queue that says what another says, with the same link. No verdict hangs on it."""

    row: int
    first_row: int
    """The row that has it first: by time where both have one, else the topmost."""
    time: dt.datetime | None = None
    """When the post goes, or went, out."""
    first_time: dt.datetime | None = None
    exact: bool = True
    """Whether the texts are the same to the letter; else hashtags, punctuation or a typing error differ."""


class QueueReport(msgspec.Struct, frozen=True, kw_only=True):
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

    def to_json(self) -> str:
        """This report as JSON on one line, as that of a Report is; `msgspec.json.decode(..., type=QueueReport)`."""
        from linkcheck._report.formats.json import encode
        from linkcheck._report.mask import mask_queue

        return encode(mask_queue(self)).decode()

    def to_frame(self) -> pandas.DataFrame:
        """A row for each (post, link) pair, as a DataFrame. Raises MissingExtraError without the [notebook] extra."""
        from linkcheck._report.frame import to_frame

        return to_frame(self.posts)

    def _repr_html_(self) -> str:
        from linkcheck._report.formats.html import fragment

        return fragment(self.posts, self.corrections, findings=self.findings)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        from linkcheck._report.formats import bundle

        return bundle(self._repr_html_(), self.posts, corrections=self.corrections, findings=self.findings)


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

    @property
    def checked(self) -> int:
        """Links of which something could be said: all but the unverifiable."""
        return self.links - self.unverifiable


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of the command tells: the value that every output format renders."""

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
