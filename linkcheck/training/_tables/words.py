"""Words of English and other languages: which are common, which are names, which say nothing, which are opposites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from linkcheck._text.lexicon import base_forms
from linkcheck.training._tables.table import SourceNotGivenError, Sources, Table

_SCOWL = "SCOWL (Spell Checker Oriented Word Lists) 2020.12.07"
_SCOWL_NOTICE = (
    "The collective work is Copyright 2000-2011 by Kevin Atkinson as well as any of the copyrights mentioned in "
    "its README. Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, "
    "the output created from the scripts, and its documentation for any purpose is hereby granted without fee, "
    "provided that the above copyright notice appears in all copies and that both that copyright notice and this "
    "permission notice appear in supporting documentation. Kevin Atkinson makes no representations about the "
    'suitability of this array for any purpose. It is provided "as is" without express or implied warranty.'
)


def _common_words(sources: Sources) -> Iterator[str]:
    """Words of levels 10 to 35, without those that `base_forms` leads back to one that stays."""
    words = {word for word in _scowl(sources, ("words",), 35) if word.isalpha() and word.islower() and len(word) > 1}
    return (word for word in sorted(words) if not any(base in words for base in base_forms(word)))


def _known_names(sources: Sources) -> list[str]:
    """What is written with a capital, levels 10 to 50; of proper names those of no one country, which has towns."""
    names = {*_scowl(sources, ("upper",), 50), *_scowl(sources, ("proper-names",), 50, spellings=("english",))}
    return sorted({name.lower() for name in names if name.isalpha() and len(name) > 1})


def _scowl(
    sources: Sources,
    kinds: Sequence[str],
    level: int,
    *,
    spellings: Sequence[str] = ("english", "american", "british"),
) -> Iterator[str]:
    folder = (sources.files or Path()) / "scowl"
    if sources.files is None or not folder.is_dir():
        raise SourceNotGivenError("the word lists of SCOWL are to stand in scowl/ of the folder that --files names")
    for spelling in spellings:
        for kind in kinds:
            for file in sorted(folder.glob(f"{spelling}-{kind}.*")):
                if int(file.suffix[1:]) <= level:
                    yield from file.read_text("latin-1").splitlines()


TABLES: Sequence[Table] = (
    Table(
        file="_text/data/common_words.txt",
        entry="An English word that can be other than a name, without the inflections that `_text/lexicon.py` undoes",
        used_by=("_text/lexicon.py",),
        source=f"{_SCOWL}, words, levels 10 to 35",
        licence="the notice of SCOWL, below",
        make=_common_words,
        notice=_SCOWL_NOTICE,
    ),
    Table(
        file="_text/data/known_names.txt",
        entry="A word that English writes with a capital, in lower case: people, places, peoples, companies",
        used_by=("_text/lexicon.py",),
        source=f"{_SCOWL}, upper and proper names, levels 10 to 50",
        licence="the notice of SCOWL, below",
        make=_known_names,
        notice=_SCOWL_NOTICE,
    ),
    Table(
        file="_text/data/unspecific_words.txt",
        entry="English words, several to a line, that say nothing a page could confirm or contradict: function words, "
        "praise and blame, pointers at the page, words for thing and time",
        used_by=("_post/claim.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/post/test_claim.py::test_praise_and_pointing_claim_nothing",
    ),
    Table(
        file="_text/data/opposites.txt",
        entry="English words and, behind a bar, their opposites: every word on one side of a line is the opposite of "
        "every word on the other, and words of one side count as saying the same. A word may stand on many lines. "
        "Regular inflections (s, ed, ing) are found by their stem and left out",
        used_by=("_evidence/detectors/polarity.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/evidence/detectors/test_polarity.py::test_the_opposite_in_the_same_place_differs_and_is_quoted",
    ),
    Table(
        file="_text/data/word_classes.txt",
        entry="A class and, behind a tab, words of it in lower case; a class may go on in the next line",
        used_by=("_text/word_classes.py",),
        source="written for linkcheck; known names that are common words too are of SCOWL's lists",
        licence="that of linkcheck",
        earns="tests/text/test_word_classes.py::test_a_class_of_words_is_missed_where_it_is_empty",
    ),
    Table(
        file="_text/data/short_words.txt",
        entry="What posts write in short and, behind a tab, what pages write out; both in lower case",
        used_by=("_text/tokens.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/text/test_tokens.py::test_every_short_word_has_the_form_of_what_it_stands_for",
    ),
    Table(
        file="_text/data/file_signatures.txt",
        entry="What begins a file that is no text: at which byte, the bytes in hexadecimal, and what the file is",
        used_by=("_post/files/kinds.py",),
        source="written for linkcheck, from the formats' own specifications",
        licence="that of linkcheck",
        earns="tests/post/files/test_kinds.py::test_every_signature_of_the_table_is_known_by_its_first_bytes",
    ),
    Table(
        file="_text/data/field_names.txt",
        entry="What a field of a record is called: the field and, behind a tab, its name in small letters and digits, "
        "the best first",
        used_by=("_post/readers/names.py",),
        source="written for linkcheck, from records and exports of platforms and tools",
        licence="that of linkcheck",
        earns="tests/post/readers/test_names.py::test_every_name_of_the_table_stands_for_its_field",
    ),
)
