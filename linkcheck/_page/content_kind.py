"""What kind of content came: looked at, not believed, since servers call PDFs HTML and HTML text."""

from __future__ import annotations

import re
from typing import Literal

ContentKind = Literal["html", "feed", "xml", "pdf", "json", "text", "binary", "nothing"]

# How far in a sign may stand: real pages begin with blank lines and comments.
_HEAD = 2048
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ\x90",
    b"OggS",
    b"ID3",
    b"wOFF",
    b"wOF2",
    b"\x00\x00\x01\x00",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"fLaC",
    b"\x1aE\xdf\xa3",
)
_BOMS_16 = (b"\xff\xfe", b"\xfe\xff")
_BINARY_TYPES = re.compile(r"^(?:image|audio|video|font)/|application/(?:zip|octet-stream|x-|vnd\.ms|msword)", re.I)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^>]{0,2000}", re.I)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|h[1-6]|a|span|table|article|section|ul|ol|br|script|frameset|"
    r"form|center|font|b|i|img|main|header|pre)\b",
    re.I,
)
_XML = re.compile(r"^\s{0,200}<\?xml\b", re.I)
# Bytes below 0x20 that text does not hold (tab, line feed, form feed, return and escape are left out).
_CONTROL = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
# Pages with stray NULs are still pages; pictures and archives hold many times this share.
_CONTROL_SHARE = 0.1


def detect_type(content: bytes, content_type: str = "") -> ContentKind:
    """Return the form of the content by its first bytes, and by the declared type where they do not tell."""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not head:
        return "nothing"
    if head.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_MAGIC) or content[4:8] == b"ftyp":
        return "binary"
    if content.startswith(_BOMS_16):
        return _type_of_text(content[:_HEAD].decode("utf-16", "replace"), content_type)
    controls = len(head) - len(head.translate(None, _CONTROL))
    if controls > _CONTROL_SHARE * len(head) and not _MARKUP.search(head.decode("latin-1")):
        return "binary"
    form = _type_of_text(head.decode("latin-1"), content_type)
    if form == "text" and _BINARY_TYPES.match(content_type.strip()):
        return "binary"
    return form


def _type_of_text(head: str, content_type: str) -> ContentKind:
    start = head.lstrip("\ufeff \t\r\n\0")
    declared = content_type.lower()
    if _XML.match(start) or start.startswith("<"):
        if _FEED.search(start) and not re.search(r"<html\b", start, re.I):
            return "feed"
        if _XML.match(start) and not _MARKUP.search(start) and "html" not in declared:
            return "xml"
        return "html"
    if start[:1] in "{[" and ("json" in declared or re.match(r"[{\[]\s*[\"{\[\]}]", start)):
        return "json"
    if "html" in declared or ("text/plain" not in declared and _MARKUP.search(start)):
        return "html"
    return "text"
