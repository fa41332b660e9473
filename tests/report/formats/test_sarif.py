from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from linkcheck._post.types import Origin
from linkcheck._report.build import build_run
from linkcheck._report.formats import sarif as as_sarif
from linkcheck._report.formats.sarif import render
from linkcheck._report.types import Report, Run
from linkcheck._scoring.codes import REASONS


def driver(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(run))["runs"][0]["tool"]["driver"]
    return found


def results(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render(run))["runs"][0]["results"]
    return found


def test_findings_are_results_at_file_and_line(run: Run) -> None:
    rendered = results(run)
    assert [(result["ruleId"], result["level"]) for result in rendered] == [
        ("mismatch", "error"),
        ("unclear", "note"),
        ("broken", "error"),
        ("unclear", "note"),
        ("bad-record", "warning"),
    ]
    assert rendered[0]["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "queue.csv"}, "region": {"startLine": 2}}}
    ]
    assert rendered[0]["rank"] == 95.26


def test_an_unchecked_link_is_a_notification_and_no_alert(run: Run) -> None:
    invocation = json.loads(render(run))["runs"][0]["invocations"][0]
    assert len(invocation["toolExecutionNotifications"]) == 1
    assert invocation["executionSuccessful"] is True


def test_reasons_that_the_registry_calls_findings_are_rules_with_its_meaning_and_level() -> None:
    rules = json.loads(render(build_run([])))["runs"][0]["tool"]["driver"]["rules"]
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    assert {code: levels.get(code) for code, reason in REASONS.items() if reason.rule} == {
        "bad-record": "warning",
        "not-yet-published": "warning",
        "repeated-post": "note",
    }
    described = {rule["id"]: rule["shortDescription"]["text"] for rule in rules}
    assert described["bad-record"] == "A record could not be read as a post."


def test_rules_are_found_by_index(run: Run) -> None:
    rules = json.loads(render(run))["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results(run))


def moved(report: Report, line: int) -> Report:
    return replace(report, post=replace(report.post, origin=Origin(file="queue.csv", line=line)))


def test_a_fingerprint_stays_when_lines_are_added_above(reports: list[Report]) -> None:
    before, after = (results(build_run([moved(reports[1], line)]))[0] for line in (2, 40))
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["locations"] != after["locations"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [("a b/queue #1.csv", "a%20b/queue%20%231.csv"), ("/tmp/q.csv", "file:///tmp/q.csv"), ("ü.csv", "%C3%BC.csv")],
)
def test_file_names_become_uris(reports: list[Report], file: str, uri: str) -> None:
    report = replace(reports[1], post=replace(reports[1].post, origin=Origin(file=file, line=1)))
    location = results(build_run([report]))[0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri


def violations(document: str) -> list[str]:
    schema = json.loads((Path(__file__).parent / "conformance" / "sarif-2.1.0-rtm.5.json").read_text())
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(json.loads(document))]


def test_the_official_schema_accepts_it(run: Run) -> None:
    assert violations(render(run)) == []
    assert violations(render(build_run([]))) == []
    assert violations(render(run).replace('"ruleId"', '"rule"')) != []


def test_no_home_page_is_named_as_long_as_there_is_none(run: Run) -> None:
    assert "informationUri" not in driver(run)


def test_the_home_page_is_named_once_there_is_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_sarif, "HOMEPAGE", "https://linkcheck.example/")
    assert driver(run)["informationUri"] == "https://linkcheck.example/"
    assert violations(render(run)) == []


def test_hostile_text_stays_inside_its_strings(hostile_run: Run) -> None:
    assert violations(render(hostile_run)) == []
    log = json.loads(render(hostile_run))
    assert len(log["runs"][0]["results"]) == 2
    assert all(len(result["message"]["text"]) <= 2000 for result in log["runs"][0]["results"])


def test_a_repeated_post_is_a_result_of_its_own_beside_its_verdict(repeated_run: Run) -> None:
    (rendered,) = results(repeated_run)
    assert (rendered["ruleId"], rendered["level"]) == ("repeated-post", "note")
    assert rendered["message"]["text"] == "Row 2 has the same text with the same link."
    assert "rank" not in rendered
    assert violations(render(repeated_run)) == []
