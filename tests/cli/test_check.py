"""`linkcheck check` as its users meet it: what it prints, and what it exits with."""

from __future__ import annotations

import io
import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import linkcheck

if TYPE_CHECKING:
    from tests.cli.conftest import Command

LOOPBACK = ("--allow-network", "127.0.0.0/8", "--host-delay", "0")


class TestExitCodes:
    def test_a_post_that_matches_is_clean(self, command: Command, good: str) -> None:
        printed = command("check", good, *LOOPBACK)
        assert (printed.code, printed.errors) == (0, "")
        assert "✓ match" in printed
        assert "1 post, 1 link: 1 checked (1 match)." in printed

    def test_a_dead_link_is_a_finding(self, command: Command, dead: str) -> None:
        printed = command("check", dead, *LOOPBACK)
        assert printed.code == 1
        assert printed.errors == "linkcheck: 1 finding\n"

    def test_a_wall_is_no_finding_but_nothing_was_checked(self, command: Command, walled: str) -> None:
        printed = command("check", walled, *LOOPBACK)
        assert printed.code == 0
        assert "1 post, 1 link: not checked, 1 link could not be read." in printed.flat

    @pytest.mark.parametrize("option", [("--strict",), ("--max-unverifiable", "50")])
    def test_an_unverifiable_link_fails_the_check_when_an_option_says_so(
        self, command: Command, walled: str, option: tuple[str, ...]
    ) -> None:
        assert command("check", walled, *LOOPBACK, *option).code == 1

    def test_findings_can_be_chosen_or_only_reported(self, command: Command, dead: str) -> None:
        assert command("check", dead, *LOOPBACK, "--fail-on", "mismatch").code == 0
        assert command("check", dead, *LOOPBACK, "--warn-only").code == 0

    def test_a_finding_of_the_baseline_is_told_and_fails_nothing(self, command: Command, dead: str, good: str) -> None:
        assert command("check", dead, *LOOPBACK, "-o", "known.json").code == 1
        again = command("check", dead, good, *LOOPBACK, "--baseline", "known.json")
        assert (again.code, again.errors) == (0, "linkcheck: 1 known finding of the baseline\n")
        assert "broken" in again
        assert command("check", dead, *LOOPBACK, "--baseline", "known.json", "--format", "github").startswith(
            "::warning"
        )
        other = command("check", f"Otherwise: {dead}", *LOOPBACK, "--baseline", "known.json")
        assert (other.code, other.errors) == (1, "linkcheck: 1 finding\n")

    def test_an_excluded_link_is_neither_visited_nor_a_finding_nor_held_to_be_unreadable(
        self, command: Command, dead: str, good: str, tmp_path: Path
    ) -> None:
        (tmp_path / ".linkcheckignore").write_text("127.0.0.1\n")
        printed = command("check", dead, *LOOPBACK, "--strict", "--max-unverifiable", "0")
        assert printed.code == 3
        assert printed.errors.startswith("linkcheck: nothing was checked: every link is excluded")
        assert "“127.0.0.1” is excluded" in printed.flat
        assert printed.endswith("1 post, 1 link: nothing was checked. 1 link excluded.\n")
        assert command("check", good, *LOOPBACK, "--isolated").code == 0

    @pytest.mark.parametrize(
        ("arguments", "printed"),
        [
            (("check",), "nothing to check"),
            (("chekc",), "No such command 'chekc'"),
            (("check", "--format", "yaml", "x"), "'yaml' is not one of"),
            (("check", "--fail-on", "guilty", "x"), "'guilty' is not a verdict"),
            (("check", "--timeout", "0", "x"), "--timeout: timeout is 0.0: use a number from 0.01 to 600"),
            (("check", "--set", "timeuot=3", "x"), "the nearest is 'timeout'"),
            (("check", "--offline", "x"), "use offline together with a store"),
            (("check", "--config", "none.toml", "--isolated", "x"), "--isolated reads no configuration file"),
            (("check", "--config", "none.toml", "x"), "none.toml: this configuration cannot be read"),
            (("check", "--exclude", "a b", "x"), "--exclude: exclude is “a b”: use a host or the beginning of a URL"),
            (("check", "--baseline", "none.json", "x"), "none.json: "),
            (("check", "--fix", "", "queue.csv"), "--fix has no name"),
            (("check", "--diff", "x"), "--diff corrects one file of posts"),
            (("check", "--diff", "--fix", "a.csv", "queue.csv"), "--diff writes nothing"),
            (("check", "--diff", "--format", "json", "queue.csv"), "leave out --format"),
            (("check", "x", "-o", "-"), "standard output has the format of --format"),
            (("check", "x", "-o", "json:"), "standard output has the format of --format"),
            (("schema", "poem"), "no schema of 'poem'"),
            (("check", "x", "-o", "sraif:report.sarif"), "there is no format 'sraif'; the nearest is 'sarif'"),
            (("page", "news.example/ferry"), "a URL begins with http:// or https://"),
        ],
    )
    def test_wrong_usage_is_2_and_says_what_to_do(
        self, command: Command, arguments: tuple[str, ...], printed: str
    ) -> None:
        said = command(*arguments)
        assert said.code == 2
        assert printed in said.errors
        assert said == ""


class TestBadInput:
    def test_a_machine_without_a_network_doubts_itself(self, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        def nobody(*_arguments: object, **_options: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", nobody)
        printed = command("check", "NASA finds water https://example.org/moon", "--retries", "1")
        assert "Not one host was found: if this machine has no network" in printed.flat

    def test_a_missing_file_is_named_and_the_rest_is_still_reported(self, command: Command, good: str) -> None:
        printed = command("check", "no-such.csv", good, *LOOPBACK)
        assert printed.code == 2
        assert "no-such.csv: " in printed.errors
        assert "1 match" in printed

    def test_a_folder_is_no_file(self, command: Command, tmp_path: Path) -> None:
        printed = command("check", str(tmp_path))
        assert printed.code == 2
        assert "is a folder" in printed.errors

    def test_a_broken_record_is_named_by_file_and_line_and_its_neighbours_are_reported(
        self, command: Command, good: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "posts.jsonl"
        file.write_text(json.dumps({"text": good}) + "\n{broken\n" + json.dumps({"text": "no link"}) + "\n")
        printed = command("check", str(file), *LOOPBACK)
        assert printed.code == 0
        assert f"{file}:2" in printed
        assert "1 match" in printed
        assert "1 record could not be read." in printed.flat

    def test_a_file_without_one_readable_record_could_not_be_run(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "posts.jsonl"
        file.write_text("{broken\n")
        printed = command("check", str(file))
        assert printed.code == 2
        assert "nothing was checked" in printed

    def test_an_empty_file_says_that_nothing_was_checked(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "posts.txt"
        file.write_text("")
        printed = command("check", str(file))
        assert printed.code == 3
        assert "0 posts, 0 links: nothing was checked." in printed
        assert printed.errors == "linkcheck: nothing was checked: there are no posts (--allow-nothing accepts that)\n"

    @pytest.mark.parametrize(
        ("rows", "why"),
        [
            ("", "there are no posts"),
            ("Our town has two new bridges,\n", "no post has a link"),
            ("Hello,{page}\nGood morning,{page}\n", "no post with a link claims anything"),
        ],
    )
    def test_a_table_with_nothing_to_check_is_no_success(
        self, command: Command, sites: dict[str, str], tmp_path: Path, rows: str, why: str
    ) -> None:
        file = tmp_path / "queue.csv"
        file.write_text("text,link\n" + rows.format(page=f"{sites['gazette']}/news/electric-ferry"))
        printed = command("check", str(file), *LOOPBACK)
        assert printed.code == 3
        assert why in printed.errors
        assert command("check", str(file), *LOOPBACK, "--allow-nothing").code == 0
        assert command("check", str(file), *LOOPBACK, "--warn-only").code == 3

    @pytest.mark.parametrize("text", ["", "   ", "no link at all", "x" * 100_000])
    def test_a_post_without_anything_to_check_gets_a_clear_result(self, command: Command, text: str) -> None:
        printed = command("check", "--text", text)
        assert printed.code in (2, 3)
        assert "nothing was checked" in printed
        assert "Traceback" not in printed.errors

    def test_a_link_that_is_no_url_is_unverifiable(self, command: Command) -> None:
        printed = command("check", "Look at this http://exa mple")
        assert printed.code in (2, 3)
        assert "nothing was checked" in printed

    def test_bytes_that_are_no_text_do_not_stop_it(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "posts.txt"
        file.write_bytes(bytes(range(256)) + b"\nplain post\n")
        printed = command("check", str(file))
        assert "Traceback" not in printed.errors
        assert "nothing was checked" in printed

    def test_an_output_that_cannot_be_written_is_said_before_any_visit(self, command: Command, tmp_path: Path) -> None:
        printed = command("check", "a post", "-o", str(tmp_path / "missing" / "report.json"))
        assert printed.code == 2
        assert "cannot write" in printed.errors
        assert printed == ""

    def test_untrusted_names_are_shown_harmlessly(self, command: Command, tmp_path: Path) -> None:
        printed = command("check", "--file", "a\x1b[2J##[error]b.csv")
        assert "\x1b" not in printed.errors
        assert "##[" not in printed.errors
        (tmp_path / "linkcheck.toml").write_text('"##[error]owned" = 1\n')
        assert "##[" not in command("check", "a post").errors


class TestInputs:
    def test_standard_input_is_read(self, command: Command, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(good.encode() + b"\n")))
        assert "1 match" in command("check", "-", *LOOPBACK)

    def test_text_can_be_forced(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "queue.csv").write_text("text\nhello\n")
        printed = command("check", "--text", "queue.csv", "--format", "json")
        assert json.loads(printed)["posts"][0]["post"]["text"] == "queue.csv"

    def test_a_file_can_be_forced(self, command: Command, tmp_path: Path) -> None:
        assert "my posts: " in command("check", "--file", "my posts").errors

    def test_a_file_of_several_posts_is_compared_as_a_queue(
        self, command: Command, sites: dict[str, str], tmp_path: Path
    ) -> None:
        bus = "The N4 and N7 night buses will run until three in the morning on Fridays and Saturdays from June"
        plots = "Allotment rents frozen and forty new plots at Long Meadow for people on the waiting list"
        file = tmp_path / "queue.txt"
        file.write_text(f"{bus} {sites['council']}/news/allotment-fees\n{plots} {sites['council']}/news/night-bus\n")
        printed = json.loads(command("check", str(file), "--format", "json", *LOOPBACK))
        assert [post["links"][0]["better_match"] for post in printed["posts"]] == [1, 0]
        alone = json.loads(command("check", str(file), "--format", "json", "--no-queue", *LOOPBACK))
        assert [post["links"][0].get("better_match") for post in alone["posts"]] == [None, None]


class TestOutput:
    def test_json_is_a_run(self, command: Command, good: str) -> None:
        from linkcheck._report.formats.json import decode_run

        run = decode_run(str(command("check", good, "--format", "json", *LOOPBACK)))
        assert run.counts.match == 1
        assert run.version == linkcheck.__version__

    def test_jsonl_is_a_report_a_line(self, command: Command, good: str, dead: str) -> None:
        lines = command("check", good, dead, "--format", "jsonl", *LOOPBACK).splitlines()
        assert [json.loads(line)["verdict"] for line in lines] == ["match", "broken"]

    def test_files_are_written_in_the_format_of_their_suffix(self, command: Command, tmp_path: Path) -> None:
        printed = command("check", "a post", "-o", "one.json", "-o", "text:two.log")
        assert "nothing was checked" in printed
        assert json.loads((tmp_path / "one.json").read_text())["counts"]["posts"] == 1
        assert "nothing was checked" in (tmp_path / "two.log").read_text()

    @pytest.mark.usefixtures("own_formats")
    def test_an_installed_format_is_written_by_name_and_by_suffix(self, command: Command, tmp_path: Path) -> None:
        printed = command("check", "a post", "--format", "tally", "-o", "run.tally")
        assert (printed, printed.errors.partition(":")[0]) == ("0 links, 0 findings", "linkcheck")
        assert (tmp_path / "run.tally").read_text() == "0 links, 0 findings"

    @pytest.mark.usefixtures("own_formats")
    def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(self, command: Command) -> None:
        printed = command("check", "a post", "--format", "docx")
        assert printed.code == 2
        assert "'docx' is not one of 'text', 'json'" in printed.errors
        assert "'tally'" in printed.errors

    def test_secrets_of_links_are_shown_nowhere(self, command: Command) -> None:
        post = "Goodbye https://news.example/unsubscribe?token=s3cret"
        for output_format in ("text", "json", "jsonl"):
            assert "s3cret" not in command("check", post, "--format", output_format, "--retries", "0")

    def test_colour_only_where_it_is_asked_for(self, command: Command) -> None:
        assert "\x1b[" not in command("check", "a post")
        assert "\x1b[" in command("check", "a post", "--color")


class TestSettings:
    def test_columns_can_be_configured_and_an_option_overrules(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "linkcheck.toml").write_text('text_column = "What"\nlink_column = "Where"\n')
        (tmp_path / "queue.csv").write_text("What,Where,Text\nTwo bridges,https://localhost/,Three bridges\n")
        assert "Two bridges" in command("check", "queue.csv")
        assert "Three bridges" in command("check", "queue.csv", "--text-column", "Text")

    def test_a_file_in_the_working_tree_cannot_open_the_network(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "linkcheck.toml").write_text('allow_networks = ["10.0.0.0/8"]\n')
        printed = command("check", "a post")
        assert printed.code == 2
        assert "allow_networks is taken from options and from LINKCHECK_ALLOW_NETWORKS only" in printed.errors

    def test_the_environment_sets_the_settings_of_a_check(
        self, command: Command, good: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LINKCHECK_ALLOW_NETWORKS", "127.0.0.0/8")
        monkeypatch.setenv("LINKCHECK_HOST_DELAY", "0")
        assert "1 match" in command("check", good)
