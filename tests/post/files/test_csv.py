from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from linkcheck._post.files.lines import MAX_LINE
from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post


def read(table: str | bytes, **how: Any) -> list[Post | BadRecord]:
    return list(read_posts(io.BytesIO(table.encode() if isinstance(table, str) else table), name="queue.csv", **how))


def posts(table: str | bytes, **how: Any) -> list[Post]:
    found = [post for post in read(table, **how) if isinstance(post, Post)]
    assert len(found) == len(read(table, **how))
    return found


def lines(table: str) -> list[int | None]:
    return [post.origin.line if isinstance(post, Post) and post.origin else None for post in read(table)]


def test_lines_are_those_of_the_file() -> None:
    assert lines('text\n\n"a\nb"\n\nc\n') == [3, 6]


@pytest.mark.parametrize(
    "table",
    [
        "Message;Link;Scheduled at\nYork buys buses;https://paper.com/york;2026-11-24 09:30\n",
        "Message\tLink\tScheduled at\nYork buys buses\thttps://paper.com/york\t2026-11-24 09:30\n",
        "\ufeffDate,Message,Link,scheduled_at\n,York buys buses,https://paper.com/york,2026-11-24T09:30:00Z\n",
        "post,platforms,mediaUrls,scheduleDate,url\nYork buys buses,x,,2026-11-24T09:30:00Z,https://paper.com/york\n",
        "Date,Message,Link,CTA\n2026-11-24 09:30,York buys buses,https://paper.com/york,\n",
        "CAPTION , LINK ,Posting Time\nYork buys buses, https://paper.com/york ,24/11/2026 9:30 AM\n",
    ],
)
def test_columns_go_by_many_names_and_delimiters(table: str) -> None:
    (only,) = posts(table)
    assert (only.platform, only.text) == ("csv", "York buys buses")
    assert [link.url for link in only.links] == ["https://paper.com/york"]
    assert only.scheduled_at == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def test_columns_can_be_named() -> None:
    (only,) = posts(
        "what,where\nYork buys buses,https://paper.com/york\n", format="csv", text_column="what", link_column="where"
    )
    assert (only.text, only.links[0].url) == ("York buys buses", "https://paper.com/york")


def test_table_without_a_text_column_says_what_it_has() -> None:
    (bad,) = read("when,where\n1,2\n", format="csv")
    assert isinstance(bad, BadRecord)
    assert "when, where" in bad.message
    assert bad.line == 1


def test_time_that_is_none_is_noted_and_the_row_is_read() -> None:
    (only,) = posts("text,scheduled_at\nYork buys buses,soon\n")
    assert only.scheduled_at is None
    assert "The time in “scheduled_at”, “soon”, was not understood." in only.notes


def test_url_that_the_text_shows_is_not_given_twice() -> None:
    (only,) = posts("text,url\nYork https://paper.com/york,https://paper.com/york\n")
    assert len(only.links) == 1


def test_utf16_of_a_spreadsheet_is_read() -> None:
    (only,) = posts("text\turl\nŻubry w Białowieży\thttps://paper.com/1\n".encode("utf-16"))
    assert only.text == "Żubry w Białowieży"


def test_mixed_encodings_are_read_line_by_line() -> None:
    first, second = posts("text,id\ncafé,1\n".encode() + "naïve,2\n".encode("cp1252"))
    assert (first.text, second.text) == ("café", "naïve")
    assert second.notes == ("The row is not in UTF-8: it was read as Windows-1252.",)


def test_bad_rows_are_reported_and_the_others_read() -> None:
    table = "text,id\nYork,1\n" + "x" * (MAX_LINE + 5) + "\n,2\nLeeds,3\n"
    first, long, empty, last = read(table)
    assert isinstance(first, Post)
    assert isinstance(long, BadRecord)
    assert isinstance(empty, BadRecord)
    assert isinstance(last, Post)
    assert (long.line, empty.line, empty.field) == (3, 4, "text")


def test_quote_that_never_closes_does_not_take_the_file_with_it() -> None:
    table = 'text,id\nYork,1\n"never closed' + "\nLeeds,2" * 30_000 + "\n"
    found = read(table)
    assert isinstance(found[0], Post)
    assert any(isinstance(record, BadRecord) for record in found)
    assert isinstance(found[-1], Post)


def test_nul_and_lone_quotes_are_read() -> None:
    assert len(posts('text,id\na\0b,1\n5" pipe,2\n')) == 2


def test_table_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "queue.csv"
    path.write_text("text,url\nYork buys buses,https://paper.com/york\n", "utf-8")
    first = next(read_posts(path))
    assert isinstance(first, Post)
    assert first.origin is not None
    assert first.origin.file == str(path)


@pytest.mark.parametrize("table", [",text,id\n0,York,7\n", "text,  ,id\nYork,a remark,7\n", "text,,id,\nYork,1,7,2\n"])
def test_column_without_a_name_is_no_field(table: str) -> None:
    (only,) = posts(table)
    assert (only.text, only.id, only.account, only.tool, only.created_at) == ("York", "7", "", "", None)
    assert only.notes == ()


def test_status_of_a_scheduler_is_not_the_text() -> None:
    (only,) = posts("Status,Caption\nscheduled,York buys buses\n")
    assert only.text == "York buys buses"
    (bad,) = read("Status,Batch\nscheduled,York buys buses\n", format="csv")
    assert isinstance(bad, BadRecord)
    assert "no column is called text" in bad.message
    (named,) = posts("Status,Link\nYork buys buses,https://paper.com/york\n", text_column="Status")
    assert named.text == "York buys buses"


@pytest.mark.parametrize(
    "table",
    [
        "text,url\nYork buys buses, and trams,https://paper.com/york\nLeeds buys trams,https://paper.com/leeds\n",
        "11/24/2026 09:30,York buys buses, and trams,https://paper.com/york\n11/24/2026 09:30,Leeds buys trams,\n",
    ],
    ids=["header", "Hootsuite"],
)
def test_row_with_more_filled_cells_than_columns_is_a_bad_record(table: str) -> None:
    bad, good = read(table)
    assert isinstance(bad, BadRecord)
    assert "in quotes" in bad.message
    assert isinstance(good, Post)
    assert good.text == "Leeds buys trams"


def test_row_with_more_cells_than_columns_is_read_where_they_are_empty() -> None:
    (post,) = posts("text,url\nYork buys buses,https://paper.com/york,, \n")
    assert post.text == "York buys buses"


@pytest.mark.parametrize("count", [2, 20_000], ids=["short", "over 1 MiB"])
def test_table_whose_lines_end_with_carriage_returns_alone_is_read(count: int) -> None:
    rows = [
        f"York buys {number} buses and runs them on every line,https://paper.com/{number}" for number in range(count)
    ]
    table = "\r".join(["text,url", *rows, ""])
    found = posts(table)
    assert [post.links[0].url for post in found] == [f"https://paper.com/{number}" for number in range(count)]
    assert found[-1].origin is not None
    assert found[-1].origin.line == count + 1


@pytest.mark.parametrize("header", ["text,text", "Text,text"])
def test_first_filled_cell_of_two_columns_of_one_name_is_read_and_the_other_noted(header: str) -> None:
    first, second, both = posts(f"{header}\nYork,\n,Leeds\nHull,Bath\n")
    assert (first.text, second.text, both.text) == ("York", "Leeds", "Hull")
    assert (first.notes, second.notes) == ((), ())
    assert both.notes == (f"More than one column is called “{header[:4]}”: the first filled cell was read.",)


def test_column_that_is_asked_for_is_read_beside_one_of_the_same_name_in_capitals() -> None:
    (post,) = posts("Text,text\nYork,Leeds\n", text_column="text")
    assert post.text == "Leeds"


def test_repeated_column_that_is_not_read_is_not_noted() -> None:
    (post,) = posts("text,tag,tag\nYork,a,b\n")
    assert post.notes == ()


def test_a_header_with_an_open_quote_is_told_and_the_rows_are_read_by_what_they_hold() -> None:
    bad, *found = read('text,"url\n' + "York buys buses,https://paper.com/york\n" * 50)
    assert isinstance(bad, BadRecord)
    assert (bad.line, "a quote is not closed" in bad.message) == (1, True)
    assert [(post.text, post.links[0].url) for post in found if isinstance(post, Post)] == [
        ("York buys buses", "https://paper.com/york")
    ] * 50
    assert len(posts('text,"u\nrl"\nYork buys buses,x\n')) == 1
