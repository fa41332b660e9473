"""The tables inside the package: words, weights, suffixes. Each `data` folder's README says where they come from."""

from __future__ import annotations

import re
from importlib import resources

from linkcheck.errors import LinkcheckError

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ROWS = re.compile(r"^# ([\d,]+) rows, ", re.MULTILINE)


def table_lines(name: str) -> tuple[str, ...]:
    """The lines of a table, without comments ("#") and blank ones. `name` is as in "_text/data/common_words.txt".

    Raises LinkcheckError when the file is missing, not UTF-8, empty, or has fewer rows than its header counts.
    """
    text = packaged_text(name)
    lines = tuple(line for line in (line.strip(" ") for line in text.split("\n")) if line and not line.startswith("#"))
    counted = _ROWS.search(text)
    if not lines:
        raise _unusable(name, "is empty")
    if counted and int(counted[1].replace(",", "")) > len(lines):
        raise _unusable(name, f"is cut: it has {len(lines)} rows, and its header counts {counted[1]}")
    return lines


def table_columns(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The lines of a table, each parted at its tabs into as many columns; one may be empty.

    Raises LinkcheckError as `table_lines` does, and when a line has more or fewer.
    """
    rows = tuple(tuple(line.split("\t")) for line in table_lines(name))
    wrong = next((row for row in rows if len(row) != columns), None)
    if wrong is not None:
        raise _unusable(name, f"has a line without {columns} columns ({' '.join(wrong)[:60]!r})")
    return rows


def table_pairs(name: str) -> dict[str, str]:
    """A table of two columns as a mapping of the first to the second. Raises LinkcheckError as `table_columns` does."""
    return {key: value for key, value in table_columns(name, 2)}  # noqa: C416 - dict() takes no tuples of any length


def table_weights(name: str) -> dict[str, float]:
    """A table of words and numbers, "word 0.5" a line. Raises LinkcheckError when it is missing or has another line."""
    weights = {}
    for line in table_lines(name):
        word, _, number = line.rpartition(" ")
        if not word or not _NUMBER.fullmatch(number):
            raise _unusable(name, f"has a line that is no word with its number ({line[:60]!r})")
        weights[word] = float(number)
    return weights


def packaged_text(name: str) -> str:
    """The text of a file of the package, named as above. Raises LinkcheckError when it is missing or not UTF-8."""
    try:
        return resources.files("linkcheck").joinpath(*name.split("/")).read_text(encoding="utf-8")
    except OSError as error:
        raise _unusable(name, "is missing") from error
    except UnicodeDecodeError as error:
        raise _unusable(name, "is not UTF-8") from error


def _unusable(name: str, problem: str) -> LinkcheckError:
    return LinkcheckError(f"linkcheck/{name} {problem}: the installation is damaged, install linkcheck again")
