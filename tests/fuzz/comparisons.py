"""Does every comparison have a verdict whose reasons add up and quote? One pair, and queues of them."""

from __future__ import annotations

import datetime as dt
import math
from random import Random
from typing import Any

import msgspec

import linkcheck
from linkcheck import Card, LinkReport, Page, Post, QueueReport
from linkcheck._report.formats.json import encode
from tests.fuzz import strange
from tests.fuzz.fuzzer import Fuzzer
from tests.fuzz.posts import any_record

_POSTS = (
    "York buys 40 electric buses for £12m, says the council https://paper.example/york",
    "NASA finds water ice in a crater at the Moon's south pole: https://example.org/moon",
    "“We will not raise taxes”, said Chancellor Olaf Weber on 24 November 2026 https://de.example/steuern",
    "東京で地震、3人がけが https://jp.example/quake",
    "Breaking: Livingston beat Rangers 2-1 in front of 9,012 people https://sport.example/1 and more https://sport.example/2",
)
_PAGES = (
    "The City of York Council has bought 40 electric buses for £12m, it said on Tuesday. They replace diesel buses by 2028.",
    "NASA said on Monday that its probe found water ice in a shadowed crater at the Moon's south pole, at Shackleton.",
    "„Wir werden die Steuern nicht erhöhen“, sagte Kanzler Olaf Weber am 24. November 2026 in Berlin vor 300 Menschen.",
    "24日午後、東京で震度4の地震があり、3人がけがをした。気象庁は津波の心配はないと発表した。",
    "A goal by Dolly Menga was enough for Livingston to beat Rangers 2-1 on Sunday; manager Steven Gerrard saw 9,012 people.",
)  # fmt: skip


def attack_pair(rng: Random) -> None:
    """Any text against any page."""
    post, page = _post(rng), _page(rng)
    settings = linkcheck.Settings(prior=rng.choice((0.5, 0.5, 1e-300, 1 - 1e-12, rng.random() or 0.1)))
    report = linkcheck.compare(post, page, as_of=_moment(rng), settings=settings)
    require_sound(report, post, page)
    whole = linkcheck.Report(post=post, links=(report,))
    _require_round_trip(whole)
    assert linkcheck.compare(post, page, settings=settings, as_of=None) == linkcheck.compare(
        post, page, settings=settings
    )


def attack_queue(rng: Random) -> None:
    """Any texts against one another's pages."""
    pairs = [(_post(rng), _page(rng)) for _ in range(rng.randint(0, 4))]
    queue = linkcheck.compare_queue(pairs)
    assert len(queue.posts) == len(pairs)
    for report in queue.reports:
        assert report.row is not None
        require_sound(report, *pairs[report.row])
    _require_round_trip(queue)


def require_sound(report: LinkReport, post: Post, page: Page) -> None:
    """A verdict, a score that its reasons add up to, and quotes that are slices."""
    assert report.verdict in linkcheck.Verdict
    for share in (report.score, report.off_topic):
        assert share is None or 0 <= share <= 1
    if report.log_odds is not None:
        assert math.isfinite(report.log_odds)
        assert report.base is not None
        assert report.base + math.fsum(reason.weight for reason in report.reasons) == report.log_odds
    else:
        assert report.score is None
        assert not any(reason.weight for reason in report.reasons)
    for reason in report.reasons:
        for owned, quotes in ((post, reason.post_quotes), (page, reason.page_quotes)):
            for quote in quotes:
                owner: Any = report.link if owned is post and quote.field == "url" else owned
                assert quote.text == owner.quotable(quote.field)[quote.start : quote.end], (reason.code, quote)
                assert 0 <= quote.start < quote.end, (reason.code, quote)


def _require_round_trip(report: linkcheck.Report | QueueReport) -> None:
    """JSON brings an equal report back; one with lone surrogates, as pages made by hand may have, comes back with U+FFFD."""
    read = msgspec.json.decode(encode(report), type=type(report))
    assert msgspec.json.decode(encode(read), type=type(report)) == read
    assert read == report or "\ufffd" in msgspec.json.encode(read).decode()
    report.to_json()


def any_report(rng: Random) -> linkcheck.Report:
    """The Report of a strange pair."""
    from linkcheck._report.build import report_post

    post, page = _post(rng), _page(rng)
    return report_post(post, [linkcheck.compare(post, page)])


def _post(rng: Random) -> Post:
    if rng.random() < 0.2:
        try:
            return linkcheck.parse_post(any_record(rng))
        except linkcheck.PostError:
            pass
    return linkcheck.parse_post(strange.mixture(rng, rng.choice(_POSTS)) if rng.random() < 0.8 else strange.text(rng))


def _page(rng: Random) -> Page:
    said = (
        strange.mixture(rng, rng.choice(_PAGES) * rng.choice((1, 1, 4)), 20)
        if rng.random() < 0.8
        else strange.text(rng, 100)
    )
    return Page(
        url=rng.choice(("", "https://paper.example/york", strange.word(rng))),
        title=strange.mixture(rng, rng.choice(_POSTS)[:60], 3) if rng.random() < 0.7 else strange.text(rng, 5),
        description=strange.text(rng, 10) if rng.random() < 0.4 else "",
        text=said,
        published=_moment(rng),
        published_text=strange.word(rng),
        language=rng.choice((None, None, "en", "de", "ja", "xx", "")),
        kind=rng.choice(("", "article", "video", "pdf", strange.word(rng))),
        card=rng.choice((None, Card(title=strange.text(rng, 4), description=strange.text(rng, 4)))),
        truncated=rng.random() < 0.1,
        state=rng.choice((None, None, linkcheck.PageState.READABLE)),
    )


def _moment(rng: Random) -> dt.datetime | None:
    return rng.choice(
        (
            None,
            dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC),
            dt.datetime(1, 1, 1, tzinfo=dt.UTC),
            dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-23))),
            dt.datetime(2026, 2, 28),  # noqa: DTZ001 - a naive one, as callers give
        )
    )


FUZZERS = (Fuzzer("compare", attack_pair, 40), Fuzzer("queue", attack_queue, 5))
