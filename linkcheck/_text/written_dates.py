"""Dates as pages write them: ISO 8601, and day, month and year in words or figures, in eight languages."""

from __future__ import annotations

import datetime as dt
import re

Moment = dt.date | dt.datetime

# Full names and the usual short forms; an entry may be written with or without its point.
_MONTH_NAMES = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "- - - - - - - - sept - - -",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene - - abr - - - ago - - - dic",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jän - mär - - - - - - okt - dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr - avr - - juil - - - - déc",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "- - mrt - mei - - - - okt - -",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "- fev - - mai - - - set out - dez",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen - - - mag giu lug - - ott - -",
)
_MONTHS = {name: number for names in _MONTH_NAMES for number, name in enumerate(names.split(), 1) if name != "-"}
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DAY = r"(0?[1-9]|[12]\d|3[01])"
_YEAR = r"((?:19|20)\d\d)"
_DAY_FIRST = re.compile(
    rf"(?<![\w.])(?P<day>{_DAY})(?:st|nd|rd|th|er|º|\.)?\s{{0,3}}(?:de |of )?"
    rf"(?P<month>{_MONTH})\.?,?\s{{0,3}}(?:de |del )?(?P<year>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>{_MONTH})\.?\s{{1,3}}(?P<day>{_DAY})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<year>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})(?:年|[-/.])\s?(?P<month>0?[1-9]|1[0-2])(?:月|[-/.])\s?(?P<day>{_DAY})(?:日)?(?!\d)"
)
_FIGURES = re.compile(rf"(?<![\d./])(?P<a>\d{{1,2}})(?P<by>[./-])(?P<b>\d{{1,2}})(?P=by)(?P<year>{_YEAR})(?![\d])")
_LONGEST_LINE = 400


def parse_iso(written: str) -> Moment | None:
    """Return what an ISO 8601 text means, or None. Times keep their zone; without one they stay without."""
    text = written.strip()[:40]
    if not text[:4].isdigit():
        return None
    try:
        if "T" in text or ":" in text:
            return dt.datetime.fromisoformat(text)
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    found = _YEAR_FIRST.match(text)
    return _date(found["year"], found["month"], found["day"]) if found else None


def find_date(line: str) -> tuple[dt.date | None, str]:
    """Return the first whole date (day, month and year) in a line, and how it is written; (None, "") without one.

    Dates in figures count only where day and month cannot be confused, or are parted by points, as in German.
    """
    line = line[:_LONGEST_LINE]
    found = [match for match in (p.search(line) for p in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST)) if match]
    for match in sorted(found, key=lambda match: match.start()):
        month = match["month"].lower()
        date = _date(match["year"], str(_MONTHS.get(month, month)), match["day"])
        if date is not None:
            return date, match[0]
    return _in_figures(line)


def _in_figures(line: str) -> tuple[dt.date | None, str]:
    found = _FIGURES.search(line)
    if found is None:
        return None, ""
    a, b = int(found["a"]), int(found["b"])
    if a <= 12 < b:
        date = _date(found["year"], found["a"], found["b"])
    elif b <= 12 < a or found["by"] == "." or a == b:
        date = _date(found["year"], found["b"], found["a"])
    else:
        return None, ""
    return date, found[0] if date else ""


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
