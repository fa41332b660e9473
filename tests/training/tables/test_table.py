"""A file of facts: a header that says where it comes from, and rows."""

from __future__ import annotations

import pytest

from linkcheck.errors import MissingExtraError
from linkcheck.training._tables.table import SourceNotGivenError, Sources, Table, make_rows, read_content, render

MADE = Table(
    file="_text/data/colours.txt",
    entry="A colour",
    used_by=("_text/colours.py",),
    source="a paint shop",
    licence="MIT",
    make=lambda _: ["red", "# cold ones", "blue"],
    packages=("pytest",),
    notice="Paint on.",
)


def test_a_file_says_its_source_licence_rows_date_and_command() -> None:
    assert render(MADE, ("red", "# cold ones", "blue"), "2026-11-27").splitlines() == [
        "# A colour.",
        f"# Source: a paint shop; pytest {pytest.__version__}.",
        "# Licence: MIT.",
        "# 2 rows, made on 2026-11-27 by `python -m linkcheck.training data colours`.",
        "# Paint on.",
        "red",
        "# cold ones",
        "blue",
    ]


def test_a_written_file_is_read_as_it_was() -> None:
    content = read_content(render(MADE, ("red", "", "# cold ones", "blue"), "2026-11-27"))
    assert content.rows == ("red", "", "# cold ones", "blue")
    assert (content.entries, content.date) == (2, "2026-11-27")


def test_a_comment_on_the_first_rows_stays_apart_from_the_header() -> None:
    text = render(MADE, ("# warm ones", "red"), "2026-11-27")
    assert read_content(text).rows == ("", "# warm ones", "red")
    assert render(MADE, read_content(text).rows, "2026-11-27") == text


def test_a_file_without_header_has_rows_and_no_date() -> None:
    assert read_content("red\nblue\n") == (("red", "blue"), "")
    assert read_content("") == ((), "")


def test_a_table_written_by_hand_cannot_be_made() -> None:
    with pytest.raises(SourceNotGivenError, match=r"colours\.txt is written by hand: edit its rows"):
        make_rows(MADE._replace(make=None), Sources())


def test_a_package_that_is_not_there_is_an_extra_to_install() -> None:
    def make(_: Sources) -> list[str]:
        raise ModuleNotFoundError("No module named 'paint'")

    with pytest.raises(MissingExtraError, match=r"making _text/data/colours\.txt needs an extra: .*\[data\]"):
        make_rows(MADE._replace(make=make), Sources())
