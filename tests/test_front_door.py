"""What a stranger meets first names only what exists: addresses, packages, versions, files, commands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from linkcheck.version import HOMEPAGE

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def texts() -> Iterator[tuple[str, str]]:
    """Everything committed that a person may read or run, by its path."""
    for folder in ("linkcheck", "examples", ".github", "."):
        for path in (ROOT / folder).glob("*" if folder == "." else "**/*"):
            if path.suffix in {".py", ".md", ".yml", ".yaml", ".ipynb", ".toml"}:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_no_hint_installs_the_package_from_an_index_that_does_not_have_it() -> None:
    hint = re.compile(r"pip3? install (-\S+ )*['\"]?linkcheck")
    assert [name for name, text in texts() if hint.search(text)] == []


def test_project_urls_are_pages_of_the_home_page_and_none_without_one() -> None:
    urls = PROJECT.get("urls", {}).values()
    assert bool(urls) == bool(HOMEPAGE)
    assert all(url.startswith(HOMEPAGE) for url in urls)
