"""What a request says of us: who asks, for what, and which version of the page is already known."""

from __future__ import annotations

import msgspec

from linkcheck._urls.url import Url
from linkcheck._web.body import ACCEPT_ENCODING
from linkcheck._web.types import Snapshot
from linkcheck.settings import Settings
from linkcheck.version import HOMEPAGE, __version__

USER_AGENT = f"linkcheck/{__version__}" + (f" (+{HOMEPAGE})" if HOMEPAGE else "")
"""Names the program, never a browser's. Whom a site's owner may write to is for `Settings.user_agent` to say."""

_ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.9, application/pdf;q=0.8, */*;q=0.1"


class Validators(msgspec.Struct, frozen=True):
    """What the store knows of a page, so that an unchanged one need not be sent again (RFC 9110 section 13)."""

    url: str = ""
    """The final URL that they were given for."""
    etag: str = ""
    last_modified: str = ""

    def hold_for(self, url: Url) -> bool:
        """Whether a request for `url` may be made conditional."""
        return bool(self.etag or self.last_modified) and url.text == self.url


def validators_of(snapshot: Snapshot | None) -> Validators:
    """The validators of a stored page; none for a failure or a part of a page."""
    if snapshot is None or not snapshot.content or snapshot.truncated:
        return Validators()
    headers = dict(snapshot.headers)
    url = snapshot.final_url.partition("#")[0]
    return Validators(url, headers.get("etag", ""), headers.get("last-modified", ""))


def agent_of(settings: Settings) -> str:
    """The User-Agent header."""
    return settings.user_agent or USER_AGENT


def product_of(settings: Settings) -> str:
    """The product token that robots.txt may name."""
    return agent_of(settings).partition("/")[0].partition(" ")[0]


def request_headers(settings: Settings, validators: Validators, *, plain: bool) -> dict[str, str]:
    """Headers of a request; `plain` asks for a body without encoding."""
    headers = {
        "User-Agent": agent_of(settings),
        "Accept": _ACCEPT,
        "Accept-Encoding": "identity" if plain else ACCEPT_ENCODING,
    }
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers
