"""Which script a text is mostly written in."""

from __future__ import annotations

import re

_READ = 600
"""Characters looked at: scripts change within a text, not within its first lines."""

_SCRIPTS = tuple(
    (name, re.compile(f"[{ranges}]"))
    for name, ranges in (
        ("latin", "A-Za-z\u00aa-\u024f\u1e00-\u1eff"),
        ("greek", "\u0370-\u03ff\u1f00-\u1fff"),
        ("cyrillic", "\u0400-\u052f"),
        ("hebrew", "\u0590-\u05ff"),
        ("arabic", "\u0600-\u06ff\u0750-\u077f"),
        ("indic", "\u0900-\u0dff"),
        ("southeast", "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"),
        ("hangul", "\u1100-\u11ff\uac00-\ud7af"),
        ("han", "\u3041-\u30ff\u3400-\u9fff"),
    )
)


def leading_script(text: str) -> str:
    """The script most letters of `text` are in, by family; "latin" where there are none.

    A syllable or ideograph counts as three letters: that is what it takes to write one in an alphabet.
    """
    text = text[:_READ]
    if text.isascii():
        return "latin"
    counts = [
        (len(pattern.findall(text)) * (3 if name in ("hangul", "han") else 1), name) for name, pattern in _SCRIPTS
    ]
    most, script = max(counts, key=lambda pair: pair[0])
    return script if most else "latin"
