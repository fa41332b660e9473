"""The command as its users meet it: what it prints, and what it exits with."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

import linkcheck
from linkcheck.cli import cli, main
from linkcheck.commands.check import check
from linkcheck.demo.sites import Sites

LOOPBACK = ("--allow-network", "127.0.0.0/8", "--host-delay", "0")


class Told(str):
    """Standard output of a run, with its exit code and standard error beside it."""

    code: int
    errors: str

    @property
    def flat(self) -> str:
        """The text with its lines joined, since a report wraps."""
        return " ".join(self.split())


Command = Callable[..., Told]


@pytest.fixture(autouse=True)
def _clean_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("LINKCHECK_"):
            monkeypatch.delenv(name)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str) -> Told:
        code = main(arguments)
        out, err = capsys.readouterr()
        told = Told(out)
        told.code, told.errors = code, err
        return told

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


class TestExitCodes:
    def test_a_post_that_matches_is_clean(self, command: Command, good: str) -> None:
        told = command("check", good, *LOOPBACK)
        assert (told.code, told.errors) == (0, "")
        assert "✓ match" in told
        assert "1 post, 1 link: 1 checked (1 match)." in told

    def test_a_dead_link_is_a_finding(self, command: Command, dead: str) -> None:
        told = command("check", dead, *LOOPBACK)
        assert told.code == 1
        assert told.errors == "linkcheck: 1 finding\n"

    def test_a_wall_is_no_finding_but_nothing_was_checked(self, command: Command, walled: str) -> None:
        told = command("check", walled, *LOOPBACK)
        assert told.code == 0
        assert "1 post, 1 link: nothing was checked; 1 link could not be read." in told.flat

    @pytest.mark.parametrize("option", [("--strict",), ("--max-unverifiable", "50")])
    def test_an_unverifiable_link_fails_the_check_when_an_option_says_so(
        self, command: Command, walled: str, option: tuple[str, ...]
    ) -> None:
        assert command("check", walled, *LOOPBACK, *option).code == 1

    def test_findings_can_be_chosen_or_only_told(self, command: Command, dead: str) -> None:
        assert command("check", dead, *LOOPBACK, "--fail-on", "mismatch").code == 0
        assert command("check", dead, *LOOPBACK, "--warn-only").code == 0

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("check",), "nothing to check"),
            (("chekc",), "No such command 'chekc'"),
            (("check", "--format", "yaml", "x"), "'yaml' is not one of"),
            (("check", "--fail-on", "guilty", "x"), "'guilty' is no verdict"),
            (("check", "--timeout", "0", "x"), "Settings.timeout is 0.0: use a number from 0.01 to 600"),
            (("check", "--set", "timeuot=3", "x"), "the nearest is 'timeout'"),
            (("check", "--offline", "x"), "offline only together with a store"),
            (("schema", "poem"), "no schema of 'poem'"),
            (("check", "x", "-o", "sraif:report.sarif"), "there is no format 'sraif'; the nearest is 'sarif'"),
            (("page", "news.example/ferry"), "a URL begins with http:// or https://"),
        ],
    )
    def test_wrong_usage_is_2_and_says_what_to_do(
        self, command: Command, arguments: tuple[str, ...], told: str
    ) -> None:
        said = command(*arguments)
        assert said.code == 2
        assert told in said.errors
        assert said == ""


class TestBadInput:
    def test_a_machine_without_a_network_doubts_itself(self, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        def nobody(*_arguments: object, **_options: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", nobody)
        told = command("check", "NASA finds water https://example.org/moon", "--retries", "1")
        assert "Not one host was found: if this machine has no network" in told.flat

    def test_a_missing_file_is_named_and_the_rest_is_still_reported(self, command: Command, good: str) -> None:
        told = command("check", "no-such.csv", good, *LOOPBACK)
        assert told.code == 2
        assert "no-such.csv: " in told.errors
        assert "1 match" in told

    def test_a_folder_is_no_file(self, command: Command, tmp_path: Path) -> None:
        told = command("check", str(tmp_path))
        assert told.code == 2
        assert "is a folder" in told.errors

    def test_a_broken_record_is_named_by_file_and_line_and_its_neighbours_are_reported(
        self, command: Command, good: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "posts.jsonl"
        file.write_text(json.dumps({"text": good}) + "\n{broken\n" + json.dumps({"text": "no link"}) + "\n")
        told = command("check", str(file), *LOOPBACK)
        assert told.code == 0
        assert f"{file}:2" in told
        assert "1 match" in told
        assert "1 record could not be read." in told.flat

    def test_a_file_without_one_readable_record_could_not_be_run(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "posts.jsonl"
        file.write_text("{broken\n")
        told = command("check", str(file))
        assert told.code == 2
        assert "nothing was checked" in told

    def test_an_empty_file_says_that_nothing_was_checked(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "posts.txt"
        file.write_text("")
        told = command("check", str(file))
        assert "0 posts, 0 links: nothing was checked." in told

    @pytest.mark.parametrize("text", ["", "   ", "no link at all", "x" * 100_000])
    def test_a_post_without_anything_to_check_gets_a_clear_result(self, command: Command, text: str) -> None:
        told = command("check", "--text", text)
        assert told.code in (0, 2)
        assert "nothing was checked" in told
        assert "Traceback" not in told.errors

    def test_a_link_that_is_no_url_is_unverifiable(self, command: Command) -> None:
        told = command("check", "Look at this http://exa mple")
        assert told.code in (0, 2)
        assert "nothing was checked" in told

    def test_bytes_that_are_no_text_do_not_stop_it(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "posts.txt"
        file.write_bytes(bytes(range(256)) + b"\nplain post\n")
        told = command("check", str(file))
        assert "Traceback" not in told.errors
        assert "nothing was checked" in told

    def test_an_output_that_cannot_be_written_is_said_before_any_visit(self, command: Command, tmp_path: Path) -> None:
        told = command("check", "a post", "-o", str(tmp_path / "missing" / "report.json"))
        assert told.code == 2
        assert "cannot write" in told.errors
        assert told == ""

    def test_names_of_strangers_are_shown_harmlessly(self, command: Command, tmp_path: Path) -> None:
        told = command("check", "--file", "a\x1b[2J##[error]b.csv")
        assert "\x1b" not in told.errors
        assert "##[" not in told.errors
        (tmp_path / "linkcheck.toml").write_text('"##[error]owned" = 1\n')
        assert "##[" not in command("check", "a post").errors


class TestInputs:
    def test_standard_input_is_read(self, command: Command, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(good.encode() + b"\n")))
        assert "1 match" in command("check", "-", *LOOPBACK)

    def test_text_can_be_forced(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "queue.csv").write_text("text\nhello\n")
        told = command("check", "--text", "queue.csv", "--format", "json")
        assert json.loads(told)["posts"][0]["post"]["text"] == "queue.csv"

    def test_a_file_can_be_forced(self, command: Command, tmp_path: Path) -> None:
        assert "my posts: " in command("check", "--file", "my posts").errors

    def test_a_file_of_several_posts_is_compared_as_a_queue(
        self, command: Command, sites: dict[str, str], tmp_path: Path
    ) -> None:
        bus = "The N4 and N7 night buses will run until three in the morning on Fridays and Saturdays from June"
        plots = "Allotment rents frozen and forty new plots at Long Meadow for people on the waiting list"
        file = tmp_path / "queue.txt"
        file.write_text(f"{bus} {sites['council']}/news/allotment-fees\n{plots} {sites['council']}/news/night-bus\n")
        told = json.loads(command("check", str(file), "--format", "json", *LOOPBACK))
        assert [post["links"][0]["better_match"] for post in told["posts"]] == [1, 0]
        alone = json.loads(command("check", str(file), "--format", "json", "--no-queue", *LOOPBACK))
        assert [post["links"][0].get("better_match") for post in alone["posts"]] == [None, None]


class TestOutput:
    def test_json_is_a_run(self, command: Command, good: str) -> None:
        from linkcheck.report.as_json import decode

        run = decode(str(command("check", good, "--format", "json", *LOOPBACK)))
        assert run.counts.match == 1
        assert run.version == linkcheck.__version__

    def test_jsonl_is_a_report_a_line(self, command: Command, good: str, dead: str) -> None:
        lines = command("check", good, dead, "--format", "jsonl", *LOOPBACK).splitlines()
        assert [json.loads(line)["verdict"] for line in lines] == ["match", "broken"]

    def test_files_are_written_in_the_format_of_their_suffix(self, command: Command, tmp_path: Path) -> None:
        told = command("check", "a post", "-o", "one.json", "-o", "text:two.log")
        assert "nothing was checked" in told
        assert json.loads((tmp_path / "one.json").read_text())["counts"]["posts"] == 1
        assert "nothing was checked" in (tmp_path / "two.log").read_text()

    def test_secrets_of_links_are_shown_nowhere(self, command: Command) -> None:
        post = "Goodbye https://news.example/unsubscribe?token=s3cret"
        for output_format in ("text", "json", "jsonl"):
            assert "s3cret" not in command("check", post, "--format", output_format, "--retries", "0")

    def test_colour_only_where_it_is_asked_for(self, command: Command) -> None:
        assert "\x1b[" not in command("check", "a post")
        assert "\x1b[" in command("check", "a post", "--color")


class TestSettings:
    def test_a_file_in_the_working_tree_cannot_open_the_network(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "linkcheck.toml").write_text('allow_networks = ["10.0.0.0/8"]\n')
        told = command("check", "a post")
        assert told.code == 2
        assert "allow_networks is taken from options and from LINKCHECK_ALLOW_NETWORKS only" in told.errors

    def test_the_environment_sets_the_settings_of_a_check(
        self, command: Command, good: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LINKCHECK_ALLOW_NETWORKS", "127.0.0.0/8")
        monkeypatch.setenv("LINKCHECK_HOST_DELAY", "0")
        assert "1 match" in command("check", good)


def every_command(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    for name, found in group.commands.items():
        if isinstance(found, click.Group):
            yield from every_command(found, *names, name)
        else:
            yield (*names, name)


class TestItself:
    def test_the_version_says_where_it_runs_from(self, command: Command) -> None:
        told = command("--version")
        assert (told.code, told) == (0, f"linkcheck {linkcheck.__version__} ({Path(linkcheck.__file__).parent})\n")

    @pytest.mark.parametrize("name", [*every_command(cli)], ids=" ".join)
    def test_every_command_has_help_with_examples(self, command: Command, name: tuple[str, ...]) -> None:
        told = command(*name, "--help")
        assert told.code == 0
        assert told.startswith(f"Usage: {' '.join(('linkcheck', *name))}")
        assert "Examples:\n    linkcheck " in told
        assert name[-1:] == () or name[-1] in command(*name[:-1], "--help")

    def test_options_stand_under_headings_and_none_is_lost(self, command: Command) -> None:
        told = command("check", "--help")
        for heading in ("What is checked:", "What is written:", "What fails a run:", "How pages are visited:"):
            assert heading in told
        options = [parameter for parameter in check.params if isinstance(parameter, click.Option)]
        assert not [option.opts for option in options if max(option.opts, key=len) not in told]
        assert "INPUTS..." not in told.partition("What is checked:")[2]

    def test_a_published_schema_is_json(self, command: Command) -> None:
        assert json.loads(command("schema", "settings"))["$schema"].endswith("2020-12/schema")

    def test_help_loads_no_heavy_library(self) -> None:
        script = (
            "import sys; from linkcheck.cli import main; main(['--help']);"
            "sys.exit(bool({'rich.console', 'httpx', 'lxml', 'numpy', 'sklearn', 'trafilatura'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


# Started in the background, a process inherits SIGINT as ignored: the command resets it before it runs.
INTERRUPTIBLE = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from linkcheck.cli import main; sys.exit(main())"
)


def run_beside(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def test_a_terminal_without_unicode_gets_the_report_all_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "linkcheck.cli", "check", "naïve ✓ https://localhost/ü"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "TERM": "dumb"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"? unverifiable" in done.stdout
    assert b"nothing was checked" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("check", "a post"), ("schema",)])
def test_a_full_disk_under_the_report_is_no_finding(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "linkcheck.cli", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("linkcheck: could not go on: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_demonstration_read_in_part_is_no_finding() -> None:
    process = run_beside("demo")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read().startswith("linkcheck: 11 posts, each named for what is wrong with it")
    assert process.wait() == 0
    process.stderr.close()


def test_a_closed_pipe_ends_quietly_with_the_code_reached(tmp_path: Path) -> None:
    file = tmp_path / "posts.txt"
    file.write_text("a post without a link\n" * 3000)
    process = run_beside("check", str(file), "--no-queue")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 0
    process.stderr.close()


def test_a_closed_pipe_after_a_finding_says_so_by_its_code(dead: str, tmp_path: Path) -> None:
    file = tmp_path / "posts.txt"
    file.write_text(f"{dead}\n" + "a post without a link\n" * 3000)
    process = run_beside("check", str(file), "--no-queue", *LOOPBACK)
    assert process.stdout is not None
    assert process.stderr is not None
    assert "broken" in process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 1
    process.stderr.close()


@pytest.mark.timeout(120)  # starts a process, also on a loaded machine
@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_an_interrupted_run_reports_what_was_done(good: str, tmp_path: Path) -> None:
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from threading import Event, Thread

    hang = Event()

    class Hanging(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hang.wait(60)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Hanging) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        file = tmp_path / "posts.txt"
        slow = f"Waiting for this http://127.0.0.1:{server.server_address[1]}/slow\n"
        file.write_text(f"{good}\n" + slow)
        process = run_beside("check", str(file), "--no-queue", *LOOPBACK, "--timeout", "60")
        assert process.stdout is not None
        assert "match" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        hang.set()
        server.shutdown()
    assert process.returncode == 130, err
    assert "Interrupted: this is what was done." in out
