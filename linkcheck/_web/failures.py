"""What can come between a link and its page: one table, one outcome for each failure.

A FetchFailure is raised inside this room only; the fetcher turns it into a Snapshot. Codes are stable and public
(Snapshot.detail); sentences are for people and may change (Snapshot.message).
"""

from __future__ import annotations

import datetime as dt
from typing import Self

import msgspec

from linkcheck._text.display import plain
from linkcheck._urls.url import UrlError
from linkcheck._web.types import Outcome


class FailureKind(msgspec.Struct, frozen=True):
    """One row of the table: the outcome of a failure, its sentence, and whether another try may help."""

    outcome: Outcome
    sentence: str
    """Says what happened to `{it}`, the URL; other fields are the facts given with the failure."""
    retryable: bool = False


_REFUSED, _BLOCKED, _GONE = Outcome.REFUSED, Outcome.BLOCKED, Outcome.GONE
_FAILED, _UNREADABLE = Outcome.FAILED, Outcome.UNREADABLE

FAILURES: dict[str, FailureKind] = {
    # Refused: not visited, by our own rules.
    "malformed-url": FailureKind(_REFUSED, "{it} is not a URL that can be visited: {why}."),
    "url-too-long": FailureKind(_REFUSED, "{it} has {length} characters; the limit is {limit}."),
    "scheme": FailureKind(_REFUSED, "{it} is not visited: only http and https are."),
    "port": FailureKind(_REFUSED, "{it} is not visited: port {port} is not one of 80, 443, 8080 and 8443."),
    "address": FailureKind(_REFUSED, "{it} is not visited: {host} is {why}."),
    "action-link": FailureKind(_REFUSED, "{it} is not visited: a visit may act ({why})."),
    "excluded": FailureKind(_REFUSED, "{it} is not visited: “{pattern}” is excluded."),
    "robots": FailureKind(_REFUSED, "{it} is not visited: robots.txt of {host} forbids it."),
    "robots-unavailable": FailureKind(_REFUSED, "{it} is not visited for now: robots.txt of {host} {why}."),
    "asked-to-wait": FailureKind(
        _REFUSED,
        "{it} is not visited now: {host} asked to wait too long, {seconds:,.0f} s where Settings.max_wait allows "
        "{limit:g} s.",
    ),
    "insecure-redirect": FailureKind(
        _REFUSED, "{it} redirects from https to http, to {target}, which is not followed."
    ),
    "too-many-links": FailureKind(
        _REFUSED, "{it} is not checked: of one post at most {limit} distinct links are, and {most} in all."
    ),
    # Blocked: the site answered, but not to us.
    "blocked": FailureKind(_BLOCKED, "{it} answered {status} to this visit."),
    "blocked-429": FailureKind(_BLOCKED, "{it} answered 429, too many requests.", retryable=True),
    # Gone: there is nothing there.
    "not-found": FailureKind(_GONE, "{it} answered 404, not found."),
    "gone": FailureKind(_GONE, "{it} answered 410, gone."),
    "no-url": FailureKind(_GONE, "{it} leads nowhere: it is no URL ({why})."),
    "no-such-name": FailureKind(_GONE, "{it} leads nowhere: there is no host named {host}.", retryable=True),
    # Failed: it may work another time.
    "timeout": FailureKind(_FAILED, "{it} did not answer in time: {why}.", retryable=True),
    "dns-timeout": FailureKind(
        _FAILED, "{it} could not be reached: looking up {host} took more than {limit:g} s.", retryable=True
    ),
    "dns-failure": FailureKind(_FAILED, "{it} could not be reached: looking up {host} failed ({why}).", retryable=True),
    "connection-refused": FailureKind(
        _FAILED, "{it} could not be reached: {host} refused the connection.", retryable=True
    ),
    "unreachable": FailureKind(
        _FAILED, "{it} could not be reached: there is no way to {host} ({why}).", retryable=True
    ),
    "reset": FailureKind(_FAILED, "{it} did not arrive: the connection broke off ({why}).", retryable=True),
    "tls": FailureKind(_FAILED, "{it} could not be reached: no secure connection to {host} ({why})."),
    "request-timeout": FailureKind(_FAILED, "{it} answered 408, request timeout.", retryable=True),
    "server-error": FailureKind(_FAILED, "{it} answered {status}, a server error.", retryable=True),
    "protocol-error": FailureKind(_FAILED, "{it} did not answer in valid HTTP: {why}."),
    "unasked-304": FailureKind(
        _FAILED, "{it} answered 304, not modified, though nothing was known of it.", retryable=True
    ),
    "unexpected-status": FailureKind(_FAILED, "{it} answered {status}, which brings no page."),
    "headers-too-large": FailureKind(_FAILED, "{it} sent headers of more than {limit} bytes or 1000 lines."),
    "redirect-loop": FailureKind(_FAILED, "{it} redirects in a circle, back to {target}."),
    "too-many-redirects": FailureKind(_FAILED, "{it} redirects more than {limit} times."),
    "bad-redirect": FailureKind(_FAILED, "{it} redirects to something that is not a URL: {why}."),
    "short-body": FailureKind(_FAILED, "{it} broke off after {length} bytes of the page.", retryable=True),
    "no-snapshot": FailureKind(_FAILED, "{it} cannot be replayed: snapshot {id} {why}."),
    "offline": FailureKind(_FAILED, "{it} is not in the store, and Settings.offline allows no visit."),
    "transport": FailureKind(_FAILED, "{it} did not arrive: the transport that you gave failed ({why})."),
    "internal": FailureKind(_FAILED, "{it} could not be fetched: {why}."),
    # Unreadable: it came, but cannot be read.
    "content-type": FailureKind(_UNREADABLE, "{it} is {kind}, which cannot be read."),
    "encoding": FailureKind(_UNREADABLE, "{it} is encoded in a way that cannot be read: {why}."),
    "too-large": FailureKind(_UNREADABLE, "{it} is larger than the limit of {limit} bytes."),
    "empty": FailureKind(_UNREADABLE, "{it} answered {status} with an empty page."),
}
"""Codes of the form "blocked-<status>" and "tls-<reason>" without a row of their own share the row of their family."""

_CODE_FAMILIES = ("blocked", "tls")


def failure_kind(code: str) -> FailureKind:
    """The row of the table for a code. Raises KeyError for a code that is not in it."""
    if code in FAILURES:
        return FAILURES[code]
    family = code.partition("-")[0]
    if family not in _CODE_FAMILIES:
        raise KeyError(code)
    return FAILURES[family]


class FetchFailure(Exception):  # noqa: N818 - it is a result on its way, not an error
    """Something came between a link and its page; never leaves the room."""

    def __init__(self, code: str, *, retry_at: dt.datetime | None = None, **facts: object) -> None:
        """`facts` fill the sentence; `retry_at` and `retry_after` (seconds) are the site's wish."""
        super().__init__(code)
        self.code = code
        self.kind = failure_kind(code)
        self.outcome = self.kind.outcome
        self.retry_at = retry_at
        self.retry_after: float | None = None
        self.facts = facts

    @classmethod
    def of_url(cls, error: UrlError) -> Self:
        """The failure of a URL that cannot be asked for."""
        failure = cls(error.code)
        failure.facts = error.facts
        return failure

    def again(self) -> Self:
        """The same failure, to be raised where this one is the cause of what was caught: none holds the other."""
        failure = type(self)(self.code, retry_at=self.retry_at)
        failure.facts = self.facts
        return failure

    def sentence(self, it: str) -> str:
        """The failure in words, about `it`: the URL, shortened and masked."""
        facts = {
            name: plain(fact, _MAX_FACT).rstrip(". ") if isinstance(fact, str) else fact
            for name, fact in self.facts.items()
        }
        return self.kind.sentence.format(it=plain(it, _MAX_FACT), **facts)


_MAX_FACT = 160  # characters: URLs and servers' words go to terminals and logs
