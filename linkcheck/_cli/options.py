"""Options that several commands share, under headings in --help: every setting can be given, the usual by name."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from linkcheck._cli.config import Configuration, configure, read_assignments
from linkcheck._report.gate import Gate
from linkcheck._scoring.types import Verdict
from linkcheck.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

_SETTINGS = Settings()
_DEFAULT_GATE = Gate()


class SectionedOption(click.Option):
    """An option that --help lists under a heading."""

    def __init__(self, *arguments: Any, section: str = "", **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self.section = section


class SectionedCommand(click.Command):
    """A command of so many options that --help lists them under headings, in the order of their first options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those without a heading last."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(parameter, "section", ""), []).append(record)
        rest = sections.pop("", [])
        for heading, records in (*sections.items(), ("Other options" if sections else "Options", rest)):
            with formatter.section(heading):
                formatter.write_dl(records)


def under(heading: str) -> Callable[..., Callable[[Command], Command]]:
    """`click.option` for options under a heading."""
    return functools.partial(click.option, cls=SectionedOption, section=heading)


def settings_options(command: Command) -> Command:
    """The options that make up a Settings; `configuration` reads them."""
    return _add_options(command, (*_VISIT_OPTIONS, *_JUDGING_OPTIONS, _ANY_SETTING))


def visit_options(command: Command) -> Command:
    """Those of them that say how a page is visited and read."""
    return _add_options(command, (*_VISIT_OPTIONS, _ANY_SETTING))


def judging_options(command: Command) -> Command:
    """Those of them that say how post and page are judged."""
    return _add_options(command, (*_JUDGING_OPTIONS, _ANY_SETTING))


def replay_options(command: Command) -> Command:
    """Those of them that matter where nothing is visited and pages come from the store."""
    return _add_options(command, (_STORE, *_JUDGING_OPTIONS, _ANY_SETTING))


def gate_options(command: Command) -> Command:
    """The options that decide what fails a run."""
    return _add_options(command, _GATE_OPTIONS)


def text_or_json(meaning: str) -> Callable[[Command], Command]:
    """The `--format` of commands that write no reports."""
    choices = click.Choice(("text", "json"))
    return click.option(
        "-f", "--format", "output_format", type=choices, default="text", show_default=True, help=meaning
    )


def _add_options(command: Command, options: Sequence[Callable[[Any], Any]]) -> Command:
    for option in reversed(options):
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


_failing = under("What fails a run")
_visiting = under("How pages are visited")
_judging = under("How they are judged")


def _number_option(name: str, field: str, kind: type, meaning: str) -> Callable[[Command], Command]:
    default = getattr(_SETTINGS, field)
    return _visiting(name, field, type=kind, metavar="N", help=f"{meaning} [default: {default:g}]")


_STORE = _visiting("--store", metavar="FILE", help="Keep pages in this SQLite file and use them again.")

_VISIT_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _number_option("--timeout", "timeout", float, "Seconds for one whole visit."),
    _number_option("--retries", "retries", int, "How often a passing failure is tried again."),
    _number_option("--host-delay", "host_delay", float, "Seconds between two visits to one site."),
    _number_option("--concurrency", "concurrency", int, "Requests in flight in all."),
    _visiting(
        "--user-agent",
        metavar="TEXT",
        help="The User-Agent header: your program and a contact. [default: linkcheck/ and its version]",
    ),
    _visiting("--obey-robots/--ignore-robots", default=None, help="Whether robots.txt is asked. [default: obey]"),
    _visiting(
        "--visit-action-links/--leave-action-links",
        default=None,
        help="Whether links that act when visited (unsubscribe, login, reset) are visited. [default: leave]",
    ),
    _visiting(
        "--allow-network",
        "allow_networks",
        multiple=True,
        metavar="CIDR",
        help="A private network that may be visited, such as 127.0.0.0/8. Repeatable.",
    ),
    _STORE,
    _visiting("--offline/--online", default=None, help="Take pages from the store alone. [default: online]"),
)

_JUDGING_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _judging("--prior", type=float, metavar="P", help=f"P(mismatch) beforehand. [default: {_SETTINGS.prior:g}]"),
    _judging("--model", metavar="FILE", help="Judge by a model of yours. [default: the packaged one]"),
    _judging(
        "--detector",
        "detectors",
        multiple=True,
        metavar="NAME",
        help="Ask this detector too, as module:attribute. Its code is run. Repeatable.",
    ),
)

_ANY_SETTING = click.option(
    "--set", "assignments", multiple=True, metavar="NAME=VALUE", help="Any other setting. Repeatable."
)

_GATE_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _failing(
        "--fail-on",
        callback=_read_verdicts,
        metavar="VERDICTS",
        help=f"Verdicts that are findings, by commas. [default: {','.join(_DEFAULT_GATE.fail_on)}]",
    ),
    _failing("--min-score", type=float, metavar="P", help="A mismatch with a lower score is no finding."),
    _failing("--max-unverifiable", type=float, metavar="PCT", help="Fail if more of the links could not be checked."),
    _failing("--strict/--no-strict", default=None, help="What could not be checked or read fails too. [default: no]"),
    _failing("--warn-only/--no-warn-only", default=None, help="Report findings, but exit 0. [default: no]"),
)
