from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._text.names import find_names


def names(text: str) -> list[str]:
    return [text[name.start : name.end] for name in find_names(text)]


def test_capitals_inside_a_sentence_are_names() -> None:
    assert names("The mayor met Ana Quill and the Bank of America in Tromsø.") == [
        "Ana Quill",
        "Bank of America",
        "Tromsø",
    ]


def test_the_first_word_is_a_name_only_if_it_is_no_common_word() -> None:
    assert names("Breakfast with Tiffany") == ["Tiffany"]
    assert names("Obama met the press") == ["Obama"]


def test_headlines_capitalise_every_word_and_still_only_names_count() -> None:
    found = names("New Audio Reveals Pause in Gunfire When Marwa Okonkwo Was Shot in Kansas: Attorney")
    assert "Kansas" in found
    assert not {"Audio", "Reveals", "Pause", "Attorney"} & set(found)
    assert any("Okonkwo" in name for name in found)


def test_text_in_capitals_has_only_names_that_a_list_knows() -> None:
    assert names("TERROR SUSPECT FOUND IN CHRISTCHURCH") == ["CHRISTCHURCH"]


def test_posts_without_any_capital_have_only_names_that_a_list_knows() -> None:
    assert names("obama meets the press in geneva") == ["obama", "geneva"]


def test_possessive_endings_are_left_out_and_end_a_name() -> None:
    assert names("we saw Kenya’s Eliud Kipchoge") == ["Kenya", "Eliud Kipchoge"]


def test_german_nouns_are_no_names_for_being_capitalised() -> None:
    assert "Hund" not in names("Der Hund und die Katze sind nicht in Berlin")
    assert "Berlin" in names("Der Hund und die Katze sind nicht in Berlin")


@pytest.mark.parametrize(
    "text", ["#Kenya", "@Kenya", "You’ll see", "I’m here", "He did NOT say it", "on Monday in March"]
)
def test_tags_handles_contractions_emphasis_and_the_calendar_are_no_names(text: str) -> None:
    assert names(text) == []


def test_acronyms_and_products_are_names() -> None:
    assert names("what NASA said of the iPhone and the K2") == ["NASA", "iPhone", "K2"]


@given(st.text(max_size=200) | st.text(alphabet="AbC dé’'s.-&#@1ß漢İ", max_size=200))
@settings(max_examples=150, deadline=None)
def test_spans_of_names_are_ordered_and_inside_any_text(text: str) -> None:
    end = 0
    for name in find_names(text):
        assert end <= name.start < name.end <= len(text)
        end = name.end


@pytest.mark.parametrize("text", ["a canoe of about 1000 BC", "a canoe of about 1000 BCE"])
def test_eras_are_no_names(text: str) -> None:
    assert find_names(text) == ()
