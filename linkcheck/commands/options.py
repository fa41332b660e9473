"""Options that several commands share: every setting can be given, the usual ones by a name of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from linkcheck.commands.configuration import Configuration, configure, read_assignments
from linkcheck.report.gate import Gate
from linkcheck.scoring.types import Verdict
from linkcheck.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

_DEFAULTS = Settings()
_GATE = Gate()


def settings_options(command: Command) -> Command:
    """The options that make up a Settings; `configuration` reads them."""
    for option in reversed((*_VISITING_OPTIONS, *_JUDGING_OPTIONS)):
        command = option(command)
    return command


def judging_options(command: Command) -> Command:
    """Those of them that matter where nothing is visited."""
    for option in reversed(_JUDGING_OPTIONS):
        command = option(command)
    return command


def gate_options(command: Command) -> Command:
    """The options that decide what fails a run."""
    for option in reversed(_GATE_OPTIONS):
        command = option(command)
    return command


def configuration(options: Mapping[str, Any]) -> Configuration:
    """The Configuration of a command called with these options (None: not given)."""
    values = {**options, **read_assignments(options.get("assignments") or ())}
    values.pop("assignments", None)
    for repeatable in ("allow_networks", "detectors"):
        values[repeatable] = values.get(repeatable) or None
    return configure(values, environment=os.environ, folder=Path.cwd())


def _read_verdicts(
    _context: click.Context, _parameter: click.Parameter, text: str | None
) -> tuple[Verdict, ...] | None:
    if text is None:
        return None
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in set(Verdict):
            raise click.BadParameter(f"{name!r} is no verdict; use some of {', '.join(Verdict)}")
    return tuple(Verdict(name) for name in names)


def _number(name: str, field: str, kind: type, told: str) -> Callable[[Command], Command]:
    default = getattr(_DEFAULTS, field)
    return click.option(name, field, type=kind, metavar="N", help=f"{told} [default: {default:g}]")


_VISITING_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _number("--timeout", "timeout", float, "Seconds for one whole visit."),
    _number("--retries", "retries", int, "How often a passing failure is tried again."),
    _number("--host-delay", "host_delay", float, "Seconds between two visits to one site."),
    _number("--concurrency", "concurrency", int, "Requests in flight in all."),
    click.option("--user-agent", metavar="TEXT", help="The User-Agent header. [default: linkcheck's own]"),
    click.option("--obey-robots/--ignore-robots", default=None, help="Whether robots.txt is asked. [default: obey]"),
    click.option(
        "--visit-action-links",
        is_flag=True,
        default=None,
        help="Visit links that act when visited (unsubscribe, login, reset).",
    ),
    click.option(
        "--allow-network",
        "allow_networks",
        multiple=True,
        metavar="CIDR",
        help="A private network that may be visited, such as 127.0.0.0/8. Repeatable.",
    ),
    click.option("--offline", is_flag=True, default=None, help="Take pages from the store alone."),
)

_JUDGING_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--store", metavar="FILE", help="Keep pages in this SQLite file and use them again."),
    click.option("--prior", type=float, metavar="P", help=f"P(mismatch) beforehand. [default: {_DEFAULTS.prior:g}]"),
    click.option("--model", metavar="FILE", help="Judge by a model of yours. [default: the packaged one]"),
    click.option(
        "--detector",
        "detectors",
        multiple=True,
        metavar="NAME",
        help="Ask this detector too, as module:attribute. Its code is run. Repeatable.",
    ),
    click.option("--set", "assignments", multiple=True, metavar="NAME=VALUE", help="Any other setting. Repeatable."),
)

_GATE_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--fail-on",
        callback=_read_verdicts,
        metavar="VERDICTS",
        help=f"Verdicts that are findings, by commas. [default: {','.join(_GATE.fail_on)}]",
    ),
    click.option("--min-score", type=float, metavar="P", help="A mismatch with a lower score is no finding."),
    click.option(
        "--max-unverifiable", type=float, metavar="PCT", help="Fail if more of the links could not be checked."
    ),
    click.option("--strict", is_flag=True, default=None, help="What could not be checked or read fails too."),
    click.option("--warn-only", is_flag=True, default=None, help="Tell findings, but exit 0."),
)
