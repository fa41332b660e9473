"""SARIF 2.1.0 (OASIS) for code scanning: findings as results, what could not be checked as notifications."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import Any, NamedTuple
from urllib.parse import quote

from linkcheck._report.places import ResultRow, rows_of
from linkcheck._report.types import OutputFormat, Run
from linkcheck._scoring.codes import REASONS, REPEATED_POST
from linkcheck._scoring.types import Verdict
from linkcheck._text.display import escaped, plain
from linkcheck.version import HOMEPAGE

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class _Rule(NamedTuple):
    name: str
    meaning: str
    level: str


_RULES = {
    "mismatch": _Rule("LinkDoesNotMatch", "The page behind the link does not say what the post says it says.", "error"),
    "broken": _Rule("LinkIsBroken", "The link leads nowhere.", "error"),
    "unclear": _Rule("LinkIsUnclear", "Page and post were compared, but nothing certain can be said.", "note"),
    **{
        code: _Rule(reason.rule, f"{reason.meaning[0].upper()}{reason.meaning[1:]}.", reason.level)
        for code, reason in REASONS.items()
        if reason.rule
    },
}
"""Verdicts that are findings, and reasons that are findings beside the verdict, in the order of their index."""

_INDEX = {code: index for index, code in enumerate(_RULES)}
_MAX_MESSAGE = 2000


def render(run: Run) -> str:
    """The run as one SARIF log, ending in a newline."""
    rows = list(rows_of(run))
    results = [_sarif_result(row, row.rule) for row in rows if row.rule in _RULES]
    results += [_sarif_result(row, REPEATED_POST.code) for row in rows if row.is_repeated]
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
    return escaped(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def _driver(run: Run) -> dict[str, Any]:
    driver: dict[str, Any] = {
        "name": "linkcheck",
        "version": run.version,
        "rules": [_described(*rule) for rule in _RULES.items()],
    }
    if HOMEPAGE:
        driver["informationUri"] = HOMEPAGE
    return driver


def _described(code: str, rule: _Rule) -> dict[str, Any]:
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.meaning},
        "fullDescription": {"text": rule.meaning},
        "help": {"text": "A mismatch is a measurement, not a proof: read the page before you blame anyone."},
        "defaultConfiguration": {"level": rule.level},
    }


def _sarif_result(row: ResultRow, rule: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": rule,
        "ruleIndex": _INDEX[rule],
        "level": _RULES[rule].level,
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
    return plain(next(reason.message for reason in row.reasons if reason.code == REPEATED_POST.code), _MAX_MESSAGE)


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
