from __future__ import annotations

from collections.abc import Callable

from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.topic import Overlap, find_overlap, weigh_topic
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._page.types import Page
from linkcheck._scoring.features import FOREIGN, TOPIC_FEATURES

Prepare = Callable[[str, Page], tuple[PreparedPost, PreparedPage]]


def share(overlap: Overlap) -> float:
    return overlap.best / overlap.total


def test_a_claim_that_stands_on_the_page_is_covered(prepared: Prepare, moon: Page) -> None:
    overlap = find_overlap(*prepared("NASA confirms water ice on the Moon", moon))
    assert share(overlap) > 0.9
    assert overlap.lead / overlap.total > 0.9


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


Prepare_topic = Callable[[str, Page], tuple[PreparedPost, PreparedPage]]


def weighed(prepared: Prepare_topic, claim: str, page: Page) -> dict[str, Evidence]:
    return {e.code: e for e in weigh_topic(*prepared(claim, page))}


def test_every_feature_of_the_model_is_there_and_of_the_topic_layer(prepared: Prepare_topic, moon: Page) -> None:
    found = weighed(prepared, "NASA finds water", moon)
    assert {feature.code for feature in (*TOPIC_FEATURES, FOREIGN)} <= set(found)
    assert {e.layer for e in found.values()} == {Layer.TOPIC}


def test_the_terms_missing_from_a_page_are_named_by_kind(prepared: Prepare_topic, moon: Page) -> None:
    message = weighed(prepared, "Bakers of Vermont burn 3000 apple pies", moon)["topic-rare-terms"].message
    assert message == "nowhere on the page: number “3000”; name “Vermont”; words “Bakers”, “burn”, “apple”, “pies”"


def test_the_terms_found_on_a_page_are_quoted_from_both_sides(prepared: Prepare_topic, moon: Page) -> None:
    best = weighed(prepared, "NASA confirms water ice on the Moon", moon)["topic-best-window"]
    assert best.message.startswith("one passage of the page has “NASA”")
    assert any("water ice" in quote.text for quote in best.page_quotes)
    assert "NASA" in {quote.text for quote in best.post_quotes}


def test_a_page_in_another_language_or_without_title_says_so(prepared: Prepare_topic) -> None:
    german = Page(text="Die Regierung hat am Montag ein neues Gesetz beschlossen.", language="de")
    found = weighed(prepared, "Die Regierung beschließt ein Gesetz", german)
    assert found["topic-foreign"].value == 1.0
    assert found["topic-no-title"].value == 1.0


def test_a_topic_message_has_the_verb_that_fits_its_subject(prepared: Prepare_topic) -> None:
    untitled = Page(text="The council voted on Monday to plant trees in Mill Street.")
    titled = Page(title="Trees for Mill Street", text=untitled.text)
    claim = "Council votes for trees in Mill Street"
    assert weighed(prepared, claim, untitled)["topic-lead"].message.startswith("the opening of the page says ")
    assert weighed(prepared, claim, titled)["topic-lead"].message.startswith("title and opening of the page say ")


def test_values_are_shares(prepared: Prepare_topic, moon: Page) -> None:
    for claim in ("", "?!", "🎉🎉", "NASA " * 2000, "MOON WATER", "12 34 56"):
        found = weighed(prepared, claim, moon)
        for code in ("topic-best-window", "topic-lead", "topic-rare-terms", "topic-title", "topic-thin-page"):
            assert 0.0 <= found[code].value <= 1.0 + 1e-9


def test_names_that_are_nowhere_on_the_page_speak_against_it(prepared: Prepare_topic, moon: Page) -> None:
    told = weighed(prepared, "NASA says that Boeing and Airbus found water on the Moon", moon)
    assert told["topic-names-missing"].value == 2.0
    assert told["topic-no-names"].value == 0.0
    assert weighed(prepared, "NASA finds water on the Moon", moon)["topic-names-missing"].value == 0.0


def test_a_post_that_names_nobody_is_known(prepared: Prepare_topic, moon: Page) -> None:
    assert weighed(prepared, "you will not believe what happened next", moon)["topic-no-names"].value == 1.0


def test_letters_find_what_words_do_not(prepared: Prepare_topic) -> None:
    page = Page(title="Optimists live longer", text="Optimists are happier and live longer than others.")
    told = weighed(prepared, "optimism makes for happiness and a longer life", page)
    assert told["topic-letters"].value > told["topic-best-window"].value
