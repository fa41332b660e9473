from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from linkcheck._report.formats.junit import render
from linkcheck._report.gate import Gate
from linkcheck._report.types import Run
from linkcheck._scoring.types import Verdict


def test_findings_fail_bad_records_are_errors_and_walls_are_skipped(run: Run) -> None:
    root = ET.fromstring(render(run))
    assert root.attrib == {"name": "linkcheck", "tests": "7", "failures": "2", "errors": "1", "skipped": "1"}
    (failure,) = root.findall(".//testcase[@line='2']/failure")
    assert failure.get("type") == "mismatch"
    assert failure.get("message") == "The page is about something else. Cause: The row has slipped."
    assert "Chestnut soup" in (failure.text or "")


def test_a_case_names_file_and_line(run: Run) -> None:
    case = ET.fromstring(render(run)).find(".//testcase")
    assert case is not None
    assert (case.get("file"), case.get("line"), case.get("name")) == ("queue.csv", "1", "https://a.example/ferry")


def test_the_gate_says_what_fails(run: Run) -> None:
    root = ET.fromstring(render(run, Gate(fail_on=(Verdict.UNCLEAR,))))
    assert root.get("failures") == "1"


def test_another_reader_of_junit_sees_the_same(run: Run, tmp_path: Path) -> None:
    junitparser = pytest.importorskip("junitparser")
    file = tmp_path / "report.xml"
    file.write_text(render(run), encoding="utf-8")
    parsed = junitparser.JUnitXml.fromfile(str(file))
    assert (parsed.tests, parsed.failures, parsed.errors, parsed.skipped) == (7, 2, 1, 1)


def test_hostile_text_is_well_formed_and_adds_no_element(hostile_run: Run) -> None:
    root = ET.fromstring(render(hostile_run))
    assert len(root.findall(".//testcase")) == 2
    assert len(root.findall(".//failure")) == 1


def test_a_repeated_post_passes_and_says_so(repeated_run: Run) -> None:
    root = ET.fromstring(render(repeated_run))
    assert (root.get("failures"), root.get("skipped")) == ("0", "0")
    assert "Row 2 has the same text" in root.findtext(".//testcase/system-out", "")
