"""Links that act are known and masked; articles about them are not touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._tables import table_columns
from linkcheck._urls.action_links import MASK, action_reason, mask

ACTING = """
https://example.com/unsubscribe?u=SECRET
https://example.com/Unsubscribe.aspx?id=SECRET
https://news.example.com/email/opt-out?x=SECRET
https://example.com/list-unsubscribe/SECRET0123456789abcdef
https://example.com/password-reset?key=SECRET
https://example.com/users/password/reset?x=SECRET
https://example.com/reset_password/SECRET0123456789abcdef
https://example.com/magic-link?x=SECRET
https://example.com/login/token?x=SECRET
https://example.com/verify-email?x=SECRET
https://example.com/confirm/SECRET0123456789abcdef
https://example.com/invite/SECRET0123456789abcdef
https://example.com/verify/0f8fad5b-d9cb-469f-a165-70867728950e?x=SECRET
https://example.com/logout?next=SECRET
https://example.com/wp-login.php?action=logout&_wpnonce=SECRET
https://example.com/?token=SECRET
https://example.com/?a=1;access_token=SECRET
https://example.com/page#access_token=SECRET
https://bucket.s3.amazonaws.com/a.pdf?X-Amz-Credential=SECRET&X-Amz-Signature=SECRET
https://storage.example.com/a?sv=2020&sig=SECRET
https://example.com/a?Expires=1&Signature=SECRET&Key-Pair-Id=SECRET
https://example.com/callback?code=SECRET&state=SECRET
https://example.com/?api_key=SECRET
https://example.com/?email=SECRET&unsubscribe=1
https://example.com/%75nsubscribe?u=SECRET
https://example.com/un%73ubscribe/SECRET
https://example.com/%2575nsubscribe/SECRET
https://example.com/log%6Fut?x=SECRET
https://example.com/logout;x=SECRET
https://example.com/logout%20?x=SECRET
https://example.com/ｌｏｇｏｕｔ?x=SECRET
https://example.com/en%2Funsubscribe/SECRET
https://example.com/x?tok%65n=SECRET
https://example.com/x?action=log%6Fut&y=SECRET
https://example.com/x?%75nsubscribe=SECRET
https://example.com/x?user[token]=SECRET
https://example.com/x?token%5B%5D=SECRET
https://example.com/a;jsessionid=SECRET/b
https://example.com/a%3Bjsessionid=SECRET
https://example.com/unsubscribe/SECRET
https://example.com/verify-email/SECRET
https://example.com/magic-link/SECRET
https://example.com/account/delete?x=SECRET
https://example.com/delete/12?x=SECRET
https://example.com/posts/12/delete?x=SECRET
https://example.com/admin?action=delete&x=SECRET
https://hooks.example.com/services/SECRET/SECRET/SECRET
https://example.com/api/webhooks/123456789012345678/SECRET
https://example.com/sharer?u=https%3A%2F%2Fa.example%2F%3Ftoken%3DSECRET
https://example.com/url?q=https://a.example/unsubscribe/SECRET
https://example.com/#/reset/SECRET0123456789abcdef
https://example.com/page#!/login?token=SECRET
https://example.com/unsubscribe\\SECRET
"""
HARMLESS = """
https://example.com/
https://example.com/how-to-unsubscribe-from-newsletters
https://example.com/news/password-reset-scams-explained
https://example.com/2024/05/confirm-your-subscription-wisely
https://example.com/verify/
https://example.com/news/verify/2024-election-claims-are-false/536-1a2b3c4d
https://example.com/event?ticket=general
https://example.com/login
https://example.com/invite/friends-and-family-to-dinner
https://example.com/confirm/the-government-will-not-resign-minister-says
https://example.com/?id=12345678901234567890
https://example.com/?q=token
https://example.com/?code=SAVE20
https://example.com/?unlocked_article_code=1.abc
https://example.com/logout-street-history
https://example.com/token-economy?page=2
https://example.com/a?tokens=3
https://t.co/abcdefghij
https://www.youtube.com/watch?v=dQw4w9WgXcQ
https://example.com/#signature
https://example.com/sharer?u=https%3A%2F%2Fa.example%2Fnews%2Fhow-to-unsubscribe-from-spam
https://example.com/delete/your-account-and-be-happy
https://example.com/guides/webhooks/how-to-use-them-in-2024
https://example.com/q?q=delete
https://example.com/search?q=cancel+culture&action=view
https://example.com/a;v=2/b
https://example.com/100%25-natural
https://example.com/%E6%9D%B1%E4%BA%AC
"""


@pytest.mark.parametrize("url", ACTING.split())
def test_links_that_act_are_known_and_masked(url: str) -> None:
    assert action_reason(url)
    assert "SECRET" not in mask(url)
    assert MASK in mask(url)
    assert mask(url).startswith("https://")


@pytest.mark.parametrize("url", HARMLESS.split())
def test_other_links_are_left_as_they_are(url: str) -> None:
    assert action_reason(url) == ""
    assert mask(url) == url


def test_passwords_are_masked_in_every_link() -> None:
    assert mask("https://me:secret@example.com/a") == f"https://{MASK}@example.com/a"
    assert mask("https://me:se@cret@example.com/a") == f"https://{MASK}@example.com/a"


def test_masking_keeps_the_names_of_parameters() -> None:
    assert (
        mask("https://example.com/unsubscribe?user=7&list=9")
        == f"https://example.com/unsubscribe?user={MASK}&list={MASK}"
    )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(f"https://example.com/unsubscribe?{text}")
    assert mask(once) == once


@pytest.mark.parametrize(
    "text", ["/unsubscribe", "/login/" + "a" * 50, "?token=a&", "//a@", "/reset/aaaaaaaa", "=" * 9]
)
@pytest.mark.timeout(20)  # quadratic time would take minutes
def test_long_links_take_linear_time(text: str) -> None:
    url = "https://example.com/" + text * (60_000 // len(text))
    once = mask(url)
    assert mask(once) == once


@pytest.mark.parametrize(("kind", "word"), table_columns("_urls/data/acting_words.txt", 2))
def test_every_word_of_the_table_makes_a_link_act(kind: str, word: str) -> None:
    written = {
        "path": f"/{word}?id=7",
        "one-time": f"/{word}/8f14e45fceea167a9f",
        "secret": f"/a?{word}=7",
        "acting-name": f"/a?{word}=7",
        "acting-value": f"/a?go={word}",
        "command-name": f"/a?{word}=delete",
        "command": f"/a?do={word}",
    }
    assert action_reason(f"https://example.org{written[kind]}")
    assert not action_reason(f"https://example.org/{word}-is-a-word-of-this-headline")
