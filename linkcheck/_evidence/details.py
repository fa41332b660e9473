"""The numbers, dates, denials, fractions and durations of one text, each found once."""

from __future__ import annotations

from linkcheck._evidence.agreement import is_year
from linkcheck._evidence.quantities import find_durations, find_shares
from linkcheck._lazy import LazyProperty
from linkcheck._text.dates import Date, find_dates
from linkcheck._text.negations import find_negations
from linkcheck._text.numbers import Number, find_numbers


class TextDetails:
    """What detectors compare of one text; all spans are spans of that text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @LazyProperty
    def numbers(self) -> tuple[Number, ...]:
        """Every number, those that may be none ("one", "first") included."""
        return find_numbers(self.text)

    @LazyProperty
    def dates(self) -> tuple[Date, ...]:
        """Every date and time."""
        return find_dates(self.text)

    @LazyProperty
    def negations(self) -> tuple[tuple[int, int], ...]:
        """The spans of the negating words."""
        return find_negations(self.text)

    @LazyProperty
    def comparable_numbers(self) -> tuple[Number, ...]:
        """The numbers that surely are numbers and not part of a date."""
        return tuple(number for number in self.numbers if not number.weak and not self._is_dated(number))

    @LazyProperty
    def rival_numbers(self) -> tuple[Number, ...]:
        """The numbers that may stand in another's place: those that surely are numbers, no days of a month."""
        return tuple(
            number
            for number in self.numbers
            if not number.weak and (is_year(number.values[0]) or not self._is_dated(number))
        )

    @LazyProperty
    def ordinals(self) -> tuple[Number, ...]:
        """ "first", "third" and their like."""
        return tuple(number for number in self.numbers if number.weak and number.unit == "ordinal")

    @LazyProperty
    def single_counts(self) -> tuple[Number, ...]:
        """ "one" and its like, which may count or not."""
        return tuple(number for number in self.numbers if number.weak and number.values == (1.0,) and not number.unit)

    @LazyProperty
    def shares(self) -> tuple[float, ...]:
        """The fractions in percent: 75 for "three quarters" and for "3 out of 4"."""
        return find_shares(self.text)

    @LazyProperty
    def durations(self) -> tuple[float, ...]:
        """The spans of time in days: 365 for "a year", 14 for "two weeks"."""
        return find_durations(self.text, self.numbers)

    def _is_dated(self, number: Number) -> bool:
        return any(date.start < number.end and number.start < date.end for date in self.dates)
