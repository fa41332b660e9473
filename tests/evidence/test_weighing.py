from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.evidence.weighing import MAX_CLAIM, MAX_PAGE_TEXT, prepare_page, prepare_post, weigh
from linkcheck.page.states import with_state
from linkcheck.page.types import Page
from linkcheck.post.reading import parse_post

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
    evidence = weigh(prepare_post(parse_post("Vermont bakers sell 3000 apple pies")), prepare_page(moon))
    assert all(e.code.startswith("topic-") for e in evidence)


def test_languages_that_differ_are_the_only_evidence() -> None:
    page = with_state(Page(text="Правительство приняло новый закон в понедельник. Оппозиция обещала обратиться в суд."))
    evidence = weigh(prepare_post(parse_post("The government passed a law on Monday")), prepare_page(page))
    assert [e.code for e in evidence] == ["language-differs"]


def test_work_is_bounded_and_says_so(moon: Page) -> None:
    post = prepare_post(parse_post("NASA finds water. " * 4000))
    page = prepare_page(with_state(Page(title="Water", text="NASA finds water. " * 60_000)))
    assert len(post.claim.text) == MAX_CLAIM
    assert page.sentences[-1].end <= MAX_PAGE_TEXT
    message = next(e.message for e in weigh(post, page) if e.code == "topic-best-window")
    assert "only the first" in message


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), WORDS.map(" ".join)), st.one_of(st.text(max_size=300), WORDS.map(" ".join)))
def test_quotes_are_slices_of_their_field(claim: str, text: str) -> None:
    page = with_state(Page(url="https://example.org/", title=text[:40], text=text))
    post = parse_post(claim)
    for evidence in weigh(prepare_post(post), prepare_page(page)):
        for quote in evidence.post_quotes:
            assert post.quotable(quote.field)[quote.start : quote.end] == quote.text
        for quote in evidence.page_quotes:
            assert page.quotable(quote.field)[quote.start : quote.end] == quote.text
