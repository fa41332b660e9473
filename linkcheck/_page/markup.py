"""Of which tags and texts is a page's markup made? One pass over the source, whose cost grows with its length alone.

Tree builders compare each attribute of a tag with every other (150,000 keep libxml2 busy for more than 12 s, and
lexbor too) and stop at a depth of their own. What a page says needs no tree: its text is read in the order of the
source (blocks.py keeps the open elements), and what it declares stands in single elements, whose attributes are read
when asked for. Tags are told as the HTML standard tells them: quotes count only behind "=", and the content of scripts,
styles and the like is no markup.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

import msgspec

from linkcheck._page.entities import read_entities

MAX_TAGS = 40_000
"""Tags read, closing ones included: the largest of 320 real pages has 19,330, half have under 2,000."""
MAX_ATTRIBUTES = 64_000
"""Characters of a tag in which attributes are looked for: a longer one carries data, no names."""

_RAW = "script style svg math iframe noembed noframes xmp select textarea title template"
RAW = frozenset(_RAW.split())
"""Elements that are read over in one go: their content is no markup, or no text of the page."""

# Spelt without a flag for upper case: half again as fast.
_RAW_NAMES = "|".join("".join(f"[{letter}{letter.upper()}]" for letter in name) for name in _RAW.split())
# A drawing may end in its own start tag.
for _drawing in ("[sS][vV][gG]", "[mM][aA][tT][hH]"):
    _RAW_NAMES = _RAW_NAMES.replace(_drawing, f"{_drawing}(?![^<>]*/>)")
_ATTRIBUTES = r"([^>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')?+[^>=]*+)*+)>?+"
# Possessive throughout, and each alternative takes what it began, to the end of the source if need be: each character
# is read once. A "<" before anything else is text.
_TOKEN = re.compile(
    rf"<(?:(/?+(?!(?:{_RAW_NAMES})[\s/>])[a-zA-Z][^\s/>]*+){_ATTRIBUTES}"
    rf"|({_RAW_NAMES})(?=[\s/>]){_ATTRIBUTES}([^<]*+(?:<(?!/(?i:\3)[\s/>])[^<]*+)*+)(?:</(?i:\3)[^>]*+>?+)?+"
    rf"|!--(?:>|->|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)"
    rf"|[!?/][^>]*+>?+)"
)
_STEP = _TOKEN.groups + 1
_ATTRIBUTE = re.compile(r"([^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"?+|'([^']*+)'?+|([^\s>]++)))?+")
_VOID = "area base br col embed frame hr img input keygen link meta param source track wbr"
VOID = frozenset(_VOID.split())
"""Elements that hold nothing."""
# Elements whose end tag may be left out: the next of their kind ends them.
_ENDED_BY_NEXT = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
_MAX_TEXTS = 500
"""Tags in an element whose texts are read: titles, bylines and dates have a few."""


class Markup(msgspec.Struct, frozen=True):
    """The tags of a page in its order, with the text behind each. All columns have an entry for each tag."""

    before: str
    """The text before the first tag."""
    tags: list[str | None]
    """As written: "p", "/p", "P"; None for comments, declarations and elements of RAW."""
    attributes: list[str | None]
    raw_tags: list[str | None]
    """The name of an element of RAW, as written."""
    raw_attributes: list[str | None]
    contents: list[str | None]
    """What stands in an element of RAW."""
    texts: list[str]
    """The text behind each tag, with its entities."""
    truncated: bool
    """Whether something of the page was cut off."""
    numbers: dict[str, list[int]] = {}
    """Where the tags of each name stand, in lower case."""

    def get(self, name: str) -> str | None:
        """An attribute of the page's outermost element."""
        outermost = next(self.iter("html"), None)
        return outermost.get(name) if outermost else None

    def iter(self, *tags: str) -> Iterator[Element]:
        """The elements of these names, in the order of the page."""
        found = [self.numbers.get(tag, []) for tag in tags]
        for number in found[0] if len(found) == 1 else sorted(chain.from_iterable(found)):
            yield Element(self, number)

    def having(self, attribute: str, *tags: str) -> Iterator[Element]:
        """The elements of these names that have an attribute: cheaper than to ask each."""
        for number in sorted(chain.from_iterable(self.numbers.get(tag, ()) for tag in tags)):
            if attribute in (self.attributes[number] or self.raw_attributes[number] or "").lower():
                element = Element(self, number)
                if element.get(attribute) is not None:
                    yield element


class Element:
    """One element of the markup, from its start tag."""

    def __init__(self, markup: Markup, number: int) -> None:
        self._markup = markup
        self._number = number
        raw = markup.raw_tags[number]
        self.tag = (raw or markup.tags[number] or "").lower()
        self._written = markup.attributes[number] or markup.raw_attributes[number] or ""
        self._attributes: dict[str, str] | None = None

    def get(self, name: str) -> str | None:
        """The value of an attribute: empty where it has none, None where there is no such attribute."""
        if self._attributes is None:
            if name not in self._written and name not in self._written.lower():
                return None
            self._attributes = attributes_in(self._written)
        return self._attributes.get(name)

    @property
    def text(self) -> str:
        """What stands in an element of RAW, as written; of any other, the text before its first tag."""
        content = self._markup.contents[self._number]
        return read_entities(self._markup.texts[self._number]) if content is None else content

    def itertext(self) -> Iterator[str]:
        """The texts in the element, in their order; at most the first _MAX_TEXTS tags of it are read."""
        markup, number = self._markup, self._number
        if self.tag in RAW:
            yield read_entities(self.text)
            return
        if self.tag in VOID:
            return
        yield read_entities(markup.texts[number])
        depth = 1
        for at in range(number + 1, min(number + _MAX_TEXTS, len(markup.tags))):
            tag = (markup.tags[at] or "").lower()
            if tag == self.tag:
                depth += 1
            elif tag == f"/{self.tag}":
                depth -= 1
            if not depth or (depth > 1 and tag in _ENDED_BY_NEXT):
                return
            yield read_entities(markup.texts[at])


def read_markup(source: str) -> Markup:
    """Return the tags and texts of a page's source, within the cap on tags. Linear in its length."""
    source, cut = _first_tags(source.replace("\0", ""))
    pieces = _TOKEN.split(source)
    tags = pieces[1::_STEP]
    endless = bool(tags and tags[-1]) and not pieces[-1] and not source.endswith(">")
    return Markup(
        before=pieces[0],
        tags=tags,
        attributes=pieces[2::_STEP],
        raw_tags=pieces[3::_STEP],
        raw_attributes=pieces[4::_STEP],
        contents=pieces[5::_STEP],
        texts=pieces[6::_STEP],
        truncated=cut or endless,
        numbers=_numbered(tags, pieces[3::_STEP]),
    )


def _numbered(tags: list[str | None], raw_tags: list[str | None]) -> dict[str, list[int]]:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, tag in enumerate(tags):
        if tag is not None:
            numbers[tag].append(number)
    for number, raw in enumerate(raw_tags):
        if raw is not None:
            numbers[raw].append(number)
    for tag in [tag for tag in numbers if not tag.islower()]:
        low = tag.lower()
        if low != tag:
            numbers[low] = sorted(numbers[low] + numbers.pop(tag))
    return numbers


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


def attributes_in(written: str) -> dict[str, str]:
    """The attributes of a tag; the first of each name counts, as in browsers."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written[:MAX_ATTRIBUTES]):
        value = double or single or bare
        found.setdefault(name.lower(), read_entities(value))
    return found
