"""A post and a page as detectors see them: spans lead back to what was written."""

from __future__ import annotations

from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._page.types import Page
from linkcheck._post.parse import parse_post

POST = "NEW: “Mill Street” gets 40 trees https://example.org/a"
PAGE = Page(
    title="Trees for Mill Street",
    description="Forty trees will be planted.",
    text="The council plants trees. " * 40 + "Berg objected.",
)


def test_words_of_a_claim_lead_back_to_the_post() -> None:
    prepared = prepare_post(parse_post(POST))
    quotes = [prepared.quote(word.start, word.end) for word in prepared.words]
    assert [quote.text for quote in quotes][-2:] == ["40", "trees"]
    assert all(POST[quote.start : quote.end] == quote.text for quote in quotes)


def test_sentences_of_a_page_come_by_title_description_and_text() -> None:
    fields = [sentence.field for sentence in prepare_page(PAGE).sentences]
    assert fields[:3] == ["title", "description", "text"]
    assert set(fields[2:]) == {"text"}


def test_words_of_a_page_lead_back_to_their_field() -> None:
    page = prepare_page(PAGE)
    for sentence in page.sentences:
        for word, form in zip(sentence.words, sentence.forms, strict=True):
            assert (
                page.quote(sentence, word.start, word.end).text == PAGE.quotable(sentence.field)[word.start : word.end]
            )
            assert word.form == form


def test_the_index_names_the_sentences_of_a_form_once_each() -> None:
    page = prepare_page(Page(title="Trees and trees", text="No bushes. Trees again."))
    form = page.sentences[0].forms[0]
    assert page.index[form] == [0, 2]


def test_the_opening_of_a_page_ends_after_its_first_paragraphs() -> None:
    page = prepare_page(PAGE)
    assert page.body_start == 2
    assert page.body_start < page.lead_end < len(page.sentences)


def test_a_page_without_text_has_no_opening() -> None:
    page = prepare_page(Page(title="Trees"))
    assert page.body_start == page.lead_end == len(page.sentences)


def test_words_of_other_characters_lead_back_to_what_is_written() -> None:
    page = prepare_page(Page(title="Coun\u00adcil\u200b of Sta\u00adtion", text="A cafe\u0301 in 𝗭𝘂𝗿𝗶𝗰𝗵 &amp; Basel."))
    assert page.title == "Council of Station"
    quotes = {
        page.quote(sentence, word.start, word.end).text: word.form
        for sentence in page.sentences
        for word in sentence.words
    }
    assert quotes["Sta\u00adtion"] == "station"
    assert quotes["cafe\u0301"] == "caf"
    assert quotes["𝗭𝘂𝗿𝗶𝗰𝗵"] == "zurich"
    post = prepare_post(parse_post("𝗭𝘂𝗿𝗶𝗰𝗵 &amp; a cafe\u0301"))
    assert post.quote(post.words[0].start, post.words[-1].end).text == "𝗭𝘂𝗿𝗶𝗰𝗵 &amp; a cafe\u0301"
    assert post.claim.text == "Zurich & a café"
