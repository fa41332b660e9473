"""The style sheet and the script of the HTML report, and the digests by which its policy allows them."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources


@cache
def packaged(name: str) -> str:
    """The content of "report.css" or "report.js"."""
    return resources.files("linkcheck._report.formats.html").joinpath(name).read_text(encoding="utf-8")


def policy_digest(source: str) -> str:
    """What a Content-Security-Policy calls a style or script of this content."""
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
