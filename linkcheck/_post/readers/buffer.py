"""Rows of Buffer's exports: the link stands inside the text."""

from __future__ import annotations

from functools import partial

from linkcheck._post.readers.record import read_record
from linkcheck._post.types import Reader

READER = Reader(
    name="buffer",
    read=partial(read_record, platform="buffer"),
    columns=("text", "image url", "tags", "posting time"),
    example={
        "Text": "York buys 40 buses https://paper.example/york",
        "Image URL": "",
        "Tags": "news",
        "Posting Time": "2026-11-24 09:30",
    },
)
