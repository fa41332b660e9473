"""Rows of Hootsuite's sheets for many posts, which have no header: date and time, message, link."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from linkcheck._post.readers.record import read_record
from linkcheck._post.readers.times import is_slashed_time
from linkcheck._post.types import Reader


def is_hootsuite_row(cells: Sequence[str]) -> bool:
    """Whether a first row begins with a date and time, such as 11/24/2026 09:30."""
    return len(cells) > 1 and is_slashed_time(cells[0])


READER = Reader(
    name="hootsuite",
    read=partial(read_record, platform="hootsuite"),
    columns=("scheduled_at", "text", "url"),
    recognises_row=is_hootsuite_row,
    example={"scheduled_at": "11/24/2026 09:30", "text": "York buys 40 buses", "url": "https://paper.example/york"},
)
