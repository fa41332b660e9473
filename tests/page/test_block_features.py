"""Each block becomes a row of finite numbers under fixed names, whatever the page."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.page.block_features import PageFacts, table, words_in
from linkcheck.page.document import parse

PARTS = [
    "<p>A sentence, of some words. And $5.</p>",
    "<h1>Title of it</h1>",
    "<ul><li><a href=x>Link</a></ul>",
    "<div class=nav>",
    "</div>",
    "<table><tr><td>1",
    "日本語の文です。",
    "<br>",
    "©",
]


def test_words_of_scripts_without_spaces_are_counted() -> None:
    assert words_in("three little words") == 3
    assert words_in("今日の天気は晴れ") == 1 + 8 // 2


def test_columns_say_what_they_hold() -> None:
    document = parse(
        "<div><h1>Lamps</h1><p>A <a href=x>lamp</a> for 5 $.</p><p>A <a href=x>lamp</a> for 5 $.</p></div>"
    )
    assert document is not None
    names, rows = table(document.blocks, PageFacts(title="Lamps", signs=(("sold", 1.0),)))
    column = {name: rows[:, number].tolist() for number, name in enumerate(names)}
    assert column["link share"] == [0, 0.2, 0.2]
    assert column["again"] == [0, 0, 1]
    assert column["money"] == [0, 1, 1]
    assert column["tag h1"] == [1, 0, 0]
    assert column["says the title"] == [1, 0, 0]
    assert column["after h1"] == [1, 1, 1]
    assert column["page: sold"] == [1, 1, 1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=12).map("".join))
def test_rows_are_finite_and_names_fixed(markup: str) -> None:
    document = parse(markup)
    if document is None or not document.blocks.blocks:
        return
    names, rows = table(document.blocks, PageFacts())
    assert rows.shape == (len(document.blocks.blocks), len(names))
    assert np.isfinite(rows).all()
    assert len(set(names)) == len(names)
