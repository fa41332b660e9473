from __future__ import annotations

from collections.abc import Callable

from linkcheck._evidence.overlap import Overlap, find_overlap
from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._page.types import Page

Prepare = Callable[[str, Page], tuple[PreparedPost, PreparedPage]]


def share(overlap: Overlap) -> float:
    return overlap.best / overlap.total


def test_a_claim_that_stands_on_the_page_is_covered(prepared: Prepare, moon: Page) -> None:
    overlap = find_overlap(*prepared("NASA confirms water ice on the Moon", moon))
    assert share(overlap) > 0.9
    assert overlap.opening / overlap.total > 0.9


def test_a_claim_about_something_else_is_not(prepared: Prepare, moon: Page) -> None:
    overlap = find_overlap(*prepared("Vermont bakers share an apple pie recipe", moon))
    assert share(overlap) < 0.1


def test_the_best_passage_does_not_change_with_the_length_of_the_page(prepared: Prepare, moon: Page) -> None:
    padding = "\n".join(f"Nothing else happened in town number {i}." for i in range(300))
    longer = Page(url=moon.url, title=moon.title, text=f"{moon.text}\n{padding}", language="en")
    claim = "NASA confirms water ice on the Moon"
    assert share(find_overlap(*prepared(claim, longer))) == share(find_overlap(*prepared(claim, moon)))


def test_longer_words_meet_by_their_beginning(prepared: Prepare) -> None:
    page = Page(title="Volcanologists at work", text="The volcanologist measured the crater.", language="en")
    assert share(find_overlap(*prepared("volcanology", page))) == 1.0


def test_nothing_is_shared_with_an_empty_page_or_by_an_empty_claim(prepared: Prepare, moon: Page) -> None:
    assert find_overlap(*prepared("NASA finds water", Page())).best == 0
    assert find_overlap(*prepared("", moon)).total == 0


def test_hashtags_and_compounds_are_found_by_their_parts(prepared: Prepare) -> None:
    page = Page(title="Climate", text="The change of the climate needs better health care.", language="en")
    for claim in ("#ClimateChange", "#climatechange", "healthcare"):
        assert share(find_overlap(*prepared(claim, page))) == 1.0
    assert share(find_overlap(*prepared("#oceandeniers", page))) == 0.0


def test_a_word_that_is_cut_off_meets_the_word_it_begins(prepared: Prepare) -> None:
    page = Page(title="Ministers approve the climate package", text="The policy was approved.", language="en")
    assert share(find_overlap(*prepared("Ministers approve climate pack…", page))) == 1.0
    assert share(find_overlap(*prepared("Ministers approve climate pack …", page))) < 1.0


LONG_POST = (
    "We spent a wonderful weekend in the garden with our neighbours and planted tulips, carrots and pumpkins. "
    "Our youngest daughter finally learned to ride her bicycle without stabilisers. "
    "NASA confirms water ice near the south pole of the Moon. "
    "Grandmother baked her famous plum cake, and everybody asked for a second helping of cream."
)


def test_a_long_post_is_compared_by_the_part_that_the_page_tells(prepared: Prepare, moon: Page) -> None:
    overlap = find_overlap(*prepared(LONG_POST, moon))
    start, end = overlap.span
    assert LONG_POST[start:end].startswith("NASA confirms water ice")
    assert share(overlap) > 0.75
    assert {overlap.terms[number].form for number in overlap.best_terms} >= {"nasa", "water", "ice", "mon"}


def test_a_long_post_about_something_else_is_no_match_in_any_part(prepared: Prepare, moon: Page) -> None:
    other = LONG_POST.replace("NASA confirms water ice near the south pole of the Moon. ", "")
    assert share(find_overlap(*prepared(other, moon))) < 0.4


def test_an_amount_glued_to_its_unit_meets_the_amount_in_words(prepared: Prepare) -> None:
    page = Page(text="Villages within six kilometres were cleared. The work costs $294 million.", language="en")
    cleared, total = prepared("villages within 6km cleared", page), prepared("$294m work", page)
    assert share(find_overlap(*cleared)) == share(find_overlap(*total)) == 1.0


def test_an_amount_glued_to_its_unit_does_not_meet_another(prepared: Prepare) -> None:
    page = Page(text="Villages within five kilometres were cleared.", language="en")
    assert share(find_overlap(*prepared("villages within 6km cleared", page))) < 1.0
