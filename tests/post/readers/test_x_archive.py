from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

from linkcheck._post.files.read import read_posts
from linkcheck._post.parse import parse_post
from linkcheck._post.types import BadRecord, Post


def wrapped(**changes: Any) -> dict[str, Any]:
    """A post as data/tweets.js holds it."""
    text = "😂😂 York buys buses https://t.co/AbCdEfGhIj https://t.co/PiCtUrE123"
    start = text.index("https://t.co/AbC")
    return {
        "tweet": {
            "edit_info": {"initial": {"editTweetIds": ["1050118621198921728"], "editsRemaining": "5"}},
            "retweeted": False,
            "source": '<a href="https://dlvr.it/" rel="nofollow">dlvr.it &amp; co</a>',
            "entities": {
                "hashtags": [],
                "symbols": [],
                "user_mentions": [],
                "urls": [
                    {
                        "url": "https://t.co/AbCdEfGhIj",
                        "expanded_url": "https://paper.example/york",
                        "display_url": "paper.example/york",
                        "indices": [str(start), str(start + 23)],
                    }
                ],
                "media": [{"url": "https://t.co/PiCtUrE123", "indices": ["45", "68"], "type": "photo"}],
            },
            "display_text_range": ["0", "68"],
            "favorite_count": "8",
            "id_str": "1050118621198921728",
            "id": "1050118621198921728",
            "truncated": False,
            "retweet_count": "3",
            "created_at": "Wed Oct 10 20:19:24 +0000 2018",
            "favorited": False,
            "full_text": text,
            "lang": "en",
            **changes,
        }
    }


def archive(*records: object, name: str = "tweets") -> io.BytesIO:
    return io.BytesIO(f"window.YTD.{name}.part0 = {json.dumps(records, indent=2)}".encode())


def test_reads_a_post_of_the_archive() -> None:
    read = parse_post(wrapped())
    assert (read.platform, read.id, read.tool) == ("x", "1050118621198921728", "dlvr.it & co")
    assert read.created_at == dt.datetime(2018, 10, 10, 20, 19, 24, tzinfo=dt.UTC)
    assert [link.expanded_url for link in read.links] == ["https://paper.example/york"]
    assert read.text[read.links[0].start : read.links[0].end] == "https://t.co/AbCdEfGhIj"
    assert read.claim.text == "😂😂 York buys buses"


def test_old_records_have_nothing_around_them() -> None:
    assert parse_post(wrapped()["tweet"]) == parse_post(wrapped())


def test_repost_is_read_from_the_original() -> None:
    original = wrapped()["tweet"]
    read = parse_post(
        wrapped(full_text="RT @paper: 😂😂 York buys bu…", entities={"urls": []}, retweeted_status=original)["tweet"]
    )
    assert read.text == original["full_text"]
    assert len(read.links) == 1


def test_file_is_read_record_by_record_with_lines() -> None:
    good, bad, last = read_posts(archive(wrapped(), {"tweet": {"id_str": "5"}}, wrapped()), name="tweets.js")
    assert isinstance(good, Post)
    assert isinstance(bad, BadRecord)
    assert isinstance(last, Post)
    assert good.origin is not None
    assert (good.origin.line, good.origin.record) == (2, 0)
    assert (bad.file, bad.record, bad.field) == ("tweets.js", 1, "full_text")
    assert bad.line is not None
    assert bad.line > 2


def test_old_file_with_a_semicolon_is_read() -> None:
    file = archive(wrapped()["tweet"], name="tweet")
    file.seek(0, io.SEEK_END)
    file.write(b";\n")
    file.seek(0)
    assert [type(read) for read in read_posts(file)] == [Post]
