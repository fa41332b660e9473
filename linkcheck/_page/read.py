"""How does a snapshot, or do bytes, become a Page? By what the bytes show, since servers call PDFs HTML and HTML text.

Nothing that a page holds raises an exception.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from linkcheck._arguments import keyword_options
from linkcheck._page.charset import decode_content
from linkcheck._page.redirects import RedirectChain
from linkcheck._page.states import Decision, with_state
from linkcheck._page.types import Page, PageState
from linkcheck._web.signatures import MARKUP, PADDING, sniff, utf16_encoding
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.errors import InputError, type_of
from linkcheck.settings import Settings

ContentKind = Literal["html", "feed", "xml", "pdf", "json", "text", "binary", "nothing"]

_HEAD_BYTES = 2048
"""Bytes looked at: real pages begin with blank lines and comments."""
_BINARY_TYPES = re.compile(r"^(?:image|audio|video|font)/|application/(?:zip|octet-stream|x-|vnd\.ms|msword)", re.I)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^>]{0,2000}", re.I)
_XML = re.compile(r"^\s{0,200}<\?xml\b", re.I)

MAX_PAGE_CHARACTERS = 100_000
"""Characters of Page.text: three times the longest of 320 real main texts. Beyond, a longer text only costs every later
room time; what a post says of a page is in its first part."""


@keyword_options
def read_page(
    content: bytes | str, *, url: str = "", content_type: str | None = None, settings: Settings | None = None
) -> Page:
    """Return what these bytes say to a reader, as if they had come from `url` without a redirect.

    `content` longer than the limits in `settings` is truncated and Page.truncated is set. A str is taken as decoded.
    Raises InputError for what is neither bytes nor text, for a URL in its place, and for a `url` or `content_type`
    that is no str.
    """
    settings = settings or Settings()
    _require_content(content)
    if not isinstance(url, str):
        raise InputError(f"url is {type_of(url)}: read_page takes the page's URL as a str, or none")
    if content_type is not None and not isinstance(content_type, str):
        raise InputError(f"content_type is {type_of(content_type)}: read_page takes a str such as text/html, or none")
    given = content.encode("utf-8", "replace") if isinstance(content, str) else bytes(content)
    declared = content_type or ""
    if isinstance(content, str):
        declared = f"{declared.partition(';')[0]}; charset=utf-8"
    most = settings.max_pdf_bytes if detect_type(given[:2048]) == "pdf" else settings.max_body_bytes
    return read(
        Snapshot(
            id="",
            url=url,
            final_url=url,
            outcome=Outcome.OK,
            content=given[:most],
            content_type=declared,
            truncated=len(given) > most,
        )
    )


def _require_content(content: object) -> None:
    if not isinstance(content, (bytes, bytearray, memoryview, str)):
        raise InputError(f"content is {type_of(content)}: read_page takes the bytes or the text of a page")
    if isinstance(content, str) and _URL.fullmatch(content):
        raise InputError(f"content is the URL “{content[:200]}”: use linkcheck.fetch to visit it")


_URL = re.compile(r"\s*https?://\S+\s*", re.IGNORECASE)


def read(snapshot: Snapshot) -> Page:
    """Return what a snapshot says to a reader; its status and redirects count too."""
    form = detect_type(snapshot.content, snapshot.content_type)
    page = _read_as(form, snapshot)
    cut = _truncated(page.text)
    page = msgspec.structs.replace(
        page,
        url=snapshot.final_url or snapshot.url,
        requested_url=snapshot.url,
        text=cut,
        status_code=snapshot.status_code,
        snapshot_id=snapshot.id,
        fetched_at=snapshot.fetched_at,
        host_warnings=snapshot.host_warnings,
        truncated=page.truncated or snapshot.truncated or len(cut) < len(page.text),
        from_bytes=True,
    )
    return with_state(page)


def is_read_by_child(snapshot: Snapshot) -> bool:
    """Whether `read` waits for a child process, which may take its whole deadline (`pdf`)."""
    return snapshot.outcome is Outcome.OK and detect_type(snapshot.content, snapshot.content_type) == "pdf"


def _read_as(form: ContentKind, snapshot: Snapshot) -> Page:
    if form == "html":
        from linkcheck._page.html import read_html

        hops = tuple(hop.url for hop in snapshot.hops)
        chain = RedirectChain(requested=snapshot.url, hops=hops, final=snapshot.final_url or snapshot.url)
        text, _ = decode_content(snapshot.content, snapshot.content_type)
        return read_html(text, chain, read_at=snapshot.fetched_at)
    if form == "pdf":
        from linkcheck._page.pdf import read_pdf

        return read_pdf(snapshot.content)
    if form == "feed":
        from linkcheck._page.feed import read_feed

        return read_feed(decode_content(snapshot.content, snapshot.content_type)[0])
    if form == "text":
        text, _ = decode_content(snapshot.content, snapshot.content_type)
        return Page(kind="text", text="\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip()))
    return _unreadable_page(form)


def _unreadable_page(form: ContentKind) -> Page:
    if form == "nothing":
        decision = Decision(PageState.EMPTY, "The answer has no content.")
    else:
        names = {"json": "data (JSON)", "xml": "data (XML)", "binary": "a file that is not text"}
        decision = Decision(PageState.UNREADABLE, f"What came is {names.get(form, form)}, not a page.")
    return Page(state=decision.state, state_reason=decision.reason)


def _truncated(text: str) -> str:
    """At most MAX_PAGE_CHARACTERS characters, ending with a whole line where one ends near."""
    text = text.strip()
    if len(text) <= MAX_PAGE_CHARACTERS:
        return text
    end = text.rfind("\n", MAX_PAGE_CHARACTERS - 2000, MAX_PAGE_CHARACTERS)
    return text[: end if end > 0 else MAX_PAGE_CHARACTERS]


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
