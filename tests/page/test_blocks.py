"""Blocks are what a browser sets as paragraphs; what CSS or attributes hide is not among them."""

from __future__ import annotations

import pytest

from linkcheck._page.blocks import MAX_BLOCKS, MAX_DEPTH, Blocks
from linkcheck._page.elements import ENCLOSING, NAME_GROUPS
from linkcheck._page.html import parse
from linkcheck._page.lines import LINE_BREAK


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
        '<div hidden id="S:1"><p>told</p></div>',
        '<div hidden role="tabpanel">told</div>',
        '<div style="display:none" role=region>told</div>',
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


def test_elements_end_where_browsers_end_them() -> None:
    markup = (
        "<p>one<div>two<li>three<li>four</div><table><tr><td>a</div>b<td>c<tr><td>d</table><h2>five<h3>six</h3>seven"
    )
    assert texts(markup) == ["one", "two", "three", "four", "a", "b", "c", "d", "five", "six", "seven"]


def test_hidden_markup_ends_with_the_element_around_it() -> None:
    shown = (
        "<div><nav style='display:none'><div><p>no<ul><li>no</nav><p><span hidden>no <span>no</span></span>yes</div>"
    )
    assert texts(f"{shown}<div><span hidden>no</div><p hidden>no<p>told") == ["yes", "told"]


def test_nesting_is_bounded_and_its_text_kept() -> None:
    blocks = blocks_of("<div>a" * 1000 + "</div>b" * 1000 + "<p>after")
    assert len(blocks.parents) <= MAX_DEPTH + 2
    assert blocks.text().count("a") == 1001


def test_a_comment_does_not_part_a_word() -> None:
    assert texts("<p>iPhone<!-- x -->X costs $<!-- -->5</p>") == ["iPhoneX costs $5"]


@pytest.mark.parametrize("part", ["<p>a", "<p>a</p>", "a<hr>", "<div><h2>a</h2>"])
def test_blocks_beyond_the_cap_are_not_read(part: str) -> None:
    blocks = blocks_of(part * (MAX_BLOCKS + 100))
    assert len(blocks.blocks) == MAX_BLOCKS
    assert blocks.truncated
