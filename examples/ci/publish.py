"""Publishes files of posts that a push brought, unless a link went wrong since they were reviewed.

    MASTODON_URL=https://mastodon.example MASTODON_TOKEN=... python publish.py posts/ferry.json posts/trees.json

A file holds one post: {"text": "The ferry sails again", "link": "https://gazette.example/ferry"}, or with the link in
its text. publish-merged.yml beside this file runs it. Exits 1 when something was held back.
"""

import hashlib
import os
import sys
from collections.abc import Iterable

import httpx

import linkcheck

WRONG = (linkcheck.Verdict.MISMATCH, linkcheck.Verdict.BROKEN)


def problem(record: linkcheck.Post | linkcheck.BadRecord, checker: linkcheck.Checker) -> str:
    """Why a record is not published; empty when it may be. A page that cannot be read stops nobody."""
    if isinstance(record, linkcheck.BadRecord):
        return record.message
    report = checker.check(record)
    if report.verdict not in WRONG:
        return ""
    link = next(link for link in report.links if link.verdict == report.verdict)
    return f"{report.verdict}: {link.reasons[0].message}"


def status_of(post: linkcheck.Post) -> str:
    """The text that was checked, with the links that its record names beside it: what was checked is what is posted."""
    beside = [link.expanded_url for link in post.links if link.start is None]
    return "\n".join([post.text, *beside])


def publish(client: httpx.Client, checker: linkcheck.Checker, files: Iterable[str]) -> int:
    """Publish every good post of the files; returns how many were held back."""
    held = 0
    for file in files:
        for record in linkcheck.read_posts(file):
            why = problem(record, checker)
            if why:
                held += 1
                # repr: a page's words may hold a line that the runner would take for a command.
                print(f"held back {file}: {why!r}")
            elif isinstance(record, linkcheck.Post):
                # The same key for the same post: a job that is run again does not post again within the hour.
                status = status_of(record)
                key = hashlib.sha256(f"{file}\n{status}".encode()).hexdigest()
                posted = client.post("/api/v1/statuses", data={"status": status}, headers={"Idempotency-Key": key})
                posted.raise_for_status()
                print(f"published {file}")
    return held


def main(files: list[str], settings: linkcheck.Settings | None = None) -> int:
    headers = {"Authorization": f"Bearer {os.environ['MASTODON_TOKEN']}"}
    with (
        httpx.Client(base_url=os.environ["MASTODON_URL"], headers=headers, timeout=20) as client,
        linkcheck.Checker(settings) as checker,
    ):
        return 1 if publish(client, checker, files) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
