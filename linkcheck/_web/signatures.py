"""What content is by its first bytes: text, a PDF, nothing, or a binary format of the one table of signatures.

Both rooms that look at bytes use it: fetching refuses what no reader reads, reading decides how to read the rest.
A signature is as long as its format defines it, so that a text that begins with "RIFF" or "ID3" stays a text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BOMS_16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARED_16 = re.compile(r"utf-?16-?(be)?", re.I)


class Signature(NamedTuple):
    """Bytes at fixed offsets that only files of one kind have."""

    name: str
    """With its article, as a message names it."""
    parts: tuple[tuple[int, bytes], ...]

    def matches(self, start: bytes) -> bool:
        """Whether `start` has all parts at their places."""
        return all(start.startswith(part, offset) for offset, part in self.parts)


SIGNATURES: tuple[Signature, ...] = (
    Signature("a PNG image", ((0, b"\x89PNG"),)),
    Signature("a JPEG image", ((0, b"\xff\xd8\xff"),)),
    Signature("a GIF image", ((0, b"GIF87a"),)),
    Signature("a GIF image", ((0, b"GIF89a"),)),
    Signature("a WebP image", ((0, b"RIFF"), (8, b"WEBP"))),
    Signature("an icon", ((0, b"\x00\x00\x01\x00"),)),
    Signature("audio", ((0, b"RIFF"), (8, b"WAVE"))),
    Signature("audio", ((0, b"ID3\x02"),)),
    Signature("audio", ((0, b"ID3\x03"),)),
    Signature("audio", ((0, b"ID3\x04"),)),
    Signature("audio", ((0, b"fLaC\x00"),)),
    Signature("audio or video", ((0, b"OggS\x00"),)),
    Signature("audio or video", ((0, b"\x00"), (4, b"ftyp"))),
    Signature("video", ((0, b"RIFF"), (8, b"AVI "))),
    Signature("video", ((0, b"\x1aE\xdf\xa3"),)),
    Signature("gzip data", ((0, b"\x1f\x8b"),)),
    Signature("a zip file", ((0, b"PK\x03\x04"),)),
    Signature("a RAR archive", ((0, b"Rar!\x1a\x07"),)),
    Signature("a 7z archive", ((0, b"7z\xbc\xaf\x27\x1c"),)),
    Signature("an old Office file", ((0, b"\xd0\xcf\x11\xe0"),)),
    Signature("a font", ((0, b"wOFF\x00\x01\x00\x00"),)),
    Signature("a font", ((0, b"wOFFOTTO"),)),
    Signature("a font", ((0, b"wOFFtrue"),)),
    Signature("a font", ((0, b"wOF2\x00\x01\x00\x00"),)),
    Signature("a font", ((0, b"wOF2OTTO"),)),
    Signature("a font", ((0, b"wOF2true"),)),
    Signature("a program", ((0, b"\x7fELF"),)),
    Signature("a program", ((0, b"MZ\x90"),)),
)

_BY_FIRST_BYTE = {
    first: [signature for signature in SIGNATURES if signature.parts[0][1][:1] == first]
    for first in {signature.parts[0][1][:1] for signature in SIGNATURES}
}

MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|h[1-6]|a|span|table|article|section|ul|ol|br|script|frameset|"
    r"form|center|font|b|i|img|main|header|pre)\b",
    re.I,
)
"""A tag of HTML: pages with stray NULs are still pages."""

PADDING = b"\xef\xbb\xbf \t\r\n\0"
"""What may stand before a page: a byte order mark, white space, NULs."""
# The PDF standard lets other bytes stand before the header, within the first 1,024.
_PDF = re.compile(rb"(?:\A|[\r\n\0])[\xef\xbb\xbf \t]*%PDF-\d")
_PDF_HEADER_BYTES = 1024
# Bytes below 0x20 that text does not hold; the escape character switches scripts in ISO-2022.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))
_CONTROL_SHARE = 0.1


def utf16_encoding(start: bytes, content_type: str = "") -> str:
    """The encoding of content in UTF-16, by its byte order mark or by its NULs and the declared charset; else empty."""
    if start.startswith(_BOMS_16):
        return "utf-16"
    declared = _DECLARED_16.search(content_type)
    if declared is None or b"\0" not in start:
        return ""
    return "utf-16-be" if declared[1] else "utf-16-le"


def sniff(start: bytes, content_type: str = "") -> str:
    """What content that begins with `start` is: "text", "pdf", "nothing", or a name for what is neither.

    The declared type counts for one thing only: every other byte of UTF-16 is a NUL.
    """
    head = start.lstrip(PADDING)
    if not head:
        return "nothing"
    if _PDF.search(start, 0, _PDF_HEADER_BYTES):
        return "pdf"
    known = next((signature.name for signature in _BY_FIRST_BYTE.get(start[:1], ()) if signature.matches(start)), "")
    if known:
        return known
    if utf16_encoding(start, content_type):
        return "text"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    is_odd = b"\0" in head or controls > _CONTROL_SHARE * len(head)
    return "binary data" if is_odd and not MARKUP.search(head.decode("latin-1")) else "text"
