"""Blocks are what a browser sets as paragraphs; what CSS or attributes hide is not among them."""

from __future__ import annotations

import pytest

from linkcheck._page.blocks import ENCLOSING, LINE_BREAK, NAME_GROUPS, Blocks
from linkcheck._page.html import parse


def blocks_of(markup: str) -> Blocks:
    document = parse(markup)
    assert document is not None
    return document.blocks


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks_of(markup).blocks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One <b>bold</b> word</p><p>Two</p>", ["One bold word", "Two"]),
        ("<div>Before<p>Inside</p>After</div>", ["Before", "Inside", "After"]),
        ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
        ("<p>  a\n b\t c&nbsp;d </p>", ["a b c d"]),
        ("<p>One<br>Two</p>", [f"One{LINE_BREAK}Two"]),
        ("<table><tr><td>a<td>b</table>", ["a", "b"]),
        ("<span><div>Inner</div></span>", ["Inner"]),
        ("", []),
    ],
)
def test_lines_start_where_a_browser_starts_them(markup: str, expected: list[str]) -> None:
    assert texts(f"<body>{markup}</body>") == expected


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
    assert texts(f"<p>{markup}</p>") == [expected]


LONG = "This sentence is long enough to show that the page has said something by now. " * 3


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>secret</p>",
        '<p style="display:none">secret</p>',
        '<p style="color:red; display : NONE;">secret</p>',
        '<div style="visibility:hidden"><p>secret</p></div>',
        "<template><p>secret</p></template>",
        "<script>secret</script>",
        "<style>secret</style>",
        "<noscript>secret</noscript>",
        "<select><option>secret</select>",
        "<svg><title>secret</title><text>secret</text></svg>",
        "<textarea>secret</textarea>",
        "<iframe>secret</iframe>",
        "<!-- secret -->",
        "<dialog>secret</dialog>",
    ],
)
def test_hidden_markup_is_not_read_as_text(hidden: str) -> None:
    assert "secret" not in blocks_of(f"<p>{LONG}</p>{hidden}<p>End</p>").text()


@pytest.mark.parametrize(
    "shown",
    [
        '<p class="hidden">told</p>',
        '<p style="display:block">told</p>',
        '<p style="--display:nonesuch; color: red">told</p>',
        "<details>told</details>",
        f"<noscript><p>{LONG * 3} told</p></noscript>",
    ],
)
def test_markup_that_is_shown_or_can_be_opened_is_read_as_text(shown: str) -> None:
    assert "told" in blocks_of(f"<p>{LONG}</p>{shown}").text()


def test_a_page_kept_invisible_until_its_scripts_run_is_read() -> None:
    assert texts(f'<div style="visibility:hidden"><p>{LONG}</p><p style="display:none">no</p></div>') == [LONG.strip()]


def test_links_are_counted_in_words() -> None:
    (block,) = blocks_of("<p>see <a href=x>the whole report</a> here</p>").blocks
    assert block.linked_words == 3


def test_a_block_knows_what_stands_around_it() -> None:
    (block,) = blocks_of('<main><div id="comments-area"><p class="userName">Ann</p></div></main>').blocks
    around = {name for bit, name in enumerate(ENCLOSING) if block.enclosing >> bit & 1}
    called = {name for bit, name in enumerate(NAME_GROUPS) if block.names >> bit & 1}
    assert around == {"main", "p"}
    assert {"comment", "user"} <= called


def test_roles_stand_for_elements() -> None:
    (block,) = blocks_of('<div role="navigation"><p>Home</p></div>').blocks
    assert block.enclosing >> ENCLOSING.index("nav") & 1
