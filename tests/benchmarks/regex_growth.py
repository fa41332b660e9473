"""How does the time of every regular expression of the package grow on hostile texts of 10,000 to 40,000 characters?

    python -m tests.benchmarks.regex_growth            # all, the worst first: a minute or two
    python -m tests.benchmarks.regex_growth dates      # those of modules with that in their name

Texts are made of the expression's own parts: its characters, its repeated parts, and beginnings that do not end as it
asks. Each is tried by the methods that the package calls on the expression. Ratio is the time at twice the length:
2 is linear, 4 quadratic. Where 4,000 characters show that more would take long, no more are tried.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]  # the only reader of patterns there is
from re import _parser  # type: ignore[attr-defined]  # the same
from typing import Any, NamedTuple

import linkcheck

SIZES = (10_000, 20_000, 40_000)
SUPERLINEAR = 3.0
"""The ratio at twice the length from which growth is told: n log n stays below 2.3."""
_FIRST = 1_000
_MEASURABLE = 0.002
"""Seconds below which a ratio is noise."""
_LONGEST = 2.0
"""Seconds that one search may be expected to take."""
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
_EXAMPLES = "aZ0 .-/é"
"""Characters that stand for a class, the first that is in it; and what ends a beginning."""


BOUNDED: Mapping[str, str] = {
    "linkcheck._text.dates:_WEEKDAY_BEFORE": "searched in the few characters before a day",
    "linkcheck._text.names:_SENTENCE_START": "searched in the six characters before a name",
    "linkcheck._post.frames:_PART": "only matched, and where a line begins",
    "linkcheck._post.frames:_LEARNED": "only matched, and where a line begins",
}
"""Expressions that would grow, and why their callers do not let them."""


class Expression(NamedTuple):
    """A compiled expression of the package and how it is used."""

    where: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


class Growth(NamedTuple):
    """The worst that was seen of one expression."""

    expression: Expression
    method: str
    text: str
    """What was repeated."""
    seconds: tuple[float, ...]
    """For SIZES, as far as was tried."""
    ratio: float


def expressions(only: str = "") -> Iterator[Expression]:
    """Every pattern in the globals of a module of the package, its tables included, and those of inline calls."""
    seen: set[tuple[Any, int]] = set()
    for module in _modules():
        if only not in module.__name__:
            continue
        methods = _methods_called(Path(str(module.__file__)))
        for name, value in list(vars(module).items()):
            for pattern in _patterns_in(value):
                key = (pattern.pattern, pattern.flags)
                if key not in seen:
                    seen.add(key)
                    yield Expression(f"{module.__name__}:{name}", pattern, methods.get(name) or frozenset({"search"}))
        for line, pattern, method in _inline(Path(str(module.__file__))):
            yield Expression(f"{module.__name__}:{line}", pattern, frozenset({method}))


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(linkcheck.__path__, "linkcheck."):
        if ".training" in found.name or found.name.endswith("__main__"):
            continue
        try:
            yield importlib.import_module(found.name)
        except ImportError:
            continue  # of an extra that is not installed


def _patterns_in(value: object, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, Mapping):
        for part in (*value.keys(), *value.values()):
            yield from _patterns_in(part, depth - 1)
    elif depth and isinstance(value, (tuple, list, frozenset)) and len(value) < 2_000:
        for part in value:
            yield from _patterns_in(part, depth - 1)


def _methods_called(source: Path) -> dict[str, frozenset[str]]:
    """The methods that a module calls on each name. A pattern in a table has another there, and counts as searched."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in _METHODS and isinstance(node.value, ast.Name):
            found[node.value.id].add(node.attr)
    return {name: frozenset(methods) for name, methods in found.items()}


def _inline(source: Path) -> Iterator[tuple[int, re.Pattern[Any], str]]:
    """Calls such as re.search("literal", text)."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS):
            continue
        if (
            isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno, re.compile(node.args[0].value), node.func.attr


def hostile_units(pattern: re.Pattern[Any]) -> list[tuple[str, str, str]]:
    """What to repeat for a pattern, what stands before and what after: parts of it, whole and without their end."""
    as_text = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    tree = _parser.parse(as_text, pattern.flags & ~re.DEBUG)
    whole = _sample(tree, 2)
    units = {("", whole, ""), ("", whole[:-1], ""), ("", whole[:-1], "\n"), ("", whole[1:], "")}
    units |= {("", character, end) for character in _characters(tree) for end in ("", "!", "\0")}
    for before, repeated in _repeats(tree, ""):
        units |= {(start, repeated, end) for start in ("", before) for end in ("", "!", "\0")}
        units |= {("", before + repeated, ""), ("", repeated + repeated[:1], "!")}
    characters = sorted(_characters(tree))[:8]
    units |= {("", one + other, "") for one in characters for other in characters if one != other}
    return sorted(unit for unit in units if unit[1])


def _sample(tree: Iterable[Any], times: int) -> str:
    """A text that a parsed pattern might match; every optional part is there."""
    return "".join(_sample_of(op, value, times) for op, value in tree)


def _sample_of(op: Any, value: Any, times: int) -> str:
    if op in (ops.LITERAL, ops.NOT_LITERAL):
        return chr(value) if op is ops.LITERAL else _outside({value})
    if op is ops.IN:
        return _in_class(value)
    if op is ops.ANY:
        return "a"
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, most, inside = value
        return _sample(inside, times) * min(int(most), max(int(least), times if int(most) > 1 else 1))
    if op is ops.SUBPATTERN:
        return _sample(value[3], times)
    if op is ops.ATOMIC_GROUP:
        return _sample(value, times)
    if op is ops.BRANCH:
        return _sample(value[1][0], times)
    return ""


def _in_class(members: Iterable[Any]) -> str:
    pattern_members = list(members)
    negated = any(op is ops.NEGATE for op, _ in pattern_members)
    listed = {value for op, value in pattern_members if op is ops.LITERAL}
    ranges = [value for op, value in pattern_members if op is ops.RANGE]
    categories = [value for op, value in pattern_members if op is ops.CATEGORY]
    if negated:
        return _outside(listed | {point for low, high in ranges for point in range(low, min(high, low + 300) + 1)})
    if categories:
        name = str(categories[0])
        return "0" if name.endswith("_DIGIT") and "NOT" not in name else " " if name.endswith("Y_SPACE") else "a"
    return chr(min(listed)) if listed else chr(ranges[0][0]) if ranges else "a"


def _outside(points: set[int]) -> str:
    return next((character for character in _EXAMPLES if ord(character) not in points), "\u2603")


def _characters(tree: Iterable[Any]) -> set[str]:
    """One character for each literal and class of a pattern."""
    found: set[str] = set()
    for op, value in tree:
        if op in (ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY):
            found.add(_sample_of(op, value, 1))
        for inside in _inside(op, value):
            found |= _characters(inside)
    return found if len(found) < 24 else set(sorted(found)[:: len(found) // 12])


def _inside(op: Any, value: Any) -> list[Any]:
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return [value[2]]
    if op is ops.SUBPATTERN:
        return [value[3]]
    if op is ops.ATOMIC_GROUP:
        return [value]
    if op is ops.BRANCH:
        return list(value[1])
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [value[1]]
    return []


def _repeats(tree: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    """Each part that may be repeated, with a sample of what stands before it."""
    for op, value in tree:
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and int(value[1]) > 8:
            yield before, _sample(value[2], 1)
        for inside in _inside(op, value)[:40]:
            yield from _repeats(inside, before)
        before = (before + _sample_of(op, value, 1))[-60:]


def growth_of(expression: Expression) -> Growth | None:
    """The first text on which an expression's time grows faster than linearly, else that on which it grows most; None
    where nothing was measurable."""
    worst: Growth | None = None
    for before, repeated, after in hostile_units(expression.pattern):
        for method in sorted(expression.methods):
            growth = _measure(expression, method, (before, repeated, after))
            if growth is not None and growth.ratio > SUPERLINEAR:
                return growth
            if growth is not None and (worst is None or growth.ratio > worst.ratio):
                worst = growth
    return worst


def _measure(expression: Expression, method: str, unit: tuple[str, str, str]) -> Growth | None:
    # What is exponential would not end at a thousand.
    for size in (60, 250):
        if _seconds(expression.pattern, method, unit, size) > _MEASURABLE * 5:
            return Growth(expression, method, _shown(unit), (), float("inf"))
    small, double = (_seconds(expression.pattern, method, unit, size) for size in (_FIRST, 4 * _FIRST))
    if double < _MEASURABLE / 4 and double / max(small, 1e-6) < 8:
        return None
    seconds: list[float] = []
    expected = double * (SIZES[0] / (4 * _FIRST)) ** 2
    for size in SIZES:
        if expected > _LONGEST:
            break
        seconds.append(_seconds(expression.pattern, method, unit, size))
        expected = seconds[-1] * 4
    if len(seconds) < 2:
        ratio = (double / max(small, 1e-6)) ** 0.5
    elif seconds[-1] < _MEASURABLE:
        return None
    else:
        ratio = seconds[-1] / max(seconds[-2], 1e-6)
    return Growth(expression, method, _shown(unit), tuple(seconds), ratio)


def _shown(unit: tuple[str, str, str]) -> str:
    return f"{unit[0][:20]}({unit[1][:30]})*{unit[2]}"


def _seconds(pattern: re.Pattern[Any], method: str, unit: tuple[str, str, str], size: int) -> float:
    before, repeated, after = unit
    text: Any = before + repeated * (size // len(repeated)) + after
    if isinstance(pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    call = _calls(pattern, text)[method]
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        call()
        best = min(best, time.process_time() - began)
        if best > _LONGEST / 4:
            break
    return best


def _calls(pattern: re.Pattern[Any], text: Any) -> Mapping[str, Callable[[], object]]:
    return {
        "search": lambda: pattern.search(text),
        "match": lambda: pattern.match(text),
        "fullmatch": lambda: pattern.fullmatch(text),
        "finditer": lambda: sum(1 for _ in pattern.finditer(text)),
        "findall": lambda: pattern.findall(text),
        "sub": lambda: pattern.sub(text[:0], text),
        "subn": lambda: pattern.subn(text[:0], text),
        "split": lambda: pattern.split(text),
    }


def main(only: str = "") -> int:
    """Measure and print; 1 when an expression grows faster than linearly."""
    measured = list(expressions(only))
    grown = sorted(filter(None, map(growth_of, measured)), key=lambda growth: -growth.ratio)
    print("ratio   10k s   20k s   40k s  method    where and text")
    for growth in grown[:40]:
        times = "".join(f"{seconds:8.4f}" for seconds in growth.seconds).ljust(24)
        where = growth.expression.where
        print(
            f"{growth.ratio:5.1f}{times}  {growth.method:9} {where}  {growth.text!a}  {BOUNDED.get(where, '')}".rstrip()
        )
    fast = sum(growth.ratio > SUPERLINEAR and growth.expression.where not in BOUNDED for growth in grown)
    print(f"{len(measured)} expressions; {fast} grow faster than linearly where nothing bounds them")
    return bool(fast)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
