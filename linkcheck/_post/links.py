"""Which links does a post have, and where do they stand in its text?

Those its platform names, placed in the text, else those that the scanner finds. Platforms count in different units
(code points, UTF-16, UTF-8 bytes), and exports get them wrong: a span that does not show its URL is looked for near by,
and a link that is not found keeps no span, with a note.

A link may show one site and lead to another. That is weak evidence, since agencies and link shorteners do it honestly:
only registrable domains are compared, and only where the post really shows a host in the place of the link.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from linkcheck._post.types import Link, Post
from linkcheck._text.display import plain
from linkcheck._urls.domains import same_site
from linkcheck._urls.file_names import is_no_host
from linkcheck._urls.scanner import FoundUrl, find_urls
from linkcheck._urls.url import split_url

MAX_PLACED = 1000
"""Links placed in one text: a post has a handful, an untrusted record may have millions."""

_SHOWN = 100
"""Characters of a URL in a note."""

_DOTS = re.compile(r"(?:…|\.{3})(?![.…])")
_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|#39);")


class GivenLink(NamedTuple):
    """A link as a platform names it: `written` is what should stand in the text at [start, end)."""

    url: str
    written: str = ""
    start: int | None = None
    end: int | None = None
    expanded_url: str = ""
    display: str = ""


def links_in(text: str) -> tuple[Link, ...]:
    """The links the scanner finds in a plain text, without one that a repost cut in two ("RT @a: ... https://t.co/x…").

    One that stands there twice, bare and whole ("paper.example [https://paper.example]"), is one link.
    """
    found = urls_in_text(text)
    if found and text.startswith("RT @") and text.startswith("…", found[-1].end):
        found = found[:-1]
    whole = {_without_scheme(url.url) for url in found if "://" in url.url}
    return tuple(
        Link(url=url.url, expanded_url=_expanded(url), start=url.start, end=url.end, display=_cut_form(text, url))
        for url in found
        if "://" in url.url or _without_scheme(url.url) not in whole
    )


def urls_in_text(text: str) -> tuple[FoundUrl, ...]:
    """The URLs of a plain text; a bare name that is that of a file ("main.py") is none, as on most platforms,
    nor is what a missing space makes of two sentences.
    """
    return tuple(found for found in find_urls(text) if not is_no_host(found.url))


def _cut_form(text: str, url: FoundUrl) -> str:
    """A URL with the dots that stand right behind it, as platforms show one that they shortened; empty without them."""
    dots = _DOTS.match(text, url.end)
    return url.url + dots[0] if dots else ""


def _without_scheme(url: str) -> str:
    return url.partition("://")[2].rstrip("/") if "://" in url else url.rstrip("/")


def place_links(text: str, given: Iterable[GivenLink]) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """The given links with spans in `text`, in its order, those without one last; and notes on wrong offsets."""
    links: list[Link] = []
    notes: list[str] = []
    position = 0
    for link in sorted(list(given)[:MAX_PLACED], key=_by_start):
        span = _span_of(text, link, position)
        if link.start is not None and span != (link.start, link.end):
            notes.append(wrong_span_note(link.url))
        if span is not None:
            position = span[1]
        start, end = span or (None, None)
        links.append(
            Link(url=link.url, expanded_url=link.expanded_url or link.url, start=start, end=end, display=link.display)
        )
    links.sort(key=lambda link: (link.start is None, link.start or 0))
    return tuple(links), tuple(notes)


def wrong_span_note(url: str) -> str:
    """The note of a link whose given span does not show it."""
    return f"The span given for {plain(url, _SHOWN)} was wrong."


def append_links(links: Sequence[Link], urls: Iterable[str]) -> tuple[Link, ...]:
    """`links`, and after them those of `urls`, given beside the text, that are not among them yet.

    One that the text shows without its scheme is led where it is given whole.
    """
    given = list(dict.fromkeys(urls))[:MAX_PLACED]
    whole = {_without_scheme(url): url for url in given if "://" in url}
    led = [_led(link, whole) for link in links]
    known = {key for link in led for key in (link.url, link.expanded_url)}
    added = []
    for url in given:
        if url not in known:
            written = find_urls(url)
            is_whole = len(written) == 1 and written[0].url == url
            added.append(Link(url=url, expanded_url=_expanded(written[0]) if is_whole else url))
    return (*led, *added)


def _led(link: Link, whole: Mapping[str, str]) -> Link:
    if "://" in link.url or link.expanded_url != f"http://{link.url}":
        return link
    url = whole.get(_without_scheme(link.url))
    return msgspec.structs.replace(link, expanded_url=url) if url else link


def _expanded(found: FoundUrl) -> str:
    """Where a reader is led: platforms put http:// before a bare domain (twitter-text, autoLinkUrlsCustom)."""
    return found.url if "://" in found.url[: len("https://")] else f"http://{found.url}"


def unescape(text: str, given: Iterable[GivenLink]) -> tuple[str, list[GivenLink]]:
    """A text in which X wrote &, < and > as HTML, made plain; spans that count the HTML are moved with it."""
    if "&" not in text:
        return text, list(given)
    pieces: list[str] = []
    ends: list[int] = []
    removed = [0]
    last = 0
    for match in _ESCAPED.finditer(text):
        pieces += (text[last : match.start()], html.unescape(match.group()))
        last = match.end()
        ends.append(last)
        removed.append(removed[-1] + len(match.group()) - 1)
    pieces.append(text[last:])

    def moved(link: GivenLink) -> GivenLink:
        if link.start is None or link.end is None or text[link.start : link.end] != link.written:
            return link
        start, end = (offset - removed[bisect_right(ends, offset)] for offset in (link.start, link.end))
        return link._replace(start=start, end=end)

    return "".join(pieces), [moved(link) for link in given]


def _by_start(link: GivenLink) -> tuple[bool, int]:
    return link.start is None, link.start or 0


def _span_of(text: str, link: GivenLink, position: int) -> tuple[int, int] | None:
    """Where `link` stands in `text`, at or after `position`: as given, else where it is written."""
    start, end = link.start, link.end
    if start is not None and end is not None and _shows_link(text, link, position):
        return start, end
    written = link.written or link.url
    at = text.find(written, position) if written else -1
    return (at, at + len(written)) if at >= 0 else None


def _shows_link(text: str, link: GivenLink, position: int) -> bool:
    """Whether the span given for `link` is one, after the last link, and shows what it should."""
    start, end = link.start or 0, link.end or 0
    return position <= start < end <= len(text) and (not link.written or text[start:end] == link.written)


def display_host_mismatch(post: Post, link: Link) -> tuple[str, str] | None:
    """The host shown and the host led to, where their registrable domains differ; None where they agree.

    What is shown is the platform's own display text, else what stands in the link's place in the text; words that
    name no host show nothing.
    """
    shown = link.display or (post.text[link.start : link.end] if link.start is not None else "")
    if shown == link.url:  # a short link, which the platform expanded
        return None
    shown_host, real_host = _host_shown(shown), split_url(link.expanded_url).host
    if not shown_host or not real_host or same_site(shown_host, real_host):
        return None
    return shown_host, real_host


def _host_shown(shown: str) -> str:
    urls = find_urls(shown.strip()[:500])
    if len(urls) != 1 or urls[0].start != 0:
        return ""
    return split_url(_expanded(urls[0])).host
