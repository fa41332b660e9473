"""What does a page declare to others: its address, other forms and languages, feeds, oEmbed? Read, never asked for."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from linkcheck._page.metadata import Declared, RawLink
from linkcheck._page.types import DeclaredLink
from linkcheck._urls.url import split_url

_MAX_LINKS = 40
"""Sites in many languages declare some thirty alternates."""
_MAX_OF_KIND = 30
_MAX_URL = 2_000
_FEEDS = ("rss+xml", "atom+xml", "feed+json")


def declared_links(declared: Declared, url: str) -> tuple[DeclaredLink, ...]:
    """The links that the page at `url` declares, in its order; those that are not http or https are left out."""
    found: dict[tuple[str, str], DeclaredLink] = {}
    of_kind: dict[str, int] = {}
    for link in declared.links:
        for relation in _relations(link):
            address = absolute_url(link.href, url)
            if not address or (relation, address) in found or of_kind.get(relation, 0) >= _MAX_OF_KIND:
                continue
            of_kind[relation] = of_kind.get(relation, 0) + 1
            language = link.hreflang if relation == "alternate" else ""
            found[relation, address] = DeclaredLink(relation, address, language, link.type, link.title)
            if len(found) >= _MAX_LINKS:
                return tuple(found.values())
    return tuple(found.values())


def _relations(link: RawLink) -> Iterator[str]:
    if "canonical" in link.rel:
        yield "canonical"
    if "amphtml" in link.rel:
        yield "amp"
    if "shortlink" in link.rel:
        yield "short"
    if "alternate" in link.rel and "stylesheet" not in link.rel:
        if "oembed" in link.type:
            yield "oembed"
        elif any(feed in link.type for feed in _FEEDS):
            yield "feed"
        elif link.hreflang or not link.type or "html" in link.type:
            yield "alternate"


def absolute_url(link: str, url: str) -> str:
    """The link as an absolute address; empty where it is none of http or https, or longer than addresses are."""
    try:
        joined = urljoin(url, link) if link else ""
    except ValueError:
        return ""
    parts = split_url(joined)
    fit = parts.scheme in ("http", "https") and parts.host and len(joined) <= _MAX_URL
    return joined if fit and joined.isprintable() else ""
