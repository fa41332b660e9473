from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from linkcheck._cli import main
from linkcheck.demo import Sites

Command = Callable[..., str]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str, code: int = 0) -> str:
        assert main(arguments) == code
        printed = capsys.readouterr()
        return printed.out if code == 0 else printed.err

    return run


@pytest.fixture
def filled(tmp_path: Path, command: Command) -> Path:
    """A store that two posts were checked into, and the report of that run beside it."""
    file = tmp_path / "pages.sqlite"
    with Sites() as sites:
        posts = [
            f"The electric ferry Kittiwake crossed Skelling Sound {sites.origins['gazette']}/news/{name}"
            for name in ("electric-ferry", "street-trees")
        ]
        command(
            "check",
            *posts,
            *("--store", str(file), "--allow-network", "127.0.0.0/8", "--host-delay", "0", "--warn-only"),
            *("-o", str(tmp_path / "report.json")),
        )
    return file


def test_snapshots_are_listed_newest_first_and_can_be_shown(filled: Path, command: Command) -> None:
    lines = command("store", "list", str(filled)).splitlines()
    assert len(lines) == 2
    assert all("ok 200" in line for line in lines)
    ferry = next(line for line in lines if line.endswith("/news/electric-ferry"))
    assert "<title>Electric ferry begins service" in command("store", "show", str(filled), ferry.split()[0])
    assert len(command("store", "list", str(filled), "--limit", "1").splitlines()) == 1
    assert command("store", "list", str(filled), "--url", ferry.split()[-1]).strip() == ferry


def test_a_stored_page_is_used_offline(filled: Path, command: Command) -> None:
    url = command("store", "list", str(filled), "--limit", "1").split()[-1]
    printed = command(
        "check", f"The ferry Kittiwake crossed Skelling Sound {url}", "--store", str(filled), "--offline",
        *("--format", "json", "--warn-only"),
        *("--allow-network", "127.0.0.0/8"),
    )  # fmt: skip
    assert json.loads(printed)["counts"]["unverifiable"] == 0


def test_snapshots_are_exported_as_json_lines(filled: Path, command: Command) -> None:
    exported = [json.loads(line) for line in command("store", "export", str(filled)).splitlines()]
    assert [entry["outcome"] for entry in exported] == ["ok", "ok"]
    one = command("store", "export", str(filled), exported[0]["id"])
    assert json.loads(one) == exported[0]


def test_old_snapshots_are_removed_but_not_those_a_report_names(filled: Path, command: Command) -> None:
    report = str(filled.parent / "report.json")
    assert command("store", "prune", str(filled), "--older-than", "1").startswith("0 snapshots")
    assert command("store", "prune", str(filled), "--older-than", "0", "--keep", report).startswith("0 snapshots")
    assert command("store", "prune", str(filled), "--older-than", "0").startswith("2 snapshots and 2 bodies removed")
    assert command("store", "list", str(filled)) == ""


def test_a_file_that_is_no_store_is_named(tmp_path: Path, filled: Path, command: Command) -> None:
    assert "none.sqlite: no such file" in command("store", "list", str(tmp_path / "none.sqlite"), code=2)
    other = tmp_path / "other.txt"
    other.write_text("this is a text and no database, however long one makes it " * 30)
    assert str(other) in command("store", "list", str(other), code=2)
    assert "no snapshot 'x'" in command("store", "show", str(filled), "x", code=2)


def test_two_runs_can_keep_pages_in_one_store_at_once(tmp_path: Path, command: Command) -> None:
    file = tmp_path / "pages.sqlite"
    with Sites() as sites:
        post = f"The electric ferry Kittiwake crossed Skelling Sound {sites.origins['gazette']}/news/electric-ferry"
        arguments = ("check", post, "--store", str(file), "--allow-network", "127.0.0.0/8", "--host-delay", "0")
        runs = [
            subprocess.Popen(
                [sys.executable, "-m", "linkcheck", *arguments, "--warn-only"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(2)
        ]
        ended = [(*run.communicate(timeout=25), run.returncode) for run in runs]
    assert [(errors, code) for _, errors, code in ended] == [(b"", 0), (b"", 0)]
    assert len(command("store", "list", str(file)).splitlines()) in (1, 2)
