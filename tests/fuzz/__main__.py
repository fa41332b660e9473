"""Attack linkcheck with input drawn from seeds, for as long as you like, and tell each kind of fault once.

python -m tests.fuzz --minutes 20                          # all fuzzers in turn, CPU minutes
python -m tests.fuzz --minutes 5 --seed 7 --only page      # one of them, another seed
python -m tests.fuzz --only page --seed 7 --case 1234      # one input again, with its traceback
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence

from tests.fuzz.fuzzer import Finding, Fuzzer, findings
from tests.fuzz.test_fuzz import FUZZERS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chosen fuzzers and print what they found; 1 when that is anything."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=1.0, help="CPU minutes in all")
    parser.add_argument("--seed", type=int, default=1, help="what all input is drawn from")
    parser.add_argument("--only", choices=[fuzzer.name for fuzzer in FUZZERS], help="one fuzzer")
    parser.add_argument("--case", type=int, help="one case of it")
    options = parser.parse_args(arguments)
    chosen = [fuzzer for fuzzer in FUZZERS if options.only in (None, fuzzer.name)]
    if options.case is not None:
        found = [
            finding
            for fuzzer in chosen
            for finding in findings(fuzzer, options.seed, range(options.case, options.case + 1))
        ]
        print("\n".join(finding.problem for finding in found) or "nothing")
        return bool(found)
    return bool(_run(chosen, seed=options.seed, seconds=60 * options.minutes))


def _run(chosen: Sequence[Fuzzer], *, seed: int, seconds: float) -> Counter[str]:
    kinds: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    spent: dict[str, float] = dict.fromkeys((fuzzer.name for fuzzer in chosen), 0.0)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):  # what was done is told
        _attack(chosen, seed, seconds, (kinds, cases, spent))
    for name in sorted(cases):
        print(f"{name:15} {cases[name]:8,} cases {spent[name]:7.1f} s")
    print(f"{kinds.total()} findings of {len(kinds)} kinds in {sum(spent.values()) / 60:.1f} CPU minutes")
    return kinds


def _attack(
    chosen: Sequence[Fuzzer], seed: int, seconds: float, counts: tuple[Counter[str], Counter[str], dict[str, float]]
) -> None:
    """The fuzzer that has had the least time attacks next, as long as there are `seconds` of CPU left."""
    kinds, cases, spent = counts
    while sum(spent.values()) < seconds:
        fuzzer = min(chosen, key=lambda candidate: spent[candidate.name])
        began, waited = time.process_time(), time.monotonic()
        first = cases[fuzzer.name]
        for finding in findings(fuzzer, seed, range(first, first + fuzzer.cases)):
            _tell(finding, kinds)
        cases[fuzzer.name] += fuzzer.cases
        # The child that reads PDFs has a clock of its own, and is waited for.
        took = time.process_time() - began
        spent[fuzzer.name] += time.monotonic() - waited if fuzzer.name == "pdf" else took


def _tell(finding: Finding, kinds: Counter[str]) -> None:
    kind = f"{finding.fuzzer}: {finding.kind}"
    kinds[kind] += 1
    if kinds[kind] == 1:
        print(f"{kind}\n    {finding.command}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
