"""What is a file that is no text? Its first bytes say it, whatever its name is."""

from __future__ import annotations

import re
from functools import cache

from linkcheck._post.files.charset import unicode_form
from linkcheck._tables import table_columns

EXCEL = "a workbook"
"""The kind of a file that the format `excel` reads."""
ARCHIVE = "an archive (ZIP)"
"""The kind of an archive whose first files do not show what it is."""
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_ZIP = (
    (b"xl/", EXCEL),
    (b"application/vnd.oasis.opendocument.spreadsheet", EXCEL),
    (b"word/", "a Word document"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument text or presentation"),
    (b"application/epub+zip", "an e-book"),
)
"""What the first entries of an archive show it to be."""
_MARKUP = (
    (re.compile(rb"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE), "an HTML page"),
    (re.compile(rb"<(?:\?xml[^>]*>\s*)?<?(?:rss|feed|rdf:RDF)\b", re.IGNORECASE), "a feed in XML"),
    (re.compile(rb"<svg\b", re.IGNORECASE), "a picture (SVG)"),
    (re.compile(rb"<\?xml\b", re.IGNORECASE), "an XML document"),
    (re.compile(rb"\{\\rtf"), "a document (RTF)"),
)
_COMMENTS = re.compile(rb"(?:\s|\xef\xbb\xbf|<!--.*?-->|<\?xml-stylesheet.*?\?>)*", re.DOTALL)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b") + b"\x7f"
_LOOKED_AT = 4096
_CONTROL_SHARE = 0.1
"""Of the first bytes of a file; texts have next to no control characters."""


def kind_of_content(beginning: bytes) -> str:
    """What a file that begins so is, with an article; empty for a text, which may hold posts."""
    if beginning.startswith((_ZIP, _EMPTY_ZIP)):
        return next((kind for mark, kind in _IN_ZIP if mark in beginning), ARCHIVE)
    if beginning.startswith(_OLE):
        return EXCEL  # or an old document of another program of Microsoft's, which its reader then says
    for place, signature, kind in _signatures():
        if beginning.startswith(signature, place):
            return kind
    if unicode_form(beginning):
        return ""
    begin = _COMMENTS.match(beginning)
    start = begin.end() if begin else 0
    markup = next((kind for pattern, kind in _MARKUP if pattern.match(beginning, start)), "")
    return markup or ("a binary file" if _is_binary(beginning[:_LOOKED_AT]) else "")


@cache
def _signatures() -> tuple[tuple[int, bytes, str], ...]:
    rows = table_columns("_text/data/file_signatures.txt", 3)
    return tuple((int(place), bytes.fromhex(signature), kind) for place, signature, kind in rows)


def remedy_for(kind: str) -> str:
    """What to do with a file of posts of this kind."""
    if "archive" in kind or "compressed" in kind:
        return "unpack it, and give the files of posts in it"
    if kind == "a feed in XML":
        return "give its items as JSON, or the posts made of it"
    return "give the posts as CSV, JSON, JSON lines or text"


def _is_binary(looked_at: bytes) -> bool:
    controls = len(looked_at) - len(looked_at.translate(None, _CONTROLS))
    return controls > _CONTROL_SHARE * len(looked_at)
