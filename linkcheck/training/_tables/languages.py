"""What are languages called, in which script are they written, and which are taken for one another?"""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.training._tables.table import Sources, Table

_LONGER_CODES = ("ckb", "wuu", "yue")
"""Languages without a code of two letters that the model of languages tells."""


def _languages(_: Sources) -> Iterator[str]:
    """The languages with a code of two letters, their names in English and their likely scripts."""
    from babel import Locale
    from babel.core import get_global

    likely = get_global("likely_subtags")
    for code, name in sorted(Locale("en").languages.items()):
        subtags = likely.get(code, "").split("_")
        if len(subtags) == 3 and (len(code) == 2 or code in _LONGER_CODES):
            yield f"{code}\t{name}\t{subtags[1]}"


TABLES = (
    Table(
        file="_text/data/languages.txt",
        entry="A language: its ISO 639 code, its name in English and the script that it is likely in (ISO 15924)",
        used_by=("_evidence/detectors/language.py",),
        source="CLDR, names of languages and likely subtags",
        licence="Unicode-3.0",
        make=_languages,
        packages=("babel",),
    ),
    Table(
        file="_text/data/language_relatives.txt",
        entry="Codes of languages that are taken for one another in a text of a few words",
        used_by=("_evidence/detectors/language.py",),
        source="written for linkcheck, from what the model of languages confuses",
        licence="that of linkcheck",
        earns="tests/evidence/detectors/test_language.py::test_languages_that_are_taken_for_one_another_do_not_differ",
    ),
)
