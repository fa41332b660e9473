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
from types import FunctionType, ModuleType
from typing import TypeVar, get_args, get_origin, get_type_hints

import httpx
import pytest

import linkcheck
from linkcheck import errors, settings
from tests.architecture import read_modules

ROOT = Path(__file__).parents[1]
GUIDES = "\n".join(
    file.read_text(encoding="utf-8") for file in (ROOT / "README.md", *sorted((ROOT / "examples").rglob("*.md")))
)

HEAVY = ("sklearn", "scipy", "numpy", "lxml", "httpx", "httpcore", "trafilatura", "bs4", "msgspec", "pandas", "rich")


FOREIGN = {"pandas": ModuleType("pandas"), "httpx": httpx, "Axes": object}
"""What annotations name and nothing needs at run time: what extras bring, and the responses of httpx."""
FOREIGN["pandas"].DataFrame = object  # type: ignore[attr-defined]  # a stand-in for its one type that is named

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


def _types_in(hint: object) -> Iterator[type]:
    """The classes that an annotation is made of."""
    if isinstance(hint, TypeVar):
        hint = hint.__bound__
    for part in (get_origin(hint), *get_args(hint)):
        for inner in part if isinstance(part, list) else [part]:
            yield from _types_in(inner) if inner is not None else ()
    if isinstance(hint, type):
        yield hint


def _annotations(value: object) -> Iterator[object]:
    """The types of what a public function takes and returns, or of what a class shows."""
    if isinstance(value, FunctionType):
        yield from get_type_hints(value, localns=FOREIGN).values()
    elif not isinstance(value, type):
        yield value
    elif value.__module__ == "linkcheck":
        yield from (hint for name, hint in get_type_hints(value, localns=FOREIGN).items() if name[0] != "_")
        for name, found in vars(value).items():
            if name[0] != "_" or name == "__init__":
                found = found.fget if isinstance(found, property) else getattr(found, "__func__", found)
                found = getattr(found, "_compute", found)  # of a LazyProperty
                yield from get_type_hints(found, localns=FOREIGN).values() if isinstance(found, FunctionType) else ()


def test_every_type_that_users_can_reach_is_public() -> None:
    public = [getattr(linkcheck, name) for name in linkcheck.__all__ if name != "__version__"]
    reached = {
        found: linkcheck.__all__[number]
        for number, value in enumerate(public, 1)
        for hint in _annotations(value)
        for found in _types_in(hint)
        if found.__module__.split(".")[0] == "linkcheck"
    }
    assert {found: name for found, name in reached.items() if found not in public} == {}
    assert len(reached) > 30


def test_no_other_modules_are_public() -> None:
    names = {module.name for module in read_modules() if not any(part[0] == "_" for part in module.name.split("."))}
    assert names == {"demo", "detectors", "errors", "settings", "testing", "training", "version"}


def test_every_error_and_setting_is_imported_from_linkcheck_itself() -> None:
    classes = {
        name
        for module in (errors, settings)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == "linkcheck"
    }
    assert classes - set(linkcheck.__all__) == set()


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
