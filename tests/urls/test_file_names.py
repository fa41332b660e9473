from __future__ import annotations

import pytest

from linkcheck._tables import table_columns
from linkcheck._urls.file_names import is_no_host


@pytest.mark.parametrize(("suffix", "stem"), table_columns("_urls/data/file_names.txt", 2))
def test_every_name_of_the_table_is_a_file(suffix: str, stem: str) -> None:
    name = stem.replace("*", "Readme")
    assert is_no_host(f"{name}.{suffix}")
    assert is_no_host(f"{name}.{suffix}".upper())
    assert not is_no_host(f"https://{name}.{suffix}")
    assert not is_no_host(f"{name}.{suffix}/docs")


@pytest.mark.parametrize("host", ["gazette.example", "bun.sh", "docs.rs", "www.point.md", "shop.com.py", "py", ""])
def test_the_name_of_a_site_is_no_file(host: str) -> None:
    assert not is_no_host(host)


def test_two_sentences_without_a_space_between_them_are_no_host() -> None:
    assert is_no_host("York.World")
    assert is_no_host("end.Next")
    assert not is_no_host("York.world")
    assert not is_no_host("PAPER.COM")
