"""Which part of a post with several links is about which of them?

Newsletters, lists and threads give one sentence or line to each link. A link whose part says nothing that can be
checked ("Subscribe:", "via", "Support us") has no segment of its own, and neither have links that share one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from linkcheck._post.claim import read_part
from linkcheck._post.types import Link, Post

MAX_LINKS = 50
"""Links up to which segments are sought: as many as are checked in one post (Settings.max_links)."""

_CONNECTED = re.compile(r"[\W_]*(?:(?:and|or|und|oder|y|o|et|ou|e|via)\b[\W_]*)?", re.IGNORECASE)
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")
_HAS_WORD = re.compile(r"[^\W_]")

_Span = tuple[int, int]


def with_segments(post: Post) -> Post:
    """`post` with a segment for each link that has one of its own; unchanged where fewer than two have."""
    placed = [link for link in post.links if link.start is not None]
    if len({link.expanded_url for link in placed}) < 2 or len(placed) > MAX_LINKS:
        return post
    groups = _groups(post.text, placed)
    parts = _segment_spans(post.text, [_extent(group) for group in groups])
    own = {
        id(link): part
        for group, part in zip(groups, parts, strict=True)
        if part is not None and read_part(post, *part).checkable
        for link in group
    }
    if len(set(own.values())) < 2:
        return post
    links = tuple(msgspec.structs.replace(link, segment=own.get(id(link))) for link in post.links)
    return msgspec.structs.replace(post, links=links)


def _groups(text: str, links: Sequence[Link]) -> list[list[Link]]:
    """Links that belong together: no words between them, or the sentence continues after the first."""
    groups = [[links[0]]]
    for before, link in pairwise(links):
        between = text[before.end or 0 : link.start or 0]
        if before.expanded_url == link.expanded_url or ("\n" not in between and _goes_on(between)):
            groups[-1].append(link)
        else:
            groups.append([link])
    return groups


def _goes_on(between: str) -> bool:
    if _CONNECTED.fullmatch(between):
        return True
    first = between.lstrip()[:1]
    return first.islower() or first in {",", ";", ")", "]"}


def _extent(group: Sequence[Link]) -> _Span:
    return group[0].start or 0, group[-1].end or 0


def _segment_spans(text: str, extents: Sequence[_Span]) -> list[_Span | None]:
    """The words that belong to each extent: before it, or after it where the post puts its links first."""
    links_first = not _says(text, 0, extents[0][0]) and _says(text, extents[-1][1], len(text))
    if links_first:
        stops = [start for start, _ in extents[1:]] + [len(text)]
        return [_part_after(text, extent, stop) for extent, stop in zip(extents, stops, strict=True)]
    bounds = [0] + [end for _, end in extents[:-1]]
    by_line = all(
        _says(text, max(bound, _line_start(text, start)), start)
        for bound, (start, _) in _bounded_extents(bounds, extents)
    )
    return [_part_before(text, bound, extent, by_line=by_line) for bound, extent in _bounded_extents(bounds, extents)]


def _bounded_extents(bounds: Sequence[int], extents: Sequence[_Span]) -> list[tuple[int, _Span]]:
    return list(zip(bounds, extents, strict=True))


def _part_before(text: str, bound: int, extent: _Span, *, by_line: bool) -> _Span | None:
    """The words from `bound` up to the extent: its line, where every link has words on its own, or its paragraph."""
    start, end = extent
    if not _says(text, bound, start):
        return None
    if by_line:
        return max(bound, _line_start(text, start)), end
    said_until = start - len(text[bound:start]) + len(text[bound:start].rstrip())
    blanks = [blank.end() for blank in _PARAGRAPH_BREAK.finditer(text, bound, said_until)]
    return max([bound, *blanks]), end


def _part_after(text: str, extent: _Span, stop: int) -> _Span | None:
    """The words after the extent, up to the end of its paragraph."""
    start, end = extent
    if not _says(text, end, stop):
        return None
    said_from = end + len(text[end:stop]) - len(text[end:stop].lstrip())
    blank = _PARAGRAPH_BREAK.search(text, said_from, stop)
    return start, blank.start() if blank else stop


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _says(text: str, start: int, end: int) -> bool:
    return _HAS_WORD.search(text, start, end) is not None
