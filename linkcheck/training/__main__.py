"""The command that makes the packaged models anew.

    python -m linkcheck.training all --data DIR --pages DIR --date 2026-11-27
    python -m linkcheck.training model --about FILE --details FILE --date 2026-11-27 --out own-model.json

`all` runs every part that learns, in the order in which one builds on the other. Two stand apart: `data` writes facts,
from packages and published lists; `left-out` measures the model on sources left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from linkcheck._scoring import model as packaged
from linkcheck.errors import LinkcheckError
from linkcheck.training import _data, _left_out, _main_text, _meaning, _model, _queue_thresholds

PARTS: dict[str, ModuleType] = {
    "data": _data,
    "main-text": _main_text,
    "model": _model,
    "left-out": _left_out,
    "meaning": _meaning,
    "queue-thresholds": _queue_thresholds,
}
"""Each part has `add_arguments(parser)` and `run(options)`; of those that learn, later ones build on earlier ones."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m linkcheck.training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="part", required=True)
    for name, part in PARTS.items():
        part.add_arguments(
            commands.add_parser(name, description=part.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        )
    everything = commands.add_parser("all", description="Every part, in order, written into the package.")
    everything.add_argument("--data", required=True, help="folder with the NAME_train.jsonl(.gz) files")
    everything.add_argument("--pages", required=True, nargs="+", help="folders with index.jsonl and the pages, gzipped")
    everything.add_argument("--date", required=True, help="the date written into the models, YYYY-MM-DD")
    options = parser.parse_args(arguments)
    try:
        if options.part == "all":
            return _run_all(options)
        PARTS[options.part].run(options)
    except LinkcheckError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _run_all(options: argparse.Namespace) -> int:
    dated = ["--data", options.data, "--date", options.date]
    given = {
        "main-text": ["--data", *options.pages, "--date", options.date, "--write"],
        "model": [*dated, "--out", str(Path(packaged.__file__).with_name("model.json"))],
        "meaning": dated,
        "queue-thresholds": ["--data", options.data],
    }
    for name in given:
        sys.stderr.write(f"{name}\n")
        if code := main([name, *given[name]]):
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
