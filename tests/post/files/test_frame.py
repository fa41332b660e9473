from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post

pandas = pytest.importorskip("pandas")

URL = "https://paper.example/york"


class PolarsFrame:
    """As much of the interface of a polars DataFrame as is used."""

    def __init__(self, columns: dict[str, list[object]]) -> None:
        self.columns = list(columns)
        self._columns = columns

    def iter_rows(self) -> Iterator[tuple[object, ...]]:
        return zip(*self._columns.values(), strict=True)


def posts(frame: Any, **how: Any) -> list[Post]:
    found = list(read_posts(frame, **how))
    assert all(isinstance(post, Post) for post in found), found
    return [post for post in found if isinstance(post, Post)]


@pytest.mark.parametrize("make", [pandas.DataFrame, PolarsFrame])
def test_each_row_of_a_frame_is_a_post_with_its_origin(make: Any) -> None:
    first, second = posts(make({"Message": ["York buys buses", "Leeds buys trams"], "Link": [URL, None]}), name="q")
    assert (first.text, [link.url for link in first.links], first.platform) == ("York buys buses", [URL], "csv")
    assert (second.text, second.links) == ("Leeds buys trams", ())
    assert second.origin is not None
    assert (second.origin.file, second.origin.line, second.origin.record) == ("q", None, 1)


@pytest.mark.parametrize("missing", [None, float("nan"), pandas.NaT, pandas.NA])
def test_missing_values_of_a_frame_are_empty_cells(missing: object) -> None:
    frame = pandas.DataFrame(
        {"text": ["York", "Leeds"], "url": [URL, missing], "id": [7, missing], "scheduled_at": ["2026-11-24", missing]}
    )
    york, leeds = posts(frame)
    assert (york.id, leeds.id) == ("7", "")
    assert (leeds.links, leeds.scheduled_at, leeds.notes) == ((), None, ())


def test_times_and_numbers_of_a_frame_are_read_as_those_of_a_table() -> None:
    frame = pandas.DataFrame({"text": [2026], "date": [pandas.Timestamp("2026-11-24 09:30", tz="Europe/Paris")]})
    (post,) = posts(frame)
    assert post.text == "2026"
    assert post.scheduled_at == dt.datetime(2026, 11, 24, 8, 30, tzinfo=dt.UTC)


def test_a_frame_without_a_text_column_is_a_bad_record_that_names_its_columns() -> None:
    (bad,) = read_posts(pandas.DataFrame({"betreff": ["York"], 5: ["Leeds"]}))
    assert isinstance(bad, BadRecord)
    assert "no column is called text" in bad.message
    assert "betreff, 5" in bad.message
    (named,) = posts(pandas.DataFrame({"betreff": ["York"]}), text_column="betreff")
    assert named.text == "York"


def test_two_columns_of_one_name_are_both_looked_at() -> None:
    frame = pandas.DataFrame([[None, "York"], ["Leeds", "Hull"]], columns=["text", "text"])
    york, leeds = posts(frame)
    assert (york.text, leeds.text) == ("York", "Leeds")
    assert "More than one column is called “text”" in leeds.notes[0]


def test_the_texts_of_a_list_in_a_cell_are_several_links() -> None:
    several, none = posts(pandas.DataFrame({"text": ["York", "Leeds"], "urls": [[URL, URL + "/2"], None]}))
    assert [link.url for link in several.links] == [URL, URL + "/2"]
    assert none.links == ()


@pytest.mark.parametrize("value", [{"a": 1}, {1}, [[URL]], 10**5000], ids=["object", "set", "nested", "huge"])
def test_a_cell_that_is_no_text_is_noted_and_not_read(value: object) -> None:
    odd, good = posts(pandas.DataFrame({"text": ["York", "Leeds"], "id": [value, "7"]}))
    assert (odd.text, odd.id, good.id) == ("York", "", "7")
    assert odd.notes[0].startswith("“id” holds ")


def test_empty_rows_and_an_empty_frame_have_no_posts() -> None:
    assert posts(pandas.DataFrame({"text": ["York", None]}))[0].text == "York"
    assert posts(pandas.DataFrame({"text": []})) == []
