from __future__ import annotations

import io
import pkgutil
import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkcheck._post.types import Link, Origin, Post
from linkcheck._report import formats
from linkcheck._report.build import build_run, report_post
from linkcheck._report.formats import (
    FORMAT_ENTRY_POINTS,
    PACKAGED_FORMATS,
    format_names,
    format_of,
    load_format,
    render_run,
)
from linkcheck._report.formats.json import decode_run
from linkcheck._report.places import pairs_of
from linkcheck._report.types import Report, Run
from linkcheck._scoring.types import Cause, LinkReport, PageSummary, Reason, Verdict
from linkcheck.errors import InputError


@pytest.mark.parametrize("output_format", PACKAGED_FORMATS)
def test_every_format_renders_a_run_and_an_empty_one(run: Run, output_format: str) -> None:
    assert render_run(run, output_format)
    assert isinstance(render_run(build_run([]), output_format), str)


@pytest.mark.parametrize("output_format", PACKAGED_FORMATS)
def test_the_same_run_gives_the_same_text(run: Run, output_format: str) -> None:
    assert render_run(run, output_format) == render_run(run, output_format)


@pytest.mark.parametrize("output_format", PACKAGED_FORMATS)
def test_hostile_text_breaks_no_format(hostile_run: Run, output_format: str) -> None:
    text = render_run(hostile_run, output_format)
    assert "\x1b" not in text, (
        f"{output_format}: texts of posts and pages reach the output as they are; "
        "escape them for the place where they stand (linkcheck._text.display.plain)"
    )
    text.encode()


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


@pytest.mark.parametrize("output_format", [name for name in PACKAGED_FORMATS if name != "github"])
def test_hostile_text_commands_no_ci_system_that_the_format_is_printed_to(hostile_run: Run, output_format: str) -> None:
    obeyed = ci_commands(render_run(hostile_run, output_format))
    assert obeyed == [], f"{output_format}: a CI system obeys {obeyed}; write texts by linkcheck._text.display.plain"


def test_the_github_format_commands_only_what_it_means_to(hostile_run: Run) -> None:
    own = [
        line for line in ci_commands(render_run(hostile_run, "github")) if re.match("::(error|warning|notice) ", line)
    ]
    assert own == render_run(hostile_run, "github").splitlines()


@pytest.mark.parametrize("output_format", PACKAGED_FORMATS)
def test_a_file_name_that_is_no_utf_8_breaks_no_format(output_format: str) -> None:
    post = Post(text="hello", links=(Link(url="https://a.example/\udcff"),), origin=Origin(file="\udcff.csv", line=1))
    link = LinkReport(link=post.links[0], verdict=Verdict.MISMATCH, reasons=(Reason(code="x", message="\ud800"),))
    render_run(build_run([report_post(post, [link])]), output_format).encode()


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
    for output_format in PACKAGED_FORMATS:
        render_run(run, output_format).encode()
    assert decode_run(render_run(run, "json")) == run


@pytest.mark.parametrize("name", PACKAGED_FORMATS)
def test_every_format_reports_a_repeated_post(repeated_run: Run, name: str) -> None:
    rendered = " ".join(render_run(repeated_run, name).split())
    assert any(row in rendered for row in ("Row 2 has the same text", "Row 5 repeats row 2")), (
        f"{name}: render the run's findings, or the messages of each link's reasons; no repeat is in {rendered}"
    )


def test_packaged_formats_are_declared_by_the_module_of_their_name() -> None:
    modules = {module.name for module in pkgutil.iter_modules(formats.__path__)}
    assert modules == set(PACKAGED_FORMATS), (
        "name each module of linkcheck/_report/formats, and no other, in PACKAGED_FORMATS of its __init__.py"
    )
    assert [load_format(name).name for name in PACKAGED_FORMATS] == list(PACKAGED_FORMATS)


def test_a_suffix_belongs_to_one_packaged_format() -> None:
    suffixes = [suffix for name in PACKAGED_FORMATS for suffix in load_format(name).suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_the_documentation_names_each_packaged_format_with_its_suffixes() -> None:
    guide = (Path(__file__).parents[2] / "examples" / "guides" / "command.md").read_text("utf-8")
    undocumented = [
        name
        for name in PACKAGED_FORMATS
        if f"| {', '.join(f'`{suffix}`' for suffix in load_format(name).suffixes)}"
        not in (re.search(rf"^\| `{name}` \|.*$", guide, re.M) or [""])[0]
    ]
    assert undocumented == [], (
        "add a row | `NAME` | `.suffix`, ... | to examples/guides/command.md, with the suffixes in the order of FORMAT"
    )
    assert f'[project.entry-points."{FORMAT_ENTRY_POINTS}"]' in guide


def test_streaming_a_run_writes_what_rendering_it_writes(run: Run) -> None:
    streamed = [packaged for name in PACKAGED_FORMATS if (packaged := load_format(name)).stream is not None]
    assert {packaged.name for packaged in streamed} == {"text", "jsonl"}
    for packaged in streamed:
        assert packaged.stream is not None
        file = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        stream = packaged.stream(file, False)
        for report in run.posts:
            stream.write(report, pairs_of(run.posts))
        stream.end(run)
        assert file.buffer.getvalue().decode() == render_run(run, packaged.name)


def test_an_unknown_format_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match="there is no output format “docx”; use one of text, json, "):
        render_run(build_run([]), "docx")


@pytest.mark.usefixtures("own_formats")
class TestFormatOfAnEntryPoint:
    def test_a_format_of_an_entry_point_is_used_like_a_packaged_one(self, run: Run) -> None:
        assert format_names() == (*PACKAGED_FORMATS, "function", "missing", "renamed", "tally")
        findings = sum(link.verdict in ("mismatch", "broken") for post in run.posts for link in post.links)
        assert render_run(run, "tally") == f"{run.counts.links} links, {findings} findings"

    def test_a_suffix_finds_a_format_of_an_entry_point_though_another_is_wrong(self) -> None:
        assert format_of("run.tally") == "tally"
        assert format_of("run.unknown") is None

    def test_a_format_of_an_entry_point_replaces_no_packaged_one(self, run: Run) -> None:
        assert render_run(run, "html").startswith("<!DOCTYPE html>")

    @pytest.mark.parametrize(
        ("name", "problem"),
        [
            ("missing", r"“missing” \(own_formats:nothing\) does not load: .*has no attribute 'nothing'"),
            ("function", r"“function” \(own_formats:render\) is a function, not an OutputFormat"),
            ("renamed", r"“renamed” \(own_formats:renamed\) calls itself “another”: use one name"),
        ],
    )
    def test_an_entry_point_that_is_no_format_is_refused_with_what_is_wrong(self, name: str, problem: str) -> None:
        with pytest.raises(InputError, match=problem):
            load_format(name)


FAILING_FORMATS = """
import sys
from linkcheck import OutputFormat

leaving = OutputFormat("leaving", render=lambda run: sys.exit(0))
raising = OutputFormat("raising", render=lambda run: 1 / 0, suffixes=5)
in_bytes = OutputFormat("in_bytes", render=lambda run: b"bytes")
"""


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("leaving", r"“leaving” failed: SystemExit\(0\)"),
        ("raising", "“raising” failed: ZeroDivisionError"),
        ("in_bytes", "“in_bytes” returned a bytes, not a str"),
    ],
)
def test_a_format_that_fails_names_itself_and_ends_nothing(
    run: Run, name: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "failing_formats-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: failing_formats\nVersion: 1\n")
    (installed / "entry_points.txt").write_text(f"[{FORMAT_ENTRY_POINTS}]\n{name} = failing_formats:{name}\n")
    (tmp_path / "failing_formats.py").write_text(FAILING_FORMATS)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "failing_formats", raising=False)
    assert format_of("report.abc") is None
    with pytest.raises(InputError, match=problem):
        render_run(run, name)
