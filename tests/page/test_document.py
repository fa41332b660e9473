"""One parse serves text, metadata and state; markup that would stop a parser is put right first."""

from __future__ import annotations

import pytest

from linkcheck.page.document import parse


def test_a_document_holds_what_is_seen_and_what_is_declared() -> None:
    document = parse("<html lang=de><title>T</title><h1>Big <br>news</h1><p>Text</p><script>x</script>")
    assert document is not None
    assert document.declared.title == "T"
    assert document.declared.headings == ("Big news",)
    assert document.blocks.text() == "Big\nnews\nText"
    assert document.scripts == 1


@pytest.mark.parametrize("source", ["", " \n ", "<!-- only a comment -->", "\0"])
def test_a_source_with_no_markup_to_parse_has_no_document(source: str) -> None:
    assert parse(source) is None


@pytest.mark.parametrize("tag", ["div", "font", "b", "span", "blockquote"])
def test_text_below_the_parsers_nesting_limit_is_kept(tag: str) -> None:
    document = parse(f"<{tag}>" * 2000 + "deep" + f"</{tag}>" * 2000 + "<p>after</p>")
    assert document is not None
    assert "deep" in document.blocks.text()
    assert "after" in document.blocks.text()


def test_a_hidden_heading_is_no_heading() -> None:
    document = parse("<h1 hidden>Menu</h1><h1>News</h1>")
    assert document is not None
    assert document.declared.headings == ("News",)


def test_xhtml_is_read_like_html() -> None:
    document = parse(
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Text<br/>more</p></body></html>'
    )
    assert document is not None
    assert document.blocks.text() == "Text\nmore"
