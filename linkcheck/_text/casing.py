"""Upper and lower case where spans and look-ups must hold: str.lower() may change a text's length, and miss letters."""

from __future__ import annotations

_DOTS = str.maketrans("İı", "ii")


def fold(matched: str) -> str:
    """What a pattern that ignores case has matched, as the pattern writes it in small letters.

    To `re.IGNORECASE`, "ſ" is an "s", the sign of kelvin a "k", a Turkish "ı" an "i": with str.lower() alone,
    such text misses the key of the table that the pattern was made from.
    """
    return matched.translate(_DOTS).casefold()


def squeeze(text: str) -> str:
    """The letters and digits of `text`, without case and what stands between: "Spiegel-Online" as a host has it."""
    return "".join(filter(str.isalnum, text.casefold()))


def fold_in_place(text: str) -> str:
    """`text` as `fold` would have it, at the same length, so that spans hold."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_DOTS).casefold()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := char.casefold()) == 1 else char for char in text.translate(_DOTS))
