from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck._cli.inputs import INPUT_FORMATS, SUFFIXES, Inputs, Kind, kind_of, looks_like_file
from linkcheck._post.files import FORMATS


@pytest.mark.parametrize(
    ("argument", "kind"),
    [
        ("-", Kind.STANDARD_INPUT),
        ("queue.csv", Kind.FILE),
        ("a/b/POSTS.JSONL", Kind.FILE),
        ("NASA finds water https://example.org/moon.txt", Kind.TEXT),
        ("https://example.org/queue.csv", Kind.TEXT),
        ("my queue.csv", Kind.TEXT),
        ("hello", Kind.TEXT),
        ("", Kind.TEXT),
        ("x" * 5000, Kind.TEXT),
        ("a\0b", Kind.TEXT),
    ],
)
def test_an_argument_is_a_url_a_file_or_a_text_by_its_form(argument: str, kind: Kind) -> None:
    assert kind_of(argument) is kind


def test_an_argument_that_exists_is_a_file_whatever_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "my posts"
    assert kind_of(str(file)) is Kind.TEXT
    file.write_text("hello")
    assert kind_of(str(file)) is Kind.FILE


def test_suffixes_and_formats_are_those_of_the_reader() -> None:
    assert set(FORMATS) == SUFFIXES
    assert set(INPUT_FORMATS) == set(FORMATS.values())
    assert all(looks_like_file(f"posts{suffix}") for suffix in SUFFIXES)


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "posts.txt"
    file.write_text("one\ntwo\n")
    inputs = Inputs([(Kind.FILE, "none.csv"), (Kind.FILE, str(file)), (Kind.FILE, str(tmp_path)), (Kind.TEXT, "three")])
    assert len(list(inputs)) == 3
    assert len(inputs.failures) == 2
    assert inputs.failures[0].startswith("none.csv: ")
    assert "is a folder" in inputs.failures[1]
