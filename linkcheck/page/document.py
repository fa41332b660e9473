"""One parse of an HTML page, for text, metadata and state alike."""

from __future__ import annotations

import lxml.etree
import lxml.html
import msgspec
from lxml.html import HtmlElement

from linkcheck.page.blocks import LINE_BREAK, Blocks, read_blocks
from linkcheck.page.limits import bounded, flattened
from linkcheck.page.metadata import Declared, read_declared


class Document(msgspec.Struct, frozen=True):
    """A parsed page, what a reader sees of it and what it declares."""

    root: HtmlElement
    blocks: Blocks
    declared: Declared
    scripts: int
    truncated: bool


def parse(source: str) -> Document | None:
    """Return the parsed page, or None where there is nothing to parse."""
    markup = bounded(source)
    root, too_deep = _tree(markup.text)
    if too_deep:
        root, _ = _tree(flattened(markup.text))
    if root is None:
        return None
    blocks = read_blocks(root)
    headings: dict[int, str] = {}
    for block in blocks.blocks:
        if block.tag == "h1":
            text = block.text.replace(LINE_BREAK, " ")
            headings[block.element] = f"{headings[block.element]} {text}" if block.element in headings else text
    return Document(
        root=root,
        blocks=blocks,
        declared=read_declared(root, tuple(headings.values())),
        scripts=markup.scripts,
        truncated=markup.truncated or blocks.truncated,
    )


def _tree(markup: str) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether the parser gave up on its nesting."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:  # nothing but white space and comments
        return None, False
    error = parser.error_log.last_error
    return root, error is not None and "depth" in error.message
