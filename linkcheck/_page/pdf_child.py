"""What does a PDF hold, read where it can do no harm? The program of the child process that `pdf` starts.

Reads the file from standard input and writes one JSON object a line: what the file declares, then each page's text as
soon as it is read, so that a child that is killed has told what it read until then.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from linkcheck._child_process import limit_this_process

_MAX_PAGES = 60
"""Pages read: a report of 117 pages takes 1.9 s, one of 36 0.4 s; what a post says of it is in the first."""
_MAX_CHARACTERS = 120_000
_MAX_MEMORY = 512 * 1024 * 1024
"""Bytes of address space: pdfium and Python take 90 MB of it, the largest of 40 reports of offices 160 MB."""
MAX_CPU = 4
"""Seconds of processor time: twice what a report of 117 pages takes."""


def main() -> int:
    """0 when the file was read; 1 where it does not open or is damaged, told in the last line's "problem"."""
    limit_this_process(memory=_MAX_MEMORY, cpu=MAX_CPU)
    import pypdfium2

    content = sys.stdin.buffer.read()
    try:
        _write_document(pypdfium2.PdfDocument(content))
    except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
        _write({"problem": " ".join(str(error).split()) or "it needs too much memory"})
        return 1
    return 0


def _write_document(document: Any) -> None:
    count = len(document)
    declared = document.get_metadata_dict(skip_empty=True)
    _write({"pages": count, "declared": {name: value[:_MAX_CHARACTERS] for name, value in declared.items()}})
    length = 0
    for number in range(min(count, _MAX_PAGES)):
        page = document[number]
        text_page = page.get_textpage()
        text = text_page.get_text_range()[:_MAX_CHARACTERS]
        text_page.close()
        page.close()
        _write({"text": text})
        length += len(text)
        if length > _MAX_CHARACTERS:
            return


def _write(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
