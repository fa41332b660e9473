from __future__ import annotations

import pytest

from linkcheck.report.formats import FORMATS, format_of, render
from linkcheck.report.runs import sum_up
from linkcheck.report.types import Run


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_renders_a_run_and_an_empty_one(run: Run, output_format: str) -> None:
    assert render(run, output_format)
    assert isinstance(render(sum_up([]), output_format), str)


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
