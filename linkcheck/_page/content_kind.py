"""How is content to be read? By what its bytes show, since servers call PDFs HTML and HTML text."""

from __future__ import annotations

import re
from typing import Literal

from linkcheck._web.signatures import MARKUP, PADDING, sniff, utf16_encoding

ContentKind = Literal["html", "feed", "xml", "pdf", "json", "text", "binary", "nothing"]

_HEAD_BYTES = 2048
"""Bytes looked at: real pages begin with blank lines and comments."""
_BINARY_TYPES = re.compile(r"^(?:image|audio|video|font)/|application/(?:zip|octet-stream|x-|vnd\.ms|msword)", re.I)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^>]{0,2000}", re.I)
_XML = re.compile(r"^\s{0,200}<\?xml\b", re.I)


def detect_type(content: bytes, content_type: str = "") -> ContentKind:
    """The kind of the content by its first bytes, and by the declared type where they leave it open."""
    head = content[:_HEAD_BYTES]
    sniffed = sniff(head, content_type)
    if sniffed == "nothing":
        return "nothing"
    if sniffed == "pdf":
        return "pdf"
    if sniffed != "text":
        return "binary"
    encoding = utf16_encoding(head, content_type)
    if encoding:
        return _type_of_text(head.decode(encoding, "replace"), content_type)
    kind = _type_of_text(head.lstrip(PADDING).decode("latin-1"), content_type)
    return "binary" if kind == "text" and _BINARY_TYPES.match(content_type.strip()) else kind


def _type_of_text(head: str, content_type: str) -> ContentKind:
    start = head.lstrip("\ufeff \t\r\n\0")
    declared = content_type.lower()
    if _XML.match(start) or start.startswith("<"):
        if _FEED.search(start) and not re.search(r"<html\b", start, re.I):
            return "feed"
        if _XML.match(start) and not MARKUP.search(start) and "html" not in declared:
            return "xml"
        return "html"
    if start[:1] in "{[" and ("json" in declared or re.match(r"[{\[]\s*[\"{\[\]}]", start)):
        return "json"
    if "html" in declared or ("text/plain" not in declared and MARKUP.search(start)):
        return "html"
    return "text"
