"""Weights of common forms are counted on the pages of the train sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linkcheck.training._tables.frequencies import ENGLISH, FOREIGN, TABLES, weight_of
from linkcheck.training._tables.table import SourceNotGivenError, Sources, make_rows


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two hundred English pages and twenty German ones."""
    english = [
        {"page_title": f"Page {n}", "page_text": f"the Berg {'ferry' if n % 2 else ''} word{n}"} for n in range(200)
    ]
    german = [
        {"page_lang": "deu", "page_text": f"und die Fähre {'selten' if n < 2 else ''} wort{n}"} for n in range(20)
    ]
    few = [{"page_lang": "fra", "page_text": f"les mots {n}"} for n in range(3)]
    sets = {ENGLISH[0]: [*english, english[0]], ENGLISH[1]: [], ENGLISH[2]: [], FOREIGN: [*german, *few]}
    for name, rows in sets.items():
        (tmp_path / f"{name}_train.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return tmp_path


def test_common_forms_weigh_by_the_share_of_pages_and_names_are_left_out(data: Path) -> None:
    weights = dict(row.split(" ") for row in make_rows(TABLES[0], Sources(data=data)))
    assert weights["the"] == weights["und"] == weights["die"] == "0.11"
    assert weights["fery"] == str(weight_of(0.5))
    assert weights["fahr"] == "0.11", "a noun of German has a capital"
    assert weights["monday"] == "0.4"
    assert not {"berg", "selten", "mot", "word1"} & weights.keys()


def test_a_form_on_one_page_in_five_hundred_weighs_as_much_as_any_word() -> None:
    assert [weight_of(share) for share in (1.0, 0.5, 0.01, 1 / 500)] == [0.11, 0.19, 0.8, 1.0]


def test_without_pages_nothing_is_counted() -> None:
    with pytest.raises(SourceNotGivenError, match="in the folder that --data names"):
        make_rows(TABLES[0], Sources())
