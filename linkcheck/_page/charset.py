"""Which charset turns the bytes of a page into text?

In the order of the HTML standard: a byte order mark, the server's header, the page's own declaration, then what the
bytes look like (https://html.spec.whatwg.org/#determining-the-character-encoding).
"""

from __future__ import annotations

import codecs
import re

from linkcheck._web.signatures import utf16_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*+[\"']?\s*+([\w.:-]{2,40})", re.IGNORECASE)
# The standard looks into the first 1,024 bytes; real pages put scripts first, so we look further.
_DECLARATION_BYTES = 8192
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*+[\"']?\s*+([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s{0,20}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
# Encoding Standard: these labels mean another encoding than Python's codec of that name.
_AS_BROWSERS = {
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "iso8859-9": "windows-1254",
    "iso8859-11": "windows-874",
    "tis-620": "windows-874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
# A guess needs only a sample; more costs time and settles nothing.
_DETECTION_BYTES = 32_768
# Share of replacement characters above which a declared charset is taken for wrong.
_TOO_MANY_REPLACED = 0.02


def decode_content(content: bytes, content_type: str = "") -> tuple[str, str]:
    """Return the text of a page and the name of the encoding it was read with. Never raises."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), encoding
    wide = utf16_encoding(content[:_DECLARATION_BYTES], content_type)
    if wide:
        return content.decode(wide, "replace"), wide
    declared = _declared_charsets(content, content_type)
    try:
        # Valid UTF-8 of any length is never another charset by accident.
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    for encoding in declared:
        text = content.decode(encoding, "replace")
        if text.count("\ufffd") <= _TOO_MANY_REPLACED * len(text):
            return text, encoding
    encoding = _detected_charset(content)
    return content.decode(encoding, "replace"), encoding


def _declared_charsets(content: bytes, content_type: str) -> list[str]:
    """The known encodings that the header and then the page itself name."""
    labels = [match[1] for match in [_HEADER_CHARSET.search(content_type)] if match]
    head = content[:_DECLARATION_BYTES]
    for pattern in (_XML_CHARSET, _META_CHARSET):
        found = pattern.search(head)
        if found:
            labels.append(found[1].decode("ascii", "replace"))
    known = (_python_name(label) for label in labels)
    return [name for name in known if name]


def _python_name(label: str) -> str:
    """The codec that reads what browsers read under this label; empty for an unknown one."""
    label = label.strip().lower()
    try:
        info = codecs.lookup(label)
        b"a".decode(label, "replace")  # refuses codecs that are no text encodings: "hex", "rot13"
    except (LookupError, ValueError, TypeError):
        return ""
    if info.name in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"):
        return ""  # none is a charset of the web; UTF-7 is forbidden there
    return _AS_BROWSERS.get(info.name, info.name)


def _detected_charset(content: bytes) -> str:
    """The likeliest encoding of bytes that are not valid UTF-8 and declare nothing usable."""
    sample = content[:_DETECTION_BYTES]
    nearly_utf8 = sample.decode("utf-8", "replace")
    multibyte = sum(1 for character in nearly_utf8 if "\x80" <= character != "\ufffd")
    if multibyte >= nearly_utf8.count("\ufffd"):
        return "utf-8"  # a few broken bytes in a UTF-8 page
    from charset_normalizer import from_bytes

    best = from_bytes(sample, steps=3, chunk_size=512).best()
    return best.encoding if best is not None else "windows-1252"
