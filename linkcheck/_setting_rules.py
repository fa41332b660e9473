"""What must settings be besides their type and range? Networks, patterns of URLs, names; thresholds in order."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from linkcheck._moments import zone_of
from linkcheck.errors import SettingsError


def require_zone(name: str) -> None:
    """Raises SettingsError for what is no IANA name of a time zone."""
    try:
        zone_of(name)
    except ValueError:
        raise SettingsError("timezone", name, "the IANA name of a time zone, such as Europe/Berlin or UTC") from None


def require_networks(networks: tuple[str, ...]) -> None:
    """Raises SettingsError for what is no network, and for one with host bits: a typing error, or one address alone."""
    for network in networks:
        try:
            around = ipaddress.ip_network(network, strict=False)
        except ValueError:
            raise SettingsError("allow_networks", network, "a network such as 127.0.0.0/8 or ::1/128") from None
        address = network.partition("/")[0]
        if ipaddress.ip_address(address) != around.network_address:
            alone = f"{address}/{around.max_prefixlen}"
            raise SettingsError(
                "allow_networks", network, f"{around}, without host bits, or {alone} for that address alone"
            )


def require_patterns(patterns: Iterable[str]) -> None:
    """Raises SettingsError for what can be neither a host nor the beginning of a URL."""
    for pattern in patterns:
        if not pattern or any(character.isspace() for character in pattern):
            raise SettingsError("exclude", pattern, "a host or the beginning of a URL, without white space")


_DETECTOR = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*:[^\W\d]\w*(?:\.[^\W\d]\w*)*|[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""A module and an attribute, or the name of an entry point."""


def require_detectors(names: Iterable[str]) -> None:
    """Raises SettingsError for what names no detector."""
    for name in names:
        if not _DETECTOR.fullmatch(name):
            raise SettingsError(
                "detectors",
                name,
                "module:attribute, or the name of an installed detector",
            )


def require_in_order(match_threshold: float, mismatch_threshold: float) -> None:
    """Raises SettingsError for thresholds that cross: one score would be a match and a mismatch."""
    if match_threshold > mismatch_threshold:
        beside = f"mismatch_threshold is {mismatch_threshold:g}"
        raise SettingsError("match_threshold", match_threshold, "a value that is not above it", beside=beside)
