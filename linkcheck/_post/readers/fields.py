"""What does a field of a record hold? A text that is missing refuses the record, and the error names the field; what
stands beside the text is read as far as it can be.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from numbers import Integral
from typing import Any

from linkcheck._post.readers.names import named
from linkcheck._post.readers.times import as_time
from linkcheck._text.display import plain
from linkcheck.errors import PostError, shown_value, type_of

MAX_POST_TEXT = 100_000
"""Characters of a post's text; the longest that a platform allows are X's 25,000."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN = 60  # characters of a wrong value in a message
_HOLD_TEXT = ("$oid", "$numberLong", "value", "_", "#text", "$t", "rendered")
"""Where an object holds its one text: ids and long numbers of MongoDB, elements of XML, fields of WordPress."""
_LEADING_AT = re.compile(r"^@(?=[^@]+$)")


def replace_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with lone surrogates replaced one for one, so that spans hold, and a note if there were any."""
    cleaned, count = _SURROGATE.subn("\ufffd", text)
    if not count:
        return cleaned, ()
    surrogates = "1 lone surrogate was" if count == 1 else f"{count} lone surrogates were"
    return cleaned, (f"{surrogates} replaced by U+FFFD.",)


def repost_note(original_id: str) -> str:
    """The note of a repost, whose text and links are those of the original."""
    return f"This is a repost, read from the original {original_id}".rstrip() + "."


def is_missing(value: object) -> bool:
    """Whether `value` stands for none: null, and what a DataFrame has in an empty cell (NaN, NaT, pandas.NA)."""
    if value is None or type(value).__name__ == "NAType":
        return True
    return isinstance(value, (float, dt.datetime)) and value != value


def text_in(record: Mapping[str, Any], field: str) -> str:
    """The string in `field`. Raises PostError when it is missing or something else."""
    value = record.get(field)
    if isinstance(value, str):
        return value
    problem = "is missing" if value is None else f"is {kind_of(value)}"
    raise PostError(f"{field} {problem}: expected a string", field=field)


def post_text_in(record: Mapping[str, Any], field: str) -> tuple[str, tuple[str, ...]]:
    """The post's own text in `field`, and notes, as `post_text`. Raises PostError when it is missing or too long."""
    return post_text(text_in(record, field), field)


def post_text(text: str, field: str = "text") -> tuple[str, tuple[str, ...]]:
    """`text` without lone surrogates, and notes. Raises PostError when it is longer than any platform allows."""
    if len(text) > MAX_POST_TEXT:
        raise PostError(f"{field} has {len(text)} characters: expected at most {MAX_POST_TEXT}", field=field)
    return replace_surrogates(text)


class SideFields:
    """The fields of a record beside its text. One of another form than expected is left out and noted: it is no reason
    to refuse the post.
    """

    def __init__(self, record: Mapping[str, Any], notes: list[str] | None = None) -> None:
        self._record = record
        self._notes = [] if notes is None else notes

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out so far, a sentence each."""
        return tuple(dict.fromkeys(self._notes))

    def __contains__(self, field: str) -> bool:
        return not is_empty(self._record.get(field))

    def text(self, field: str) -> str:
        """The string in `field` (a number counts: ids come as both), or "" when it is missing."""
        value = self._record.get(field)
        if is_empty(value):
            return ""
        text = _written(value)
        if text is None and isinstance(value, Mapping):
            text = next((_written(value[key]) for key in _HOLD_TEXT if key in value), None)
        if text is None:
            self._leave_out(field, value)
            return ""
        return replace_surrogates(text)[0]

    def name(self, field: str) -> str:
        """Who is named in `field`: a string, an object with a name or handle in it, or a list of either."""
        value = self._record.get(field)
        if isinstance(value, (list, tuple)):
            value = value[0] if value else None
        if is_empty(value):
            return ""
        if isinstance(value, Mapping):
            keys = named("account", value) + named("id", value)
            found = next((text for key in keys if (text := _written(value[key]))), None)
        else:
            found = _written(value)
        if found is None:
            self._leave_out(field, value)
            return ""
        return _LEADING_AT.sub("", replace_surrogates(found)[0])

    def time(self, field: str) -> dt.datetime | None:
        """The time in `field`, in UTC if its zone is known; None when it is missing or not understood."""
        value = self._record.get(field)
        if is_empty(value):
            return None
        time = as_time(value)
        if time is None:
            shown = plain(value if isinstance(value, str) else shown_value(value), _SHOWN)
            self._notes.append(f"The time in “{plain(field, _SHOWN)}”, “{shown}”, was not understood.")
        return time

    def mapping(self, field: str) -> Mapping[str, Any]:
        """The object in `field`; an empty one when it is missing."""
        value = self._record.get(field)
        if isinstance(value, Mapping):
            return value
        if not is_empty(value):
            self._leave_out(field, value)
        return {}

    def within(self, field: str) -> SideFields:
        """The fields of the object in `field`; notes go where those of this record go."""
        return SideFields(self.mapping(field), self._notes)

    def mappings(self, field: str) -> list[Mapping[str, Any]]:
        """The objects of the list in `field`."""
        value = self._record.get(field)
        if not isinstance(value, (list, tuple)):
            if not is_empty(value):
                self._leave_out(field, value)
            return []
        found = [item for item in value if isinstance(item, Mapping)]
        if len(found) < len(value):
            odd = next(item for item in value if not isinstance(item, Mapping))
            self._leave_out(field, odd, place="An entry of the field")
        return found

    def each(self, field: str) -> list[SideFields]:
        """The fields of the objects of the list in `field`; notes go where those of this record go."""
        return [SideFields(item, self._notes) for item in self.mappings(field)]

    def _leave_out(self, field: str, value: object, *, place: str = "The field") -> None:
        self._notes.append(f"{place} “{plain(field, _SHOWN)}” is {kind_of(value)}: it was not read.")


def is_empty(value: object) -> bool:
    """Whether `value` says nothing: null, an empty cell of a DataFrame, no characters, no entries, false."""
    return is_missing(value) or value is False or (isinstance(value, (str, Mapping, list, tuple)) and not value)


def _written(value: object) -> str | None:
    """A string, or a number as a string; None for anything else."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, Integral):
        return str(int(value)) if abs(int(value)) < 10**30 else None
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))  # pandas makes floats of ids where one is missing
    return None


def offset_in(record: Mapping[str, Any], field: str) -> int | None:
    """The offset in `field`, a number or (X archive) a string of digits; None when it is neither."""
    return as_offset(record.get(field))


def as_offset(value: object) -> int | None:
    """`value` as an offset, or None when it cannot be one."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return None


def language_code(tag: str) -> str:
    """The two-letter code that a BCP 47 tag begins with, or "" where it begins otherwise ("und", "cmn", "qme")."""
    code = tag.replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def kind_of(value: object) -> str:
    """What JSON calls the kind of a value, with an article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    return type_of(value)
