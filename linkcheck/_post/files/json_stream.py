"""How are the values of a JSON text read one by one, with little of it in memory?

A value that is damaged spoils no other: where the next one begins is seen by brackets, quotes and line ends.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from linkcheck._post.files.charset import NOT_UTF8, decode_text, encoding_notes, has_escaped_bytes
from linkcheck._text.display import plain

MAX_VALUE = 8 * 1024 * 1024
"""Characters of one value that is held; a post with all its metadata has some 20 KB on the most talkative platform."""
MAX_DAMAGED = 1024 * 1024
"""Characters looked through for the end of a damaged value."""
MAX_WASTED = 64 * 1024 * 1024
"""Characters looked through in damaged values; a document with more of them is given up, which its last record says."""
VALUE_TOO_LONG = f"a record is longer than {MAX_VALUE} characters"
"""The problem in the place of such a value."""
_DROPPED = 512 * 1024
"""Characters behind the place reached that are dropped at once."""
_LONGEST_MARK = 1000
"""Characters in which a mark between values is looked for, such as the assignment of an X archive."""
_NEAR_END = 16
"""Characters before the end of what was read in which an error may only mean that there is more to come."""
_SHOWN = 40
_LONGEST_MESSAGE = 200
"""Characters of what the decoder says."""
_SPACE = re.compile(r"[ \t\r\n\f\v\0\ufeff]*")
_SEPARATORS = re.compile(r"[ \t\r\n\f\v\0\ufeff,]*")
_TOKEN = re.compile(r'[^"\[\]{}]*+("(?:[^"\\]|\\.)*+"|[\[\]{}])', re.DOTALL)
_MARK = re.compile(r'["\[\]{}]')
_IN_TEXT = re.compile(r'["\\]')
_SWALLOWED = re.compile(r'[}\]]\s*,\s*\{\s*"\Z')
"""How a text ends that is none, but runs from a quote left open to the first quote of the next object."""
_OPENING = re.compile(r'\{\s*"(?:[^"\\]|\\.){0,100}"')
_AFTER_BAREWORD = re.compile(r"[,\]}\n]")
_NEXT_AT_TOP = re.compile(r"\n[ \t]*+(?=[\[{])")
_NEXT_LINE = re.compile(r"\n(?=[\[{])")
_CLOSED_BY = {"{": "}", "[": "]"}
_DECODER = json.JSONDecoder(strict=False)  # line breaks in texts are read: files written by hand have them


class JsonValue(NamedTuple):
    """One value of a JSON text, or the problem in its place."""

    line: int
    """1-based: where it begins."""
    value: Any
    problem: str = ""
    notes: tuple[str, ...] = ()
    length: int = 0
    """Characters that it is written in."""


def invalid_json(problem: ValueError | RecursionError) -> str:
    """What is wrong with a text that the decoder of the standard library refused for this."""
    if isinstance(problem, RecursionError):
        return "not valid JSON: nested too deeply"
    if isinstance(problem, json.JSONDecodeError):
        return f"not valid JSON: {plain(str(problem), _LONGEST_MESSAGE)}"
    digits = sys.get_int_max_str_digits()  # the limit of int()
    return f"not valid JSON: a number has more than {digits} digits; if it is an id, put it in quotes"


class JsonText:
    """A JSON text that is read as far as it is needed; what lies behind the place reached is dropped."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._gone = 0
        self._reached = 0
        self._line = 1
        self._counted = 0
        self._has_ended = False
        self._wasted = 0

    @property
    def line(self) -> int:
        """The line of the place reached, from 1."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    @property
    def is_given_up(self) -> bool:
        """Whether too much of it is damaged to go on."""
        return self._wasted > MAX_WASTED

    def peek(self, *, past_commas: bool = False) -> str:
        """The next character that is no white space, at which the text then stands; empty at the end."""
        self._drop()
        pattern = _SEPARATORS if past_commas else _SPACE
        while True:
            found = pattern.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def take(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` matches here, in at most _LONGEST_MARK characters; the text then stands behind that."""
        self._look_ahead(_LONGEST_MARK)
        found = pattern.match(self._text, self._at, self._at + _LONGEST_MARK)
        if found is not None:
            self._at = found.end()
        return found is not None

    def shown(self) -> str:
        """The beginning of what stands here, for a message."""
        self._look_ahead(_SHOWN)
        return plain(self._text[self._at : self._at + _SHOWN].encode("utf-8", "replace").decode(), _SHOWN)

    def read_value(self) -> JsonValue:
        """The value that begins here. After a damaged one the text stands where the next may begin."""
        value = self.try_value()
        if value.problem:
            self.skip_damaged()
        return value

    def try_value(self) -> JsonValue:
        """The value that begins here. The text stays before one that cannot be read."""
        self._drop()
        line = self.line
        try:
            value, end, notes = self._decoded()
        except _Damage as damage:
            return JsonValue(line, None, damage.problem)
        length, self._at = end - self._at, end
        return JsonValue(line, value, notes=notes, length=length)

    def _decoded(self) -> tuple[Any, int, tuple[str, ...]]:
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                self._reached = error.pos
                if self._grow_after(error):
                    continue
                raise _Damage(self._problem_of(error)) from None
            except (RecursionError, ValueError) as error:
                self._reached = self._at
                raise _Damage(invalid_json(error)) from None
            if end == len(self._text) and self._text[end - 1] not in '"]}' and self._fill():
                continue  # a number may go on
            return self._repaired(value, end)

    def _grow_after(self, error: json.JSONDecodeError) -> bool:
        """Read more where that may heal an error: the value may only not be here as a whole."""
        is_open = error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _NEAR_END
        held = len(self._text) - self._at
        if not is_open or held >= MAX_VALUE:
            return False
        return self._look_ahead(min(2 * held + 1, MAX_VALUE)) > held

    def _problem_of(self, error: json.JSONDecodeError) -> str:
        if len(self._text) - self._at >= MAX_VALUE and not self._grow_after(error):
            self._reached = len(self._text)
            return VALUE_TOO_LONG
        line = self.line + self._text.count("\n", self._at, error.pos)
        return f"not valid JSON: {plain(error.msg, _LONGEST_MESSAGE)} (line {line})"

    def _repaired(self, value: Any, end: int) -> tuple[Any, int, tuple[str, ...]]:
        written = self._text[self._at : end]
        if not has_escaped_bytes(written):
            return value, end, ()
        text, encoding = decode_text(written.encode("utf-8", "surrogateescape"))
        if not encoding:
            self._reached = self._at
            raise _Damage(f"not valid JSON: {NOT_UTF8}")
        return _DECODER.raw_decode(text)[0], end, encoding_notes(encoding, "record")

    def find_end(self) -> int | None:
        """The place where the value ends that `try_value` could not read: by its brackets, else by the next value at
        the beginning of a line. None where neither is found nearby.
        """
        end = self._end_by_brackets()
        if end is None:
            found = _NEXT_LINE.search(self._text, self._at)
            end = found.end() if found else None
        return None if end is None else self._gone + end

    def part(self, end: int) -> JsonText:
        """What stands from here to a place that `find_end` found, to be read apart."""
        part = JsonText(iter([self._text[self._at : end - self._gone]]))
        part._line = self.line
        return part

    def go_to(self, place: int) -> None:
        """Go on at a place that lies ahead."""
        while self._gone + len(self._text) < place and self._fill():
            pass
        self._at = max(self._at, min(place - self._gone, len(self._text)))

    def skip_damaged(self) -> None:
        """Go on from the value that `try_value` could not read, to where the next one may begin."""
        begin = self._at
        if self._text[begin : begin + 1] not in _CLOSED_BY:
            self._skip_to(_AFTER_BAREWORD, after=1)
        elif len(self._text) - begin >= MAX_VALUE and self._reached >= len(self._text):
            self._skip_long()
        else:
            self._skip_object()

    def skip_to_next_at_top(self) -> bool:
        """Go to the next line that begins with a list or an object; whether there is one."""
        return self._skip_to(_NEXT_AT_TOP, past=True)

    def _skip_object(self) -> None:
        begin = self._at
        opening = _OPENING.match(self._text, begin)
        like = re.escape(opening[0]) if opening else re.escape(self._text[begin])
        if self._reached > begin and re.compile(like).match(self._text, self._reached):
            self._at = self._reached  # the one before was not closed
            self._wasted += self._reached - begin
            return
        end = self._end_by_brackets()
        self._wasted += max(self._at, self._reached) - begin
        if end is not None:
            self._wasted += end - begin
            self._at = end
            return
        self._wasted += min(len(self._text) - begin, MAX_DAMAGED)
        self._at = begin + 1
        self._skip_to(re.compile(rf"(?:(?<=[,\n])|(?<=,[ \n])|(?<=,\r\n))[ \t]*+(?={like})"), past=True)

    def _end_by_brackets(self) -> int | None:
        """Where the object or list that begins here ends; None where its quotes and brackets do not tell."""
        open_brackets: list[str] = []
        at = self._at
        while True:
            token = _TOKEN.match(self._text, at)
            if token is None:
                held = len(self._text) - self._at
                if held >= MAX_DAMAGED or self._look_ahead(2 * held + 1) <= held:
                    return None
                continue
            kind, at = token[1], token.end()
            if kind in _CLOSED_BY:
                open_brackets.append(_CLOSED_BY[kind])
            elif kind in ("]", "}"):
                if open_brackets.pop() != kind:
                    return None
                if not open_brackets:
                    return at
            elif _SWALLOWED.search(kind, max(0, len(kind) - 100)):
                return token.start(1) + kind.rindex("{")

    def _skip_long(self) -> None:
        """Go past an object or a list that is too long to be held."""
        depth, in_text = 0, False
        while True:
            found = (_IN_TEXT if in_text else _MARK).search(self._text, self._at)
            if found is None:
                self._at = len(self._text)
                self._drop()
                if not self._fill():
                    return
                continue
            self._at = found.end()
            if found[0] == "\\":
                self._look_ahead(1)
                self._at = min(self._at + 1, len(self._text))
            elif found[0] == '"':
                in_text = not in_text
            else:
                depth += 1 if found[0] in _CLOSED_BY else -1
                if depth <= 0:
                    return

    def _skip_to(self, pattern: re.Pattern[str], *, after: int = 0, past: bool = False) -> bool:
        """Go to what `pattern` finds, or `past` it; to the end where it finds nothing."""
        start = self._at + after
        while True:
            found = pattern.search(self._text, start)
            if found is not None:
                self._at = found.end() if past else found.start()
                return True
            self._at = max(self._at, len(self._text) - _LONGEST_MARK)  # it may begin here and end in what is to come
            self._drop()
            start = self._at
            if not self._fill():
                self._at = len(self._text)
                return False

    def _look_ahead(self, count: int) -> int:
        """Read until `count` characters are here, or the text ends; how many are."""
        while len(self._text) - self._at < count and self._fill():
            pass
        return len(self._text) - self._at

    def _drop(self) -> None:
        if self._at > _DROPPED:
            self._line = self.line
            self._gone += self._at
            self._text = self._text[self._at :]
            self._at = self._counted = 0

    def _fill(self) -> bool:
        """Read one piece more; False at the end."""
        piece = "" if self._has_ended else next(self._pieces, "")
        self._has_ended = not piece
        self._text += piece
        return bool(piece)


class _Damage(Exception):  # noqa: N818  # it is caught where it is raised
    """Why a value cannot be read."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
