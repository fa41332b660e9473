"""A visit: redirects, tries, waits and look-ups, over real sockets."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from linkcheck._check.shared import fetch
from linkcheck._web.types import Hop, Outcome
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Clock, FaultServer, Names, Script

HTML = b"<p>" + b"word " * 400 + b"</p>"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: text/html", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def test_a_body_that_came_in_part_is_kept(server: FaultServer, loopback: Settings) -> None:
    script: Script = [OK, b"Content-Length: 99999\r\n\r\n", HTML, "hold"]

    snapshot = fetch(server.put("/it", script), settings=replace(loopback, timeout=0.5))

    assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, "timeout")
    assert (snapshot.content, snapshot.truncated) == (HTML, True)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_chain_is_kept(status: int, server: FaultServer, loopback: Settings) -> None:
    final = server.put("/b/final", answer(HTML))
    middle = server.put("/b/middle", answer(b"", "Location: ../b/./final", status="302 X"))
    first = server.put("/first", answer(b"", f"Location: {middle}", status=f"{status} X"))

    snapshot = fetch(first + "#part", settings=loopback)

    assert snapshot.outcome is Outcome.OK
    assert snapshot.hops == (Hop(first + "#part", status), Hop(middle + "#part", 302))
    assert snapshot.final_url == final + "#part"


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/caf\u00e9", "/caf%C3%A9"),
        ("//127.0.0.1:{port}/x", "/x"),
        ("?q=1", "/dir/from?q=1"),
        ("beside", "/dir/beside"),
        ("/a b|c", "/a%20b%7Cc"),
        ("/a%20b%zz", "/a%20b%zz"),
        ("/x#other", "/x"),
    ],
)
def test_a_location_may_be_relative_or_raw(location: str, path: str, server: FaultServer, loopback: Settings) -> None:
    location = location.replace("{port}", str(server.port))
    first = server.put(
        "/dir/from", answer(b"", status="302 X").replace(b"\r\n\r\n", b"\r\nLocation: %s\r\n\r\n" % location.encode())
    )
    server.put(path, answer(HTML))

    assert fetch(first, settings=loopback).outcome is Outcome.OK


def test_a_circle_and_a_long_chain_end(server: FaultServer, loopback: Settings) -> None:
    server.put("/a", answer(b"", "Location: /b", status="302 X"))
    server.put("/b", answer(b"", "Location: /a", status="302 X"))
    for number in range(10):
        server.put(f"/{number}", answer(b"", f"Location: /{number + 1}", "Set-Cookie: a=b", status="302 X"))

    assert fetch(server.url("/a"), settings=loopback).detail == "redirect-loop"
    assert fetch(server.url("/0"), settings=loopback).detail == "too-many-redirects"
    assert server.asked("/6") == 0
    assert "Cookie" not in "".join(head for _, head in server.requests)


def test_failures_that_may_pass_are_tried_again(server: FaultServer, loopback: Settings) -> None:
    patient = replace(loopback, retries=1)
    passing: dict[str, Script | bytes] = {
        "/503": answer(b"", status="503 X"),
        "/501": answer(b"", status="501 X"),
        "/505": answer(b"", status="505 X"),
        "/429": answer(b"", "Retry-After: 0", status="429 X"),
        "/408": answer(b"", status="408 X"),
        "/304": b"HTTP/1.1 304 X\r\n\r\n",
        "/reset": ["reset"],
        "/cut": [OK, b"Content-Length: 99\r\n\r\nab", "close"],
    }
    for path, script in passing.items():
        url = server.put(path, script, answer(HTML))
        assert fetch(url, settings=loopback).outcome is not Outcome.OK
        assert (path, fetch(server.put(path + "2", script, answer(HTML)), settings=patient).outcome) == (
            path,
            Outcome.OK,
        )


def test_a_failure_that_will_not_pass_is_not_tried_again(server: FaultServer, loopback: Settings) -> None:
    for status in ("404 X", "403 X", "451 X"):
        path = "/" + status[:3]
        fetch(server.put(path, answer(b"", status=status)), settings=replace(loopback, retries=3))
        assert server.asked(path) == 1


def test_a_wrong_encoding_is_asked_for_once_more_without_any(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/it", answer(HTML, "Content-Encoding: gzip"), answer(HTML))

    assert fetch(url, settings=replace(loopback, retries=1)).content == HTML
    assert "accept-encoding: identity" in server.requests[1][1].lower()


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [
        ("120", 120),
        ("1000000000", 86400),
        ("1" + "0" * 400, 86400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400),
        ("Sun, 06 Nov 1994 08:49:37 GMT", None),
        ("-5", None),
        ("soon", None),
        ("1e9", None),
        ("\u0663", None),
        ("9" * 5000, 86400),
    ],
)
def test_a_wish_to_wait_is_told(wish: str, seconds: int | None, server: FaultServer, loopback: Settings) -> None:
    url = server.put(
        "/it", answer(b"", status="429 X").replace(b"\r\n\r\n", b"\r\nRetry-After: %s\r\n\r\n" % wish.encode())
    )

    snapshot = fetch(url, settings=replace(loopback, retries=1))

    assert snapshot.detail == "blocked-429"
    if seconds is None:
        assert snapshot.retry_at is None
        assert server.asked("/it") == 2, "an unreadable wish is none: tried again after the usual pause"
    else:
        assert snapshot.retry_at is not None
        assert snapshot.fetched_at is not None
        assert abs((snapshot.retry_at - snapshot.fetched_at).total_seconds() - seconds) < 2
        assert server.asked("/it") == 1, "too long to wait for"


def test_a_short_wish_is_waited_for(server: FaultServer, loopback: Settings, clock: Clock) -> None:
    url = server.put("/it", answer(b"", "Retry-After: 1", status="503 X"), answer(HTML))

    snapshot = fetch(url, settings=replace(loopback, retries=1))

    assert snapshot.outcome is Outcome.OK
    assert max(clock.waits) == 1
    assert snapshot.elapsed == 1


def test_a_wait_beyond_the_deadline_is_not_begun(server: FaultServer, loopback: Settings, clock: Clock) -> None:
    url = server.put("/it", answer(b"", "Retry-After: 20", status="503 X"))

    snapshot = fetch(url, settings=replace(loopback, retries=1, timeout=2))

    assert snapshot.detail == "server-error"
    assert snapshot.retry_at is not None
    assert max(clock.waits, default=0) == 0
    assert server.asked("/it") == 1


def test_a_port_where_nothing_listens_refuses_the_connection(loopback: Settings) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

    snapshot = fetch(f"http://127.0.0.1:{port}/", settings=loopback)

    assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, "connection-refused")


def test_a_silent_first_try_leaves_time_for_a_second(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/it", ["hold"], answer(HTML))

    assert fetch(url, settings=replace(loopback, retries=1, timeout=1.0)).outcome is Outcome.OK


def test_no_such_name_is_gone_only_when_asked_twice(names: Names, loopback: Settings) -> None:
    once = fetch("http://nowhere.example/", settings=loopback)
    twice = fetch("http://nowhere.example/", settings=replace(loopback, retries=1))

    assert (once.outcome, once.detail) == (Outcome.FAILED, "no-such-name")
    assert (twice.outcome, twice.detail) == (Outcome.GONE, "no-such-name")
    assert len(names.asked) == 3


def test_a_second_look_up_of_another_name_is_none_of_this_one(
    names: Names, server: FaultServer, loopback: Settings
) -> None:
    names.answers["flaky.example"] = [socket.gaierror(socket.EAI_NONAME, "unknown"), ["127.0.0.1"]]
    server.put("/", answer(b"", "Location: http://nowhere.example/", status="302 X"))

    snapshot = fetch(server.url(host="flaky.example"), settings=replace(loopback, retries=1))

    assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, "no-such-name")
    assert names.asked == ["flaky.example", "flaky.example", "nowhere.example"]


def test_the_status_is_that_of_the_last_try(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/it", answer(b"", status="503 X"), ["reset"])

    snapshot = fetch(url, settings=replace(loopback, retries=1))

    assert (snapshot.detail, snapshot.status_code, snapshot.headers) == ("reset", None, ())


def test_a_url_of_other_scripts_grows_on_the_wire(server: FaultServer, loopback: Settings) -> None:
    path = "/" + "\u4f8b" * 6_000
    url = server.put("/" + "%E4%BE%8B" * 6_000, answer(HTML))

    snapshot = fetch(server.url(path), settings=loopback)

    assert snapshot.outcome is Outcome.OK
    assert snapshot.final_url == url


def test_other_look_up_failures_are_not_gone(names: Names, loopback: Settings) -> None:
    names.answers = {
        "later.example": [socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")],
        "flaky.example": [
            socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
            socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"),
        ],
    }

    for host in names.answers:
        snapshot = fetch(f"http://{host}/", settings=replace(loopback, retries=1))
        assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, "dns-failure")


def test_a_hung_look_up_ends_in_time(names: Names, loopback: Settings) -> None:
    free, answered = threading.Event(), list[bool]()
    names.before = lambda: answered.append(free.wait(20))

    snapshot = fetch("http://slow.example/", settings=replace(loopback, dns_timeout=0.2))

    assert (snapshot.outcome, snapshot.detail) == (Outcome.FAILED, "dns-timeout")
    assert answered == [], "the look-up still hangs"
    free.set()


@pytest.mark.parametrize(("redirects", "detail"), [(3, ""), (4, "too-many-redirects")])
def test_redirects_are_followed_up_to_the_number_of_the_settings(
    redirects: int, detail: str, server: FaultServer, loopback: Settings
) -> None:
    for number in range(redirects):
        server.put(f"/{number}", answer(b"", f"Location: /{number + 1}", status="302 X"))
    server.put(f"/{redirects}", answer(HTML))
    settings = msgspec.structs.replace(loopback, max_redirects=3)
    assert fetch(server.url("/0"), settings=settings).detail == detail
