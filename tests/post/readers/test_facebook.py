from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from linkcheck._post.parse import parse_post
from linkcheck._post.readers.facebook import repaired
from linkcheck.errors import PostError


def shared(text: str, url: str) -> dict[str, Any]:
    return {
        "timestamp": 1795512600,
        "attachments": [{"data": [{"external_context": {"url": url}}]}],
        "data": [{"post": text}, {"update_timestamp": 1795512600}],
        "title": "Ada shared a link.",
    }


def test_a_post_has_what_its_author_wrote_and_the_link_attached_to_it() -> None:
    read = parse_post(shared("York buys buses", "https://paper.example/york"))
    assert (read.platform, read.text) == ("facebook", "York buys buses")
    assert [(link.url, link.start) for link in read.links] == [("https://paper.example/york", None)]
    assert read.created_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def test_a_link_that_is_the_text_is_one_link() -> None:
    read = parse_post(shared("https://paper.example/york", "https://paper.example/york"))
    assert [(link.url, link.start) for link in read.links] == [("https://paper.example/york", 0)]


def test_utf8_that_was_written_as_latin1_is_repaired_and_noted() -> None:
    wrong = "Café à York – 40 büses 🎉".encode().decode("latin-1")
    read = parse_post(shared(wrong, "https://paper.example/york"))
    assert read.text == "Café à York – 40 büses 🎉"
    assert read.notes == ("The text was in UTF-8 that the export wrote as Latin-1.",)


@pytest.mark.parametrize("text", ["Café", "York – 40", "plain", "", "Ã alone", "Â£ and – both"])
def test_a_text_that_is_right_stays_as_it_is(text: str) -> None:
    assert repaired(text) == (text, ())


def test_values_with_labels_are_read_by_their_labels() -> None:
    record = {
        "timestamp": 1795512600,
        "media": [],
        "label_values": [
            {"label": "Text", "value": "York buys buses"},
            {"label": "URL", "value": "https://paper.example/york", "href": "https://paper.example/york"},
            {"title": "Tags", "dict": []},
        ],
        "fbid": "17",
    }
    read = parse_post(record)
    assert (read.text, read.id, [link.url for link in read.links]) == (
        "York buys buses",
        "17",
        ["https://paper.example/york"],
    )


def test_the_caption_of_pictures_is_the_text() -> None:
    media = [{"uri": "media/1.jpg", "creation_timestamp": 1795512600, "title": "York buys buses paper.com/york"}]
    read = parse_post({"media": media})
    assert (read.text, [link.expanded_url for link in read.links]) == (
        "York buys buses paper.com/york",
        ["http://paper.com/york"],
    )
    assert read.created_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def test_a_record_of_a_picture_alone_is_a_bad_record() -> None:
    with pytest.raises(PostError, match="neither a text nor a link"):
        parse_post(
            {"timestamp": 1, "attachments": [{"data": [{"media": {"uri": "1.jpg"}}]}], "title": "Ada added a photo."}
        )
