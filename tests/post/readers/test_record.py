from __future__ import annotations

import datetime as dt

from linkcheck._post.readers.names import keys_of
from linkcheck._post.readers.record import read_record


def test_our_own_fields() -> None:
    read = read_record(
        {
            "text": "York buys buses https://paper.com/1",
            "urls": ["https://paper.com/1", "https://paper.com/2"],
            "id": 17,
            "account": "paper",
            "tool": "dlvr.it",
            "created_at": "2026-11-22T09:30:00Z",
            "scheduled_at": "2026-11-23 09:30",
        }
    )
    assert [(link.url, link.start) for link in read.links] == [
        ("https://paper.com/1", 16),
        ("https://paper.com/2", None),
    ]
    assert (read.id, read.account, read.tool) == ("17", "paper", "dlvr.it")
    assert read.created_at == dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
    assert read.scheduled_at == dt.datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001  # its zone is not stated


def test_empty_cells_of_a_data_frame_are_missing() -> None:
    read = read_record({"text": "York", "url": float("nan"), "id": float("nan"), "created_at": None})
    assert (read.links, read.id, read.created_at) == ((), "", None)


def test_other_names_without_case() -> None:
    assert keys_of({"Message": 1, " LINK ": 2, "Posting Time": 3}) == {
        "text": "Message",
        "url": " LINK ",
        "scheduled_at": "Posting Time",
    }


def test_our_name_comes_before_another() -> None:
    assert keys_of({"post": 1, "text": 2})["text"] == "text"


def test_key_without_a_name_is_no_field() -> None:
    read = read_record({"": "2026-01-01", " ": 5, "text": "York"})
    assert (read.text, read.id, read.account, read.tool, read.created_at) == ("York", "", "", "", None)
