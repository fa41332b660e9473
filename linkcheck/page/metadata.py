"""What a page declares of itself, from one parsed tree, each value with its source."""

from __future__ import annotations

from lxml.html import HtmlElement


class Declared:
    """The declarations of one page."""

    def __init__(self, root: HtmlElement) -> None:
        self.metas: dict[str, str] = {}
        for meta in root.iter("meta"):
            key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
            content = " ".join((meta.get("content") or "").split())
            if key and content:
                self.metas.setdefault(key, content)
        title = next(root.iter("title"), None)
        self.title = " ".join(title.text_content().split()) if title is not None else ""
