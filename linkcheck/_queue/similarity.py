"""How well posts and pages of a queue fit, each pair measured once and only when asked for.

Which other pages of a queue could be the one a post means: found through an index, not all pairs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.topic import extract_topic
from linkcheck._lazy import LazyProperty
from linkcheck._parameters import PARAMETERS
from linkcheck._scoring.features import CLAIM_WEIGHT_CODE
from linkcheck._scoring.model import Model, topic_log_odds, values_of
from linkcheck._urls.key import url_key

MAX_RIVALS = 10
"""Pages weighed for a post beside its own. With eight, the right page of a 5,000-row queue of near
neighbours was among them in all but a few cases; DESIGN allows ten."""

_INDEXED_SENTENCES = 40
"""Sentences of a page that are indexed, title and description among them: where a page names its subject."""

_MAX_PAGES_OF_WORD = 200
"""Pages that a word may stand in before it is left out of a search; bounds the work a post costs."""


def find_rivals(
    posts: Sequence[PreparedPost | None], pages: Sequence[PreparedPage | None], most: int = MAX_RIVALS
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
        forms = {form for sentence in page.sentences[:_INDEXED_SENTENCES] for form in sentence.forms}
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
        if len(numbers) > _MAX_PAGES_OF_WORD:
            common.append((rarity, numbers))
            continue
        for number in numbers:
            shared[number] += rarity
    if not shared and common:
        rarity, numbers = max(common, key=lambda entry: entry[0])
        shared |= dict.fromkeys(numbers[:_MAX_PAGES_OF_WORD], rarity)
    return sorted(shared, key=lambda number: (-shared[number], number))[:most]


CONFIDENT_FIT = PARAMETERS.queue.confident_fit


MIN_CLAIM_WEIGHT = PARAMETERS.queue.min_claim_weight


class Fits:
    """The log-odds that a page of the queue is about a post's claim, by topic alone and before any prior.

    `posts[i]` and `pages[i]` are of the same link; a page is None where nothing was read. The posts of
    `satisfied` need no other page: theirs is not the source of the claim, and another link of theirs is.
    """

    def __init__(
        self,
        posts: Sequence[PreparedPost],
        pages: Sequence[PreparedPage | None],
        model: Model,
        *,
        satisfied: Container[int] = (),
    ) -> None:
        self.posts = posts
        self.pages = pages
        self._satisfied = satisfied
        self._topic = model.topic
        self._known: dict[tuple[int, int], float | None] = {}

    def __call__(self, post: int, page: int) -> float | None:
        """None when it was not measured: nothing was read, or the post claims nothing and the page lacks its words."""
        if (post, page) not in self._known:
            self._known[post, page] = self._measure(self.posts[post], self.pages[page])
        return self._known[post, page]

    def _measure(self, post: PreparedPost, page: PreparedPage | None) -> float | None:
        if page is None:
            return None
        values = values_of(extract_topic(post, page))
        fit = -topic_log_odds(self._topic, values)
        says_enough = post.claim.checkable or (fit > 0 and values.get(CLAIM_WEIGHT_CODE, 0.0) >= MIN_CLAIM_WEIGHT)
        return fit if says_enough else None

    def advantage(self, post: int, page: int) -> float:
        """How much better this page fits the post than its own, in log-odds; 0 where neither says anything."""
        own, other = self(post, post), self(post, page)
        if other is None:
            return 0.0 if own is None else min(0.0, -own)
        return max(0.0, other) if own is None else other - own

    @LazyProperty
    def known(self) -> Mapping[tuple[int, int], float]:
        """(post, page) -> fit, of each post with its own page and with its rivals; only what was measured."""
        rivals = find_rivals([self._undecided(post) for post in range(len(self.posts))], self.pages)
        asked = ((post, page) for post, others in enumerate(rivals) for page in (post, *others))
        return {pair: fit for pair in asked if (fit := self(*pair)) is not None}

    def _undecided(self, post: int) -> PreparedPost | None:
        is_confident = post in self._satisfied or (self(post, post) or 0.0) >= CONFIDENT_FIT
        return None if is_confident else self.posts[post]

    @LazyProperty
    def same_page(self) -> Sequence[object]:
        """For each page a key that it shares with the same page behind another link; with the same link if unread."""
        return [
            (page.page.title, page.page.text) if page else self._address(number)
            for number, page in enumerate(self.pages)
        ]

    def _address(self, number: int) -> object:
        link = self.posts[number].link
        return (link and url_key(link.expanded_url)) or number
