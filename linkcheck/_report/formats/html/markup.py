"""HTML made of escaped parts: what is not SafeHtml cannot get into SafeHtml, and the type checker sees to it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import NewType

from linkcheck._text.display import visible

SafeHtml = NewType("SafeHtml", str)
"""HTML that is safe to put into a page."""

NOTHING = SafeHtml("")


def text(value: str) -> SafeHtml:
    """Untrusted text, as text; what a CI system would obey when the page is printed to a log is escaped too.

    An apostrophe stays: values of attributes stand between double quotes, always.
    """
    return SafeHtml(
        html.escape(visible(value), quote=False).replace('"', "&quot;").replace("::", ":&#58;").replace("##", "#&#35;")
    )


def join(parts: Iterable[SafeHtml]) -> SafeHtml:
    """Parts one after the other."""
    return SafeHtml("".join(parts))


def element(name: str, *children: SafeHtml, **attributes: str | bool | None) -> SafeHtml:
    """An element. Attribute values are escaped; None and False leave one out, True writes its name alone.

    Underscores in attribute names stand for hyphens, one at the end for nothing (`class_`).
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    return SafeHtml(f"<{name}{written}>{''.join(children)}</{name}>")


def _attribute(key: str, value: str | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{text(value)}"'
