"""Annotations for GitHub Actions: workflow commands on standard output, at file and line.

Post text is hostile: a raw newline and `::` would be a command of its own. What is escaped and how:
actions/toolkit, packages/core/src/command.ts.
"""

from __future__ import annotations

from linkcheck._report.build import sentences
from linkcheck._report.gate import Gate
from linkcheck._report.places import ResultRow, rows_of
from linkcheck._report.types import OutputFormat, Run
from linkcheck._scoring.types import Verdict
from linkcheck._text.display import plain

_VERDICT_LEVELS = {
    Verdict.MISMATCH: "error",
    Verdict.BROKEN: "error",
    Verdict.UNCLEAR: "notice",
    Verdict.UNVERIFIABLE: "notice",
}
# GitHub truncates an annotation's message; the rest is in the job's log or the other formats.
_MAX_ANNOTATION = 1000


def render(run: Run, gate: Gate | None = None) -> str:
    """One annotation a row that is no match or repeated, findings of the gate as errors, and the counts as a notice."""
    gate = gate or Gate()
    reported = (row for row in rows_of(run) if row.verdict is not Verdict.MATCH or row.is_repeated)
    lines = [_annotation(row, gate) for row in reported]
    level = "notice" if run.counts.checked else "warning"  # a run that checked nothing must not look like a clean one
    lines.append(command(level, " ".join(sentences(run.counts)), title="linkcheck"))
    return "".join(lines)


def _annotation(row: ResultRow, gate: Gate) -> str:
    """The annotation of a row, at its file and line."""
    rule = "repeated-post" if row.verdict is Verdict.MATCH else row.rule
    place = "" if row.origin.file or not row.place else f", {row.place}"
    score = "" if row.score is None or rule != row.rule else f" {row.score:.2f}"
    where = {"file": row.origin.file, "line": str(row.origin.line or 1)} if row.origin.file else {}
    return command(_annotation_level(row, gate), row.finding, **where, title=f"linkcheck: {rule}{score}{place}")


def _annotation_level(row: ResultRow, gate: Gate) -> str:
    if row.rule == "bad-record":
        return "warning"
    if row.link is not None and gate.is_finding(row.report, row.link):
        return "warning" if gate.warn_only else "error"
    level = _VERDICT_LEVELS.get(row.verdict, "notice")
    return "warning" if level == "error" else level


def command(name: str, message: str, **properties: str) -> str:
    """One workflow command, every character that GitHub would obey escaped, with its newline."""
    written = ",".join(f"{key}={escape_property(plain(value))}" for key, value in properties.items() if value)
    return f"::{name}{' ' if written else ''}{written}::{escape_data(plain(message, _MAX_ANNOTATION))}\n"


def escape_data(text: str) -> str:
    """Text as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Text as the value of a property of a workflow command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = OutputFormat("github", render=render, gated=True)
