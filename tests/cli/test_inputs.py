from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck._cli.inputs import ArgumentKind, Inputs, argument_kind, looks_like_file
from linkcheck._post.files import file_formats


@pytest.mark.parametrize(
    ("argument", "kind"),
    [
        ("-", ArgumentKind.STANDARD_INPUT),
        ("queue.csv", ArgumentKind.FILE),
        ("a/b/POSTS.JSONL", ArgumentKind.FILE),
        ("NASA finds water https://example.org/moon.txt", ArgumentKind.TEXT),
        ("https://example.org/queue.csv", ArgumentKind.TEXT),
        ("my queue.csv", ArgumentKind.TEXT),
        ("hello", ArgumentKind.TEXT),
        ("", ArgumentKind.TEXT),
        ("x" * 5000, ArgumentKind.TEXT),
        ("a\0b", ArgumentKind.TEXT),
    ],
)
def test_an_argument_is_a_url_a_file_or_a_text_by_its_form(argument: str, kind: ArgumentKind) -> None:
    assert argument_kind(argument) is kind


def test_an_argument_that_exists_is_a_file_whatever_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "my posts"
    assert argument_kind(str(file)) is ArgumentKind.TEXT
    file.write_text("hello")
    assert argument_kind(str(file)) is ArgumentKind.FILE


def test_the_suffixes_of_every_file_format_look_like_files_of_posts() -> None:
    assert all(looks_like_file(f"posts{suffix}") for known in file_formats() for suffix in known.suffixes)
    assert not looks_like_file("posts")
    assert not looks_like_file("posts.pdf")


def test_a_file_that_cannot_be_read_is_kept_as_a_failure_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "posts.txt"
    file.write_text("one\ntwo\n")
    inputs = Inputs(
        [
            (ArgumentKind.FILE, "none.csv"),
            (ArgumentKind.FILE, str(file)),
            (ArgumentKind.FILE, str(tmp_path)),
            (ArgumentKind.TEXT, "three"),
        ]
    )
    assert len(list(inputs)) == 3
    assert len(inputs.failures) == 2
    assert inputs.failures[0].startswith("none.csv: ")
    assert "is a folder" in inputs.failures[1]
