"""How well posts and pages of a queue fit, each pair measured once and only when asked for."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import cached_property

from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.evidence.topic import weigh_topic
from linkcheck.queue_rivals import find_rivals
from linkcheck.scoring.features import CLAIM_WEIGHT
from linkcheck.scoring.model import Model, topic_log_odds, values_of
from linkcheck.web.url_keys import url_key

SETTLED = 1.0
"""Log-odds at which a post's own page is about it, nearly three to one, so that no rival is looked for: two reports of
one story are not exchanged for a few words more. Where every story has several (fnc1 train, left out of the choice of
the bar) this leaves 51 false corrections in 1,000 right links of 164 with 4.0, and elsewhere it loses 4 misplaced links
in 1,000."""


LEAST_SAID = 1.0
"""Full terms that a post without a claim must have to be told by its words: "So, so good" stands on any page."""


class Fits:
    """The log-odds that a page of the queue is about a post's claim, by topic alone and before any prior.

    `posts[i]` and `pages[i]` are of the same link; a page is None where nothing was read. The posts of
    `content` need no other page: theirs is not the source of the claim, and another link of theirs is.
    """

    def __init__(
        self,
        posts: Sequence[PreparedPost],
        pages: Sequence[PreparedPage | None],
        model: Model,
        *,
        content: Container[int] = (),
    ) -> None:
        self.posts = posts
        self.pages = pages
        self._content = content
        self._topic = model.topic
        self._known: dict[tuple[int, int], float | None] = {}

    def __call__(self, post: int, page: int) -> float | None:
        """None when it cannot be told: nothing was read, or the post claims nothing and the page lacks its words."""
        if (post, page) not in self._known:
            self._known[post, page] = self._measure(self.posts[post], self.pages[page])
        return self._known[post, page]

    def _measure(self, post: PreparedPost, page: PreparedPage | None) -> float | None:
        if page is None:
            return None
        values = values_of(weigh_topic(post, page))
        fit = -topic_log_odds(self._topic, values)
        says_enough = post.claim.checkable or (fit > 0 and values.get(CLAIM_WEIGHT, 0.0) >= LEAST_SAID)
        return fit if says_enough else None

    def lean(self, post: int, page: int) -> float:
        """How much better this page fits the post than its own, in log-odds; 0 where neither says anything."""
        own, other = self(post, post), self(post, page)
        if other is None:
            return 0.0 if own is None else min(0.0, -own)
        return max(0.0, other) if own is None else other - own

    @cached_property
    def known(self) -> Mapping[tuple[int, int], float]:
        """(post, page) -> fit, of each post with its own page and with its rivals; only what can be told."""
        rivals = find_rivals([self._unsettled(post) for post in range(len(self.posts))], self.pages)
        asked = ((post, page) for post, others in enumerate(rivals) for page in (post, *others))
        return {pair: fit for pair in asked if (fit := self(*pair)) is not None}

    def _unsettled(self, post: int) -> PreparedPost | None:
        settled = post in self._content or (self(post, post) or 0.0) >= SETTLED
        return None if settled else self.posts[post]

    @cached_property
    def same_page(self) -> Sequence[object]:
        """For each page a key that it shares with the same page behind another link; with the same link if unread."""
        return [
            (page.page.title, page.page.text) if page else self._address(number)
            for number, page in enumerate(self.pages)
        ]

    def _address(self, number: int) -> object:
        link = self.posts[number].link
        return (link and url_key(link.expanded_url)) or number
