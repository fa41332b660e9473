"""Whether two words differ by one slip of the fingers (the edits of Damerau, 1964), their first letters being equal."""

from __future__ import annotations


def differ_by_typo(word: str, other: str, *, min_letters: int) -> bool:
    """Whether one word is the other with one letter changed, left out, added, or exchanged with its neighbour.

    Short words are other words with another letter in them ("form" and "from"): the longer of the two must have
    `min_letters`. Equal words of that length differ by none, and count.
    """
    length, other_length = len(word), len(other)
    if max(length, other_length) < min_letters or abs(length - other_length) > 1 or word[:1] != other[:1]:
        return False
    at = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(length, other_length))
    left, right = word[at:], other[at:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[:2][::-1] and left[2:] == right[2:]
