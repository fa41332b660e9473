"""Caps on markup before any parser sees it, so that no page costs more than bounded time and memory.

Measured without them: one tag with 150,000 attributes keeps libxml2 busy for more than 12 s (it compares
every attribute with every other), 333,000 bare `<p>` cost an extractor 9 s, and lexbor does not return from
100,000 levels of nesting. The same pass leaves out scripts, styles and comments, which say nothing to a reader.
"""

from __future__ import annotations

import re

import msgspec

MAX_TAGS = 40_000
"""Tags read; 20 times the median of 320 real pages, of which the largest has 24,000."""
MAX_DEPTH = 250
"""Levels of nesting read; libxml2 itself stops at 256."""
MAX_PLAIN_TAG = 512
"""Characters up to which a tag is taken as it is: it can hold some 170 attributes."""
MAX_ATTRIBUTES = 100
"""Attributes a longer tag may have; one with more keeps its name only."""
MAX_TAG = 65_536
"""Characters of a tag that is kept with its attributes: pictures written into a tag are larger."""

# After the name, quotes matter only behind "=" (as in the HTML standard). Possessive: each character is read once.
_IN_TAG = r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+"
_MARK = re.compile(rf"<(?:(?P<comment>!--)|(?P<close>/)?(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>{_IN_TAG})(?P<end>>?+))")
_ATTRIBUTE = re.compile(r"[^\s/>=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"})
_DROPPED_RAW = frozenset({"script", "style", "iframe", "noembed", "xmp", "plaintext"})
_CLOSERS = {name: re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE) for name in _RAW}
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "basefont",
        "bgsound",
        "frame",
        "keygen",
    ]
)
# Elements whose end tag may be left out: counting them would call a plain list of a thousand items deep.
_SELF_ENDING = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "optgroup",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "rt",
        "rp",
        "html",
        "body",
        "head",
    ]
)


class Markup(msgspec.Struct, frozen=True):
    """Markup that a parser may see, and what was learnt on the way."""

    text: str
    tags: int
    script_characters: int
    truncated: bool
    """Whether something of the page was cut off."""


def bounded(source: str) -> Markup:
    """Return `source` without scripts, styles and comments, within the caps. Linear in its length."""
    return _Reader(source).read()


class _Reader:
    """One pass over the marks of a page."""

    def __init__(self, source: str) -> None:
        self.source = source.replace("\0", "")
        self.kept: list[str] = []
        self.tags = 0
        self.depth = 0
        self.script_characters = 0
        self.truncated = False
        self.copied = 0

    def read(self) -> Markup:
        position = 0
        while True:
            found = _MARK.search(self.source, position)
            if found is None:
                break
            if found["comment"]:
                position = self._skip_comment(found.start())
                continue
            if not found["end"]:  # the last tag never ends, so nothing after it is text
                self._drop(found.start(), len(self.source))
                self.truncated = True
                break
            if self.tags >= MAX_TAGS:
                self._drop(found.start(), len(self.source))
                self.truncated = True
                break
            position = self._tag(found)
        self.kept.append(self.source[self.copied :])
        return Markup("".join(self.kept), self.tags, self.script_characters, self.truncated)

    def _tag(self, found: re.Match[str]) -> int:
        """Keep, shorten or drop one tag; return where to read on."""
        self.tags += 1
        start, end = found.span()
        name = found["name"].lower()
        if found["close"]:
            if name not in _SELF_ENDING and self.depth:
                self.depth -= 1
            return end
        if name in _RAW:
            return self._raw(name, found)
        if end - start > MAX_PLAIN_TAG and (
            end - start > MAX_TAG or sum(1 for _ in _ATTRIBUTE.finditer(found["rest"])) > MAX_ATTRIBUTES
        ):
            self._drop(start, end, f"<{found['name'][:64]}>")
        if name in _VOID or name in _SELF_ENDING or found["rest"].endswith("/"):
            return end
        if self.depth >= MAX_DEPTH:
            self._drop(start, end)
            self.truncated = True
        self.depth += 1
        return end

    def _raw(self, name: str, found: re.Match[str]) -> int:
        """Read over an element whose content is no markup; keep it only where it says something."""
        closer = _CLOSERS[name].search(self.source, found.end())
        end = closer.end() if closer else len(self.source)
        if name not in _DROPPED_RAW or (name == "script" and "ld+json" in found["rest"][:200].lower()):
            return end
        if name == "script":
            self.script_characters += end - found.end()
        self._drop(found.start(), end)
        return end

    def _skip_comment(self, start: int) -> int:
        end = self.source.find("-->", start + 2)
        end = end + 3 if end >= 0 else len(self.source)
        self._drop(start, end)
        return end

    def _drop(self, start: int, end: int, instead: str = "") -> None:
        self.kept.append(self.source[self.copied : start])
        self.kept.append(instead)
        self.copied = end
