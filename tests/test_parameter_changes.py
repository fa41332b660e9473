from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture import Module, read_modules
from tests.parameters import COEFFICIENTS, bound_in, golden, notices, parameter_read, parameters

JUDGING = [
    module
    for module in read_modules()
    if module.room in ("_evidence", "_scoring", "_queue")
    or module.name in ("_page.states", "_page.kinds", "_post.claim", "_post.frames", "_text.name_words", "_text.terms")
]

WORK = """
_LONGEST_APART _SPELLED_OUT_TEXT MAX_SPELLED_OUT_SENTENCES MAX_CLAIM_SENTENCES MAX_PASSAGES MAX_NAMES MAX_COMPARED_CLAIM
MAX_PAGE_TEXT MAX_PAGE_FIELD MAX_TEXT _MAX_TEXT _MAX_TITLE MAX_DATES _MAX_UNNAMED _MAX_RIVALS MAX_NUMBERS _MAX_SENTENCES
MAX_WORDS MAX_QUOTATIONS MAX_QUOTED_WORDS _MAX_INDEXED _MAX_COMPARED MAX_ENTITIES _MAX_PASSAGES MAX_SQUEEZED
MAX_QUANTITY_SENTENCES _LONGEST_WORD MAX_READ MAX_THREAD MAX_RIVALS _INDEXED_SENTENCES _MAX_PAGES_OF_WORD _LEAD _MOST
_COUNTED_CHARACTERS _PLACE_PASSAGES _MAX_PAGE_QUOTATIONS _MAX_NAMES _MAX_REORDERED _MAX_FRAMES MAX_TERMS _MAX_KNOWN
"""
"""Bounds of work: beyond them nothing is judged otherwise, it is left out."""
SHOWN = """
_MAX_SHOWN _MAX_LISTED _MAX_FUNCTION_WEIGHT _MAX_SHORT _SHOWN _MIN_NAMED_WEIGHT _SHORT_CLAIM _NAMED _QUOTE_CHARACTERS
_LONGEST_ERROR _MAX_SUMMARY _MAX_QUOTED _MIN_WEIGHT _MIN_MISSING_WEIGHT _MAX_CONFIRMED
"""
"""What a message or a report shows of what was found."""
FACTS = "_ZERO _ALL _DAYS_A_YEAR _HALF_A_DAY _HALF MODEL_SCHEMA"
"""True by definition."""


def numbers_of(module: Module) -> Iterator[str]:
    """The names at the top of a module that are bound to a number."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value.operand if isinstance(node.value, ast.UnaryOp) else node.value
            if isinstance(value, ast.Constant) and type(value.value) in (int, float):
                yield node.targets[0].id


def test_every_number_that_judges_stands_in_the_file_of_parameters() -> None:
    allowed = {*WORK.split(), *SHOWN.split(), *FACTS.split()}
    found = {f"{module.name}.{name}" for module in JUDGING for name in numbers_of(module) if name not in allowed}
    assert found == set(), "move these to _evidence/parameters.json, or say here why they do not judge"


def test_every_number_that_may_stay_in_code_is_there() -> None:
    there = {name for module in JUDGING for name in numbers_of(module)}
    assert {*WORK.split(), *SHOWN.split(), *FACTS.split()} - there == set()


COUNTED = (0, 1, 2, -1)
"""Numbers by which code counts, halves and begins."""
LITERALS = {
    "_evidence.agreement._in_decade": "a decade has ten years",
    "_evidence.agreement._differ_in_scale": "thousands, millions and billions",
    "_evidence.agreement._rounds_to": "digits are powers of ten",
    "_evidence.detectors.language._tongues": "columns of a table",
    "_evidence.quantities.find_durations": "a half",
    "_evidence.quantities._share": "percent",
    "_evidence.quantities.writings_of": "thousands to trillions",
    "_evidence.topic._share": "what a message rounds to nothing and to all",
    "_page.states.state_of_status": "the classes of statuses",
    "_page.states._from_phrases": "the three phrases of share_of_three_phrases",
    "_page.kinds.page_features": "the depth of an address, which training weighs",
    "_text.terms.term_weight": "the digits of a year",
    "_scoring.joining.either": "where exp() is nothing at all",
}
"""Functions that hold other numbers, and what these are: none of them judges."""


def literals_of(module: Module) -> Iterator[str]:
    """The functions of a module that hold a number by which they may judge."""
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef):
            within = [node for part in function.body for node in ast.walk(part)]
            left_out = {id(inner) for node in within for inner in _not_judging(node)}
            if any(_is_number(node) and id(node) not in left_out for node in within):
                yield f"{module.name}.{function.name}"


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in COUNTED


def _not_judging(node: ast.AST) -> Iterator[ast.AST]:
    """Indices and slices, and the digits to which a value is rounded."""
    if isinstance(node, ast.Subscript):
        yield from ast.walk(node.slice)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round":
        yield from node.args[1:]


def test_no_function_that_judges_holds_a_number_of_its_own() -> None:
    found = {name for module in JUDGING for name in literals_of(module)}
    assert found - set(LITERALS) == set(), "move these to _evidence/parameters.json, or say here what they are"
    assert set(LITERALS) - found == set()


def test_nothing_else_is_made_of_a_parameter_at_import() -> None:
    breaches = []
    for module in read_modules():
        bound = {name for name, _ in bound_in(module)}
        for node in module.tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                names = {inner.id for inner in ast.walk(node.value) if isinstance(inner, ast.Name)}
                read = {parameter_read(inner) for inner in ast.walk(node.value) if isinstance(inner, ast.Attribute)}
                other = {name for name in read - {""} if not name.startswith(COEFFICIENTS)}
                if names & bound or (other and not parameter_read(node.value)):
                    breaches.append(f"{module.name}:{node.lineno}")
    assert breaches == []


def test_the_golden_file_names_every_parameter() -> None:
    assert list(golden()) == parameters(), "run python -m tests.parameters --update"


def test_a_change_of_every_parameter_is_noticed_by_some_case() -> None:
    assert [name for name, least in golden().items() if not least] == []


@pytest.mark.parametrize(
    ("parameter", "value", "case"),
    [(name, value, case) for name, least in golden().items() for value, case in least.values()],
)
def test_a_change_of_a_parameter_is_noticed(parameter: str, value: float, case: str) -> None:
    assert notices(case, parameter, value), "if that is meant, run python -m tests.parameters --update"
