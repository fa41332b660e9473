"""The values of room two: Snapshot, Hop, Outcome."""

from __future__ import annotations

import datetime as dt
import enum

import msgspec

from linkcheck._public import public


@public
class Outcome(enum.StrEnum):
    """What a visit came to."""

    OK = "ok"
    """A final response with a body that can be read."""
    REFUSED = "refused"
    """Not visited, by our own rules: address guard, malformed URL, robots.txt, action link, asked to wait too long."""
    BLOCKED = "blocked"
    """The site answered, but not to us: 401, 402, 403, 405, 406, 429, 451, 999 and other 4xx."""
    GONE = "gone"
    """There is nothing there: 404, 410, no such name on a second look-up."""
    FAILED = "failed"
    """It may work another time: DNS, time-out, 408, 5xx, refused, reset, TLS."""
    UNREADABLE = "unreadable"
    """It came, but cannot be read: type, size, encoding."""


@public
class Hop(msgspec.Struct, frozen=True):
    """One step of a redirect chain: the URL asked and the status it answered with."""

    url: str
    status_code: int


@public
class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What a link returned at one moment. Never an exception: `outcome` and `detail` say what happened."""

    id: str
    """Unique for each visit; reports name it. Empty where there is nothing to name: nothing was seen or judged."""
    url: str
    """As asked."""
    final_url: str = ""
    """The last URL asked, after redirects; equal to `url` when none was followed."""
    hops: tuple[Hop, ...] = ()
    """The redirects followed, in order, without the final response."""
    status_code: int | None = None
    outcome: Outcome = Outcome.FAILED
    detail: str = ""
    """A stable code for what happened ("timeout", "robots", "address", ...); empty when ok."""
    message: str = ""
    """The same as a sentence naming the input; empty when ok."""
    headers: tuple[tuple[str, str], ...] = ()
    """Of the final response, names in lower case, without Set-Cookie."""
    content: bytes = b""
    """The decoded body, up to the limit."""
    content_type: str = ""
    """As the server declared it, charset included."""
    truncated: bool = False
    """Whether `content` ends before the body did."""
    sha256: str = ""
    """Of `content`, hex."""
    fetched_at: dt.datetime | None = None
    """When the final response came, in UTC."""
    elapsed: float = 0.0
    """Seconds from asking to the end of the body."""
    from_store: bool = False
    """Whether it was taken from the store without a visit; `id` is then that of the visit that found it."""
    url_key: str = ""
    """Our normal form of `url`: equal for links that lead to the same page."""
    host_warnings: tuple[str, ...] = ()
    """What is odd about the host names of the chain: "mixed-script-host", "look-alike-host"."""
    retry_at: dt.datetime | None = None
    """When the site asked to be tried again (Retry-After), at most 24 hours on."""
