"""`linkcheck schema`: the JSON Schemas of what is written."""

from __future__ import annotations

import json

import click

_EPILOG = """\b
Examples:
  linkcheck schema
  linkcheck schema settings > settings.schema.json"""


@click.command("schema", short_help="Print the JSON Schema of a report.", epilog=_EPILOG)
@click.argument("subject", default="run", metavar="[run|report|queue-report|settings]")
def schema_command(subject: str) -> None:
    """Print a JSON Schema (draft 2020-12).

    "run" is what `--format json` writes, "report" one line of `--format jsonl`.
    """
    from linkcheck._report.schema import SUBJECTS, json_schema

    if subject not in SUBJECTS:
        raise click.UsageError(f"no schema of {subject!r}: there are {', '.join(SUBJECTS)}")
    click.echo(json.dumps(json_schema(subject), indent=2, ensure_ascii=False))
