from __future__ import annotations

import pytest

from linkcheck._post.readers.names import keys_of, letters_of_name, links_named, named, parts_of
from linkcheck._tables import table_columns


@pytest.mark.parametrize(("field", "name"), table_columns("_text/data/field_names.txt", 2))
def test_every_name_of_the_table_stands_for_its_field(field: str, name: str) -> None:
    assert letters_of_name(name) == name
    assert named(field, [name]) == [name]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Post Text", "posttext"),
        ("postText", "posttext"),
        (" POST_TEXT ", "posttext"),
        ("Link(s) - Separated by comma for FB carousels", "link"),
        ("link (OGmetaUrl)", "link"),
        ("Date: when to post", "datewhentopost"),
        ("(note)", "note"),
        ("", ""),
    ],
)
def test_a_name_is_compared_by_its_letters_without_explanations(name: str, key: str) -> None:
    assert letters_of_name(name) == key


def test_the_words_of_a_name_are_told_apart_by_marks_and_capitals() -> None:
    assert parts_of("externalLinkURL") == ("external", "link", "url")
    assert parts_of("external-link_2") == ("external", "link")


def test_the_best_name_of_a_field_comes_before_another() -> None:
    assert named("text", ["caption", "post", "Text"]) == ["Text", "post", "caption"]
    assert keys_of(["title", "Body"])["text"] == "Body"


@pytest.mark.parametrize(
    ("names", "links"),
    [
        (["Destination", "Link 1", "Link 2"], ["Link 1", "Link 2", "Destination"]),
        (["external-link", "shortURL"], ["external-link", "shortURL"]),
        (["image_url", "profileUrl", "Picture Url 1", "author link", "permalink"], []),
        (["text", "blinking", "linked"], []),
    ],
)
def test_a_link_is_what_speaks_of_one_and_not_of_a_picture_or_an_account(names: list[str], links: list[str]) -> None:
    assert links_named(names) == links


def test_status_is_never_the_text() -> None:
    assert "text" not in keys_of(["Status", "Link"])
