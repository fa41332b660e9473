from __future__ import annotations

import re

from msgspec.structs import replace

from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._report.build import build_run, report_post, report_problem
from linkcheck._report.formats.text import render, show_report
from linkcheck._report.types import Report, Run


def test_each_post_is_shown_with_verdict_score_place_and_reason(run: Run) -> None:
    rendered = render(run)
    assert "✗ mismatch  0.95  queue.csv:2" in rendered
    assert "  The fire station closes https://a.example/soup" in rendered
    assert "→ Chestnut soup" in rendered
    assert "+3.0  The page is about something else." in rendered
    assert "Cause: The row has slipped. Responsible: the tool." in rendered


def test_a_record_that_could_not_be_read_names_file_line_and_field(run: Run) -> None:
    heading, message = (line for line in render(run).splitlines() if "queue.csv:7" in line or "is no text" in line)
    assert heading.endswith("queue.csv:7")
    assert message.endswith("text: is no text.")


def test_the_ending_shows_findings_repairs_and_counts(run: Run) -> None:
    ending = render(run).partition("two rows have exchanged their links")[2]
    assert "row 2: https://a.example/soup -> https://a.example/trees, now in row 3" in ending
    assert "4 checked (1 match, 1 mismatch, 1 unclear, 1 broken). 1 link could not be checked." in " ".join(
        ending.split()
    )


def test_an_interrupted_run_says_so(run: Run) -> None:
    from msgspec.structs import replace

    assert "Interrupted: this is what was done." in render(replace(run, interrupted=True))


def test_lines_end_without_white_space(run: Run) -> None:
    assert all(line == line.rstrip() for line in render(run).splitlines())


def test_hostile_text_can_neither_move_the_cursor_nor_write_markup(hostile_run: Run) -> None:
    rendered = render(hostile_run)
    assert not any(character < " " and character != "\n" for character in rendered)
    assert "\u202e" not in rendered
    assert len(rendered) < 20_000


def test_markup_is_shown_as_written(hostile_run: Run, hostile: str) -> None:
    if hostile.startswith("[bold"):
        assert "[bold red]markup[/bold red]" in render(hostile_run)


def test_without_unicode_the_marks_are_ascii(reports: list[Report]) -> None:
    import io

    from linkcheck._report.formats.text import console_for

    stream = io.StringIO()
    console = console_for(stream, color=False)
    for report in reports:
        console.print(show_report(report, unicode=False))
    assert stream.getvalue().isascii()


def test_a_better_pair_that_is_not_among_the_reports_is_named_by_its_number(reports: list[Report]) -> None:
    (link,) = reports[1].links
    alone = replace(reports[1], links=(replace(link, better_match=7),))
    assert "Fits better: the link of pair 8\n" in render(build_run([alone]))


def test_the_pair_that_fits_better_is_named_by_row_and_link(reports: list[Report]) -> None:
    (link,) = reports[1].links
    reports[1] = replace(reports[1], links=(replace(link, better_match=2),))
    (trees,) = reports[2].links
    reports[2] = replace(reports[2], links=(replace(trees, row=2),))
    assert "Fits better: the link of row 3, https://a.example/trees" in render(build_run(reports))


def test_a_long_url_stays_on_one_line() -> None:
    url = "https://a.example/" + "x" * 150
    report = report_post(Post(text=f"The ferry sails again tomorrow {url}", links=(Link(url=url),)), [])
    assert f"  {url}\n" in render(build_run([report]))


def test_a_wrapped_reason_stands_beside_its_weight_not_under_it(reports: list[Report]) -> None:
    (link,) = reports[1].links
    long = replace(link, reasons=(replace(link.reasons[0], message="word " * 30),))
    lines = render(build_run([replace(reports[1], links=(long,))])).splitlines()
    first = next(number for number, line in enumerate(lines) if "+3.0" in line)
    assert lines[first].index("word") == len(lines[first + 1]) - len(lines[first + 1].lstrip())


def test_no_line_ends_in_white_space(run: Run) -> None:
    assert [line for line in render(run).splitlines() if line != line.rstrip()] == []


def test_the_posts_of_a_queue_are_named_as_its_findings_name_them(reports: list[Report]) -> None:
    report = replace(reports[1], row=0, post=replace(reports[1].post, id="17"))
    assert "queue.csv:2 (id 17)\n" in render(build_run([report]))


def test_a_long_name_of_a_file_commands_no_ci_system() -> None:
    bad = report_problem(BadRecord(file="word " * 20 + "::error::owned", line=1, message="is no text"), row=0)
    assert not re.search(r"^\s*::", render(build_run([bad])), re.M)
