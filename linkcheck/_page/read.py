"""How does a snapshot, or do bytes, become a Page? By what the bytes show, since servers call PDFs HTML and HTML text.

Nothing that a page holds raises an exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

from linkcheck._arguments import keyword_options
from linkcheck._page.charset import decode_content
from linkcheck._page.given import GivenPage, as_snapshot, hops_of, with_response
from linkcheck._page.redirects import RedirectChain
from linkcheck._page.states import Decision, with_state
from linkcheck._page.types import Page, PageState
from linkcheck._web.signatures import MARKUP, PADDING, sniff, utf16_encoding
from linkcheck._web.types import Outcome, Snapshot
from linkcheck.settings import Settings

if TYPE_CHECKING:
    import httpx

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
def read_page(  # noqa: PLR0913 - one argument for each thing that is known of a visit
    content: bytes | str | httpx.Response,
    *,
    url: str | None = None,
    content_type: str | None = None,
    status_code: int | None = None,
    requested_url: str | None = None,
    headers: Mapping[str, str] | Iterable[tuple[str, str]] | None = None,
    settings: Settings | None = None,
) -> Page:
    """Return what these bytes, this text or this response say to a reader.

    What is known of the visit counts as it does after a fetch: a body that came with `status_code` 403, 404 or 503 is
    no page, a `requested_url` that is another than `url` was redirected, and `headers` may tell the content type or a
    Refresh. A response of httpx or requests brings all of these itself; what is given beside it goes before. A str is
    taken as decoded. Content longer than the limits in `settings` is truncated and Page.truncated is set.
    Raises InputError for what is neither bytes, text nor a response that was read, for a URL in its place, and for an
    argument of another type.
    """
    settings = settings or Settings()
    given = GivenPage(
        content=content,
        url=url,
        content_type=content_type,
        status_code=status_code,
        requested_url=requested_url,
        headers=headers,
    )
    snapshot = as_snapshot(with_response(given), hops_of(content))
    most = settings.max_pdf_bytes if detect_type(snapshot.content[:2048]) == "pdf" else settings.max_body_bytes
    if len(snapshot.content) > most:
        snapshot = msgspec.structs.replace(snapshot, content=snapshot.content[:most], truncated=True)
    return read(snapshot)


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
        refresh = next((value for name, value in snapshot.headers if name == "refresh"), "")
        chain = RedirectChain(snapshot.url, hops, snapshot.final_url or snapshot.url, refresh)
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
