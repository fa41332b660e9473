from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkcheck._post.types import Link, Origin, Post
from linkcheck._report.build import build_run, report_post
from linkcheck._report.formats import FORMATS, format_of, render
from linkcheck._report.formats.json import decode_run
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck._scoring.types import Cause, LinkReport, PageSummary, Reason, Verdict


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_renders_a_run_and_an_empty_one(run: Run, output_format: str) -> None:
    assert render(run, output_format)
    assert isinstance(render(build_run([]), output_format), str)


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_same_run_gives_the_same_text(run: Run, output_format: str) -> None:
    assert render(run, output_format) == render(run, output_format)


@pytest.mark.parametrize("output_format", FORMATS)
def test_hostile_text_breaks_no_format(hostile_run: Run, output_format: str) -> None:
    told = render(hostile_run, output_format)
    assert "\x1b" not in told
    told.encode()


@pytest.mark.parametrize(
    ("path", "output_format"),
    [
        ("report.json", "json"),
        ("REPORT.SARIF", "sarif"),
        ("out/junit.xml", "junit"),
        ("summary.md", "markdown"),
        ("report", None),
        ("report.pdf", None),
    ],
)
def test_a_suffix_names_a_format(path: str, output_format: str | None) -> None:
    assert format_of(path) == output_format


def ci_commands(log: str) -> list[str]:
    """The lines that a CI system would obey: as actions/runner reads them, Azure Pipelines and TeamCity too."""
    return [
        line
        for line in log.splitlines()
        if re.match(r"\s*::[a-z-]+[^:]*::", line) or re.search(r"##(vso|teamcity)?\[", line)
    ]


@pytest.mark.parametrize("output_format", [name for name in FORMATS if name != "github"])
def test_hostile_text_commands_no_ci_system_that_the_format_is_printed_to(hostile_run: Run, output_format: str) -> None:
    assert ci_commands(render(hostile_run, output_format)) == []


def test_the_github_format_commands_only_what_it_means_to(hostile_run: Run) -> None:
    own = [line for line in ci_commands(render(hostile_run, "github")) if re.match("::(error|warning|notice) ", line)]
    assert own == render(hostile_run, "github").splitlines()


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_file_name_that_is_no_utf_8_breaks_no_format(output_format: str) -> None:
    post = Post(text="hello", links=(Link(url="https://a.example/\udcff"),), origin=Origin(file="\udcff.csv", line=1))
    link = LinkReport(link=post.links[0], verdict=Verdict.MISMATCH, reasons=(Reason(code="x", message="\ud800"),))
    render(build_run([report_post(post, [link])]), output_format).encode()


TEXTS = st.text(max_size=30)
POSTS = st.builds(Post, text=TEXTS, id=TEXTS, links=st.lists(st.builds(Link, url=TEXTS), max_size=2).map(tuple))


@st.composite
def any_reports(draw: st.DrawFn) -> Report:
    """A report whose texts are anything at all."""
    post = draw(POSTS)
    links = [
        LinkReport(
            link=link,
            verdict=draw(st.sampled_from(list(Verdict))),
            reasons=(Reason(code=draw(TEXTS), message=draw(TEXTS), post_quotes=(post.quote(0, len(post.text)),)),),
            page=PageSummary(url=draw(TEXTS), title=draw(TEXTS)),
            cause=Cause(code=draw(TEXTS), message=draw(TEXTS)),
        )
        for link in post.links
    ]
    return report_post(post, links, row=0)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(any_reports(), max_size=2))
def test_no_text_breaks_any_format(reports: list[Report]) -> None:
    run = build_run(reports)
    for output_format in FORMATS:
        render(run, output_format).encode()
    assert decode_run(render(run, "json")) == run


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_of_a_repeated_post(repeated_run: Run, name: str) -> None:
    told = " ".join(render(repeated_run, name).split())
    assert any(row in told for row in ("row 2 has the same text", "row 5 repeats row 2")), told


def test_a_report_has_html_and_a_text_for_readers_without(reports: list[Report]) -> None:
    bundle = reports[1]._repr_mimebundle_(include=None, exclude=None)
    assert bundle["text/html"] == reports[1]._repr_html_()
    assert "mismatch" in bundle["text/plain"]
    assert "Report(" not in bundle["text/plain"]


def test_a_queue_tells_its_findings_in_both(reports: list[Report]) -> None:
    queue = QueueReport(posts=tuple(reports), findings=("rows 1 and 2 have each other's links",))
    bundle = queue._repr_mimebundle_()
    assert bundle["text/html"] == queue._repr_html_()
    for told in bundle.values():
        assert "rows 1 and 2 have each other's links" in told
