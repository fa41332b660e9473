from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._report.build import build_run
from linkcheck._report.formats.github import command, render
from linkcheck._report.gate import Gate
from linkcheck._report.types import Report, Run

COMMAND = re.compile(r"::(error|warning|notice)( [a-z]+=[^:\r\n]*)?::[^\r\n]*\n")


def test_a_mismatch_is_an_error_at_file_and_line(run: Run) -> None:
    assert (
        "::error file=queue.csv,line=2,title=linkcheck%3A mismatch 0.95::"
        "https://a.example/soup: The page is about something else. Cause: The row has slipped.\n"
    ) in render(run)


def test_rows_are_named_only_where_repairs_speak_of_them(reports: list[Report]) -> None:
    assert "title=linkcheck%3A mismatch 0.95::" in render(build_run(reports))


def test_matches_are_not_annotated_and_the_counts_come_last(run: Run) -> None:
    lines = render(run).splitlines()
    assert len(lines) == 7
    assert not [line for line in lines if "a.example/ferry" in line]
    assert lines[-1].startswith("::notice title=linkcheck::6 posts, 5 links: 4 checked")


def test_a_run_that_checked_nothing_ends_with_a_warning() -> None:
    assert render(build_run([])) == "::warning title=linkcheck::0 posts, 0 links: nothing was checked.\n"


def test_warn_only_annotates_warnings(run: Run) -> None:
    assert "::error" not in render(run, Gate(warn_only=True))
    assert "::error" not in render(run, Gate(fail_on=()))


def test_hostile_text_starts_no_command_of_its_own(hostile_run: Run) -> None:
    rendered = render(hostile_run)
    assert COMMAND.sub("", rendered) == ""
    assert len(rendered.splitlines()) == 3


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_one_command(message: str, title: str) -> None:
    assert COMMAND.fullmatch(command("error", message, title=title))


def test_percent_signs_come_back_as_they_were() -> None:
    assert command("error", "100%0A done", title="50%, a:b") == "::error title=50%25%2C a%3Ab::100%250A done\n"


def test_a_repeated_post_is_a_notice_though_its_link_matches(repeated_run: Run) -> None:
    rendered = render(repeated_run, Gate(strict=True))
    assert rendered.startswith(
        "::notice file=queue.csv,line=5,title=linkcheck%3A repeated-post::https://a.example/ferry"
    )
    assert "Row 2 has the same text with the same link.\n" in rendered
