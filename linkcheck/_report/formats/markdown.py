"""Markdown for job summaries and issues: counts, a table of what was found, repairs.

Escaped so that GitHub and CommonMark show untrusted text as text: no link, image, HTML, mention or
table cell of its own.
"""

from __future__ import annotations

import re

from linkcheck._report.build import sentences
from linkcheck._report.caveats import caveats
from linkcheck._report.places import ResultRow, place_in_queue, place_of, places_of, rows_of
from linkcheck._report.types import OutputFormat, Run
from linkcheck._scoring.types import Verdict
from linkcheck._text.display import plain

_SYMBOLS = {
    "mismatch": "❌",
    "broken": "🔗",
    "unclear": "❔",
    "unverifiable": "🚧",
    "not-yet-published": "⏳",
    "match": "✅",
    "bad-record": "⚠️",
}

# What CommonMark, GitHub's tables, formulas ($) and emoji codes (:) give a meaning to inside a line; a backslash
# takes it away (CommonMark 2.4).
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&$:=@])")
# GitHub links "www.", e-mail addresses, "@name" and "#1" on its own: a zero-width non-joiner breaks those up.
_AUTOLINKED = re.compile(r"(?i)(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=:)(?=//)|(?<=\w)(?=@)")
_NON_JOINER = "\u200c"

_MAX_TEXT = 140
_MAX_MESSAGE = 300
# GitHub shows a job summary of up to 1 MiB; a row takes under 2 kB.
_MAX_ROWS = 400


def render(run: Run) -> str:
    """The run as Markdown; matches are counted, not listed."""
    lines = ["## linkcheck", "", *sentences(run.counts)]
    for caveat in caveats(run.posts):
        lines += ["", escape(plain(caveat, _MAX_MESSAGE))]
    if run.interrupted:
        lines += ["", "**Interrupted: this is what was done.**"]
    if run.findings:
        lines += ["", *(f"- **{escape(plain(finding))}**" for finding in run.findings)]
    rows = [row for row in rows_of(run) if row.verdict is not Verdict.MATCH]
    if rows:
        lines += ["", "| | verdict | score | where | post | page | why |", "|---|---|---|---|---|---|---|"]
        place = place_in_queue if run.corrections else place_of
        lines += [_row(row, place(row.report)) for row in rows[:_MAX_ROWS]]
    if len(rows) > _MAX_ROWS:
        lines += ["", f"… and {len(rows) - _MAX_ROWS} more."]
    if run.corrections:
        lines += ["", "### Proposed repairs", ""]
    for repair in run.corrections:
        here, there = (escape(plain(place, _MAX_TEXT)) for place in places_of(repair))
        lines.append(f"- {here}: {code(repair.present_url)} → {code(repair.proposed_url)}, now in {there}")
    return "\n".join(lines) + "\n"


def _row(row: ResultRow, place: str) -> str:
    score = "" if row.score is None else f"{row.score:.2f}"
    cells = (
        escape(plain(place, _MAX_TEXT)),
        escape(plain(row.report.post.text, _MAX_TEXT)),
        " ".join(part for part in (escape(plain(row.page_title, _MAX_TEXT)), code(row.url)) if part),
        escape(plain(row.message, _MAX_MESSAGE)),
    )
    return " | ".join((f"| {_SYMBOLS[row.rule]}", row.rule, score, *cells)) + " |"


def escape(text: str) -> str:
    """Untrusted text as text of Markdown, on one line."""
    return _PUNCTUATION.sub(r"\\\1", _AUTOLINKED.sub(_NON_JOINER, text))


def code(url: str) -> str:
    """A URL as a code span, which nothing links and no character of it leaves; empty for an empty one."""
    shown = plain(url, _MAX_TEXT).replace("`", "%60").replace("|", "%7C")
    return f"`{shown}`" if shown else ""


FORMAT = OutputFormat("markdown", suffixes=(".md",), render=render)
