"""The tests of outbox.py: no network, no waiting. httpx.MockTransport takes the place of look-ups and servers."""

import asyncio

import httpx
from outbox import run

import linkcheck

QUICK = linkcheck.Settings(host_delay=0, timeout=1)  # nobody is bothered by a test

TREES = """<title>Town to plant 2,400 street trees</title><h1>Town to plant 2,400 street trees</h1>
<p>The council approved a plan on Tuesday to plant 2,400 street trees along Mill Road and around the old market by the
end of next year. Limes and field maples will be planted first, where the pavement is widest and the pipes lie deep.</p>
<p>Residents of the eastern quarter had asked for shade since the hot summer three years ago, when the square was closed
at noon. The parks department expects that each tree needs water for its first two seasons, and looks for neighbours who
help. Schools may adopt a tree and name it. The work begins in October, and costs less than a new roundabout.</p>"""
PAGES = {
    "/trees": httpx.Response(200, html=TREES),
    "/gone": httpx.Response(410),
    "/wall": httpx.Response(403),
}


def site(request: httpx.Request) -> httpx.Response:
    if request.url.path == "/slow":
        raise httpx.ReadTimeout("no answer", request=request)
    return PAGES.get(request.url.path, httpx.Response(404))  # /robots.txt too: everything is allowed


def send_all(*posts: str) -> tuple[list[str], list[str]]:
    """What was sent, and the verdicts of what was held."""
    sent: list[str] = []

    async def send(text: str) -> None:
        sent.append(text)

    async def with_checker() -> list[linkcheck.Report]:
        async with linkcheck.AsyncChecker(QUICK, transport=httpx.MockTransport(site)) as checker:
            return await run(list(posts), send, checker)

    return sent, [str(report.verdict) for report in asyncio.run(with_checker())]


def test_a_post_that_says_what_its_page_says_is_sent() -> None:
    post = "Town to plant 2,400 street trees along Mill Road https://gazette.example/trees"
    assert send_all(post) == ([post], [])


def test_a_post_about_something_else_is_held() -> None:
    assert send_all("Record snowfall closes the airport in Oslo https://gazette.example/trees") == ([], ["mismatch"])


def test_a_link_that_leads_nowhere_is_held() -> None:
    assert send_all("Town plants trees https://gazette.example/gone") == ([], ["broken"])


def test_a_page_that_cannot_be_read_holds_nothing_up() -> None:
    posts = [f"Town plants trees https://gazette.example/{path}" for path in ("wall", "slow")]
    assert send_all(*posts) == (posts, [])
