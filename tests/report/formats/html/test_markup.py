from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._report.formats.html.markup import NOTHING, element, join, text
from linkcheck._text.display import visible


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.data += data


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


def test_an_element_holds_its_children_and_attributes() -> None:
    made = element("p", text("a < b"), element("b", text("c")), class_="x", data_n="1", hidden=True, dir=None)
    assert made == '<p class="x" data-n="1" hidden>a &lt; b<b>c</b></p>'


def test_parts_are_joined() -> None:
    assert join([text("a"), NOTHING, text("&")]) == "a&amp;"


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=80))
def test_any_text_comes_out_as_text_and_as_one_attribute(value: str) -> None:
    reader = read(element("p", text(value), title=value))
    assert reader.tags == [("p", [("title", visible(value))])]
    assert reader.data == visible(value)
