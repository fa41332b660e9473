"""Facts about addresses: which top-level domains are no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from linkcheck._urls.domains import listed_tlds
from linkcheck.training.tables.table import SourceNotGivenError, Sources, Table


def _retired_tlds(sources: Sources) -> list[str]:
    """The names of twitter-text's suite that no list of today has."""
    file = (sources.files or Path()) / "tlds.yml"
    if sources.files is None or not file.is_file():
        raise SourceNotGivenError("tlds.yml of twitter-text is to stand in the folder that --files names")
    named = re.findall(r"^    text: https?://twitter\.(\S+)$", file.read_text("utf-8"), re.MULTILINE)
    return sorted({name.lower() for name in named} - listed_tlds())


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
)
