"""What does a PDF say? Read by pypdfium2 (extra [pdf]) in a child process.

pdfium cannot be interrupted and has no limit of its own: 3 kB can keep it busy for good, 2 kB can take 2 GB. So each
file is read by a process with limits (`pdf_child`), which is killed at its deadline.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from importlib.util import find_spec

import msgspec

from linkcheck._child_process import ask_child
from linkcheck._page import pdf_child
from linkcheck._page.types import Page, PageState
from linkcheck.errors import MissingExtraError

_DEADLINE = 2.0 * pdf_child.MAX_CPU
"""Seconds by the clock after which the child is killed: it may have to share its processor."""
_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
# Word processors name a file after its template or path when its author did not.
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word - .*|document\d*|.*\.(?:docx?|pdf|indd|qxd|tex|dvi))$", re.IGNORECASE
)


class _Line(msgspec.Struct):
    """What the child says in one line."""

    pages: int | None = None
    declared: dict[str, str] = {}
    text: str | None = None
    problem: str = ""


def read_pdf(content: bytes) -> Page:
    """Return a PDF as a page; unreadable, with the reason, without the extra or where the file does not open.

    Where the child reached a limit, the page holds what was read until then and is `truncated`.
    """
    if find_spec("pypdfium2") is None:
        return _unreadable_pdf(str(MissingExtraError("pdf", "Reading a PDF")))
    try:
        said = ask_child(pdf_child.__name__, content, deadline=_DEADLINE)
    except OSError as error:
        return _unreadable_pdf(f"The PDF was not read: no process could be started for it ({error.strerror}).")
    return _page_of(list(_lines(said.written)), ended=said.exit_code in (0, 1))


def _lines(said: bytes) -> Iterator[_Line]:
    for line in said.splitlines():
        try:
            yield msgspec.json.decode(line, type=_Line)
        except msgspec.DecodeError:  # the child was killed within a line
            return


def _page_of(lines: list[_Line], *, ended: bool) -> Page:
    problem = next((line.problem for line in lines if line.problem), "")
    count = next((line.pages for line in lines if line.pages is not None), None)
    parts = [_paragraphs(line.text) for line in lines if line.text is not None]
    text = "\n".join(filter(None, parts))
    if count is None or (problem and not text):
        return _unreadable_pdf(
            f"The PDF does not open: {problem}" if problem else "The PDF takes more memory or time to read than it may."
        )
    if not text:
        ended_early = "The PDF takes more memory or time to read than it may."
        return _unreadable_pdf("The PDF holds pictures of pages, without text." if ended else ended_early)
    declared = next(line.declared for line in lines if line.pages is not None)
    title = _pdf_title(declared.get("Title", ""), text)
    return Page(
        title=title,
        description=" ".join(declared.get("Subject", "").split())[:2000],
        text=text,
        kind="pdf",
        published_guess=_pdf_date(declared.get("CreationDate", "")),
        truncated=len(parts) < count,
        sources=(("title", "pdf metadata" if declared.get("Title") == title else "first line"),) if title else (),
    )


def _paragraphs(text: str) -> str:
    """Lines of print joined again to paragraphs: a line goes on unless the one before it ends a sentence."""
    text = text.replace("\ufffe", "").replace("\0", "")
    joined: list[str] = []
    for line in (" ".join(line.split()) for line in text.splitlines()):
        if not line:
            continue
        if joined and line[0].islower() and joined[-1][-1] not in ".!?:":
            joined[-1] = joined[-1][:-1] + line if joined[-1].endswith("-") else f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _pdf_title(declared: str, text: str) -> str:
    declared = " ".join(declared.split())[:500]
    if declared and not _NO_TITLE.match(declared):
        return declared
    return text.partition("\n")[0][:200]


def _pdf_date(written: str) -> dt.date | None:
    found = _PDF_DATE.match(written)
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _unreadable_pdf(reason: str) -> Page:
    return Page(kind="pdf", state=PageState.UNREADABLE, state_reason=reason)
