"""Whether the page is about the claim."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.evidence.prepared import PreparedPage, PreparedPost
from linkcheck.evidence.types import Evidence, Layer


def weigh_topic(post: PreparedPost, page: PreparedPage) -> Iterator[Evidence]:
    """The topic evidence of one pair."""
    forms = {word.form for word in post.words}
    shared = sum(form in page.index for form in forms)
    yield Evidence(code="topic-coverage", layer=Layer.TOPIC, value=shared / len(forms) if forms else 0.0)
