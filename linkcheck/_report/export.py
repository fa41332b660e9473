"""How does a report leave Python, and come back: as a dict, JSON, text, Markdown, HTML, or a file of any format?

What is written is what the command writes, secrets of links masked.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from linkcheck._atomic_files import write_file
from linkcheck._post.types import Post
from linkcheck._public import public
from linkcheck._report.build import build_queue_run, build_run
from linkcheck._report.formats import format_names, format_of, load_format, render_run
from linkcheck._report.formats.json import encode
from linkcheck._report.mask import mask_queue, mask_report
from linkcheck._report.read import require_links_inside
from linkcheck._report.types import QueueReport, Report, Run
from linkcheck._scoring.types import LinkReport
from linkcheck.errors import InputError, type_of

AnyReport = Report | QueueReport | LinkReport

T = TypeVar("T", Report, QueueReport, LinkReport)


def run_of(value: object) -> Run:
    """The run that a report, or an iterable of reports, amounts to. Raises InputError for anything else."""
    if isinstance(value, QueueReport):
        return build_queue_run(value)
    if isinstance(value, (Report, LinkReport)):
        return build_run([_with_post(value)])
    if not isinstance(value, Iterable) or isinstance(value, (str, bytes, msgspec.Struct)):
        raise InputError(f"reports is {type_of(value)}: give reports, such as check_many returns")
    reports = list(value)
    if len(reports) == 1:
        return run_of(reports[0])
    flat: list[Report] = []
    for number, report in enumerate(reports):
        if not isinstance(report, (Report, QueueReport, LinkReport)):
            raise InputError(f"report {number} is {type_of(report)}: give reports, such as check_many returns")
        flat += report.posts if isinstance(report, QueueReport) else [_with_post(report)]
    return build_run(flat)


def _with_post(report: Report | LinkReport) -> Report:
    """The report of a post; of a link alone, whose post is not known, one with an empty post."""
    if isinstance(report, Report):
        return report
    return Report(post=Post(), links=(report,), verdict=report.verdict, score=report.score)


def json_of(value: AnyReport) -> str:
    """The report as JSON on one line, as it is but for the secrets of its links."""
    return encode(_masked(value)).decode()


def _masked(value: AnyReport) -> AnyReport:
    if isinstance(value, QueueReport):
        return mask_queue(value)
    masked = mask_report(_with_post(value))
    return masked if isinstance(value, Report) else masked.links[0]


def dict_of(value: AnyReport) -> dict[str, Any]:
    """The same as dicts, lists, texts and numbers."""
    found: dict[str, Any] = msgspec.json.decode(encode(_masked(value)))
    return found


def written_as(value: object, output_format: str) -> str:
    """A report, or an iterable of reports, in the output format of that name. Raises InputError for another name."""
    return render_run(run_of(value), output_format)


def printed(value: AnyReport) -> str:
    """The report as `print` shows it: the terminal's text, without colour."""
    return written_as(value, "text").rstrip("\n")


def save(value: object, path: str | os.PathLike[str], *, output_format: str | None = None) -> None:
    """Write a report, or an iterable of reports, to a file: whole, or not at all.

    The format is the one named, else that of the path's suffix. JSON of one report is as `to_json()` has it, indented;
    of several it is a run, as the command writes one. Raises InputError, before anything is written, for a suffix or
    name that no format has, and OutputError where the file cannot be written.
    """
    given: object = path
    if not isinstance(given, (str, os.PathLike)):
        raise InputError(f"path is {type_of(given)}: give the path of the file to write")
    target = Path(path)
    chosen = output_format or format_of(str(target))
    if chosen is None:
        raise InputError(f"{target}: no output format has the suffix “{target.suffix}”; use one of {_suffixes()}")
    if chosen == "json" and isinstance(value, AnyReport):
        text = msgspec.json.format(encode(_masked(value)), indent=2).decode() + "\n"
    else:
        text = written_as(value, chosen)
    write_file(target, text.encode("utf-8", "replace"))


def _suffixes() -> str:
    return ", ".join(suffix for name in format_names() for suffix in load_format(name).suffixes)


@public
def write_reports(reports: Iterable[AnyReport] | AnyReport, path: str | os.PathLike[str]) -> None:
    """Write reports to a file, whole or not at all, in the format that its suffix says; `read_reports` reads JSON back.

    Suffixes are .txt, .json, .jsonl, .csv, .xml (JUnit), .sarif, .md, .html and those of formats of your own.
    Raises InputError for what is no report and for another suffix, OutputError where the file cannot be written.
    """
    save(reports, path)


def from_json(document: str | bytes, kind: type[T]) -> T:
    """The report that `to_json()` made this of. Raises InputError for anything else."""
    given: object = document
    if not isinstance(given, (str, bytes, bytearray)):
        raise InputError(f"document is {type_of(given)}: give JSON, as {kind.__name__}.to_json() returns it")
    try:
        found = msgspec.json.decode(document, type=kind)
    except (msgspec.DecodeError, UnicodeError, RecursionError, InputError) as error:
        raise InputError(f"this is no JSON of a {kind.__name__}: {error}") from None
    for report in _posts_of(found):
        require_links_inside(report, f"this {kind.__name__}")
    return found


def _posts_of(value: AnyReport) -> tuple[Report, ...]:
    if isinstance(value, QueueReport):
        return value.posts
    return (value,) if isinstance(value, Report) else ()
