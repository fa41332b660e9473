"""One post's page starves no other's: what takes long to read is waited for beside the reading of the rest."""

from __future__ import annotations

import asyncio

from linkcheck import AsyncChecker, Report, Settings, Verdict
from tests.conftest import FaultServer
from tests.page.test_pdf import endless_pdf

ARTICLE = (
    b"<!doctype html><html lang=en><head><title>Town to plant 2,400 street trees</title></head><body><article>"
    b"<h1>Town to plant 2,400 street trees</h1><p>The council of Ashby voted on Monday to plant 2,400 street trees "
    b"along its main roads by 2030, at a cost of three million pounds.</p></article></body></html>"
)


def answer(content: bytes, kind: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content


def test_an_honest_page_is_judged_while_hostile_pdfs_are_still_being_read(
    server: FaultServer, loopback: Settings
) -> None:
    hostile = [server.put(f"/{n}.pdf", answer(endless_pdf(), "application/pdf")) for n in range(6)]
    honest = server.put("/trees", answer(ARTICLE, "text/html"))

    async def check_all() -> tuple[Report, list[Report | None]]:
        async with AsyncChecker(loopback) as checker:
            slow = [asyncio.create_task(checker.check(f"The report is out {url}")) for url in hostile]
            while sum(server.asked(f"/{n}.pdf") for n in range(6)) < 6:
                await asyncio.sleep(0.01)
            report = await checker.check(f"Town to plant 2,400 street trees {honest}")
            done = [task.result() if task.done() else None for task in slow]
            await asyncio.gather(*slow[:1])
            for task in slow:
                task.cancel()
            return report, done

    report, done = asyncio.run(check_all())
    assert report.verdict is Verdict.MATCH
    assert done.count(None) >= 4
