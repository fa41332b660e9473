"""How good is the model on sources it has never seen? `python -m linkcheck.training left-out --data DIR`.

Each set in turn is left out, and with it every pair of another set that has one of its pages; the model is fitted and
its thresholds are placed on the rest, and the set is judged. Grounding pairs, which are cut from pages of all sets,
are left out always. Printed is a table for the README. Takes some five minutes; the same data gives the same figures.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from linkcheck._scoring.judge import judge
from linkcheck._scoring.model import Model
from linkcheck.settings import Settings
from linkcheck.training._evaluation import Figures, measure
from linkcheck.training._fit import Sets, fit_model
from linkcheck.training._labelled import PairEvidence
from linkcheck.training._model import ABOUTNESS, COUNTED_FOR_ALARMS, DETAILS, SHARES, weighed_sets

LEFT_OUT = ("socialposts", "fnc1", "snopes", "altered", "elsewhere", "summedits")
"""Sets that are left out in turn: those that are told apart by words, and that are a source of their own."""
_CUT_FROM_ALL = frozenset({"grounding"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `run` reads."""
    parser.add_argument("--data", type=Path, required=True, help="folder with the NAME_train.jsonl(.gz) files")
    parser.add_argument("--date", required=True, help="the date to be told with the figures, YYYY-MM-DD")


def run(options: argparse.Namespace) -> None:
    """Leave each set out, and print the figures. Raises MissingFileError or InputError for sets not to be read."""
    pairs = weighed_sets(options.data)
    sys.stdout.write(
        f"{options.date}, each row by a model without its source (AUC of score; 95 % interval of Wilson)\n\n"
        "| source left out | AUC | honest posts accused | with vague ones | unclear | false ones flagged | passed |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    for name in LEFT_OUT:
        sys.stdout.write(f"{_row(name, figures_without(name, pairs))}\n")
        sys.stdout.flush()


def figures_without(name: str, pairs: Mapping[str, tuple[PairEvidence, ...]]) -> Figures:
    """The figures of the set `name` by a model fitted on the other sets of `pairs`, without its pages."""
    pages = {pair.pair.fold_key for pair in pairs[name]}
    rest = {
        other: tuple(pair for pair in of_set if pair.pair.fold_key not in pages)
        for other, of_set in pairs.items()
        if other != name and other not in _CUT_FROM_ALL
    }
    # A set that is made of another's pages may have none left.
    rest = {other: of_set for other, of_set in rest.items() if len({pair.pair.mismatch for pair in of_set}) == 2}
    fitted = fit_model(
        Sets(
            aboutness={other: rest[other] for other in ABOUTNESS if other in rest},
            details={other: rest[other] for other in DETAILS if other in rest},
            shares=SHARES,
            counted=COUNTED_FOR_ALARMS,
        )
    )
    return _measured(pairs[name], fitted.model)


def _measured(pairs: tuple[PairEvidence, ...], model: Model) -> Figures:
    settings = Settings()
    return measure(
        [judge(pair.evidence, settings=settings, model=model).score for pair in pairs],
        [pair.pair.mismatch for pair in pairs],
        mismatch_threshold=model.mismatch_threshold,
        match_threshold=model.match_threshold,
        vague=[pair.pair.vague for pair in pairs],
    )


def _row(name: str, figures: Figures) -> str:
    low, high = figures.alarms_interval or (0.0, 1.0)
    cells = (
        name,
        "-" if figures.auc is None else f"{figures.auc:.3f}".lstrip("0"),
        f"{_percent(figures.alarms)} ({100 * low:.1f}-{100 * high:.1f}) of {figures.matches}",
        _percent(figures.alarms_with_vague),
        _percent(figures.unclear),
        _percent(figures.flagged),
        _percent(figures.false_matches),
    )
    return f"| {' | '.join(cells)} |"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
