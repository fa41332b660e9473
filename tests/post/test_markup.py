from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._post.markup import is_html, rendered
from linkcheck._post.readers.fields import replace_surrogates


@pytest.mark.parametrize(
    "text",
    [
        "<p>York buys buses</p>",
        "<p>York buys buses",
        "York <b>buys</b> buses",
        'See <a href="https://paper.example">the plan</a>',
        "York buys buses<br>and trams",
        "York buys buses <br/>and trams",
        "<DIV class='x'>York</DIV>",
    ],
)
def test_a_text_with_real_tags_is_html(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "York buys 3 < 5 buses > 2 trams",
        "How to center a <div>",
        "the <br> element, and <p>, explained",
        "I <3 buses",
        "a </b> alone",
        "List<String> and Map<String, Integer>",
        "<https://paper.example/york>",
        "Q&amp;A with the mayor",
        "",
    ],
)
def test_a_text_with_stray_brackets_is_plain(text: str) -> None:
    assert not is_html(text)


def test_lines_broken_in_the_source_go_on_and_paragraphs_stand_apart() -> None:
    content = "<div>\n  <p>York buys\n  buses</p>\n  <p>and trams</p>\n</div>\n<pre>a\n b</pre>"
    assert rendered(content)[0] == "York buys buses\n\nand trams\n\na\n b"


def test_an_anchor_without_words_is_a_link_that_stands_nowhere() -> None:
    text, (link,) = rendered('York <a href="https://paper.example"><img src="x.png"></a>')
    assert (text, link.url, link.start) == ("York", "https://paper.example", None)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("https://paper.example/york", "https://paper.example/york"),
        ("notes.txt", "notes.txt"),
        ("<p>York buys buses</p><script>steal()</script><!-- hidden -->", "York buys buses"),
    ],
)
def test_the_text_is_only_what_a_reader_sees(content: str, text: str) -> None:
    assert rendered(content)[0] == text


@pytest.mark.parametrize(
    "content",
    ["", "   ", "<!-- x -->", "<p>", "</p>", "\0", "<a href=x>", "<ul><li>a</li><li>b</li></ul>", "<script>x</script>"],
)
def test_odd_html_is_read(content: str) -> None:
    rendered(content)


PIECES = [
    "<p>",
    "</p>",
    "<br>",
    '<a href="https://paper.example/york"><span class="invisible">https://</span><span>paper.example/york</span></a>',
    '<a href="http://a.com">',
    "</a>",
    "<",
    "&amp;",
    "&#x110000;",
    "&#0;",
    "x",
    "日",
    "<!--",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join))
def test_links_are_where_they_say(content: str) -> None:
    text, links = rendered(replace_surrogates(content)[0])
    for link in links:
        assert (link.start is None) is not bool(link.written.strip())
        assert link.start is None or text[link.start : link.end] == link.written
