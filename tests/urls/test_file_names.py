from __future__ import annotations

import pytest

from linkcheck._tables import table_columns, table_lines
from linkcheck._urls.file_names import is_no_host, leads_to_media


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


@pytest.mark.parametrize("suffix", table_lines("_urls/data/media_suffixes.txt"))
def test_every_suffix_of_the_table_leads_to_media(suffix: str) -> None:
    assert leads_to_media(f"https://images.example/a/b.{suffix}")
    assert leads_to_media(f"https://images.example/a/b.{suffix.upper()}?width=600#top")
    assert not leads_to_media(f"https://gazette.example/{suffix}/ferry?file=b.{suffix}")
