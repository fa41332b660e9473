"""What does linkcheck make of everything that we wrote ourselves? Pairs, queues and pages, as values to compare.

Beside the own set of the gate and the examples of the codes: parameter_cases.jsonl, posts and pages near a limit.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import linkcheck
from linkcheck import Evidence, Layer, LinkReport, Page, QueueReport
from linkcheck._evidence.detectors import EVIDENCE_CODES
from linkcheck._page.read import read
from linkcheck._web.types import Outcome, Snapshot
from tests.gate.own_set import Pair, pairs
from tests.messages import page_of_example
from tests.page.test_states import WALLS

EXTRA = Path(__file__).with_suffix(".jsonl")

Case = Callable[[], list[Any]]


@cache
def cases() -> Mapping[str, Case]:
    """Each case by its name: it says what linkcheck makes of it now."""
    return dict([*_of_pairs(), *_of_examples(), *_of_extra(), *_of_walls(), *_of_detectors(), *_of_queues()])


def _of_pairs() -> Iterator[tuple[str, Case]]:
    own = pairs()
    seen: Counter[str] = Counter()
    for number, pair in enumerate(own):
        yield f"pair {pair.id}", partial(_compared, pair.given_post(), pair.given_page())
        seen[pair.kind] += 1
        if seen[pair.kind] == 2:
            other = own[(number + 17) % len(own)].given_page()
            yield f"crossed {pair.id}", partial(_compared, pair.given_post(), other)


def _of_examples() -> Iterator[tuple[str, Case]]:
    for code in EVIDENCE_CODES:
        if code.example is not None:
            post, page, as_of = page_of_example(code)
            yield f"example {code.code}", partial(_compared, post, page, as_of)


def _of_extra() -> Iterator[tuple[str, Case]]:
    for line in EXTRA.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "rows" in row:
            yield row["id"], partial(_queued_again, row["rows"])
            continue
        if "html" in row:
            yield row["id"], partial(_read, row["post"], row["html"], row["url"], row.get("requested", ""))
            continue
        as_of = dt.datetime.fromisoformat(row["as_of"]).replace(tzinfo=dt.UTC) if "as_of" in row else None
        yield row["id"], partial(_compared, row["post"], Page(**row["page"]), as_of)


def _of_walls() -> Iterator[tuple[str, Case]]:
    for number, (title, text, state) in enumerate(WALLS[:12]):
        yield f"{state} {number}", partial(_compared, "Council votes for a new bridge", Page(title=title, text=text))


def _of_detectors() -> Iterator[tuple[str, Case]]:
    page = Page(title="Trams of Dorsten", text="The trams of Dorsten run again from Monday, the council says.")
    yield "a sure detector", partial(_weighed, "The trams of Dorsten run again from Monday", page)


class _SureDetector:
    """A detector of a user's own whose author is surer than anybody can be."""

    code = "house-style"

    def weigh(self, case: linkcheck.Case) -> Iterator[Evidence]:
        yield Evidence(code=self.code, layer=Layer.DETAIL, value=1.0, message="It breaks a rule.", log_odds=30.0)


def _weighed(post: str, page: Page) -> list[Any]:
    return _said(linkcheck.compare(post, page, detectors=[_SureDetector()]))


def _of_queues() -> Iterator[tuple[str, Case]]:
    rows = [pair for pair in pairs() if pair.kind in ("headline", "numbers") and pair.page["form"] == "article"]
    rows = list({pair.page["id"]: pair for pair in rows}.values())[:12]
    size = len(rows)
    exchanged = [*range(size)]
    exchanged[3], exchanged[7] = 7, 3
    shifted = [*range(4), *range(5, 9), 4, *range(9, size)]
    yield "queue in order", partial(_queued, rows, range(size))
    yield "queue with two links exchanged", partial(_queued, rows, exchanged)
    yield "queue with a shifted run", partial(_queued, rows, shifted)
    yield "queue with a run of three shifted", partial(_queued, rows[:10], [0, 1, 3, 4, 5, 2, *range(6, 10)])
    yield "queue with a link for another", partial(_queued, rows[:8], [0, 1, 2, 5, 4, 5, 6, 7])


def _compared(post: Any, page: Page, as_of: dt.datetime | None = None) -> list[Any]:
    return _said(linkcheck.compare(post, page, as_of=as_of))


def _read(post: Any, html: str, url: str, requested: str) -> list[Any]:
    """What a visit to `requested`, or to `url` itself, led to."""
    visit = Snapshot(
        id="",
        url=requested or url,
        final_url=url,
        outcome=Outcome.OK,
        content=html.encode(),
        content_type="text/html; charset=utf-8",
    )
    page = read(visit)
    return [page.kind, str(page.state), *_said(linkcheck.compare(post, page))]


def _queued(rows: Sequence[Pair], order: Sequence[int]) -> list[Any]:
    return _said_of_queue(
        linkcheck.compare_queue(
            [(row.given_post(), rows[page].given_page()) for row, page in zip(rows, order, strict=True)]
        )
    )


def _queued_again(rows: Sequence[tuple[str, str]]) -> list[Any]:
    """A queue of posts of the own set, by id or as written, each with the id of the page that its link leads to."""
    own = {pair.id: pair for pair in pairs()}
    of_page = {pair.page["id"]: pair.given_page() for pair in own.values()}
    posts = [own[post].given_post() if post in own else post for post, _ in rows]
    return _said_of_queue(
        linkcheck.compare_queue([(post, of_page.get(page, WALL)) for post, (_, page) in zip(posts, rows, strict=True)])
    )


WALL = Page(url="https://example.org/wall", title="Just a moment...", text="Checking your browser before you go on.")
"""What stands in a queue for a page that could not be read."""


def _said(report: LinkReport) -> list[Any]:
    """What counts of a report: verdict, score, reasons with their weights, cause."""
    return [
        str(report.verdict),
        None if report.score is None else round(report.score, 9),
        None if report.off_topic is None else round(report.off_topic, 9),
        [(reason.code, round(reason.weight, 9)) for reason in report.reasons],
        report.cause.code if report.cause else "",
        report.better_match,
    ]


def _said_of_queue(report: QueueReport) -> list[Any]:
    repeats = [(repeat.row, repeat.first_row) for repeat in report.repeats]
    return [[_said(link) for link in report.reports], list(report.findings), repeats]
