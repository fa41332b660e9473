"""`linkcheck evaluate`: how good the scores are on labelled pairs of yours."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linkcheck.commands.options import configuration, settings_options
from linkcheck.commands.progress import Progress

if TYPE_CHECKING:
    from linkcheck.scoring.evaluation import Figures
    from linkcheck.scoring.labelled import LabelledPair
    from linkcheck.settings import Settings

_TOLD = (
    ("matches", "pairs labelled match"),
    ("mismatches", "pairs labelled mismatch"),
    ("unscored", "pairs without a score (language, no claim); counted as 0.5"),
    ("auc", "chance that a mismatch scores above a match"),
    ("recall_at_2_percent", "mismatches found where 2 % of matches are accused"),
    ("calibration_error", "distance of scores and truth"),
    ("flagged", "mismatches at or above the mismatch threshold"),
    ("alarms", "matches at or above the mismatch threshold: false accusations"),
    ("false_matches", "mismatches at or below the match threshold"),
)


@click.command(short_help="Measure the scores on labelled pairs of yours.")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option("-f", "--format", "output_format", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N pairs of each file.")
@settings_options
def evaluate(files: tuple[str, ...], output_format: str, limit: int | None, **options: Any) -> None:
    """Compare labelled pairs, offline, and tell how often the scores are right.

    FILES hold one JSON object a line (plain or .gz): "post", "label" ("match" or "mismatch"), "page_title",
    "page_description", "page_text", and if known "url", "id", "kind".
    """
    import itertools

    import msgspec

    from linkcheck.scoring.labelled import read_labelled

    settings = configuration(options).settings
    figures = {file: _figures(itertools.islice(read_labelled(Path(file)), limit), settings) for file in files}
    if output_format == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(figures), indent=2).decode())
        return
    for file, told in figures.items():
        click.echo(f"{file}")
        for name, meaning in _TOLD:
            click.echo(f"  {name:<20}{_number(getattr(told, name)):>8}  {meaning}")


def _figures(pairs: Iterable[LabelledPair], settings: Settings) -> Figures:
    from linkcheck.comparison import compare
    from linkcheck.scoring.evaluation import measure
    from linkcheck.scoring.model import shipped_model

    scores: list[float | None] = []
    labels: list[bool] = []
    with Progress("comparing") as progress:
        for pair in pairs:
            scores.append(compare(pair.post, pair.page, settings=settings).score)
            labels.append(pair.mismatch)
            progress.step()
    model = shipped_model()
    mismatch, match = settings.mismatch_threshold, settings.match_threshold
    return measure(
        scores,
        labels,
        mismatch_threshold=model.mismatch_threshold if mismatch is None else mismatch,
        match_threshold=model.match_threshold if match is None else match,
    )


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
