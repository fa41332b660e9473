from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest

from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.detectors.dates import agree, weigh_age
from linkcheck._evidence.types import Evidence
from linkcheck._page.types import Page
from linkcheck._post.types import Post
from linkcheck._text.dates import find_dates

if TYPE_CHECKING:
    from tests.evidence.conftest import Details


PAGE = Page(
    title="Harbour festival opens",
    text="The harbour festival opens on 12 June 2026 at 10:30, the council said.",
    published=dt.date(2026, 5, 20),
    published_text="20 May 2026",
)


def age(post: str, page: Page, year: int) -> dict[str, Evidence]:
    as_of = dt.datetime(year, 6, 1, tzinfo=dt.UTC)
    return {e.code: e for e in weigh_age(prepare_post(Post(text=post)), prepare_page(page), as_of)}


def test_another_date_in_the_same_place_differs_and_is_quoted(
    details: Details,
) -> None:
    evidence = details("The harbour festival opens on June 21")["date-differs"]
    assert [quote.text for quote in evidence.post_quotes] == ["June 21"]
    assert [quote.text for quote in evidence.page_quotes] == ["12 June 2026"]


def test_the_same_date_written_otherwise_is_confirmed(
    details: Details,
) -> None:
    found = details("The harbour festival opens on June 12, 10:30am")
    assert "date-confirmed" in found
    assert "date-differs" not in found


@pytest.mark.parametrize(
    ("claimed", "found", "agreed"),
    [
        ("June 12", "12 June 2026", True),
        ("May 2025", "May 2026", False),
        ("Tuesday", "June 12", None),
        ("3pm", "15:00", True),
    ],
)
def test_dates_agree_in_what_both_state(claimed: str, found: str, agreed: bool | None) -> None:
    assert agree(find_dates(claimed)[0], find_dates(found)[0]) is agreed


def test_breaking_news_of_years_ago_is_stale() -> None:
    evidence = age("BREAKING: harbour festival opens", PAGE, 2029)["stale"]
    assert evidence.value == 1.0
    assert [quote.text for quote in evidence.post_quotes] == ["BREAKING"]
    assert [quote.text for quote in evidence.page_quotes] == ["20 May 2026"]


def test_news_of_last_week_and_posts_that_claim_no_news_are_not_stale() -> None:
    assert "stale" not in age("BREAKING: harbour festival opens", PAGE, 2026)
    assert "stale" not in age("How the harbour festival began", PAGE, 2029)


def test_an_event_ahead_whose_day_is_past_is_over() -> None:
    evidence = age("Join us at the harbour festival", PAGE, 2027)["event-over"]
    assert [quote.text for quote in evidence.page_quotes] == ["12 June 2026"]
    assert "event-over" not in age("Join us at the harbour festival", PAGE, 2026)


@pytest.mark.parametrize(
    "post",
    [
        "Breaking Bad: how the harbour festival inspired it",
        "Just in time for the harbour festival",
        "What developing countries learn from the harbour festival",
    ],
)
def test_words_that_only_sound_like_news_are_not_stale(post: str) -> None:
    assert "stale" not in age(post, PAGE, 2029)


def test_today_says_less_than_breaking() -> None:
    assert age("Advice of the harbour festival, as true today as ever", PAGE, 2029)["stale"].value < 0.5


@pytest.mark.parametrize(
    ("post", "page"),
    [
        ("Join us tonight", Page(text="The Berlin Wall fell on 9 November 1989. We talk about it.")),
        ("Join us tonight", Page(text="Published on 12 June 2026. We talk about the harbour.")),
        ("Join us tonight", Page(text="On 12 May 2026 it burned.", published=dt.date(2026, 6, 1))),
        ("Sign up for our newsletter", PAGE),
        ("Where the road starts", PAGE),
    ],
)
def test_history_bylines_and_what_is_no_event_are_not_over(post: str, page: Page) -> None:
    assert "event-over" not in age(post, page, 2027)


def test_the_day_that_an_event_page_announces_is_over_when_it_is_past() -> None:
    page = Page(title="Harbour concert", text="12 June 2026, 19:00, at the old quay.", published=dt.date(2026, 5, 1))
    assert "event-over" in age("Get your tickets for the harbour concert", page, 2027)


def test_a_date_that_stands_elsewhere_differs_where_the_sentence_is_otherwise_the_same(
    details: Details,
) -> None:
    page = Page(title="Harbour festival opens in December 2014", text="The story is of January 2014 and from Oslo.")
    evidence = details("Harbour festival opens in January 2014", page)["date-differs"]
    assert evidence.value > 0.6
    assert [quote.text for quote in evidence.page_quotes] == ["December 2014"]


@pytest.mark.parametrize(("day", "stale"), [(dt.date(2026, 5, 22), False), (dt.date(2026, 5, 1), True)])
def test_breaking_news_is_fresh_for_two_weeks(day: dt.date, stale: bool) -> None:
    page = msgspec.structs.replace(PAGE, published=day, published_text="")
    assert ("stale" in age("BREAKING: harbour festival opens", page, 2026)) is stale
