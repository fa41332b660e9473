"""What does a reader see of a page? Blocks of visible text in the order of the page, and the elements around them.

A block is what a browser sets as one paragraph: the text of an element up to the next element that starts a line.
What CSS or attributes hide is left out: it is not what the page says. Class names hide nothing here (stylesheets
are not read, and "hidden" as a class is often undone by a script); they are features for main_text.py.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from linkcheck._page.elements import (
    ARIA_ROLES,
    BARRIERS,
    ENCLOSING,
    ENDS,
    ENDS_PARAGRAPH,
    HEADINGS,
    INLINE,
    LINE_TAGS,
    OF_TABLE,
    SILENT,
    TABLE,
    groups_of,
)
from linkcheck._page.lines import LINE_BREAK, join_parts, words_in
from linkcheck._page.markup import MAX_ATTRIBUTES, VOID, Markup, attributes_in

MAX_BLOCKS = 5_000
"""Blocks read of a page: the most of 1,094 real pages is 2,734, half have under 170. Each costs 15 KB while weighed."""
MAX_DEPTH = 200
"""Levels of nesting kept; the text below belongs to the deepest of them."""

_ENCLOSING_BIT = {tag: 1 << bit for bit, tag in enumerate(ENCLOSING)}
_HIDING_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ABSENT_STYLE = re.compile(r"(?:^|[;\s])display\s*:\s*none", re.IGNORECASE)
_NAMING_CHARACTERS = 400
# Words below which a page shows nothing yet: some keep all of it invisible until their scripts have run, so that it
# does not flicker.
_NOTHING_YET = 25
# A <noscript> with more than this is the page as a crawler gets it (Discourse, lazy galleries);
# shorter ones ask for JavaScript or hold a tracking pixel.
_NOSCRIPT_CHARACTERS = 400


class Block(msgspec.Struct, frozen=True, gc=False):
    """One paragraph of visible text and where it stands."""

    text: str
    """White space collapsed, except that LINE_BREAK stands where the page breaks a line."""
    words: int
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
    ends: tuple[int, ...]
    """For each element the number of the first that opened after it closed: those between stand inside it."""
    signatures: tuple[int, ...]
    """For each element a number for its tag and class: what repeats on a page, repeats with these."""
    names: tuple[int, ...] = (0,)
    """For each element the bits of NAME_GROUPS of its own classes and id."""
    truncated: bool = False
    """Whether the page has more than MAX_BLOCKS."""

    def text(self) -> str:
        """All visible text, a block on each line."""
        return "\n".join(block.text.replace(LINE_BREAK, "\n") for block in self.blocks)


class _Open(NamedTuple):
    """An element that stands open."""

    tag: str
    number: int
    enclosing: int
    names: int
    parent_names: int
    names_around: int
    silent: bool
    mark: int
    """How many blocks there were before it; -1 for an inline element."""


class _Described(NamedTuple):
    """What the attributes of a start tag say of its element."""

    class_: str = ""
    names: int = 0
    enclosing: int = 0
    hidden: bool = False


# What a tag does to the walk.
_NOTHING, _INLINE_END, _INLINE_START, _LINK, _LINK_END, _BREAK, _RULE, _START, _END, _LINE = range(1, 11)


def _tag_effects() -> dict[str, int]:
    """The effect of each known tag; any other starts or ends an element that starts a line."""
    blocks = ENDS_PARAGRAPH | SILENT | ENDS.keys() | set(LINE_TAGS) - INLINE | {"body", "noscript"}
    effects = dict.fromkeys(blocks, _START) | {f"/{tag}": _END for tag in blocks}
    effects |= dict.fromkeys(INLINE, _INLINE_START) | {f"/{tag}": _INLINE_END for tag in INLINE}
    effects |= dict.fromkeys(VOID, _NOTHING) | {f"/{tag}": _NOTHING for tag in VOID}
    effects |= {"a": _LINK, "/a": _LINK_END, "br": _BREAK, "/br": _BREAK, "hr": _RULE}
    effects |= {"svg": _NOTHING, "math": _NOTHING}
    return effects | dict.fromkeys(("html", "head", "/html", "/head", "/body"), _LINE)


_EFFECTS = _tag_effects()
_ENDS_OTHERS = ENDS.keys() | HEADINGS | {"body"}
_NAMING = re.compile(r"[\s\"'](class|id|CLASS|ID|Class|Id)\s*+=\s*+(?:\"([^\"]*+)|'([^']*+)|([^\s>]++))")


def read_blocks(markup: Markup) -> Blocks:
    """Return the visible blocks of a page."""
    blocks = _walked(markup, _HIDING_STYLE)
    if sum(block.words for block in blocks.blocks) < _NOTHING_YET:
        return _walked(markup, _ABSENT_STYLE)
    return blocks


def _walked(markup: Markup, hiding: re.Pattern[str]) -> Blocks:
    walk = _Walk(hiding)
    walk.run(markup)
    return Blocks(
        tuple(walk.blocks), tuple(walk.parents), tuple(walk.ends), tuple(walk.signatures), tuple(walk.names), walk.full
    )


def _is_shown_later(given: dict[str, str]) -> bool:
    """Whether a hidden element is a part that a reader gets to see all the same.

    React streams the parts of a page as `<div hidden id="S:1">`, which its script puts in their place; what a tab or a
    heading of an accordion opens is marked by its role, as WAI-ARIA's patterns want it.
    """
    return given.get("id", "").startswith("S:") or given.get("role") in ("tabpanel", "region")


def _may_hide(attributes: str) -> bool:
    return "style" in attributes or "hidden" in attributes or "STYLE" in attributes or "HIDDEN" in attributes


class _Walk:
    """One pass over the tags, with the elements that stand open; MAX_DEPTH bounds each look at them."""

    def __init__(self, hiding: re.Pattern[str]) -> None:
        self.hiding = hiding
        self.blocks: list[Block] = []
        self.parents = [0]
        self.ends = [0]
        self.signatures = [0]
        self.builds: dict[tuple[str, str], int] = {}
        self.names = [0]
        self.pending: list[tuple[str, bool]] = []
        self.place = _Open("html", 0, 0, 0, 0, 0, False, 0)
        self.around: list[_Open] = []
        self.open_tags = [self.place.tag]
        self.deeper = 0
        self.paragraphs = 0
        self.inline_open = 0
        self.linked = False
        self.link_depth = 0
        self.described: dict[str, _Described] = {"": _Described()}
        self.full = False

    def run(self, markup: Markup) -> None:
        pending, effects = self.pending, _EFFECTS
        pending += [(text, False) for text in (markup.before,) if text and not text.isspace()]
        for tag, attributes, raw, text in zip(
            markup.tags, markup.attributes, markup.raw_tags, markup.texts, strict=True
        ):
            if tag is None:
                if raw is None and pending and not self.place[_SILENT_AT]:  # a comment: the text goes on
                    pending[-1] = (pending[-1][0] + text, pending[-1][1])
                    continue
            else:
                effect = effects.get(tag)
                if effect is None:
                    tag, effect = self._effect(tag)
                if effect == _START:
                    self._open(tag, attributes or "")
                elif effect == _END:
                    self._close(tag[1:])
                elif effect > _INLINE_START or (effect > _NOTHING and (attributes or self.inline_open)):
                    self._inline(effect, tag, attributes or "")
            if self.full:
                break
            if text and (pending or not text.isspace()) and not self.place[_SILENT_AT]:
                pending.append((text, self.linked))
        self._end_all()

    def _end_all(self) -> None:
        self._end_block()
        while self.around:
            self._leave()
        self.ends[0] = len(self.parents)

    def _effect(self, tag: str) -> tuple[str, int]:
        low = tag.lower()
        return low, _EFFECTS.get(low) or (_END if low[0] == "/" else _START)

    def _inline(self, effect: int, tag: str, attributes: str) -> None:
        """What a tag does that opens and closes no line of its own, or only a line."""
        if effect in (_INLINE_END, _LINK_END):
            self.linked = self.linked and effect == _INLINE_END
            if self.inline_open:
                self._close_inline(tag[1:])
        elif effect in (_INLINE_START, _LINK):
            if effect == _LINK:
                self.linked, self.link_depth = True, len(self.around)
            if self.inline_open or (attributes and _may_hide(attributes)):
                self._open_inline(tag, attributes)
        elif effect == _BREAK:
            if not self.place.silent:
                self.pending.append((LINE_BREAK, self.linked))
        else:
            if effect == _RULE and self.paragraphs:
                self._end_open(_PARAGRAPH, BARRIERS)
            self._end_block()

    def _open(self, tag: str, attributes: str) -> None:
        if self.pending:
            self._end_block()
        if self.paragraphs and tag in ENDS_PARAGRAPH:
            self._end_open(_PARAGRAPH, BARRIERS)
        if tag in _ENDS_OTHERS:
            self._end_others(tag)
        if len(self.around) >= MAX_DEPTH:
            self.deeper += 1
            return
        class_, names, enclosing, hidden = self.described.get(attributes) or self._describe(attributes)
        place = self.place
        _, above, outer, own, over, _, silent, _ = place
        enclosing |= outer | _ENCLOSING_BIT.get(tag, 0)
        if self.linked:
            enclosing |= _LINK_BIT
        number = len(self.parents)
        self.parents.append(above)
        self.ends.append(0)
        self.signatures.append(self.builds.setdefault((tag, class_), len(self.builds) + 1))
        self.names.append(names)
        if tag == "p":
            self.paragraphs += 1
        self.around.append(place)
        self.open_tags.append(tag)
        self.place = _new_open(
            _Open,
            (
                tag,
                number,
                enclosing,
                names,
                own,
                names | own | over,
                silent or hidden or tag in SILENT,
                len(self.blocks),
            ),
        )

    def _end_others(self, tag: str) -> None:
        """End the elements that this one's start ends."""
        if tag in ENDS:
            ended, barriers = ENDS[tag]
            self._end_open(ended, barriers)
        elif tag in HEADINGS:
            if self.place.tag in HEADINGS:
                self._leave()
        else:
            while self.around:
                self._leave()

    def _open_inline(self, tag: str, attributes: str) -> None:
        """Follow an inline element that is hidden, and those inside it, to its end."""
        place = self.place
        hidden = (self.described.get(attributes) or self._describe(attributes)).hidden
        if not (hidden or self.inline_open) or len(self.around) >= MAX_DEPTH:
            return
        self.inline_open += 1
        self.around.append(place)
        self.open_tags.append(tag)
        self.place = _Open(
            tag,
            place.number,
            place.enclosing,
            place.names,
            place.parent_names,
            place.names_around,
            place.silent or hidden,
            -1,
        )

    def _describe(self, attributes: str) -> _Described:
        class_, names, enclosing, hidden = "", 0, 0, False
        for name, double, single, bare in _NAMING.findall(attributes[:MAX_ATTRIBUTES]):
            value = double or single or bare
            if name in ("class", "CLASS"):
                class_ = class_ or value
            names |= groups_of(value[:_NAMING_CHARACTERS])
        if "role" in attributes or _may_hide(attributes):
            given = attributes_in(attributes)
            hidden = "hidden" in given or ("style" in given and self.hiding.search(given["style"]) is not None)
            hidden = hidden and not _is_shown_later(given)
            enclosing = _ENCLOSING_BIT.get(ARIA_ROLES.get(given.get("role", ""), ""), 0)
        described = _Described(class_, names, enclosing, hidden)
        self.described[attributes] = described
        return described

    def _close(self, tag: str) -> None:
        if self.pending:
            self._end_block()
        if self.deeper:
            self.deeper -= 1
            return
        if self.place[0] == tag:
            self._leave()
            return
        if tag not in self.open_tags and tag not in HEADINGS:
            return
        wanted = HEADINGS if tag in HEADINGS else frozenset({tag})
        self._end_open(wanted, TABLE if tag in OF_TABLE else BARRIERS)

    def _close_inline(self, tag: str) -> None:
        if self.place.mark < 0:
            self._end_open(frozenset({tag}), BARRIERS)

    def _end_open(self, tags: frozenset[str], barriers: frozenset[str]) -> None:
        """Leave the innermost open element of these names, unless it stands outside a barrier."""
        if self.place.tag not in tags:
            if self.place.tag in barriers:
                return
            for depth in range(len(self.around) - 1, -1, -1):
                found = self.around[depth].tag
                if found in tags:
                    break
                if found in barriers:
                    return
            else:
                return
            while len(self.around) > depth:
                self._leave()
        self._leave()

    def _leave(self) -> None:
        if not self.around:
            return
        tag, number, _, _, _, _, _, mark = self.place
        if mark < 0:
            self.inline_open -= 1
        else:
            self.ends[number] = len(self.parents)
            if self.pending:
                self._end_block()
            if tag == "p":
                self.paragraphs -= 1
            elif tag == "noscript" and sum([len(b.text) for b in self.blocks[mark:]]) < _NOSCRIPT_CHARACTERS:
                del self.blocks[mark:]
        self.place = self.around.pop()
        self.open_tags.pop()
        if self.linked and len(self.around) < self.link_depth:
            self.linked = False

    def _end_block(self) -> None:
        if not self.pending:
            return
        pending, place = self.pending, self.place
        text = join_parts(pending)
        if text:
            linked = sum([words_in(part) for part, is_link in pending if is_link])
            self.blocks.append(
                Block(text, words_in(text), linked, place.tag, place.enclosing, place.names_around, place.number)
            )
            self.full = len(self.blocks) >= MAX_BLOCKS
        pending.clear()


_PARAGRAPH = frozenset({"p"})
# A page has thousands of elements, and each is looked at often: by place and without the class's constructor is faster.
_SILENT_AT = _Open._fields.index("silent")
_new_open = tuple.__new__
_LINK_BIT = _ENCLOSING_BIT["a"]
