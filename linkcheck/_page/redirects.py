"""What the redirects alone say of the page: that it is a home page, a section, a login, a consent or an error page."""

from __future__ import annotations

import re

import msgspec

from linkcheck._page.types import PageState
from linkcheck._urls.domains import same_site
from linkcheck._urls.url import split_url

_ROOTS = re.compile(
    r"^/?(?:[a-z]{2}(?:[-_][a-zA-Z]{2})?/?)?(?:(?:index|default|home|start|welcome)(?:\.[a-z]{3,5})?/?)?$", re.I
)
# A slug of an article, or a number that names one thing among many.
_DEEP = re.compile(r"/[^/]*[a-z][-_][a-z0-9]+[-_][a-z0-9]|/\d{4}/\d{1,2}(?:/|$)|\d{5,}|/[^/]+/[^/]+/[^/]", re.I)
_LOGIN = re.compile(
    r"/(?:wp-login|login|log-in|signin|sign-in|sign_in|anmelden|connexion|accounts?/login|auth|sso)\b", re.I
)
_CONSENT = re.compile(
    r"^(?:consent|guce|privacy-?gate|cmp|myprivacy|collectconsent)\.|/(?:consent|collectconsent|privacy-?gate|cookiewall)\b",
    re.I,
)
_LOST = re.compile(r"/(?:404|error-?404|not-?found|page-?not-?found|notfound|errors?/404)(?:[./?]|$)", re.I)
_REGION = re.compile(r"/(?:geo-?block(?:ed)?|region-?block(?:ed)?|eu-?block(?:ed)?|not-available-in-your)", re.I)


class RedirectChain(msgspec.Struct, frozen=True):
    """The way from the requested URL to the page."""

    requested: str = ""
    hops: tuple[str, ...] = ()
    """The URLs that redirected, in order."""
    final: str = ""
    refresh: str = ""
    """The value of a Refresh header of the answer."""


def redirect_state(chain: RedirectChain) -> PageState | None:
    """Return the state that the redirects alone name, or None where they say nothing."""
    final, before = chain.final, (chain.requested, *chain.hops)
    if not final or not any(_is_elsewhere(url, final) for url in before):
        return None
    if _LOST.search(_path(final)) and not _LOST.search(_path(chain.requested)):
        return PageState.NOT_FOUND
    if _CONSENT.search(_host(final)) or _CONSENT.search(_path(final)):
        return PageState.CONSENT_WALL
    if _LOGIN.search(_path(final)) and not _LOGIN.search(_path(chain.requested)):
        return PageState.LOGIN_WALL
    if _REGION.search(_path(final)):
        return PageState.REGION_BLOCK
    if any(_asks_deep(url, final) for url in before):
        if _ROOTS.match(_path(final)):
            return PageState.HOMEPAGE
        if any(_is_above(_path(final), _path(url)) for url in before if _same_site(url, final)):
            return PageState.SECTION
    return None


def _asks_deep(url: str, final: str) -> bool:
    """Whether a URL asks for one page among many. A short link of another host only names its target."""
    path = _path(url)
    if _ROOTS.match(path):
        return False
    return _same_site(url, final) or ("-" in path and _DEEP.search(path) is not None)


def _is_above(path: str, deep: str) -> bool:
    """Whether `path` is a folder that contains `deep`."""
    folder = path.rstrip("/")
    return deep.startswith(folder + "/") and len(deep.rstrip("/")) > len(folder) + 1 and _DEEP.search(deep) is not None


def _same_site(one: str, other: str) -> bool:
    return same_site(_host(one), _host(other))


def _is_elsewhere(one: str, other: str) -> bool:
    return (_host(one), _path(one).rstrip("/")) != (_host(other), _path(other).rstrip("/"))


def _host(url: str) -> str:
    return split_url(url).host


def _path(url: str) -> str:
    return split_url(url).path or "/"
