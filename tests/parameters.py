"""Which result changes when a parameter changes? Each of them, lower and higher: the golden file tests/parameters.json.

python -m tests.parameters            # tells which parameters no case notices
python -m tests.parameters --update   # seeks for each parameter, lower and higher, the least change that a case notices
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import _lru_cache_wrapper, cache
from inspect import signature
from itertools import islice, product
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import msgspec

from linkcheck._parameters import PARAMETERS, Parameters
from linkcheck._scoring.features import MANUAL_COEFFICIENTS
from tests.architecture import PACKAGE, SOURCE, Module, read_modules
from tests.parameter_cases import cases

GOLDEN = Path(__file__).with_name("parameters.json")

COEFFICIENTS = "coefficients"
"""The group whose values codes declare; all others are bound to names, or read in functions."""

LOWER, HIGHER = "lower", "higher"


class Binding(NamedTuple):
    """A name of a module that holds a parameter."""

    module: str
    name: str


@cache
def bindings() -> Mapping[str, tuple[Binding, ...]]:
    """The names that hold each parameter ("topic.lead_words"), where they are bound and where they are imported."""
    modules = read_modules()
    found: defaultdict[str, list[Binding]] = defaultdict(list)
    held = {}
    for module in modules:
        for name, parameter in bound_in(module):
            held[f"{PACKAGE}.{module.name}", name] = parameter
            found[parameter].append(Binding(f"{PACKAGE}.{module.name}", name))
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if (node.module or "", alias.name) in held:
                        parameter = held[node.module or "", alias.name]
                        found[parameter].append(Binding(f"{PACKAGE}.{module.name}", alias.asname or alias.name))
    return {parameter: tuple(names) for parameter, names in found.items()}


def bound_in(module: Module) -> Iterator[tuple[str, str]]:
    """The names at the top of a module that hold a parameter, each with the parameter's."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            parameter = parameter_read(node.value)
            if parameter:
                yield node.targets[0].id, parameter


def parameter_read(node: ast.expr) -> str:
    """The parameter that `PARAMETERS.topic.lead_words` reads; empty for any other expression."""
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and isinstance(node.value.value, ast.Name)
        and node.value.value.id == "PARAMETERS"
    ):
        return f"{node.value.attr}.{node.attr}"
    return ""


@contextlib.contextmanager
def replaced(parameter: str, value: float) -> Iterator[None]:
    """Judge with another value of one parameter, wherever it is held."""
    group, key = parameter.split(".")
    struct = getattr(PARAMETERS, group)
    before = getattr(struct, key)
    try:
        _set(struct, parameter, key, value)
        yield
    finally:
        _set(struct, parameter, key, before)


def _set(struct: msgspec.Struct, parameter: str, key: str, value: float) -> None:
    msgspec.structs.force_setattr(struct, key, value)
    if parameter.startswith(COEFFICIENTS):
        MANUAL_COEFFICIENTS[key.replace("_", "-")] = value
    for module, name in bindings().get(parameter, ()):
        setattr(importlib.import_module(module), name, value)
    for remembering in _remembering():
        remembering.cache_clear()


@cache
def _remembering() -> tuple[_lru_cache_wrapper[Any], ...]:
    """The functions of the package that remember what they said of an argument."""
    _import_readers()
    return tuple(
        found
        for found in gc.get_objects()
        if isinstance(found, _lru_cache_wrapper)
        and (found.__module__ or "").startswith(f"{PACKAGE}._")
        and signature(found).parameters
    )


def _import_readers() -> None:
    for module in sorted({binding.module for bound in bindings().values() for binding in bound}):
        importlib.import_module(module)


def parameters() -> list[str]:
    """The name of every parameter, in the order of the file."""
    return [
        f"{group}.{key}"
        for group in Parameters.__struct_fields__
        for key in getattr(PARAMETERS, group).__struct_fields__
    ]


def value_of(parameter: str) -> float:
    group, key = parameter.split(".")
    value: float = getattr(getattr(PARAMETERS, group), key)
    return value


def changes(parameter: str) -> Iterator[tuple[str, float]]:
    """Other values of a parameter within its range, the nearest first, each with its direction."""
    value = value_of(parameter)
    sizes = [(abs(value) or 1) * share for share in (0.1, 0.5, 1.0, 5.0)]
    if isinstance(value, int):
        sizes = list(dict.fromkeys([1, *(max(1, round(size)) for size in sizes)]))
    for size, (direction, sign) in product(sizes, ((LOWER, -1), (HIGHER, 1))):
        other = value + sign * size if isinstance(value, int) else round(value + sign * size, 6)
        if is_valid(parameter, other):
            yield direction, other


def is_valid(parameter: str, value: float) -> bool:
    """Whether the file could hold this value."""
    group, key = parameter.split(".")
    content = msgspec.to_builtins(PARAMETERS)
    content[group][key.replace("_", "-") if group == COEFFICIENTS else key] = value
    try:
        msgspec.convert(content, Parameters)
    except msgspec.ValidationError:
        return False
    return True


@cache
def baseline(case: str) -> list[Any]:
    """What a case says with the parameters in use."""
    return cases()[case]()


def notices(case: str, parameter: str, value: float) -> bool:
    """Whether a case says otherwise with another value of a parameter."""
    expected = baseline(case)
    with replaced(parameter, value):
        return cases()[case]() != expected


def found(parameter: str, known: Mapping[str, tuple[float, str]]) -> dict[str, tuple[float, str]]:
    """For each direction the least change of a parameter that a case notices, and the case."""
    least = {
        direction: kept
        for direction, kept in known.items()
        if kept[1] in cases() and is_valid(parameter, kept[0]) and notices(kept[1], parameter, kept[0])
    }
    for direction in (LOWER, HIGHER):
        values = [value for way, value in changes(parameter) if way == direction]
        if direction not in least and values:
            # What notices no large change is not asked about small ones.
            noticing = list(islice(_noticing(parameter, values[-1], candidates(parameter)), _ENOUGH))
            for value in values if noticing else ():
                case = next(_noticing(parameter, value, noticing), "")
                if case:
                    least[direction] = (value, case)
                    break
    return least


_ENOUGH = 12
"""Cases that notice a large change and are asked about smaller ones."""


def _noticing(parameter: str, value: float, names: Iterable[str]) -> Iterator[str]:
    """Those of some cases that notice a value of a parameter."""
    expected = [(name, cases()[name], baseline(name)) for name in names]
    with replaced(parameter, value):
        yield from (name for name, run, before in expected if run() != before)


def candidates(parameter: str) -> list[str]:
    """The cases that a parameter can say something of: those that run a line with its name."""
    if parameter.startswith("queue."):
        return [case for case in cases() if case.startswith("queue")]
    lines = readers(parameter)
    return [case for case in cases() if not case.startswith("queue") and (not lines or lines & ran(case))]


Line = tuple[str, int]
"""File and number."""


@cache
def readers(parameter: str) -> frozenset[Line]:
    """The lines within functions that name a parameter; none where it is not read by name."""
    return frozenset(line for name, line in _reading_lines() if name == parameter)


@cache
def _reading_lines() -> tuple[tuple[str, Line], ...]:
    held = {(binding.module, binding.name): name for name, bound in bindings().items() for binding in bound}
    found: list[tuple[str, Line]] = []
    for module in read_modules():
        functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]
        for inner in (inner for function in functions for inner in ast.walk(function)):
            name = parameter_read(inner) if isinstance(inner, ast.Attribute) else ""
            if isinstance(inner, ast.Name):
                name = held.get((f"{PACKAGE}.{module.name}", inner.id), "")
            if name and isinstance(inner, ast.expr):
                found.append((name, (str(SOURCE.parent / module.file), inner.lineno)))
    return tuple(found)


@cache
def _telling_lines() -> Mapping[CodeType, frozenset[int]]:
    """The functions that name a parameter, with the lines that do."""
    _import_readers()
    of_file: defaultdict[str, set[int]] = defaultdict(set)
    for _, (file, line) in _reading_lines():
        of_file[file].add(line)
    codes = [found for found in gc.get_objects() if isinstance(found, FunctionType)]
    return {
        inner: frozenset(of_file[inner.co_filename].intersection(line for _, _, line in inner.co_lines() if line))
        for code in codes
        if code.__code__.co_filename in of_file
        for inner in _with_inner(code.__code__)
    }


def _with_inner(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _with_inner(inner)


@cache
def ran(case: str) -> frozenset[Line]:
    """The lines with a parameter that a case runs."""
    telling = _telling_lines()
    entered: set[Line] = set()

    def step(frame: FrameType, _event: str, _argument: object) -> Any:
        entered.add((frame.f_code.co_filename, frame.f_lineno))
        return step

    def enter(frame: FrameType, _event: str, _argument: object) -> Any:
        code = frame.f_code
        new = any((code.co_filename, line) not in entered for line in telling.get(code, ()))
        return step if new else None

    for remembering in _remembering():
        remembering.cache_clear()
    sys.settrace(enter)
    try:
        cases()[case]()
    finally:
        sys.settrace(None)
    return frozenset(entered)


def golden() -> dict[str, dict[str, tuple[float, str]]]:
    """The file: for each parameter and direction the value and the case that notices it."""
    content: dict[str, dict[str, tuple[float, str]]] = json.loads(GOLDEN.read_text("utf-8"))
    return content


def main() -> int:
    if "--update" in sys.argv[1:]:
        known = golden() if GOLDEN.is_file() else {}
        made = {parameter: known.get(parameter, {}) for parameter in parameters()}
        for parameter in parameters():
            made[parameter] = found(parameter, made[parameter])
            lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(made[name])}" for name in made)
            GOLDEN.write_text(f"{{\n{lines}\n}}\n", "utf-8")
    unnoticed = [name for name in parameters() if not golden().get(name)]
    one_way = [name for name, least in golden().items() if len(least) == 1]
    sys.stdout.write(f"{len(parameters())} parameters, {len(unnoticed)} that no case notices: {unnoticed}\n")
    sys.stdout.write(f"noticed one way only: {one_way}\n")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
