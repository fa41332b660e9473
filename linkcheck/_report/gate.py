"""Whether a run passes: a pure decision over its reports, which the command turns into an exit code."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from linkcheck._public import public
from linkcheck._report.build import count
from linkcheck._report.types import Report
from linkcheck._scoring.types import LinkReport, Verdict
from linkcheck.errors import SettingsError


@public
class Gate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, repr_omit_defaults=True):
    """What fails a run."""

    fail_on: tuple[Verdict, ...] = (Verdict.MISMATCH, Verdict.BROKEN)
    """Verdicts of a link that are findings."""
    min_score: float | None = None
    """A mismatch with a lower score is reported but is no finding."""
    max_unverifiable: float | None = None
    """Percent of the links that may be unverifiable: a green run must not mean that walls hid everything."""
    strict: bool = False
    """Whether unverifiable links and records that could not be read are findings too."""
    warn_only: bool = False
    """Whether findings are reported but do not fail the run."""
    allow_nothing: bool = False
    """Whether a run in which there was nothing to check passes: no posts, or none with a link and a claim."""

    def __post_init__(self) -> None:
        if self.min_score is not None and not 0 <= self.min_score <= 1:
            raise SettingsError("min_score", self.min_score, "a number from 0 to 1")
        if self.max_unverifiable is not None and not 0 <= self.max_unverifiable <= 100:
            raise SettingsError("max_unverifiable", self.max_unverifiable, "a percentage from 0 to 100")

    def is_finding(self, link: LinkReport) -> bool:
        """Whether this link's verdict is one to fail on."""
        if link.verdict is Verdict.UNVERIFIABLE and self.strict:
            return True
        if link.verdict not in self.fail_on:
            return False
        return not (link.verdict is Verdict.MISMATCH and self._is_too_weak(link.score))

    def _is_too_weak(self, score: float | None) -> bool:
        return self.min_score is not None and score is not None and score < self.min_score

    def objections(self, reports: Iterable[Report]) -> tuple[str, ...]:
        """Why the run does not pass, one sentence each; empty when it does."""
        reports = tuple(reports)
        findings = sum(self.is_finding(link) for report in reports for link in report.links)
        counts = count(reports)
        found = []
        if findings:
            found.append(f"{findings} finding{'' if findings == 1 else 's'}")
        if self.strict and counts.bad_records:
            found.append(f"{counts.bad_records} unreadable record{'' if counts.bad_records == 1 else 's'} (strict)")
        share = 100 * counts.unverifiable / counts.links if counts.links else 0
        if self.max_unverifiable is not None and share > self.max_unverifiable:
            found.append(
                f"{share:.0f} % of the links could not be checked, more than the {self.max_unverifiable:g} % allowed"
            )
        return tuple(found)

    def passes(self, reports: Iterable[Report]) -> bool:
        """Whether nothing fails the run."""
        return self.warn_only or not self.objections(reports)


def has_nothing_checked(reports: Iterable[Report]) -> bool:
    """Whether no link was there to check: no posts, or none with both a link and a claim. A link that was tried and
    could not be read is not nothing: `Gate.max_unverifiable` decides on those.
    """
    links = (link for report in reports for link in report.links)
    return all(link.verdict is Verdict.UNCLEAR and link.score is None for link in links)
