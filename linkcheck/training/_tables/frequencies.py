"""How common a word's form is: weights below 1, counted on the pages that the model is trained on.

The weight of a form is (log(1 / share of pages with it) / log 500) ** 0.75, from 0.11 on, for English forms on one
page in a hundred or more and forms of another language on one page in five of it; where both have it, the lower. A
form that is on one page in 500 weighs 1, like all that are not here. What English hardly ever writes small is left
out, as are numbers: names are never discounted. Months and weekdays weigh 0.4.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from linkcheck._text.calendar import calendar
from linkcheck._text.lexicon import is_common
from linkcheck._text.normalise import normalise_characters
from linkcheck._text.tokens import normal_form, tokenise
from linkcheck.training._model import train_file
from linkcheck.training._tables.table import SourceNotGivenError, Sources, Table

ENGLISH = ("socialposts", "fnc1", "snopes")
"""The sets of English pages; that of the other languages is FOREIGN."""
FOREIGN = "nonenglish"
_LEAST_SHARE = 0.01
_LEAST_FOREIGN_SHARE = 0.2
_RARE = 500
_POWER = 0.75
_LEAST_WEIGHT = 0.11
_CALENDAR_WEIGHT = 0.4
_LEAST_SMALL = 0.2
"""Share of its pages on which a form is written small; below it, it is a name."""
_MIN_PAGES = 20
"""Pages of a language from which a share says something."""


class _Count:
    """The pages of one language, on how many of them each form stands, and on how many it is written small."""

    def __init__(self) -> None:
        self.pages = 0
        self.forms: Counter[str] = Counter()
        self.small: Counter[str] = Counter()

    def add(self, text: str) -> None:
        forms = _forms_of(text)
        self.pages += 1
        self.forms.update(forms.keys())
        self.small.update(form for form, is_small in forms.items() if is_small)

    def common_forms(self, *, english: bool) -> Iterator[tuple[str, float]]:
        """The common forms that are no names, with the share of the pages that each is on."""
        if self.pages < _MIN_PAGES:
            return
        for form, pages in self.forms.items():
            share = pages / self.pages
            # Nouns of German have capitals, and Hindi has none: where names are not told, few are so common.
            is_name = english and self.small[form] < _LEAST_SMALL * pages
            if share >= (_LEAST_SHARE if english else _LEAST_FOREIGN_SHARE) and not is_name:
                yield form, share


def make_common_forms(sources: Sources) -> list[str]:
    """The rows, "form weight", in order of the forms."""
    if sources.data is None:
        raise SourceNotGivenError("common_forms.txt is counted on the pages in the folder that --data names")
    weights: dict[str, float] = {}
    for language, count in _counted(sources.data).items():
        for form, share in count.common_forms(english=language == "en"):
            weights[form] = min(weight_of(share), weights.get(form, 1.0))
    weights |= dict.fromkeys(map(normal_form, _calendar_words()), _CALENDAR_WEIGHT)
    return [f"{form} {weight:.2f}".rstrip("0") for form, weight in sorted(weights.items()) if weight < 1]


def weight_of(share: float) -> float:
    """The weight of a form that stands on this share of the pages."""
    weight: float = (math.log(1 / share) / math.log(_RARE)) ** _POWER
    return round(max(_LEAST_WEIGHT, weight), 2)


def _calendar_words() -> Iterator[str]:
    english = calendar()
    yield from (*english.english_months, *english.english_weekdays)
    yield from (short for short in english.english_short if not is_common(short))


def _counted(folder: Path) -> Mapping[str, _Count]:
    counts: defaultdict[str, _Count] = defaultdict(_Count)
    for language, text in _pages(folder):
        counts[language].add(text)
    return counts


def _pages(folder: Path) -> Iterator[tuple[str, str]]:
    """The language and the text of each page, once."""
    for name in (*ENGLISH, FOREIGN):
        seen: set[str] = set()
        for row in _rows(train_file(folder, name)):
            text = "\n".join(row.get(f"page_{field}") or "" for field in ("title", "description", "text"))
            if text not in seen:
                seen.add(text)
                yield "en" if name in ENGLISH else str(row.get("page_lang")), text


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _forms_of(text: str) -> dict[str, bool]:
    """The forms of a page, and whether one of their words is written small there; apostrophes alone are none."""
    text = normalise_characters(text).text
    forms: dict[str, bool] = {}
    for word in tokenise(text):
        if not word.form.isdigit() and text[word.start].isalnum():
            forms[word.form] = forms.get(word.form, False) or not text[word.start].isupper()
    return forms


TABLES = (
    Table(
        file="_text/data/common_forms.txt",
        entry="A word's normal form (`_text/tokens.py`) and its weight below 1",
        used_by=("_text/terms.py",),
        source=f"counts of the pages of {', '.join(ENGLISH)} and {FOREIGN}, train sets",
        licence="that of linkcheck: counts",
        make=make_common_forms,
    ),
)
