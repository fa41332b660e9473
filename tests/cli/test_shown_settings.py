"""`--show-settings`: every setting as a line of a configuration, with where it stands."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Command


def test_settings_are_shown_as_a_configuration_that_says_where_each_stands(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "linkcheck.toml").write_text('timeout = 3\nfail_on = ["broken"]\ntext_column = "Post"\n')
    monkeypatch.setenv("LINKCHECK_RETRIES", "2")
    shown = command("check", "--show-settings", "--allow-network", "10.0.0.0/8", "--set", "max_links=5")
    assert (shown.code, shown.errors) == (0, "")
    values = tomllib.loads(shown)
    assert (values["timeout"], values["fail_on"], values["text_column"]) == (3.0, ["broken"], "Post")
    assert f"timeout = 3.0  # {tmp_path / 'linkcheck.toml'}" in shown
    assert "retries = 2  # LINKCHECK_RETRIES" in shown
    assert 'allow_networks = ["10.0.0.0/8"]  # --allow-network' in shown
    assert "max_links = 5  # --set" in shown
    assert "prior = 0.5  # default" in shown
    assert "# store is not set" in shown
    assert tomllib.loads(command("check", "--show-settings", "--isolated"))["timeout"] == 20.0
