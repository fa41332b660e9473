"""What every file format owes, and what adding one costs: a file and a line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from linkcheck._post.files import FILE_FORMATS, file_formats, format_of_suffix, load_file_format
from linkcheck._post.files.read import read_posts
from linkcheck._post.types import BadRecord, Post

ROOT = Path(__file__).parents[2]
GUIDE_FILE = "examples/guides/readers.md"
GUIDE = (ROOT / GUIDE_FILE).read_text("utf-8")
EXAMPLES = {
    "post": "---\nid: 7\n---\nYork buys 40 buses\nhttps://paper.example/york\n\n---\n\nLeeds buys trams\n",
    "text": "York buys 40 buses https://paper.example/york\nLeeds buys trams\n",
    "csv": "text,url\nYork buys 40 buses,https://paper.example/york\nLeeds buys trams,\n",
    "json": '[{"text": "York buys 40 buses https://paper.example/york"}, {"text": "Leeds buys trams"}]',
    "jsonl": '{"text": "York buys 40 buses https://paper.example/york"}\n{"text": "Leeds buys trams"}\n',
}


@pytest.mark.parametrize("name", FILE_FORMATS)
def test_every_file_format_has_its_own_name_suffixes_test_and_line_in_the_guide(name: str) -> None:
    file_format = load_file_format(name)
    assert file_format.name == name, f"linkcheck/_post/files/{name}.py: give its FORMAT name={name!r}"
    assert (Path(__file__).parent / "files" / f"test_{name}.py").is_file(), f"add tests/post/files/test_{name}.py"
    assert all(format_of_suffix(suffix) == name for suffix in file_format.suffixes)
    assert f"| `{name}` |" in GUIDE, f"add a row that begins with | `{name}` | to {GUIDE_FILE}"
    missing = [suffix for suffix in file_format.suffixes if f"`{suffix}`" not in GUIDE]
    assert not missing, f"name {missing} in the row of `{name}` in {GUIDE_FILE}, each in backticks"


@pytest.mark.parametrize("name", [name for name in FILE_FORMATS if name != "excel"])  # no text: tests/.../test_excel.py
def test_every_file_format_is_recognised_without_a_name(name: str) -> None:
    assert name in EXAMPLES, f"add the same two posts as a file of {name!r} to EXAMPLES of tests/post/test_files.py"
    first, second = read_posts(io.BytesIO(EXAMPLES[name].encode()))
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert [link.url for link in first.links] == ["https://paper.example/york"]
    assert second.text == "Leeds buys trams"


def test_no_suffix_belongs_to_two_formats() -> None:
    suffixes = [suffix for known in file_formats() for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert format_of_suffix(".CSV") == "csv"
    assert format_of_suffix(".pdf") is None


def test_a_table_of_one_endless_line_is_a_bad_record() -> None:
    content = b"\xff\xfe" + b'{"text":"hello https://e.example"}\r\n' * 33_333
    (record,) = read_posts(io.BytesIO(content), name="posts.tsv")
    assert isinstance(record, BadRecord)
    assert "longer" in record.message
