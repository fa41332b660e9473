"""Scripts: which characters belong to which, and which script a text is mostly written in.

The ranges are the inside of a regular expression's brackets, and the only ones of their kind: whoever asks about a
script makes a pattern of them. Host names are another matter: _urls/homographs.py asks which scripts Unicode lets
stand together, character by character.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

HIRAGANA = "\u3041-\u309f"
KATAKANA = "\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
CJK = HIRAGANA + KATAKANA + HAN
"""What Chinese and Japanese are written in."""
HANGUL = "\u1100-\u11ff\uac00-\ud7af"
"""Syllables and the letters they are composed of. Letters that stand alone ("ㅋㅋㅋ" is laughter) make no words."""
SOUTHEAST_ASIAN = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1780-\u17d3"
"""Thai, Lao, Burmese and Khmer, without their digits."""
UNSPACED = SOUTHEAST_ASIAN + CJK
"""Scripts that write no spaces between words."""

LETTERS_PER_SYLLABLE = 3
"""How many letters of an alphabet an ideograph, kana or Korean syllable stands for, roughly."""

_MAX_READ = 600
"""Characters looked at: scripts change within a text, not within its first lines."""

_FAMILIES = tuple(
    (name, letters, re.compile(f"[{ranges}]"))
    for name, letters, ranges in (
        ("latin", 1, "A-Za-z\u00aa-\u024f\u1e00-\u1eff"),
        ("greek", 1, "\u0370-\u03ff\u1f00-\u1fff"),
        ("cyrillic", 1, "\u0400-\u052f"),
        ("hebrew", 1, "\u0590-\u05ff"),
        ("arabic", 1, "\u0600-\u06ff\u0750-\u077f"),
        ("indic", 1, "\u0900-\u0dff"),
        ("southeast", 1, SOUTHEAST_ASIAN),
        ("hangul", LETTERS_PER_SYLLABLE, HANGUL),
        ("han", LETTERS_PER_SYLLABLE, CJK),
    )
)
_DENSE = tuple(
    (name, re.compile(f"[{ranges}]"))
    for name, ranges in (("kana", HIRAGANA + KATAKANA), ("han", HAN), ("hangul", HANGUL))
)


def leading_script(text: str) -> str:
    """The script most letters of `text` are in, by family; "latin" where there are none. "han" is Japanese too."""
    text = text[:_MAX_READ]
    if text.isascii():
        return "latin"
    counts = [(len(pattern.findall(text)) * letters, name) for name, letters, pattern in _FAMILIES]
    most, script = max(counts, key=lambda pair: pair[0])
    return script if most else "latin"


@lru_cache(maxsize=20_000)
def script_of(character: str) -> str:
    """The script of one letter in lower case ("thai", "cyrillic"), both kana as "kana"; "" for what is no letter."""
    if not character.isalpha():
        return ""
    for name, pattern in _DENSE:
        if pattern.match(character):
            return name
    # The first word of a letter's Unicode name is its script, closely enough.
    return unicodedata.name(character, "").partition(" ")[0].lower()
