"""The report for people at a terminal, in colour where there is colour."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import IO, NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from linkcheck._report.build import sentences
from linkcheck._report.caveats import caveats
from linkcheck._report.places import pairs_of, place_in_queue, place_of, places_of
from linkcheck._report.table import better_place, better_url
from linkcheck._report.types import OutputFormat, Report, Run
from linkcheck._scoring.types import Cause, LinkReport, Reason, Verdict
from linkcheck._text.display import plain

STYLES = {
    Verdict.MATCH: "green",
    Verdict.MISMATCH: "bold red",
    Verdict.UNCLEAR: "yellow",
    Verdict.UNVERIFIABLE: "cyan",
    Verdict.BROKEN: "bold magenta",
}
_VERDICT_MARKS = {
    Verdict.MATCH: "✓",
    Verdict.MISMATCH: "✗",
    Verdict.UNCLEAR: "~",
    Verdict.UNVERIFIABLE: "?",
    Verdict.BROKEN: "!",
}
_ASCII_MARKS = {**_VERDICT_MARKS, Verdict.MATCH: "+", Verdict.MISMATCH: "x"}

# A post of 500 characters (Mastodon's limit) is shown whole; longer ones say enough by then.
_MAX_POST = 500
_MAX_URL = 200
_MAX_MESSAGE = 400
_MAX_QUOTE = 160
# The strongest reasons settle it; JSON and HTML have them all.
_MAX_REASONS = 4
# Below this weight a reason has moved no score by more than a point in a hundred.
_LEAST_WEIGHT = 0.05
_FALLBACK_WIDTH = 100
_WORD_AND_SPACE = re.compile(r"\S+\s*")


def console_for(stream: IO[str], *, color: bool | None = None) -> Console:
    """A Console on `stream` that reads no markup and wraps nothing away; None asks the stream about colour."""
    return _Console(
        file=stream,
        markup=False,
        emoji=False,
        highlight=False,
        force_jupyter=False,  # in a notebook rich would display what is printed, and write nothing to the stream
        force_terminal=color,
        no_color=True if color is False else None,
        width=None if stream.isatty() else _FALLBACK_WIDTH,
    )


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let the caller decide what a closed pipe means; rich would exit with 1, which says "findings" here."""
        raise BrokenPipeError


def has_unicode(stream: IO[str]) -> bool:
    """Whether the stream can show more than ASCII."""
    return (getattr(stream, "encoding", "") or "").lower().replace("-", "").startswith("utf")


def render(run: Run) -> str:
    """The whole run as plain text, without colour."""
    stream = io.StringIO()
    console = console_for(stream, color=False)
    for part in show_run(run):
        print_part(console, part)
    return stream.getvalue()


def show_run(run: Run, *, unicode: bool = True) -> list[RenderableType]:
    """What to print for a run: each post, the repairs of a queue, the summary."""
    parts = [show_report(report, pairs=pairs_of(run.posts), unicode=unicode) for report in run.posts]
    return [*parts, *show_ending(run)]


def show_report(report: Report, *, pairs: Sequence[LinkReport] = (), unicode: bool = True) -> RenderableType:
    """What to print for one post; `pairs` names the rows that `better_match` counts in."""
    if report.problem is not None:
        return Group(*_headed(report, place_of(report), unicode), *_reason_lines(report.reasons), Text())
    # A queue's findings and repairs speak of rows; a post by itself is in none.
    place = place_in_queue(report) if pairs else place_of(report)
    lines: list[RenderableType] = [*_headed(report, place, unicode), *_reason_lines(report.reasons)]
    for link in report.links:
        lines.extend(_lines_of(link, report, pairs=pairs, unicode=unicode))
    return Group(*lines, Text())


def show_ending(run: Run) -> list[RenderableType]:
    """What to print after the posts: findings about the queue, repairs, the counts, and caveats."""
    parts: list[RenderableType] = [_Indented(Text(plain(finding), style="bold"), 0) for finding in run.findings]
    if run.corrections:
        parts.append(Text("Proposed repairs:", style="bold"))
    for repair in run.corrections:
        here, there = map(plain, places_of(repair))
        line = f"{here}: {_url(repair.present_url)} -> {_url(repair.proposed_url)}, now in {there}"
        parts.append(_Indented(Text(line), 2, hanging=2))
    if run.interrupted:
        parts.append(Text("Interrupted: this is what was done.", style="bold yellow"))
    parts.append(_Indented(Text(" ".join(sentences(run.counts)), style="bold"), 0))
    parts.extend(_Indented(Text(plain(caveat, _MAX_MESSAGE), style="yellow"), 0) for caveat in caveats(run.posts))
    return parts


def _headed(report: Report, place: str, unicode: bool) -> list[RenderableType]:
    head = _verdict_text(report.verdict, report.score, unicode)
    if place:
        head.append(f"  {plain(place)}", style="dim")
    shown = _Indented(head, 0)  # a file's name may be long, and hold a command to a CI system
    if report.problem is not None:
        return [shown]
    return [shown, _Indented(Text(plain(report.post.text, _MAX_POST)), 2)] if report.post.text else [shown]


def _verdict_text(verdict: Verdict, score: float | None, unicode: bool) -> Text:
    marks = _VERDICT_MARKS if unicode else _ASCII_MARKS
    head = Text(f"{marks[verdict]} {verdict}", style=STYLES[verdict])
    if score is not None:
        head.append(f"  {score:.2f}")
    return head


def _lines_of(link: LinkReport, report: Report, *, pairs: Sequence[LinkReport], unicode: bool) -> list[RenderableType]:
    lines: list[RenderableType] = []
    url = _url(link.link.expanded_url)
    alone = len(report.links) == 1
    if not alone or url not in plain(report.post.text, _MAX_POST):
        head = Text() if alone else _verdict_text(link.verdict, link.score, unicode).append("  ")
        lines.append(_Indented(head.append(url, style="blue"), 2))
    if link.page is not None and link.page.title:
        arrow = "→" if unicode else "->"
        lines.append(_Indented(Text(f"{arrow} {plain(link.page.title, _MAX_QUOTE)}", style="italic"), 2))
    lines.extend(_reason_lines(link.reasons))
    if link.cause is not None and link.cause.code != "unknown":
        lines.append(_Indented(Text(_cause_text(link.cause), style="yellow"), 4, hanging=len("cause: ")))
    if link.better_match is not None:
        lines.append(_Indented(Text(_better_text(link, pairs), style="bold"), 4))
    return lines


def _reason_lines(reasons: Sequence[Reason]) -> list[RenderableType]:
    relevant = [reason for reason in reasons if not reason.weight or abs(reason.weight) >= _LEAST_WEIGHT]
    lines: list[RenderableType] = []
    for reason in (relevant or reasons)[:_MAX_REASONS]:
        weight = f"{reason.weight:+.1f}  " if reason.weight else ""
        lines.append(_Indented(Text(f"{weight}{plain(reason.message, _MAX_MESSAGE)}"), 4, hanging=len(weight)))
    return lines


def _cause_text(cause: Cause) -> str:
    responsible = "" if cause.responsible == "unknown" else f" Responsible: the {cause.responsible}."
    return f"Cause: {plain(cause.message or cause.code, _MAX_MESSAGE)}{responsible}"


def _better_text(link: LinkReport, pairs: Sequence[LinkReport]) -> str:
    url = _url(better_url(link, pairs))
    return f"Fits better: the link of {plain(better_place(link, pairs))}{url and f', {url}'}"


def _url(url: str) -> str:
    return plain(url, _MAX_URL)


class _Indented(NamedTuple):
    """Text wrapped between words and moved to the right; a long URL stays whole, so that it can be copied."""

    text: Text
    columns: int
    hanging: int = 0
    """Columns more for all lines but the first."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width - self.columns
        for number, line in enumerate(self.text.divide(_breaks(self.text.plain, width, self.hanging))):
            line.rstrip()
            columns = self.columns + (self.hanging if number else 0)
            margin = Text(" " * columns, no_wrap=True, overflow="ignore")
            # What stood within a line may begin one now, where "::" is a command to a CI system (see display.py).
            yield margin.append(": ").append_text(line[1:]) if line.plain.startswith("::") else margin.append_text(line)


def _breaks(text: str, width: int, hanging: int = 0) -> list[int]:
    """Where lines begin after the first, so that none but one of a single word is wider than `width`.

    All but the first are `hanging` columns narrower.
    """
    breaks: list[int] = []
    used = 0
    for word in _WORD_AND_SPACE.finditer(text):
        if used > (hanging if breaks else 0) and used + cell_len(word[0].rstrip()) > width:
            breaks.append(word.start())
            used = hanging
        used += cell_len(word[0])
    return breaks


def print_part(console: Console, part: RenderableType) -> None:
    """Print a part that one of the `show` functions made; lines that are too wide are not cut off."""
    console.print(part, crop=False)


class _TextStream:
    def __init__(self, stream: IO[str], color: bool | None) -> None:
        self._console = console_for(stream, color=color)
        self._unicode = has_unicode(stream)

    def write(self, report: Report, pairs: Sequence[LinkReport]) -> None:
        print_part(self._console, show_report(report, pairs=pairs, unicode=self._unicode))

    def end(self, run: Run) -> None:
        for part in show_ending(run):
            print_part(self._console, part)


FORMAT = OutputFormat("text", suffixes=(".txt",), render=render, stream=_TextStream)
