"""SARIF 2.1.0 (OASIS) for code scanning: findings as results, what could not be checked as notifications."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from linkcheck._report.places import ResultRow, rows_of
from linkcheck._report.types import OutputFormat, Run
from linkcheck._scoring.types import Verdict
from linkcheck._text.display import plain
from linkcheck.version import HOMEPAGE

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

# Identifier, name, what it says, level: the order is the rules' index in the file.
_RULES = (
    ("mismatch", "LinkDoesNotMatch", "The page behind the link does not say what the post says it says.", "error"),
    ("broken", "LinkIsBroken", "The link leads nowhere.", "error"),
    ("unclear", "LinkIsUnclear", "Page and post were compared, but nothing certain can be said.", "note"),
    ("repeated-post", "PostGoesOutTwice", "Another post of the queue says the same with the same link.", "note"),
    ("bad-record", "RecordUnreadable", "A record could not be read as a post.", "warning"),
)
_INDEX = {rule: index for index, (rule, *_) in enumerate(_RULES)}
_RULE_LEVELS = {rule: level for rule, *_, level in _RULES}
_MAX_MESSAGE = 2000


def render(run: Run) -> str:
    """The run as one SARIF log, ending in a newline."""
    rows = list(rows_of(run))
    results = [_sarif_result(row, row.rule) for row in rows if row.rule in _INDEX]
    results += [_sarif_result(row, "repeated-post") for row in rows if row.is_repeated]
    unverifiable = [row for row in rows if row.rule == Verdict.UNVERIFIABLE]
    log = {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(run)},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not run.interrupted,
                        "toolExecutionNotifications": [_notification(row) for row in unverifiable],
                    }
                ],
                "results": results,
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _driver(run: Run) -> dict[str, Any]:
    driver: dict[str, Any] = {"name": "linkcheck", "version": run.version, "rules": [_rule(*rule) for rule in _RULES]}
    if HOMEPAGE:
        driver["informationUri"] = HOMEPAGE
    return driver


def _rule(rule: str, name: str, meaning: str, level: str) -> dict[str, Any]:
    return {
        "id": rule,
        "name": name,
        "shortDescription": {"text": meaning},
        "fullDescription": {"text": meaning},
        "help": {"text": "A mismatch is a measurement, not a proof: read the page before you blame anyone."},
        "defaultConfiguration": {"level": level},
    }


def _sarif_result(row: ResultRow, rule: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": rule,
        "ruleIndex": _INDEX[rule],
        "level": _RULE_LEVELS[rule],
        "message": {"text": _message(row) if rule == row.rule else _repetition(row)},
        "partialFingerprints": {"postAndLink/v1": _fingerprint(row, rule)},
    }
    if location := _sarif_location(row):
        result["locations"] = [location]
    if row.score is not None and rule == row.rule:
        result["rank"] = round(100 * row.score, 2)
    return result


def _notification(row: ResultRow) -> dict[str, Any]:
    notification: dict[str, Any] = {"level": "note", "message": {"text": _message(row)}}
    if location := _sarif_location(row):
        notification["locations"] = [location]
    return notification


def _message(row: ResultRow) -> str:
    return plain(row.finding, _MAX_MESSAGE) or row.rule


def _repetition(row: ResultRow) -> str:
    return plain(next(reason.message for reason in row.reasons if reason.code == "repeated-post"), _MAX_MESSAGE)


def _sarif_location(row: ResultRow) -> dict[str, Any]:
    if not row.origin.file:
        return {"logicalLocations": [{"name": plain(row.place), "kind": "object"}]} if row.place else {}
    region = {"startLine": max(row.origin.line or 1, 1)}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(row.origin.file)}, "region": region}}


def _uri(file: str) -> str:
    """A file name as a URI reference: relative names stay relative, as code scanning wants them."""
    path = PurePath(file.encode("utf-8", "replace").decode())
    quoted = quote(path.as_posix(), safe="/")
    return f"file://{quoted}" if path.is_absolute() else quoted


def _fingerprint(row: ResultRow, rule: str) -> str:
    """Of rule, post and link, not of the line: the same finding is the same when the file grows above it."""
    post = row.report.post.id or row.report.post.text or row.message
    return hashlib.sha256("\0".join((rule, post, row.url)).encode("utf-8", "replace")).hexdigest()


FORMAT = OutputFormat("sarif", suffixes=(".sarif",), render=render)
