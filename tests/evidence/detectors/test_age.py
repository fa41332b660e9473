from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from linkcheck._evidence.alignment import Alignment
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._evidence.detectors.age import detect_age
from linkcheck._evidence.types import Evidence
from linkcheck._page.types import Page
from linkcheck._post.types import Post

PAGE = Page(
    title="Harbour festival opens",
    text="The harbour festival opens on 12 June 2026 at 10:30, the council said.",
    published=dt.date(2026, 5, 20),
    published_text="20 May 2026",
)


def age(post: str, page: Page, year: int) -> dict[str, Evidence]:
    as_of = dt.datetime(year, 6, 1, tzinfo=dt.UTC)
    return {e.code: e for e in detect_age(Alignment(prepare_post(Post(text=post)), prepare_page(page), as_of))}


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


def test_without_a_moment_of_judgement_nothing_is_said_about_time() -> None:
    post = prepare_post(Post(text="BREAKING: harbour festival opens"))
    assert list(detect_age(Alignment(post, prepare_page(PAGE)))) == []


@pytest.mark.parametrize(("year", "span"), [(2026, "22 days"), (2027, "13 months"), (2029, "3 years")])
def test_the_age_of_a_page_is_said_in_the_unit_that_fits(year: int, span: str) -> None:
    page = Page(title=PAGE.title, text=PAGE.text, published=dt.date(2026, 5, 10))
    as_of = dt.datetime(year, 6, 1, tzinfo=dt.UTC)
    post = prepare_post(Post(text="BREAKING: harbour festival opens"))
    (stale,) = detect_age(Alignment(post, prepare_page(page), as_of))
    assert stale.message == f"The post says “BREAKING”; the page was published on 2026-05-10, {span} before."


@pytest.mark.parametrize(("day", "stale"), [(dt.date(2026, 5, 22), False), (dt.date(2026, 5, 1), True)])
def test_breaking_news_is_fresh_for_two_weeks(day: dt.date, stale: bool) -> None:
    page = msgspec.structs.replace(PAGE, published=day, published_text="")
    assert ("stale" in age("BREAKING: harbour festival opens", page, 2026)) is stale
