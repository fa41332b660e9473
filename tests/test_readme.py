from __future__ import annotations

import doctest
import pkgutil
import re
from pathlib import Path

from linkcheck._post.readers import READER_ENTRY_POINTS
from linkcheck._report.formats import FORMAT_ENTRY_POINTS
from linkcheck._scoring.custom import DETECTOR_GROUP

README = Path(__file__).parent.parent / "README.md"
CHANGELOG = README.with_name("CHANGELOG.md")


def test_the_example_does_what_the_readme_says() -> None:
    assert doctest.testfile(str(README), module_relative=False).failed == 0


def test_the_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#]+)", README.read_text("utf-8")):
        assert (README.parent / target).exists(), target


def test_the_test_command_is_where_ci_looks_for_it() -> None:
    commands = re.findall(r"^\$ (python3 -m venv \.venv.*)$", README.read_text("utf-8"), re.M)
    assert [command.split()[-1] for command in commands] == ["demo", ".venv/bin/pytest"]


def test_the_changelog_names_only_modules_and_attributes_that_there_are() -> None:
    named = set(re.findall(r"`(?:python -m )?(linkcheck(?:\.[a-z_]+)*(?::\w+)?)[ `]", CHANGELOG.read_text("utf-8")))
    named -= {READER_ENTRY_POINTS, FORMAT_ENTRY_POINTS, DETECTOR_GROUP}
    assert {"linkcheck.training", "linkcheck.detectors:Meaning", "linkcheck.testing"} <= named
    for name in named:
        assert pkgutil.resolve_name(name) is not None
