from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import (
    MAX_COMPARED_CLAIM,
    MAX_PAGE_TEXT,
    extract_evidence,
    prepare_page,
    prepare_post,
    run_stage,
)
from linkcheck._evidence.packaged import Stage
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._page.states import with_state
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck._post.types import Post

_MIXED = """
Ana Quill Iraq Iraqi not isn't 5 300 $3M 1.2.3 «we will go» "we never said it" wins loses before U.S. March 2019 10:30
free video 漢字 Ελλάδα 🎉 in of the a #tag @me , . : – ’s first one million
"""
_WORDS = st.sampled_from(_MIXED.split())
_TEXT = st.lists(_WORDS, max_size=40).map(" ".join) | st.text(max_size=200)


def details(post: str, page: Page) -> list[Evidence]:
    return list(run_stage(Stage.DETAIL, Alignment(prepare_post(Post(text=post)), prepare_page(page))))


@given(_TEXT, _TEXT, _TEXT)
@settings(max_examples=150, deadline=None)
def test_whatever_is_compared_each_code_comes_once_graded_and_quoted(post: str, title: str, text: str) -> None:
    page = Page(title=title, text=text)
    found = details(post, page)
    assert max(Counter(evidence.code for evidence in found).values(), default=1) == 1
    for evidence in found:
        assert evidence.layer is Layer.DETAIL
        assert 0 <= evidence.value <= 1
        assert evidence.message
        for quote in evidence.post_quotes:
            assert post[quote.start : quote.end] == quote.text != ""
        for quote in evidence.page_quotes:
            assert page.quotable(quote.field)[quote.start : quote.end] == quote.text != ""


@given(_TEXT, _TEXT)
@settings(max_examples=30, deadline=None)
def test_the_same_pair_gives_the_same_evidence(post: str, text: str) -> None:
    assert details(post, Page(text=text)) == details(post, Page(text=text))


@pytest.mark.parametrize(
    "post", ["", "🎉🎉🎉", "2019", "a", "WORD", "漢字" * 500, "Ana Quill 5 not " * 300, "x" * 10_000]
)
@pytest.mark.parametrize("text", ["", "One.", "Ana Quill not 5 " * 20_000, "漢字" * 50_000, "1 " * 100_000])
def test_hostile_lengths_are_weighed_in_bounded_work(post: str, text: str) -> None:
    details(post, Page(text=text))


def test_a_post_that_repeats_the_page_contradicts_nothing() -> None:
    text = "Marta Ruiz, 34, did not win the Lisbon marathon on Sunday, finishing third behind Kenya's Kip Lagat."
    codes = {evidence.code for evidence in details(text, Page(title=text, text=f"{text} The race had 12,000 runners."))}
    assert all(code.endswith("-confirmed") for code in codes)


def test_agreement_counts_for_less_beside_a_contradiction() -> None:
    page = Page(title="Vera Lindqvist sells 12 ferries to Oslo", text="The sale was told on Monday.")
    right = {e.code: e.value for e in extract_evidence(prepare_post(Post(text=page.title)), prepare_page(page))}
    false = prepare_post(Post(text="Vera Lindqvist sells 90 ferries to Oslo"))
    wrong = {e.code: e.value for e in extract_evidence(false, prepare_page(page))}
    assert right["name-confirmed"] > 0.8
    assert wrong["name-confirmed"] < 0.2


WORDS = st.lists(
    st.sampled_from(
        [
            "NASA",
            "finds",
            "no",
            "water",
            "on",
            "the",
            "Moon",
            "3",
            "million",
            "“ice”,",
            "Monday.",
            "気候変動",
            "\n",
            "🎉",
        ]
    )
)


def test_a_page_that_shares_nothing_has_no_details(moon: Page) -> None:
    evidence = extract_evidence(prepare_post(parse_post("Vermont bakers sell 3000 apple pies")), prepare_page(moon))
    assert all(e.code.startswith("topic-") for e in evidence)


def test_languages_that_differ_are_the_only_evidence() -> None:
    page = with_state(Page(text="Правительство приняло новый закон в понедельник. Оппозиция обещала обратиться в суд."))
    evidence = extract_evidence(prepare_post(parse_post("The government passed a law on Monday")), prepare_page(page))
    assert [e.code for e in evidence] == ["language-differs"]


def test_work_is_bounded_and_says_so(moon: Page) -> None:
    post = prepare_post(parse_post("NASA finds water. " * 4000))
    page = prepare_page(with_state(Page(title="Water", text="NASA finds water. " * 60_000)))
    assert len(post.claim.text) == MAX_COMPARED_CLAIM
    assert page.sentences[-1].end <= MAX_PAGE_TEXT
    message = next(e.message for e in extract_evidence(post, page) if e.code == "topic-best-window")
    assert "only the first" in message


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), WORDS.map(" ".join)), st.one_of(st.text(max_size=300), WORDS.map(" ".join)))
def test_quotes_are_slices_of_their_field(claim: str, text: str) -> None:
    page = with_state(Page(url="https://example.org/", title=text[:40], text=text))
    post = parse_post(claim)
    for evidence in extract_evidence(prepare_post(post), prepare_page(page)):
        for quote in evidence.post_quotes:
            assert post.quotable(quote.field)[quote.start : quote.end] == quote.text
        for quote in evidence.page_quotes:
            assert page.quotable(quote.field)[quote.start : quote.end] == quote.text


def test_another_name_says_less_on_a_page_in_a_language_that_inflects_names() -> None:
    def swapped(language: str) -> float:
        text = "Marta Ruiz gewinnt den Marathon in Lissabon."
        page = prepare_page(Page(text=text, language=language))
        found = extract_evidence(prepare_post(Post(text="Vera Lindqvist gewinnt den Marathon in Lissabon")), page)
        return next(evidence.value for evidence in found if evidence.code == "name-swapped")

    assert 0 < swapped("de") < swapped("en")


def test_a_word_that_is_cut_off_is_no_detail() -> None:
    page = prepare_page(Page(title="Mayor of Dorsten opens bridge", text="The mayor of Dorsten opened the new bridge."))
    whole, cut = (
        {
            e.code
            for e in extract_evidence(prepare_post(Post(text=f"Mayor of Dorsten opens new bridge with {name}")), page)
        }
        for name in ("Konstanze", "Konstanz…")
    )
    assert "name-absent" in whole
    assert "name-absent" not in cut
