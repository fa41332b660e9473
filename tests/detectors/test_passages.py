from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post
from linkcheck.detectors.passages import CHARACTERS, FIRST, NEAREST, WORDS, choose_passages, cut_passages

Prepare = Callable[[str, Page], tuple[PreparedPost, PreparedPage]]


def test_title_description_opening_and_the_passages_with_the_claims_words_are_read(prepared: Prepare) -> None:
    filler = [f"Sentence {number} speaks of wholly other things, among them weather and sport." for number in range(60)]
    filler[45] = "The lighthouse keeper found a brass compass."
    page = Page(title="Harbour news", description="What happened.", text=" ".join(filler))
    chosen = choose_passages(*prepared("A keeper finds a compass in the lighthouse", page))
    assert [quote.field for quote in chosen] == ["title", "description", *["text"] * (len(chosen) - 2)]
    assert len(chosen) <= 2 + FIRST + NEAREST
    assert chosen[2].start == 0
    assert any("brass compass" in quote.text for quote in chosen)
    assert [quote.start for quote in chosen[2:]] == sorted({quote.start for quote in chosen[2:]})


def test_a_page_without_any_shared_word_is_read_from_its_start(prepared: Prepare) -> None:
    page = Page(text=" ".join(f"Sentence {number} is about the weather in the hills." for number in range(60)))
    chosen = choose_passages(*prepared("Bank lowers rates", page))
    assert [quote.field for quote in chosen] == ["text"] * 3
    assert chosen[0].start == 0
    assert chosen[-1].end < 600


def test_passages_are_whole_sentences_of_forty_words_together(prepared: Prepare) -> None:
    text = " ".join(["Ten words stand in this sentence, and none is long."] * 9)
    _, page = prepared("claim", Page(text=text))
    passages = cut_passages(page)
    assert passages == [(0, 3), (4, 7), (8, 8)]
    assert sum(len(page.sentences[number].forms) for number in range(4)) == WORDS


def test_a_page_without_text_has_no_passages(prepared: Prepare) -> None:
    assert choose_passages(*prepared("a claim", Page())) == ()


@given(st.text(max_size=3_000), st.text(max_size=900), st.text(max_size=200))
def test_passages_are_few_short_and_exact_slices(text: str, title: str, claim: str) -> None:
    page = Page(title=title, text=text)
    chosen = choose_passages(prepare_post(parse_post(claim)), prepare_page(page))
    assert len(chosen) <= 2 + FIRST + NEAREST
    for quote in chosen:
        assert 0 < len(quote.text) <= CHARACTERS
        assert page.quotable(quote.field)[quote.start : quote.end] == quote.text
