"""`linkcheck evaluate`: how good the scores are on labelled pairs of yours, and the thresholds they ask for."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from linkcheck._cli.options import configuration, judging_options, text_or_json
from linkcheck._cli.output import Progress
from linkcheck._text.display import plain

if TYPE_CHECKING:
    from linkcheck.settings import Settings
    from linkcheck.training._evaluation import Figures


_FIGURE_MEANINGS = (
    ("matches", "pairs labelled match"),
    ("mismatches", "pairs labelled mismatch"),
    ("unscored", "pairs without a score (language, no claim); counted as 0.5"),
    ("auc", "chance that a mismatch scores above a match"),
    ("recall_at_2_percent", "mismatches found where 2 % of matches are accused"),
    ("calibration_error", "distance of scores and truth"),
    ("flagged", "mismatches at or above the mismatch threshold"),
    ("alarms", "matches at or above the mismatch threshold: false accusations"),
    ("alarms_interval", "95 % interval of that share (Wilson)"),
    ("alarms_with_vague", "the same share with posts that claim little, which count in no other figure"),
    ("unclear", "matches between the thresholds"),
    ("false_matches", "mismatches at or below the match threshold"),
)


_EPILOG = """\b
Examples:
  linkcheck evaluate pairs.jsonl
  linkcheck evaluate pairs.jsonl --limit 1000 --set mismatch_threshold=0.9
  linkcheck evaluate pairs.jsonl.gz --model own-model.json --format json"""


@click.command("evaluate", short_help="Measure the scores on labelled pairs of yours.", epilog=_EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@text_or_json("For people, or for programs.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N pairs of each file.")
@judging_options
def evaluate_command(files: tuple[str, ...], output_format: str, limit: int | None, **options: Any) -> None:
    """Compare labelled pairs, offline, show how often the scores are right, and propose thresholds for such pairs.

    FILES hold one JSON object a line (plain or .gz): "post", "label" ("match" or "mismatch"), "page_title",
    "page_description", "page_text", and if known "url", "id", "kind".
    """
    settings = configuration(options).settings
    used = _used(files, limit, settings)
    scored = {file: _scored(Path(file), limit, settings) for file in files}
    figures = {file: _measured(pairs, settings) for file, pairs in scored.items()}
    thresholds = _thresholds([pair for pairs in scored.values() for pair in pairs])
    if output_format == "json":
        _print_json({"used": used, "figures": figures, "thresholds": thresholds})
    else:
        _print_text(used, figures, thresholds)


class _Scored(NamedTuple):
    """One labelled pair, compared."""

    score: float | None
    mismatch: bool
    vague: bool


def _used(files: Sequence[str], limit: int | None, settings: Settings) -> dict[str, Any]:
    """What the figures were made with and of: with the same, they come out the same."""
    from linkcheck._check.options import CompareOptions, provenance
    from linkcheck.errors import MissingFileError

    made = provenance(CompareOptions.validated(settings))
    try:
        data = {file: _file_digest(Path(file)) for file in files}
    except OSError as error:
        raise MissingFileError(str(error.filename), f"cannot be read: {error.strerror}") from error
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "version": made.version,
        "model": settings.model,
        "model_sha256": made.model_digest,
        "settings_sha256": made.settings_digest,
        "parameters_sha256": made.parameters_digest,
        "data_sha256": data,
        "limit": limit,
    }


def _file_digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _scored(path: Path, limit: int | None, settings: Settings) -> list[_Scored]:
    import itertools

    from linkcheck._check.compare import compare
    from linkcheck.training._labelled import read_labelled

    scored = []
    with Progress(f"comparing {path}") as progress:
        for pair in itertools.islice(read_labelled(path, vague=True), limit):
            score = compare(pair.post, pair.page, settings=settings).score
            scored.append(_Scored(score, pair.mismatch, pair.vague))
            progress.step()
    return scored


def _measured(pairs: Sequence[_Scored], settings: Settings) -> Figures:
    from linkcheck._scoring.model import load_model
    from linkcheck.training._evaluation import measure

    model = load_model(settings.model)
    mismatch, match = settings.mismatch_threshold, settings.match_threshold
    return measure(
        [pair.score for pair in pairs],
        [pair.mismatch for pair in pairs],
        mismatch_threshold=model.mismatch_threshold if mismatch is None else mismatch,
        match_threshold=model.match_threshold if match is None else match,
        vague=[pair.vague for pair in pairs],
    )


def _thresholds(pairs: Sequence[_Scored]) -> dict[str, float] | None:
    """Settings for pairs like these; None where they are too few to show one in a hundred."""
    from linkcheck.training._evaluation import propose_thresholds

    telling = [pair for pair in pairs if not pair.vague]
    proposed = propose_thresholds([pair.score for pair in telling], [pair.mismatch for pair in telling])
    return None if proposed is None else dict(zip(("mismatch_threshold", "match_threshold"), proposed, strict=True))


def _print_json(results: Mapping[str, Any]) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(results), indent=2).decode())


def _print_text(
    used: Mapping[str, Any], figures: Mapping[str, Figures], thresholds: Mapping[str, float] | None
) -> None:
    from linkcheck.training._evaluation import FEWEST

    for file, of_file in figures.items():
        click.echo(f"{plain(file)}  (sha256 {used['data_sha256'][file][:16]})")
        for name, meaning in _FIGURE_MEANINGS:
            click.echo(f"  {name:<20}{_figure_text(getattr(of_file, name)):>12}  {meaning}")
    if thresholds is None:
        click.echo(f"No thresholds proposed: that takes {FEWEST} scored pairs of each label.")
    else:
        click.echo("Thresholds for such pairs, to put into linkcheck.toml or to try with --set:")
        for name, value in thresholds.items():
            click.echo(f"  {name} = {value}")
    model = f"model {plain(used['model'] or 'as packaged')} (sha256 {used['model_sha256'][:16]})"
    settings = f"settings sha256 {used['settings_sha256'][:16]}"
    click.echo(f"{used['date']}, linkcheck {used['version']}, {model}, {settings}")


def _figure_text(value: float | tuple[float, float] | None) -> str:
    if value is None:
        return "-"
    if isinstance(value, tuple):
        return "-".join(f"{bound:.3f}" for bound in value)
    return str(value) if isinstance(value, int) else f"{value:.3f}"
