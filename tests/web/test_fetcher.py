"""Many visits through one fetcher: store, freshness, conditional requests, offline replay."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkcheck._check.shared import fetch
from linkcheck._urls.key import url_key
from linkcheck._web.fetcher import Fetcher, restore_masked, same_resource
from linkcheck._web.store import Store, without_secrets
from linkcheck._web.types import Hop, Outcome, Snapshot
from linkcheck.errors import ClosedError, InputError, StoreError
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer, Names


def kept(url: str, final_url: str = "", hops: tuple[Hop, ...] = ()) -> Snapshot:
    return without_secrets(Snapshot(id="1", url=url, final_url=final_url or url, hops=hops, url_key=url_key(url)))


def test_a_snapshot_is_of_every_spelling_of_its_url() -> None:
    snapshot = kept("https://site.example/page?a=1")
    assert same_resource(snapshot, "https://SITE.example:443/page?a=1&utm_source=x#part")
    assert not same_resource(snapshot, "https://site.example/page?a=2")
    assert not same_resource(snapshot, "https://other.example/page?a=1")


def test_a_link_that_acts_is_known_by_its_secret_or_by_its_hidden_form() -> None:
    snapshot = kept("https://site.example/in?token=3f2a9c&u=1")
    assert same_resource(snapshot, "https://site.example/in?token=3f2a9c&u=1")
    assert same_resource(snapshot, "https://site.example/in?token=******&u=*")
    assert not same_resource(snapshot, "https://site.example/out?token=******&u=*")


def test_asterisks_of_a_url_that_hide_no_secret_are_letters() -> None:
    assert not same_resource(kept("https://site.example/a*b"), "https://site.example/a**b")


def test_a_snapshot_is_written_as_the_link_is() -> None:
    snapshot = kept("https://site.example/page", "https://site.example/to", (Hop("https://site.example/page", 301),))
    recalled = restore_masked(snapshot, "https://site.example/page#part")
    assert (recalled.url, recalled.final_url) == ("https://site.example/page#part", "https://site.example/to")


def test_a_recalled_snapshot_has_the_secrets_of_its_link_again() -> None:
    url = "https://site.example/in?token=3f2a9c"
    assert kept(url).final_url != url
    assert restore_masked(kept(url), url).final_url == url


def answer(body: bytes, headers: str = "", status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nContent-Type: text/html\r\n{headers}\r\n"
    return head.encode() + body


@pytest.fixture
def stored(loopback: Settings, tmp_path: Path) -> Settings:
    return replace(loopback, store=str(tmp_path / "store.sqlite"))


@pytest.fixture
def age(stored: Settings) -> Callable[[float], None]:
    """Makes all that is in the store older by so many hours."""

    def age(hours: float) -> None:
        assert stored.store is not None
        with Store(stored.store) as store:
            old = [one for one in map(store.get, [entry.id for entry in store.entries()]) if one is not None]
        Path(stored.store).unlink()
        with Store(stored.store) as store:
            for one in reversed(old):
                assert one.fetched_at is not None
                store.put(replace(one, fetched_at=one.fetched_at - dt.timedelta(hours=hours)))

    return age


def test_a_snapshot_says_what_was_there(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/page?utm_source=x", answer(b"<p>hello</p>", 'ETag: "1"\r\nSet-Cookie: a=b\r\n'))

    snapshot = fetch(url, settings=loopback)

    assert snapshot.url == snapshot.final_url == url
    assert snapshot.url_key == server.url("/page")
    assert (snapshot.status_code, snapshot.outcome, snapshot.detail, snapshot.message) == (200, Outcome.OK, "", "")
    assert snapshot.content == b"<p>hello</p>"
    assert snapshot.sha256 == hashlib.sha256(b"<p>hello</p>").hexdigest()
    assert ("etag", '"1"') in snapshot.headers
    assert "set-cookie" not in dict(snapshot.headers)
    assert snapshot.content_type == "text/html"
    assert snapshot.fetched_at is not None
    assert snapshot.fetched_at.tzinfo is dt.UTC
    assert not snapshot.from_store
    assert fetch(url, settings=loopback).id != snapshot.id


def test_look_alike_hosts_of_the_chain_are_recorded(names: Names, server: FaultServer, loopback: Settings) -> None:
    names.answers["xn--80ak6aa92e.com"] = [["127.0.0.1"]]
    server.put("/", answer(b"hello"))

    assert fetch(server.url(host="\u0430\u0440\u0440\u04cf\u0435.com"), settings=loopback).host_warnings == (
        "look-alike-host",
    )


def test_a_fresh_page_is_not_asked_for_again(
    server: FaultServer, stored: Settings, age: Callable[[float], None]
) -> None:
    url = server.put("/", answer(b"hello"))

    first = fetch(url, settings=stored)
    again = fetch(url + "?utm_source=other#part", settings=stored)
    age(23.9)
    late = fetch(url, settings=stored)
    age(0.2)
    stale = fetch(url, settings=stored)

    assert server.asked("/") == 2
    assert (again.id, again.url, again.from_store) == (first.id, url + "?utm_source=other#part", True)
    assert late.from_store
    assert not stale.from_store
    assert stale.id != first.id


def test_failures_are_asked_for_again_after_an_hour(
    server: FaultServer, stored: Settings, age: Callable[[float], None]
) -> None:
    url = server.put("/", answer(b"", status="404 X"), answer(b"hello"))

    assert fetch(url, settings=stored).outcome is Outcome.GONE
    assert fetch(url, settings=stored).from_store
    age(1.1)
    assert fetch(url, settings=stored).outcome is Outcome.OK


def test_a_stale_page_is_asked_for_conditionally(
    server: FaultServer, stored: Settings, age: Callable[[float], None]
) -> None:
    modified = "Sat, 01 Nov 2025 00:00:00 GMT"
    url = server.put(
        "/",
        answer(b"hello", f'ETag: "1"\r\nLast-Modified: {modified}\r\nX-Kept: yes\r\n'),
        b'HTTP/1.1 304 Not Modified\r\nETag: "2"\r\n\r\n',
    )
    first = fetch(url, settings=stored)
    age(25)

    second = fetch(url, settings=stored)

    head = server.requests[1][1].lower()
    assert 'if-none-match: "1"' in head
    assert f"if-modified-since: {modified.lower()}" in head
    assert (second.outcome, second.content, second.status_code) == (Outcome.OK, b"hello", 200)
    assert second.id != first.id
    assert (dict(second.headers)["etag"], dict(second.headers)["x-kept"]) == ('"2"', "yes")
    assert fetch(url, settings=stored).id == second.id


def test_a_changed_page_is_read_anew_and_the_old_proof_stays(
    server: FaultServer, stored: Settings, age: Callable[[float], None]
) -> None:
    url = server.put("/", answer(b"old", 'ETag: "1"\r\n'), answer(b"new", 'ETag: "2"\r\n'))
    first = fetch(url, settings=stored)
    age(25)
    second = fetch(url, settings=stored)

    async def recall() -> list[bytes]:
        async with Fetcher(stored) as fetcher:
            return [(await fetcher.load_snapshot(url, one.id)).content for one in (first, second)]

    assert asyncio.run(recall()) == [b"old", b"new"]


def test_validators_go_only_where_they_came_from(
    server: FaultServer, stored: Settings, age: Callable[[float], None]
) -> None:
    server.put("/from", answer(b"", "Location: /to\r\n", status="302 X"))
    server.put("/to", answer(b"hello", 'ETag: "1"\r\n'), b"HTTP/1.1 304 X\r\n\r\n")
    fetch(server.url("/from"), settings=stored)
    age(25)

    assert fetch(server.url("/from"), settings=stored).content == b"hello"
    assert ["if-none-match" in head.lower() for _, head in server.requests] == [False, False, False, True]


def test_offline_comes_from_the_store_alone(
    server: FaultServer, stored: Settings, age: Callable[[float], None]
) -> None:
    url = server.put("/", answer(b"hello"))
    online = fetch(url, settings=stored)
    age(1000)
    offline = replace(stored, offline=True)

    assert fetch(url, settings=offline).id == online.id
    unknown = fetch(server.url("/unknown"), settings=offline)
    assert (unknown.outcome, unknown.detail) == (Outcome.FAILED, "offline")
    assert fetch("http://10.0.0.1/", settings=offline).detail == "address"
    assert len(server.requests) == 1
    with Store(stored.store or "") as store:
        assert len(store.entries()) == 2, "that nothing was found is not kept"


def test_refusals_are_not_used_again_but_can_be_replayed(server: FaultServer, stored: Settings) -> None:
    server.put("/robots.txt", answer(b"User-agent: *\nDisallow: /"))
    url = server.put("/", answer(b"hello"))
    refused = fetch(url, settings=replace(stored, obey_robots=True))

    assert refused.detail == "robots"
    assert fetch(url, settings=replace(stored, offline=True)).id == refused.id
    assert fetch(url, settings=stored).outcome is Outcome.OK


def test_links_that_act_are_never_answered_from_the_store(server: FaultServer, stored: Settings) -> None:
    url = server.put("/unsubscribe?u=1", answer(b"done"))
    acting = replace(stored, visit_action_links=True)

    assert fetch(url, settings=acting).outcome is Outcome.OK
    assert not fetch(url, settings=acting).from_store
    assert server.asked("/unsubscribe?u=1") == 2


def test_a_store_that_cannot_be_opened_is_said_so(loopback: Settings, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Fetcher(replace(loopback, store=str(tmp_path)))


def test_tasks_that_ask_for_one_url_share_its_visit(server: FaultServer, loopback: Settings) -> None:
    server.put("/", [0.1, answer(b"hello")])

    async def run() -> list[Snapshot]:
        async with Fetcher(loopback) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(server.url()) for _ in range(50)))

    assert len({snapshot.id for snapshot in asyncio.run(run())}) == 1
    assert server.asked("/") == 1


def test_offline_needs_a_store_that_is_there(stored: Settings) -> None:
    with pytest.raises(StoreError, match="no such store"):
        Fetcher(replace(stored, offline=True))
    assert not Path(stored.store or "").exists()


def test_many_at_once_share_connections(server: FaultServer, loopback: Settings) -> None:
    urls = [server.put(f"/{number}", answer(b"hello")) for number in range(50)]

    async def run() -> list[Snapshot]:
        async with Fetcher(loopback) as fetcher:
            return await asyncio.gather(*map(fetcher.fetch, urls))

    snapshots = asyncio.run(run())
    assert {snapshot.outcome for snapshot in snapshots} == {Outcome.OK}
    assert len({snapshot.id for snapshot in snapshots}) == 50
    assert server.connections < 30


def test_a_connection_that_the_server_closed_is_not_used_again(server: FaultServer, loopback: Settings) -> None:
    server.put("/", [answer(b"hello"), "close"])

    async def run() -> list[Outcome]:
        async with Fetcher(loopback) as fetcher:
            outcomes = []
            for _ in range(5):
                outcomes.append((await fetcher.fetch(server.url())).outcome)
                await asyncio.sleep(0.02)
            return outcomes

    assert set(asyncio.run(run())) == {Outcome.OK}


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"


@pytest.mark.parametrize("first", [answer(b"hello"), CHUNKED, b"HTTP/1.1 103 X\r\n\r\n" + answer(b"hello")])
def test_bytes_after_a_body_are_not_the_next_answer(first: bytes, server: FaultServer, loopback: Settings) -> None:
    server.put("/a", [first + answer(b"smuggled")])
    server.put("/b", answer(b"mine"))

    async def run() -> bytes:
        async with Fetcher(loopback) as fetcher:
            assert (await fetcher.fetch(server.url("/a"))).content == b"hello"
            return (await fetcher.fetch(server.url("/b"))).content

    assert asyncio.run(run()) == b"mine"


def test_a_mistake_of_ours_is_a_failure_not_an_exception(
    loopback: Settings, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr("linkcheck._web.guard.Guard.judge", break_down)

    snapshot = fetch(server.url(), settings=loopback)

    assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, "internal")
    assert "ZeroDivisionError: a mistake" in snapshot.message


def test_a_closed_fetcher_says_so(loopback: Settings) -> None:
    async def run() -> None:
        fetcher = Fetcher(loopback)
        await fetcher.aclose()
        await fetcher.aclose()
        with pytest.raises(ClosedError):
            await fetcher.fetch("http://127.0.0.1/")

    asyncio.run(run())


def test_a_fetcher_belongs_to_one_event_loop(server: FaultServer, loopback: Settings) -> None:
    fetcher = Fetcher(loopback)
    asyncio.run(fetcher.fetch(server.url()))

    with pytest.raises(InputError, match="event loop"):
        asyncio.run(fetcher.fetch(server.url()))
    asyncio.run(fetcher.aclose())
