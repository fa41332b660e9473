"""The main text is found on pages of each kind, and what frames it is left out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._page import main_text
from linkcheck._page.blocks import Blocks
from linkcheck._page.html import page_facts, parse
from linkcheck._page.main_text import (
    PageFacts,
    best_set,
    block_model,
    feature_table,
    join_blocks,
    main_blocks,
    smooth_probabilities,
)
from linkcheck.errors import ModelError

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
    names, rows = feature_table(document.blocks, PageFacts(title="Lamps", features=(("sold", 1.0),)))
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
    names, rows = feature_table(document.blocks, PageFacts())
    assert rows.shape == (len(document.blocks.blocks), len(names))
    assert np.isfinite(rows).all()
    assert len(set(names)) == len(names)


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
    assert main_blocks(Blocks((), (0,), ("body",)), PageFacts()) == ()


def test_the_model_fits_the_columns() -> None:
    document = parse("<p>One</p>")
    assert document is not None
    names, rows = feature_table(document.blocks, page_facts(document, ""))
    assert names == block_model().columns
    assert rows.shape == (1, len(names))
    assert np.isfinite(rows).all()


def test_a_model_of_another_schema_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_text, "BLOCK_MODEL_SCHEMA", 2)
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


def test_blocks_built_alike_share_their_probability() -> None:
    document = parse("".join(f"<div class=post><p>{p}</p></div>" for p in PARAGRAPHS) + "<div><p>Imprint</p></div>")
    assert document is not None
    smoothed = smooth_probabilities(
        np.array([0.9, 0.9, 0.2, 0.9, 0.1]), np.array([20.0, 20, 20, 20, 1]), document.blocks
    )
    assert smoothed[2] > 0.5
    assert smoothed[4] < 0.5


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_page_of_few_blocks_gets_probabilities_too(count: int) -> None:
    document = parse("<p>One two</p>" * count)
    assert document is not None
    assert len(smooth_probabilities(np.full(count, 0.5), np.full(count, 2.0), document.blocks)) == count
