"""The public names: all there, described, cheap to import, and used as they are in guides."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import FunctionType

import pytest

import linkcheck

ROOT = Path(__file__).parents[1]
GUIDES = "\n".join(
    file.read_text(encoding="utf-8") for file in (ROOT / "README.md", *sorted((ROOT / "examples").rglob("*.md")))
)

HEAVY = ("sklearn", "scipy", "numpy", "lxml", "httpx", "httpcore", "trafilatura", "bs4", "msgspec", "pandas", "rich")


METHODS = (FunctionType, classmethod, staticmethod, property, cached_property)


def public_names() -> Iterator[tuple[str, object]]:
    """Names that linkcheck exports, and "Class.name" of the methods and properties of its classes."""
    for name in linkcheck.__all__:
        value = getattr(linkcheck, name)
        if name != "__version__":
            yield name, value
        if inspect.isclass(value):
            for method, found in vars(value).items():
                if not method.startswith("_") and isinstance(found, METHODS):
                    yield f"{name}.{method}", found


def test_importing_linkcheck_imports_no_network_html_or_learning_library() -> None:
    code = f"import linkcheck, sys; print([name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    for name in linkcheck.__all__:
        assert getattr(linkcheck, name) is not None
    assert set(linkcheck.__all__) <= set(dir(linkcheck))


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(linkcheck, "fetch_all")


def test_comparing_imports_no_training_library() -> None:
    code = (
        "import linkcheck, sys; linkcheck.compare('Water on the Moon', linkcheck.Page(text='Water on the Moon.'));"
        "print([name for name in ('sklearn', 'scipy', 'httpx', 'trafilatura') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_public_name_and_method_is_described() -> None:
    described = {name: inspect.getdoc(value) for name, value in public_names()}
    assert [name for name, text in described.items() if not text] == []


@pytest.mark.parametrize("name", [name for name, _ in public_names()])
def test_every_public_name_is_mentioned_in_a_guide(name: str) -> None:
    assert re.search(rf"\b{name.rpartition('.')[2]}\b", GUIDES)


def test_every_import_in_readme_and_guides_exists() -> None:
    statements = re.findall(r"^(?:>>> )?((?:from linkcheck\S* import \w[\w, ]*|import linkcheck[\w.]*))", GUIDES, re.M)
    assert statements
    for statement in sorted(set(statements)):
        exec(statement, {})


def test_the_list_for_type_checkers_is_the_list_of_homes() -> None:
    tree = ast.parse(Path(linkcheck.__file__).read_text(encoding="utf-8"))
    declared = {
        (node.module, alias.asname)
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {(module, name) for name, module in linkcheck._HOME.items()}
    assert declared == homes
