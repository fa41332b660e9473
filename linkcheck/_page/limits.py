"""How is markup bounded before a parser sees it, so that no page costs more than bounded time and memory?

Measured without the caps: one tag with 150,000 attributes keeps libxml2 busy for more than 12 s, because it compares
every attribute with every other; 333,000 bare `<p>` make 333,000 elements to walk. Nesting is libxml2's own limit: it
stops at 256 levels, so such a page is flattened and parsed again. The same pass leaves out scripts, styles and
comments, which say nothing to a reader and are half of the bytes of an ordinary page.
"""

from __future__ import annotations

import re

import msgspec

from linkcheck._page.blocks import UNCLOSED

MAX_TAGS = 40_000
"""Tags read, closing ones included: the largest of 320 real pages has 19,330, half have under 2,000."""
MAX_DEPTH = 200
"""Levels of nesting kept when a page is flattened; libxml2 stops at 256, counting those it adds itself."""
MAX_ATTRIBUTES = 100
"""Attributes a tag may have; one with more keeps its name only."""

_NAME = r"[a-zA-Z][^\s/>]*+"
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++)"
_ATTRIBUTE = rf"[\s/]*+[^\s>/=\"']++(?:\s*+=\s*+{_VALUE})?+"
# Elements whose content is text, not markup.
_RAW = "script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext"
# What needs no look: text, and tags of an ordinary shape. Possessive throughout, so that each character is read once.
_ORDINARY = re.compile(
    rf"(?:[^<]++"
    rf"|</?+(?!(?:{_RAW})[\s/>]){_NAME}(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+[\s/]*+>"
    rf"|<(?:[^a-zA-Z/!]|!(?!--)|/(?![a-zA-Z])))"
    rf"{{0,500}}+",
    re.IGNORECASE,
)
# Any tag, to its end. Quotes matter only behind "=", as in the HTML standard; without an end it reaches to the last
# character.
_ANY_TAG = re.compile(rf"<(/?)({_NAME})((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)(>?)")
_CLOSERS = {name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE) for name in _RAW.split("|")}
_SILENT = frozenset({"script", "style", "iframe", "noembed", "xmp", "plaintext"})


class BoundedMarkup(msgspec.Struct, frozen=True):
    """Markup that a parser may see, and what was counted on the way."""

    text: str
    scripts: int
    """How many scripts were left out."""
    truncated: bool
    """Whether something of the page was cut off."""


def bound_markup(source: str) -> BoundedMarkup:
    """Return `source` without scripts, styles and comments and within the caps. Linear in its length."""
    source, truncated = _first_tags(source.replace("\0", ""))
    reader = _Reader(source)
    reader.read()
    return BoundedMarkup("".join(reader.kept), reader.scripts, truncated or reader.truncated)


def flatten_markup(markup: str) -> str:
    """Return markup with the tags below MAX_DEPTH levels left out; their text stays."""
    kept: list[str] = []
    copied = depth = 0
    for found in _ANY_TAG.finditer(markup):
        if found[2].lower() in UNCLOSED or found[3].endswith("/"):
            continue
        if not found[1]:
            depth += 1
        if depth > MAX_DEPTH:
            kept.append(markup[copied : found.start()])
            copied = found.end()
        if found[1] and depth:
            depth -= 1
    kept.append(markup[copied:])
    return "".join(kept)


def _first_tags(source: str) -> tuple[str, bool]:
    """Cut the source where its tags become too many. A bare "<" counts too: it costs a look like a tag."""
    if source.count("<") <= MAX_TAGS:
        return source, False
    end = 0
    for number, found in enumerate(re.finditer("<", source)):
        if number == MAX_TAGS:
            end = found.start()
            break
    return source[:end], True


class _Reader:
    """One pass over a page: ordinary markup is skipped in bulk, the rest is looked at."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.kept: list[str] = []
        self.copied = 0
        self.scripts = 0
        self.truncated = False

    def read(self) -> None:
        position, end = 0, len(self.source)
        while position < end:
            skipped = _ORDINARY.match(self.source, position)
            reached = skipped.end() if skipped else position
            position = reached if reached > position else self._look(position)
        self.kept.append(self.source[self.copied :])

    def _look(self, start: int) -> int:
        """Keep, shorten or drop what stands at `start`; return where to read on."""
        if self.source.startswith("<!--", start):
            end = self.source.find("-->", start + 2)
            return self._drop(start, end + 3 if end >= 0 else len(self.source))
        found = _ANY_TAG.match(self.source, start)
        if found is None:
            return start + 1
        if not found[4]:  # a tag without an end: nothing after it is text
            self.truncated = True
            return self._drop(start, len(self.source))
        name = found[2].lower()
        if name in _CLOSERS and not found[1]:
            return self._raw(name, found)
        if _too_many_attributes(found[3]):
            return self._drop(start, found.end(), f"<{found[1]}{name[:40]}>")
        return found.end()

    def _raw(self, name: str, found: re.Match[str]) -> int:
        """Read over an element whose content is no markup; keep it only where it says something."""
        closer = _CLOSERS[name].search(self.source, found.end())
        end = closer.end() if closer else len(self.source)
        if name not in _SILENT or (name == "script" and "ld+json" in found[3][:200].lower()):
            return end
        if name == "script":
            self.scripts += 1
        return self._drop(found.start(), end)

    def _drop(self, start: int, end: int, instead: str = "") -> int:
        self.kept.append(self.source[self.copied : start])
        self.kept.append(instead)
        self.copied = end
        return end


# Every attribute behind the first has one of these before it (a quote, where two touch): an upper bound that is cheap.
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/\"']+")


def _too_many_attributes(written: str) -> bool:
    return sum(1 for _ in _BETWEEN_ATTRIBUTES.finditer(re.sub(r"\"[^\"]*\"|'[^']*'", '""', written))) > MAX_ATTRIBUTES
