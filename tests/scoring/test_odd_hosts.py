from __future__ import annotations

import math

import linkcheck
from linkcheck import Link, Outcome, Page, Post, Snapshot
from linkcheck.comparison import compare_unvisited
from linkcheck.page.reading import read
from linkcheck.scoring.odd_hosts import _MESSAGES
from linkcheck.scoring.reason_codes import REASON_CODES
from linkcheck.web.homographs import LOOK_ALIKE, MIXED

URL = "https://xn--80ak6aa92e.com/news"
POST = Post(text=f"NASA finds water ice on the Moon {URL}", links=(Link(url=URL, start=33, end=33 + len(URL)),))
TEXT = b"<title>NASA finds water ice on the Moon</title><p>NASA finds water ice on the Moon, it said on Monday."


def page(*warnings: str) -> Page:
    return read(Snapshot(id="1", url=URL, outcome=Outcome.OK, content=TEXT, host_warnings=warnings))


def test_a_look_alike_host_is_told_beside_the_score_and_quotes_the_link() -> None:
    plain, odd = linkcheck.compare(POST, page()), linkcheck.compare(POST, page(LOOK_ALIKE, MIXED))

    assert [reason.code for reason in odd.reasons[len(plain.reasons) :]] == [LOOK_ALIKE, MIXED]
    assert (odd.score, odd.verdict) == (plain.score, plain.verdict)
    assert odd.base is not None
    assert odd.base + math.fsum(reason.weight for reason in odd.reasons) == odd.log_odds
    (quote,) = odd.reasons[-1].post_quotes
    assert odd.link.quotable(quote.field)[quote.start : quote.end] == quote.text == URL


def test_an_odd_host_is_a_reason_where_the_page_was_not_seen_too() -> None:
    snapshot = Snapshot(id="1", url=URL, outcome=Outcome.FAILED, detail="timeout", host_warnings=(MIXED,))
    told = compare_unvisited(POST, POST.links[0], snapshot)
    assert [reason.code for reason in told.reasons] == ["failed-timeout", MIXED]


def test_every_warning_is_explained() -> None:
    assert set(_MESSAGES) == {LOOK_ALIKE, MIXED} <= set(REASON_CODES)
