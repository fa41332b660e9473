"""Files that are one post, or a thread with "---" between its posts: drafts kept in git, as twitter-together has them.

Above the text there may be fields between two lines "---", as in Markdown with front matter. They are read line by
line, as "name: value": a draft needs no more of YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from linkcheck._post.files import Beginning, Columns, FileFormat, RawRecord
from linkcheck._post.files.charset import Stream
from linkcheck._post.files.lines import Line, decoded_lines

MAX_POST_FILE = 256 * 1024
"""Characters of a file that may be one post."""
FILE_TOO_LONG = f"the file is longer than {MAX_POST_FILE} characters: expected one post, or a thread with --- between"
_RULE = re.compile(r"\s*-{3,}\s*")
_FIELD = re.compile(r"([^\s:#][^:]{0,100}?)\s*:(?:\s+(.*))?")
_ITEM = re.compile(r"\s*-\s+(.*)")
_QUOTED = re.compile(r"(['\"])(.*)\1", re.DOTALL)
_MARKDOWN_LINK = re.compile(  # [words](https://a.example/b_(c) "title")
    r"""
    (?<!!) \[ ([^\[\]\n]{1,500}) \] \( <?
    (https?://[^\s<>()]{1,4000} (?: \( [^\s<>()]* \) [^\s<>()]* )*)
    >? (?: [ ]"[^"\n]{0,300}" )? \)
    """,
    re.VERBOSE,
)


def read_post_file(stream: Stream, _columns: Columns) -> Iterator[RawRecord]:
    """The posts of a file, with the fields above them."""
    lines = []
    length = 0
    for line in decoded_lines(stream):
        length += len(line.text or "") + 1
        if line.text is None or length > MAX_POST_FILE:
            yield RawRecord(1, None, FILE_TOO_LONG)
            return
        lines.append(line)
    fields, rest = _parted(lines)
    for part in parts_between_rules(rest):
        text = joined(part)
        if text.strip() or fields:
            yield RawRecord(first_line(part), _value(fields, text))


def parts_between_rules(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines between those that are "---" alone; parts that say nothing are left out, unless there is no other."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if is_rule(line):
            parts.append([])
        else:
            parts[-1].append(line)
    said = [part for part in parts if any(line.text and line.text.strip() for line in part)]
    return said or parts[:1]


def is_rule(line: Line) -> bool:
    """Whether a line is "---" alone."""
    return line.text is not None and _RULE.fullmatch(line.text) is not None


def joined(lines: Sequence[Line]) -> str:
    """The text of some lines, without blank ones around it."""
    return "\n".join(line.text or "" for line in lines).strip("\n \t")


def first_line(lines: Sequence[Line]) -> int | None:
    """The number of the first line that says something."""
    return next((line.number for line in lines if line.text and line.text.strip()), None)


def _parted(lines: list[Line]) -> tuple[dict[str, Any], list[Line]]:
    """The fields above the text, and the lines of the text."""
    start = next((number for number, line in enumerate(lines) if line.text and line.text.strip()), 0)
    if not lines or not is_rule(lines[start]):
        return {}, lines
    end = next((number for number in range(start + 1, len(lines)) if is_rule(lines[number])), None)
    if end is None:
        return {}, lines[start + 1 :]
    fields = _fields(line.text or "" for line in lines[start + 1 : end])
    return (fields, lines[end + 1 :]) if fields is not None else ({}, lines[start + 1 :])


def _fields(lines: Iterator[str]) -> dict[str, Any] | None:
    """The fields of front matter; None where its lines are a text."""
    fields: dict[str, Any] = {}
    name = ""
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        field, item = _FIELD.fullmatch(line), _ITEM.fullmatch(line)
        if field is not None and not line[0].isspace():
            name = field[1]
            fields[name] = _unquoted(field[2] or "")
        elif not name:
            return None
        elif item is not None:
            before = fields[name] if isinstance(fields[name], list) else []
            fields[name] = [*before, _unquoted(item[1])]
        elif line[0].isspace():
            before = fields[name] if isinstance(fields[name], str) else ""
            fields[name] = f"{before.strip('|>-')}\n{line.strip()}".strip()
        else:
            return None
    return fields


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = _QUOTED.fullmatch(value)
    return quoted[2] if quoted else value


def _value(fields: dict[str, Any], text: str) -> Any:
    """What is read as a post: the text, or a record of it; links of Markdown are parts of the text with an address."""
    parts: list[Any] = []
    position = 0
    for link in _MARKDOWN_LINK.finditer(text):
        parts += [text[position : link.start()], {"text": link[1], "href": link[2]}]
        position = link.end()
    body = [*parts, text[position:]] if parts else text
    if not fields:
        return {"text": body} if parts else text
    return {**fields, "text": body} if text else fields


def is_post_file(beginning: Beginning) -> bool:
    """Whether a file begins with fields between two lines "---"."""
    lines = beginning.lines
    return len(lines) > 1 and _RULE.fullmatch(lines[0]) is not None and any(map(_RULE.fullmatch, lines[1:]))


FORMAT = FileFormat(
    name="post",
    suffixes=(".tweet", ".toot", ".post", ".md", ".markdown"),
    recognises=is_post_file,
    read=read_post_file,
)
