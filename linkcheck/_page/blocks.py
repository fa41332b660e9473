"""What does a reader see of a page? Blocks of visible text in the order of the page, and the elements around them.

A block is what a browser sets as one paragraph: the text of an element up to the next element that starts a line.
What CSS or attributes hide is left out: it is not what the page says. Class names hide nothing here (stylesheets
are not read, and "hidden" as a class is often undone by a script); they are features for main_text.py.

The tables of elements, and of the names that sites give them, come first.
"""

from __future__ import annotations

import re

import msgspec
from lxml.etree import tostring
from lxml.html import HtmlElement

_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr input label button picture source"
)
INLINE = frozenset(_INLINE.split())
"""They continue the line that holds them; every other element starts a line."""

_NON_RENDERED = (
    "script style template svg math canvas object embed iframe select option datalist textarea noembed "
    "noframes audio video map dialog title meta link"
)
NON_RENDERED = frozenset(_NON_RENDERED.split())
"""Nothing in them is shown as text of the page (an option is shown only when chosen)."""

_UNCLOSED = (
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr "
    "p li dt dd tr td th option optgroup thead tbody tfoot colgroup rt rp html body head"
)
UNCLOSED = frozenset(_UNCLOSED.split())
"""They have no end tag, or may leave it out: counting them would call a plain list of a thousand items deep."""

_LINE_TAGS = (
    "p li h1 h2 h3 h4 h5 h6 td th dd dt blockquote pre div section article figcaption span address summary body main"
)
LINE_TAGS = tuple(_LINE_TAGS.split())
"""Elements distinguished as the start of a line."""

_ENCLOSING = (
    "nav header footer aside form main article section table ul ol dl figure blockquote li p details a button noscript "
    "fieldset label"
)
ENCLOSING = tuple(_ENCLOSING.split())
"""Elements that say something about all the text inside them, by tag or by ARIA role."""

ARIA_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "main": "main",
    "article": "article",
    "search": "form",
    "list": "ul",
}
"""The element that an ARIA role stands for."""

NAME_GROUPS: dict[str, str] = {
    "content": ("content contents body text entry story richtext rte prose wysiwyg copy markdown bodytext maincontent"),
    "article": "article articlebody post postbody blog news blogpost single hentry",
    "main": "main primary center",
    "product": (
        "product pdp sku item detail details spec specs specification specifications description desc "
        "features attributes overview summary"
    ),
    "price": (
        "price cart buy addtocart stock basket checkout wishlist quantity qty shipping variant swatch "
        "size option options"
    ),
    "list": (
        "list listing results result grid cards card tile tiles teaser items collection catalog feed "
        "directory row entries"
    ),
    "forum": "thread topic message messages forum reply replies question answer answers bbwrapper discussion",
    "comment": "comment comments disqus respond review reviews rating ratings testimonial testimonials",
    "user": "user users avatar profile author byline member signature username poster bio badge",
    "meta": (
        "meta date time timestamp published posted info stats votes vote views tag tags category "
        "categories label labels"
    ),
    "nav": (
        "nav navigation navbar menu menus submenu dropdown breadcrumb breadcrumbs crumb crumbs topbar "
        "toolbar tabs tab toc skip pagination pager paging"
    ),
    "header": "header masthead head hero top logo brand",
    "footer": "footer foot bottom copyright legal colophon disclaimer",
    "side": "sidebar side aside rail widget widgets secondary column",
    "related": (
        "related recommend recommended recommendations recommendation more popular trending latest recent "
        "similar also upsell readmore suggestions featured next prev previous carousel slider slide "
        "swiper"
    ),
    "ad": (
        "ad ads advert advertisement advertising sponsor sponsored promo promotion promotions banner "
        "banners outbrain taboola dfp affiliate"
    ),
    "social": "social share sharing shares facebook twitter follow like likes addthis",
    "form": (
        "form login signin signup register newsletter subscribe subscription search input field filter "
        "filters facet facets sort sorting refine"
    ),
    "popup": (
        "cookie cookies consent gdpr popup modal overlay dialog notice alert toast lightbox offcanvas "
        "drawer tooltip hidden visually visuallyhidden"
    ),
    "caption": "caption figure image img gallery photo media video player credit thumbnail thumb picture embed",
    "button": "button btn cta action actions control controls icon icons link links",
    "section": "faq accordion collapse panel section block module component container wrapper",
    "quote": "quote blockquote pullquote code highlight pre",
    "title": "title heading headline subtitle subhead name",
}
"""What a class or id is made of, grouped by what such names are given to. Collected from the default markup of
WordPress, Drupal, Discourse, phpBB, XenForo, vBulletin, Shopify, WooCommerce, Magento and from Bootstrap."""


MAX_BLOCKS = 8_000
"""Blocks read of a page: the most of 320 real pages is 1,593, half have under 200. Each costs 5 KB while weighed."""
LINE_BREAK = "\u2028"
"""Stands for <br> inside a block; white space to str.split, a line of its own in Page.text."""

_GROUP_OF: dict[str, int] = {}
for _bit, _words in enumerate(NAME_GROUPS.values()):
    for _word in _words.split():
        _GROUP_OF[_word] = _GROUP_OF.get(_word, 0) | 1 << _bit
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}")
_ENCLOSING_BIT = {tag: 1 << bit for bit, tag in enumerate(ENCLOSING)}
_HIDING_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ABSENT_STYLE = re.compile(r"(?:^|[;\s])display\s*:\s*none", re.IGNORECASE)
# Words below which a page shows nothing yet: some keep all of it invisible until their scripts have run, so that it
# does not flicker.
_NOTHING_YET = 25
# A <noscript> with more than this is the page as a crawler gets it (Discourse, lazy galleries);
# shorter ones ask for JavaScript or hold a tracking pixel.
_NOSCRIPT_CHARACTERS = 400


class Block(msgspec.Struct, frozen=True):
    """One paragraph of visible text and where it stands."""

    text: str
    """White space collapsed, except that LINE_BREAK stands where the page breaks a line."""
    linked_words: int
    """How many of its words are links."""
    tag: str
    """The element that starts its line."""
    enclosing: int
    """Bits of ENCLOSING: what stands around it."""
    names: int
    """Bits of NAME_GROUPS: what the classes and ids of its element and the two around it are called."""
    element: int
    """The number of its element, into Blocks.parents."""


class Blocks(msgspec.Struct, frozen=True):
    """The blocks of a page and the tree of the elements that enclose them."""

    blocks: tuple[Block, ...]
    parents: tuple[int, ...]
    """For each element the number of the one around it; the outermost is 0, and is its own."""
    signatures: tuple[str, ...]
    """For each element its tag and class: what repeats on a page, repeats with these."""
    truncated: bool = False
    """Whether the page has more than MAX_BLOCKS."""

    def text(self) -> str:
        """All visible text, a block on each line."""
        return "\n".join(block.text.replace(LINE_BREAK, "\n") for block in self.blocks)


class _Position(msgspec.Struct, frozen=True):
    """Where the walk is."""

    tag: str
    enclosing: int
    own_names: int
    parent_names: int
    names: int
    element: int


def read_blocks(root: HtmlElement) -> Blocks:
    """Return the visible blocks of a parsed page."""
    blocks = _walked(root, _HIDING_STYLE)
    if sum(len(block.text.split()) for block in blocks.blocks) < _NOTHING_YET:
        return _walked(root, _ABSENT_STYLE)
    return blocks


def _walked(root: HtmlElement, hiding: re.Pattern[str]) -> Blocks:
    walk = _Walk(hiding)
    walk.visit_all(root)
    return Blocks(tuple(walk.blocks), tuple(walk.parents), tuple(walk.signatures), walk.full)


class _Walk:
    """One walk through the tree; the parser's cap on nesting bounds its recursion."""

    def __init__(self, hiding: re.Pattern[str]) -> None:
        self.hiding = hiding
        self.blocks: list[Block] = []
        self.parents = [0]
        self.signatures = ["html"]
        self.pending: list[tuple[str, bool]] = []
        self.names_of: dict[str, int] = {}
        self.full = False

    def visit_all(self, root: HtmlElement) -> None:
        # Head and body both: libxml2 leaves <article> and <main> in a head that the page does not close itself.
        place = _Position("html", 0, 0, 0, 0, 0)
        self._inside(root, place, linked=False)
        self._end_block(place)

    def _visit(self, element: HtmlElement, place: _Position, linked: bool) -> None:
        tag = element.tag
        if self.full or not isinstance(tag, str) or tag in NON_RENDERED:
            return
        if tag == "br":
            self.pending.append((LINE_BREAK, linked))
            return
        if element.get("hidden") is not None:
            return
        style = element.get("style")
        if style and self.hiding.search(style):
            return
        if tag == "noscript" and len(whole_text(element)) < _NOSCRIPT_CHARACTERS:
            return
        enclosing = place.enclosing | _ENCLOSING_BIT.get(tag, 0)
        if tag in INLINE:
            if enclosing != place.enclosing:
                place = _Position(place.tag, enclosing, place.own_names, place.parent_names, place.names, place.element)
            self._inside(element, place, linked or tag == "a")
            return
        self._end_block(place)
        inner = self._enter(element, tag, enclosing, place)
        self._inside(element, inner, linked)
        self._end_block(inner)

    def _inside(self, element: HtmlElement, place: _Position, linked: bool) -> None:
        text = element.text
        if text and (self.pending or not text.isspace()):
            self.pending.append((text, linked))
        for child in element:
            self._visit(child, place, linked)
            text = child.tail
            if text and (self.pending or not text.isspace()):
                self.pending.append((text, linked))

    def _enter(self, element: HtmlElement, tag: str, enclosing: int, around: _Position) -> _Position:
        role = element.get("role")
        if role in ARIA_ROLES:
            enclosing |= _ENCLOSING_BIT[ARIA_ROLES[role]]
        class_ = element.get("class") or ""
        number = len(self.parents)
        self.parents.append(around.element)
        self.signatures.append(f"{tag}.{class_}")
        own = self._names(f"{class_} {element.get('id') or ''}")
        return _Position(tag, enclosing, own, around.own_names, own | around.own_names | around.parent_names, number)

    def _names(self, written: str) -> int:
        found = self.names_of.get(written)
        if found is None:
            found = 0
            for part in _NAME_PART.findall(written):
                found |= _GROUP_OF.get(part.lower(), 0)
            self.names_of[written] = found
        return found

    def _end_block(self, place: _Position) -> None:
        if not self.pending:
            return
        text = _join_parts(self.pending)
        if text:
            linked = sum(len(part.split()) for part, is_link in self.pending if is_link)
            self.blocks.append(Block(text, linked, place.tag, place.enclosing, place.names, place.element))
            self.full = len(self.blocks) >= MAX_BLOCKS
        self.pending.clear()


def _join_parts(parts: list[tuple[str, bool]]) -> str:
    """The parts as one text; a space goes where two would run together that the page sets apart."""
    if len(parts) == 1:
        return " ".join(parts[0][0].split())
    joined: list[str] = []
    last, last_linked = " ", False
    for part, linked in parts:
        if _run_together(last, part, linked and last_linked):
            joined.append(" ")
        joined.append(part)
        last, last_linked = part[-1], linked
    text = "".join(joined)
    if LINE_BREAK not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split(LINE_BREAK))
    return LINE_BREAK.join(line for line in lines if line)


def _run_together(last: str, part: str, both_linked: bool) -> bool:
    """Whether two neighbouring elements' texts would read as one word: "contentSkip", "Maye295"."""
    first = part[0]
    if last.isspace() or first.isspace():
        return False
    if both_linked:
        return True
    if first.isupper():
        return last.islower() or last in ".!?,;:)" or (last.isdigit() and part[1:2].islower())
    return first.isdigit() and last.islower()


def whole_text(element: HtmlElement) -> str:
    """The text of an element and all within it, without comments.

    lxml's own text_content() asks one XPath for all threads, whose lock a child forked meanwhile waits for in vain.
    """
    return str(tostring(element, method="text", encoding="unicode", with_tail=False))
