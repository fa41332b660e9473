"""The linkcheck command.

Exit codes: 0 clean, 1 findings, 2 usage or could not run, 130 interrupted. click's own codes collide
with these, so it runs with standalone_mode=False and main() decides. Heavy libraries are imported
inside the commands: `linkcheck --help` answers at once.

The commands of linkcheck, one module each, and what they share: settings, inputs, output, progress.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from linkcheck._cli.check import check
from linkcheck._cli.demo import demo
from linkcheck._cli.evaluate import evaluate
from linkcheck._cli.output import OutputClosedError, discard_output, make_printable
from linkcheck._cli.page import page
from linkcheck._cli.replay import replay
from linkcheck._cli.schema import schema
from linkcheck._cli.store import store
from linkcheck._text.display import plain
from linkcheck.errors import LinkcheckError
from linkcheck.version import __version__

CLEAN, FINDINGS, COULD_NOT_RUN, INTERRUPTED = 0, 1, 2, 130

_EPILOG = """\b
Examples:
  linkcheck demo
  linkcheck check "NASA finds water on the Moon https://example.org/moon"
  linkcheck check queue.csv -o report.html
  linkcheck COMMAND --help

\b
Exit codes: 0 clean, 1 findings, 2 usage or could not run, 130 interrupted."""


def _tell_version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        # Another distribution installs a package of this name too; the path tells which one answers.
        click.echo(f"linkcheck {__version__} ({Path(__file__).parents[1]})")
        context.exit()


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and where it runs from.",
)
def cli() -> None:
    """Does the page behind this link say what the post says it says?"""


for _command in (check, replay, demo, page, evaluate, store, schema):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; never raises for what the user gave."""
    make_printable(sys.stdout, sys.stderr)
    try:
        code = cli.main(args=arguments, prog_name="linkcheck", standalone_mode=False)
        sys.stdout.flush()
    except OutputClosedError as closed:
        code = closed.exit_code
    except BrokenPipeError:
        code = CLEAN
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return COULD_NOT_RUN
    except LinkcheckError as error:
        click.echo(f"linkcheck: {plain(str(error))}", err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("linkcheck: interrupted", err=True)
        return INTERRUPTED
    except OSError as error:  # a full disk under standard output
        click.echo(f"linkcheck: could not go on: {plain(str(error))}", err=True)
        code = COULD_NOT_RUN
    else:
        return int(code or CLEAN)
    discard_output()
    return code
