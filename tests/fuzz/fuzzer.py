"""What is a fuzzer, and what did it find? An attack draws its input from a seed, so that each finding can be had again."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

SLOW = 3.0
"""Seconds of CPU from which an input counts as slow. Told by long runs, asserted nowhere."""


class Fuzzer(NamedTuple):
    """One kind of attack."""

    name: str
    attack: Callable[[Random], object]
    """Draws an input and gives it to linkcheck. Raises for a broken promise; what it returns is thrown away."""
    cases: int
    """How many the tests run: a second or so."""


class Finding(NamedTuple):
    """One input that broke a promise."""

    fuzzer: str
    seed: int
    case: int
    kind: str
    """What findings of one fault have in common: the exception, and where in our code it came from."""
    problem: str

    @property
    def command(self) -> str:
        """The command that makes it again."""
        return f"python -m tests.fuzz --only {self.fuzzer} --seed {self.seed} --case {self.case}"


def random_of(fuzzer: Fuzzer, seed: int, case: int) -> Random:
    """What the input of a case is drawn from."""
    return Random(f"{seed} {fuzzer.name} {case}")


def findings(fuzzer: Fuzzer, seed: int, cases: range) -> Iterator[Finding]:
    """What the cases of a fuzzer found."""
    for case in cases:
        began = time.process_time()
        try:
            fuzzer.attack(random_of(fuzzer, seed, case))
        except Exception as error:
            problem = "".join(traceback.format_exception(error, limit=-12))
            yield Finding(fuzzer.name, seed, case, _kind_of(error), problem)
        if (took := time.process_time() - began) > SLOW:
            yield Finding(fuzzer.name, seed, case, "slow", f"it took {took:.1f} s")


def _kind_of(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "linkcheck/" in frame.filename] or frames
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(ours[-2:]))
    return f"{type(error).__name__}: at {where}"
