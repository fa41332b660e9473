"""Options that several commands share, under headings in --help: every setting can be given, the usual by name."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from linkcheck._cli.config import (
    Configuration,
    Tables,
    configure,
    read_assignments,
    tables_of_checkout,
    tables_of_commit,
    tables_of_file,
)
from linkcheck._cli.logs import show_logs
from linkcheck._report.gate import FINDINGS, Gate
from linkcheck.settings import DECLARED

Command = TypeVar("Command", bound=Callable[..., Any])

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
    return _add_options(command, (*_VISIT_OPTIONS, *_JUDGING_OPTIONS, _ANY_SETTING, *_CONFIGURATION_FILES, _VERBOSE))


def visit_options(command: Command) -> Command:
    """Those of them that say how a page is visited and read."""
    return _add_options(command, (*_VISIT_OPTIONS, _ANY_SETTING, *_CONFIGURATION_FILES, _VERBOSE))


def judging_options(command: Command) -> Command:
    """Those of them that say how post and page are judged."""
    return _add_options(command, (*_JUDGING_OPTIONS, _ANY_SETTING, *_CONFIGURATION_FILES, _VERBOSE))


def replay_options(command: Command) -> Command:
    """Those of them that matter where nothing is visited and pages come from the store."""
    return _add_options(command, (_STORE, *_JUDGING_OPTIONS, _ANY_SETTING, *_CONFIGURATION_FILES, _VERBOSE))


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


def configuration(options: Mapping[str, Any], *, changed_since: str = "") -> Configuration:
    """The Configuration of the command that runs, called with these options (None: not given).

    Its files are that of `--config`, none with `--isolated`, else those of the commit `changed_since`, else those of
    the checkout.
    """
    show_logs(click.get_current_context(), options.get("verbosity") or 0)
    assigned = read_assignments(options.get("assignments") or ())
    values = {key: value for key, value in options.items() if key not in _NO_VALUES} | assigned
    for repeatable in ("allow_networks", "detectors", "exclude"):
        values[repeatable] = values.get(repeatable) or None
    return configure(
        values,
        environment=os.environ,
        tables=_tables(options, changed_since),
        flags=_flags() | dict.fromkeys(assigned, "--set"),
    )


_NO_VALUES = frozenset({"assignments", "config", "isolated", "verbosity"})
"""Options that are no values of a configuration."""


def _tables(options: Mapping[str, Any], changed_since: str) -> Tables:
    file, is_isolated = options.get("config"), options.get("isolated")
    if file is not None and is_isolated:
        raise click.UsageError("--isolated reads no configuration file: leave out --config")
    if file is not None:
        return tables_of_file(Path(file))
    if is_isolated:
        return ()
    return tables_of_commit(changed_since, Path.cwd()) if changed_since else tables_of_checkout(Path.cwd())


def _flags() -> dict[str, str]:
    """The options of the command that runs as they are written, by their names."""
    return {parameter.name or "": parameter.opts[0] for parameter in click.get_current_context().command.params}


def _read_verdicts(_context: click.Context, _parameter: click.Parameter, text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in FINDINGS:
            raise click.BadParameter(f"{name!r} is not a verdict; use some of {', '.join(FINDINGS)}")
    return tuple(names)


_failing = under("What fails a run")
_visiting = under("How pages are visited")
_judging = under("How they are judged")


def _setting(
    section: Callable[..., Callable[[Command], Command]],
    flags: str,
    field: str,
    *,
    default: str = "",
    **attributes: Any,
) -> Callable[[Command], Command]:
    """The option of a setting: its type, meaning and default are what the setting declares."""
    declared = DECLARED[field]
    if declared.type in (int, float):
        attributes = {"type": declared.type, "metavar": "N", **attributes}
        default = default or f"{declared.default:g}"
    if declared.type is bool:
        attributes["default"] = None
    meaning = declared.description.partition(". ")[0].removesuffix(".") + "."
    notes = ([f"[default: {default}]"] if default else []) + (["Repeatable."] if attributes.get("multiple") else [])
    return section(flags, field, help=" ".join((meaning, *notes)), **attributes)


_STORE = _setting(_visiting, "--store", "store", metavar="FILE")

_VISIT_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _setting(_visiting, "--timeout", "timeout"),
    _setting(_visiting, "--retries", "retries"),
    _setting(_visiting, "--host-delay", "host_delay"),
    _setting(_visiting, "--max-wait", "max_wait"),
    _setting(_visiting, "--concurrency", "concurrency"),
    _setting(_visiting, "--user-agent", "user_agent", default="linkcheck/ and its version", metavar="TEXT"),
    _setting(_visiting, "--obey-robots/--ignore-robots", "obey_robots", default="obey"),
    _setting(_visiting, "--visit-action-links/--leave-action-links", "visit_action_links", default="leave"),
    _setting(_visiting, "--allow-network", "allow_networks", multiple=True, metavar="CIDR"),
    _setting(_visiting, "--exclude", "exclude", multiple=True, metavar="PATTERN"),
    _STORE,
    _setting(_visiting, "--offline/--online", "offline", default="online"),
)

_JUDGING_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _setting(_judging, "--timezone", "timezone", default="UTC", metavar="ZONE"),
    _setting(_judging, "--prior", "prior", metavar="P"),
    _setting(_judging, "--model", "model", default="the packaged one", metavar="FILE"),
    _setting(_judging, "--detector", "detectors", multiple=True, metavar="NAME"),
)

_CONFIGURATION_FILES = (
    click.option("--config", metavar="FILE", help="The one configuration file to read, and none of the checkout."),
    click.option("--isolated", is_flag=True, help="Read no configuration file, nor .linkcheckignore."),
)

_VERBOSE = click.option(
    "-v", "--verbose", "verbosity", count=True, help="Log visits on standard error; twice: every hop too."
)

_ANY_SETTING = click.option(
    "--set", "assignments", multiple=True, metavar="NAME=VALUE", help="Another setting, by its name. Repeatable."
)

_GATE_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _failing(
        "--fail-on",
        callback=_read_verdicts,
        metavar="VERDICTS",
        help=f"Verdicts that are findings, by commas. [default: {','.join(_DEFAULT_GATE.fail_on)}]",
    ),
    _setting(_failing, "--embargoed/--no-embargo", "embargoed", default="no"),
    _failing("--min-score", type=float, metavar="P", help="A mismatch with a lower score is not a finding."),
    _failing("--max-unverifiable", type=float, metavar="PCT", help="Fail if more of the links could not be checked."),
    _failing("--strict/--no-strict", default=None, help="What could not be checked or read fails too. [default: no]"),
    _failing("--warn-only/--no-warn-only", default=None, help="Report findings, but exit 0. [default: no]"),
    _failing(
        "--allow-nothing/--no-allow-nothing", default=None, help="Exit 0 where there is nothing to check. [default: no]"
    ),
)
