"""What every reader owes, which of them reads a record, and what adding one costs: a file and a line."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import linkcheck
from linkcheck._post.files.read import read_posts
from linkcheck._post.parse import parse_post
from linkcheck._post.readers import PACKAGED_READERS, READER_ENTRY_POINTS, reader_of, reader_of_table, readers
from linkcheck._post.types import BadRecord, Post, Reader
from linkcheck.errors import PostError

ROOT = Path(__file__).parents[2]
GUIDE_FILE = "examples/guides/readers.md"
GUIDE = (ROOT / GUIDE_FILE).read_text("utf-8")
EXAMPLE_TEXT, EXAMPLE_URL = "York buys 40 buses", "https://paper.example/york"
"""What the example of every packaged reader says, each as its platform writes it."""
READERS = {reader.name: reader for reader in readers()}
OBJECTS = [reader for reader in READERS.values() if reader.recognises is not None]
TABLES = [reader for reader in READERS.values() if reader.columns is not None]


def table_of(reader: Reader) -> bytes:
    """The reader's example as a file, with its header if such tables have one."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(reader.example))
    if reader.recognises_row is None:
        writer.writeheader()
    writer.writerow(reader.example)
    return out.getvalue().encode()


@pytest.mark.parametrize("name", PACKAGED_READERS)
def test_every_reader_has_its_own_name_test_and_line_in_the_guide(name: str) -> None:
    assert name in READERS, f"linkcheck/_post/readers/{name}.py: give its READER name={name!r}, that of its file"
    assert (Path(__file__).parent / "readers" / f"test_{name}.py").is_file(), f"add tests/post/readers/test_{name}.py"
    assert f"| `{name}` |" in GUIDE, f"add a row that begins with | `{name}` | to {GUIDE_FILE}"
    assert READERS[name].recognises is not None or READERS[name].columns is not None, (
        f"give the READER {name!r} recognises= (for objects) or columns= (for rows of tables)"
    )


@pytest.mark.parametrize("reader", OBJECTS, ids=lambda reader: reader.name)
def test_no_earlier_reader_takes_the_example_of_another(reader: Reader) -> None:
    taken_by = reader_of(reader.example)
    assert taken_by is reader, (
        f"the example of {reader.name!r} is read by {taken_by and taken_by.name!r}: "
        f"move {reader.name!r} further up in PACKAGED_READERS, or make recognises= stricter"
    )


@pytest.mark.parametrize("reader", OBJECTS, ids=lambda reader: reader.name)
def test_an_example_has_one_of_the_keys_that_tell_it(reader: Reader) -> None:
    assert set(reader.keys) & set(reader.example), (
        f"give the READER {reader.name!r} keys=(...), the keys that tell its records, one of which its example has"
    )
    missing = [key for key in reader.keys if f"`{key}`" not in GUIDE]
    assert not missing, f"name {missing} in the row of `{reader.name}` in {GUIDE_FILE}, each in backticks"


@pytest.mark.parametrize("reader", TABLES, ids=lambda reader: reader.name)
def test_no_earlier_reader_takes_the_table_of_another(reader: Reader) -> None:
    first_row = list(reader.example) if reader.recognises_row is None else list(map(str, reader.example.values()))
    assert reader_of_table(first_row) is reader


@pytest.mark.parametrize("reader", OBJECTS, ids=lambda reader: reader.name)
def test_the_example_of_every_reader_of_objects_is_a_post_with_its_link(reader: Reader) -> None:
    post = parse_post(reader.example)
    assert post.text.startswith(EXAMPLE_TEXT), f"let the example of {reader.name!r} begin with “{EXAMPLE_TEXT}”"
    assert [link.expanded_url for link in post.links] == [EXAMPLE_URL], (
        f"let the example of {reader.name!r} have one link, to {EXAMPLE_URL}"
    )


@pytest.mark.parametrize("reader", TABLES, ids=lambda reader: reader.name)
def test_the_example_of_every_reader_of_tables_is_a_post_with_its_link_and_time(reader: Reader) -> None:
    (post,) = read_posts(io.BytesIO(table_of(reader)))
    assert isinstance(post, Post)
    assert post.platform == reader.name
    assert post.text.startswith(EXAMPLE_TEXT), f"let the example of {reader.name!r} begin with “{EXAMPLE_TEXT}”"
    assert [link.url for link in post.links] == [EXAMPLE_URL], (
        f"let the example of {reader.name!r} have one link, to {EXAMPLE_URL}"
    )
    assert post.scheduled_at is not None, f"let the example of {reader.name!r} have a time, 09:30 on 24 November 2026"
    assert (post.scheduled_at.day, post.scheduled_at.hour) == (24, 9)


NOSTR = """
from linkcheck import Link, Post, PostError, Reader

def read(record):
    if record["kind"] != 1:
        raise PostError("kind is not 1: expected a note", field="kind")
    return Post(text=record["content"], id=record["id"], platform="nostr")

reader = Reader(
    name="nostr",
    read=read,
    recognises=lambda record: "pubkey" in record and "sig" in record,
    keys=("pubkey", "sig"),
    example={"id": "1", "kind": 1, "pubkey": "a", "sig": "b", "content": "York buys 40 buses"},
)
broken = Reader(
    name="broken", read=lambda record: record["missing"], recognises=lambda record: "broken" in record, example={}
)
table = Reader(
    name="table",
    read=lambda record: Post(text=record["Toot Text"], platform="table"),
    columns=("toot text", "toot time"),
    example={"Toot Text": "York buys 40 buses", "Toot Time": ""},
)
other_name = Reader(name="another", read=read, recognises=lambda record: False, example={})
no_reader = 5

def leave(*_):
    raise SystemExit(3)

def interrupt(*_):
    raise KeyboardInterrupt

exiting_read = Reader(
    name="exiting_read", read=leave, recognises=lambda record: "exiting" in record, example={}
)
exiting_look = Reader(name="exiting_look", read=read, recognises=leave, example={})
exiting_row = Reader(name="exiting_row", read=read, columns=("a",), recognises_row=leave, example={})
exiting_many = Reader(name="exiting_many", read=read, unwrap=leave, example={})
interrupted = Reader(name="interrupted", read=interrupt, recognises=lambda record: True, example={})
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Installs a distribution whose entry points are given as lines."""

    def installed(*lines: str) -> None:
        metadata = tmp_path / "toy-1.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1\n")
        (metadata / "entry_points.txt").write_text("\n".join((f"[{READER_ENTRY_POINTS}]", *lines)))
        (tmp_path / "toy_reader.py").write_text(NOSTR)
        (tmp_path / "toy_reader_exits.py").write_text("raise SystemExit(3)")
        monkeypatch.syspath_prepend(tmp_path)
        readers.cache_clear()

    yield installed
    readers.cache_clear()
    sys.modules.pop("toy_reader", None)


def test_a_reader_of_yours_is_found_by_its_entry_point(install: Any) -> None:
    install("nostr = toy_reader:reader")
    post = linkcheck.parse_post({"id": "7", "kind": 1, "pubkey": "a", "sig": "b", "content": "York buys buses"})
    assert (post.platform, post.id, post.text) == ("nostr", "7", "York buys buses")


def test_a_reader_of_yours_takes_the_rows_of_tables_with_its_columns(install: Any) -> None:
    install("table = toy_reader:table")
    (post,) = read_posts(io.StringIO("Toot Time,Toot Text,Text\n,York buys buses,no\n"), name="queue.csv")
    assert isinstance(post, Post)
    assert (post.platform, post.text) == ("table", "York buys buses")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"kind": 7, "pubkey": "a", "sig": "b"}, "kind is not 1"),
        ({"pubkey": "a", "sig": "b"}, "the reader 'nostr' failed on this record: KeyError('kind')"),
        ({"broken": 1}, "the reader 'broken' failed on this record"),
    ],
)
def test_a_record_that_a_reader_of_yours_refuses_or_fails_on_is_a_bad_record(
    install: Any, record: Mapping[str, Any], message: str
) -> None:
    install("nostr = toy_reader:reader", "broken = toy_reader:broken")
    with pytest.raises(PostError) as raised:
        parse_post(record)
    assert message in str(raised.value)
    (bad,) = read_posts(io.StringIO(str(record).replace("'", '"') + "\n"), name="posts.jsonl")
    assert isinstance(bad, BadRecord)
    assert message in bad.message


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("wrong = toy_reader:no_reader", "is an int, not a Reader"),
        ("wrong = toy_reader:other_name", "calls itself “another”"),
        ("wrong = toy_reader:missing", "does not load"),
    ],
)
def test_an_entry_point_that_names_no_reader_is_passed_over_and_named_once(
    install: Any, line: str, message: str
) -> None:
    install(line, "nostr = toy_reader:reader")
    with pytest.warns(RuntimeWarning, match="the reader “wrong”") as told:
        assert parse_post({"text": "York"}).text == "York"
    assert parse_post({"kind": 1, "id": "7", "pubkey": "a", "sig": "b", "content": "Bath"}).platform == "nostr"
    (warning,) = told
    assert message in str(warning.message)
    assert "it is passed over" in str(warning.message)


@pytest.mark.filterwarnings("ignore:the reader:RuntimeWarning")
def test_a_reader_that_does_not_load_stops_no_check(install: Any) -> None:
    install("exits = toy_reader_exits:reader", "missing = no_such_module:reader")
    (report,) = linkcheck.check_many([{"text": "York buys 40 buses"}])
    assert (report.post.text, report.problem) == ("York buys 40 buses", None)
    (post,) = read_posts(io.StringIO("text,url\nYork buys 40 buses,\n"), name="queue.csv")
    assert isinstance(post, Post)


@pytest.mark.parametrize(
    ("reader", "source"),
    [
        ("exiting_read", '{"exiting": 1}\n'),
        ("exiting_look", '{"text": "York"}\n'),
        ("exiting_row", "a,b\n1,2\n"),
        ("exiting_many", '{"text": "York"}\n'),
    ],
)
def test_a_reader_that_exits_is_a_failure_that_names_it(install: Any, reader: str, source: str) -> None:
    install(f"{reader} = toy_reader:{reader}")
    name = "posts.jsonl" if source.startswith("{") else "queue.csv"
    try:
        (found,) = read_posts(io.StringIO(source), name=name)
    except PostError as error:
        message = str(error)
    else:
        assert isinstance(found, BadRecord)
        message = found.message
    assert f"the reader '{reader}' failed" in message
    assert "SystemExit(3)" in message


def test_an_interrupt_in_a_reader_is_none_of_its_failures(install: Any) -> None:
    install("interrupted = toy_reader:interrupted")
    with pytest.raises(KeyboardInterrupt):
        parse_post({"interrupted": 1})


def test_a_packaged_reader_is_not_replaced(install: Any) -> None:
    install("mastodon = toy_reader:reader")
    assert [reader.name for reader in readers()] == list(PACKAGED_READERS)
