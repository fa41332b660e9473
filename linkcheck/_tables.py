"""The tables inside the package: words, weights, suffixes. Each `data` folder's README says where they come from."""

from __future__ import annotations

import json
from importlib import resources

from linkcheck.errors import LinkcheckError


def table_lines(name: str) -> tuple[str, ...]:
    """The lines of a table, without comments ("#") and blank ones. `name` is as in "_text/data/common_words.txt".

    Raises LinkcheckError when the file is missing or not UTF-8.
    """
    lines = (line.strip() for line in _read(name).splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def table_weights(name: str) -> dict[str, float]:
    """A table of words and numbers, kept as a JSON object. Raises LinkcheckError when it is missing or is none."""
    try:
        table = json.loads(_read(name))
    except ValueError as error:
        raise _unusable(name, f"is not JSON ({error})") from error
    if not isinstance(table, dict) or not all(type(number) in (int, float) for number in table.values()):
        raise _unusable(name, "is not an object of words and numbers")
    return table


def _read(name: str) -> str:
    try:
        return resources.files("linkcheck").joinpath(*name.split("/")).read_text(encoding="utf-8")
    except OSError as error:
        raise _unusable(name, "is missing") from error
    except UnicodeDecodeError as error:
        raise _unusable(name, "is not UTF-8") from error


def _unusable(name: str, problem: str) -> LinkcheckError:
    return LinkcheckError(f"linkcheck/{name} {problem}: the installation is damaged, install linkcheck again")
