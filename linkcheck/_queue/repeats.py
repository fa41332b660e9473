"""Which posts of a queue go out twice: the same text with the same link, by the same account.

A repeated post is no false link and changes no verdict: it is reported with the other row and its date. Not
meant are two accounts with one story, the posts of a thread, and a post sent again on purpose with other
words: a number, a name or "ICYMI" more makes another post.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from linkcheck._lazy import LazyProperty
from linkcheck._moments import aware
from linkcheck._parameters import PARAMETERS
from linkcheck._post.types import Post
from linkcheck._queue.naming import as_beginning, listed_rows, row_name
from linkcheck._report.types import Repeat
from linkcheck._text.tokens import is_bigrammed
from linkcheck._text.typos import differ_by_typo

_TYPOS = PARAMETERS.queue.repeat_typos
_MIN_TYPO_LETTERS = PARAMETERS.queue.repeat_typo_letters
_SEPARATORS = re.compile(r"[\s\u2013\u2014]+")
_SELECTORS = "\u200d\u20e3\ufe0e\ufe0f"
"""What joins and colours the parts of an emoji: marks to Unicode, though of no letter."""
_MEANINGFUL_MARKS = "%-+#@"
"""Punctuation that makes a number another number, a word a hashtag, and a name a handle."""


class Posted:
    """One post of a queue, and where its links lead."""

    def __init__(self, row: int, post: Post, *, requested: Iterable[str], reached: Iterable[str] = ()) -> None:
        """`requested` are the URL keys of its links, `reached` those of the pages behind them, if all were read."""
        self.row = row
        self.post = post
        self.targets = [urls for urls in (frozenset(requested), frozenset(reached)) if urls and "" not in urls]

    @LazyProperty
    def written(self) -> str:
        """The text without its URLs, white space and case."""
        return " ".join(_without_urls(self.post).casefold().split())

    @LazyProperty
    def words(self) -> tuple[str, ...]:
        """The words of it, without punctuation, emoji, and hashtags hung on the end."""
        words = [word for written in _SEPARATORS.split(self.written) if (word := _bare(written))]
        while words and words[-1].startswith("#"):
            words.pop()
        return tuple(word.removeprefix("#") for word in words)

    @property
    def keys(self) -> Iterator[object]:
        """The keys that it shares with a post that may repeat it; account and links are part of each."""
        pattern = tuple(word[0] if _may_be_mistyped(word) else word for word in self.words)
        for urls in self.targets:
            who = (self.post.platform, self.post.account.casefold(), urls)
            yield who, self.words
            yield who, pattern, len(self.words)

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return self.post.place(self.row)

    @property
    def time(self) -> dt.datetime | None:
        """When it goes, or went, out."""
        time = self.post.scheduled_at or self.post.created_at
        return aware(time) if time else None


def find_repeats(posted: Iterable[Posted]) -> tuple[Repeat, ...]:
    """The posts that say what another one says with the same links, in order of rows.

    The first is the one of the earliest time where all have one, else of the topmost row. Posts without a
    claim ("Live now!") and posts without links are left out. Work grows with the number of posts.
    """
    seen: dict[object, Posted] = {}
    groups: defaultdict[int, list[Posted]] = defaultdict(list)
    for one in posted:
        if not one.targets or not one.post.claim.checkable:
            continue
        keys = list(one.keys)
        first = next((seen[key] for key in keys if key in seen and _differ_by_typos(one.words, seen[key].words)), one)
        groups[first.row].append(one)
        for key in keys:
            seen.setdefault(key, first)
    repeats = [repeat for group in groups.values() for repeat in _repeats_of_group(group)]
    return tuple(sorted(repeats, key=lambda repeat: repeat.row))


def describe_repeats(repeats: Iterable[Repeat]) -> Iterator[str]:
    """One sentence for each post that is repeated, in order of its row."""
    ordered = sorted(repeats, key=lambda repeat: (repeat.first_row, not repeat.exact, repeat.row))
    for (first, exact), group in groupby(ordered, key=lambda repeat: (repeat.first_row, repeat.exact)):
        of_first = list(group)
        rows = [(repeat.place or row_name(repeat.row)) for repeat in of_first]
        dates = [_dated(repeat.time) for repeat in of_first]
        first_name = of_first[0].first_place or row_name(first)
        verb = "repeat" if rows[1:] else "repeats"
        yield f"{listed_rows(rows, dates)} {verb} {first_name}{_dated(of_first[0].first_time)}: {_what(exact)}."


def describe_repeat(repeat: Repeat) -> str:
    """What is said of the repeated post: the other row and its date."""
    name = as_beginning(repeat.first_place or row_name(repeat.first_row))
    return f"{name}{_dated(repeat.first_time)} has {_what(repeat.exact)}."


def _what(exact: bool) -> str:
    return f"{'the same' if exact else 'nearly the same'} text with the same link"


def _dated(time: dt.datetime | None) -> str:
    return f" ({time:%Y-%m-%d %H:%M})" if time else ""


def _repeats_of_group(group: Sequence[Posted]) -> Iterator[Repeat]:
    times = [one.time for one in group]
    first = min(zip(times, group, strict=True), key=_time_then_row)[1] if all(times) else group[0]
    for one in group:
        if one is not first:
            exact = one.written == first.written
            yield Repeat(
                row=one.row,
                place=one.place,
                first_row=first.row,
                first_place=first.place,
                time=one.time,
                first_time=first.time,
                exact=exact,
            )


def _time_then_row(timed: tuple[dt.datetime | None, Posted]) -> tuple[float, int]:
    time, one = timed
    return (time.timestamp() if time else 0.0), one.row


def _without_urls(post: Post) -> str:
    text, end = "", 0
    for link in post.links:
        if link.start is not None and link.end is not None and link.start >= end:
            text += post.text[end : link.start] + " "
            end = link.end
    return text + post.text[end:]


def _bare(written: str) -> str:
    """A word without the punctuation and emoji around it; "" where nothing else is left."""
    kept = "".join(character for character in written if _is_kept(character))
    return kept if any(character.isalnum() for character in kept) else ""


def _is_kept(character: str) -> bool:
    if character.isalnum() or character in _MEANINGFUL_MARKS:
        return True
    category = unicodedata.category(character)
    return character not in _SELECTORS and category[0] not in "PCZ" and category not in ("So", "Sk")


def _differ_by_typos(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two posts are the same but for a letter here and there."""
    if len(words) != len(others):
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(differing) <= _TYPOS * len(words) and all(_mistyped(*pair) for pair in differing)


def _may_be_mistyped(word: str) -> bool:
    return len(word) >= _MIN_TYPO_LETTERS and word.isalpha() and not is_bigrammed(word)


def _mistyped(word: str, other: str) -> bool:
    return (
        _may_be_mistyped(word)
        and _may_be_mistyped(other)
        and differ_by_typo(word, other, min_letters=_MIN_TYPO_LETTERS)
    )
