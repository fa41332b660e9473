from __future__ import annotations

from linkcheck.report.counting import count, sentences
from linkcheck.report.types import Counts, Report


def test_every_link_is_counted_under_its_verdict(reports: list[Report]) -> None:
    assert count(reports) == Counts(
        posts=6,
        bad_records=1,
        without_links=1,
        links=5,
        match=1,
        mismatch=1,
        unclear=1,
        unverifiable=1,
        broken=1,
    )


def test_the_words_say_what_was_checked_and_what_could_not_be(reports: list[Report]) -> None:
    assert sentences(count(reports)) == (
        "6 posts, 5 links: 4 checked (1 match, 1 mismatch, 1 unclear, 1 broken).",
        "1 link could not be checked.",
        "1 post without a link.",
        "1 record could not be read.",
    )


def test_a_run_that_read_nothing_checked_nothing() -> None:
    assert sentences(Counts()) == ("0 posts, 0 links: nothing was checked.",)
    assert sentences(Counts(posts=1, links=2, unverifiable=2)) == (
        "1 post, 2 links: nothing was checked; 2 links could not be read.",
    )
