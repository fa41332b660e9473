"""Facts about addresses: domains that are no more, parameters that track, words that act, letters that look alike,
forms of permalinks, and names that are files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from linkcheck._urls.domains import listed_tlds
from linkcheck.training._tables.table import SourceNotGivenError, Sources, Table


def _retired_tlds(sources: Sources) -> list[str]:
    """The names of twitter-text's suite that no list of today has."""
    file = (sources.files or Path()) / "tlds.yml"
    if sources.files is None or not file.is_file():
        raise SourceNotGivenError("tlds.yml of twitter-text is to stand in the folder that --files names")
    named = re.findall(r"^    text: https?://twitter\.(\S+)$", file.read_text("utf-8"), re.MULTILINE)
    return sorted({name.lower() for name in named} - listed_tlds())


def _confusables(_: Sources) -> list[str]:
    """The letters, in lower case, that have a single ASCII letter or digit for a look-alike, with the first of them."""
    from confusable_homoglyphs.confusables import confusables_data

    rows = []
    for letter, others in confusables_data.items():
        plain = sorted({other["c"] for other in others if _is_ascii_letter(other["c"])})
        if plain and _is_host_letter(letter):
            rows.append(f"{letter}\t{plain[0]}")
    return sorted(rows)


def _is_ascii_letter(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text.isalnum()


def _is_host_letter(text: str) -> bool:
    """Whether a letter outside ASCII may stand in a host name as it is: small, and its own NFKC form."""
    is_letter = len(text) == 1 and not text.isascii() and text.isalpha() and text.lower() == text
    return is_letter and unicodedata.normalize("NFKC", text) == text


TABLES: Sequence[Table] = (
    Table(
        file="_urls/data/retired_tlds.txt",
        entry="A top-level domain that the root zone no longer holds and old posts still name",
        used_by=("_urls/domains.py",),
        source="twitter-text conformance/tlds.yml at 30e2430 (2021-10-21), less the domains of the public suffix list",
        licence="Apache-2.0",
        make=_retired_tlds,
        packages=("publicsuffixlist",),
    ),
    Table(
        file="_urls/data/tracking_parameters.txt",
        entry="A query parameter, in lower case, that only says where a reader came from; * stands for any ending",
        used_by=("_urls/key.py",),
        source="written for linkcheck, from what the vendors document",
        licence="that of linkcheck",
        earns="tests/urls/test_key.py::test_parameters_that_only_track_leave_the_key_as_it_is",
    ),
    Table(
        file="_urls/data/acting_words.txt",
        entry="What makes a link act when it is visited: where it stands and, behind a tab, the word",
        used_by=("_urls/action_links.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/urls/test_action_links.py::test_every_word_of_the_table_makes_a_link_act",
    ),
    Table(
        file="_urls/data/confusables.txt",
        entry="A letter and, behind a tab, the ASCII letter or digit that it looks like",
        used_by=("_urls/homographs.py",),
        source="Unicode confusables.txt (UTS 39), the pairs of single characters",
        licence="Unicode-3.0",
        make=_confusables,
        packages=("confusable-homoglyphs",),
    ),
    Table(
        file="_urls/data/look_alikes.txt",
        entry="A letter that Unicode does not list, whose shape is that of an ASCII one in small or bold print",
        used_by=("_urls/homographs.py",),
        source="written for linkcheck",
        licence="that of linkcheck",
        earns="tests/urls/test_homographs.py::test_a_label_of_each_look_alike_is_told",
    ),
    Table(
        file="_urls/data/permalinks.txt",
        entry='Where a platform shows one post: its host ("*" is any) and, behind a tab, the path, in which # is its '
        "number, {} its id and * any part",
        used_by=("_urls/permalinks.py",),
        source="written for linkcheck, from addresses that the platforms and their exports give",
        licence="that of linkcheck",
        earns="tests/urls/test_permalinks.py::test_every_form_of_the_table_is_the_address_of_a_post",
    ),
    Table(
        file="_urls/data/file_names.txt",
        entry="A top-level domain that is a suffix of files too and, behind a tab, the names that are files; * is any",
        used_by=("_urls/file_names.py",),
        source="written for linkcheck, from posts of developers",
        licence="that of linkcheck",
        earns="tests/urls/test_file_names.py::test_every_name_of_the_table_is_a_file",
    ),
    Table(
        file="_urls/data/media_suffixes.txt",
        entry="The suffix of a file that is a picture, a film or a sound, in lower case",
        used_by=("_urls/file_names.py",),
        source="written for linkcheck, from the media types that browsers and posting tools take",
        licence="that of linkcheck",
        earns="tests/urls/test_file_names.py::test_every_suffix_of_the_table_leads_to_media",
    ),
)
