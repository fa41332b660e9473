"""Which posts, pages and labels did we write ourselves, and what does the library say of them?

`pages.jsonl` holds the pages, `posts.jsonl` the posts, each with the id of its page, a label and a kind. All text was
written for linkcheck, one by one: people, companies and events are invented.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import linkcheck

PAGES = Path(__file__).parent / "pages.jsonl"
POSTS = Path(__file__).parent / "posts.jsonl"

LABELS = ("match", "mismatch", "unclear", "unverifiable")

FORMS = ("article", "short", "home", "wall")
"""What a page is: only an article has the length of one."""


class Pair(NamedTuple):
    """A post, the page that its link leads to, and what a reader of both says of them."""

    id: str
    post: str
    page: Mapping[str, str]
    label: str
    kind: str
    posted: str

    def given_post(self) -> dict[str, str]:
        """The post as `compare` takes it: with its day where the pair is about time."""
        return {"text": self.post} | ({"created_at": self.posted} if self.posted else {})

    def given_page(self) -> linkcheck.Page:
        """The page as a reader sees it."""
        page = self.page
        published = page.get("published")
        return linkcheck.Page(
            url=page["url"],
            requested_url=page.get("requested_url", ""),
            title=page["title"],
            description=page.get("description", ""),
            text=page["text"],
            site_name=page.get("site_name", ""),
            published=dt.date.fromisoformat(published) if published else None,
        )


class Judged(NamedTuple):
    """A pair and what the library says of it."""

    pair: Pair
    report: linkcheck.LinkReport

    @property
    def verdict(self) -> str:
        """The verdict's name."""
        return str(self.report.verdict)

    @property
    def score(self) -> float:
        """P(mismatch); one half where nothing was measured."""
        return 0.5 if self.report.score is None else self.report.score


def pages() -> dict[str, dict[str, str]]:
    """Every page by its id."""
    return {page["id"]: page for page in _records(PAGES)}


def pairs() -> list[Pair]:
    """Every pair, in the order of the file."""
    read = pages()
    return [
        Pair(row["id"], row["post"], read[row["page"]], row["label"], row["kind"], row.get("posted", ""))
        for row in _records(POSTS)
    ]


@cache
def judged_pairs() -> tuple[Judged, ...]:
    """Every pair with its report: judged once a run."""
    return tuple(Judged(pair, linkcheck.compare(pair.given_post(), pair.given_page())) for pair in pairs())


def misses(judged: Sequence[Judged]) -> Iterator[Judged]:
    """What was judged otherwise than labelled: accusations first, each group by how sure the library was."""
    accused = [each for each in judged if each.verdict == "mismatch" != each.pair.label]
    passed = [each for each in judged if each.pair.label == "mismatch" and each.verdict == "match"]
    yield from sorted(accused, key=lambda each: -each.score)
    yield from sorted(passed, key=lambda each: each.score)
    missed = {id(each) for each in (*accused, *passed)}
    yield from (each for each in judged if each.verdict != each.pair.label and id(each) not in missed)


def told(miss: Judged) -> str:
    """A miss for a person to read."""
    reasons = "".join(f"\n      {reason.weight:+.1f} {reason.message}" for reason in miss.report.reasons[:3])
    pair = miss.pair
    return (
        f"{pair.id} ({pair.kind}): {pair.label}, called {miss.verdict} at {miss.score:.3f}\n"
        f"      post: {pair.post}\n      page: {pair.page['title'] or pair.page['text'][:80]}{reasons}"
    )


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
