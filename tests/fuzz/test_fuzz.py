"""A short run of every fuzzer, always the same; `python -m tests.fuzz` runs them for longer."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz import batches, comparisons, configurations, files, formats, pages, posts, stores, urls
from tests.fuzz.fuzzer import Fuzzer, findings

FUZZERS = tuple(
    fuzzer
    for module in (posts, files, batches, pages, comparisons, formats, configurations, stores, urls)
    for fuzzer in module.FUZZERS
)


@pytest.mark.parametrize("fuzzer", FUZZERS, ids=lambda fuzzer: fuzzer.name)
def test_no_input_of_a_fuzzer_breaks_a_promise(fuzzer: Fuzzer) -> None:
    found = [finding for finding in findings(fuzzer, 20261127, range(fuzzer.cases)) if finding.kind != "slow"]
    assert not found, "\n".join(f"{finding.command}\n{finding.problem}" for finding in found[:3])


def test_a_fuzzer_finds_what_is_raised_and_makes_it_again() -> None:
    def attack(rng: Random) -> None:
        assert rng.random() > 0.1, "ten in a hundred"

    first, *_ = list(findings(Fuzzer("biased", attack, 100), 3, range(100)))
    assert "ten in a hundred" in first.problem
    (again,) = findings(Fuzzer("biased", attack, 1), 3, range(first.case, first.case + 1))
    assert (again.case, again.kind) == (first.case, first.kind)
