"""Each block of a page gets the same finite numbers, and they say what their names say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page.block_features import PageFacts, feature_table, shows_price
from linkcheck._page.html import parse

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


def test_columns_say_what_they_hold() -> None:
    document = parse(
        "<div><h1>Lamps</h1><p>A <a href=x>lamp</a> for 5 $.</p><p>A <a href=x>lamp</a> for 5 $.</p></div>"
    )
    assert document is not None
    names, rows = feature_table(
        document.blocks, PageFacts(title="Lamps", body="A lamp for 5 $. Buy it.", features=(("sold", 1.0),))
    )
    column = {name: rows[number].tolist() for number, name in enumerate(names)}
    assert column["link share"] == pytest.approx([0, 0.2, 0.2])
    assert column["again"] == [0, 0, 1]
    assert column["money"] == [0, 1, 1]
    assert column["tag"][0] != column["tag"][1] == column["tag"][2]
    assert column["around 1: words"] == [11, 11, 11]
    assert column["around 1: blocks"] == [3, 3, 3]
    assert column["around 0: siblings"] == [1, 2, 2]
    assert column["next -1: words"] == [-1, 1, 5]
    assert column["in p"] == [0, 1, 1]
    assert column["says the title"] == [1, 0, 0]
    assert column["blocks from h1"] == [0, 1, 2]
    assert column["steps to h1"] == [0, 1, 1]
    assert column["told to search engines"] == [0, 1, 1]
    assert column["page: sold"] == [1, 1, 1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=12).map("".join))
def test_rows_are_finite_and_names_fixed(markup: str) -> None:
    document = parse(markup)
    if document is None or not document.blocks.blocks:
        return
    names, rows = feature_table(document.blocks, PageFacts())
    assert rows.shape == (len(names), len(document.blocks.blocks))
    assert np.isfinite(rows).all()
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "price"), [("for $ 5", True), ("5€ only", True), ("a $ sign", False), ("5 dollars", False)]
)
def test_a_price_is_a_number_beside_a_sign_of_money(text: str, price: bool) -> None:
    assert shows_price(text) == price
