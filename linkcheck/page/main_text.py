"""The main text of a page."""

from __future__ import annotations

from lxml.html import HtmlElement


def main_text(root: HtmlElement) -> str:
    """Return the main text of a parsed page."""
    import trafilatura

    document = trafilatura.bare_extraction(root, fast=True)
    return str(getattr(document, "text", None) or "")
