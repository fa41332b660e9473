from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pytest

from linkcheck._post.files.read import read_posts
from linkcheck._post.parse import parse_post, records_in
from linkcheck._post.types import Post
from linkcheck.errors import PostError

LINK = (
    '<a href="https://paper.example/york?a=1&amp;b=2" rel="nofollow"><span class="invisible">https://</span>'
    '<span class="ellipsis">paper.example/yo</span><span class="invisible">rk?a=1&amp;b=2</span></a>'
)


def note(**changes: Any) -> dict[str, Any]:
    return {
        "id": "https://social.example/users/york/statuses/113531",
        "type": "Note",
        "published": "2026-11-24T09:30:00Z",
        "url": "https://social.example/@york/113531",
        "attributedTo": "https://social.example/users/york",
        "to": ["https://www.w3.org/ns/activitystreams#Public"],
        "content": f"<p>York &amp; Leeds buy buses</p><p>{LINK}</p>",
        "contentMap": {"en": "..."},
        "attachment": [],
        **changes,
    }


def activity(kind: str, made: object) -> dict[str, Any]:
    return {
        "id": "https://social.example/a/1",
        "type": kind,
        "actor": "https://social.example/users/york",
        "object": made,
    }


def test_a_note_is_read_as_its_readers_see_it_and_its_own_address_is_no_link() -> None:
    read = parse_post(note())
    assert read.text == "York & Leeds buy buses\n\nhttps://paper.example/york?a=1&b=2"
    assert [(link.url, read.text[link.start : link.end]) for link in read.links] == [
        ("https://paper.example/york?a=1&b=2", "https://paper.example/york?a=1&b=2")
    ]
    assert (read.platform, read.id, read.account, read.language) == (
        "activitypub",
        "https://social.example/users/york/statuses/113531",
        "york@social.example",
        "en",
    )
    assert read.created_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def test_an_outbox_has_the_notes_that_were_made_and_no_reposts() -> None:
    outbox = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "OrderedCollection",
        "totalItems": 3,
        "orderedItems": [
            activity("Create", note()),
            activity("Announce", "https://other.example/1"),
            activity("Create", note(id="https://social.example/2")),
        ],
    }
    found = list(read_posts(io.BytesIO(json.dumps(outbox, indent=1).encode()), name="outbox.json"))
    assert [post.id for post in found if isinstance(post, Post)] == [note()["id"], "https://social.example/2"]
    assert len(found) == 2


@pytest.mark.parametrize("kind", ["Announce", "Like", "Delete", "Undo", "Follow"])
def test_an_activity_without_a_text_of_its_own_is_no_post(kind: str) -> None:
    assert list(records_in(activity(kind, "https://other.example/1"))) == []


def test_a_page_that_was_shared_has_its_title_and_the_page_it_links_to() -> None:
    read = parse_post(
        note(
            type="Page",
            name="York buys 40 buses",
            content=None,
            contentMap=None,
            attachment=[
                {"type": "Link", "href": "https://paper.example/york"},
                {"type": "Image", "url": "https://social.example/1.png"},
            ],
        )
    )
    assert (read.text, [link.url for link in read.links]) == ("York buys 40 buses", ["https://paper.example/york"])


def test_a_note_that_is_told_in_languages_alone_is_read_in_the_first() -> None:
    read = parse_post(note(content=None, contentMap={"de": "<p>York kauft Busse</p>", "en": "<p>York buys buses</p>"}))
    assert (read.text, read.language) == ("York kauft Busse", "")


def test_a_note_without_a_text_is_a_bad_record() -> None:
    with pytest.raises(PostError):
        parse_post(note(content=None, contentMap=None))


def test_odd_fields_of_a_note_are_noted() -> None:
    read = parse_post(note(id={}, published="now", attachment="x", attributedTo=[{"id": "https://s.example/@ada"}]))
    assert (read.id, read.account) == ("https://social.example/@york/113531", "ada@s.example")
    assert len(read.notes) == 2


def test_an_account_whose_address_has_a_number_is_named_as_its_post_is_shown() -> None:
    assert parse_post(note(attributedTo="https://social.example/ap/users/7")).account == "york@social.example"
    assert parse_post(note(attributedTo="https://social.example/ap/users/7", url=None)).account == "7@social.example"
