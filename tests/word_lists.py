"""Word lists in code, found in its source: facts belong into the tables of the package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.architecture import Module

MAX_WORDS = 15
"""Words of one constant: up to here, a list is a decision and no table."""

_WORD = re.compile(r"[^\W\d_]{2,}(?:['’ -][^\W\d_]+){0,2}")
_GROUPING = re.compile(r"\(\?(?:[:=!]|<[=!]|P<\w+>|[a-z-]+:)|[()\[\]{}?*+^$]|\\[a-zA-Z]")
_COMMENT = re.compile(r"\s# .*")
_PROSE = re.compile(r"[.,:;]\s|[.]$")


class WordList(NamedTuple):
    """A constant of a module and how many words it lists."""

    name: str
    """"_text.names._GERMAN"."""
    words: int


def word_lists(modules: list[Module]) -> list[WordList]:
    """The constants that list more than MAX_WORDS words, in order of the source."""
    return [
        WordList(f"{module.name}.{name}", count)
        for module in modules
        for name, value in _constants(module.tree)
        if (count := count_words(value)) > MAX_WORDS
    ]


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        yield from ((target.id, value) for target in targets if isinstance(target, ast.Name) and value is not None)


def count_words(value: ast.expr) -> int:
    """The words that an expression lists: members of collections, alternatives of patterns, parts of a split text."""
    words: set[str] = set()
    for node in ast.walk(value):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            words.update(_members(node.elts))
        elif isinstance(node, ast.Dict):
            words.update(_members([*(key for key in node.keys if key is not None), *node.values]))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words.update(_alternatives(node.value) if "|" in node.value else ())
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            words.update(word for part in ast.walk(node.func.value) for word in _split(part))
    return len(words)


def _members(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _WORD.fullmatch(node.value):
            yield node.value


def _alternatives(pattern: str) -> Iterator[str]:
    pattern = _COMMENT.sub("", pattern)
    if _PROSE.search(pattern):
        return
    pieces = (piece.strip() for piece in _GROUPING.sub("|", pattern).split("|"))
    yield from (piece for piece in pieces if _WORD.fullmatch(piece))


def _split(node: ast.AST) -> list[str]:
    return node.value.split() if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


MAY_LIST: dict[str, str] = {
    "__init__._HOMES": "the public names, each with its module",
    "_evidence.detectors.age._AHEAD": "patterns of whole phrases",
    "_evidence.detectors.media._FREE": "patterns of what a page offers",
    "_evidence.detectors.media._LIST": "patterns of what a page offers",
    "_evidence.detectors.media._PROMISES": "patterns of what a page offers",
    "_evidence.detectors.media._SIGNS": "patterns of what a page offers",
    "_page.elements.NAME_GROUPS": "names of HTML: features of the model of main text",
    "_post.claim._FOREIGN_CALLS": "patterns of calls to action",
    "_post.claim._SHORT_CALLS": "patterns of calls to action",
    "_post.markup._CLOSED": "names of HTML",
    "_scoring.causes._LOOKS_BACK": "patterns of whole phrases",
    "_text.dates._DAYS_BEFORE": "patterns of dates",
    "_text.language._LANGUAGE_OF_SCRIPT": "a decision: which scripts are asked of no model",
    "_text.name_words._SOUNDS": "a rule of transliteration",
    "_web.failures.FAILURES": "codes with their messages",
    "_web.signatures.MARKUP": "names of HTML",
    "training._tables.measures._RARE_UNITS": "what is left out when a table is made",
    "training._tables.places._STATE_NUMBERS": "what a table is made of",
}
"""The constants that may list more words, and why."""
