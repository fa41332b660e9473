"""The tables of elements agree with one another."""

from __future__ import annotations

from linkcheck._page.elements import ARIA_ROLES, ENCLOSING, ENDS, INLINE, NAME_GROUPS, NON_RENDERED, SILENT, groups_of
from linkcheck._page.markup import RAW, VOID


def test_no_element_both_continues_a_line_and_starts_one() -> None:
    assert not INLINE & ENDS.keys()
    assert not INLINE & SILENT


def test_elements_not_rendered_are_read_over_or_hold_no_text() -> None:
    assert NON_RENDERED - RAW - SILENT <= VOID


def test_roles_stand_for_enclosing_elements() -> None:
    assert set(ARIA_ROLES.values()) <= set(ENCLOSING)


def test_names_are_single_lower_case_words_of_one_group() -> None:
    words = [word for group in NAME_GROUPS.values() for word in group.split()]
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert len(NAME_GROUPS) <= 62


def test_the_parts_of_a_name_are_read_in_any_spelling() -> None:
    groups = list(NAME_GROUPS)
    for written in ("comments-area", "CommentList", "main__comment--new", "COMMENTS"):
        assert groups_of(written) >> groups.index("comment") & 1
    assert groups_of("xyz-12") == 0
