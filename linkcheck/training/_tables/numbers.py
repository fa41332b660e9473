"""Which words are numbers, scales, hedges and vague amounts?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linkcheck._text.lexicon import is_common, is_known_name
from linkcheck.training._tables.table import Sources, Table

LANGUAGES = ("en", "es", "de", "fr", "nl", "pt", "it", "pl", "sv", "tr", "ru")
"""Languages whose number words are read; Japanese writes digits."""
_GLUED = ("de", "nl", "it", "sv", "tr")
"""Those that write a number below a million as one word: round thousands are rows of their own."""
_APART = ("tr",)
"""Of those, who writes tens and ones apart as well."""
_LAST_DAY = 31
"""Up to which every ordinal has a row, beside the tens: the days of a month, and more centuries than there were."""
_COMPACT = re.compile(r"^0+(.*)$")
_SHORTEST_SCALE = 3
"""Letters of a scale word: "0K" and "0 Md" are read by the pattern of digits."""


class _Row(NamedTuple):
    kind: str
    value: int
    language: str
    words: str


def _number_words(_sources: Sources) -> Iterator[str]:
    """Words of another language that English has as words or names are left out, and those with two values."""
    rows = list(_rows())
    values: dict[str, set[tuple[bool, int]]] = defaultdict(set)
    for row in rows:
        values[row.words].add((row.kind == "ordinal", row.value))
    merged: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for row in rows:
        english = row.language != "en" and (is_common(row.words) or is_known_name(row.words))
        if row.language == "en" or (len(values[row.words]) == 1 and not english):
            merged[row.kind, row.value, row.language].append(row.words)
    for (kind, value, language), words in merged.items():
        yield f"{kind}\t{value}\t{language}\t{'|'.join(dict.fromkeys(words))}"


def _rows() -> Iterator[_Row]:
    for language in LANGUAGES:
        hundreds = () if language == "en" else range(100, 1_000, 100)
        thousands = range(1_000, 21_000, 1_000) if language in _GLUED else ()
        for value in (*range(0 if language == "en" else 2, 100), *hundreds, *thousands):
            yield _Row("cardinal", value, language, _spoken(value, language, "cardinal"))
            if language in _APART and 10 < value < 100 and value % 10:
                tens, ones = (_spoken(part, language, "cardinal") for part in (value - value % 10, value % 10))
                yield _Row("cardinal", value, language, f"{tens} {ones}")
        for value in (*range(1, _LAST_DAY + 1), *range(40, 101, 10)):
            yield _Row("ordinal", value, language, _spoken(value, language, "ordinal"))
        yield from _scales(language)


def _spoken(value: int, language: str, form: str) -> str:
    from num2words import num2words

    return str(num2words(value, lang=language, to=form)).lower().replace("-", " ").strip()


def _scales(language: str) -> Iterator[_Row]:
    from babel import Locale

    tables = Locale.parse(language)._data["compact_decimal_formats"]
    for style in ("long", "short"):
        for patterns in tables[style].values():
            for size, pattern in patterns.items():
                written = _COMPACT.match(pattern.pattern.replace("\xa0", " ").replace("'", "").strip())
                word = written[1].strip(" .").lower() if written else ""
                value = int(size) // 10 ** max(0, pattern.pattern.count("0") - 1)
                if len(word) >= _SHORTEST_SCALE and word.isalpha() and value >= 1_000:
                    yield _Row("scale", value, language, word)


TABLES: Sequence[Table] = (
    Table(
        file="_text/data/number_words.txt",
        entry="cardinal, ordinal or scale, its value, a language, its writings in lower case without hyphens",
        used_by=("_text/number_words.py",),
        source="spoken numbers of num2words, compact formats of CLDR; less what is a word or name of English",
        licence="LGPL-2.1-only (num2words), Unicode-3.0 (CLDR)",
        make=_number_words,
        packages=("num2words", "babel"),
    ),
    Table(
        file="_text/data/quantity_words.txt",
        entry="A kind of amount, its least and highest value if it has them, a language, its writings in lower case: "
        "what number_words.txt lacks of scales, fractions, vague amounts and groups, the words that hedge a number "
        "before and after it, those between the parts of one, and words that are no numbers after all",
        used_by=("_text/number_words.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/text/test_number_words.py::test_fractions_and_vague_words_before_a_scale_are_part_of_the_number",
    ),
)
