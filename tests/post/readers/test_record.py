from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from linkcheck._post.parse import parse_post
from linkcheck._post.readers.names import keys_of
from linkcheck._post.readers.record import read_record


def test_our_own_fields() -> None:
    read = read_record(
        {
            "text": "York buys buses https://paper.com/1",
            "urls": ["https://paper.com/1", "https://paper.com/2"],
            "id": 17,
            "account": "paper",
            "tool": "dlvr.it",
            "created_at": "2026-11-22T09:30:00Z",
            "scheduled_at": "2026-11-23 09:30",
        }
    )
    assert [(link.url, link.start) for link in read.links] == [
        ("https://paper.com/1", 16),
        ("https://paper.com/2", None),
    ]
    assert (read.id, read.account, read.tool) == ("17", "paper", "dlvr.it")
    assert read.created_at == dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
    assert read.scheduled_at == dt.datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001  # its zone is not stated


def test_empty_cells_of_a_data_frame_are_missing() -> None:
    read = read_record({"text": "York", "url": float("nan"), "id": float("nan"), "created_at": None})
    assert (read.links, read.id, read.created_at) == ((), "", None)


def test_other_names_without_case() -> None:
    assert keys_of({"Message": 1, " LINK ": 2, "Posting Time": 3}) == {
        "text": "Message",
        "url": " LINK ",
        "scheduled_at": "Posting Time",
    }


def test_our_name_comes_before_another() -> None:
    assert keys_of({"post": 1, "text": 2})["text"] == "text"


def test_key_without_a_name_is_no_field() -> None:
    read = read_record({"": "2026-01-01", " ": 5, "text": "York"})
    assert (read.text, read.id, read.account, read.tool, read.created_at) == ("York", "", "", "", None)


ARTICLE = "https://paper.example/homes"
SHAPES: dict[str, dict[str, Any]] = {
    "twint": {
        "id": 1718270045555359848,
        "conversation_id": "1718270045555359848",
        "created_at": "2023-10-28 14:34:00 UTC",
        "date": "2023-10-28",
        "time": "14:34:00",
        "timezone": "+0000",
        "user_id": 1,
        "username": "ada",
        "name": "Ada",
        "place": "",
        "tweet": "Council approves homes https://t.co/AbC",
        "language": "en",
        "mentions": [],
        "urls": ["https://paper.example/homes"],
        "photos": [],
        "replies_count": 0,
        "link": "https://twitter.com/ada/status/1718270045555359848",
        "retweet": False,
        "quote_url": "",
        "video": 0,
        "thumbnail": "",
    },
    "snscrape": {
        "_type": "snscrape.modules.twitter.Tweet",
        "url": "https://twitter.com/ada/status/1718270045555359848",
        "date": "2023-10-28T14:34:00+00:00",
        "content": "Council approves homes https://t.co/AbC",
        "renderedContent": "Council approves homes paper.example/ho…",
        "id": 1718270045555359848,
        "user": {
            "_type": "u",
            "username": "ada",
            "id": 1,
            "displayname": "Ada",
            "url": "https://twitter.com/ada",
            "profileImageUrl": "https://pbs.twimg.com/a.jpg",
        },
        "source": '<a href="http://twitter.com" rel="nofollow">Web App</a>',
        "sourceUrl": "http://twitter.com/download",
        "sourceLabel": "Web App",
        "outlinks": ["https://paper.example/homes"],
        "tcooutlinks": ["https://t.co/AbC"],
        "media": None,
        "quotedTweet": None,
        "lang": "en",
    },
    "snscrape2": {
        "url": "https://twitter.com/ada/status/1718270045555359848",
        "date": "2023-10-28T14:34:00+00:00",
        "rawContent": "Council approves homes https://t.co/AbC",
        "renderedContent": "Council approves homes paper.example/ho…",
        "id": 1718270045555359848,
        "user": {"username": "ada"},
        "links": [
            {
                "text": "paper.example/ho…",
                "url": "https://paper.example/homes",
                "tcourl": "https://t.co/AbC",
                "indices": [23, 40],
            }
        ],
        "sourceUrl": "http://twitter.com/download",
        "sourceLabel": "Web App",
    },
    "nitter": {
        "link": "https://nitter.net/ada/status/1718270045555359848#m",
        "text": "Council approves homes",
        "user": {"name": "Ada", "username": "@ada", "profile_id": "1", "avatar": "https://pbs.twimg.com/a.jpg"},
        "date": "Oct 28, 2023 · 2:34 PM UTC",
        "is-retweet": False,
        "external-link": "https://paper.example/homes",
        "quoted-post": {},
        "stats": {"comments": 1},
        "pictures": ["https://pbs.twimg.com/m.jpg"],
        "videos": [],
        "gifs": [],
    },
    "apify-x": {
        "type": "tweet",
        "id": "1718270045555359848",
        "url": "https://x.com/ada/status/1718270045555359848",
        "twitterUrl": "https://twitter.com/ada/status/1718270045555359848",
        "text": "Council approves homes https://t.co/AbC",
        "fullText": "Council approves homes https://t.co/AbC",
        "source": "Twitter Web App",
        "createdAt": "Sat Oct 28 14:34:00 +0000 2023",
        "lang": "en",
        "author": {"type": "user", "userName": "ada", "url": "https://x.com/ada"},
        "entities": {
            "hashtags": [],
            "urls": [
                {
                    "display_url": "paper.example/homes",
                    "expanded_url": "https://paper.example/homes",
                    "indices": [23, 40],
                    "url": "https://t.co/AbC",
                }
            ],
        },
        "extendedEntities": {},
    },
    "apify-fb": {
        "facebookUrl": "https://www.facebook.com/gazette",
        "postId": "122",
        "pageName": "gazette",
        "url": "https://www.facebook.com/gazette/posts/pfbid0abc",
        "time": "2023-10-28T14:34:00.000Z",
        "timestamp": 1698503640,
        "user": {
            "id": "1",
            "name": "Gazette",
            "profileUrl": "https://www.facebook.com/gazette",
            "profilePic": "https://x/a.jpg",
        },
        "text": "Council approves homes",
        "link": "https://paper.example/homes",
        "likes": 1,
        "media": [{"thumbnail": "https://x/y.jpg"}],
    },
    "apify-ig": {
        "id": "3",
        "type": "Image",
        "shortCode": "CyAbc",
        "caption": "Council approves homes https://paper.example/homes",
        "hashtags": [],
        "url": "https://www.instagram.com/p/CyAbc/",
        "displayUrl": "https://scontent.cdninstagram.com/v/x.jpg",
        "images": [],
        "timestamp": "2023-10-28T14:34:00.000Z",
        "ownerUsername": "gazette",
        "inputUrl": "https://www.instagram.com/gazette",
    },
    "apify-li": {
        "urn": "7123",
        "text": "Council approves homes",
        "url": "https://www.linkedin.com/feed/update/urn:li:activity:7123",
        "postedAtISO": "2023-10-28T14:34:00.000Z",
        "authorName": "Ada",
        "authorProfileUrl": "https://www.linkedin.com/in/ada",
        "article": {"title": "Homes", "subtitle": "paper.example", "link": "https://paper.example/homes"},
    },
    "threads-api": {
        "id": "1",
        "media_product_type": "THREADS",
        "media_type": "TEXT_POST",
        "permalink": "https://www.threads.net/@ada/post/Cy",
        "username": "ada",
        "text": "Council approves homes",
        "timestamp": "2023-10-28T14:34:00+0000",
        "shortcode": "Cy",
        "link_attachment_url": "https://paper.example/homes",
    },
    "threads-gql": {
        "post": {
            "pk": "31",
            "user": {"username": "ada", "pk": "1", "profile_pic_url": "https://x/y.jpg"},
            "code": "Cy",
            "caption": {"text": "Council approves homes"},
            "taken_at": 1698503640,
            "text_post_app_info": {
                "link_preview_attachment": {
                    "url": "https://paper.example/homes",
                    "title": "Homes",
                    "image_url": "https://x/i.jpg",
                }
            },
        }
    },
    "lemmy": {
        "post": {
            "id": 77,
            "name": "Council approves homes",
            "url": "https://paper.example/homes",
            "body": "What do you think?",
            "creator_id": 1,
            "published": "2023-10-28T14:34:00Z",
            "ap_id": "https://lemmy.world/post/77",
            "thumbnail_url": "https://lemmy.world/pictrs/x.jpg",
        },
        "creator": {"name": "ada", "actor_id": "https://lemmy.world/u/ada"},
        "community": {"name": "news", "title": "News", "actor_id": "https://lemmy.world/c/news"},
        "counts": {"score": 1},
    },
    "hn": {
        "by": "ada",
        "descendants": 1,
        "id": 38045,
        "kids": [1],
        "score": 9,
        "time": 1698503640,
        "title": "Council approves homes",
        "type": "story",
        "url": "https://paper.example/homes",
    },
    "hn-algolia": {
        "created_at": "2023-10-28T14:34:00Z",
        "title": "Council approves homes",
        "url": "https://paper.example/homes",
        "author": "ada",
        "points": 9,
        "story_text": None,
        "comment_text": None,
        "objectID": "38045",
        "_highlightResult": {"title": {"value": "x"}},
    },
    "reddit": {
        "kind": "t3",
        "data": {
            "id": "abc",
            "name": "t3_abc",
            "title": "Council approves homes",
            "selftext": "",
            "author": "ada",
            "subreddit": "news",
            "permalink": "/r/news/comments/abc/council/",
            "url": "https://paper.example/homes",
            "url_overridden_by_dest": "https://paper.example/homes",
            "created_utc": 1698503640.0,
            "thumbnail": "https://b.thumbs.redditmedia.com/x.jpg",
            "is_self": False,
            "domain": "paper.example",
            "preview": {"images": [{"source": {"url": "https://preview.redd.it/x"}}]},
        },
    },
    "reddit-self": {
        "id": "abc",
        "title": "Council approves homes",
        "selftext": "See https://paper.example/homes",
        "author": "ada",
        "permalink": "/r/news/comments/abc/council/",
        "url": "https://www.reddit.com/r/news/comments/abc/council/",
        "created_utc": 1698503640.0,
        "is_self": True,
    },
    "rss2json": {
        "title": "Council approves homes",
        "pubDate": "2023-10-28 14:34:00",
        "link": "https://paper.example/homes",
        "guid": "https://paper.example/?p=48213",
        "author": "Ada",
        "thumbnail": "",
        "description": "<p>The council&#8217;s vote &amp; what follows.</p>\n",
        "content": "<p>The whole article.</p>",
        "enclosure": {"link": "https://paper.example/a.mp3"},
        "categories": [],
    },
    "feedparser": {
        "title": "Council approves homes",
        "title_detail": {"type": "text/plain", "value": "Council approves homes"},
        "links": [{"rel": "alternate", "type": "text/html", "href": "https://paper.example/homes"}],
        "link": "https://paper.example/homes",
        "summary": "<p>The council voted.</p>",
        "summary_detail": {"value": "x"},
        "published": "Sat, 28 Oct 2023 14:34:00 GMT",
        "published_parsed": [2023, 10, 28, 14, 34, 0, 5, 301, 0],
        "id": "https://paper.example/homes",
        "authors": [{"name": "Ada"}],
        "author": "Ada",
        "tags": [{"term": "x", "scheme": None}],
    },
    "jsonfeed": {
        "id": "https://paper.example/homes",
        "url": "https://paper.example/homes",
        "title": "Council approves homes",
        "content_html": "<p>The council voted.</p>",
        "date_published": "2023-10-28T14:34:00Z",
        "image": "https://paper.example/i.jpg",
    },
    "wordpress": {
        "id": 5,
        "date": "2023-10-28T14:34:00",
        "slug": "homes",
        "link": "https://paper.example/homes",
        "guid": {"rendered": "https://paper.example/?p=5"},
        "title": {"rendered": "Council approves homes"},
        "content": {"rendered": "<p>The whole article.</p>"},
        "excerpt": {"rendered": "<p>The council voted&hellip;</p>"},
        "author": 3,
        "status": "publish",
    },
    "telegram": {
        "id": 7,
        "type": "message",
        "date": "2023-10-28T14:34:00",
        "date_unixtime": "1698503640",
        "from": "Gazette",
        "from_id": "channel1",
        "text": [
            "Council approves ",
            {"type": "text_link", "text": "homes", "href": "https://paper.example/homes"},
            "!",
        ],
        "text_entities": [],
    },
    "tumblr": {
        "type": "link",
        "blog_name": "gazette",
        "id": 733,
        "post_url": "https://gazette.tumblr.com/post/733111/homes",
        "date": "2023-10-28 14:34:00 GMT",
        "timestamp": 1698503640,
        "title": "Council approves homes",
        "url": "https://paper.example/homes",
        "description": "<p>Vote</p>",
        "summary": "x",
    },
    "twarc2-flat": {
        "id": "1718270045555359848",
        "text": "Council approves homes https://t.co/AbC",
        "author_id": "1",
        "created_at": "2023-10-28T14:34:00.000Z",
        "entities": {
            "urls": [{"start": 23, "end": 39, "url": "https://t.co/AbC", "expanded_url": "https://paper.example/homes"}]
        },
        "author": {"id": "1", "username": "ada"},
        "__twarc": {"url": "https://api.twitter.com/2/x"},
    },
    "gql": {
        "tweet_results": {
            "result": {
                "__typename": "Tweet",
                "rest_id": "1",
                "core": {"user_results": {"result": {"legacy": {"screen_name": "ada", "description": "bio"}}}},
                "legacy": {
                    "full_text": "Council approves homes https://t.co/AbC",
                    "id_str": "1",
                    "created_at": "Sat Oct 28 14:34:00 +0000 2023",
                    "entities": {
                        "urls": [
                            {
                                "url": "https://t.co/AbC",
                                "expanded_url": "https://paper.example/homes",
                                "indices": [23, 39],
                            }
                        ]
                    },
                },
            }
        }
    },
    "misskey": {
        "id": "9abc",
        "createdAt": "2023-10-28T14:34:00Z",
        "userId": "1",
        "user": {"username": "ada", "host": None},
        "text": "Council approves homes https://paper.example/homes",
        "cw": None,
        "visibility": "public",
        "renoteCount": 0,
        "uri": None,
    },
    "mastodon-rss": {
        "title": "",
        "link": "https://social.example/@ada/111309",
        "description": '<p>Council approves homes <a href="https://paper.example/homes">paper.example/ho</a></p>',
        "pubDate": "Sat, 28 Oct 2023 14:34:00 +0000",
        "guid": "https://social.example/@ada/111309",
    },
    "postiz-queue": {
        "posts": [
            {
                "id": "1",
                "content": '<p>Council approves homes <a href="https://paper.example/homes">x</a></p>',
                "publishDate": "2026-12-14T10:00:00.000Z",
            }
        ]
    },
    "mongo": {
        "_id": {"$oid": "a"},
        "id": {"$oid": "65"},
        "text": "Council approves homes",
        "url": "https://paper.example/homes",
        "created_at": {"$date": "2023-10-28T14:34:00Z"},
        "source": {"name": "bot"},
    },
    "xmltodict": {
        "rss": {
            "channel": {
                "title": "Gazette",
                "link": "https://paper.example",
                "item": [
                    {
                        "title": "Council approves homes",
                        "link": "https://paper.example/homes",
                        "pubDate": "Sat, 28 Oct 2023 14:34:00 GMT",
                        "guid": {"@isPermaLink": "false", "#text": "5"},
                    }
                ],
            }
        }
    },
    "vk": {
        "id": 12,
        "owner_id": -5,
        "date": 1698503640,
        "text": "Council approves homes",
        "attachments": [
            {
                "type": "link",
                "link": {
                    "url": "https://paper.example/homes",
                    "title": "Homes",
                    "photo": {"sizes": [{"url": "https://x/y.jpg"}]},
                },
            }
        ],
    },
    "graph": {
        "data": [
            {
                "message": "Council approves homes",
                "created_time": "2023-10-28T14:34:00+0000",
                "permalink_url": "https://www.facebook.com/1/posts/2",
                "id": "1_2",
                "link": "https://paper.example/homes",
            }
        ],
        "paging": {},
    },
    "ytc": {
        "snippet": {
            "publishedAt": "2023-10-28T14:34:00Z",
            "title": "Council approves homes",
            "description": "Read: https://paper.example/homes",
        },
        "id": {"videoId": "x"},
    },
}
"""A post in the shape of each tool and interface, written for this test; "gql", "graph": those of X and Facebook."""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_record_of_any_tool_is_its_text_and_the_link_that_it_claims_something_of(shape: str) -> None:
    read = parse_post(SHAPES[shape])
    assert "Council approves homes" in read.text
    assert [link.expanded_url for link in read.links] == [ARTICLE]
    for link in read.links:
        assert link.start is None or link.url in (read.text[link.start : link.end], link.expanded_url)


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {"postiz-queue", "xmltodict", "wordpress", "hn"}))
def test_a_record_of_any_tool_has_the_time_at_which_it_was_posted(shape: str) -> None:
    assert parse_post(SHAPES[shape]).created_at is not None


def test_an_address_that_only_its_form_shows_to_be_the_own_one_is_told() -> None:
    read = parse_post({"text": "York buys buses", "url": "https://x.com/ada/status/1718270045555359848"})
    assert read.links == ()
    assert "was taken for the post's own address" in read.notes[0]
    assert (
        parse_post({"text": "York buys buses", "permalink": "https://x.com/ada/status/1718270045555359848"}).notes == ()
    )
