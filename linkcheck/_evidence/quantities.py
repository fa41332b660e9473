"""What does a number count, and does the page have the same quantity, in this unit or in another?

"42 minutes" where the page knows only "48 minutes"; "a fifth" for 20 %, "two years" for 24 months.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from linkcheck._evidence.agreement import is_year
from linkcheck._evidence.phrases import FUNCTION_FORMS, PLURAL, is_plural, phrase_end
from linkcheck._parameters import PARAMETERS
from linkcheck._text.casing import fold
from linkcheck._text.number_words import cardinal_words
from linkcheck._text.numbers import ROMAN, Number
from linkcheck._text.tokens import normal_form
from linkcheck._text.units import unit_behind, writings_of_unit

if TYPE_CHECKING:
    from linkcheck._evidence.prepared import PreparedPage, PreparedSentence

MAX_QUANTITY_SENTENCES = 24
"""Sentences of a page in which one kind of amount is looked for."""

_NEXT = re.compile(r"[\s-]{1,2}([^\W\d_]{2,})((?:[\s-][^\W\d_]{2,}){0,2})")
_AGE_BEFORE = re.compile(
    r"\b(?:aged?(?: of)?|dead at|dies at|died at|dying at|turns|turned)\s?$|[^\W\d_]['’”]?,\s?$", re.IGNORECASE
)
_AGE_AFTER = re.compile(r"[\s-]{1,2}(?:years?[\s-]old|yrs? old|yo\b)|\s?(?:[,.;:)]|$)", re.IGNORECASE)
_OLD = re.compile(r"[\s-]{1,2}(?:years?[\s-]old|yrs? old|yo\b)", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(
    r"\s?(?:[^\W\d_]+[ -]){0,4}[^\W\d_]*,?\s(?:and|plus|und|y|et|en|e|och|i|и)\s$|[^,.;]{0,30},\s$"
)
"""Between two counts that a reader adds."""
_AGES = (0, 122)
"""The longest life on record: J. Calment, 122."""
_SIGNS = {
    "age": re.compile(r"\d[\s-](?:year|yr)|\baged?\b|\bat \d|[^\W\d_]['’”]?, \d\d[,.]", re.IGNORECASE),
    "money": re.compile(r"[$€£¥₹]|\bdollars?\b|\beuros?\b|\bpounds?\b", re.IGNORECASE),
    "percent": re.compile(r"%|per\s?cent", re.IGNORECASE),
}
_NO_UNIT_WORDS = "and the for with that from were have are was has new more people times"
_NO_UNIT = frozenset(normal_form(word) for word in _NO_UNIT_WORDS.split())


class PageAmount(NamedTuple):
    """A number of the page that counts the same, and where it stands."""

    number: Number
    sentence: PreparedSentence

    @property
    def span(self) -> tuple[int, int]:
        """Where the number stands in the page's field."""
        return self.sentence.start + self.number.start, self.sentence.start + self.number.end

    @property
    def phrase(self) -> str:
        """The number, with what it counts, as the page writes it."""
        text = self.sentence.text
        return text[self.number.start : phrase_end(text, self.number.end)]


def unit_of(text: str, number: Number) -> str:
    """What the number counts: "age", "money", "percent", a unit of measure as units.txt names it, the form of the word
    that follows it, or empty.
    """
    if _is_age(text, number):
        return "age"
    if number.unit in ("money", "percent"):
        return number.unit
    measure = unit_behind(text, number.end)
    if measure:
        return measure
    following = _NEXT.match(text, number.end)
    if following is None:
        return ""
    form = normal_form(_counted(following[1], following[2].replace("-", " ").split()))
    return "" if form in _NO_UNIT else form


def may_count_the_same(text: str, number: Number, other_text: str, other: Number) -> bool:
    """Whether two numbers may be of one thing: not where one is a measure or both count, of different plurals."""
    one, two = unit_of(text, number), unit_of(other_text, other)
    if not one or not two or one == two:
        return True
    if _is_measure(one) or _is_measure(two):
        return False
    counted, others = _plurals_behind(text, number.end), _plurals_behind(other_text, other.end)
    return not counted or not others or not counted.isdisjoint(others)


def _is_measure(unit: str) -> bool:
    return unit in _SIGNS or bool(writings_of_unit(unit))


def _plurals_behind(text: str, end: int) -> frozenset[str]:
    """The forms of the plurals among the next three words, up to a function word."""
    following = _NEXT.match(text, end)
    words = f"{following[1]}{following[2]}".replace("-", " ").split() if following else []
    content = takewhile(lambda word: normal_form(word) not in FUNCTION_FORMS, words)
    return frozenset(normal_form(word) for word in content if is_plural(word))


def sums_of(text: str, numbers: tuple[Number, ...]) -> tuple[float, ...]:
    """What counts that stand side by side are together: 5 for "three men and two women"."""
    sums: list[float] = []
    total, last = 0.0, None
    for number in numbers:
        if number.unit or number.span or is_year(number.values[0]):
            continue
        joined = last is not None and _SIDE_BY_SIDE.match(text[last.end : number.start])
        total = total + number.values[0] if joined else number.values[0]
        if joined:
            sums.append(total)
        last = number
    return tuple(sums)


def _counted(word: str, more: list[str]) -> str:
    """The noun of "300 armed men's boats": the first word, or the first plural where adjectives stand before it."""
    if normal_form(word) in _NO_UNIT or PLURAL.search(word):
        return word
    for other in more:
        if normal_form(other) in FUNCTION_FORMS:
            break
        if PLURAL.search(other):
            return other
    return word


def amounts_of(page: PreparedPage, unit: str) -> Iterator[PageAmount]:
    """The numbers of the page that count `unit`, sentence by sentence."""
    for sentence in _sentences_with(page, unit):
        for number in sentence.details.numbers:
            if not number.weak and unit_of(sentence.text, number) == unit:
                yield PageAmount(number, sentence)


def _sentences_with(page: PreparedPage, unit: str) -> list[PreparedSentence]:
    if unit in _SIGNS:
        found = (sentence for sentence in page.sentences if _SIGNS[unit].search(sentence.text))
    else:
        numbers = sorted({number for form in _forms_of_unit(unit) for number in page.index.get(form, ())})
        found = (page.sentences[number] for number in numbers)
    return list(islice(found, MAX_QUANTITY_SENTENCES))


@lru_cache(maxsize=500)
def _forms_of_unit(unit: str) -> tuple[str, ...]:
    """The forms that a page has where it measures in `unit`: of each writing the first word."""
    writings = writings_of_unit(unit)
    return tuple(dict.fromkeys(normal_form(words.split()[0]) for words in writings)) or (unit,)


def _is_age(text: str, number: Number) -> bool:
    if not _AGES[0] < number.values[0] < _AGES[1] or number.unit:
        return False
    if _OLD.match(text, number.end):
        return True
    before = text[max(0, number.start - 12) : number.start]
    return bool(_AGE_BEFORE.search(before)) and bool(_AGE_AFTER.match(text, number.end))


_PERCENT_TOLERANCE = PARAMETERS.numbers.percent_points
_DURATION_TOLERANCE = PARAMETERS.numbers.duration
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_COUNTS = {"a": 1, "an": 1} | {word: value for value in range(1, 11) for word in cardinal_words(value)}
_COUNT = rf"\d{{1,2}}|{'|'.join(_COUNTS)}"
_FRACTION = re.compile(
    rf"\b(?:(?P<count>{_COUNT})[\s-])?(?P<part>half|halved|halves|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b"
    rf"|\b(?P<some>{_COUNT})\s(?:in|out\sof)\s(?:every\s)?(?P<all>\d{{1,3}}|{'|'.join(_COUNTS)})\b",
    re.IGNORECASE,
)
_DAYS = {
    "duration-minute": 1 / 1440,
    "duration-hour": 1 / 24,
    "duration-day": 1,
    "duration-week": 7,
    "duration-fortnight": 14,
    "duration-month": 30,
    "duration-year": 365,
    "duration-decade": 3650,
}
_SPANS = {unit.removeprefix("duration-"): days for unit, days in _DAYS.items()}
_ONE_DURATION = re.compile(
    rf"\b(?:an?|one)\s(?P<unit>{'|'.join(_SPANS)})\b(?P<half>\sand\sa\shalf)?"
    rf"|\b(?P<count>{_COUNT})\sand\sa\shalf\s(?P<units>{'|'.join(_SPANS)})s?\b"
    rf"|\b(?P<half_of>half)\san?\s(?P<halved>{'|'.join(_SPANS)})\b",
    re.IGNORECASE,
)
_PERCENT_SIGNS = re.compile(r"%|per\s?cent", re.IGNORECASE)
_PART_FORMS = tuple(dict.fromkeys(map(normal_form, (*_PARTS, "halved"))))
_COUNT_FORMS = tuple(dict.fromkeys(map(normal_form, (*map(str, range(1, 11)), *_COUNTS))))
_DURATION_FORMS = tuple(dict.fromkeys(normal_form(word) for unit in _DAYS for word in writings_of_unit(unit)))


def equivalent_quantity(page: PreparedPage, text: str, number: Number) -> bool:
    """Whether the page has the `number` of the claim's `text` as a share, a percentage or in another unit of time."""
    if number.unit == "percent":
        return any(_near_percent(number.values[0], share) for share in _shares(page))
    claimed = _share_with(text, number)
    if claimed:
        return any(_near_percent(claimed, share) for share in (*_shares(page), *_percentages(page)))
    days = _days_after(text, number)
    if not days:
        return False
    found = sorted({sentence for form in _DURATION_FORMS for sentence in page.index.get(form, ())})[
        :MAX_QUANTITY_SENTENCES
    ]
    durations = (duration for sentence in found for duration in page.sentences[sentence].details.durations)
    return any(math.isclose(number.values[0] * days, duration, rel_tol=_DURATION_TOLERANCE) for duration in durations)


def find_shares(text: str) -> tuple[float, ...]:
    """The fractions of a text in percent: 75 for "three quarters" and for "3 out of 4"."""
    return tuple(share for match in _FRACTION.finditer(text) if (share := _share(match)))


def find_durations(text: str, numbers: tuple[Number, ...]) -> tuple[float, ...]:
    """The spans of time of a text with these numbers, in days: 365 for "a year", 14 for "two weeks"."""
    durations = [number.values[0] * days for number in numbers if (days := _days_after(text, number))]
    for match in _ONE_DURATION.finditer(text):
        days = _SPANS[fold(match["unit"] or match["units"] or match["halved"])]
        whole = 0.0 if match["half_of"] else float(_count(match["count"] or "one"))
        durations.append((whole + (0.5 if match["half"] or match["count"] or match["half_of"] else 0.0)) * days)
    return tuple(durations)


def _share(match: re.Match[str]) -> float:
    if match["part"]:
        part = fold(match["part"])
        of = next(value for name, value in _PARTS.items() if part.startswith(name))
        some = _count(match["count"] or "one")
    else:
        some, of = _count(match["some"]), _count(match["all"])
    return 100.0 * some / of if 0 < some < of else 0.0


def _count(written: str) -> int:
    return int(written) if written.isdigit() else _COUNTS[fold(written)]


def _share_with(text: str, number: Number) -> float:
    """The share in percent that the number is part of, as in "1 in 8"; 0 where it is of none."""
    found = (_share(match) for match in _FRACTION.finditer(text) if match.start() <= number.start < match.end())
    return next(found, 0.0)


def _shares(page: PreparedPage) -> Iterator[float]:
    index = page.index
    of_parts = {sentence for form in _PART_FORMS for sentence in index.get(form, ())}
    counted = {sentence for form in _COUNT_FORMS for sentence in index.get(form, ())}
    of_counts = counted.intersection((*index.get("in", ()), *index.get("out", ())))
    for sentence in sorted(of_parts | of_counts)[:MAX_QUANTITY_SENTENCES]:
        yield from page.sentences[sentence].details.shares


def _percentages(page: PreparedPage) -> Iterator[float]:
    for sentence in islice((one for one in page.sentences if _PERCENT_SIGNS.search(one.text)), MAX_QUANTITY_SENTENCES):
        yield from (number.values[0] for number in sentence.details.numbers if number.unit == "percent")


def _near_percent(one: float, other: float) -> bool:
    return abs(one - other) <= _PERCENT_TOLERANCE


def _days_after(text: str, number: Number) -> float:
    """The days of the unit of time that follows a number; 0 where none does."""
    return 0.0 if number.unit else _DAYS.get(unit_behind(text, number.end), 0.0)


_ROMAN_FORMS = {value: normal_form(numeral) for numeral, value in ROMAN.items()}


def writings_of(number: Number) -> tuple[str, ...]:
    """Forms of words that a page would have that has this number."""
    writings: list[str] = []
    for value in number.values:
        if value.is_integer():
            grouped = f"{int(value):,}".split(",")
            writings += [str(int(value)), grouped[0] if len(grouped[0]) > 1 else grouped[-1]]
            writings += map(normal_form, cardinal_words(int(value)))
            if value in _ROMAN_FORMS:
                writings.append(_ROMAN_FORMS[value])
        else:
            writings += f"{value:.10g}".split(".")[:1]
        for scale, names in ((1e3, "k thousand"), (1e6, "m million"), (1e9, "bn b billion"), (1e12, "tn trillion")):
            if value >= scale:
                writings += [normal_form(name) for name in names.split()]
    return tuple(dict.fromkeys(writings))
