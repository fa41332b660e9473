"""Which signs, codes and words name currencies and units of measure?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from linkcheck._text.lexicon import is_common
from linkcheck.training._tables.numbers import LANGUAGES
from linkcheck.training._tables.table import Sources, Table

_SIGN_LOCALES = (
    *LANGUAGES,
    *("en_AU", "en_CA", "en_GB", "en_HK", "en_IN", "en_NG", "en_NZ", "en_SG", "en_ZA", "en_PH", "pt_BR", "es_MX"),
    *("de_CH", "ja", "ko", "zh", "da", "nb", "cs", "hu", "uk", "he", "ar", "hi", "th", "vi"),
)
"""Locales that write their own currency with its sign alone."""
_HEAD_FIRST = ("es", "fr", "it", "pt", "pl", "ru")
"""Languages that put the noun first in the name of a currency: "dollar américain"."""
_MONEY = frozenset({"dollar", "dollars", "pound", "pounds", "franc", "francs", "euro", "euros"})
"""Words that are money wherever they follow a number; of the other common words of English ("won", "real") only the
whole name is: "South Korean won"."""
_UNIT_KINDS = frozenset(
    ("area", "length", "mass", "volume", "speed", "temperature", "duration", "power", "energy", "digital", "frequency")
)
_RARE_UNITS = re.compile(
    r"-jp\b|-it\b|imperial|metric\b|solar|earth|person|shaku|light-speed|therm-us|scandinavian|acre-foot"
    r"|-(?:point|ken|sun|rin|rod|chain|cho|bu|se|fun|night|quarter|drop|pinch|jigger|dram|sai|koku|osaji|kosaji|spoon"
    r"|grain|slug|megaliter|furlong|fathom|dalton|rankine|gray|sievert|milliinch|dunam|bushel|generic|knot)\b"
)
"""Units that nobody measures news in, or whose names are words of much else."""
_WITHOUT_BRACKETS = re.compile(r"\s*\([^)]*\)")
_SHORT_FORMS = ("en", "en_GB", "ru")
"""Locales whose short forms are taken: those of the others are two letters of words."""
_NO_UNITS = frozenset({"in", "st"})


def _currencies(_sources: Sources) -> Iterator[str]:
    from babel import Locale
    from babel.numbers import get_territory_currencies

    english = Locale.parse("en")
    countries = (territory for territory in map(str, english.territories) if len(territory) == 2)
    codes = sorted({code for country in countries for code in get_territory_currencies(country)})
    signs: dict[str, dict[str, None]] = defaultdict(dict)
    for name in _SIGN_LOCALES:
        for code, sign in Locale.parse(name).currency_symbols.items():
            signs[code] |= {sign.replace("\xa0", "").replace("\u202f", "").strip("\u200e\u200f."): None}
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for language in LANGUAGES:
        for code, forms in Locale.parse(language)._data["currency_names_plural"].items():
            for form in sorted(set(forms.values())):
                names[code] |= dict.fromkeys(_currency_names(_WITHOUT_BRACKETS.sub("", form.lower()), language))
    for code in codes:
        own = [sign for sign in signs[code] if sign != code and not (sign.isascii() and sign.isalpha())]
        yield f"{code}\t{' '.join(own)}\t{'|'.join(names[code])}"


def _currency_names(name: str, language: str) -> Iterator[str]:
    words = name.replace("-", " ").split()
    if not words:
        return
    yield name
    head = words[0 if language in _HEAD_FIRST else -1]
    if head in _MONEY or (head.isalpha() and not is_common(head) and language != "tr"):
        yield head


def _units(_sources: Sources) -> Iterator[str]:
    from babel import Locale

    writings: dict[str, dict[str, None]] = defaultdict(dict)
    for language in (*LANGUAGES, "en_GB"):
        for unit, widths in Locale.parse(language)._data["unit_patterns"].items():
            english = language.startswith("en")
            if unit.partition("-")[0] in _UNIT_KINDS and not _RARE_UNITS.search(unit):
                found = _unit_writings(widths, short=language in _SHORT_FORMS)
                writings[unit] |= dict.fromkeys(word for word in found if english or not is_common(word))
    owners: dict[str, list[str]] = defaultdict(list)
    for unit, words in writings.items():
        for word in words:
            owners[word].append(unit)
    for unit in sorted(writings):
        own = [word for word in writings[unit] if min(owners[word], key=len) == unit]
        if own:
            yield f"{unit}\t{'|'.join(own)}"


def _unit_writings(widths: Any, *, short: bool) -> Iterator[str]:
    for width in ("long", "short") if short else ("long",):
        for use, pattern in sorted(widths.get(width, {}).items()):
            word = (
                pattern.replace("\xa0", " ")
                .replace("\u202f", " ")
                .replace("{0}", "")
                .strip()
                .rstrip(".")
                .replace("İ", "i")
                .lower()
            )
            if use != "per" and len(word) > 1 and word not in _NO_UNITS and not re.search(r"[\d⋅]", word):
                yield word


TABLES: Sequence[Table] = (
    Table(
        file="_text/data/currencies.txt",
        entry="A currency that is legal tender: its code, its signs, its names and their nouns in lower case",
        used_by=("_text/currencies.py",),
        source="CLDR, names and signs in the locales of eleven languages and of countries with signs of their own",
        licence="Unicode-3.0",
        make=_currencies,
        packages=("babel",),
    ),
    Table(
        file="_text/data/units.txt",
        entry="A unit of measure as CLDR calls it, and its writings in lower case",
        used_by=("_text/units.py",),
        source="CLDR, long and short patterns of eleven languages",
        licence="Unicode-3.0",
        make=_units,
        packages=("babel",),
    ),
)
