"""The main text is found on pages of each kind, and what frames it is left out."""

from __future__ import annotations

import numpy as np
import pytest

from linkcheck._page import main_text
from linkcheck._page.block_features import PageFacts, feature_table
from linkcheck._page.blocks import Blocks
from linkcheck._page.html import page_facts, parse
from linkcheck._page.main_text import (
    SECOND_COLUMNS,
    PreparedTrees,
    Trees,
    best_set,
    block_model,
    join_blocks,
    main_blocks,
    second_table,
)
from linkcheck.errors import ModelError

FRAME = (
    "<header><nav><ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/sport>Sport</a></ul></nav></header>",
    "<aside class=related><h3>Most read</h3><ul><li><a href=/a>Ten lamps for the winter</a><li><a href=/b>Who won"
    "</a></ul></aside><footer><p>© 2019 The Example. All rights reserved. <a href=/imprint>Imprint</a></p></footer>",
)
PARAGRAPHS = (
    "The town's theatre lost its address on Tuesday, and for three weeks its site showed only a line that it was sold.",
    "A dealer had registered the name hours after it lapsed, the registry said, and asked for 900 dollars.",
    "The theatre has now bought its name back. It will put the date into the calendar, the director promised.",
    "The council, which pays for the site, wants to hear from the director at its next meeting on Friday.",
)


def read(body: str, url: str = "https://example.org/2019/03/theatre-lost-its-domain") -> str:
    document = parse(f"<html><title>Theatre lost its domain</title><body>{FRAME[0]}{body}{FRAME[1]}</body></html>")
    assert document is not None
    return join_blocks(main_blocks(document.blocks, page_facts(document, url)))


def test_the_main_text_of_an_article_is_its_paragraphs() -> None:
    text = read(
        "<main><article><h1>Theatre lost its domain</h1>"
        + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
        + "</article></main>"
    )
    assert all(paragraph in text.split("\n") for paragraph in PARAGRAPHS)
    assert "Most read" not in text
    assert "rights reserved" not in text
    assert "Sport" not in text


def test_an_article_without_any_helpful_element() -> None:
    text = read("<div><div>" + "".join(f"<div>{p}</div>" for p in PARAGRAPHS) + "</div></div>")
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "rights reserved" not in text


def test_the_main_text_of_a_thread_is_all_its_posts() -> None:
    posts = "".join(
        f'<div class="post message"><div class="author">user{n}</div><div class="postcontent">{p}</div></div>'
        for n, p in enumerate(PARAGRAPHS)
    )
    text = read(f'<div class="thread">{posts}</div>', url="https://forum.example.org/threads/theatre.12/")
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_repeated_paragraphs_are_kept() -> None:
    text = read("<article>" + "".join(f"<p>{p}</p>" for p in (*PARAGRAPHS, PARAGRAPHS[0])) + "</article>")
    assert text.count(PARAGRAPHS[0]) == 2


def test_line_breaks_are_lines() -> None:
    assert "One line of it\nand another line of it" in read(
        "<article>"
        + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
        + "<p>One line of it<br>and another line of it</p></article>"
    )


def test_an_empty_page_has_no_main_text() -> None:
    assert main_blocks(Blocks((), (0,), (1,), (0,)), PageFacts()) == ()


def test_the_model_fits_the_columns() -> None:
    document = parse("<p>One</p>")
    assert document is not None
    names, _ = feature_table(document.blocks, page_facts(document, ""))
    assert set(block_model().first.columns) <= set(names)
    assert set(block_model().second.columns) <= {*names, *SECOND_COLUMNS}
    assert block_model().provenance


def test_a_model_of_another_schema_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_text, "BLOCK_MODEL_SCHEMA", 99)
    block_model.cache_clear()
    with pytest.raises(ModelError):
        block_model()
    block_model.cache_clear()


@pytest.mark.parametrize(
    ("probabilities", "words", "expected"),
    [
        ([0.9, 0.1, 0.8], [50, 50, 50], [True, False, True]),
        ([0.3, 0.3, 0.3], [10, 10, 10], [True, True, True]),
        ([0.9, 0.05], [5, 500], [True, False]),
        ([0.0], [1], [True]),
    ],
)
def test_the_best_set_is_the_one_of_greatest_expected_f1(
    probabilities: list[float], words: list[float], expected: list[bool]
) -> None:
    assert best_set(np.array(probabilities), np.array(words, float)).tolist() == expected


def test_blocks_built_alike_are_told_what_was_said_of_the_others() -> None:
    document = parse("".join(f"<div class=post><p>{p}</p></div>" for p in PARAGRAPHS) + "<div><p>Imprint</p></div>")
    assert document is not None
    table = dict(
        zip(SECOND_COLUMNS, second_table(np.array([2.0, 2, -2, 2, -3]), document.blocks).tolist(), strict=True)
    )
    assert table["said"] == [2, 2, -2, 2, -3]
    assert table["said of next 1"] == [2, -2, 2, -3, -1]
    assert table["alike"] == [4, 4, 4, 4, 1]
    assert table["said of alike"][2] == table["said of alike"][0] > 0.5
    assert table["said of alike"][4] == pytest.approx(-3)
    assert table["said around 0"] == pytest.approx([2, 2, -2, 2, -3])
    assert table["said of heading"] == [-9] * 5
    assert table["said before"][0] == table["said after"][4] == 0


@pytest.mark.parametrize("count", [1, 2, 3, 2500])
def test_pages_of_few_and_of_many_blocks_are_read(count: int) -> None:
    document = parse(f"<p>{PARAGRAPHS[0]}</p>" * count)
    assert document is not None
    assert 1 <= len(main_blocks(document.blocks, page_facts(document, ""))) <= count


STUMP = Trees(
    columns=("a", "b"),
    roots=(0, 3),
    depth=2,
    feature=(0, 0, 0, 1, 0, 0, 0, 0),
    threshold=(0.5, 1e30, 1e30, 2, 1e30, 7, 1e30, 1e30),
    child=(1, 1, 2, 4, 4, 6, 6, 7),
    value=(0, -1, 1, 0, 10, 0, 20, 30),
    base=0.25,
)


def test_trees_add_the_values_of_the_leaves_that_a_block_reaches() -> None:
    rows = np.array([[9, 9, 9], [2, 3, 3], [0, 1, 8]], np.float32)
    assert PreparedTrees(STUMP, ("c", "b", "a")).log_odds(rows).tolist() == [9.25, 21.25, 31.25]


def test_trees_of_other_columns_are_refused() -> None:
    with pytest.raises(ModelError, match="other columns"):
        PreparedTrees(STUMP, ("a", "c"))
