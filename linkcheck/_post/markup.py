"""What does the HTML of a post say to a reader, and where do its links stand in that text?

Whether a text is HTML is decided by what its tags are, not by a "<": posts say "x < 3" and "center a <div>".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from linkcheck._post.links import GivenLink
from linkcheck._urls.url import has_web_scheme

if TYPE_CHECKING:
    from bs4.element import PageElement, Tag


MAX_HTML = 64 * 1024
"""Characters read: most servers allow 500 of text, and lxml takes 5 s for one tag of 256 KiB."""
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What lxml holds in no text."""
_NOT_LINKS = frozenset({"mention", "hashtag"})
_BLOCKS = frozenset({"p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"script", "style", "template", "head", "title"})
_BROKEN_LINE = re.compile(r"(?<![ \t\r\n])[ \t\r\n]*\n[ \t\r\n]*")
"""A line that is broken in the source alone, as a browser reads it."""

_OPENING_PARAGRAPH = re.compile(r"\s*<p(?:\s[^<>]*)?>\s*\S", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^<>]*href\s*=[^<>]*>", re.IGNORECASE)
_CLOSED = re.compile(
    r"</(p|div|span|a|b|i|u|s|em|strong|small|ul|ol|li|h[1-6]|blockquote|code|pre|del|ins|sup|sub|td)\s*>",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile(r"(?:(?<=\S)<br\s*/?>|<br\s*/?>(?=\S))", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether a text is HTML: it has an anchor, an element that opens and closes, a paragraph or a line break."""
    text = text[:MAX_HTML]
    if "<" not in text or ">" not in text:
        return False
    if _ANCHOR.search(text) or _LINE_BREAK.search(text):
        return True
    closed = {match[1].lower() for match in _CLOSED.finditer(text)}
    lower = text.lower()
    if any(re.search(rf"<{name}(?:\s[^<>]*)?>", lower) for name in closed):
        return True
    return _OPENING_PARAGRAPH.match(text) is not None


def rendered(content: str) -> tuple[str, list[GivenLink]]:
    """The plain text of a fragment of HTML, paragraphs apart by an empty line, and its links with their spans."""
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, Tag

    if not content.strip():
        return "", []
    rendering = _Rendering()
    # lxml reads it, because the parser of the standard library takes 100 s for 64 KiB of "<a/". With a tag in front
    # no text is taken for a URL or a file's name, of which beautifulsoup4 would warn.
    left: list[PageElement | _End] = [BeautifulSoup(f"<body>{_NOT_IN_XML.sub(' ', content)}", "lxml")]
    while left:
        node = left.pop()
        if isinstance(node, _End):
            rendering.leave(node.tag)
        elif isinstance(node, Tag):
            if node.name in _UNSEEN:
                continue
            rendering.enter(node)
            left += [_End(node), *reversed(node.contents)]
        elif type(node) is NavigableString:  # comments and scripts are other kinds
            rendering.write_text(node)
    return rendering.finish()


class _End(NamedTuple):
    """The end of an element, among the nodes that are still to be read."""

    tag: Tag


class _Rendering:
    """A text being written, element by element."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._starts: list[tuple[int, int]] = []
        self._links: list[GivenLink] = []
        self._verbatim = 0
        self._begins_line = True
        self._ends_paragraph = False

    def enter(self, tag: Tag) -> None:
        if tag.name == "br":
            self._write("\n")
        elif tag.name == "li":
            self._write("\n- " if self._length else "- ")
        elif tag.name in _BLOCKS and self._length and not self._ends_paragraph:
            self._write("\n\n")
        if tag.name == "a":
            self._starts.append((self._length, len(self._pieces)))
        self._verbatim += tag.name == "pre"

    def leave(self, tag: Tag) -> None:
        if tag.name == "a":
            self._note_link(tag, *self._starts.pop())
        self._verbatim -= tag.name == "pre"
        if tag.name in _BLOCKS:
            self._begins_line = True

    def finish(self) -> tuple[str, list[GivenLink]]:
        text = "".join(self._pieces)
        trimmed = text.rstrip()
        return trimmed, [link for link in self._links if (link.end or 0) <= len(trimmed)]

    def write_text(self, text: str) -> None:
        """Write what stands between tags; a line that is broken in the source goes on."""
        if "\n" in text and not self._verbatim:
            text = _BROKEN_LINE.sub(" ", text)
            if self._begins_line:
                text = text.lstrip(" ")
        if text:
            self._write(text)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        self._begins_line = text[-1] in "\n "
        self._ends_paragraph = text == "\n\n"

    def _note_link(self, tag: Tag, start: int, piece: int) -> None:
        href = str(tag.get("href") or "").strip()
        classes = frozenset(tag.get_attribute_list("class"))
        if not has_web_scheme(href) or classes & _NOT_LINKS:
            return
        shown = "".join(self._pieces[piece:])
        if not shown.strip():
            self._links.append(GivenLink(url=href))
            return
        self._links.append(GivenLink(url=href, written=shown, start=start, end=self._length, display=shown))
