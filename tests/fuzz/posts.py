"""Does a post of any shape become a Post, or a PostError, and nothing else? One by one, and in a batch."""

from __future__ import annotations

from random import Random
from typing import Any

import linkcheck
from linkcheck._post.readers import readers
from linkcheck._post.types import Post
from linkcheck.errors import PostError
from tests.fuzz import strange
from tests.fuzz.fuzzer import Fuzzer

_HONEST = "York buys 40 electric buses for £12m, says the council https://paper.example/york"


def attack_text(rng: Random) -> None:
    """A plain text is always a post."""
    require_whole(linkcheck.parse_post(strange.text(rng) if rng.random() < 0.5 else strange.mixture(rng, _HONEST)))


def attack_record(rng: Random) -> None:
    """An object like those of a platform, or none at all, is a post or a PostError."""
    record = any_record(rng)
    try:
        post = linkcheck.parse_post(record)
    except PostError as problem:
        str(problem).encode()
        return
    require_whole(post)


def any_record(rng: Random) -> Any:
    """A record of a packaged reader, changed; wrapped in an answer of an API now and then; seldom something else."""
    if rng.random() < 0.05:
        return strange.value(rng)
    record: Any = strange.mutated(rng, rng.choice(readers()).example)
    if rng.random() < 0.2:
        record = {
            rng.choice(("data", "feed", "posts", "statuses", "record", "post", "value", "tweet", "reblog")): rng.choice(
                (record, [record])
            )
        }
        record[strange.key(rng)] = strange.value(rng)
    return record


def require_whole(post: Post) -> None:
    """Spans lie in the text and show their URLs, the claim has an offset a character, and all can be written."""
    post.text.encode()
    for link in post.links:
        if link.start is not None and link.end is not None:
            assert 0 <= link.start < link.end <= len(post.text), link
        if link.segment is not None:
            assert 0 <= link.segment[0] <= link.segment[1] <= len(post.text), link
        link.url.encode()
    for claim in (post.claim, *map(post.claim_for, post.links)):
        assert len(claim.text) == len(claim.offsets)
        assert not claim.ends or len(claim.ends) == len(claim.text)
        assert all(0 <= offset < len(post.text) for offset in claim.offsets)
        for mention in claim.mentions:
            assert claim.text[mention.start : mention.end] == mention.text, mention
            start, end = claim.span(mention.start, mention.end)
            assert 0 <= start <= end <= len(post.text), mention


FUZZERS = (Fuzzer("text", attack_text, 60), Fuzzer("record", attack_record, 150))
