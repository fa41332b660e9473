from __future__ import annotations

import json
from pathlib import Path

import pytest

from linkcheck.training.__main__ import main
from linkcheck.training._left_out import LEFT_OUT, figures_without
from linkcheck.training._model import ABOUTNESS, DETAILS, weighed_sets
from tests.training.test_fit import rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Train sets of our own posts: each set has pages of its own."""
    for number, name in enumerate((*ABOUTNESS, *DETAILS)):
        lines = (
            json.dumps(row | {"id": f"{name}-{row['id']}", "page_text": f"{row['page_text']} It was day {number + 2}."})
            for row in rows(24)
        )
        (tmp_path / f"{name}_train.jsonl").write_text("\n".join(lines))
    return tmp_path


def test_a_set_that_is_left_out_is_judged_by_the_others(folder: Path) -> None:
    figures = figures_without("fnc1", weighed_sets(folder))
    assert (figures.matches, figures.mismatches) == (24, 24)
    assert figures.auc is not None
    assert figures.auc > 0.9


def test_no_page_of_the_set_left_out_is_learned_from(folder: Path) -> None:
    pairs = weighed_sets(folder)
    doubled = pairs | {"snopes": (*pairs["snopes"], *pairs["fnc1"])}
    assert figures_without("fnc1", doubled) == figures_without("fnc1", pairs)


def test_the_figures_are_printed_as_a_table_with_date_and_interval(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["left-out", "--data", str(folder), "--date", "2026-11-27"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("2026-11-27")
    table = [line for line in printed.splitlines() if line.startswith("| ")]
    assert [line.split(" | ")[0].removeprefix("| ") for line in table[1:]] == list(LEFT_OUT)
    assert all(" of 24 |" in line for line in table[1:])
