"""A Bluesky poster that checks before it posts: the very record that would be published is what is judged.

    BLUESKY_HANDLE=me.example BLUESKY_PASSWORD=app-password \\
        python examples/bots/bluesky_post.py "The ferry sails again" https://gazette.example/ferry
"""

import asyncio
import datetime as dt
import os
import sys
from typing import Any

import httpx

import linkcheck


def record_of(text: str, url: str) -> dict[str, Any]:
    """An app.bsky.feed.post with the URL as a link facet; facets count UTF-8 bytes."""
    start = len(f"{text} ".encode())
    facet = {
        "index": {"byteStart": start, "byteEnd": start + len(url.encode())},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": url}],
    }
    return {
        "$type": "app.bsky.feed.post",
        "text": f"{text} {url}",
        "facets": [facet],
        "createdAt": dt.datetime.now(dt.UTC).isoformat().replace("+00:00", "Z"),
    }


async def post(record: dict[str, Any]) -> str:
    """Publish a record; returns its at:// address."""
    service = os.environ.get("BLUESKY_URL", "https://bsky.social")
    async with httpx.AsyncClient(base_url=service, timeout=20) as client:
        login = {"identifier": os.environ["BLUESKY_HANDLE"], "password": os.environ["BLUESKY_PASSWORD"]}
        session = await client.post("/xrpc/com.atproto.server.createSession", json=login)
        session.raise_for_status()
        entry = {"repo": session.json()["did"], "collection": record["$type"], "record": record}
        headers = {"Authorization": f"Bearer {session.json()['accessJwt']}"}
        made = await client.post("/xrpc/com.atproto.repo.createRecord", json=entry, headers=headers)
        made.raise_for_status()
        return str(made.json()["uri"])


async def main(text: str, url: str, settings: linkcheck.Settings | None = None) -> int:
    record = record_of(text, url)
    async with linkcheck.AsyncChecker(settings) as checker:
        report = await checker.check(record)
    if report.verdict in (linkcheck.Verdict.MISMATCH, linkcheck.Verdict.BROKEN):
        print(f"not posted, {report.verdict}: {report.links[0].reasons[0].message}")
        return 1
    if report.verdict != linkcheck.Verdict.MATCH:
        print(f"posting unchecked, {report.verdict}: {(report.links or (report,))[0].reasons[0].message}")
    print(f"posted {await post(record)}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(asyncio.run(main(sys.argv[1], sys.argv[2])))
