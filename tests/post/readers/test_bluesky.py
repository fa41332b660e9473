from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from linkcheck._post.parse import parse_post, records_in
from linkcheck.errors import PostError

TEXT = "Ü👩‍👩‍👧 York buys buses paper.com/york/20... and more"
SHOWN = "paper.com/york/20..."
URI = "https://paper.com/york/2026/buses"


def facet(shown: str, uri: str) -> dict[str, Any]:
    start = len(TEXT[: TEXT.index(shown)].encode())
    return {
        "index": {"byteStart": start, "byteEnd": start + len(shown.encode())},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": uri}],
    }


def record(**changes: Any) -> dict[str, Any]:
    return {
        "$type": "app.bsky.feed.post",
        "text": TEXT,
        "createdAt": "2026-11-20T09:15:00.123Z",
        "langs": ["en"],
        "facets": [
            {
                "index": {"byteStart": 0, "byteEnd": 2},
                "features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:abc"}],
            },
            facet(SHOWN, URI),
        ],
        "embed": {
            "$type": "app.bsky.embed.external",
            "external": {"uri": URI, "title": "York buys buses", "description": "The council decided.", "thumb": {}},
        },
        **changes,
    }


def test_offsets_count_bytes() -> None:
    read = parse_post(record())
    assert [read.text[link.start : link.end] for link in read.links] == [SHOWN]
    assert (read.links[0].url, read.links[0].display) == (URI, SHOWN)
    assert read.notes == ()


def test_reads_what_bluesky_says_of_a_post() -> None:
    read = parse_post(record(via="buffer"))
    assert (read.platform, read.language, read.tool) == ("bluesky", "en", "buffer")
    assert read.created_at == dt.datetime(2026, 11, 20, 9, 15, 0, 123000, tzinfo=dt.UTC)
    assert read.card is not None
    assert (read.card.title, read.card.url) == ("York buys buses", URI)
    assert read.claim.text == "Ü👩👩👧 York buys buses and more"  # joiners cannot be seen


def test_embed_of_a_post_with_media_is_found() -> None:
    embed = record()["embed"]
    media = {"$type": "app.bsky.embed.recordWithMedia", "record": {"record": {"uri": "at://x"}}, "media": embed}
    read = parse_post(record(embed=media, facets=[], text="York buys buses"))
    assert [(link.url, link.start) for link in read.links] == [(URI, None)]


def test_animated_picture_is_no_link() -> None:
    gif = {
        "$type": "app.bsky.embed.external",
        "external": {"uri": "https://media.tenor.com/a/b.gif?hh=1", "title": "a gif"},
    }
    assert parse_post(record(embed=gif, facets=[], text="York buys buses")).links == ()


@pytest.mark.parametrize(("start", "end"), [(3, 9), (30, 10**6), (-1, 4), (None, 3), (9, 9), ("x", "y")])
def test_bytes_that_cut_a_character_or_leave_the_text_are_noted(start: object, end: object) -> None:
    wrong = {"index": {"byteStart": start, "byteEnd": end}, "features": facet(SHOWN, URI)["features"]}
    read = parse_post(record(facets=[wrong]))
    assert [link.url for link in read.links] == [URI]
    assert any("was wrong" in note for note in read.notes)


def test_feeds_and_repositories_wrap_the_record() -> None:
    view = {
        "uri": "at://did:plc:abc/app.bsky.feed.post/3k",
        "cid": "bafy",
        "author": {"did": "did:plc:abc", "handle": "paper.com"},
        "record": record(),
    }
    feed = {"feed": [{"post": view, "reason": {"$type": "app.bsky.feed.defs#reasonRepost"}}, {"post": view}]}
    listed = {"records": [{"uri": view["uri"], "cid": "bafy", "value": record()}]}
    reads = [parse_post(item) for holder in (feed, listed, {"posts": [view]}) for item in records_in(holder)]
    assert len(reads) == 4
    assert {read.id for read in reads} == {view["uri"]}
    assert reads[0].account == "paper.com"
    assert all(read.links == reads[0].links for read in reads)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (record(text=5), "text"),
        ({"$type": "app.bsky.feed.post"}, "text"),
    ],
)
def test_the_wrong_field_of_a_bluesky_post_is_named(broken: dict[str, Any], field: str) -> None:
    with pytest.raises(PostError) as raised:
        parse_post(broken)
    assert raised.value.field == field


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        (record(facets={"a": 1}), "facets"),
        (record(facets=[{"index": 3, "features": facet(SHOWN, URI)["features"]}]), "index"),
        (record(embed=["x"]), "embed"),
        (record(createdAt="2026-99-01"), "createdAt"),
    ],
)
def test_an_odd_field_beside_the_text_of_a_bluesky_post_is_noted(odd: dict[str, Any], field: str) -> None:
    read = parse_post(odd)
    assert read.text == TEXT
    assert any(f"“{field}”" in note for note in read.notes)


def event(**commit: Any) -> dict[str, Any]:
    return {"did": "did:plc:abc", "time_us": 1795166100123000, "kind": "commit", "commit": commit}


def test_an_event_of_the_stream_is_the_post_that_it_tells_of() -> None:
    read = parse_post(event(operation="create", collection="app.bsky.feed.post", rkey="3k", record=record()))
    assert (read.platform, read.text, read.id) == ("bluesky", TEXT, "at://did:plc:abc/app.bsky.feed.post/3k")
    assert read.account == "did:plc:abc"


@pytest.mark.parametrize(
    "other",
    [
        event(operation="delete", collection="app.bsky.feed.post", rkey="3k"),
        event(operation="create", record={"$type": "app.bsky.feed.like", "subject": {"uri": "at://x"}}),
        {"did": "did:plc:abc", "time_us": 1, "kind": "identity", "identity": {}},
        {"uri": "at://x", "value": {"$type": "app.bsky.graph.follow", "subject": "did:plc:b"}},
    ],
)
def test_likes_and_deletions_of_a_stream_or_a_repository_are_no_posts(other: dict[str, Any]) -> None:
    assert list(records_in(other)) == []
