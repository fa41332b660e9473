from __future__ import annotations

import doctest
import re
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def test_the_example_does_what_the_readme_says() -> None:
    assert doctest.testfile(str(README), module_relative=False).failed == 0


def test_the_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#]+)", README.read_text("utf-8")):
        assert (README.parent / target).exists(), target


def test_the_test_command_is_where_ci_looks_for_it() -> None:
    commands = re.findall(r"^\$ (python3 -m venv \.venv.*)$", README.read_text("utf-8"), re.M)
    assert [command.split()[-1] for command in commands] == ["demo", ".venv/bin/pytest"]
