from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.parse import parse_post

A, B, C = "https://a.com/1", "https://b.com/2", "https://c.com/3"


def segments(text: str) -> list[str | None]:
    return [text[slice(*link.segment)].strip() if link.segment else None for link in parse_post(text).links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Storm hits Florida {A}\nSenate passes bus bill {B}",
            [f"Storm hits Florida {A}", f"Senate passes bus bill {B}"],
        ),
        (
            f"Today:\n- Storm hits Florida {A}\n- Senate passes bus bill {B}",
            [f"- Storm hits Florida {A}", f"- Senate passes bus bill {B}"],
        ),
        (
            f"Storm hits Florida\n{A}\n\nSenate passes bus bill\n{B}",
            [f"Storm hits Florida\n{A}", f"Senate passes bus bill\n{B}"],
        ),
        (
            f"Storm hits Florida {A} Senate passes bus bill {B}",
            [f"Storm hits Florida {A}", f"Senate passes bus bill {B}"],
        ),
        (
            f"{A} Storm hits Florida\n{B} Senate passes bus bill",
            [f"{A} Storm hits Florida", f"{B} Senate passes bus bill"],
        ),
    ],
)
def test_each_link_has_what_stands_with_it(text: str, expected: list[str]) -> None:
    assert segments(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"Storm hits Florida {A}",
        f"Storm hits Florida {A} {B}",
        f"Storm hits Florida {A} and {B}",
        f"Storm hits Florida {A}\n\nSubscribe: {B}",
        f"Storm hits Florida: {A} | Live blog: {B}",
        f"Storm hits Florida {A} (archive: {B})",
        f"The Times ({A}) says it was a storm, while the Post ({B}) says it was a flood.",
        f"Storm hits Florida {A} more about Florida {A}",
    ],
)
def test_links_that_share_one_sentence_have_no_segment_of_their_own(text: str) -> None:
    assert set(segments(text)) == {None}


def test_pointer_beside_two_claims_has_none() -> None:
    text = f"Storm hits Florida {A}\n\nSenate passes bus bill {B}\n\nSubscribe here: {C}"
    assert [segment is None for segment in segments(text)] == [False, False, True]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([A, B, C, " ", "\n", "\n\n", "Storm hits Florida", "and", ".", "(", ")", "日本"])).map(
        "".join
    )
)
def test_segments_lie_in_the_text_and_hold_their_link(text: str) -> None:
    post = parse_post(text)
    for link in post.links:
        if link.segment is not None and link.start is not None and link.end is not None:
            start, end = link.segment
            assert 0 <= start <= link.start < link.end <= end <= len(post.text)
