"""Marks are what the evidence says, on both sides; the sign of a weight decides none."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from linkcheck._check.compare import compare
from linkcheck._page.types import Page
from linkcheck._post.types import Link, Quote
from linkcheck._report.formats.html.highlights import Highlight, Mark
from linkcheck._report.formats.html.marks import page_highlights, post_highlights, quoted_marks, words_had
from linkcheck._scoring.types import LinkReport, Reason, Verdict

POST = "The city planted 4,200 street trees last spring, in purple pots"
TREES = Page(
    title="City plants 2,400 street trees",
    description="Volunteers dug the holes for 2,400 trees",
    text="The city planted 2,400 street trees last spring, the council said. Volunteers dug the holes by hand.",
)


def marked(text: str, highlights: list[Highlight], mark: Mark) -> list[str]:
    return [text[each.start : each.end] for each in highlights if each.mark is mark]


@pytest.fixture(scope="module")
def report() -> LinkReport:
    return compare(POST, TREES)


def test_the_post_is_marked_by_what_the_page_has(report: LinkReport) -> None:
    found = post_highlights(report)
    assert marked(POST, found, Mark.HAD) == ["city planted", "street trees last spring"]
    assert "purple pots" in marked(POST, found, Mark.MISSING)
    assert marked(POST, found, Mark.DIFFERS) == ["4,200"]


@pytest.mark.parametrize("field", ["title", "description", "text"])
def test_contradicted_words_are_marked_wherever_the_page_says_them(report: LinkReport, field: str) -> None:
    shown = TREES.quotable(field)
    found = page_highlights(shown, field, report, words_had(POST, report))
    assert "2,400" in " ".join(marked(shown, found, Mark.DIFFERS))


def test_words_of_the_page_that_the_post_has_are_marked(report: LinkReport) -> None:
    found = page_highlights(TREES.title, "title", report, words_had(POST, report))
    assert marked(TREES.title, found, Mark.HAD) == ["City", "street", "trees"]


def test_a_name_that_the_page_writes_otherwise_is_marked_on_both_sides() -> None:
    page = Page(title="Ferry begins service", text="The ferry carried 12,000 passengers, the British ministry said.")
    post = "The ferry took 12k passengers, says the UK ministry"
    report = compare(post, page)
    assert "UK ministry" in marked(post, post_highlights(report), Mark.HAD)
    there = marked(page.text, page_highlights(page.text, "text", report, words_had(post, report)), Mark.HAD)
    assert {"British", "12,000"} <= {word.removesuffix(" passengers") for word in there}


def test_no_weight_makes_a_mark() -> None:
    quote = Quote("text", 0, 3, POST[:3])
    for weight in (-3.0, 3.0):
        reason = Reason(code="topic-best-window", message="", weight=weight, post_quotes=(quote,), page_quotes=(quote,))
        link = LinkReport(link=Link(url="https://a.example/"), verdict=Verdict.UNCLEAR, reasons=(reason,))
        assert post_highlights(link) == []
        assert list(quoted_marks(link.reasons)) == []


def test_a_contradiction_that_counts_for_nothing_is_not_marked(report: LinkReport) -> None:
    weightless = replace(report, reasons=tuple(replace(reason, weight=0.0) for reason in report.reasons))
    assert marked(POST, post_highlights(weightless), Mark.DIFFERS) == []


def test_words_that_may_mean_something_else_are_a_doubt() -> None:
    post, page = Quote("text", 4, 8, "city"), Quote("text", 4, 8, "town")
    for code in ("predicate-differs", "number-counted-otherwise"):
        reason = Reason(code=code, message="", weight=1.0, post_quotes=(post,), page_quotes=(page,))
        assert list(quoted_marks([reason])) == [(Mark.DOUBT, page)]


def test_a_quote_of_whole_sentences_marks_nothing() -> None:
    long = Quote("text", 0, 200, "x" * 200)
    reason = Reason(code="number-differs", message="", weight=2.0, post_quotes=(long,), page_quotes=(long,))
    assert list(quoted_marks([reason])) == []
