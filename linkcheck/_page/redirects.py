"""How the link was reached: where it asked to go, where it came out, and what that difference tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from linkcheck._page.types import PageState
from linkcheck._urls.domains import same_site
from linkcheck._urls.url import split_url

_ROOTS = re.compile(
    r"^/?(?:[a-z]{2}(?:[-_][a-zA-Z]{2})?/?)?(?:(?:index|default|home|start|welcome)(?:\.[a-z]{3,5})?/?)?$", re.I
)
# A slug of an article, or a number that names one thing among many.
_DEEP = re.compile(r"/[^/]*[a-z]+(?:[-_][a-z0-9]+){2,}|/\d{4}/\d{1,2}(?:/|$)|\d{5,}|/[^/]+/[^/]+/[^/]+", re.I)
_LOGIN = re.compile(
    r"/(?:wp-login|login|log-in|signin|sign-in|sign_in|anmelden|connexion|accounts?/login|auth|sso)\b", re.I
)
_CONSENT = re.compile(
    r"^(?:consent|guce|privacy-?gate|cmp|myprivacy|collectconsent)\.|/(?:consent|collectconsent|privacy-?gate|cookiewall)\b",
    re.I,
)
_LOST = re.compile(r"/(?:404|error-?404|not-?found|page-?not-?found|notfound|errors?/404)(?:[./?]|$)", re.I)
_REGION = re.compile(r"/(?:geo-?block(?:ed)?|region-?block(?:ed)?|eu-?block(?:ed)?|not-available-in-your)", re.I)


class Arrival(msgspec.Struct, frozen=True):
    """The way from the link to the page."""

    asked: str = ""
    passed: tuple[str, ...] = ()
    """The URLs on the way, the asked one included."""
    reached: str = ""


def arrival_of(asked: str, passed: Sequence[str], reached: str) -> Arrival:
    """Return the way; URLs that differ only in scheme, www or a closing slash are no difference."""
    return Arrival(asked, tuple(passed) or (asked,), reached)


def diverted_to(arrival: Arrival) -> PageState | None:
    """Return the state that the redirects alone name, or None where they say nothing."""
    reached = arrival.reached
    if not reached or not any(_differs(url, reached) for url in arrival.passed):
        return None
    if _LOST.search(_path(reached)) and not _LOST.search(_path(arrival.asked)):
        return PageState.NOT_FOUND
    if _CONSENT.search(_host(reached)) or _CONSENT.search(_path(reached)):
        return PageState.CONSENT_WALL
    if _LOGIN.search(_path(reached)) and not _LOGIN.search(_path(arrival.asked)):
        return PageState.LOGIN_WALL
    if _REGION.search(_path(reached)):
        return PageState.REGION_BLOCK
    if any(_asks_deep(url, reached) for url in arrival.passed):
        if _ROOTS.match(_path(reached)):
            return PageState.HOMEPAGE
        if any(_is_above(_path(reached), _path(url)) for url in arrival.passed if _same_site(url, reached)):
            return PageState.SECTION
    return None


def _asks_deep(url: str, reached: str) -> bool:
    """Whether a URL asks for one page among many. A short link of another host only names its target."""
    path = _path(url)
    if _ROOTS.match(path):
        return False
    return _same_site(url, reached) or ("-" in path and _DEEP.search(path) is not None)


def _is_above(path: str, asked: str) -> bool:
    """Whether `path` is a folder that `asked` lies in."""
    folder = path.rstrip("/")
    return (
        asked.startswith(folder + "/") and len(asked.rstrip("/")) > len(folder) + 1 and _DEEP.search(asked) is not None
    )


def _same_site(one: str, other: str) -> bool:
    return same_site(_host(one), _host(other))


def _differs(one: str, other: str) -> bool:
    return (_host(one), _path(one).rstrip("/")) != (_host(other), _path(other).rstrip("/"))


def _host(url: str) -> str:
    return split_url(url).host


def _path(url: str) -> str:
    return split_url(url).path or "/"
