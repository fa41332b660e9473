"""What a list of hostile URLs cannot hold: names that change, answers that mix, environments that lie."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from linkcheck._check.shared import fetch
from linkcheck._urls.url import parse_url
from linkcheck._web.failures import FetchFailure
from linkcheck._web.fetcher import Fetcher
from linkcheck._web.guard import forbidden_reason, is_inside, parse_networks
from linkcheck._web.semantics import redirect_target
from linkcheck._web.types import Outcome
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer, Names

Connections = list[tuple[str, int]]
PUBLIC, PRIVATE = "93.184.216.34", "10.0.0.1"
ROBOTS = b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch, server: FaultServer) -> list[tuple[str, int]]:
    """Every connection tried; those to port 80 end at the server on loopback, the rest are refused."""
    tried: list[tuple[str, int]] = []
    connect = socket.socket.connect

    def record(self: socket.socket, address: Any) -> None:
        tried.append(address[:2])
        if address[1] != 80 or self.family != socket.AF_INET:
            raise ConnectionRefusedError(111, "refused")
        connect(self, ("127.0.0.1", server.port))

    monkeypatch.setattr(socket.socket, "connect", record)
    return tried


@pytest.fixture
def outside() -> Settings:
    """As shipped, but quick: nothing is allowed beyond the public network."""
    return Settings(host_delay=0, retries=0, obey_robots=False, timeout=5)


def test_the_judged_address_is_the_one_connected_to(
    names: Names, connections: Connections, server: FaultServer, outside: Settings
) -> None:
    names.answers["changing.example"] = [[PUBLIC], [PRIVATE]]
    server.put("/", PAGE)

    assert fetch("http://changing.example/", settings=outside).outcome is Outcome.OK
    assert connections == [(PUBLIC, 80)]
    assert names.asked == ["changing.example"]


@pytest.mark.parametrize(
    "answer", [[PUBLIC, PRIVATE], [PRIVATE, PUBLIC], [PUBLIC, "::1"], ["fe80::1%eth0"], ["64:ff9b::1"]]
)
def test_a_look_up_with_one_forbidden_address_is_refused(
    answer: list[str], names: Names, connections: Connections, outside: Settings
) -> None:
    names.answers["mixed.example"] = [answer]

    snapshot = fetch("http://mixed.example/", settings=outside)

    assert (snapshot.outcome, snapshot.detail) == (Outcome.REFUSED, "address")
    assert connections == []


def test_a_name_is_looked_up_again_for_every_request_even_over_an_open_connection(
    names: Names, connections: Connections, server: FaultServer, outside: Settings
) -> None:
    names.answers["changing.example"] = [[PUBLIC], [PUBLIC], [PRIVATE]]
    server.put("/", PAGE)

    async def visit() -> list[str]:
        async with Fetcher(outside) as fetcher:
            return [(await fetcher.fetch("http://changing.example/")).detail for _ in range(3)]

    assert asyncio.run(visit()) == ["", "", "address"]
    assert connections == [(PUBLIC, 80)], "the second request went over the connection of the first"


def test_a_name_that_changes_between_hops_is_judged_again(
    names: Names, connections: Connections, server: FaultServer, outside: Settings
) -> None:
    names.answers["changing.example"] = [[PUBLIC], [PRIVATE]]
    server.put("/", b"HTTP/1.1 302 X\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n")

    assert fetch("http://changing.example/", settings=outside).detail == "address"
    assert connections == [(PUBLIC, 80)]


def test_a_name_that_changes_after_robots_txt_is_judged_again(
    names: Names, connections: Connections, server: FaultServer, outside: Settings
) -> None:
    names.answers["changing.example"] = [[PUBLIC], [PRIVATE]]
    server.put("/robots.txt", ROBOTS)

    assert fetch("http://changing.example/", settings=replace(outside, obey_robots=True)).detail == "address"
    assert connections == [(PUBLIC, 80)]


def test_a_name_that_changes_between_tries_is_judged_again(
    names: Names, connections: Connections, server: FaultServer, outside: Settings
) -> None:
    names.answers["changing.example"] = [[PUBLIC], [PRIVATE]]
    server.put("/", ["reset"])

    assert fetch("http://changing.example/", settings=replace(outside, retries=2)).detail == "address"
    assert connections == [(PUBLIC, 80)]


def test_robots_txt_cannot_lead_into_the_local_network(
    names: Names, connections: Connections, server: FaultServer, outside: Settings
) -> None:
    names.answers["site.example"] = [[PUBLIC]]
    server.put("/robots.txt", b"HTTP/1.1 302 X\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n")

    assert fetch("http://site.example/", settings=replace(outside, obey_robots=True)).outcome is Outcome.REFUSED
    assert connections == [(PUBLIC, 80)]


def test_the_next_address_is_tried_where_the_first_refuses(
    names: Names, connections: Connections, server: FaultServer, outside: Settings
) -> None:
    names.answers["dual.example"] = [["2606:4700::1111", PUBLIC]]
    server.put("/", PAGE)

    assert fetch("http://dual.example/", settings=outside).outcome is Outcome.OK
    assert connections == [("2606:4700::1111", 80), (PUBLIC, 80)]


def test_the_environment_changes_nothing(
    names: Names,
    connections: Connections,
    server: FaultServer,
    outside: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine site.example login me password secret\n")
    keys = tmp_path / "keys"
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    monkeypatch.setenv("SSL_CERT_FILE", str(netrc))
    names.answers["site.example"] = [[PUBLIC]]
    server.put("/", PAGE)

    assert fetch("http://site.example/", settings=outside).outcome is Outcome.OK
    fetch("https://site.example/", settings=outside)

    assert connections == [(PUBLIC, 80), (PUBLIC, 443)]
    assert "authorization" not in server.requests[0][1].lower()
    assert not keys.exists()


@pytest.mark.parametrize(
    "url", ["http://localhost/", "http://printer.local/", "http://intranet/", "http://site.example:6379/"]
)
def test_local_names_and_other_ports_are_not_even_looked_up(
    url: str, names: Names, connections: Connections, outside: Settings
) -> None:
    assert fetch(url, settings=outside).outcome is Outcome.REFUSED
    assert not names.asked
    assert not connections


def test_allowed_networks_lift_the_rules_inside_them_and_nowhere_else(
    names: Names, server: FaultServer, loopback: Settings
) -> None:
    names.answers = {
        "intranet": [["127.0.0.1"]],
        "half.local": [["127.0.0.1", PUBLIC]],
        "elsewhere.local": [[PUBLIC]],
        "site.example": [[PUBLIC]],
        "private.example": [[PRIVATE]],
    }
    server.put("/", PAGE)

    assert fetch(server.url(host="intranet"), settings=loopback).outcome is Outcome.OK
    assert fetch(server.url(host="half.local"), settings=loopback).detail in ("address", "port")
    assert fetch("http://elsewhere.local/", settings=loopback).detail == "address"
    assert fetch("http://site.example:6379/", settings=loopback).detail == "port"
    assert fetch("http://private.example/", settings=loopback).detail == "address"
    assert fetch("http://10.0.0.1/", settings=loopback).detail == "address"
    assert fetch(f"http://user@127.0.0.1:{server.port}/", settings=loopback).detail == "malformed-url"
    assert fetch("http://127.1/", settings=loopback).detail == "malformed-url"


def test_links_that_act_are_not_visited_unless_asked(server: FaultServer, loopback: Settings) -> None:
    url = server.put("/unsubscribe?user=7", PAGE)
    short = server.put("/short", b"HTTP/1.1 302 X\r\nLocation: /unsubscribe?user=7\r\nContent-Length: 0\r\n\r\n")

    for link in (url, short):
        snapshot = fetch(link, settings=loopback)
        assert (snapshot.outcome, snapshot.detail) == (Outcome.REFUSED, "action-link")
    assert server.asked("/unsubscribe?user=7") == 0
    assert "user=7" not in fetch(url, settings=loopback).message
    assert fetch(url, settings=replace(loopback, visit_action_links=True)).outcome is Outcome.OK


def test_an_excluded_page_is_visited_neither_by_its_link_nor_through_another(
    server: FaultServer, loopback: Settings
) -> None:
    url = server.put("/shop/trees", PAGE)
    short = server.put("/short", b"HTTP/1.1 302 X\r\nLocation: /shop/trees\r\nContent-Length: 0\r\n\r\n")
    settings = replace(loopback, exclude=(f"127.0.0.1:{server.port}/shop/",))
    for link in (url, short):
        snapshot = fetch(link, settings=settings)
        assert (snapshot.outcome, snapshot.detail) == (Outcome.REFUSED, "excluded")
        assert "“127.0.0.1:" in snapshot.message
    assert server.asked("/shop/trees") == 0


def test_an_excluded_page_is_not_taken_from_the_store_either_and_no_refusal_is_kept_there(
    server: FaultServer, loopback: Settings, tmp_path: Path
) -> None:
    url = server.put("/shop/trees", PAGE)
    stored = replace(loopback, store=str(tmp_path / "pages.sqlite"))
    assert fetch(url, settings=stored).outcome is Outcome.OK
    refused = fetch(url, settings=replace(stored, exclude=("127.0.0.1",)))
    assert (refused.detail, refused.id) == ("excluded", "")
    assert fetch(url, settings=replace(stored, offline=True)).outcome is Outcome.OK


def test_https_is_not_left_for_http() -> None:
    with pytest.raises(FetchFailure) as caught:
        redirect_target(parse_url("https://example.com/"), "http://example.com/", max_length=8192)
    assert caught.value.code == "insecure-redirect"


@pytest.mark.parametrize(
    "url", ["", "x" * 100_000, "\ud800", "http://\ud800/", "http://e\u0301xa\u0301mple\x00/", "\n"]
)
def test_no_text_raises(url: str, outside: Settings) -> None:
    assert fetch(url, settings=outside).outcome in (Outcome.REFUSED, Outcome.GONE)


FORBIDDEN_ADDRESSES = """
0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 168.63.129.16 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.1 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:10::1
2001:20::1 2001:db8::1 2002:808:808::1 3ffe::1 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1
2001:4860::5efe:10.0.0.1 2001:4860::200:5efe:7f00:1 2001:4860:4860::8888%eth0
"""
PUBLIC_ADDRESSES = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 168.63.129.17 169.253.255.255 172.15.255.255
172.32.0.1 192.0.1.1 198.17.255.255 198.20.0.1 223.255.255.255 2001:200::1 2001:4860:4860::8888 2606:4700::1111
2a00:1450::1 ::ffff:8.8.8.8 2001:4860::5efe:8.8.8.8
"""


@pytest.mark.parametrize("address", FORBIDDEN_ADDRESSES.split())
def test_addresses_that_must_not_be_connected_to(address: str) -> None:
    assert forbidden_reason(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES.split())
def test_a_public_address_is_allowed(address: str) -> None:
    assert forbidden_reason(ipaddress.ip_address(address)) == ""


@settings(max_examples=300, deadline=None)
@given(st.ip_addresses())
def test_an_address_that_the_standard_library_calls_private_is_forbidden(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        embedded = isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped
        assert embedded or forbidden_reason(address)


def test_networks_hold_mapped_addresses_too() -> None:
    networks = parse_networks(("127.0.0.0/8", "::1/128"))

    assert is_inside(ipaddress.ip_address("127.9.9.9"), networks)
    assert is_inside(ipaddress.ip_address("::ffff:127.0.0.1"), networks)
    assert is_inside(ipaddress.ip_address("::1"), networks)
    assert not is_inside(ipaddress.ip_address("10.0.0.1"), networks)


@pytest.mark.parametrize(
    "url", ["", "see bio", "htp://paper.example/york", "http://", "http://nosuchhost.invalid/gone"]
)
def test_a_text_that_leads_nowhere_is_gone_without_a_visit(url: str, outside: Settings) -> None:
    snapshot = fetch(url, settings=outside)
    assert (snapshot.outcome, snapshot.detail) == (Outcome.GONE, "no-url")
    assert "leads nowhere" in snapshot.message
