"""The list of mutants fits the code: who moves or renames a broken rule moves its mutant too."""

from __future__ import annotations

from pathlib import Path

import pytest

import linkcheck
from tests.mutants.__main__ import ListError, mutated
from tests.mutants.mutants import MUTANTS, QUICK, Mutant

SOURCE = Path(linkcheck.__file__).parents[1]
TESTS = Path(__file__).parents[2]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_snippet_of_every_mutant_stands_once_and_its_tests_exist(mutant: Mutant) -> None:
    compile(mutated(mutant, SOURCE), mutant.file, "exec")
    assert [test for test in mutant.tests if not (TESTS / test).is_file()] == []


def test_every_mutant_has_a_name_of_its_own() -> None:
    names = [mutant.name for mutant in MUTANTS]
    assert len(set(names)) == len(names)
    assert set(names) >= QUICK


@pytest.mark.parametrize("source", ["", "LIMIT = 1\nLIMIT = 1\n"])
def test_a_snippet_that_does_not_stand_exactly_once_is_an_error(source: str, tmp_path: Path) -> None:
    (tmp_path / "limits.py").write_text(source, encoding="utf-8")
    with pytest.raises(ListError, match="times in limits"):
        mutated(Mutant("a limit is another", "limits.py", "LIMIT = 1", "LIMIT = 2", ()), tmp_path)
