"""The public interface under pyright, as a user's editor sees it: few symbols, all of a known type.

mypy reads `api.py` with all other tests; pyright comes with the extra [dev] alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyright", reason="comes with the extra [dev]")

MOST_SYMBOLS = 150
"""What a newcomer may be shown: httpx has 68."""


def run_pyright(*arguments: str) -> Any:
    """What pyright reports, in the environment that these tests run in."""
    environment = {**os.environ, "VIRTUAL_ENV": sys.prefix, "PATH": f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "pyright", "--outputjson", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if not done.stdout.startswith("{"):
        pytest.skip(f"pyright cannot run here: {(done.stderr or done.stdout)[-200:]}")
    return json.loads(done.stdout)


@pytest.mark.timeout(120)  # pyright reads every library that is imported
@pytest.mark.slow(reason="another type checker reads the package")
def test_pyright_knows_the_type_of_every_public_symbol_and_there_are_few() -> None:
    types = run_pyright("--verifytypes", "linkcheck", "--ignoreexternal")["typeCompleteness"]
    doubtful = [symbol["name"] for symbol in types["symbols"] if not symbol["isTypeKnown"] or symbol["isTypeAmbiguous"]]
    counts = types["exportedSymbolCounts"]
    assert doubtful == []
    assert 50 < sum(counts.values()) <= MOST_SYMBOLS, counts


@pytest.mark.timeout(120)  # the same
@pytest.mark.slow(reason="another type checker reads the package")
def test_pyright_reads_the_interface_as_mypy_does() -> None:
    problems = run_pyright(str(Path(__file__).with_name("api.py")))["generalDiagnostics"]
    assert [f"{found['range']['start']['line'] + 1}: {found['message']}" for found in problems] == []
