"""Does a page say too little to bear out or to contradict what it does not name?

Stand-ins that no table knows do, in the frame of their site too: menus, a footer of many links, a cookie notice and
other stories are the same on each page and say nothing of the one that was asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from linkcheck._page.blocks import Block, Blocks
from linkcheck._page.elements import ENCLOSING, HEADINGS, NAME_GROUPS
from linkcheck._page.lines import words_in
from linkcheck._page.phrases import normalise
from linkcheck._page.signs import read_sentence
from linkcheck._page.types import Page
from linkcheck._parameters import PARAMETERS
from linkcheck._text.casing import fold
from linkcheck._urls.url import split_url

_THIN_WORDS = PARAMETERS.states.thin_words
_FRAME = sum(1 << ENCLOSING.index(tag) for tag in ("nav", "header", "footer", "aside"))
_BESIDE = sum(1 << ENCLOSING.index(tag) for tag in ("nav", "footer", "aside"))
_FRAME_NAMES = sum(1 << list(NAME_GROUPS).index(name) for name in ("nav", "footer", "side", "related", "popup"))
_DECLARED = ("meta ", "json-ld")
"""How the sources of what a page's markup declares begin; its text may date itself by the clock of an error."""
_OF_COOKIES = re.compile(r"cookie|çerez|クッキー|쿠키|ملفات تعريف الارتباط", re.IGNORECASE)
"""How notices of consent name what they ask for; most languages take the English word."""
_MOST_CHARACTERS = 10_000
"""Of a text whose words are counted."""
_TEASER_WORDS = 60
"""Of a paragraph below the linked heading of another story, at most."""
_HOME = ("", "/")
_READ_CHARACTERS = 500
"""Of an address or a description."""
_TELLING_WORD = re.compile(r"[^\W\d_]{4,}")
"""Shorter ones say little: "the", "und"."""


def own_blocks(blocks: Blocks) -> Iterator[Block]:
    """The blocks of a page that are neither mostly links nor teasers, which stand below a linked heading."""
    is_teased = False
    for block in blocks.blocks:
        is_linked = 2 * block.linked_words > block.words
        is_teased = is_linked if block.tag in HEADINGS else is_teased and block.words <= _TEASER_WORDS
        if not is_linked and not is_teased:
            yield block


def words_shown(page: Page, blocks: Blocks, main: Iterable[Block]) -> int:
    """How many words a page shows that are its own, in its main text or all over it.

    The main text may be badly found: what stands beside it counts, but for links and teasers and the frame of the site;
    so does what is linked within it, unless it is in a menu, an aside or a footer. Where the title names the site
    alone, the main text may be that of other pages, and does not count.
    """
    own = sum(block.words for block in own_blocks(blocks) if not _is_frame(block))
    if _names_only_its_site(page):
        return own
    if not blocks.blocks or dict(page.sources).get("text") == "json-ld":
        return max(own, words_in(page.text))
    told = (block for block in main if not block.enclosing & _BESIDE and not _OF_COOKIES.search(block.text))
    return max(own, sum(block.words for block in told))


def _is_frame(block: Block) -> bool:
    return bool(block.enclosing & _FRAME or block.names & _FRAME_NAMES or _OF_COOKIES.search(block.text))


def is_thin(page: Page) -> bool:
    """Whether a page read from bytes says too little to bear out or to contradict what it does not name.

    Stand-ins neither declare when they were published nor present what their address asks for. A Page made by hand is
    judged as it is.
    """
    if not page.from_bytes or dict(page.sources).get("published", "").startswith(_DECLARED):
        return False
    shown = words_in(page.text[:_MOST_CHARACTERS]) if page.shown_words is None else page.shown_words
    return shown < _THIN_WORDS and not _presents_itself(page)


def _names_only_its_site(page: Page) -> bool:
    """Whether the title of a page below the home page names the site alone: its text may be that of other pages."""
    url = split_url(page.requested_url or page.url)
    site = _bare(f"{page.site_name} {url.host}")
    titles = [page.title, *(title.text for title in page.titles if title.source == "title")]
    return url.path not in _HOME and any(all(_bare(w) in site for w in _telling_words(title)) for title in titles)


def _bare(text: str) -> str:
    """The text in small letters without accents, as host names have it: "El País", elpais.com."""
    return "".join(c for c in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(c))


def _presents_itself(page: Page) -> bool:
    """Whether the address that was asked for and the description take up the title, which shows no state."""
    title = _telling_words(page.title)
    own = title - _telling_words(page.site_name)
    path = _telling_words(split_url(page.requested_url or page.url).path[:_READ_CHARACTERS])
    described = own & _telling_words(page.description[:_READ_CHARACTERS])
    return bool(own and title & path) and 2 * len(described) >= len(own) and not read_sentence(page.title).states


def _telling_words(text: str) -> frozenset[str]:
    return frozenset(_TELLING_WORD.findall(normalise(text)))
