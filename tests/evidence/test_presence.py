"""A word is marked as had only where the page has it, and as missing only where it stands nowhere on it."""

from __future__ import annotations

import itertools
import re

import pytest
from msgspec.structs import replace

from linkcheck._check.compare import compare
from linkcheck._page.types import Page, PageState
from linkcheck._post.parse import parse_post
from linkcheck._scoring.types import LinkReport
from linkcheck._text.numbers import find_numbers
from linkcheck._text.readings import find_readings
from linkcheck._text.tokens import normal_forms
from tests.gate.own_set import Judged, judged_pairs

TREES = Page(
    title="City plants street trees",
    text="The city planted 2,400 street trees last spring, the council said. Volunteers dug the holes by hand.",
)


def _words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def _presence(text: str, page: Page) -> tuple[list[str], list[str]]:
    report = compare(text, page)
    return _words(text, report.found), _words(text, report.missing)


def test_words_of_the_page_are_found_and_the_others_are_missing() -> None:
    found, missing = _presence("The city planted 4,200 street trees last spring, in purple pots", TREES)
    assert found == ["city planted", "street trees last spring"]
    assert missing == ["4,200", "purple pots"]


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("Harwick museum reopens with 12,000 exhibits", "The Harwick museum reopens with 12 thousand exhibits."),
        ("Harwick museum reopens with seven exhibits", "The Harwick museum reopens with 7 exhibits."),
        ("Norway museum reopens", "A museum has reopened in the Norwegian town, a museum of ships."),
        ("Harwick healthcare museum reopens", "The health care museum of Harwick has reopened."),
    ],
)
def test_a_word_in_another_form_is_found(post: str, text: str) -> None:
    assert not compare(post, Page(text=text, title="Museum reopens")).missing


def test_a_word_that_only_begins_alike_is_neither_found_nor_missing() -> None:
    found, missing = _presence("Harwick council plans a university of trees", replace(TREES, text="A universal plan."))
    assert "university" not in " ".join((*found, *missing))


def test_nothing_is_missing_from_a_page_that_broke_off() -> None:
    report = compare("The city planted street trees last spring, in pots", replace(TREES, truncated=True))
    assert report.found or report.verdict != "match"
    assert report.missing == ()


def test_nothing_is_missing_from_a_page_in_another_language() -> None:
    page = Page(title="Die Stadt pflanzt Bäume", text="Die Stadt hat viele Bäume gepflanzt. " * 9, language="de")
    assert compare("Volunteers dug holes in the garden with their bare hands", page).missing == ()


def test_a_page_that_is_not_read_marks_nothing() -> None:
    report = compare("The city planted trees", Page(title="Log in", text="", state=PageState.LOGIN_WALL))
    assert (report.found, report.missing) == ((), ())


def _read(one: Judged) -> tuple[str, Page, LinkReport]:
    return parse_post(one.pair.given_post()).text, one.pair.given_page(), one.report


def _in_other_words(word: str, phrase: str, page: str) -> bool:
    """Whether what a mark covers is on the page as another name, number or set of initials."""
    values = {value for number in find_numbers(phrase) for value in number.values}
    keys = {key for name in find_readings(phrase) for key in name.keys}
    return (
        any(not values.isdisjoint(number.values) for number in find_numbers(page))
        or any(not keys.isdisjoint(name.keys) for name in find_readings(page))
        or word.casefold() in re.sub(r"[\s-]", "", page.casefold())
    )


@pytest.mark.timeout(120)  # judges the own set, where no test before it did
def test_every_word_found_is_on_its_page_and_no_missing_one_is() -> None:
    """Over all pairs of the own set. What only evidence confirms (initials, a share) is quoted from the page."""
    wrong = []
    for text, page, report in map(_read, judged_pairs()):
        there = "\n".join((page.title, page.description, page.text))
        forms = set(normal_forms(there))
        confirmed = {q.start for reason in report.reasons if reason.page_quotes for q in reason.post_quotes}
        for start, end in report.found:
            phrase = text[start:end]
            for word in re.findall(r"[^\W_]+(?:[.,'’][^\W_]+)*", phrase):
                known = set(normal_forms(word)) <= forms or _in_other_words(word, phrase, there)
                if not known and not any(start <= at < end for at in confirmed):
                    wrong.append(("found", word, phrase))
        wrong += [
            ("missing", text[start:end], "")
            for start, end in report.missing
            if not forms.isdisjoint({text[start:end].casefold()})
        ]
    assert wrong == []


def test_spans_rise_and_none_touches_another() -> None:
    for text, _, report in map(_read, judged_pairs()):
        spans = sorted((*report.found, *report.missing))
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
