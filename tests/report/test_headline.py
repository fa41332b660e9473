from __future__ import annotations

import pytest
from msgspec.structs import replace

from linkcheck._check.compare import compare
from linkcheck._check.queue import compare_queue
from linkcheck._page.types import Page
from linkcheck._post.types import Link, Origin, Post
from linkcheck._report.headline import (
    ADVICE,
    ADVICE_BY_REASON,
    ADVICE_BY_VERDICT,
    contradictions,
    homes_of,
    is_consistent,
    link_headline,
    post_headline,
    stance_of,
)
from linkcheck._report.types import Report
from linkcheck._scoring.codes import CAUSES
from linkcheck._scoring.types import LinkReport, PageSummary, Reason, Verdict
from tests.gate.own_set import judged_pairs

TREES = Page(
    title="City plants street trees",
    text="The city planted 2,400 street trees last spring, the council said. Volunteers dug the holes by hand.",
)
STORIES = {
    "Chestnut soup with brown butter and sage leaves": "Peel the chestnuts, fry them in brown butter with sage leaves.",
    "Night buses run again between Harwick and Fernhill": "Night buses run between Harwick and Fernhill from Friday.",
    "Snowy owl photographed on the cliffs near Skelling": "A ranger photographed a snowy owl on the cliffs.",
}


def test_each_cause_and_each_verdict_has_its_advice() -> None:
    assert set(ADVICE) == set(CAUSES) - {"unknown"}
    assert set(ADVICE_BY_VERDICT) == set(Verdict)
    assert all(advice.endswith(".") for advice in (*ADVICE.values(), *ADVICE_BY_VERDICT.values()) if advice)


def test_a_contradicted_detail_is_the_headline() -> None:
    headline = link_headline(compare("The city planted 4,200 street trees last spring", TREES))
    assert headline.sentence == "The post says “4,200 street trees”; the page says “2,400 street trees”."
    assert headline.advice == "Correct the post, or link to a page that says so."


@pytest.mark.parametrize("code", ["not-yet-published", "refused-excluded"])
def test_nobody_is_sent_to_a_page_that_is_not_there_yet_or_is_excluded(code: str) -> None:
    reason = Reason(code=code, message="Not looked at.", weight=0.0)
    link = LinkReport(link=Link(url="https://a.example"), verdict=Verdict.UNVERIFIABLE, reasons=(reason,))
    assert link_headline(link).advice == ADVICE_BY_REASON[code]


def test_a_match_asks_for_nothing() -> None:
    headline = link_headline(compare("The city planted 2,400 street trees last spring", TREES))
    assert (headline.sentence, headline.advice) == ("The page says what the post says.", "")


def test_an_exchanged_link_says_where_it_belongs_and_what_belongs_here() -> None:
    pages = [
        Page(url=f"https://a.example/{n}", title=title, text=text) for n, (title, text) in enumerate(STORIES.items())
    ]
    pairs = [
        (Post(text=text, id=str(n), origin=Origin(file="q.csv", line=n + 2)), pages[page])
        for n, (text, page) in enumerate(zip(STORIES, (1, 0, 2), strict=True))
    ]
    queue = compare_queue(pairs)
    homes = homes_of(queue.posts)
    assert homes == {0: "q.csv:3 (id 1)", 1: "q.csv:2 (id 0)"}
    headline = link_headline(queue.reports[0], pairs=queue.reports, home=homes[0])
    assert headline.sentence == "This link belongs to q.csv:3 (id 1)."
    assert headline.advice == "Give this post the link of q.csv:3 (id 1)."
    assert headline.proposed_url == "https://a.example/0"


def test_a_link_whose_page_another_post_means_says_so_without_a_better_one() -> None:
    link = LinkReport(link=Link(url="https://a.example/"), verdict=Verdict.MISMATCH)
    headline = link_headline(link, home="q.csv:3")
    assert headline == ("This link belongs to q.csv:3.", "Give this post its own link.", "")
    assert link_headline(replace(link, verdict=Verdict.MATCH), home="q.csv:3").proposed_url == ""
    assert "belongs" not in link_headline(replace(link, verdict=Verdict.MATCH), home="q.csv:3").sentence


def test_a_page_about_something_else_is_named_by_its_title() -> None:
    page = PageSummary(title="Chestnut soup")
    report = LinkReport(link=Link(url="https://a.example/"), verdict=Verdict.MISMATCH, off_topic=0.9, page=page)
    assert link_headline(report).sentence == "The page is about something else: “Chestnut soup”."


def test_a_bad_record_a_post_without_a_link_and_one_with_several_have_a_sentence(reports: list[Report]) -> None:
    *_, linkless, bad = reports
    assert post_headline(bad).sentence.startswith("This record could not be read")
    assert post_headline(linkless).sentence == "The post has no link to check."
    several = replace(reports[0], links=(*reports[0].links, *reports[1].links))
    assert post_headline(several).sentence == "2 links: 1 match, 1 mismatch."


@pytest.mark.parametrize(
    ("code", "weight"), [("number-confirmed", 1.0), ("number-differs", -1.0), ("name-absent", -1.0)]
)
def test_a_reason_against_its_own_weight_is_told_apart(code: str, weight: float) -> None:
    assert not is_consistent(Reason(code=code, message="", weight=weight))
    assert is_consistent(Reason(code=code, message="", weight=-weight))


def test_a_code_of_no_packaged_detector_has_no_stance() -> None:
    assert stance_of(Reason(code="mine", message="")) is None
    assert list(contradictions([Reason(code="mine", message="", weight=2.0)])) == []


@pytest.mark.timeout(120)  # judges the own set, where no test before it did
def test_every_pair_has_a_sentence_and_no_reason_of_it_contradicts_its_weight() -> None:
    """Over the own set: nor does a page that has nothing of the post speak for it, or one that has all against it."""
    wrong = []
    for pair, report in judged_pairs():
        sentence = link_headline(report).sentence
        assert sentence.endswith((".", "”", "?", "!")), sentence
        for reason in report.reasons:
            nothing = reason.message.startswith(("No passage", "The page has none", "Post and page share no"))
            everything = reason.message.startswith("The page has every")
            if not is_consistent(reason) or (nothing and reason.weight < 0) or (everything and reason.weight > 0):
                wrong.append((pair.id, reason.weight, reason.message))
    assert wrong == []
