"""The registry of tables of facts and the files that it stands for are one."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from linkcheck.training._data import PACKAGE, text_of_readme, text_of_table
from linkcheck.training._tables.registry import FOLDERS, TABLES
from linkcheck.training._tables.table import Sources, Table, read_content

ROOT = Path(__file__).parents[3]
WRITTEN = [table for table in TABLES if table.make is None]


def read(table: Table) -> str:
    return (PACKAGE / table.file).read_text("utf-8")


def test_every_file_of_the_data_folders_is_in_the_registry_once() -> None:
    there = {f"{folder}/{file.name}" for folder in FOLDERS for file in (PACKAGE / folder).iterdir()}
    assert there - {f"{folder}/README.md" for folder in FOLDERS} == {table.file for table in TABLES}
    assert Counter(table.name for table in TABLES).most_common(1)[0][1] == 1, "the command names tables by their stem"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_readme_of_a_folder_is_as_made_from_the_registry(folder: str) -> None:
    assert (PACKAGE / folder / "README.md").read_text("utf-8") == text_of_readme(folder, {})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_says_source_licence_and_the_rows_it_has(table: Table) -> None:
    content = read_content(read(table))
    assert f"# {content.entries:,} rows, " in read(table), "count again: python -m linkcheck.training data"
    assert content.entries
    assert content.date
    assert "# Source: " in read(table)
    assert "# Licence: " in read(table)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_modules_that_a_table_names_read_it(table: Table) -> None:
    for module in table.used_by:
        assert table.name in (PACKAGE / module).read_text("utf-8")


READ_WITHOUT = """
import functools, importlib, inspect, sys
from linkcheck import _tables
from linkcheck.errors import LinkcheckError

name, *modules = sys.argv[1:]
read = _tables.packaged_text
_tables.packaged_text = lambda asked: read("_text/data/no such file/" + asked) if asked == name else read(asked)
try:
    for module in modules:
        for value in vars(importlib.import_module(module)).values():
            if isinstance(value, functools._lru_cache_wrapper) and not value.__name__.startswith("_words_of"):
                value(*("word" for _ in inspect.signature(value).parameters))
except LinkcheckError as error:
    print(error)
"""
"""Imports the modules that read a table and calls what they keep, in a package without that table."""


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_installation_without_a_table_is_told_which_it_is(table: Table) -> None:
    modules = [f"linkcheck.{module.removesuffix('.py').replace('/', '.')}" for module in table.used_by]
    command = [sys.executable, "-c", READ_WITHOUT, table.file, *modules]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"{table.file} is missing: the installation is damaged, install linkcheck again" in printed


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.name)
def test_a_table_written_by_hand_has_a_test_that_measures_it_and_the_header_as_made(table: Table) -> None:
    file, _, name = table.earns.partition("::")
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    assert text_of_table(table, Sources(), "2000-01-01") == read(table)


@pytest.mark.parametrize("table", [t for t in TABLES if t.make and t.packages], ids=lambda table: table.name)
def test_a_table_made_of_packages_is_as_made_from_their_versions(table: Table) -> None:
    """Left out where another version is installed, or none: its facts may have changed since."""
    for package in table.packages:
        try:
            installed = version(package)
        except PackageNotFoundError:
            pytest.skip(f"{package} is not installed: pip install '.[data]'")
        if f"{package} {installed}" not in " ".join(read(table).replace("\n# ", " ").split()):
            pytest.skip(f"made with another version of {package} than {installed}")
    sources = Sources(files=ROOT / "tests" / "urls" / "conformance")
    assert text_of_table(table, sources, "2000-01-01") == read(table)
