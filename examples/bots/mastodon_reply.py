"""A Mastodon bot: mention it under a post, and it says whether the linked page says what the post says.

It answers only when asked, and it drafts: nothing is posted unless MASTODON_SEND=1. It never answers on
"unverifiable" or "unclear", since a page that could not be read proves nothing.

    MASTODON_URL=https://botsin.example MASTODON_TOKEN=... python examples/bots/mastodon_reply.py
"""

import os
from collections.abc import Iterator
from typing import Any

import httpx

import linkcheck


def asked(client: httpx.Client) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each (notification of a mention, post that the mention stands under), newest first."""
    mentions = client.get("/api/v1/notifications", params={"types[]": "mention", "limit": 30})
    mentions.raise_for_status()
    for notification in mentions.json():
        mention = notification["status"]
        if mention and mention["in_reply_to_id"]:
            post = client.get(f"/api/v1/statuses/{mention['in_reply_to_id']}")
            if post.status_code == 200:
                yield notification, post.json()


def answer(report: linkcheck.Report) -> str | None:
    """What to reply; None when there is nothing to say for certain."""
    if report.verdict == linkcheck.Verdict.MATCH:
        return "The linked page is about what the post says, and I found no detail that differs."
    if report.verdict == linkcheck.Verdict.BROKEN:
        return f"The link leads nowhere: {report.links[0].reasons[0].message}."
    if report.verdict != linkcheck.Verdict.MISMATCH:
        return None
    link = next(link for link in report.links if link.verdict == report.verdict)
    cause = f" Perhaps {link.cause.message}." if link.cause and link.cause.code != "unknown" else ""
    told = f"The linked page does not seem to say this: {link.reasons[0].message}.{cause}"
    # A page's words are quoted: they must not make us mention whom they name.
    return f"{told} (I only measure: please read it.)".replace("@", "@\u200b")


def main(settings: linkcheck.Settings | None = None) -> None:
    send = os.environ.get("MASTODON_SEND") == "1"
    headers = {"Authorization": f"Bearer {os.environ['MASTODON_TOKEN']}"}
    with (
        httpx.Client(base_url=os.environ["MASTODON_URL"], headers=headers, timeout=20) as client,
        linkcheck.Checker(settings) as checker,
    ):
        for notification, post in asked(client):
            mention = notification["status"]
            if text := answer(checker.check(post)):
                status = f"@{mention['account']['acct']} {text}"[:500]
                print(f"{'reply' if send else 'draft'} to {mention['id']}: {status}")
            if send and text:
                form = {"status": status, "in_reply_to_id": mention["id"], "visibility": "unlisted"}
                # The same key for the same mention: nothing is said twice, should we be stopped before the next step.
                reply = client.post("/api/v1/statuses", data=form, headers={"Idempotency-Key": mention["id"]})
                reply.raise_for_status()
            if send:  # seen: the next run does not ask about it again
                client.post(f"/api/v1/notifications/{notification['id']}/dismiss").raise_for_status()


if __name__ == "__main__":
    main()
