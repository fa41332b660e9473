"""Which field of a record is its text where none has a name that says so? Decided by what the fields hold.

A record needs both prose and an address to be taken for a post: an answer that tells of an error has prose too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from linkcheck._post.readers.names import speaks_of_side
from linkcheck._post.readers.times import as_time
from linkcheck._text.display import plain

_ADDRESS = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 4
_SCRIPT_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{8}")
_SHOWN = 40
"""Characters of a name in a note."""


def with_text_by_content(record: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]] | None:
    """`record` with the longest of its fields that reads as prose as its text, and with the one address beside it.

    And notes that say which these are. None where nothing reads as prose, or where no address is anywhere.
    """
    texts = {name: value for name, value in record.items() if isinstance(value, str) and not speaks_of_side(name)}
    addresses = [name for name, value in texts.items() if _ADDRESS.fullmatch(value.strip())]
    prose = [name for name, value in texts.items() if name not in addresses and _is_prose(value)]
    if not prose:
        return None
    chosen = max(prose, key=lambda name: len(texts[name]))
    if not addresses and not _ADDRESS.search(texts[chosen]):
        return None
    found = {**record, "text": texts[chosen]}
    notes = [f"No field is called text: “{plain(chosen, _SHOWN)}” was read as the text."]
    if len(addresses) == 1:
        found["url"] = texts[addresses[0]]
        notes.append(f"“{plain(addresses[0], _SHOWN)}” was read as the link.")
    return found, tuple(notes)


def _is_prose(text: str) -> bool:
    if as_time(text) is not None:
        return False
    words = _WORD.findall(text[:2000])
    return len(words) >= _LEAST_WORDS or _SCRIPT_WITHOUT_SPACES.search(text[:2000]) is not None
