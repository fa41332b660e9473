"""Which other pages of a queue could be the one a post means: found through an index, not all pairs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from linkcheck.evidence.prepared import PreparedPage, PreparedPost

MOST_RIVALS = 10
"""Pages weighed for a post beside its own. With eight, the right page of a 5,000-row queue of near
neighbours was among them in all but a few cases; DESIGN allows ten."""

_LEAD_SENTENCES = 40
"""Sentences of a page that are indexed, title and description among them: where a page names its subject."""

_COMMON = 200
"""Pages that a word may stand in before it is left out of a search; bounds the work a post costs."""


def find_rivals(
    posts: Sequence[PreparedPost | None], pages: Sequence[PreparedPage | None], most: int = MOST_RIVALS
) -> list[list[int]]:
    """For each post the numbers of at most `most` pages that share its rarest words, best first.

    A None post has no rivals; a None page (unread) is nobody's rival. A post's own page may be among
    them. Work grows with the number of posts, not with its square: words that more than 200 pages
    share are searched for only among rarer ones' pages.
    """
    index = _index(pages)
    readable = sum(page is not None for page in pages)
    return [_rivals_of(post, index, readable, most) if post is not None else [] for post in posts]


def _index(pages: Sequence[PreparedPage | None]) -> dict[str, list[int]]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        if page is None:
            continue
        forms = {form for sentence in page.sentences[:_LEAD_SENTENCES] for form in sentence.forms}
        for form in forms:
            index[form].append(number)
    return dict(index)


def _rivals_of(post: PreparedPost, index: dict[str, list[int]], readable: int, most: int) -> list[int]:
    shared: defaultdict[int, float] = defaultdict(float)
    common: list[tuple[float, list[int]]] = []
    for form in sorted({word.form for word in post.words}):
        numbers = index.get(form)
        if not numbers:
            continue
        rarity = math.log(1 + readable / len(numbers))
        if len(numbers) > _COMMON:
            common.append((rarity, numbers))
            continue
        for number in numbers:
            shared[number] += rarity
    if not shared and common:
        rarity, numbers = max(common, key=lambda entry: entry[0])
        shared |= dict.fromkeys(numbers[:_COMMON], rarity)
    return sorted(shared, key=lambda number: (-shared[number], number))[:most]
