"""Stand-ins that no table of phrases holds are known by several signs together, and short pages stay pages."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linkcheck
from linkcheck._page.read import read_page
from linkcheck._page.signs import read_sentence, read_sentences, sign_tables
from linkcheck._page.types import Page, PageState

URL = "https://gazette.example/2026/11/council-approves-homes"
POSTS = (
    "Council approves 240 new homes at Station Road",
    "El Ministerio retira 12.000 calefactores tras los incendios",
    "Stadt pflanzt 2.400 Bäume in drei Wintern",
    "市議会は街路樹を四千本植えることを決めた",
)


class Row(NamedTuple):
    """A page of stand_ins.txt."""

    part: str
    language: str
    state: str
    title: str
    lines: tuple[str, ...]

    def page(self, *, framed: bool = False) -> Page:
        """The page as it is read, bare or within the frame of a site."""
        first, *others = (html.escape(line) for line in self.lines)
        body = f"<h1>{first}</h1>" if others else f"<p>{first}</p>"
        body += "".join(f"<p>{line}</p>" for line in others)
        if framed:
            body = f"{FRAME_TOP}{body}{FRAME_BOTTOM}"
        return read_page(
            f"<html><head><title>{html.escape(self.title)}</title></head><body>{body}</body></html>", url=URL
        )


FRAME_TOP = (
    "<header><nav><a href=/n>News</a><a href=/s>Sport</a><a href=/c>Culture</a><a href=/v>Video</a></nav></header>"
)
FRAME_BOTTOM = "<footer><a href=/a>About us</a><a href=/p>Privacy</a><a href=/t>Terms of use</a><p>© 2026</p></footer>"


def rows() -> Iterator[Row]:
    for line in Path(__file__).with_name("stand_ins.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            part, language, state, title, text = line.split("|")
            yield Row(part, language, state, title, tuple(text.split(" / ")))


STAND_INS = [row for row in rows() if row.state != "readable"]
PAGES = [row for row in rows() if row.state == "readable"]


def named(row: Row) -> str:
    return f"{row.part}-{row.language}-{row.title}"


@pytest.mark.parametrize("row", STAND_INS, ids=named)
def test_a_stand_in_is_never_accused(row: Row) -> None:
    for page in (row.page(), row.page(framed=True)):
        assert {linkcheck.compare(post, page).verdict for post in POSTS} <= {"unclear", "unverifiable", "broken"}


@pytest.mark.parametrize("framed", [False, True])
@pytest.mark.parametrize("language", ["en", "es", "de", "fr", "nl", "pt", "it", "ja"])
def test_most_stand_ins_of_a_language_get_their_state(language: str, *, framed: bool) -> None:
    of_language = [row for row in STAND_INS if row.language == language]
    right = [row for row in of_language if row.page(framed=framed).state == row.state]
    assert len(right) >= 0.85 * len(of_language)


def test_stand_ins_that_were_put_aside_are_told_nearly_as_well() -> None:
    held = [row for row in STAND_INS if row.part == "held"]
    told = [row for row in held if row.page().state != PageState.READABLE]
    assert len(told) >= 0.9 * len(held)


STORIES = "".join(
    f"<li><a href=/s{number}>The {name} of Exampleton opens its doors after {number} years of repairs</a></li>"
    for number, name in enumerate(
        ("ferry", "theatre", "museum", "lighthouse", "market hall", "swimming pool", "mill"), 7
    )
)


def test_a_notice_above_lists_of_other_stories_is_known_by_what_is_not_linked() -> None:
    notice = "<title>Gazette</title><h1>{}</h1><p>{}</p>" + f"<h2>Most read</h2><ul>{STORIES}</ul>"
    gone = read_page(notice.format("That page is gone", "Sorry, you may have followed an old link."), url=URL)
    assert gone.state == PageState.NOT_FOUND
    assert linkcheck.compare(POSTS[0], gone).verdict == "broken"
    story = "The council has approved 240 homes at Station Road after a debate of three hours on Tuesday evening. "
    assert read_page(notice.format("Homes approved", story * 3), url=URL).state == PageState.READABLE


@pytest.mark.parametrize("row", [row for row in PAGES if row.part != "hard"], ids=named)
def test_a_short_page_stays_a_page(row: Row) -> None:
    assert row.page().state == PageState.READABLE


def test_of_pages_about_such_things_few_are_lost_and_none_is_broken() -> None:
    states = Counter(str(row.page().state) for row in PAGES if row.part == "hard")
    assert states["readable"] >= 0.9 * states.total()
    assert not set(states) & {"not-found", "parked"}


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("This board has been closed.", [PageState.NOT_FOUND]),
        ("Ce dossier est privé", [PageState.LOGIN_WALL]),
        ("Wir prüfen, ob Sie ein Mensch sind", [PageState.BOT_WALL]),
        ("The council of Exampleton has closed the board of its museum after a dispute of ten years.", []),
        ("The weather will be fine.", []),
    ],
)
def test_a_sentence_shows_a_state_where_words_of_its_classes_meet(sentence: str, states: list[PageState]) -> None:
    assert list(read_sentence(sentence).states) == states


@pytest.mark.parametrize("content", [b"404", b"Too many requests"])
def test_a_stand_in_of_a_few_words_is_known_too(content: bytes) -> None:
    assert read_page(content, content_type="text/plain").state in ("not-found", "bot-wall")


def test_a_declared_article_is_no_stand_in_whatever_it_says() -> None:
    markup = (
        '<meta property="og:type" content="{}"><title>Gazette</title><h1>This page is gone</h1><p>Sorry, you are lost.'
    )
    assert read_page(markup.format("website"), url=URL).state == PageState.NOT_FOUND
    assert read_page(markup.format("article"), url=URL).state == PageState.READABLE


@pytest.mark.parametrize("robots", ["noindex, nofollow", "index"])
def test_a_page_hidden_from_search_engines_has_one_sign_more(robots: str) -> None:
    markup = (
        f'<meta name="robots" content="{robots}"><meta name="description" content="Offers of the week in our shops">'
        "<title>Offers of the week in Exampleton and around</title>"
        "<p>This offer has expired and is no longer available to you.</p><p>New ones start every Monday.</p>"
    )
    state = read_page(markup, url=URL).state
    assert state == (PageState.NOT_FOUND if "noindex" in robots else PageState.READABLE)


def test_the_quote_of_a_state_is_the_sentence_that_shows_it() -> None:
    page = read_page("<title>Exampletube</title><p>Sorry.</p><p>This clip is no longer available.</p>", url=URL)
    assert [quote.text for quote in page.state_quotes] == ["This clip is no longer available."]


def test_every_word_of_the_tables_is_found_in_itself() -> None:
    entries = [entry for several in sign_tables().by_first_word.values() for entry in several]
    for entry, kind in entries:
        assert entry == entry.lower()
        assert kind
    assert {rule.state for rule in sign_tables().rules} <= set(PageState)
    assert set().union(*(rule.classes for rule in sign_tables().rules)) <= {kind for _, kind in entries}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400), st.integers(0, 5))
def test_any_text_has_sentences_and_no_more_than_asked_for(text: str, most: int) -> None:
    sentences = list(read_sentences(text, most))
    assert len(sentences) <= most
    assert all(sentence.text in text for sentence in sentences)
