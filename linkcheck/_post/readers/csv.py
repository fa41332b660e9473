"""Rows of every other table with a header: what its columns are called says which field each is (field_names.txt)."""

from __future__ import annotations

from functools import partial

from linkcheck._post.readers.record import read_record
from linkcheck._post.types import Reader

READER = Reader(
    name="csv",
    read=partial(read_record, platform="csv"),
    columns=(),
    example={"Message": "York buys 40 buses", "Link": "https://paper.example/york", "Date": "2026-11-24 09:30"},
)
