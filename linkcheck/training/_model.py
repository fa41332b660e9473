"""The model that joins topic and details: `python -m linkcheck.training model`.

    python -m linkcheck.training model --about FILE --details FILE --date 2026-11-22 --out model.json

Files hold labelled pairs; see `labelled` for the rows. The labels of `--about` say whether the page is about
the claim; pages of `--details` are about it, and their labels say whether it confirms every detail.
`--data DIR` trains the packaged model, on NAME_train.jsonl (or .jsonl.gz) files of fixed names. What was used,
and what came of it out of fold, is written into the model; `Settings.model` judges by it.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from linkcheck._atomic_files import require_separate, write_file
from linkcheck._evidence.types import Detector
from linkcheck._scoring.custom import load_detectors
from linkcheck._scoring.model import Model
from linkcheck.errors import InputError, MissingFileError
from linkcheck.settings import Settings
from linkcheck.training._fit import Fitted, Sets, fit_model
from linkcheck.training._labelled import PairEvidence, extract_pairs, read_labelled, sample
from linkcheck.version import __version__

ABOUTNESS = ("socialposts", "fnc1", "snopes", "nonenglish")
"""Sets whose labels say what the page is about."""
DETAILS = ("altered", "elsewhere", "summedits", "grounding")
"""Sets whose pages are right, and whose mismatches have a wrong detail."""
SHARES = {"snopes": 0.3, "nonenglish": 0.0}
"""snopes pages are two sentences long: rarer than their set is large. nonenglish only places topic-foreign: inflected
words would teach that honest English pages share less than they do."""
COUNTED_FOR_ALARMS = frozenset({"socialposts", "fnc1", "altered", "elsewhere", "summedits", "grounding"})
"""Not snopes: a page there may deny its post and is a match all the same."""
MAX_ROWS = 3_000
"""Rows taken of a set; more of one kind change nothing but the time it takes."""


def train_packaged(folder: Path, *, date: str) -> Model:
    """The model fitted on the train sets of `folder`; `date` is written into its provenance.

    Raises MissingFileError or InputError for sets that are not there or cannot be read.
    """
    files = train_files(folder)
    pairs = weighed_sets(folder)
    fitted = fit_model(
        Sets(
            aboutness={name: pairs[name] for name in ABOUTNESS},
            details={name: pairs[name] for name in DETAILS},
            shares=SHARES,
            counted=COUNTED_FOR_ALARMS,
        )
    )
    return with_provenance(fitted, files, date=date)


def train_own(
    about: Sequence[Path], details: Sequence[Path], *, date: str, detectors: Sequence[Detector] = ()
) -> Model:
    """The model fitted on files of one's own; alarms are counted on those of `about`.

    Evidence of `detectors` that speaks of details is fitted with linkcheck's own, by its code and value.
    Raises MissingFileError or InputError for files that are not there, cannot be read, or have one label only.
    """
    aboutness = {str(path): _weighed(path, detectors) for path in about}
    detailed = {f"{path} (details)": _weighed(path, detectors) for path in details}
    files = dict(zip((*aboutness, *detailed), (*about, *details), strict=True))
    sets = Sets(aboutness=aboutness, details=detailed, shares={}, counted=frozenset(aboutness))
    return with_provenance(fit_model(sets), files, date=date)


def with_provenance(fitted: Fitted, files: dict[str, Path], *, date: str) -> Model:
    """The fitted model, telling what it was made from."""
    provenance = {
        "date": date,
        "version": __version__,
        "rows_at_most": MAX_ROWS,
        "data_sha256": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()},
        "out_of_fold": {name: msgspec.to_builtins(figures) for name, figures in fitted.out_of_fold.items()},
    }
    return msgspec.structs.replace(fitted.model, provenance=provenance)


def train_files(folder: Path) -> dict[str, Path]:
    """The train sets of the packaged model in `folder`, by name. Raises MissingFileError where one is missing."""
    return {name: train_file(folder, name) for name in (*ABOUTNESS, *DETAILS)}


def weighed_sets(folder: Path) -> dict[str, tuple[PairEvidence, ...]]:
    """Their pairs with their evidence. Raises MissingFileError or InputError for sets that cannot be read."""
    return {name: _weighed(path) for name, path in train_files(folder).items()}


def train_file(folder: Path, name: str) -> Path:
    """The train set `name` in `folder`. Raises MissingFileError where there is none."""
    for suffix in (".jsonl", ".jsonl.gz"):
        path = folder / f"{name}_train{suffix}"
        if path.exists():
            return path
    raise MissingFileError(str(folder / f"{name}_train.jsonl"))


def _weighed(path: Path, detectors: Sequence[Detector] = ()) -> tuple[PairEvidence, ...]:
    return extract_pairs(sample(read_labelled(path, vague=True), MAX_ROWS), detectors)


def write_model(model: Model, path: Path) -> None:
    """Write `model` as indented JSON, so that a change of it can be read as a difference."""
    write_file(path, msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `run` reads."""
    parser.add_argument("--about", type=Path, nargs="+", default=[], help="pairs labelled by what the page is about")
    parser.add_argument("--details", type=Path, nargs="+", default=[], help="pairs labelled by their details")
    parser.add_argument("--detector", nargs="+", default=[], help="detectors of yours, as module:attribute")
    parser.add_argument("--data", type=Path, help="folder with the packaged model's NAME_train.jsonl(.gz) files")
    parser.add_argument("--date", required=True, help="the date written into the model, YYYY-MM-DD")
    parser.add_argument("--out", type=Path, default=Path("model.json"))


def run(options: argparse.Namespace) -> None:
    """Train, write the model and print its figures out of fold. Raises InputError for options that do not fit."""
    if bool(options.data) == bool(options.about and options.details):
        raise InputError("give --about and --details, or --data")
    if options.data and options.detector:
        raise InputError("the packaged model has no detectors of yours: give --about and --details")
    require_separate(options.out, taken=[("an input", path) for path in (*options.about, *options.details)])
    model = (
        train_packaged(options.data, date=options.date)
        if options.data
        else train_own(
            options.about,
            options.details,
            date=options.date,
            detectors=load_detectors(Settings(detectors=tuple(options.detector))),
        )
    )
    write_model(model, options.out)
    sys.stdout.write(
        msgspec.json.format(msgspec.json.encode(model.provenance["out_of_fold"]), indent=1).decode() + "\n"
    )
