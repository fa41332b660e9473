"""People and what they are called: nicknames, titles and offices, and what names shorten."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib import resources

from linkcheck._text.readings import fold_name
from linkcheck.training._tables.table import Sources, Table


def _nicknames(_: Sources) -> Iterator[str]:
    """Every given name with its nicknames."""
    nicknames: dict[str, list[str]] = defaultdict(list)
    with resources.files("nicknames").joinpath("names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name, nickname = fold_name(row["name1"]), fold_name(row["name2"])
            if row["relationship"] == "has_nickname" and min(len(name), len(nickname)) > 1:
                nicknames[name].append(nickname.replace(" ", ""))
    for name in sorted(nicknames):
        yield ";".join(dict.fromkeys((name, *nicknames[name])))


TABLES: Sequence[Table] = (
    Table(
        file="_text/data/nicknames.txt",
        entry="A given name and its nicknames, in small letters",
        used_by=("_text/name_words.py",),
        source="nicknames, names.csv",
        licence="Apache-2.0",
        make=_nicknames,
        packages=("nicknames",),
    ),
    Table(
        file="_text/data/titles.txt",
        entry="A title, office or calling by all its writings, folded",
        used_by=("_text/name_words.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/text/test_readings.py::test_every_writing_of_a_title_is_one",
    ),
    Table(
        file="_text/data/short_forms.txt",
        entry="A word of names and its short forms, folded",
        used_by=("_text/name_words.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/text/test_readings.py::test_every_short_form_of_a_word_is_one_with_it",
    ),
)
