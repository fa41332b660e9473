"""How many honest posts are accused once they say the same in other words?

    python -m tests.gate.rewordings                             # on the honest pairs of our own set that are a match
    python -m tests.gate.rewordings --only retweet part --show 5      # with posts and reasons
    python -m tests.gate.rewordings --data DIR [SET ...]        # on honest rows of the sets of a folder (SET.jsonl.gz)

Accused: the reworded post is called a mismatch. A rewording that leaves less to claim may end unclear; none may accuse.
The last lines are the mirror image: changes that make a post say something else; there "still match" is the fault.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

import linkcheck
from tests.gate.own_set import judged_pairs
from tests.gate.wordings import PAGE_SAYS_THE_SAME, SAYS_SOMETHING_ELSE, SAYS_THE_SAME, PageRewording, Rewording

ENOUGH_FOR_WORST = 20
"""Posts below which a rewording's share is no figure: one post would be more than 5 points."""


class Honest(NamedTuple):
    """A post that is called a match, its page, and the page's day (ISO) where it is known."""

    post: str
    page: linkcheck.Page
    day: str = ""


Change = Callable[[Honest], Honest | None]
"""Puts the post or the page into other words; None where it does not apply."""


class Reworded(NamedTuple):
    """An honest post or its page in other words, and what the library says of them."""

    post: str
    report: linkcheck.LinkReport

    @property
    def verdict(self) -> str:
        """The verdict's name."""
        return str(self.report.verdict)


Results = Mapping[str, Sequence[Reworded]]


def own_honest() -> list[Honest]:
    """The pairs of our own set that are a match and are called one."""
    return [
        Honest(pair.post, pair.given_page(), pair.page.get("published", ""))
        for pair, report in judged_pairs()
        if pair.label == "match" and str(report.verdict) == "match"
    ]


def honest_of(folder: Path, sets: Sequence[str], *, most: int) -> Iterator[Honest]:
    """At most `most` honest rows that are called a match, of each set in the folder (all of them without `sets`)."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        if not sets or path.name.removesuffix(".jsonl.gz") in sets:
            yield from _called_match(_honest_rows(path), most)


def changed_post(rewording: Rewording) -> Change:
    """The rewording of a post as a change of the pair."""

    def change(honest: Honest) -> Honest | None:
        post = rewording(honest.post, honest.day)
        return None if post is None else honest._replace(post=post)

    return change


def changed_page(rewording: PageRewording) -> Change:
    """The rewording of a page as a change of the pair."""

    def change(honest: Honest) -> Honest:
        title, text = rewording(honest.page.title, honest.page.text)
        return honest._replace(page=msgspec.structs.replace(honest.page, title=title, text=text))

    return change


SAME: Mapping[str, Change] = {
    **{name: changed_post(rewording) for name, rewording in SAYS_THE_SAME.items()},
    **{name: changed_page(rewording) for name, rewording in PAGE_SAYS_THE_SAME.items()},
}
OTHER: Mapping[str, Change] = {name: changed_post(rewording) for name, rewording in SAYS_SOMETHING_ELSE.items()}


def reword(honest: Iterable[Honest], changes: Mapping[str, Change], *, each: int) -> dict[str, list[Reworded]]:
    """For each change at most `each` pairs to which it applies, drawn by its name, as they are judged."""
    pairs = list(honest)
    results: dict[str, list[Reworded]] = {}
    for name, change in changes.items():
        applied = ((one, change(one)) for one in _drawn_by(name, pairs))
        chosen = islice((new for one, new in applied if new is not None and new != one), each)
        results[name] = [Reworded(new.post, linkcheck.compare(new.post, new.page)) for new in chosen]
    return results


def _drawn_by(name: str, posts: Sequence[Honest]) -> list[Honest]:
    """The posts in an order of the name's own, in which a post more or less leaves the others where they are."""
    return sorted(posts, key=lambda one: hashlib.sha256(f"{name}|{one.post}".encode()).digest())


def share(reworded: Sequence[Reworded], verdict: str) -> float:
    """The part of the reworded posts that has the verdict; 0 of none."""
    return sum(one.verdict == verdict for one in reworded) / max(1, len(reworded))


def rewording_figures(*, each: int) -> dict[str, float]:
    """Figures of the gate: accused after all rewordings and after the worst, and still a match after all changes."""
    honest = own_honest()
    same = reword(honest, SAME, each=each)
    other = reword(honest, OTHER, each=each)
    return {
        "own rewordings accused": share(_all(same), "mismatch"),
        "own rewordings worst accused": worst(same)[1],
        "own changes still match": share(_all(other), "match"),
    }


def worst(results: Results) -> tuple[str, float]:
    """The rewording after which most posts are accused, and how many; only among those that apply often enough."""
    shares = {name: share(posts, "mismatch") for name, posts in results.items() if len(posts) >= ENOUGH_FOR_WORST}
    name = max(shares, key=lambda each: shares[each], default="")
    return name, shares.get(name, 0.0)


def main(arguments: list[str] | None = None) -> int:
    """Prints a table and the posts asked for; always 0: the gate holds the figures to their limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help="with --data: names of sets")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of SET.jsonl.gz, instead of our own set")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these rewordings only")
    parser.add_argument("--limit", type=int, default=200, help="honest rows of each set of --data")
    parser.add_argument("--each", type=int, default=400, help="most posts for a rewording")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N faults of each rewording")
    options = parser.parse_args(arguments)
    honest = list(honest_of(options.data, options.sets, most=options.limit)) if options.data else own_honest()
    print(f"{len(honest)} honest posts that are a match as they stand")
    same = reword(honest, _only(SAME, options.only), each=options.each)
    _print_table("says the same: accused", same, fault="mismatch", show=options.show)
    other = reword(honest, _only(OTHER, options.only), each=options.each)
    _print_table("says something else: still match", other, fault="match", show=options.show)
    name, accused = worst(same)
    print(f"accused {share(_all(same), 'mismatch'):.4f} of all, {accused:.3f} of the worst ({name or 'none'})")
    print(f"still match {share(_all(other), 'match'):.3f} of all changes")
    return 0


def _only(changes: Mapping[str, Change], names: Sequence[str] | None) -> Mapping[str, Change]:
    return {name: change for name, change in changes.items() if not names or name in names}


def _all(results: Results) -> list[Reworded]:
    return [one for posts in results.values() for one in posts]


def _print_table(title: str, results: Results, *, fault: str, show: int) -> None:
    print(f"{title:34} {'n':>5} {'mismatch':>9} {'unclear':>8} {'match':>7}")
    for name, posts in results.items():
        shares = " ".join(f"{share(posts, verdict):8.3f}" for verdict in ("mismatch", "unclear", "match"))
        print(f"  {name:32} {len(posts):5} {shares}")
        for one in [one for one in posts if one.verdict == fault][:show]:
            reasons = "; ".join(f"{reason.weight:+.1f} {reason.message}" for reason in one.report.reasons[:2])
            print(f"      {one.post!r}\n         {reasons}")


def _honest_rows(path: Path) -> Iterator[Honest]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row.get("label") == "match" and not row.get("vague_post") and row.get("post"):
                title, description, text = (row.get(f"page_{name}") or "" for name in ("title", "description", "text"))
                yield Honest(row["post"], linkcheck.Page(title=title, description=description, text=text))


def _called_match(rows: Iterable[Honest], most: int) -> Iterator[Honest]:
    seen: set[str] = set()
    for honest in rows:
        if honest.post not in seen and str(linkcheck.compare(honest.post, honest.page).verdict) == "match":
            seen.add(honest.post)
            yield honest
        if len(seen) == most:
            return


if __name__ == "__main__":
    sys.exit(main())
