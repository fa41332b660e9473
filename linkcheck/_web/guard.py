"""The guard: judges a URL before its name is looked up, and every address that the look-up gives.

What it gives out is what may be connected to; nobody looks a name up again behind it.
"""

from __future__ import annotations

from linkcheck._urls.action_links import why_action
from linkcheck._urls.url import Address, Url, is_local_name
from linkcheck._web.addresses import ALLOWED_PORTS, is_inside, parse_networks, why_forbidden
from linkcheck._web.failures import FetchFailure
from linkcheck._web.resolver import look_up
from linkcheck.settings import Settings


class Guard:
    """The rules as the settings have them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._networks = parse_networks(settings.allow_networks)

    def judge(self, url: Url) -> None:
        """What can be said before a look-up. Raises FetchFailure: action-link, address, port."""
        if not self._settings.visit_action_links and (why := why_action(url.full_text)):
            raise FetchFailure("action-link", why=why)
        if url.address is not None:
            self._require_good(url, url.address)
        elif not self._networks:  # otherwise the addresses decide
            self._require_public(url)

    async def addresses(self, url: Url) -> list[Address]:
        """The judged addresses of a URL, by one look-up that is never used again: all are good, or none is.

        Raises FetchFailure: address, port, and those of the look-up.
        """
        if url.address is not None:
            self._require_good(url, url.address)
            return [url.address]
        absolute = not self._networks  # an intranet's names may need its search domains and hosts file
        found = await look_up(url.host, absolute=absolute, timeout=self._settings.dns_timeout)
        if not found:
            raise FetchFailure("no-such-name", host=url.host)
        for address in found:
            self._require_good(url, address)
        return found

    def _require_good(self, url: Url, address: Address) -> None:
        if is_inside(address, self._networks):
            return
        if why := why_forbidden(address):
            raise FetchFailure("address", host=url.host, why=why if url.address else f"{address}, {why}")
        self._require_public(url)

    def _require_public(self, url: Url) -> None:
        if url.port not in ALLOWED_PORTS:
            raise FetchFailure("port", port=url.port)
        if url.address is None and is_local_name(url.host):
            raise FetchFailure("address", host=url.host, why="a local name")
