"""Break one behaviour at a time in a copy of the repository, and see whether the tests notice.

    python -m tests.mutants                 # all: some four minutes
    python -m tests.mutants --quick         # five of different rooms: what CI runs
    python -m tests.mutants -k hedge        # those with a word in their name
    python -m tests.mutants --named-only    # without the whole room's tests after the named ones

A mutant is killed when one of its named tests fails, else when one of its room's tests does. The exit code is 1 when
one survives, and 2 when the list is out of date: a snippet that does not stand exactly once in its file, a test that
does not exist, or tests that fail before anything is broken.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.mutants import MUTANTS, QUICK, Mutant

REPOSITORY = Path(__file__).parents[2]
LEFT_OUT = (".*cache", ".git", ".hypothesis", ".venv*", "__pycache__", "dist", "shared")

ALL_PASSED, SOME_FAILED = 0, 1
"""Exit codes of pytest; the others mean that tests could not be run."""


class ListError(Exception):
    """The list of mutants does not fit the code or the tests."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the mutants that the arguments choose, print what became of each, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-k", default="", help="only mutants with this in their name")
    parser.add_argument("--quick", action="store_true", help="only a few, of different rooms")
    parser.add_argument("--named-only", action="store_true", help="do not run the room's tests after the named ones")
    options = parser.parse_args(arguments)
    chosen = [mutant for mutant in MUTANTS if options.k in mutant.name and (not options.quick or mutant.name in QUICK)]
    started = time.monotonic()
    try:
        survivors = run(chosen, named_only=options.named_only)
    except ListError as error:
        print(f"mutants: {error}", file=sys.stderr)
        return 2
    took = time.monotonic() - started
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} mutants killed in {took:.0f} s")
    return 1 if survivors else 0


def run(mutants: Sequence[Mutant], *, named_only: bool = False) -> list[Mutant]:
    """The mutants that survive. Raises ListError where the list does not fit."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "repository"
        shutil.copytree(REPOSITORY, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        for mutant in mutants:
            mutated(mutant, copy)
        named = sorted({test for mutant in mutants for test in mutant.tests})
        if named and _pytest(copy, named) != ALL_PASSED:
            raise ListError("the named tests fail, or do not exist, before anything is broken")
        return [mutant for mutant in mutants if not _is_killed(mutant, copy, named_only=named_only)]


def mutated(mutant: Mutant, repository: Path) -> str:
    """The source of the mutant's file with the change in it. Raises ListError unless the snippet stands there once."""
    file = repository / mutant.file
    source = file.read_text(encoding="utf-8") if file.is_file() else ""
    count = source.count(mutant.old)
    if count != 1:
        raise ListError(f"{mutant.name}: the snippet stands {count} times in {mutant.file}: {mutant.old!r}")
    return source.replace(mutant.old, mutant.new)


def _is_killed(mutant: Mutant, copy: Path, *, named_only: bool) -> bool:
    file = copy / mutant.file
    intact = file.read_text(encoding="utf-8")
    file.write_text(mutated(mutant, copy), encoding="utf-8")
    try:
        if mutant.tests and _pytest(copy, mutant.tests) == SOME_FAILED:
            print(f"killed    {mutant.name}", flush=True)
            return True
        if not named_only and _pytest(copy, [_tests_of_room(mutant)]) == SOME_FAILED:
            print(f"killed    {mutant.name} (by its room, not by a named test)", flush=True)
            return True
        print(f"SURVIVED  {mutant.name}: {mutant.file}: {mutant.old!r} -> {mutant.new!r}", flush=True)
        return False
    finally:
        file.write_text(intact, encoding="utf-8")


def _tests_of_room(mutant: Mutant) -> str:
    room = Path(mutant.file).parts[1].removeprefix("_").removesuffix(".py")
    return f"tests/{room}" if (REPOSITORY / "tests" / room).is_dir() else f"tests/test_{room}.py"


def _pytest(copy: Path, tests: Sequence[str]) -> int:
    # The copy comes before the editable installation; bytecode of a file changed within a second would be stale.
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not slow", *tests]
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
