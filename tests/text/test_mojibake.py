"""UTF-8 that was read as Windows-1252 is told from what somebody meant to write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck._text.mojibake import Repair, find_mojibake


def repaired(text: str) -> str:
    for repair in reversed(find_mojibake(text)):
        text = text[: repair.start] + repair.character + text[repair.end :]
    return text


def misread(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "it’s “fine” — really…",
        "café, résumé, naïve",
        "São Paulo, Łódź’s neighbour",
        "£5 or §7, 20° north",
        "well done 😀",
        "Привет, мир",
        "日本語の新聞",
        "« ÉTÉ » à Genève, crème",
        "Żubry",
        "całą dobę",
    ],
)
def test_a_text_that_was_misread_is_read_again(text: str) -> None:
    assert repaired(misread(text)) == text
    assert repaired(text) == text


@pytest.mark.parametrize(
    "text", ["« CAFÉ»", "IRMÃ» e IRMÃ”", "NÃO, MANHÃ…", "voilà…»", "Â» and Ã—", "é…»", "Ñ‘ and Ð»", "plain"]
)
def test_signs_that_somebody_may_mean_are_left(text: str) -> None:
    assert find_mojibake(text) == ()


def test_a_doubtful_sequence_is_repaired_beside_one_beyond_doubt() -> None:
    assert repaired(misread("à “Ôter”, sûr")) == "à “Ôter”, sûr"


def test_a_repair_says_where_it_stands() -> None:
    assert find_mojibake("a cafÃ© ") == (Repair(5, 7, "é"),)


@given(st.text(max_size=40))
def test_any_text_is_searched_in_order(text: str) -> None:
    found = find_mojibake(text)
    assert all(text[repair.start : repair.end] == misread(repair.character) for repair in found if text.isprintable())
    assert list(found) == sorted(found)
