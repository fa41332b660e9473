"""What of a page a reader sees: elements that CSS or attributes hide are taken out of the tree."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_UNSEEN = frozenset({"template", "datalist", "dialog", "object", "svg", "math", "canvas", "audio", "video", "param"})
_HIDING_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


def remove_hidden(root: HtmlElement) -> None:
    """Take out of the tree what a browser does not show; text after such an element stays."""
    doomed = [element for element in root.iter() if not isinstance(element.tag, str) or _hidden(element)]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _hidden(element: HtmlElement) -> bool:
    if element.tag in _UNSEEN:
        return True
    style = element.get("style")
    if style and _HIDING_STYLE.search(style):
        return True
    return element.get("hidden") is not None
