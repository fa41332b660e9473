"""JUnit XML for CI systems: one suite a file of posts, one test case a (post, link) pair.

A mismatch or broken link is a failure, a record that could not be read an error, what could not be
checked is skipped. There is no official schema; the shape is what Jenkins and GitLab read.
"""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

from linkcheck._report.gate import Gate
from linkcheck._report.places import ResultRow, rows_of
from linkcheck._report.types import OutputFormat, Run
from linkcheck._scoring.types import Verdict
from linkcheck._text.display import plain

_MAX_NAME = 200


def render(run: Run, gate: Gate | None = None) -> str:
    """The run as JUnit XML; `gate` says which verdicts are failures."""
    gate = gate or Gate()
    root = ET.Element("testsuites", name="linkcheck")
    for file, rows in itertools.groupby(rows_of(run), key=lambda row: row.origin.file):
        root.append(_suite(file, list(rows), gate))
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(file: str, rows: list[ResultRow], gate: Gate) -> ET.Element:
    suite = ET.Element("testsuite", name=plain(file) or "posts")
    suite.extend(_case(row, gate) for row in rows)
    suite.set("tests", str(len(rows)))
    for count, outcome in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(len(suite.findall(f"testcase/{outcome}"))))
    return suite


def _case(row: ResultRow, gate: Gate) -> ET.Element:
    what = row.url or row.report.post.text or row.rule
    case = ET.Element("testcase", name=plain(what, _MAX_NAME) or row.rule, classname=_classname(row))
    if row.origin.file:
        case.set("file", plain(row.origin.file))
    if row.origin.line is not None:
        case.set("line", str(row.origin.line))
    outcome = _outcome(row, gate)
    if outcome:
        element = ET.SubElement(case, outcome, message=plain(row.message))
        if outcome != "skipped":
            element.set("type", row.rule)
        element.text = _row_details(row)
    elif row.is_repeated:
        ET.SubElement(case, "system-out").text = _row_details(row)
    return case


def _classname(row: ResultRow) -> str:
    return plain(row.place) or "post"


def _outcome(row: ResultRow, gate: Gate) -> str:
    if row.rule == "bad-record":
        return "error"
    if row.link is not None and gate.is_finding(row.report, row.link):
        return "failure"
    return "skipped" if row.verdict is Verdict.UNVERIFIABLE else ""


def _row_details(row: ResultRow) -> str:
    lines = [row.report.post.text, row.url, row.page_title, *(reason.message for reason in row.reasons)]
    return "\n".join(line for line in map(plain, lines) if line)


FORMAT = OutputFormat("junit", suffixes=(".xml",), render=render, gated=True)
