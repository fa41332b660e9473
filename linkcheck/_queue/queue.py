"""Which links of a queue stand in the wrong row, which posts go out twice, and what that makes of their reports.

A queue holds evidence that no single post has: if row 7's page fits row 6's post, the sheet has slipped.
Pure: it takes pairs that are prepared and compared, and asks nothing of the network, the disk or the clock.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._page.types import PageState
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Link, Post
from linkcheck._queue.assignment import MoveThresholds, assign
from linkcheck._queue.findings import Finding, explain_moves
from linkcheck._queue.repeats import Posted, describe_repeat, find_repeats
from linkcheck._queue.similarity import Fits
from linkcheck._report.types import Correction, Repeat
from linkcheck._scoring import codes
from linkcheck._scoring.judge import not_sources
from linkcheck._scoring.model import Model, sigmoid
from linkcheck._scoring.types import LinkReport, Verdict
from linkcheck._urls.key import url_key

MAX_ADVANTAGE = PARAMETERS.queue.max_advantage


class ComparedPair(NamedTuple):
    """One link of one row: compared with its own page, and ready to be compared with any page of the queue."""

    row: int
    post: Post
    link: Link
    prepared: PreparedPost
    page: PreparedPage | None
    """None: the visit brought nothing to read."""
    report: LinkReport

    @property
    def place(self) -> str:
        """Where its post stands, for people."""
        return self.post.place(self.row)

    @property
    def readable(self) -> PreparedPage | None:
        """The page, if it can be read."""
        page = self.page
        return page if page is not None and page.page.state is PageState.READABLE else None


def move_thresholds() -> MoveThresholds:
    """The thresholds in use, as `python -m linkcheck.training queue-thresholds` chose them."""
    chosen = PARAMETERS.queue
    return MoveThresholds(
        min_fit=chosen.min_fit,
        stay_bonus=chosen.stay_bonus,
        unread_fit=chosen.unread_fit,
        unassigned_fit=chosen.unassigned_fit,
        min_leftover_fit=chosen.min_leftover_fit,
    )


def measure_fits(pairs: Sequence[ComparedPair], model: Model) -> Fits:
    """How well each post of the queue fits each page, by the model's topic part."""
    return Fits(
        [pair.prepared for pair in pairs],
        [pair.readable for pair in pairs],
        model,
        satisfied=_with_another_source(pairs),
    )


def _with_another_source(pairs: Sequence[ComparedPair]) -> frozenset[int]:
    """The links beside which another link of the post supports the claim: newsletters, credits."""
    of_row: defaultdict[int, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        of_row[pair.row].append(number)
    return frozenset(
        numbers[link] for numbers in of_row.values() for link in not_sources([pairs[n].report for n in numbers])
    )


def decide_moves(
    fits: Fits, *, rows: Sequence[int], places: Sequence[str] = (), thresholds: MoveThresholds | None = None
) -> list[Finding]:
    """Which links stand in the wrong row, and why, as all posts and pages show together.

    `rows[pair]` is the 0-based row that a (post, link) pair stands in, `places[pair]` what messages call it; without
    `thresholds`, those in use decide.
    """
    thresholds = thresholds or move_thresholds()
    moves = assign(fits.known, thresholds=thresholds, same_page=fits.same_page)
    staying = Counter(key for row, key in enumerate(fits.same_page) if row not in moves)

    def is_plausible(post: int, page: int) -> bool:
        elsewhere = staying[fits.same_page[page]] - (page not in moves)
        fit = fits(post, page)
        return not elsewhere and (fit is None or fit + fits.advantage(post, page) >= thresholds.min_leftover_fit)

    findings = explain_moves(moves, rows=rows, advantage=fits.advantage, is_plausible=is_plausible, places=places)
    return [finding for finding in findings if len(finding.moves) > 1 or _holds_alone(finding, fits)]


def _holds_alone(finding: Finding, fits: Fits) -> bool:
    """Whether a move that no other supports is to a page that is more likely about the post than not."""
    ((post, page),) = finding.moves.items()
    return (fits(post, page) or 0.0) > 0


def with_findings(pairs: Sequence[ComparedPair], findings: Sequence[Finding], fits: Fits) -> list[LinkReport]:
    """The report of each pair with its row, and with its better match and cause where a finding moves it."""
    reports = [replace(pair.report, row=pair.row) for pair in pairs]
    for finding in findings:
        for number, better in finding.moves.items():
            if fits(number, better) is not None:
                changed = moved(reports[number], pairs[better], better, advantage=fits.advantage(number, better))
                reports[number] = replace(changed, cause=finding.cause)
    return reports


def moved(report: LinkReport, home: ComparedPair, better: int, *, advantage: float) -> LinkReport:
    """The report of a post whose page sits behind another row's link: what is known of it, and that."""
    title = home.page.page.title if home.page else ""
    fits = "fits this post clearly better" if advantage > 0 else "belongs to this post, as the other rows show"
    reason = codes.BETTER_MATCH.reason(
        row=home.place,
        title=title or home.link.expanded_url,
        fits=fits,
        weight=min(max(advantage, 0.0), MAX_ADVANTAGE) if report.log_odds is not None else 0.0,
    )
    if report.log_odds is None or report.base is None:
        # Why nothing was measured comes first: such a link keeps its verdict.
        return replace(report, better_match=better, better_place=home.place, reasons=(*report.reasons, reason))
    log_odds = report.base + math.fsum(each.weight for each in (reason, *report.reasons))
    report = replace(report, better_match=better, better_place=home.place, reasons=(reason, *report.reasons))
    # Two reports of one story may stand in each other's rows: a page that supports the claim is no mismatch.
    is_supported = advantage <= 0 or (report.verdict is Verdict.MATCH and log_odds < 0)
    verdict = report.verdict if is_supported else Verdict.MISMATCH
    return replace(report, verdict=verdict, log_odds=log_odds, score=sigmoid(log_odds))


def repeats(pairs: Sequence[ComparedPair]) -> tuple[Repeat, ...]:
    """The posts of the queue that go out twice, in order of rows."""
    return find_repeats(_posted(pairs))


def _posted(pairs: Sequence[ComparedPair]) -> Iterator[Posted]:
    for row, of_row in groupby(pairs, key=lambda pair: pair.row):
        links = list(of_row)
        read = [pair.readable for pair in links]
        reached = [url_key(page.page.url) for page in read if page is not None]
        requested = [url_key(pair.link.expanded_url) for pair in links]
        yield Posted(row, links[0].post, requested=requested, reached=reached if None not in read else ())


def with_repeats(reports: Sequence[LinkReport], repeats: Iterable[Repeat]) -> list[LinkReport]:
    """The reports, with a reason and a cause where their post goes out twice."""
    of_row = {repeat.row: repeat for repeat in repeats}
    return [
        _repeated(report, of_row[report.row]) if report.row is not None and report.row in of_row else report
        for report in reports
    ]


def _repeated(report: LinkReport, repeat: Repeat) -> LinkReport:
    """The report of a post that goes out twice: its verdict stays, and so does a cause that explains the verdict."""
    reason = codes.REPEATED_POST.reason(repeated=describe_repeat(repeat))
    cause = codes.TWICE_QUEUED.cause(reason=reason.message)
    return replace(report, reasons=(*report.reasons, reason), cause=report.cause or cause)


def corrections(pairs: Sequence[ComparedPair], findings: Sequence[Finding]) -> Iterator[Correction]:
    """The repairs that the findings propose; none where both rows have the same URL."""
    for finding in findings:
        for number, better in sorted(finding.moves.items()):
            present, proposed = pairs[number].link.url, pairs[better].link.url
            if present != proposed:
                yield Correction(
                    row=pairs[number].row,
                    place=pairs[number].place,
                    proposed_place=pairs[better].place,
                    present_url=present,
                    proposed_url=proposed,
                    proposed_row=pairs[better].row,
                    message=finding.cause.message,
                )
