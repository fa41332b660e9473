from __future__ import annotations

from collections.abc import Callable

from linkcheck._evidence.prepared import PreparedPage, PreparedPost
from linkcheck._evidence.topic import extract_topic
from linkcheck._evidence.types import Evidence, Layer
from linkcheck._page.types import Page
from linkcheck._scoring.features import FOREIGN_CODE, TOPIC_FEATURES

Prepare = Callable[[str, Page], tuple[PreparedPost, PreparedPage]]


def weighed(prepared: Prepare, claim: str, page: Page) -> dict[str, Evidence]:
    return {e.code: e for e in extract_topic(*prepared(claim, page))}


def test_every_feature_of_the_model_is_there_and_of_the_topic_layer(prepared: Prepare, moon: Page) -> None:
    found = weighed(prepared, "NASA finds water", moon)
    assert {FOREIGN_CODE, *(feature.code for feature in TOPIC_FEATURES)} <= set(found)
    assert {e.layer for e in found.values()} == {Layer.TOPIC}


def test_the_terms_missing_from_a_page_are_named_by_kind(prepared: Prepare, moon: Page) -> None:
    message = weighed(prepared, "Bakers of Vermont burn 3000 apple pies", moon)["topic-rare-terms"].message
    assert message == (
        "The page has none of the post's rare words: the number “3000”, the name “Vermont” "
        "and the words “Bakers”, “burn”, “apple” and “pies”."
    )


def test_the_terms_found_on_a_page_are_quoted_from_both_sides(prepared: Prepare, moon: Page) -> None:
    best = weighed(prepared, "NASA confirms water ice on the Moon", moon)["topic-best-window"]
    assert best.message.startswith("The nearest passage of the page has “NASA”")
    assert any("water ice" in quote.text for quote in best.page_quotes)
    assert "NASA" in {quote.text for quote in best.post_quotes}


def test_a_page_in_another_language_or_without_title_says_so(prepared: Prepare) -> None:
    german = Page(text="Die Regierung hat am Montag ein neues Gesetz beschlossen.", language="de")
    found = weighed(prepared, "Die Regierung beschließt ein Gesetz", german)
    assert found["topic-foreign"].value == 1.0
    assert found["topic-no-title"].value == 1.0


def test_a_topic_message_has_the_verb_that_fits_its_subject(prepared: Prepare) -> None:
    untitled = Page(text="The council voted on Monday to plant trees in Mill Street.")
    titled = Page(title="Trees for Mill Street", text=untitled.text)
    claim = "Council votes for trees in Mill Street"
    assert weighed(prepared, claim, untitled)["topic-lead"].message.startswith("The opening of the page has ")
    assert weighed(prepared, claim, titled)["topic-lead"].message.startswith("The title and opening of the page have ")


def test_values_are_shares(prepared: Prepare, moon: Page) -> None:
    for claim in ("", "?!", "🎉🎉", "NASA " * 2000, "MOON WATER", "12 34 56"):
        found = weighed(prepared, claim, moon)
        for code in ("topic-best-window", "topic-lead", "topic-rare-terms", "topic-title", "topic-thin-page"):
            assert 0.0 <= found[code].value <= 1.0 + 1e-9


def test_names_that_are_nowhere_on_the_page_speak_against_it(prepared: Prepare, moon: Page) -> None:
    told = weighed(prepared, "NASA says that Boeing and Airbus found water on the Moon", moon)
    assert told["topic-names-missing"].value == 2.0
    assert told["topic-no-names"].value == 0.0
    assert weighed(prepared, "NASA finds water on the Moon", moon)["topic-names-missing"].value == 0.0


def test_a_post_that_names_nobody_is_known(prepared: Prepare, moon: Page) -> None:
    assert weighed(prepared, "you will not believe what happened next", moon)["topic-no-names"].value == 1.0


def test_letters_find_what_words_do_not(prepared: Prepare) -> None:
    page = Page(title="Optimists live longer", text="Optimists are happier and live longer than others.")
    told = weighed(prepared, "optimism makes for happiness and a longer life", page)
    assert told["topic-letters"].value > told["topic-best-window"].value


def test_a_page_that_names_the_subject_in_its_title_says_so(prepared: Prepare, moon: Page) -> None:
    assert weighed(prepared, "You will never guess what NASA did", moon)["topic-subject-titled"].value == 1
    assert weighed(prepared, "You will never guess what Vermont did", moon)["topic-subject-titled"].value == 0
    assert weighed(prepared, "you will never guess what they did", moon)["topic-subject-titled"].value == 0


def test_a_headline_says_more_of_its_page_than_a_line_of_text(prepared: Prepare) -> None:
    line = "A water wheel removes garbage from the harbour"
    text, titled = (
        weighed(prepared, "Homes go solar", page)["topic-page-weight"].value
        for page in (Page(text=line), Page(title=line))
    )
    assert 0 < text < 20 < titled
