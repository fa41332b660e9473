from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from linkcheck._post.markup import MAX_HTML
from linkcheck._post.parse import parse_post
from linkcheck.errors import PostError

LINK = (
    '<a href="https://paper.example/york/2026/buses" target="_blank" rel="nofollow noopener" translate="no">'
    '<span class="invisible">https://</span><span class="ellipsis">paper.example/york/2026</span>'
    '<span class="invisible">/buses</span></a>'
)
CONTENT = (
    '<p><span class="h-card" translate="no"><a href="https://social.example/@ann" class="u-url mention">'
    f"@<span>ann</span></a></span> 👩‍👩‍👧 York &amp; Leeds buy buses<br />{LINK}</p>"
    '<p>More on <a href="https://social.example/tags/Buses" class="mention hashtag" rel="tag">'
    "#<span>Buses</span></a></p>"
)


def status(**changes: Any) -> dict[str, Any]:
    return {
        "id": "109372843234",
        "created_at": "2026-11-20T09:15:00.000Z",
        "in_reply_to_id": None,
        "spoiler_text": "",
        "visibility": "public",
        "language": "en",
        "uri": "https://social.example/users/paper/statuses/109372843234",
        "content": CONTENT,
        "reblog": None,
        "application": {"name": "feed2toot", "website": None},
        "account": {"id": "1", "acct": "paper@social.example"},
        "media_attachments": [{"type": "image", "url": "https://files.social.example/1.png"}],
        "mentions": [],
        "tags": [],
        "card": {
            "url": "https://paper.example/york/2026/buses",
            "title": "York buys buses",
            "description": "The council decided on Monday.",
            "type": "link",
            "provider_name": "The Paper",
        },
        **changes,
    }


def test_reads_a_status() -> None:
    read = parse_post(status())
    assert (read.platform, read.account, read.tool, read.language) == (
        "mastodon",
        "paper@social.example",
        "feed2toot",
        "en",
    )
    assert read.created_at == dt.datetime(2026, 11, 20, 9, 15, tzinfo=dt.UTC)
    assert read.text == "@ann 👩‍👩‍👧 York & Leeds buy buses\nhttps://paper.example/york/2026/buses\n\nMore on #Buses"
    assert read.card is not None
    assert (read.card.title, read.card.site_name) == ("York buys buses", "The Paper")


def test_mentions_and_hashtags_are_no_links() -> None:
    read = parse_post(status())
    assert [link.url for link in read.links] == ["https://paper.example/york/2026/buses"]
    assert read.text[read.links[0].start : read.links[0].end] == "https://paper.example/york/2026/buses"


def test_words_of_an_anchor_are_claimed() -> None:
    read = parse_post(
        status(content='<p>See <a href="https://evil.example/">the new bus plan of York</a></p>', card=None)
    )
    assert read.claim.text == "See the new bus plan of York"
    assert read.links[0].display == "the new bus plan of York"


def test_anchor_that_shows_another_site_is_noted() -> None:
    read = parse_post(status(content='<p>See <a href="https://evil.example/">paper.com/york</a></p>', card=None))
    assert read.notes == ("The link shown as “paper.com” leads to “evil.example”.",)


def test_reblog_is_read_from_what_it_repeats() -> None:
    read = parse_post(status(content="", card=None, reblog=status(id="5"), application=None))
    assert read.id == "109372843234"
    assert read.links[0].url == "https://paper.example/york/2026/buses"


def test_scheduled_status_is_read_as_typed() -> None:
    params = {"text": "York buys buses https://paper.com/york", "language": "en", "visibility": "public"}
    read = parse_post({"id": "7", "scheduled_at": "2026-12-01T09:00:00Z", "params": params, "media_attachments": []})
    assert read.scheduled_at == dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
    assert [link.url for link in read.links] == ["https://paper.com/york"]


def test_card_stands_in_where_the_text_has_no_link() -> None:
    read = parse_post(status(content="<p>York buys buses</p>"))
    assert [(link.url, link.start) for link in read.links] == [("https://paper.example/york/2026/buses", None)]


@pytest.mark.parametrize(
    ("broken", "field"),
    [(status(content=None), "content"), (status(content="x" * (MAX_HTML + 1)), "content")],
)
def test_the_wrong_field_of_a_mastodon_post_is_named(broken: dict[str, Any], field: str) -> None:
    with pytest.raises(PostError) as raised:
        parse_post(broken)
    assert raised.value.field == field


def test_an_odd_field_beside_the_text_of_a_mastodon_post_is_noted() -> None:
    read = parse_post(status(card="x", account=5, created_at="now", application="Web"))
    assert read.tool == "Web"
    assert [note for note in read.notes if "was not read" in note or "was not understood" in note] == [
        "The field “card” is a string: it was not read.",
        "The field “account” is a number: it was not read.",
        "The time in “created_at”, “now”, was not understood.",
    ]
