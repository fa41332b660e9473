from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import linkcheck
from linkcheck._cli import main
from linkcheck.demo import Sites

Command = Callable[..., tuple[int, str, str]]
NAMES = ("report.json", "report.jsonl", "each.json", "each.jsonl")


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def kept(tmp_path: Path, command: Command) -> Path:
    """A folder with a store, and reports of posts that were checked into it: as a queue and each by itself."""
    posts = tmp_path / "posts.txt"
    with Sites() as sites:
        gazette = sites.origins["gazette"]
        posts.write_text(
            f"The electric ferry begins service with 240 passengers {gazette}/news/electric-ferry\n"
            f"The town will plant 2,400 street trees {gazette}/news/electric-ferry\n"
            f"A page that is not there {gazette}/news/nothing\n"
            "Their intranet says so http://10.0.0.1/\n"
            "No link here\n"
        )
        visiting = ("--store", tmp_path / "pages.sqlite", "--allow-network", "127.0.0.0/8", "--host-delay", "0")
        for form, first, second in (("--queue", *NAMES[:2]), ("--no-queue", *NAMES[2:])):
            command("check", posts, form, *visiting, "-o", tmp_path / first, "-o", tmp_path / second)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_written_again_byte_for_byte_and_the_exit_code_is_that_of_check(
    name: str, kept: Path, command: Command
) -> None:
    code, _, printed = command("replay", kept / name, "--store", kept / "pages.sqlite", "-o", kept / f"again-{name}")
    assert (kept / f"again-{name}").read_bytes() == (kept / name).read_bytes()
    assert "5 of 5 reports came out the same, byte for byte" in printed
    assert "finding" in printed
    assert code == 1


def test_a_report_on_standard_input_is_made_again(
    kept: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (kept / "report.json").open(encoding="utf-8") as report:
        monkeypatch.setattr(sys, "stdin", report)
        _, _, errors = command("replay", "-", "--store", kept / "pages.sqlite")
    assert "5 of 5 reports came out the same, byte for byte" in errors


def test_the_same_gate_as_that_of_check(kept: Path, command: Command) -> None:
    arguments = ("replay", kept / "report.json", "--store", kept / "pages.sqlite", "--same")
    assert command(*arguments, "--warn-only")[0] == 0
    assert command(*arguments, "--strict")[0] == 1


def test_a_replay_that_differs_is_reported_and_fails_with_same(kept: Path, command: Command) -> None:
    arguments = ("replay", kept / "each.json", "--store", kept / "pages.sqlite", "--warn-only", "--prior", "0.9")
    code, out, printed = command(*arguments)
    assert code == 0
    assert "linkcheck: 5 of 5 reports are not as they were (settings)" in printed
    assert "something differs: the settings" in " ".join(out.split())
    assert command(*arguments, "--same")[0] == 1


def test_a_replay_of_a_pruned_page_is_unverifiable(kept: Path, command: Command) -> None:
    command("store", "prune", kept / "pages.sqlite", "--older-than", "0")
    code, out, printed = command(
        "replay", kept / "each.jsonl", "--store", kept / "pages.sqlite", "--format", "json", "--strict"
    )
    assert code == 1
    assert "(snapshots)" in printed
    counts = json.loads(out)["counts"]
    assert (counts["unverifiable"], counts["links"]) == (4, 4)


def test_pruning_that_keeps_a_report_keeps_it_the_same(kept: Path, command: Command) -> None:
    command("store", "prune", kept / "pages.sqlite", "--older-than", "0", "--keep", kept / "report.json")
    code, _, printed = command(
        "replay", kept / "report.json", "--store", kept / "pages.sqlite", "--same", "--warn-only"
    )
    assert (code, "5 of 5 reports came out the same" in printed) == (0, True)


def test_a_file_or_option_that_cannot_be_replayed_is_named(kept: Path, command: Command, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"a": 1}')
    for arguments, words in (
        (("report.json",), "replay needs --store"),
        ((), "Missing argument"),
        (("other.json", "--store", "pages.sqlite"), "other.json: this is not a report of linkcheck"),
        (("none.json", "--store", "pages.sqlite"), "none.json: no such file"),
        (("report.json", "--store", "none.sqlite"), "there is no such store"),
    ):
        named = [kept / argument if "." in argument else argument for argument in arguments]
        code, out, printed = command("replay", *named)
        assert (code, out) == (2, "")
        assert words in printed
    assert not (kept / "none.sqlite").exists()


def test_a_replay_visits_no_page(kept: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def visit(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr("linkcheck._web.http.open_channel", visit)
    monkeypatch.setattr("linkcheck._web.guard.look_up", visit)
    for report in NAMES:
        assert "came out the same" in command("replay", kept / report, "--store", kept / "pages.sqlite")[2]


def test_a_replayed_queue_keeps_its_repeats_and_findings(tmp_path: Path, command: Command) -> None:
    posts, store = tmp_path / "posts.txt", tmp_path / "pages.sqlite"
    with Sites() as sites:
        ferry = f"{sites.origins['gazette']}/news/electric-ferry"
        posts.write_text(f"The electric ferry took 240 passengers {ferry}\n" * 2)
        visiting = ("--store", store, "--allow-network", "127.0.0.0/8", "--host-delay", "0")
        command("check", posts, *visiting, "-o", tmp_path / "report.json")
    command("replay", tmp_path / "report.json", "--store", store, "-o", tmp_path / "again.json")
    (past,), (again,) = (linkcheck.read_reports(tmp_path / name) for name in ("report.json", "again.json"))
    assert isinstance(past, linkcheck.QueueReport)
    assert isinstance(again, linkcheck.QueueReport)
    assert past.repeats
    assert (again.repeats, again.findings) == (past.repeats, past.findings)
