from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck._cli.exit_codes import EXIT_CODES, ExitCode, exit_code_of
from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._report.build import build_run, report_post, report_problem
from linkcheck._report.gate import Gate
from linkcheck._report.types import Report
from linkcheck._scoring.types import LinkReport, Verdict

LINK = Link(url="https://example.org/")
BAD_RECORD = report_problem(BadRecord(file="queue.csv", line=2, field="text", message="is missing"))


def judged(verdict: Verdict) -> Report:
    return report_post(Post(text="a post", links=(LINK,)), [LinkReport(link=LINK, verdict=verdict)])


@pytest.mark.parametrize(
    ("reports", "code"),
    [
        ([], ExitCode.NOTHING_CHECKED),
        ([judged(Verdict.UNCLEAR)], ExitCode.NOTHING_CHECKED),
        ([judged(Verdict.UNVERIFIABLE)], ExitCode.CLEAN),
        ([judged(Verdict.UNCLEAR), judged(Verdict.BROKEN)], ExitCode.FINDINGS),
        ([judged(Verdict.MATCH), BAD_RECORD], ExitCode.CLEAN),
        ([judged(Verdict.MATCH), judged(Verdict.MISMATCH)], ExitCode.FINDINGS),
        ([BAD_RECORD], ExitCode.COULD_NOT_RUN),
    ],
)
def test_a_run_ends_with_the_code_of_what_was_found(reports: list[Report], code: ExitCode) -> None:
    assert exit_code_of(build_run(reports), Gate()) is code


def test_findings_that_only_warn_are_named_on_standard_error_and_fail_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = build_run([judged(Verdict.BROKEN)])
    assert exit_code_of(run, Gate(warn_only=True)) is ExitCode.CLEAN
    assert capsys.readouterr().err == "linkcheck: 1 finding\n"


def test_a_run_whose_posts_are_all_as_before_is_clean_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(build_run([]), Gate(), left_out=2) is ExitCode.CLEAN
    assert capsys.readouterr().err == "linkcheck: nothing new: 2 posts as before\n"


def test_nothing_to_check_passes_where_it_is_allowed_and_is_said_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_code_of(build_run([]), Gate(allow_nothing=True)) is ExitCode.CLEAN
    assert capsys.readouterr().err == "linkcheck: nothing was checked: there are no posts\n"


def test_an_input_that_failed_outweighs_findings() -> None:
    run = build_run([judged(Verdict.BROKEN)])
    assert exit_code_of(run, Gate(), failed=True) is ExitCode.COULD_NOT_RUN


@pytest.mark.parametrize("code", ExitCode)
def test_help_and_guide_explain_each_exit_code(code: ExitCode) -> None:
    guide = (Path(__file__).parents[2] / "examples" / "guides" / "command.md").read_text("utf-8")
    assert f" {int(code)} " in EXIT_CODES
    assert f"| {int(code)} |" in guide
