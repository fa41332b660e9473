from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

import linkcheck
from linkcheck import Page, PageState, Post, QueueReport, Repeat, Verdict
from linkcheck._queue.repeats import Posted, describe_repeats, find_repeats
from linkcheck._urls.key import url_key

FERRY = "The ferry to Talan sails again from Monday, says the harbour of Harwick"
URL = "https://gazette.example/ferry"
PAGE = Page(
    url=URL,
    title="Ferry to Talan sails again",
    text="The ferry to Talan sails again from Monday, the harbour of Harwick says. It was laid up for repairs.",
    state=PageState.READABLE,
    language="en",
)
MAY = dt.datetime(2026, 5, 3, 9, 0, tzinfo=dt.UTC)


def repeats(*texts: str, **fields: list[Any]) -> list[tuple[int, int]]:
    """(row, first row) of the repeated posts; `fields` gives each post its account, time, ..."""
    posts = [linkcheck.parse_post(text) for text in texts]
    for name, values in fields.items():
        posts = [msgspec.structs.replace(post, **{name: value}) for post, value in zip(posts, values, strict=True)]
    return [(repeat.row, repeat.first_row) for repeat in found(posts)]


def found(posts: list[Post]) -> tuple[Repeat, ...]:
    return find_repeats(
        Posted(row, post, requested=[url_key(link.expanded_url) for link in post.links])
        for row, post in enumerate(posts)
    )


def test_the_same_text_with_the_same_link_is_a_repeated_post() -> None:
    assert repeats(f"{FERRY} {URL}", f"Something else is up {URL}", f"{FERRY} {URL}") == [(2, 0)]


@pytest.mark.parametrize(
    "again",
    [
        f"{FERRY.upper()}!! {URL}",
        f"⛴️ {FERRY}\n\n{URL}?utm_source=buffer#top",
        f"{FERRY} #harwick #ferry {URL}",
        f"{FERRY.replace('harbour', 'harbor')} {URL}",
        f"{URL} {FERRY.replace('again', 'agian')}",
    ],
)
def test_case_emoji_hashtags_tracking_and_a_typing_error_make_no_other_post(again: str) -> None:
    assert repeats(f"{FERRY} {URL}", again) == [(1, 0)]


@pytest.mark.parametrize(
    "other",
    [
        f"{FERRY} https://gazette.example/ferry-2",
        f"ICYMI: {FERRY} {URL}",
        f"{FERRY}, at last {URL}",
        f"{FERRY.replace('again', 'no more')} {URL}",
        f"{FERRY.replace('Talan', 'Malan')} {URL}",
        f"3 {FERRY} {URL}",
        f"Die Fähre nach Talan fährt wieder ab Montag, sagt der Hafen von Harwick {URL}",
        f"@alice {FERRY} {URL}",
        f"{FERRY} (2/3) {URL}",
        FERRY,
    ],
)
def test_another_link_number_name_word_language_or_addressee_makes_another_post(other: str) -> None:
    assert repeats(f"{FERRY} {URL}", other) == []


@pytest.mark.parametrize("text", ["Fares rise by 5% on the ferry", "Day 12 of the strike in Marlow"])
def test_numbers_are_never_typing_errors(text: str) -> None:
    assert repeats(f"{text} {URL}", f"{text.replace('5%', '-5%').replace('12', '13')} {URL}") == []


def test_two_accounts_or_platforms_with_one_story_repeat_nothing() -> None:
    text = f"{FERRY} {URL}"
    assert repeats(text, text, account=["gazette", "herald"]) == []
    assert repeats(text, text, account=["gazette", "Gazette"]) == [(1, 0)]
    assert repeats(text, text, platform=["x", "mastodon"]) == []


def test_posts_without_claim_or_link_repeat_nothing() -> None:
    assert repeats(f"Live now! {URL}", f"Live now! {URL}") == []
    assert repeats(URL, URL) == []
    assert repeats(FERRY, FERRY) == []


def test_the_earlier_post_is_the_first_where_all_have_a_time() -> None:
    text = f"{FERRY} {URL}"
    assert repeats(text, text, scheduled_at=[MAY, MAY - dt.timedelta(days=1)]) == [(0, 1)]
    assert repeats(text, text, text, scheduled_at=[MAY, None, MAY]) == [(1, 0), (2, 0)]
    assert repeats(text, text, created_at=[MAY, MAY.replace(tzinfo=None)]) == [(1, 0)]


def test_a_repeat_names_the_other_row_and_its_date() -> None:
    posts = [msgspec.structs.replace(linkcheck.parse_post(f"{FERRY} {URL}"), scheduled_at=MAY) for _ in range(3)]
    posts.append(linkcheck.parse_post(f"{FERRY}! {URL}"))
    assert list(describe_repeats(found(posts[:2]))) == [
        "Row 2 (2026-05-03 09:00) repeats row 1 (2026-05-03 09:00): the same text with the same link."
    ]
    assert list(describe_repeats(found(posts))) == [
        "Rows 2 (2026-05-03 09:00) and 3 (2026-05-03 09:00) repeat row 1 (2026-05-03 09:00): "
        "the same text with the same link.",
        "Row 4 repeats row 1 (2026-05-03 09:00): nearly the same text with the same link.",
    ]


def test_a_repeated_post_keeps_its_verdict_and_score_and_names_the_tool_as_responsible() -> None:
    queue = linkcheck.compare_queue([(f"{FERRY} {URL}", PAGE), (f"{FERRY} {URL}", PAGE)])
    first, again = queue.reports
    assert queue.findings == ("Row 2 repeats row 1: the same text with the same link.",)
    assert queue.repeats == (Repeat(row=1, place="row 2", first_row=0, first_place="row 1"),)
    assert queue.corrections == ()
    assert (again.verdict, again.score, again.better_match) == (Verdict.MATCH, first.score, None)
    assert (again.reasons[-1].code, again.reasons[-1].weight) == ("repeated-post", 0.0)
    assert again.cause is not None
    assert (again.cause.code, again.cause.responsible) == ("repeated-post", "tool")
    assert first.cause is None
    assert queue.posts[1].verdict is Verdict.MATCH
    assert msgspec.json.decode(queue.to_json(), type=QueueReport) == queue


def test_a_cause_that_explains_a_mismatch_better_than_a_repeat_stays() -> None:
    text = (
        "The bakery has won a prize for its bread. Six judges tasted the rye loaf, baked overnight from an old "
        "sourdough, and praised its crust."
    )
    other = Page(url=f"{URL}%22", title="Bread prize for a bakery of Dorsten", text=text)
    queue = linkcheck.compare_queue([(f"{FERRY} {other.url}", other), (f"{FERRY} {other.url}", other)])
    cause = queue.reports[1].cause
    assert cause is not None
    assert cause.code == "damaged-url"
    assert queue.reports[1].reasons[-1].code == "repeated-post"


def test_two_short_links_to_one_page_are_one_link() -> None:
    pairs = [(f"{FERRY} https://short.example/{n}", PAGE) for n in range(2)]
    assert len(linkcheck.compare_queue(pairs).repeats) == 1


def test_pages_without_an_address_are_not_one_page() -> None:
    pages = [Page(title=PAGE.title, text=f"{PAGE.text} {n}") for n in range(2)]
    assert linkcheck.compare_queue([(FERRY, page) for page in pages]).repeats == ()
