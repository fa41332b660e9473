from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest

from linkcheck._report.formats.json import render
from linkcheck._report.schema import SUBJECTS, json_schema
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck.settings import Settings


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_schema_is_one(subject: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(subject))


def test_every_written_document_conforms_to_its_schema(run: Run, reports: list[Report]) -> None:
    values = {
        "run": json.loads(render(run)),
        "report": json.loads(msgspec.json.encode(reports[1])),
        "queue-report": json.loads(msgspec.json.encode(QueueReport(posts=tuple(reports)))),
        "settings": json.loads(msgspec.json.encode(Settings())),
    }
    assert set(values) == set(SUBJECTS)
    for subject, value in values.items():
        jsonschema.Draft202012Validator(json_schema(subject)).validate(value)


def test_a_document_that_is_no_report_does_not_conform() -> None:
    validator = jsonschema.Draft202012Validator(json_schema("run"))
    assert not validator.is_valid({"posts": [{"verdict": "guilty"}]})


def test_fields_are_described() -> None:
    assert json_schema("run")["$defs"]["LinkReport"]["description"]
