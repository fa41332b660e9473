"""What does a text say, whichever characters it is written with? Read once, with spans that slice the original.

Posts and pages write one word in many ways: 𝗯𝗼𝗹𝗱, ｗｉｄｅ, sᴍᴀʟʟ ᴄᴀᴘs and ﬁne ligatures, letters composed or not
(NFC and NFD of Unicode TR15), soft hyphens and zero-width characters inside words, spaces that do not break,
curly apostrophes, entities that nobody decoded (&amp;#8217;), and UTF-8 that was read as Windows-1252. Both sides
are normalised here before anything is compared. Case, accents and quotation marks stay: they say something.
`tokens` folds them in words.

What is compatible by Unicode (NFKC) but says more than its letters stays too: ½, 10², ™, ①, and full-width
punctuation, which ends sentences in Chinese and Japanese.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from linkcheck._text.mojibake import find_mojibake

_MAX_ROUNDS = 4
"""Rounds after which a text is taken as it is: an entity in an entity takes two."""


class _Edit(NamedTuple):
    """One place of a text that was replaced by more or fewer characters: its span after and before."""

    start: int
    end: int
    source_start: int
    source_end: int


class _Edits:
    """All such places of one step, in order."""

    def __init__(self, edits: list[_Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]

    def start_of(self, position: int) -> int:
        """Where in the source the character at `position` begins."""
        edit = self._before(position)
        if edit is None or position < edit.end:
            return position if edit is None else edit.source_start
        return edit.source_end + position - edit.end

    def end_of(self, position: int) -> int:
        """Where in the source the character at `position` ends."""
        edit = self._before(position)
        if edit is None or position < edit.end:
            return position + 1 if edit is None else edit.source_end
        return edit.source_end + position - edit.end + 1

    def _before(self, position: int) -> _Edit | None:
        at = bisect_right(self._starts, position)
        return self._edits[at - 1] if at else None


class NormalText(NamedTuple):
    """A text as it is compared, and where its characters come from."""

    text: str
    steps: tuple[_Edits, ...] = ()
    """What was replaced by more or fewer characters, the first step first; none where all stand where they stood."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that the characters [start, end) stand for; an empty one stays empty."""
        if not self.steps:
            return start, end
        if start >= end:
            at = self._traced(start)[0]
            return at, at
        return self._traced(start)[0], self._traced(end - 1)[1]

    def spans(self) -> Iterable[tuple[int, int]]:
        """The span of the original that each character stands for, in order."""
        return ((at, at + 1) if not self.steps else self._traced(at) for at in range(len(self.text)))

    def _traced(self, position: int) -> tuple[int, int]:
        first, last = position, position
        end = position + 1
        for step in reversed(self.steps):
            first, end = step.start_of(first), step.end_of(last)
            last = end - 1
        return first, end


def normalise_characters(text: str) -> NormalText:
    """`text` as it is compared. Plain ASCII without "&" is the text itself; a lone surrogate stays one."""
    if text.isascii() and "&" not in text:
        return NormalText(text)
    steps: list[_Edits] = []
    for _ in range(_MAX_ROUNDS):
        found = len(steps)
        before = text
        distinct = _distinct(text)
        if any("\u00c2" <= character <= "\u00f4" for character in distinct):
            text = _repair_mojibake(text, steps)
        text = _decode_entities(text, steps)
        text = _map_characters(text, _distinct(text) if len(steps) > found else distinct, steps)
        # Another round finds something where characters met that stood apart, or an entity came about.
        if len(steps) == found and ("&" not in text or text == before):
            break
    return NormalText(text, tuple(steps))


def _repair_mojibake(text: str, steps: list[_Edits]) -> str:
    """Text that was misread, read again, as often as it was; before its spaces and signs are anything else."""
    for _ in range(_MAX_ROUNDS):
        repairs = find_mojibake(text)
        if not repairs:
            break
        text = _replace(text, repairs, steps)
    return text


_ASCII = bytes(range(0x80))


def _distinct(text: str) -> set[str]:
    """The characters of a text that are not ASCII. Deleting bytes is 20 times faster than looking at characters."""
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def _replace(text: str, replacements: Iterable[tuple[int, int, str]], steps: list[_Edits]) -> str:
    """The text with [start, end) replaced, each in order; what changes the length is added to the steps."""
    parts: list[str] = []
    edits: list[_Edit] = []
    position = length = 0
    for start, end, instead in replacements:
        length += start - position
        parts += (text[position:start], instead)
        if len(instead) != end - start or len(instead) > 1:
            edits.append(_Edit(length, length + len(instead), start, end))
        length += len(instead)
        position = end
    if position == 0 and not parts:
        return text
    if edits:
        steps.append(_Edits(edits))
    return "".join((*parts, text[position:]))


_ENTITY = re.compile(
    r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)*(?P<name>#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});"
)
"""With its semicolon, encoded once or oftener: "&amp;amp;"."""


def _decode_entities(text: str, steps: list[_Edits]) -> str:
    if "&" not in text or ";" not in text:
        return text
    decoded = ((m.start(), m.end(), html.unescape(f"&{m['name']};")) for m in _ENTITY.finditer(text))
    return _replace(text, (one for one in decoded if not one[2].endswith(";") or one[2] == ";"), steps)


def _map_characters(text: str, distinct: set[str], steps: list[_Edits]) -> str:
    """Styled letters as letters, odd spaces and hyphens as plain ones, what cannot be seen left out; composed."""
    if not distinct:
        return text
    if distinct & _SMALL_CAPITALS.keys():
        text = _SMALL_CAPITAL_STAND_IN.sub(lambda found: _STAND_INS[found[0]], text)
    changed = {character: instead for character in distinct if (instead := _mapped(character)) != character}
    longer = "".join(sorted(character for character, instead in changed.items() if len(instead) != 1))
    text = _exchange_letters(text, {key: instead for key, instead in changed.items() if len(instead) == 1})
    if distinct & _GROUPING_SPACES:
        text = _exchange(text, "\u00a0", " ", _is_between_words)
    for wide, plain in _WIDE_POINTS.items():
        if wide in distinct:
            text = _exchange(text, wide, plain, _is_after_a_plain_letter)
    for apostrophe in distinct & _APOSTROPHES:
        text = _exchange(text, apostrophe, "'", _is_inside_a_word)
    if longer:
        found = re.finditer(f"[{re.escape(longer)}]", text)
        text = _replace(text, ((m.start(), m.end(), changed[m[0]]) for m in found), steps)
    return _compose(text, steps) if any(map(_may_compose, distinct)) else text


_FEW = 8
"""Different characters up to which one pass for each is faster than one pass that looks at all."""


def _exchange_letters(text: str, letters: Mapping[str, str]) -> str:
    if len(letters) > _FEW:
        return text.translate({ord(letter): instead for letter, instead in letters.items()})
    for letter, instead in letters.items():
        text = text.replace(letter, instead)
    return text


def _exchange(text: str, character: str, instead: str, fits: Callable[[str, str], bool]) -> str:
    """The text with another character where what stands before and after it fits; the same length."""
    first, *others = text.split(character)
    parts = [first]
    before = first
    for after in others:
        parts += (instead if fits(before, after) else character, after)
        before = after
    return "".join(parts)


_GROUPING_SPACES = frozenset("\u00a0\u202f\u2009")
"""Spaces that part the groups of a number, and words as well."""
_GROUP = re.compile(r"\d{3}(?!\d)")
_APOSTROPHES = frozenset("’ʼ‘´‛ʻ＇")


def _is_between_words(before: str, after: str) -> bool:
    return not (before[-1:].isdigit() and _GROUP.match(after))


_WIDE_POINTS = {"．": ".", "，": ",", "：": ":", "；": ";", "！": "!", "？": "?"}
"""What stands in numbers, after short forms or sentences, among wide letters: "１．５", "Ｎｏ．", "Ｙｅｓ！"."""


def _is_after_a_plain_letter(before: str, _: str) -> bool:
    return before[-1:].isascii() and before[-1:].isalnum()


def _is_inside_a_word(before: str, after: str) -> bool:
    """At the end of a word, an apostrophe may close a quotation."""
    return before[-1:].isalnum() and after[:1].isalnum()


_SMALL_CAPITALS = {
    chr(point): name[-1].lower()
    for point in (*range(0x1D00, 0x1D23), *range(0x0262, 0x02A0), 0xA730, 0xA731, 0xA7AF)
    if re.fullmatch("LATIN LETTER SMALL CAPITAL [A-Z]", name := unicodedata.name(chr(point), ""))
}
_STAND_INS = {"ǫ": "q", "ғ": "f"}
"""Letters that writers of small capitals take for those that Unicode got late or lacks in fonts."""
_LIKE_A_SMALL_CAPITAL = f"[A-Za-zǫғ{''.join(_SMALL_CAPITALS)}]"
_SMALL_CAPITAL_STAND_IN = re.compile(rf"[ǫғ](?:(?<={_LIKE_A_SMALL_CAPITAL}.)|(?={_LIKE_A_SMALL_CAPITAL}))")

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e01ef]"  # default ignorable (Unicode, DerivedCoreProperties)
    "|[\u0305\u0332\u0333\u0335-\u0337\u033f]"  # lines over, under and through letters, drawn for style
)
_SAME_CLASS = {"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"}
_STYLED_LETTER = re.compile(r"(?:NEGATIVE )?(?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])")
_WIDE_PUNCTUATION = frozenset("%$&+-/#@'\"()[]*=_~<>")
"""What ends no sentence."""
_KEPT = re.compile("[\u0e33\u0eb3\u3131-\u318e\uffa1-\uffdc]")
"""Vowels of Thai and Lao, and letters of Korean that stand alone and make no words: see `scripts`."""


_MAX_KNOWN = 20_000
"""Characters whose reading is kept, a few MB: more than any script has, but fewer than hostile text."""


@lru_cache(maxsize=_MAX_KNOWN)
def _mapped(character: str) -> str:
    """What a character is compared as."""
    if _UNSEEN.match(character):
        return ""
    if character in _SAME_CLASS:
        return _SAME_CLASS[character]
    if character in _SMALL_CAPITALS:
        return _SMALL_CAPITALS[character]
    if unicodedata.category(character) == "Zs":
        return "\u00a0" if character in _GROUPING_SPACES else " "
    styled = _STYLED_LETTER.fullmatch(unicodedata.name(character, ""))
    if styled:
        return styled[1]
    plain = unicodedata.normalize("NFKC", character)
    if plain == character or _KEPT.match(character):
        return character
    return plain if _is_styled(character, plain) else character


def _is_styled(character: str, plain: str) -> bool:
    """Whether a character is the same letters in another shape, and says no more."""
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if not plain.replace("°", "").isalnum():
        return kind == "<wide>" and plain in _WIDE_PUNCTUATION
    if kind in ("<super>", "<sub>"):
        return unicodedata.category(character) == "Lm"
    return not (kind == "<circle>" and plain.isdigit()) and kind != "<fraction>"


@lru_cache(maxsize=_MAX_KNOWN)
def _may_compose(character: str) -> bool:
    """Whether a character may become one with the one before it, or is another in NFC."""
    is_mark = unicodedata.category(character)[0] == "M" or "\u1160" < character < "\u1200"
    return is_mark or not unicodedata.is_normalized("NFC", character)


def _compose(text: str, steps: list[_Edits]) -> str:
    """Letters and their marks as one character where there is one (NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return text
    distinct = sorted(_distinct(text))
    marks = "".join(filter(_joins, distinct))
    replaced = "".join(character for character in distinct if not unicodedata.is_normalized("NFC", character))
    found = _clusters(re.escape(marks), re.escape(replaced)).finditer(text)
    clusters = ((m.start(), m.end(), unicodedata.normalize("NFC", m[0])) for m in found)
    return _replace(text, (one for one in clusters if one[2] != text[one[0] : one[1]]), steps)


@lru_cache(maxsize=500)
def _clusters(marks: str, replaced: str) -> re.Pattern[str]:
    """A character and those behind it that may become one with it, or one that NFC replaces: U+212B by "Å"."""
    parts = (f"(?s:.)[{marks}]+" if marks else "", f"[{replaced}]" if replaced else "")
    return re.compile("|".join(filter(None, parts)) or "(?!)")


def _joins(character: str) -> bool:
    """Whether a character may become one with the one before: a mark, a vowel sign, a vowel or final of Korean."""
    if unicodedata.combining(character):
        return True
    return "\u1161" <= character < "\u1176" or "\u11a8" <= character < "\u11c3" or character in _vowel_signs()


@cache
def _vowel_signs() -> frozenset[str]:
    """What becomes one with the letter before it and is no mark by its class: vowel signs of the scripts of India."""
    return frozenset(
        chr(int(parts[1], 16))
        for point in (*range(0x900, 0x1C00), *range(0x11000, 0x12000))
        if len(parts := unicodedata.decomposition(chr(point)).split()) == 2 and parts[0][0] != "<"
    )
