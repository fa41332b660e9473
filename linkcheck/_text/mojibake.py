"""Which characters are UTF-8 that was read as Windows-1252, beyond doubt, and what were they? "â€™" is an apostrophe.

A sequence is repaired only where it can hardly be meant: a lead byte's letter and signs that no writer puts behind it.
"IRMÃ»" may be Portuguese in guillemets, so "Ã»" alone is left; beside a sequence that is beyond doubt, it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CONTINUED = "".join(
    sorted({bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xC0)} - {"\ufffd"})
) + "".join(map(chr, range(0x80, 0xA0)))
"""What the bytes that continue a character look like, in Windows-1252 and, where that has none, in Latin-1."""
_SIGNS = "".join(character for character in _CONTINUED if not character.isalnum())
_NEXT = f"[{re.escape(_CONTINUED)}]"
_SEQUENCE = rf"[\u00c2-\u00df]{_NEXT}|[\u00e0-\u00ef]{_NEXT}{{2}}|[\u00f0-\u00f4]{_NEXT}{{3}}"
_RUN = re.compile(f"(?:{_SEQUENCE})+")
_PART = re.compile(_SEQUENCE)
_SURE = re.compile(
    rf"â[€\x80]{_NEXT}"  # dashes, quotation marks, the ellipsis
    rf"|ð[Ÿ\x9f]{_NEXT}{{2}}"  # emoji
    r"|[\u00c2-\u00df][\x80-\x9f]"  # controls, which nobody writes
    r"|Ã[ƒ\x83]Â"  # letters with accents that were misread twice
    rf"|[\u00c3-\u00df][{re.escape(_SIGNS)}](?=[^\W\d_])"  # a sign within a word: "zÅ‚oty"
    r"|Ã[\xa0-\xaa\xac-\xb9\xbc-\xbf]"  # letters with accents: what else stands behind a capital with a tilde
    r"|Â[\xa0\xa3\xa7\xa9\xae\xb0\xb7]"  # signs, and the space that does not break
)
_LONG_RUN = 3
"""Sequences in a row, all letters, that are beyond doubt in any script."""
_CP1252 = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}


class Repair(NamedTuple):
    """What stands at [start, end) of a text, and what it was."""

    start: int
    end: int
    character: str


def find_mojibake(text: str) -> tuple[Repair, ...]:
    """The characters of `text` that were misread beyond doubt, in order; none in nearly every text."""
    if text.isascii() or _RUN.search(text) is None:
        return ()
    runs = [tuple(_characters_of(run)) for run in _RUN.finditer(text)]
    whole = any(_SURE.search(text, run[0].start, run[-1].end + 1) for run in runs if run)  # and what follows it
    return tuple(repair for run in runs if whole or _is_long(run) for repair in run)


def _characters_of(run: re.Match[str]) -> Iterator[Repair]:
    for part in _PART.finditer(run[0]):
        written = bytes(_CP1252.get(character, ord(character)) for character in part[0])
        try:
            character = written.decode("utf-8")
        except UnicodeDecodeError:
            continue
        yield Repair(run.start() + part.start(), run.start() + part.end(), character)


def _is_long(run: tuple[Repair, ...]) -> bool:
    return len(run) >= _LONG_RUN and all(repair.character.isalpha() for repair in run)
