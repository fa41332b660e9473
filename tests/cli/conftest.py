"""The command run in this process, and posts about the demonstration's sites."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from linkcheck._cli import main
from linkcheck.demo import Sites


class Printed(str):
    """Standard output of a run, with its exit code and standard error beside it."""

    code: int
    errors: str

    @property
    def flat(self) -> str:
        """The text with its lines joined, since a report wraps."""
        return " ".join(self.split())


Command = Callable[..., Printed]


@pytest.fixture(autouse=True)
def _clean_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("LINKCHECK_"):
            monkeypatch.delenv(name)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str) -> Printed:
        code = main(arguments)
        out, err = capsys.readouterr()
        printed = Printed(out)
        printed.code, printed.errors = code, err
        return printed

    return run


@pytest.fixture(scope="module")
def sites() -> Iterator[dict[str, str]]:
    with Sites() as served:
        yield served.origins


@pytest.fixture(scope="module")
def good(sites: dict[str, str]) -> str:
    return (
        f"The electric ferry Kittiwake took 240 passengers across Skelling Sound {sites['gazette']}/news/electric-ferry"
    )


@pytest.fixture(scope="module")
def dead(sites: dict[str, str]) -> str:
    return f"The tidal pool opens again on Saturday {sites['gazette']}/news/tidal-pool"


@pytest.fixture(scope="module")
def walled(sites: dict[str, str]) -> str:
    return f"Half price on all hand-knitted jumpers {sites['shop']}/jumpers"
