"""The linkcheck command: its group of commands, and `main`, which turns what they return or raise into an exit code.

click's own exit codes collide with ours, so it runs with standalone_mode=False and main() decides. Heavy libraries are
imported inside the commands: `linkcheck --help` answers at once.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from linkcheck._cli.check import check_command
from linkcheck._cli.demo import demo_command
from linkcheck._cli.evaluate import evaluate_command
from linkcheck._cli.exit_codes import EXIT_CODES, ExitCode
from linkcheck._cli.output import OutputClosedError, discard_output, make_printable
from linkcheck._cli.page import page_command
from linkcheck._cli.replay import replay_command
from linkcheck._cli.schema import schema_command
from linkcheck._cli.store import store_group
from linkcheck._text.display import plain
from linkcheck.errors import InputWarning, LinkcheckError, StoreWarning
from linkcheck.version import __version__

_EPILOG = f"""\b
Examples:
  linkcheck demo
  linkcheck check "NASA finds water on the Moon https://example.org/moon"
  linkcheck check queue.csv -o report.html
  linkcheck COMMAND --help

\b
{EXIT_CODES}"""


def _show_version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        # Another distribution installs a package of this name too; the path shows which one answers.
        click.echo(f"linkcheck {__version__} ({Path(__file__).parents[1]})")
        context.exit()


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and where it runs from.",
)
def cli() -> None:
    """Does the page behind this link say what the post says it says?"""


for _command in (
    check_command,
    replay_command,
    demo_command,
    page_command,
    evaluate_command,
    store_group,
    schema_command,
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; never raises for what the user gave."""
    make_printable(sys.stdout, sys.stderr)
    with warnings.catch_warnings():
        warnings.showwarning = _shown_by(warnings.showwarning)
        return _run(arguments)


def _shown_by(show: Callable[..., None]) -> Callable[..., None]:
    """How warnings are shown: those of a store and of a file of posts as a sentence, others as `show` does."""

    def show_warning(message: Warning | str, category: type[Warning], *rest: object) -> None:
        if issubclass(category, (InputWarning, StoreWarning)):
            click.echo(f"linkcheck: {plain(str(message))}", err=True)
        else:
            show(message, category, *rest)

    return show_warning


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(args=arguments, prog_name="linkcheck", standalone_mode=False)
        sys.stdout.flush()
    except OutputClosedError as closed:
        code = closed.exit_code
    except BrokenPipeError:
        code = ExitCode.CLEAN
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return ExitCode.COULD_NOT_RUN
    except LinkcheckError as error:
        click.echo(f"linkcheck: {plain(str(error))}", err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("linkcheck: interrupted", err=True)
        return ExitCode.INTERRUPTED
    except OSError as error:  # a full disk under standard output
        click.echo(f"linkcheck: stopped, since the system said: {plain(str(error))}", err=True)
        code = ExitCode.COULD_NOT_RUN
    else:
        return int(code or ExitCode.CLEAN)
    discard_output()
    return code
