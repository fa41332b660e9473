"""The command prints the JSON Schema that its own output follows."""

from __future__ import annotations

import json

import jsonschema
import pytest

from linkcheck._cli import main
from linkcheck._report.schema import SUBJECTS


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_has_a_valid_schema(subject: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", subject]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


def test_the_schema_of_a_run_is_printed_where_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    main(["schema"])
    unnamed = capsys.readouterr().out
    main(["schema", "run"])
    assert capsys.readouterr().out == unnamed


def test_an_unknown_subject_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "snapshot"]) == 2
    assert "there are run, report" in " ".join(capsys.readouterr().err.split())
