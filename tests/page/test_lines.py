"""The pieces of a line become words that neither run together nor fall apart."""

from __future__ import annotations

import pytest

from linkcheck._page.html import parse
from linkcheck._page.lines import LINE_BREAK, join_parts, words_in


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<a href=1>Home</a><a href=2>News</a>", "Home News"),
        ("<span>Rating</span><span>4.5</span>", "Rating 4.5"),
        ("<span>Skip</span><span>Content</span>", "Skip Content"),
        ("<span>T</span>he first letter", "The first letter"),
        ("H<sub>2</sub>O and CO<sub>2</sub>", "H2O and CO2"),
        ("re<b>mark</b>able", "remarkable"),
    ],
)
def test_words_neither_run_together_nor_fall_apart(markup: str, expected: str) -> None:
    document = parse(f"<p>{markup}</p>")
    assert document is not None
    assert [block.text for block in document.blocks.blocks] == [expected]


def test_entities_are_read_and_white_space_is_collapsed_in_each_line() -> None:
    parts = [(" a&nbsp; &amp;amp; ", False), (LINE_BREAK, False), ("\n b\t", False), (LINE_BREAK, False)]
    assert join_parts(parts) == f"a &amp;{LINE_BREAK}b"


def test_words_of_scripts_without_spaces_are_counted() -> None:
    assert words_in("three little words") == 3
    assert words_in("今日の天気は晴れ") == 1 + 8 // 2
