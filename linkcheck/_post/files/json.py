"""JSON documents: lists of records, objects, the files of an X archive; each record with its line.

A list is read a record at a time, also one inside an object that is too long to be held: a file of any size is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from linkcheck._post.files import Beginning, Columns, FileFormat, RawRecord
from linkcheck._post.files.charset import Stream, text_pieces
from linkcheck._post.files.json_stream import MAX_VALUE, VALUE_TOO_LONG, JsonText, JsonValue, invalid_json
from linkcheck.errors import PostError

MAX_HELD_CHARACTERS = 64 * 1024
"""Characters of a value beside the list of an object that is too long: it is told to the reader of each record."""
ASSIGNMENT = re.compile(
    r"(?:(?:var|let|const|export default)\s+)?[A-Za-z_$][\w.$]{0,200}(?:\[[^\]\n]{0,100}\])?\s*=\s*(?=[\[{]|\Z)"
)
"""What stands before the list in a file of JavaScript, such as those of an X archive: `window.YTD.tweets.part0 = `."""
EMPTY = "the file is empty: expected a list of posts, or one post, in JSON"
_SEMICOLON, _COLON, _OPEN, _CLOSE = (re.compile(re.escape(mark)) for mark in ";:{}")
_OPEN_LIST, _CLOSE_LIST, _ANY_MARK = re.compile(r"\["), re.compile(r"\]"), re.compile(".")
_BEGINNING = re.compile(r"""[\[\s]*(?:\{\s*(?:["'}]|\Z)|\["|\[\s*(?:\]|\Z))""")
_LIST_OF_OBJECTS = re.compile(r"\[(?=\s*\{)")


def read_document(stream: Stream, _columns: Columns) -> Iterator[RawRecord]:
    """The records of a JSON document, or of several in a row. A record that is damaged has a problem in its place."""
    text = JsonText(text_pieces(stream))
    if not text.peek():
        yield RawRecord(None, None, EMPTY)
        return
    after_list = False
    while (mark := text.peek(past_commas=True)) and not text.is_given_up:
        if text.take(_SEMICOLON) or text.take(ASSIGNMENT):
            continue
        if mark == "[":
            yield from _records_of_list(text)
        elif mark == "{":
            yield from _records_of_object(text)
        else:
            yield _stray(text, after_list=after_list)
        after_list = mark == "["
    if text.is_given_up:
        yield RawRecord(text.line, None, "too much of the document is damaged: what follows was not read")


def parse_json(raw: bytes) -> Any:
    """The value in `raw`. Lone surrogates, which JSON can write and UTF-8 cannot, are let through.

    Raises PostError when it is no JSON.
    """
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(raw.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError) as problem:
        raise PostError(invalid_json(problem)) from None


def _stray(text: JsonText, *, after_list: bool) -> RawRecord:
    """What is neither a list nor an object: one value, or a problem for all up to the next list or object."""
    shown = text.shown()
    value = text.try_value()
    if value.problem or (after_list and not isinstance(value.value, str)):
        text.skip_to_next_at_top()
    if after_list:
        problem = f"not valid JSON: the list has ended before “{shown}”; put all records into one list"
        return RawRecord(value.line, None, problem)
    return _record(value)


def _record(value: JsonValue) -> RawRecord:
    return RawRecord(value.line, value.value, value.problem, notes=value.notes)


def _records_of_list(text: JsonText) -> Iterator[RawRecord]:
    text.take(_OPEN_LIST)
    for value in _items(text):
        yield _record(value)


def _items(text: JsonText) -> Iterator[JsonValue]:
    """The values up to the end of the list, whose bracket was read."""
    was_damaged = False
    while (mark := text.peek(past_commas=True)) and not text.is_given_up:
        if text.take(_CLOSE_LIST):
            return
        if mark in "}:;":
            text.take(_ANY_MARK)
            if not was_damaged:
                yield JsonValue(text.line, None, f"not valid JSON: “{mark}” stands where a record should")
            was_damaged = True
            continue
        value = text.read_value()
        was_damaged = bool(value.problem)
        yield value
    if not was_damaged and not text.is_given_up:
        yield JsonValue(text.line, None, "not valid JSON: the list is not closed")


def _records_of_object(text: JsonText) -> Iterator[RawRecord]:
    """The record that an object is; of one that is damaged or too long, the records of the lists in it."""
    whole = text.try_value()
    if not whole.problem:
        yield _record(whole)
        return
    end = None if whole.problem == VALUE_TOO_LONG else text.find_end()
    listed = False
    for record in _Members(text if end is None else text.part(end)).records():
        listed = True
        yield record
    if not listed:
        yield _record(whole)
    if end is not None:
        text.go_to(end)


class _Members:
    """The members of an object that is read one after the other, since it cannot be read as a whole."""

    def __init__(self, text: JsonText) -> None:
        self._text = text
        self._kept: dict[str, Any] = {}
        self._has_listed = False

    def records(self) -> Iterator[RawRecord]:
        """The objects in its lists, each as the only one of an object with the same other members."""
        text = self._text
        text.take(_OPEN)
        while text.peek(past_commas=True) == '"':
            key = text.try_value()
            if key.problem or text.peek() != ":":
                break
            text.take(_COLON)
            text.peek()
            if not self._is_post and text.take(_LIST_OF_OBJECTS):
                self._has_listed = True
                for item in _items(text):
                    value = {**self._kept, key.value: [item.value]}
                    yield _record(item) if item.problem else _record(item)._replace(value=value)
            else:
                yield from self._keep(key.value)
        if not text.take(_CLOSE):
            text.skip_to_next_at_top()

    @property
    def _is_post(self) -> bool:
        return "text" in self._kept or "content" in self._kept

    def _keep(self, key: str) -> Iterator[RawRecord]:
        value = self._text.read_value()
        if not value.problem and value.length <= MAX_HELD_CHARACTERS:
            self._kept[key] = value.value
        if key == "includes" and (self._has_listed or key not in self._kept):  # what the answers of X refer to
            problem = f"“includes” is not read in a document of more than {MAX_VALUE} characters: split it"
            yield RawRecord(value.line, None, problem)


def is_document(beginning: Beginning) -> bool:
    """Whether a file begins with a list, an object or the assignment of an X archive; "[Update] York" is neither."""
    first = beginning.first_line
    return _BEGINNING.match(first) is not None or ASSIGNMENT.match(first) is not None


FORMAT = FileFormat(
    name="json",
    suffixes=(".json", ".js"),
    recognises=is_document,
    read=read_document,
    alternatives=("jsonl",),
)
