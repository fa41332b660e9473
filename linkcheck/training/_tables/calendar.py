"""Which words name the months and the weekdays?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from linkcheck._text.lexicon import is_common, is_known_name
from linkcheck.training._tables.table import Sources, Table

LOCALES = {
    "en": ("en", "en_GB"),
    "es": ("es", "es_MX"),
    "de": ("de", "de_AT"),
    "fr": ("fr", "fr_CA"),
    "nl": ("nl",),
    "pt": ("pt", "pt_PT"),
    "it": ("it",),
    "pl": ("pl",),
    "sv": ("sv",),
    "tr": ("tr",),
    "ru": ("ru",),
}
"""Languages with the locales of CLDR whose words they use. Japanese numbers its months and is read by its signs."""

_MIN_LETTERS = 3
"""Letters of a short form: "So." and "пн" are words and codes of much else."""
_MIN_ALONE = 6
"""Letters of a word of another language that may be a date by itself: "juli" is a name, "marca" Spanish for a brand."""
_BESIDE = "+"
_CLIPPED = frozenset({"gen", "mag"})
"""Short forms that are clipped words of English besides those on the list of common words."""


def _calendar(_sources: Sources) -> Iterator[str]:
    from babel import Locale

    for language, locales in LOCALES.items():
        parsed = [Locale.parse(one) for one in locales]
        for kind, numbers in (("month", range(1, 13)), ("weekday", range(7))):
            tables = [getattr(locale, f"{kind.removeprefix('week')}s") for locale in parsed]
            for number in numbers:
                wide, short = _names(tables, number, "wide"), _names(tables, number, "abbreviated")
                words = [word if _stands_alone(word, language) else f"{word}{_BESIDE}" for word in wide]
                words += [
                    f"{word}{_BESIDE * (1 + clashes)}"
                    for word in short
                    if word not in wide and len(word) >= _MIN_LETTERS
                    if not ((clashes := _is_english(word, language)) and kind == "weekday")
                ]
                yield f"{kind}\t{number}\t{language}\t{' '.join(words)}"


def _names(tables: list[Any], number: int, width: str) -> list[str]:
    found = [table[use][width][number] for table in tables for use in ("format", "stand-alone")]
    return list(dict.fromkeys(name.lower().rstrip(".") for name in found))


def _is_english(word: str, language: str) -> bool:
    return language != "en" and (is_common(word) or word in _CLIPPED)


def _stands_alone(word: str, language: str) -> bool:
    if language == "en":
        return not is_common(word) or word == "august"
    return len(word) >= _MIN_ALONE and not is_common(word) and not is_known_name(word)


_ENTRY = (
    "month (1 is January) or weekday (0 is Monday), its number, a language, its names in lower case; those with a plus "
    "are one only beside a day, a year or a time, those with two only between a day and a year"
)
TABLES: Sequence[Table] = (
    Table(
        file="_text/data/calendar.txt",
        entry=_ENTRY,
        used_by=("_text/calendar.py",),
        source="CLDR, wide and abbreviated names in running text and alone",
        licence="Unicode-3.0",
        make=_calendar,
        packages=("babel",),
    ),
    Table(
        file="_text/data/calendar_forms.txt",
        entry=f"Press short forms and cases that CLDR does not have: {_ENTRY}",
        used_by=("_text/calendar.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/text/test_calendar.py::test_press_forms_and_cases_of_months_and_weekdays_are_known",
    ),
    Table(
        file="_text/data/date_labels.txt",
        entry="What is written before a date and says what the date is of: published, changed, or something else "
        "(other); a language, and beginnings of words in lower case",
        used_by=("_page/dates.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/page/test_dates.py::test_a_label_says_what_a_date_is_of",
    ),
    Table(
        file="_text/data/time_zones.txt",
        entry="A zone as posts and pages abbreviate it, and the minutes before UTC that it may be",
        used_by=("_text/dates.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/text/test_dates.py::test_times_have_their_zone_and_tell_whether_they_may_be_of_either_half",
    ),
)
