"""Whether a run passes: a pure decision over its reports, which the command turns into an exit code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import msgspec

from linkcheck._public import public
from linkcheck._report.build import count, counted
from linkcheck._report.places import is_excluded, is_not_yet_published
from linkcheck._report.types import Report
from linkcheck._scoring.codes import NOT_YET_PUBLISHED
from linkcheck._scoring.types import LinkReport, Verdict
from linkcheck.errors import SettingsError

FINDINGS: tuple[str, ...] = (*map(str, Verdict), NOT_YET_PUBLISHED.code)
"""What a run may fail on."""


@public
class Gate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, repr_omit_defaults=True):
    """What fails a run."""

    fail_on: tuple[str, ...] = (Verdict.MISMATCH, Verdict.BROKEN, NOT_YET_PUBLISHED.code)
    """Verdicts of a link that are findings, and "not-yet-published": nothing is there before the post is due."""
    min_score: float | None = None
    """A mismatch with a lower score is reported but is no finding."""
    max_unverifiable: float | None = None
    """Percent of the links that may be unverifiable: a green run must not mean that walls hid everything. Pages that
    are not published yet are not counted.
    """
    strict: bool = False
    """Whether unverifiable links and records that could not be read are findings too."""
    warn_only: bool = False
    """Whether findings are reported but do not fail the run."""
    allow_nothing: bool = False
    """Whether a run in which there was nothing to check passes: no posts, or none with a link and a claim."""
    known: frozenset[str] = frozenset()
    """Keys of what an earlier report told already (see `finding_key`): it is told again, but is no finding."""

    def __post_init__(self) -> None:
        names: object = self.fail_on
        if not isinstance(names, (tuple, list)):
            raise SettingsError("fail_on", names, f"a tuple of {', '.join(FINDINGS)}")
        unknown = next((name for name in names if name not in FINDINGS), None)
        if unknown is not None:
            raise SettingsError("fail_on", unknown, f"some of {', '.join(FINDINGS)}")
        if self.min_score is not None and not 0 <= self.min_score <= 1:
            raise SettingsError("min_score", self.min_score, "a number from 0 to 1")
        if self.max_unverifiable is not None and not 0 <= self.max_unverifiable <= 100:
            raise SettingsError("max_unverifiable", self.max_unverifiable, "a percentage from 0 to 100")

    def for_embargoed(self) -> Gate:
        """The same for a queue whose pages appear with their posts: none that is not published yet is a finding."""
        kept = tuple(name for name in self.fail_on if name != NOT_YET_PUBLISHED.code)
        return msgspec.structs.replace(self, fail_on=kept)

    def is_finding(self, report: Report, link: LinkReport) -> bool:
        """Whether the verdict of this link of a post is one to fail on."""
        return self._fails(link) and not (self.known and finding_key(report, link) in self.known)

    def count_known(self, reports: Iterable[Report]) -> int:
        """How many links would be findings, had not an earlier report told them."""
        return sum(
            self._fails(link) and not self.is_finding(report, link) for report in reports for link in report.links
        )

    def _fails(self, link: LinkReport) -> bool:
        if is_excluded(link):
            return False
        if link.verdict is Verdict.UNVERIFIABLE and self.strict:
            return True
        if is_not_yet_published(link):
            return NOT_YET_PUBLISHED.code in self.fail_on
        if link.verdict not in self.fail_on:
            return False
        return not (link.verdict is Verdict.MISMATCH and self._is_too_weak(link.score))

    def _is_too_weak(self, score: float | None) -> bool:
        return self.min_score is not None and score is not None and score < self.min_score

    def objections(self, reports: Iterable[Report]) -> tuple[str, ...]:
        """Why the run does not pass, one sentence each; empty when it does."""
        reports = tuple(reports)
        findings = sum(self.is_finding(report, link) for report in reports for link in report.links)
        counts = count(reports)
        found = []
        if findings:
            found.append(counted(findings, "finding"))
        if self.strict and counts.bad_records:
            found.append(f"{counted(counts.bad_records, 'unreadable record')} (strict)")
        asked = counts.links - counts.excluded
        share = 100 * counts.unread / asked if asked else 0
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
    return all(is_excluded(link) or (link.verdict is Verdict.UNCLEAR and link.score is None) for link in links)


def finding_key(report: Report, link: LinkReport) -> str:
    """SHA-256 (hex) of a post's text, the URL of one of its links and the verdict: the same finding in another run has
    the same key, whatever its row, score or wording. Both reports have their secrets masked.
    """
    parts = [report.post.text, link.link.expanded_url, link.verdict.value]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
