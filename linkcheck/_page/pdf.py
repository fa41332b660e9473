"""What does a PDF say? Read by pypdfium2 (extra [pdf])."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from linkcheck._page.types import Page, PageState
from linkcheck.errors import MissingExtraError

_PAGES = 60
"""Pages read: a report of 117 pages takes 1.9 s, one of 36 0.4 s; what a post says of it is in the first."""
_CHARACTERS = 120_000
_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
# Word processors name a file after its template or path when its author did not.
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word - .*|document\d*|.*\.(?:docx?|pdf|indd|qxd|tex|dvi))$", re.IGNORECASE
)


def read_pdf(content: bytes) -> Page:
    """Return a PDF as a page; unreadable, with the reason, without the extra or where the file does not open."""
    try:
        import pypdfium2
    except ImportError:
        return _unreadable_pdf(str(MissingExtraError("pdf", "Reading a PDF")))
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return _unreadable_pdf(f"The PDF does not open: {' '.join(str(error).split())}")
    try:
        return _read_document(document)
    except pypdfium2.PdfiumError as error:
        return _unreadable_pdf(f"The PDF is damaged: {' '.join(str(error).split())}")
    finally:
        document.close()


def _read_document(document: Any) -> Page:
    parts: list[str] = []
    length = 0
    count = len(document)
    for number in range(min(count, _PAGES)):
        page = document[number]
        text_page = page.get_textpage()
        part = _paragraphs(text_page.get_text_range())
        text_page.close()
        page.close()
        parts.append(part)
        length += len(part)
        if length > _CHARACTERS:
            break
    declared = document.get_metadata_dict(skip_empty=True)
    text = "\n".join(part for part in parts if part)
    title = _pdf_title(declared.get("Title", ""), text)
    page_read = Page(
        title=title,
        description=" ".join(declared.get("Subject", "").split())[:2000],
        text=text,
        kind="pdf",
        published_guess=_pdf_date(declared.get("CreationDate", "")),
        truncated=len(parts) < count,
        sources=(("title", "pdf metadata" if declared.get("Title") == title else "first line"),) if title else (),
    )
    if text:
        return page_read
    return _unreadable_pdf("The PDF holds pictures of pages, without text.")


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
