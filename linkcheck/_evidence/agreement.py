"""Can two numbers be said of the same thing: equal, rounded, hedged, vague, a bound that admits the other?"""

from __future__ import annotations

import math
from functools import lru_cache

from linkcheck._parameters import PARAMETERS
from linkcheck._text.numbers import Number

_HEDGED = PARAMETERS.numbers.hedged
_BEYOND = PARAMETERS.numbers.beyond
_VAGUE = PARAMETERS.numbers.vague
_EXACT_FROM = PARAMETERS.numbers.exact_from
_ROUNDED = PARAMETERS.numbers.rounded
_FIRST_YEAR = PARAMETERS.numbers.first_year
_LAST_YEAR = PARAMETERS.numbers.last_year
_ZERO = 1e-9
_BOUNDS = ("above", "below")


@lru_cache(maxsize=5_000)
def numbers_agree(claimed: Number, found: Number) -> bool:
    """Whether a page that has `found` supports a post that has `claimed`: equal, a fair rounding, within its bound."""
    if "decade" in (claimed.unit, found.unit):
        return any(_in_decade(a, b) for a in claimed.values for b in found.values)
    if claimed.unit and found.unit and claimed.unit != found.unit:
        return False
    if claimed.currencies and found.currencies and claimed.currencies.isdisjoint(found.currencies):
        return False
    if claimed.span or found.span:
        return _spans_agree(claimed, found)
    if any(math.isclose(a, b, rel_tol=_ZERO) for a in claimed.values for b in found.values):
        return True
    if _are_years(claimed, found):
        return False
    if _within_hedge(claimed, found, claimed.values[0], found.values[0]):
        return True
    if claimed.bound not in _BOUNDS and any(_rounds_to(b, a) for a in claimed.values for b in found.values):
        return True
    return claimed.scaled != found.scaled and _differ_in_scale(claimed.values[0], found.values[0])


@lru_cache(maxsize=5_000)
def numbers_contradict(claimed: Number, found: Number) -> bool:
    """Whether two numbers of one thing cannot both be right: they do not agree, and no bound of theirs admits both."""
    if numbers_agree(claimed, found):
        return False
    if claimed.bound == found.bound and (claimed.bound or (claimed.span and found.span)) and claimed.bound != "about":
        return True
    if claimed.currencies and found.currencies and claimed.currencies.isdisjoint(found.currencies):
        return claimed.values[0] == found.values[0]  # another amount may be the same money, converted
    if _are_years(claimed, found) and (claimed.bound or found.bound):
        return False  # before and after a year there are others
    low, high = _admitted(claimed)
    least, highest = _admitted(found)
    if found.bound == "above":
        highest = least * _BEYOND
    return highest < low or high < least


def _admitted(number: Number) -> tuple[float, float]:
    """From where to where the number may lie, by its own words."""
    low, high = number.span or (min(number.values[:1]), max(number.values[:1]))
    if number.span and number.bound == "about":
        return low / _VAGUE, high * _VAGUE
    if number.bound == "above":
        return low, math.inf
    if number.bound == "below":
        return 0.0, high
    return (low * (1 - _HEDGED), high * (1 + _HEDGED)) if number.bound == "about" else (low, high)


def _in_decade(a: float, b: float) -> bool:
    """Whether two years are of one decade: the 1970s and 1974."""
    return a // 10 == b // 10


def _spans_agree(claimed: Number, found: Number) -> bool:
    """Whether a range or a vague amount holds the other number; two ranges have to be the same."""
    if claimed.span and found.span and not claimed.bound and not found.bound:
        return all(math.isclose(a, b, rel_tol=_ZERO) for a, b in zip(claimed.span, found.span, strict=True))
    low, high = claimed.span or (claimed.values[0], claimed.values[0])
    least, highest = found.span or (found.values[0], found.values[0])
    return low <= highest and least <= high


def _are_years(claimed: Number, found: Number) -> bool:
    return not claimed.unit and is_year(claimed.values[0]) and is_year(found.values[0])


def _within_hedge(claimed: Number, found: Number, a: float, b: float) -> bool:
    """Whether words admit a difference: the bound of the post, "about" on either side, the rounding of the page."""
    if claimed.bound in _BOUNDS:
        return found.bound not in _BOUNDS and (b >= a if claimed.bound == "above" else 0 < b <= a)
    apart = abs(a - b)
    if claimed.bound == "about" and apart <= _HEDGED * abs(b):
        return True
    return min(a, b) >= _EXACT_FROM and apart <= _ROUNDED * a and _rounds_to(a, b)


def _differ_in_scale(a: float, b: float) -> bool:
    """Whether one is the other times a thousand, a million or a billion: a "million" was left out, as in tables."""
    low, high = sorted((abs(a), abs(b)))
    return low >= 2 and any(math.isclose(high, low * scale, rel_tol=_ZERO) for scale in (1e3, 1e6, 1e9))


def _rounds_to(exact: float, rounded: float) -> bool:
    """Whether `rounded` is `exact` with fewer digits, rounded or cut off: 3 million for 2.97 million, 2.7 for 2.67."""
    digits = _significant(rounded)
    if not exact or digits >= _significant(exact):
        return False
    power = digits - 1 - math.floor(math.log10(abs(exact)))
    scale = 10.0**power
    return any(math.isclose(choose(exact * scale) / scale, rounded, rel_tol=_ZERO) for choose in (round, math.floor))


def _significant(value: float) -> int:
    """How many digits of `value` say something: 1 for 3,000,000 and 3 for 2.67."""
    return len(f"{value:.6f}".replace(".", "").strip("0")) or 1


def is_year(value: float) -> bool:
    """Whether a number can be a year that news speaks of."""
    return value.is_integer() and _FIRST_YEAR <= value <= _LAST_YEAR
