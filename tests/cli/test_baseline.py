"""What a past report tells is known; of a repository's file, what the commit tells that changes are checked against."""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec
import pytest

from linkcheck._cli.baseline import known_findings
from linkcheck._post.types import Link, Post
from linkcheck._report.build import build_run, report_post
from linkcheck._report.gate import Gate
from linkcheck._report.types import Report
from linkcheck._scoring.types import LinkReport, Verdict
from linkcheck.errors import InputError, MissingFileError

LINK = Link(url="https://example.org/")


def judged(text: str, verdict: Verdict = Verdict.MISMATCH) -> Report:
    return report_post(Post(text=text, links=(LINK,)), [LinkReport(link=LINK, verdict=verdict)])


def write(file: Path, *reports: Report) -> None:
    file.write_bytes(msgspec.json.encode(build_run(reports)))


def test_the_same_verdict_of_the_same_post_and_link_is_known(tmp_path: Path) -> None:
    write(tmp_path / "known.json", judged("Moon"), judged("Sea"))
    gate = Gate(known=known_findings(str(tmp_path / "known.json")))
    assert gate.passes([judged("Sea"), judged("Moon")])
    assert gate.count_known([judged("Sea"), judged("Moon"), judged("Sky", Verdict.MATCH)]) == 2
    assert not gate.passes([judged("Sun")])
    assert not gate.passes([judged("Moon", Verdict.BROKEN)])


def test_a_pull_request_does_not_declare_its_own_findings_known(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@a.example"]
        subprocess.run(["git", "-C", str(tmp_path), *identity, *arguments], check=True, capture_output=True)

    file = tmp_path / "known.json"
    write(file, judged("Moon"))
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "base")
    write(file, judged("Moon"), judged("Sea"))
    gate = Gate(known=known_findings(str(file), changed_since="HEAD"))
    assert gate.passes([judged("Moon")])
    assert not gate.passes([judged("Sea")])
    assert known_findings(str(tmp_path / "new.json"), changed_since="HEAD") == frozenset()


def test_a_baseline_that_is_no_report_or_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"known\.json"):
        known_findings(str(tmp_path / "known.json"))
    (tmp_path / "known.json").write_text("[1]")
    with pytest.raises(InputError, match=r"known\.json: this is not a report of linkcheck"):
        known_findings(str(tmp_path / "known.json"))
