"""What the command says of itself: version, help and schema."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

import linkcheck
from linkcheck._cli import cli
from linkcheck._cli.check import check_command

if TYPE_CHECKING:
    from tests.cli.conftest import Command


def every_command(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    for name, found in group.commands.items():
        if isinstance(found, click.Group):
            yield from every_command(found, *names, name)
        else:
            yield (*names, name)


class TestItself:
    def test_the_version_says_where_it_runs_from(self, command: Command) -> None:
        printed = command("--version")
        assert (printed.code, printed) == (
            0,
            f"linkcheck {linkcheck.__version__} ({Path(linkcheck.__file__).parent})\n",
        )

    @pytest.mark.parametrize("name", [*every_command(cli)], ids=" ".join)
    def test_every_command_has_help_with_examples(self, command: Command, name: tuple[str, ...]) -> None:
        printed = command(*name, "--help")
        assert printed.code == 0
        assert printed.startswith(f"Usage: {' '.join(('linkcheck', *name))}")
        assert "Examples:\n    linkcheck " in printed
        assert name[-1:] == () or name[-1] in command(*name[:-1], "--help")

    def test_options_stand_under_headings_and_none_is_lost(self, command: Command) -> None:
        printed = command("check", "--help")
        for heading in ("What is checked:", "What is written:", "What fails a run:", "How pages are visited:"):
            assert heading in printed
        options = [parameter for parameter in check_command.params if isinstance(parameter, click.Option)]
        assert not [option.opts for option in options if max(option.opts, key=len) not in printed]
        assert "INPUTS..." not in printed.partition("What is checked:")[2]

    def test_a_published_schema_is_json(self, command: Command) -> None:
        assert json.loads(command("schema", "settings"))["$schema"].endswith("2020-12/schema")

    def test_help_loads_no_heavy_library(self) -> None:
        script = (
            "import sys; from linkcheck._cli import main; main(['--help']);"
            "sys.exit(bool({'rich.console', 'httpx', 'lxml', 'numpy', 'sklearn', 'trafilatura'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete_the_command(shell: str) -> None:
    environment = {**os.environ, "_LINKCHECK_COMPLETE": f"{shell}_source"}
    done = subprocess.run(
        [Path(sys.executable).with_name("linkcheck")], env=environment, capture_output=True, check=False, timeout=25
    )
    assert done.returncode == 0, done.stderr
    assert b"_LINKCHECK_COMPLETE" in done.stdout
