"""Whether a link shows one site and leads to another.

Weak evidence: SpamAssassin gave up on it, because agencies and link shorteners do it honestly. So what is compared
is the registrable domain, and only where the post really shows a host in the place of the link.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from linkcheck.post.types import Link, Post
from linkcheck.post.urls_in_text import find_urls


def disguised_hosts(post: Post, link: Link) -> tuple[str, str] | None:
    """The host shown and the host led to, where their registrable domains differ; None where they agree.

    What is shown is the platform's own display text, else what stands in the link's place in the text; words that
    name no host show nothing.
    """
    shown = link.display or (post.text[link.start : link.end] if link.start is not None else "")
    if shown == link.url:  # a short link, which the platform expanded
        return None
    shown_host, real_host = _host_shown(shown), _host_of(link.expanded_url)
    if not shown_host or not real_host or shown_host == real_host or _site(shown_host) == _site(real_host):
        return None
    return shown_host, real_host


def _host_shown(shown: str) -> str:
    urls = find_urls(shown.strip()[:500])
    if len(urls) != 1 or urls[0].start != 0:
        return ""
    return _host_of(urls[0].url if "://" in urls[0].url else f"https://{urls[0].url}")


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _site(host: str) -> str:
    try:
        wire = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        wire = host
    return str(_suffixes().privatesuffix(wire) or wire)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
