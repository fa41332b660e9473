"""A bot that sends what is in its outbox, but holds what its link does not say. test_outbox.py tests it offline.

OUTBOX=outbox.json WEBHOOK=https://chat.example/hooks/post python examples/bots/outbox.py
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

import linkcheck

HELD = {linkcheck.Verdict.MISMATCH, linkcheck.Verdict.BROKEN}  # the others accuse nobody


async def run(
    posts: list[str], send: Callable[[str], Awaitable[object]], checker: linkcheck.AsyncChecker
) -> list[linkcheck.Report]:
    """Send the posts in order; the reports of those that were held."""
    held = []
    async for report in checker.check_many(posts):
        if report.verdict in HELD:
            held.append(report)
        else:
            await send(report.post.text)
    return held


async def main(settings: linkcheck.Settings | None = None) -> None:
    posts = json.loads(Path(os.environ["OUTBOX"]).read_text(encoding="utf-8"))
    async with linkcheck.AsyncChecker(settings) as checker, httpx.AsyncClient(timeout=20) as client:
        for report in await run(posts, lambda text: client.post(os.environ["WEBHOOK"], json={"text": text}), checker):
            print(f"held ({report.verdict}): {report.post.text}\n  {report.links[0].reasons[0].message}")


if __name__ == "__main__":
    asyncio.run(main())
