"""The tables of examples/guides, made from the registries of codes and from the parameters.

python -m tests.guides_tables            # fails where the guide is not what the registries say
python -m tests.guides_tables --update   # writes the tables
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from linkcheck._cli import cli
from linkcheck._evidence.detectors import EVIDENCE_CODES
from linkcheck._evidence.types import Code, Layer
from linkcheck._page.types import DEAD_ENDS, STATE_REASONS
from linkcheck._parameters import PARAMETERS, Parameters
from linkcheck._scoring.codes import CAUSES, REASONS
from linkcheck._web.failures import FAILURES
from linkcheck.settings import DECLARED
from tests.messages import sections

_GUIDES = Path(__file__).parents[1] / "examples" / "guides"
GUIDES = (_GUIDES / "reasons.md", _GUIDES / "scoring.md", _GUIDES / "settings.md")
_TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.S)


def _sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def _rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "&#124;") for cell in line) + " |\n" for line in lines)


def _examples() -> dict[tuple[str, str], str]:
    return {(title, code): message for title, messages in sections() for code, message in messages}


def _evidence(layer: Layer, examples: dict[tuple[str, str], str]) -> Iterator[tuple[str, str, str]]:
    for code in EVIDENCE_CODES:
        if code.layer is layer and code.reported_under != "":
            yield f"`{code.code}`", _sentence(code.meaning) + _under(code), examples.get(("Evidence", code.code), "")


def _under(code: Code) -> str:
    return f" Reported as `{code.reported_under}`." if code.reported_under else ""


def tables() -> dict[str, str]:
    """Name of each table in the guide, and its lines."""
    examples = _examples()
    heads = ("code", "meaning", "example")
    made = {layer.value: _rows(heads, _evidence(layer, examples)) for layer in Layer}
    base = ((f"`{code.code}`", _sentence(code.meaning)) for code in EVIDENCE_CODES if code.reported_under == "")
    made["base"] = _rows(("code", "meaning"), base)
    made["reasons"] = _rows(
        heads,
        (
            (f"`{reason.code}`", _sentence(reason.meaning), examples["Reasons without a model", reason.code])
            for reason in REASONS.values()
        ),
    )
    made["states"] = _rows(
        ("code", "verdict", "message"),
        (
            (f"`page-{state}`", "broken" if state in DEAD_ENDS else "unverifiable", message)
            for state, message in STATE_REASONS.items()
        ),
    )
    made["failures"] = _rows(
        ("outcome", "details", "retried"),
        (
            (
                f"`{outcome}`",
                ", ".join(f"`{code}`" for code, kind in FAILURES.items() if kind.outcome == outcome),
                ", ".join(f"`{code}`" for code, kind in FAILURES.items() if kind.outcome == outcome and kind.retryable),
            )
            for outcome in dict.fromkeys(kind.outcome for kind in FAILURES.values())
        ),
    )
    made["causes"] = _rows(
        ("code", "responsible", "meaning", "example"),
        (
            (f"`{cause.code}`", str(cause.responsible), _sentence(cause.meaning), examples["Causes", cause.code])
            for cause in CAUSES.values()
        ),
    )
    for group in dict.fromkeys(declared.group for declared in DECLARED.values()):
        made[f"settings_{group.partition(' ')[0].lower()}"] = _rows(
            ("setting", "default", "range", "meaning", "option and variable"), _settings(group)
        )
    made["parameters"] = _rows(("group", "question", "numbers"), _parameters())
    return made


def _settings(group: str) -> Iterator[tuple[str, ...]]:
    """Each setting of a group as it is declared, with the option and the variable that set it too."""
    options = {
        parameter.name: "/".join((*parameter.opts, *parameter.secondary_opts))
        for parameter in cli.commands["check"].params
        if isinstance(parameter, click.Option)
    }
    for declared in DECLARED.values():
        if declared.group == group:
            option = options.get(declared.name, f"--set {declared.name}=...")
            allowed = declared.allowed.removeprefix("a ")
            names = f"`{option}` `{declared.variable}`"
            yield f"`{declared.name}`", f"`{declared.default!r}`", allowed, declared.description, names


def _parameters() -> Iterator[tuple[str, str, str]]:
    """Each group of parameters with the question that it helps to answer, and its numbers with their values."""
    for group in Parameters.__struct_fields__:
        values = getattr(PARAMETERS, group)
        numbers = ", ".join(f"`{key}` {getattr(values, key):g}" for key in values.__struct_fields__)
        yield f"`{group}`", (type(values).__doc__ or "").splitlines()[0], numbers


def render(guide: str) -> str:
    """The guide with its tables as the registries say. Raises KeyError for a table that nobody makes."""
    made = tables()
    return _TABLE.sub(lambda found: f"{found[1]}{made[found[2]]}{found[3]}", guide)


def main() -> int:
    stale = []
    for guide in GUIDES:
        kept = guide.read_text("utf-8")
        if "--update" in sys.argv[1:]:
            guide.write_text(render(kept), "utf-8")
        elif render(kept) != kept:
            stale.append(guide.name)
    if stale:
        sys.stderr.write(f"{', '.join(stale)}: run python -m tests.guides_tables --update\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
