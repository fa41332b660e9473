from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import pytest

import linkcheck
from linkcheck import Cause, Link, LinkReport, Page, Party, Reason, Verdict, parse_post
from linkcheck._evidence.compare import prepare_page, prepare_post
from linkcheck._page.states import with_state
from linkcheck._queue.findings import Finding
from linkcheck._queue.queue import (
    MAX_ADVANTAGE,
    ComparedPair,
    corrections,
    decide_moves,
    measure_fits,
    moved,
    repeats,
    with_findings,
    with_repeats,
)
from linkcheck._queue.similarity import Fits
from linkcheck._report.types import Repeat
from linkcheck._scoring.model import load_model, sigmoid

MISPLACED = Cause(code="misplaced-link", responsible=Party.TOOL, message="The page is behind another link.")
OTHER_NEWS = "Town opens a bridge over the river"


class GivenFits(Fits):
    """Fits that a test gives instead of measuring them."""

    def __init__(self, fits: dict[tuple[int, int], float], size: int) -> None:
        super().__init__([], [], load_model())
        self._given = fits
        self._size = size

    def __call__(self, post: int, page: int) -> float | None:
        return self._given.get((post, page))

    @cached_property
    def known(self) -> Mapping[tuple[int, int], float]:
        return self._given

    @cached_property
    def same_page(self) -> Sequence[object]:
        return range(self._size)


def pair(row: int, text: str, url: str, report: LinkReport | None = None, *, title: str = OTHER_NEWS) -> ComparedPair:
    post = parse_post(f"{text} {url}")
    link = post.links[0]
    page = prepare_page(with_state(Page(url=url, title=title, text=f"{title}. " * 20)))
    return ComparedPair(row, post, link, prepare_post(post, link), page, report or measured(link=link))


def measured(log_odds: float = -2.0, verdict: Verdict = Verdict.MATCH, link: Link | None = None) -> LinkReport:
    reason = Reason(code="topic-title", message="The title says it.", weight=log_odds - 0.5)
    return LinkReport(
        link=link or Link(url="https://example.org/"),
        verdict=verdict,
        reasons=(reason,),
        base=0.5,
        log_odds=log_odds,
        score=sigmoid(log_odds),
    )


HOME = pair(1, OTHER_NEWS, "https://example.org/bridge")


def test_a_move_that_no_other_supports_needs_a_page_likelier_about_the_post_than_not() -> None:
    faint = {(0, 0): -6.0, (0, 1): -0.1, (1, 1): -6.0}
    assert decide_moves(GivenFits(faint, 2), rows=range(2)) == []
    assert len(decide_moves(GivenFits(faint | {(0, 1): 0.1}, 2), rows=range(2))) == 1


def test_two_faint_moves_that_support_each_other_are_an_exchange() -> None:
    faint = {(0, 0): -6.0, (0, 1): -0.1, (1, 1): -6.0, (1, 0): -0.1}
    (finding,) = decide_moves(GivenFits(faint, 2), rows=range(2))
    assert finding.moves == {0: 1, 1: 0}


@pytest.mark.parametrize(("advantage", "weight"), [(2.5, 2.5), (MAX_ADVANTAGE + 3, MAX_ADVANTAGE), (-1.0, 0.0)])
def test_a_better_page_weighs_its_advantage_within_bounds(advantage: float, weight: float) -> None:
    report = moved(measured(), HOME, 1, advantage=advantage)
    assert report.better_match == 1
    assert report.reasons[0].code == "better-match"
    assert report.reasons[0].weight == weight
    assert report.log_odds == -2.0 + weight
    assert report.score == sigmoid(-2.0 + weight)


@pytest.mark.parametrize(
    ("before", "advantage", "verdict"),
    [
        (measured(1.0, Verdict.UNCLEAR), 2.0, Verdict.MISMATCH),
        (measured(-6.0, Verdict.MATCH), 2.0, Verdict.MATCH),
        (measured(-1.0, Verdict.MATCH), 3.0, Verdict.MISMATCH),
        (measured(1.0, Verdict.UNCLEAR), 0.0, Verdict.UNCLEAR),
    ],
)
def test_a_moved_link_is_a_mismatch_unless_its_page_still_supports_the_claim(
    before: LinkReport, advantage: float, verdict: Verdict
) -> None:
    assert moved(before, HOME, 1, advantage=advantage).verdict is verdict


def test_a_link_without_a_score_keeps_its_verdict_and_its_first_reason_when_it_moves() -> None:
    wall = LinkReport(
        link=HOME.link, verdict=Verdict.UNVERIFIABLE, reasons=(Reason(code="page-bot-wall", message="A wall."),)
    )
    report = moved(wall, HOME, 1, advantage=5.0)
    assert (report.verdict, report.score) == (Verdict.UNVERIFIABLE, None)
    assert [(reason.code, reason.weight) for reason in report.reasons] == [("page-bot-wall", 0), ("better-match", 0)]


def test_a_finding_gives_its_cause_to_the_rows_whose_better_page_was_measured() -> None:
    pairs = [
        pair(0, "Owls seen near the cliffs", "https://example.org/1"),
        HOME,
        pair(2, "Bread", "https://example.org/3"),
    ]
    finding = Finding(MISPLACED, {0: 1, 2: 0})
    reports = with_findings(pairs, [finding], GivenFits({(0, 0): -3.0, (0, 1): 2.0}, 3))
    assert [report.row for report in reports] == [0, 1, 2]
    assert [report.better_match for report in reports] == [1, None, None]
    assert [report.cause for report in reports] == [MISPLACED, None, None]


def test_a_correction_is_proposed_only_where_the_urls_differ() -> None:
    pairs = [pair(0, "Owls", "https://example.org/1"), HOME, pair(2, "Bread", "https://example.org/1")]
    found = corrections(pairs, [Finding(MISPLACED, {0: 1, 2: 0})])
    assert [(each.row, each.present_url, each.proposed_url, each.proposed_row) for each in found] == [
        (0, "https://example.org/1", "https://example.org/bridge", 1)
    ]


def test_a_link_beside_another_source_of_the_claim_is_satisfied_and_no_move_is_measured_for_it() -> None:
    newsletter = pair(
        0, OTHER_NEWS, "https://example.org/news", measured(4.0, Verdict.MISMATCH), title="Our newsletter"
    )
    source = pair(0, OTHER_NEWS, "https://example.org/bridge", measured(-6.0, Verdict.MATCH))
    alone = measure_fits([newsletter, HOME], load_model())
    beside = measure_fits([newsletter, source, HOME], load_model())
    assert (0, 1) in alone.known
    assert [known for known in beside.known if known[0] == 0 and known[1] != 0] == []


def test_a_repeated_post_keeps_its_verdict_and_a_cause_that_explains_it() -> None:
    posts = [pair(row, "Ferry sails again on Monday", "https://example.org/ferry") for row in (0, 1)]
    (repeat,) = repeats(posts)
    assert repeat == Repeat(row=1, place="row 2", first_row=0, first_place="row 1")
    explained = LinkReport(link=HOME.link, verdict=Verdict.BROKEN, cause=MISPLACED, row=1)
    plain, kept = with_repeats([LinkReport(link=HOME.link, verdict=Verdict.MATCH, row=1), explained], [repeat])
    assert (plain.verdict, plain.cause.code if plain.cause else "") == (Verdict.MATCH, "repeated-post")
    assert (kept.verdict, kept.cause) == (Verdict.BROKEN, MISPLACED)
    assert [reason.code for reason in kept.reasons] == ["repeated-post"]


def test_a_better_row_weighs_no_more_than_a_strong_reason() -> None:
    trees, bread = "City plants 4,200 street trees in Mill Street", "Bakers in Lyon strike over flour prices"
    pages = [
        Page(url="https://example.org/a", title=story, text=f"{story}, officials said. " * 10)
        for story in (bread, trees)
    ]
    moved = linkcheck.compare_queue(zip((trees, bread), pages, strict=True)).reports[0]
    (weight,) = (reason.weight for reason in moved.reasons if reason.code == "better-match")
    assert moved.better_match == 1
    assert weight == 4
