"""The address guard: judges a URL before its name is looked up, and every address that the look-up gives.

Only addresses that it returns are connected to, and no name is looked up again after it. `ipaddress.is_global` is no
policy: it is true for multicast, NAT64 and 6to4, and its answers change with the patch release of Python. The networks
are listed here, each with what it is.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

from linkcheck._urls.action_links import action_reason
from linkcheck._urls.exclusions import Exclusions
from linkcheck._urls.url import Address, Url, is_local_name
from linkcheck._web.concurrency import ThreadSafeSemaphore
from linkcheck._web.failures import FetchFailure
from linkcheck._web.resolver import look_up
from linkcheck.settings import Settings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

ALLOWED_PORTS = frozenset({80, 443, 8080, 8443})
"""Where web pages are served; everything else on a host is somebody's database."""

# IANA IPv4 Special-Purpose Address Registry, with multicast, the reserved top and one cloud's host-local address.
_FORBIDDEN_V4 = tuple(
    (ipaddress.IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "an address of this host"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "a carrier's shared address"),
        ("127.0.0.0/8", "a loopback address"),
        ("168.63.129.16/32", "a cloud's metadata address"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "an address for protocol assignments"),
        ("192.0.2.0/24", "a documentation address"),
        ("192.88.99.0/24", "a withdrawn relay address"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "an address for benchmarks"),
        ("198.51.100.0/24", "a documentation address"),
        ("203.0.113.0/24", "a documentation address"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
    )
)

# Only 2000::/3 is handed out to hosts (IANA IPv6 Global Unicast Assignments); these parts of it are not.
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_FORBIDDEN_V6 = tuple(
    (ipaddress.IPv6Network(network), what)
    for network, what in (
        ("2001::/23", "an address for protocol assignments"),
        ("2001:db8::/32", "a documentation address"),
        ("2002::/16", "a 6to4 address"),
        ("3ffe::/16", "a withdrawn 6bone address"),
        ("3fff::/20", "a documentation address"),
    )
)

# RFC 5214 section 6.1: an ISATAP interface identifier is one of these and an IPv4 address.
_ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")


class Guard:
    """The rules as the settings have them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._networks = parse_networks(settings.allow_networks)
        self._exclusions = Exclusions(settings.exclude)

    def exclusion(self, url: Url) -> str:
        """The pattern of the settings that excludes a URL; empty where none does."""
        return self._exclusions.matching(url)

    def judge(self, url: Url) -> None:
        """What can be said before a look-up. Raises FetchFailure: excluded, action-link, address, port."""
        if pattern := self.exclusion(url):
            raise FetchFailure("excluded", pattern=pattern)
        if not self._settings.visit_action_links and (why := action_reason(url.full_text)):
            raise FetchFailure("action-link", why=why)
        self.judge_host(url)

    def judge_host(self, url: Url) -> None:
        """What can be said of where a URL leads before a look-up. Raises FetchFailure: address, port."""
        if url.address is not None:
            self._require_good(url, url.address)
        elif not self._networks:  # otherwise the addresses decide
            self._require_public(url)

    async def addresses(self, url: Url, of_post: ThreadSafeSemaphore | None = None) -> list[Address]:
        """The judged addresses of a URL, by one look-up that is never used again: all are good, or none is.
        `of_post` are the places for look-ups of the post that the URL stands in.

        Raises FetchFailure: address, port, and those of the look-up.
        """
        if url.address is not None:
            self._require_good(url, url.address)
            return [url.address]
        absolute = not self._networks  # an intranet's names may need its search domains and hosts file
        found = await look_up(url.host, absolute=absolute, timeout=self._settings.dns_timeout, of_post=of_post)
        if not found:
            raise FetchFailure("no-such-name", host=url.host)
        for address in found:
            self._require_good(url, address)
        return found

    def _require_good(self, url: Url, address: Address) -> None:
        if is_inside(address, self._networks):
            return
        if why := forbidden_reason(address) or (url.address and _in_translation(address)):
            shown = f"[{address}]" if address.version == 6 else str(address)  # at a line's begin, "::" is a CI command
            host, what = (shown, why) if url.address else (url.host, f"{shown}, {why}")
            raise FetchFailure("address", host=host, why=what)
        self._require_public(url)

    def _require_public(self, url: Url) -> None:
        if url.port not in ALLOWED_PORTS:
            raise FetchFailure("port", port=url.port)
        if url.host.rpartition(".")[2] == "invalid":
            raise FetchFailure("no-url", why="RFC 2606 keeps .invalid for names that never lead anywhere")
        if url.address is None and is_local_name(url.host):
            raise FetchFailure("address", host=url.host, why="a local name")


@lru_cache(maxsize=64)
def parse_networks(networks: tuple[str, ...]) -> tuple[Network, ...]:
    """Settings.allow_networks as networks; they were validated when the settings were made."""
    return tuple(ipaddress.ip_network(network) for network in networks)


def is_inside(address: Address, networks: Iterable[Network]) -> bool:
    """Whether an address lies in one of the networks; an IPv4-mapped one counts as the IPv4 address it is."""
    plain = _unwrap(address)
    return any(plain in network or address in network for network in networks)


def forbidden_reason(address: Address) -> str:
    """What makes an address one that must not be connected to, as a noun phrase; empty for a public one."""
    plain = _unwrap(address)
    if isinstance(plain, ipaddress.IPv4Address):
        return _first_match(plain, _FORBIDDEN_V4)
    if plain.scope_id:
        return "an address with a zone"
    if plain not in _GLOBAL_V6:
        return "an address outside the public IPv6 range"
    if why := _first_match(plain, _FORBIDDEN_V6):
        return why
    if plain.packed[8:12] in _ISATAP:
        return forbidden_reason(ipaddress.IPv4Address(plain.packed[12:]))
    return ""


def _unwrap(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _in_translation(address: Address) -> str:
    # One spelling for an address: 0x7f.1 is none, and neither is this, where filters and clients may read two hosts.
    return "an IPv4 address written as an IPv6 one" if _unwrap(address) != address else ""


def _first_match(address: Address, table: Iterable[tuple[Network, str]]) -> str:
    return next((what for network, what in table if address in network), "")
