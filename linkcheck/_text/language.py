"""Which language a short text is in, and how sure that is; undetermined where it cannot be told.

The model is fastText's lid.176.ftz (https://fasttext.cc/docs/en/language-identification.html, CC BY-SA 3.0),
which lies beside this module (LANGUAGE_MODEL.md). With the rules on scripts here it is right on 0.98 of 1,020
headlines in 15 languages, wrong on 0.006 and silent on the rest; 0.1 ms a text, 25 MB. It is loaded on first use.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from linkcheck._text.scripts import LETTERS_PER_SYLLABLE, script_of

MAX_CHARACTERS = 300
"""What is read of a text: two sentences, after which the answer no longer changes."""
MIN_LETTERS = 5
"""Letters below which a text is not guessed at: "LOL", "OK", a name."""
MIN_CONFIDENCE = 0.4
"""Model confidence below which the answer is withheld: on headlines, that is half of the wrong ones."""
MIN_SCRIPT_SHARE = 0.7
"""Share of the letters that the leading script needs; below it the text is mixed."""
MIN_KANA_SHARE = 0.1
"""Share of kana that tells Japanese from Chinese; Chinese posts write a の for show."""
MIN_CHINESE_LETTERS = 6
"""Ideographs without kana that are surely Chinese: Japanese headlines without kana are shorter."""

_NO_WORDS = re.compile(r"https?://\S+|[@#＃]\w+|[\d\s]+")
_WIDER_CODES = {"arz": "ar", "ckb": "ku", "azb": "az", "pnb": "pa", "yue": "zh", "wuu": "zh", "als": "de"}
"""Languages of the model without a two-letter code that are written much like one that has it."""
_DENSE = frozenset({"kana", "han", "hangul"})
_LANGUAGE_OF_SCRIPT = {
    "hangul": "ko",
    "thai": "th",
    "greek": "el",
    "hebrew": "he",
    "georgian": "ka",
    "armenian": "hy",
    "tamil": "ta",
    "telugu": "te",
    "kannada": "kn",
    "malayalam": "ml",
    "gujarati": "gu",
    "gurmukhi": "pa",
    "oriya": "or",
    "sinhala": "si",
    "khmer": "km",
    "lao": "lo",
    "myanmar": "my",
}
"""Scripts that one language alone writes, or nearly so: no model is asked."""


class Language(NamedTuple):
    """A language and how sure it is: `code` is ISO 639-1, or empty with confidence 0 where nothing can be told."""

    code: str
    confidence: float


UNDETERMINED = Language("", 0.0)


def identify_language(text: str) -> Language:
    """The language of `text`, read from its first 300 characters. URLs, handles and hashtags do not count."""
    return _identify(text[:MAX_CHARACTERS])


@lru_cache(maxsize=4096)  # a post is asked about by several rooms
def _identify(text: str) -> Language:
    words = _NO_WORDS.sub(" ", text).strip()
    counts = _letters_by_script(words)
    letters = counts.total()
    if letters < MIN_LETTERS:
        return UNDETERMINED
    script, most = max(counts.items(), key=lambda item: (item[1], item[0]))
    if most < MIN_SCRIPT_SHARE * letters:
        return UNDETERMINED
    if script in _LANGUAGE_OF_SCRIPT:
        return Language(_LANGUAGE_OF_SCRIPT[script], most / letters)
    if script == "kana" or (script == "han" and most >= MIN_CHINESE_LETTERS * LETTERS_PER_SYLLABLE):
        return Language("ja" if script == "kana" else "zh", most / letters)
    return _predict(words)


def _letters_by_script(words: str) -> Counter[str]:
    """How many letters there are of each script; ideographs beside kana count as kana."""
    counts: Counter[str] = Counter()
    for character, times in Counter(words).items():
        script = script_of(character)
        if script:
            counts[script] += times * (LETTERS_PER_SYLLABLE if script in _DENSE else 1)
    if counts["kana"] > MIN_KANA_SHARE * (counts["kana"] + counts["han"]):
        counts["kana"] += counts.pop("han", 0)
    else:
        counts["han"] += counts.pop("kana", 0)
    return counts


def _predict(words: str) -> Language:
    # Capitals carry no language, and headlines in capitals mislead the model.
    # A lone surrogate, as in pages made by hand, is no text to it.
    labels, scores = _model().predict(words.lower().encode("utf-8", "replace").decode("utf-8"), 1)
    if not labels or scores[0] < MIN_CONFIDENCE:
        return UNDETERMINED
    label = labels[0].removeprefix("__label__")
    code = _WIDER_CODES.get(label, label)
    return Language(code, min(1.0, float(scores[0]))) if len(code) == 2 else UNDETERMINED


@cache
def _model() -> Any:
    import fasttext

    return fasttext.load_model(str(Path(__file__).with_name("lid.176.ftz")))
