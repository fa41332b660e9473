"""Does a text hold an object or a list, as JSON or as Python writes them? Tables made of scrapes have such cells."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from typing import Any

_MOST = 50_000
"""Characters of a text that is looked at."""
_MAY_BE = re.compile(r"""\s*(?:\[\s*)?\{\s*['"][^'"]{1,60}['"]\s*:.*\}\s*\]?\s*""", re.DOTALL)
"""Objects, in a list or not. Lists of texts are read as they stand."""


def object_in(text: str) -> Mapping[Any, Any] | list[Any] | None:
    """The object or the list of objects that `text` is; several in a row are a list. None for any other text."""
    if len(text) > _MOST or _MAY_BE.fullmatch(text) is None:
        return None
    for written in (text, f"[{text}]"):
        for read in (json.loads, ast.literal_eval):
            try:
                value = read(written.strip())
            except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
                continue
            if isinstance(value, (Mapping, list)):
                return value
    return None
