"""Which addresses may be connected to."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._web.addresses import is_inside, parse_networks, why_forbidden

FORBIDDEN = """
0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 168.63.129.16 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.1 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:10::1
2001:20::1 2001:db8::1 2002:808:808::1 3ffe::1 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1
2001:4860::5efe:10.0.0.1 2001:4860::200:5efe:7f00:1 2001:4860:4860::8888%eth0
"""
PUBLIC = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 168.63.129.17 169.253.255.255 172.15.255.255
172.32.0.1 192.0.1.1 198.17.255.255 198.20.0.1 223.255.255.255 2001:200::1 2001:4860:4860::8888 2606:4700::1111
2a00:1450::1 ::ffff:8.8.8.8 2001:4860::5efe:8.8.8.8
"""


@pytest.mark.parametrize("address", FORBIDDEN.split())
def test_addresses_that_must_not_be_connected_to(address: str) -> None:
    assert why_forbidden(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC.split())
def test_a_public_address_is_allowed(address: str) -> None:
    assert why_forbidden(ipaddress.ip_address(address)) == ""


@settings(max_examples=300, deadline=None)
@given(st.ip_addresses())
def test_an_address_that_the_standard_library_calls_private_is_forbidden(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        embedded = isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped
        assert embedded or why_forbidden(address)


def test_networks_hold_mapped_addresses_too() -> None:
    networks = parse_networks(("127.0.0.0/8", "::1/128"))

    assert is_inside(ipaddress.ip_address("127.9.9.9"), networks)
    assert is_inside(ipaddress.ip_address("::ffff:127.0.0.1"), networks)
    assert is_inside(ipaddress.ip_address("::1"), networks)
    assert not is_inside(ipaddress.ip_address("10.0.0.1"), networks)
