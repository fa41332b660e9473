"""How does a sentence name rows of a queue: "rows 2 and 4", "queue.csv:3 and queue.csv:5"?"""

from __future__ import annotations

from collections.abc import Sequence

_ROW = "row "


def row_name(row: int) -> str:
    """The name of a 0-based row that comes from no file: people count from 1."""
    return f"{_ROW}{row + 1}"


def span_of_rows(first: str, last: str) -> str:
    """The rows from one to another, as a sentence begins with it: "In rows 2 to 5", "From a.csv:3 to a.csv:6"."""
    if first.startswith(_ROW) and last.startswith(_ROW):
        return f"In rows {first.removeprefix(_ROW)} to {last.removeprefix(_ROW)}"
    return f"From {first} to {last}"


def listed_rows(names: Sequence[str], additions: Sequence[str] = ()) -> str:
    """The names in a list, as a sentence begins with it: "Rows 1, 2 and 4"; places in files stay as they are.

    `additions` holds what is to be written behind each, such as its date.
    """
    numbers = [name.removeprefix(_ROW) for name in names]
    plain = all(name.startswith(_ROW) and name[len(_ROW) :][:1].isdigit() for name in names)
    behind = additions or [""] * len(names)
    shown = [f"{name}{more}" for name, more in zip(numbers if plain else names, behind, strict=True)]
    listed = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)
    return f"{'Row' if len(shown) == 1 else 'Rows'} {listed}" if plain else listed


def as_beginning(name: str) -> str:
    """The name as a sentence begins with it: "Row 2"; a place in a file stays as it is."""
    return listed_rows([name])
