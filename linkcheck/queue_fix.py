"""A queue's file with its corrections made, in the input's own format.

Only the URLs are exchanged: every other byte (encoding, line ends, quoting, columns unknown to us)
stays as it was.
"""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linkcheck.report.types import Correction, Report


class Fixed(NamedTuple):
    """The corrected file, and the corrections that could not be made in it."""

    content: bytes
    left_out: tuple[Correction, ...]
    """Their record does not stand on lines of its own, or does not hold the present link as written."""


def fix_file(content: bytes, *, posts: Sequence[Report], corrections: Sequence[Correction]) -> Fixed:
    """`content`, the file that the posts were read from, with the links of the corrections exchanged."""
    mark = next((mark for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) if content.startswith(mark)), b"")
    if not mark:
        return _fix(content, posts, corrections)
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    fixed = _fix(
        content[len(mark) :].decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass"), posts, corrections
    )
    again = fixed.content.decode("utf-8", "surrogatepass").encode(encoding, "surrogatepass")
    return Fixed(mark + again, fixed.left_out)


def _fix(content: bytes, posts: Sequence[Report], corrections: Sequence[Correction]) -> Fixed:
    lines = content.split(b"\n")
    places = _places(posts, len(lines))
    wanted: defaultdict[int, list[Correction]] = defaultdict(list)
    for correction in corrections:
        wanted[correction.row].append(correction)
    left_out: list[Correction] = []
    for row, of_row in wanted.items():
        place = places.get(row)
        if place is None:
            left_out += of_row
            continue
        start, end = place
        record = b"\n".join(lines[start:end])
        left_out += [c for c in of_row if not any(_pattern([form]).search(record) for form in _written(c.present_url))]
        # Line breaks stay inside the record: the list keeps its length, and later places stay right.
        lines[start:end] = _exchange(record, of_row).split(b"\n")
    return Fixed(b"\n".join(lines), tuple(sorted(left_out, key=lambda c: c.row)))


def _places(posts: Sequence[Report], lines: int) -> dict[int, tuple[int, int]]:
    """Row -> its lines in the file, from 0, the last excluded; only rows that share no line with another."""
    starts = [(line - 1, number) for number, report in enumerate(posts) if (line := _line_of(report)) is not None]
    starts.sort()
    ends = [start for start, _ in starts[1:]] + [lines]
    return {number: (start, end) for (start, number), end in zip(starts, ends, strict=True) if start < end}


def _line_of(report: Report) -> int | None:
    origin = report.problem or report.post.origin
    return origin.line if origin is not None else None


def _exchange(record: bytes, corrections: Iterable[Correction]) -> bytes:
    proposed = {
        present: form
        for c in corrections
        for present, form in zip(_written(c.present_url), _written(c.proposed_url), strict=True)
    }
    return _pattern(proposed).sub(lambda found: proposed[found[0]], record)


def _written(url: str) -> list[bytes]:
    """A URL as a file may write it: plain in UTF-8 or Windows-1252, or with JSON's escaped slashes."""
    plain = url.encode("utf-8", "surrogatepass")
    return [plain, url.encode("cp1252", "replace"), plain.replace(b"/", b"\\/")]


def _pattern(urls: Iterable[bytes]) -> re.Pattern[bytes]:
    """The URLs where they stand alone: not as the beginning of a longer one, nor inside one."""
    longest_first = sorted(map(re.escape, urls), key=len, reverse=True)
    return re.compile(
        rb"(?<![A-Za-z0-9/:=])(?:" + b"|".join(longest_first) + rb")(?![A-Za-z0-9/_%?&=#~+-]|[.:][A-Za-z0-9])"
    )
