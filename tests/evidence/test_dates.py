from __future__ import annotations

import datetime as dt

import pytest

from linkcheck.evidence.dates import agree, weigh_age
from linkcheck.evidence.details import weigh_details
from linkcheck.evidence.types import Evidence
from linkcheck.evidence.weighing import prepare_page, prepare_post
from linkcheck.page.types import Page
from linkcheck.post.dates import find_dates
from linkcheck.post.types import Post

PAGE = Page(
    title="Harbour festival opens",
    text="The harbour festival opens on 12 June 2026 at 10:30, the council said.",
    published=dt.date(2026, 5, 20),
    published_text="20 May 2026",
)


def details(post: str, page: Page = PAGE) -> dict[str, Evidence]:
    return {e.code: e for e in weigh_details(prepare_post(Post(text=post)), prepare_page(page))}


def age(post: str, page: Page, year: int) -> dict[str, Evidence]:
    as_of = dt.datetime(year, 6, 1, tzinfo=dt.UTC)
    return {e.code: e for e in weigh_age(prepare_post(Post(text=post)), prepare_page(page), as_of)}


def test_another_date_in_the_same_place_differs_and_is_quoted() -> None:
    evidence = details("The harbour festival opens on June 21")["date-differs"]
    assert [quote.text for quote in evidence.post_quotes] == ["June 21"]
    assert [quote.text for quote in evidence.page_quotes] == ["12 June 2026"]


def test_the_same_date_written_otherwise_is_confirmed() -> None:
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
