"""What a post claims: its text without links, handles and calls to action, mapped back to where it stands."""

from __future__ import annotations

import re

from linkcheck.post.types import Claim, Link, Post

_HANDLES_AT_START = re.compile(r"\s*(?:\.?[@＠]\w+[\s,:]*)+")
_WORD = re.compile(r"\w")


def read_claim(post: Post) -> Claim:
    """The checkable part of the whole post; `unclaimed` says why where nothing can be checked."""
    return read_part(post, 0, len(post.text))


def claim_for(post: Post, link: Link | None) -> Claim:
    """The claim that `link` stands for: its segment's where it has one, else the whole post's."""
    if link is None or link.segment is None:
        return post.claim
    return read_part(post, *link.segment)


def read_part(post: Post, start: int, end: int) -> Claim:
    """The checkable part of what stands at [start, end) of the text."""
    keep = [True] * len(post.text)
    for link in post.links:
        if link.start is not None and link.end is not None:
            keep[link.start : link.end] = [False] * (link.end - link.start)
    pieces: list[str] = []
    offsets: list[int] = []
    for index in range(start, end):
        if keep[index]:
            pieces.append(post.text[index])
            offsets.append(index)
    text = "".join(pieces)
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    text = text[left:right]
    unclaimed = "" if _WORD.search(text) else "no-claim-empty"
    return Claim(text=text, offsets=tuple(offsets[left:right]), unclaimed=unclaimed)
