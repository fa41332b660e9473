from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import linkcheck
from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post
from linkcheck.errors import MissingFileError

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


FRAME = pandas.DataFrame(
    {"Message": ["York buys buses", "Leeds buys trams"], "when": [pandas.Timestamp("2026-11-24"), None]}
)


def reports_of(posts: Any) -> list[str]:
    streamed = [report.post.text for report in linkcheck.check_many(posts)]
    assert [report.post.text for report in linkcheck.check_queue(posts).posts] == streamed

    async def asynchronous() -> list[str]:
        async with linkcheck.AsyncChecker() as checker:
            queue = await checker.check_queue(posts)
            assert [report.post.text for report in queue.posts] == streamed
            return [report.post.text async for report in checker.check_many(posts)]

    assert asyncio.run(asynchronous()) == streamed
    with linkcheck.Checker() as checker:
        assert [report.post.text for report in checker.check_many(posts)] == streamed
        assert [report.post.text for report in checker.check_queue(posts).posts] == streamed
    return streamed


def test_a_frame_is_checked_row_by_row_wherever_many_posts_are_taken() -> None:
    assert reports_of(FRAME) == ["York buys buses", "Leeds buys trams"]
    assert reports_of(PolarsFrame({"text": ["York buys buses"]})) == ["York buys buses"]


def test_the_file_of_a_path_is_checked_wherever_many_posts_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "queue.csv"
    path.write_text("text\nYork buys buses\n", "utf-8")
    assert reports_of(path) == ["York buys buses"]
    with pytest.raises(MissingFileError, match=r"none\.csv: no such file"):
        linkcheck.check_many(tmp_path / "none.csv")


@pytest.mark.parametrize("row", [FRAME.iloc[0], next(FRAME.itertuples()), FRAME.to_dict("records")[0]])
def test_a_row_of_a_frame_is_a_post(row: Any) -> None:
    assert linkcheck.parse_post(row).text == "York buys buses"


@pytest.mark.parametrize("missing", [None, float("nan"), pandas.NaT, pandas.NA])
def test_missing_values_of_a_record_are_no_fields(missing: object) -> None:
    post = linkcheck.parse_post({"text": "York", "url": missing, "id": missing, "scheduled_at": missing})
    assert (post.links, post.id, post.scheduled_at, post.notes) == ((), "", None, ())
