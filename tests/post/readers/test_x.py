from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from linkcheck._post.parse import parse_post, records_in
from linkcheck.errors import PostError

TEXT = "👩‍👩‍👧 Buses &amp; trams: York spends £4.5m https://t.co/AbCdEfGhIj see https://t.co/KlMnOpQrSt https://t.co/PiCtUrE123"


def entity(url: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(url)
    return {"start": start, "end": start + len(url), "url": url, **more}


def post(**changes: Any) -> dict[str, Any]:
    """A post as GET /2/tweets gives it with every field asked for that is read here."""
    return {
        "id": "1712345678901234567",
        "text": TEXT,
        "author_id": "2244994945",
        "created_at": "2026-11-20T09:15:00.000Z",
        "edit_history_tweet_ids": ["1712345678901234567"],
        "lang": "en",
        "source": "dlvr.it",
        "public_metrics": {"retweet_count": 3, "like_count": 8},
        "entities": {
            "hashtags": [],
            "urls": [
                entity(
                    "https://t.co/AbCdEfGhIj",
                    expanded_url="https://paper.example/york?utm_source=x",
                    display_url="paper.example/york?utm_…",
                    unwound_url="https://www.paper.example/york",
                    status=200,
                    title="York buys buses",
                    description="The council decided on Monday.",
                    images=[{"url": "https://pbs.twimg.com/news_img/1", "width": 1200, "height": 600}],
                ),
                entity("https://t.co/KlMnOpQrSt", expanded_url="https://council.example/plan.pdf"),
                entity(
                    "https://t.co/PiCtUrE123",
                    expanded_url="https://twitter.com/paper/status/1712345678901234567/photo/1",
                    display_url="pic.twitter.com/PiCtUrE123",
                    media_key="3_1712345678901234000",
                ),
            ],
        },
        **changes,
    }


def test_reads_what_x_says_of_a_post() -> None:
    read = parse_post(post())
    assert read.text.startswith("👩‍👩‍👧 Buses & trams")
    assert (read.platform, read.id, read.tool, read.language) == ("x", "1712345678901234567", "dlvr.it", "en")
    assert read.created_at == dt.datetime(2026, 11, 20, 9, 15, tzinfo=dt.UTC)
    assert read.notes == ()


def test_links_are_expanded_and_placed_after_emoji_and_escapes_and_pictures_are_none() -> None:
    read = parse_post(post())
    assert [link.url for link in read.links] == ["https://t.co/AbCdEfGhIj", "https://t.co/KlMnOpQrSt"]
    assert read.links[0].expanded_url == "https://paper.example/york?utm_source=x"
    assert read.links[0].display == "paper.example/york?utm_…"
    assert [read.text[link.start : link.end] for link in read.links] == [link.url for link in read.links]


def test_picture_is_no_part_of_the_claim() -> None:
    assert "PiCtUrE" not in parse_post(post()).claim.text


def test_card_is_that_of_the_first_link_that_has_one() -> None:
    card = parse_post(post()).card
    assert card is not None
    assert (card.title, card.url) == ("York buys buses", "https://www.paper.example/york")


def test_spans_that_count_utf16_are_put_right_and_noted() -> None:
    shifted = post()
    for number in (0, 1):
        for key in ("start", "end"):
            shifted["entities"]["urls"][number][key] += 3
    read = parse_post(shifted)
    assert [read.text[link.start : link.end] for link in read.links] == [link.url for link in read.links]
    assert any("was wrong" in note for note in read.notes)


def test_long_text_is_read_from_the_note() -> None:
    long = "A long story. " * 40 + "https://t.co/LoNgLoNgLo"
    urls = [{"start": 560, "end": 583, "url": "https://t.co/LoNgLoNgLo", "expanded_url": "https://paper.example/long"}]
    read = parse_post(post(note_tweet={"text": long, "entities": {"urls": urls}}))
    assert read.text == long
    assert [link.expanded_url for link in read.links] == ["https://paper.example/long"]


def test_link_to_itself_where_x_cuts_a_text_is_none() -> None:
    text = "A long story that goes on… https://t.co/CuTcUtCuT1"
    urls = [
        {"start": 27, "end": 50, "url": "https://t.co/CuTcUtCuT1", "expanded_url": "https://twitter.com/i/web/status/7"}
    ]
    read = parse_post({"id": "7", "text": text, "author_id": "1", "entities": {"urls": urls}})
    assert read.links == ()
    assert "The platform truncated the text." in read.notes


def test_link_to_another_post_is_one() -> None:
    urls = [{"start": 4, "end": 18, "url": "https://t.co/q", "expanded_url": "https://x.com/ann/status/8"}]
    read = parse_post({"id": "7", "text": "See https://t.co/q", "author_id": "1", "entities": {"urls": urls}})
    assert [link.expanded_url for link in read.links] == ["https://x.com/ann/status/8"]


def test_same_link_twice_has_two_places() -> None:
    text = "https://t.co/same York buys buses https://t.co/same"
    urls = [
        {"start": 0, "end": 17, "url": "https://t.co/same", "expanded_url": "https://paper.example/a"},
        {"start": 34, "end": 51, "url": "https://t.co/same", "expanded_url": "https://paper.example/a"},
    ]
    read = parse_post({"id": "7", "text": text, "author_id": "1", "entities": {"urls": urls}})
    assert [(link.start, link.end) for link in read.links] == [(0, 17), (34, 51)]
    assert read.claim.text == "York buys buses"


def test_text_is_scanned_for_links_where_entities_were_not_requested() -> None:
    read = parse_post({"id": "7", "author_id": "1", "text": "York &amp; Leeds https://paper.example/a"})
    assert read.text == "York & Leeds https://paper.example/a"
    assert [link.url for link in read.links] == ["https://paper.example/a"]


def test_answer_names_accounts_and_originals_of_reposts() -> None:
    answer = {
        "data": [
            post(),
            {
                "id": "9",
                "text": "RT @paper: Buses and trams: York spe…",
                "author_id": "55",
                "referenced_tweets": [{"type": "retweeted", "id": "1712345678901234567"}],
            },
        ],
        "includes": {
            "users": [{"id": "55", "username": "ann"}, {"id": "2244994945", "username": "paper"}],
            "tweets": [post()],
        },
        "meta": {"result_count": 2},
    }
    first, second = (parse_post(record) for record in records_in(answer))
    assert (first.account, second.account, second.id) == ("paper", "ann", "9")
    assert second.text == first.text
    assert second.links == first.links
    assert any("repost" in note for note in second.notes)


def test_answer_with_one_post_is_that_post() -> None:
    assert parse_post({"data": post()}).id == "1712345678901234567"


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (post(text=None, note_tweet={"text": 3}), "text"),
        (post(text=None), "text"),
    ],
)
def test_the_wrong_field_of_an_x_post_is_named(broken: dict[str, Any], field: str) -> None:
    with pytest.raises(PostError) as raised:
        parse_post(broken)
    assert raised.value.field == field
    assert field in str(raised.value)


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        (post(entities=["x"]), "entities"),
        (post(entities={"urls": [1]}), "urls"),
        (post(created_at="yesterday"), "created_at"),
        (post(note_tweet="long"), "note_tweet"),
    ],
)
def test_an_odd_field_beside_the_text_of_an_x_post_is_noted(odd: dict[str, Any], field: str) -> None:
    assert any(f"“{field}”" in note for note in parse_post(odd).notes)


@pytest.mark.parametrize("offsets", [(-1, 5), (0, 10**9), ("x", None), (30, 3), (True, False), (1.5, 2.5)])
def test_absurd_offsets_are_looked_past(offsets: tuple[object, object]) -> None:
    urls = [
        {"start": offsets[0], "end": offsets[1], "url": "https://t.co/q", "expanded_url": "https://paper.example/a"}
    ]
    read = parse_post({"id": "7", "author_id": "1", "text": "York https://t.co/q", "entities": {"urls": urls}})
    assert [(link.start, link.end) for link in read.links] == [(5, 19)]
