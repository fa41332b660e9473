"""HTTP semantics (RFC 9110): what our requests say, and what the answers mean. Pure: no I/O and no clock."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

import msgspec

from linkcheck._moments import aware
from linkcheck._urls.url import Url, UrlError, join_url
from linkcheck._web.body import ACCEPT_ENCODING
from linkcheck._web.failures import FetchFailure
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


def user_agent(settings: Settings) -> str:
    """The User-Agent header."""
    return settings.user_agent or USER_AGENT


def product_token(settings: Settings) -> str:
    """The product token that robots.txt may name."""
    return user_agent(settings).partition("/")[0].partition(" ")[0]


def request_headers(settings: Settings, validators: Validators, *, identity_encoding: bool) -> dict[str, str]:
    """Headers of a request; `identity_encoding` asks for a body without encoding."""
    headers = {
        "User-Agent": user_agent(settings),
        "Accept": _ACCEPT,
        "Accept-Encoding": "identity" if identity_encoding else ACCEPT_ENCODING,
    }
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Statuses that send a GET elsewhere (RFC 9110 section 15.4); 300, 304, 305 and 306 do not."""

THROTTLE_STATUSES = frozenset({429, 503})
"""Statuses by which a site says that it is asked too much (RFC 6585 section 4, RFC 9110 section 15.6.4)."""

MAX_PAUSE = 30.0
"""Seconds between two tries at most, where the site has no wish of its own."""

MAX_RETRY_AFTER = 24 * 3600.0
"""Seconds ahead that a site's wish is believed."""

_PLAIN_NUMBER = re.compile(r"\s*(\d+)\s*", re.ASCII)


def redirect_target(url: Url, location: str, *, max_length: int) -> Url:
    """Where a redirect leads. Raises FetchFailure: bad-redirect, insecure-redirect, scheme."""
    try:
        target = join_url(url, _decoded(location), max_length=max_length)
    except UrlError as error:
        if error.code == "scheme":
            raise FetchFailure.of_url(error) from None
        raise FetchFailure("bad-redirect", why=error.facts.get("why", "it is too long")) from None
    if url.scheme == "https" and target.scheme == "http":
        raise FetchFailure("insecure-redirect", target=target.origin)
    return target


def _decoded(location: str) -> str:
    # Headers are read as Latin-1; servers that send raw bytes mean UTF-8.
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def read_retry_after(value: str, now: dt.datetime) -> float | None:
    """Seconds until a site wants to be asked again, at most 24 hours; None for the past and for garbage."""
    if match := _PLAIN_NUMBER.fullmatch(value):
        digits = match.group(1).lstrip("0")
        seconds = MAX_RETRY_AFTER if len(digits) > 9 else float(digits or 0)
    else:
        try:
            seconds = (aware(email.utils.parsedate_to_datetime(value[:100])) - now).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(seconds, MAX_RETRY_AFTER) if seconds > 0 else None


def retry_delay(failure: FetchFailure, *, tries: int, pause: float) -> float | None:
    """Seconds to wait before another try, None when there should be none.

    `tries` is how many were made, `pause` the wait after the first; it doubles with each (binary back-off).
    A site's own wish goes before.
    """
    if not failure.kind.retryable:
        return None
    if failure.retry_after is None:
        return min(pause * 2.0 ** (tries - 1), MAX_PAUSE)
    return failure.retry_after
