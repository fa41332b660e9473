"""The suite keeps its own rules: names that can be read alone, and no assertion on wall time."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

NO_SUBJECTS = frozenset(
    """
    and as because both but either else he how however if it its neither nor or otherwise she so such than that their
    then there these they this those though unless until what when where whether which while who whom whose why
    """.split()  # noqa: SIM905 - a table of words is read more easily as text
)
"""Words that point to another sentence: a name that begins with one says nothing by itself."""

CLOCKS = frozenset({"elapsed", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time"})
"""Names of measured time; a test with a clock of its own compares with `==`, which no measured time passes."""


Test = ast.FunctionDef | ast.AsyncFunctionDef


def functions_of(source: str) -> Iterator[Test]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Test) and node.name.startswith("test_"):
            yield node


def complaint_about(name: str) -> str:
    """Why a test's name cannot be read alone; empty if it can."""
    first, *others = name.removeprefix("test_").split("_")
    if first in NO_SUBJECTS:
        return f"begins with “{first}”: name the subject"
    return "has fewer than three words" if len(others) < 2 else ""


def asserted_times(source: str) -> Iterator[int]:
    """Lines of assertions that compare a measured time by order: they depend on the load of the machine."""
    tree = ast.parse(source)
    timed = CLOCKS | {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _names(node.value) & CLOCKS
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            orders = any(
                isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
                for part in ast.walk(node)
                if isinstance(part, ast.Compare)
                for op in part.ops
            )
            if _names(node) & timed and orders:
                yield node.lineno


def _names(node: ast.AST) -> set[str]:
    parts = (part for part in ast.walk(node) if isinstance(part, ast.Attribute | ast.Name))
    return {part.attr if isinstance(part, ast.Attribute) else part.id for part in parts}


def sources() -> dict[str, str]:
    return {str(path.relative_to(TESTS)): path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("*.py"))}


def test_every_name_of_a_test_can_be_read_alone() -> None:
    found = [
        f"{file}:{test.lineno} {test.name} {complaint}"
        for file, source in sources().items()
        for test in functions_of(source)
        if (complaint := complaint_about(test.name))
    ]
    assert found == []


def test_every_name_of_a_test_is_given_once() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for file, source in sources().items():
        for test in functions_of(source):
            places[test.name].append(f"{file}:{test.lineno}")
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_no_assertion_is_on_wall_time() -> None:
    found = [f"{file}:{line}" for file, source in sources().items() for line in asserted_times(source)]
    assert found == []


@pytest.mark.parametrize("name", ["test_unless_asked_to_mind", "test_what_is_wrong_is_named", "test_kinds"])
def test_a_name_without_a_subject_is_found(name: str) -> None:
    assert complaint_about(name)


@pytest.mark.parametrize(
    "source",
    [
        "assert time.monotonic() - started < 5",
        "assert snapshot.elapsed > 0.9, 'seconds'",
        "seconds = perf_counter() - begin; assert seconds < 1",
        "assert max(shot.elapsed for shot in shots) < 0.5",
    ],
)
def test_an_assertion_on_wall_time_is_found(source: str) -> None:
    assert list(asserted_times(source)) == [1]
