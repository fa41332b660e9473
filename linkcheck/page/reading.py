"""The door of room three: from a snapshot, or from bytes, to a Page. Never raises for what a page holds."""

from __future__ import annotations

from linkcheck.page.decoding import decode
from linkcheck.page.limits import bounded
from linkcheck.page.metadata import Declared
from linkcheck.page.states import with_state
from linkcheck.page.types import Page
from linkcheck.settings import Settings
from linkcheck.web.types import Outcome, Snapshot


def read_page(
    content: bytes | str, url: str = "", content_type: str | None = None, settings: Settings | None = None
) -> Page:
    """Return what these bytes say to a reader."""
    settings = settings or Settings()
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    kept = raw[: settings.max_body_bytes]
    snapshot = Snapshot(
        id="",
        url=url,
        final_url=url,
        outcome=Outcome.OK,
        content=kept,
        content_type=content_type or "",
        truncated=len(kept) < len(raw),
    )
    return read(snapshot)


def read(snapshot: Snapshot) -> Page:
    """Return what a snapshot says to a reader."""
    import lxml.html

    from linkcheck.page.main_text import main_text
    from linkcheck.page.visible import remove_hidden

    text, _ = decode(snapshot.content, snapshot.content_type)
    markup = bounded(text)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(markup.text.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:
        return Page(url=snapshot.final_url, text="", state=None)
    declared = Declared(root)
    remove_hidden(root)
    page = Page(
        url=snapshot.final_url,
        title=declared.metas.get("og:title") or declared.title,
        description=declared.metas.get("og:description") or declared.metas.get("description") or "",
        text=main_text(root),
        snapshot_id=snapshot.id,
    )
    return with_state(page)
