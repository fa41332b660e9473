from __future__ import annotations

import pytest
from msgspec.structs import replace

from linkcheck._check.replay import (
    MAX_MISSING_ROWS,
    NamedSnapshot,
    expand_rows,
    is_same,
    queue_with_differences,
    snapshots_named,
    with_differences,
)
from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._report.build import report_post, report_problem
from linkcheck._report.types import Provenance, QueueReport, Report
from linkcheck._scoring.types import LinkReport, Reason, Verdict
from linkcheck.errors import InputError

URL = "https://site.example/page"
MADE = Provenance(version="1", model_digest="m", settings_digest="s")


def report(code: str = "topic-title", *, row: int | None = None, queued: bool = False) -> Report:
    link = Link(url=URL, start=0, end=len(URL))
    told = LinkReport(
        link=link, verdict=Verdict.UNCLEAR, reasons=(Reason(code=code, message=code),), snapshot_id="1",
        row=row if queued else None,
    )  # fmt: skip
    return report_post(Post(text=URL, links=(link, link)), [told, told], row=row, provenance=MADE)


def queue(*rows: int, code: str = "topic-title", interrupted: bool = False) -> QueueReport:
    return QueueReport(posts=tuple(report(code, row=row, queued=True) for row in rows), interrupted=interrupted)


def differs(past: Report, again: Report) -> tuple[str, ...]:
    return with_differences(past, again).provenance.differs


def test_each_url_has_one_snapshot() -> None:
    assert snapshots_named(report()) == {URL: NamedSnapshot("1")}
    assert snapshots_named(report("refused-robots")) == {URL: NamedSnapshot("1", refused=True)}
    assert snapshots_named(replace(report(), links=())) == {URL: NamedSnapshot()}


def test_an_equal_report_differs_in_nothing() -> None:
    assert differs(report(), report()) == ()
    assert is_same(report(), with_differences(report(), report()))


def test_a_recorded_difference_is_named_even_where_the_result_is_the_same() -> None:
    now = replace(report(), provenance=Provenance(version="2", model_digest="m", settings_digest="t"))
    assert differs(report(), now) == ("version", "settings")
    assert differs(report("name-differs"), now) == ("version", "settings")


def test_a_difference_that_no_record_explains_is_other() -> None:
    assert differs(report(), report("name-differs")) == ("other",)


def test_snapshots_that_are_gone_are_named() -> None:
    assert differs(report(), report("failed-no-snapshot")) == ("snapshots",)
    assert differs(report("failed-no-snapshot"), report("failed-no-snapshot")) == ()


def test_the_differences_of_an_earlier_replay_stay_named() -> None:
    once = replace(report(), provenance=replace(MADE, differs=("settings",)))
    assert differs(once, report()) == ("settings",)
    assert is_same(once, with_differences(once, report()))


def test_a_post_of_a_queue_is_held_against_itself_alone() -> None:
    past = report(row=3, queued=True)
    assert is_same(past, with_differences(past, report(row=3)))
    assert differs(past, report("name-differs", row=3)) == ("queue",)


def test_posts_of_a_queue_have_the_place_of_their_row() -> None:
    bad = replace(report_problem(BadRecord(message="no post"), row=3), provenance=MADE)
    posts, places = expand_rows(QueueReport(posts=(*queue(1).posts, bad)))
    assert places == [1, 3]
    assert posts == [Post(), report().post, Post(), BadRecord(message="no post")]
    assert expand_rows(QueueReport()) == ([], [])
    assert expand_rows(QueueReport(posts=(report(), report())))[1] == [0, 1]


@pytest.mark.parametrize("rows", [(1, 1), (1, 0), (-1,), (MAX_MISSING_ROWS + 1,)])
def test_rows_out_of_order_are_refused(rows: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="not in order"):
        expand_rows(queue(*rows))


def test_in_a_queue_what_is_gone_for_one_row_may_change_the_others() -> None:
    past = queue(0, 1)
    again = QueueReport(posts=(report("failed-no-snapshot", row=0), report("name-differs", row=1)))
    assert [post.provenance.differs for post in queue_with_differences(past, again).posts] == [
        ("snapshots",),
        ("snapshots",),
    ]


def test_rows_that_a_queue_lacks_are_named_unless_it_was_interrupted() -> None:
    for interrupted, expected in ((False, ("queue",)), (True, ("other",))):
        past = queue(0, 2, interrupted=interrupted)
        again = queue_with_differences(past, queue(0, 2, code="name-differs"))
        assert again.interrupted is interrupted
        assert again.posts[1].provenance.differs == expected
