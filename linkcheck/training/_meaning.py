"""The calibration of the detector "meaning": `python -m linkcheck.training meaning --data DIR --date 2026-11-25`.

DIR holds socialposts_train, fnc1_train and snopes_train (.jsonl or .jsonl.gz): pairs labelled by what the page is
about. What is fitted is what a similarity adds to the log-odds of the packaged model, so it is to be fitted again for
every new model. It takes two to four minutes, nearly all of them the sentence model's.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from linkcheck import detectors
from linkcheck._atomic_files import write_file
from linkcheck._evidence.types import Case, Evidence, Layer
from linkcheck._scoring.features import MAX_DETECTOR_LOG_ODDS
from linkcheck._scoring.judge import Judgement, judge
from linkcheck._scoring.model import model_digest
from linkcheck._scoring.types import Verdict
from linkcheck.detectors._embedding import WEIGHTS_SHA256, Embedder, find_weights
from linkcheck.detectors._meaning import (
    NEAR,
    SCHEMA,
    MeaningCalibration,
    Nearest,
    Subject,
    find_nearest,
    in_doubt,
    read_subject,
)
from linkcheck.settings import Settings
from linkcheck.training._evaluation import auc
from linkcheck.training._fit import FOLDS
from linkcheck.training._labelled import PairEvidence, extract_pair, read_labelled, sample
from linkcheck.training._model import train_file
from linkcheck.training._regression import Array, fit_logistic
from linkcheck.version import __version__

SETS = ("socialposts", "fnc1", "snopes")
"""English sets whose labels say what the page is about; each weighs the same, and in it each label."""
ALARM_SETS = ("socialposts", "fnc1")
"""Sets whose false alarms place the intercept; not snopes, whose pages may deny their posts and are matches still."""
MAX_PAIRS = 2_000
"""Rows taken of a set."""
_PENALTY = 1e-4
"""L2, for features of unit variance: it only keeps the fit from running away where a fold is easy."""
_ROUNDS = 3
"""Fits, each on the pairs that the one before leaves in doubt; the third moves nothing by a hundredth."""
_STEP, _STEPS = 0.1, 31
"""Log-odds of one step towards a match, and how many are tried: past 3 the detector could accuse nobody."""


class Asked(NamedTuple):
    """One labelled pair, what words say of it, and the passage nearest in meaning; None where it was not asked."""

    weighed: PairEvidence
    subject: Subject | None
    nearest: Nearest | None


class _Recorder:
    """Asked in the detector's place: notes what it would be told, says nothing."""

    code = "recorder"

    def __init__(self) -> None:
        self.subject: Subject | None = None

    def weigh(self, case: Case) -> Iterator[Evidence]:
        self.subject = read_subject(case)
        yield from ()


_WIDEST = MeaningCalibration(schema=SCHEMA, intercept=0.0, similarity=0.0, thin=0.0, thin_words=-1.0, provenance={})
"""Leaves in doubt whatever any calibration may."""


def ask_pairs(path: Path, embedder: Embedder) -> list[Asked]:
    """The labelled pairs of a file with their nearest passages, without those whose languages differ."""
    asked = []
    for pair in sample(read_labelled(path), MAX_PAIRS):
        recorder = _Recorder()
        weighed = extract_pair(pair, (recorder,))
        subject = recorder.subject
        if subject is not None and in_doubt(subject, _WIDEST):
            asked.append(Asked(weighed, subject, find_nearest(subject, embedder)))
        else:
            asked.append(Asked(weighed, None, None))
    return asked


def fit_calibration(sets: Mapping[str, Sequence[Asked]]) -> MeaningCalibration:
    """The calibration for labelled pairs; without provenance."""
    calibration = MeaningCalibration(
        schema=SCHEMA, intercept=0.0, similarity=0.0, thin=0.0, thin_words=0.0, provenance={}
    )
    for _ in range(_ROUNDS):
        calibration = _fit_doubtful(sets, calibration)
    return calibration


def _fit_doubtful(sets: Mapping[str, Sequence[Asked]], before: MeaningCalibration) -> MeaningCalibration:
    rows, labels, weights = [], [], []
    for pairs in sets.values():
        wrong = sum(asked.weighed.pair.mismatch for asked in pairs)
        for asked in pairs:
            if asked.subject is None or asked.nearest is None or not in_doubt(asked.subject, before):
                continue
            mismatch = asked.weighed.pair.mismatch
            rows.append((asked.nearest.similarity, asked.subject.thinness, asked.subject.words))
            labels.append(mismatch)
            weights.append(1 / (wrong if mismatch else len(pairs) - wrong))
    return _fitted(np.array(rows), np.array(labels, dtype=np.bool_), np.array(weights))


def _fitted(rows: Array, labels: npt.NDArray[np.bool_], weights: Array) -> MeaningCalibration:
    near, thin, words = rows.T
    inputs = np.stack([near, thin, thin * words], axis=1)
    beta, intercept = _fit(inputs, labels, weights, signs=(-1, 0, -1), given=words)
    if beta[2] < -1:  # no more can be taken back than words say
        beta, intercept = _fit(inputs[:, :2], labels, weights, signs=(-1, 0), given=words * (1 - thin))
        beta.append(-1.0)
    similarity, thin_page, thin_words = (round(float(b), 4) for b in beta)
    return MeaningCalibration(
        schema=SCHEMA,
        intercept=round(intercept, 4),
        similarity=similarity,
        thin=thin_page,
        thin_words=thin_words,
        provenance={},
    )


def _fit(
    inputs: Array, labels: npt.NDArray[np.bool_], weights: Array, *, signs: tuple[int, ...], given: Array
) -> tuple[list[float], float]:
    mean, spread = inputs.mean(axis=0), inputs.std(axis=0)
    scale = np.where(spread > 1e-6, spread, 1.0)
    coefficients, intercept = fit_logistic(
        (inputs - mean) / scale, labels, weights, signs=np.array(signs), penalty=_PENALTY, given=given
    )
    beta = coefficients / scale
    return list(map(float, beta)), intercept - float(beta @ mean)


def calibrate_meaning(sets: Mapping[str, Sequence[Asked]]) -> tuple[MeaningCalibration, dict[str, dict[str, float]]]:
    """The calibration for labelled pairs, drawn towards a match until it accuses no more honest posts than words do.

    With it by set: the share of pairs asked, AUC of off_topic and false alarms, by words alone and with meaning; each
    pair is calibrated by a fit without its page.
    """
    fits = [
        fit_calibration({name: [a for a in pairs if _fold(a) != fold] for name, pairs in sets.items()})
        for fold in range(FOLDS)
    ]
    for step in range(_STEPS):
        figures = {
            name: _figures(pairs, [shifted(fits[_fold(a)], step) for a in pairs]) for name, pairs in sets.items()
        }
        if all(figures[name]["alarms"] <= figures[name]["alarms_words"] for name in ALARM_SETS if name in figures):
            break
    return shifted(fit_calibration(sets), step), figures


def shifted(calibration: MeaningCalibration, step: int) -> MeaningCalibration:
    """The same, each step a little further towards a match."""
    return msgspec.structs.replace(calibration, intercept=round(calibration.intercept - _STEP * step, 4))


def _fold(asked: Asked) -> int:
    return int(asked.weighed.pair.fold_key[:8], 16) % FOLDS


def _figures(pairs: Sequence[Asked], calibrations: Sequence[MeaningCalibration]) -> dict[str, float]:
    said = [_said(asked, calibration) for asked, calibration in zip(pairs, calibrations, strict=True)]
    judged = [_judged(asked.weighed.evidence, log_odds) for asked, log_odds in zip(pairs, said, strict=True)]
    by_words = [_judged(asked.weighed.evidence, None) for asked in pairs]
    wrong = [asked.weighed.pair.mismatch for asked in pairs]
    return {
        "asked": round(sum(log_odds is not None for log_odds in said) / len(pairs), 4),
        "auc_words": _auc(by_words, wrong),
        "auc": _auc(judged, wrong),
        "alarms_words": _alarms(by_words, wrong),
        "alarms": _alarms(judged, wrong),
    }


def _said(asked: Asked, calibration: MeaningCalibration) -> float | None:
    """What the detector says of the pair, as it is capped; None where it is not asked."""
    if asked.subject is None or asked.nearest is None or not in_doubt(asked.subject, calibration):
        return None
    log_odds = calibration.log_odds(
        words=asked.subject.words, similarity=asked.nearest.similarity, thinness=asked.subject.thinness
    )
    return min(max(log_odds, -MAX_DETECTOR_LOG_ODDS), MAX_DETECTOR_LOG_ODDS)


def _judged(evidence: tuple[Evidence, ...], log_odds: float | None) -> Judgement:
    own = () if log_odds is None else (Evidence(code=NEAR, layer=Layer.TOPIC, log_odds=log_odds),)
    return judge((*evidence, *own), settings=Settings())


def _auc(judged: Sequence[Judgement], wrong: Sequence[bool]) -> float:
    scored = [(j.off_topic, mismatch) for j, mismatch in zip(judged, wrong, strict=True) if j.off_topic is not None]
    return round(auc(np.array([s for s, m in scored if m]), np.array([s for s, m in scored if not m])), 5)


def _alarms(judged: Sequence[Judgement], wrong: Sequence[bool]) -> float:
    honest = [j.verdict is Verdict.MISMATCH for j, mismatch in zip(judged, wrong, strict=True) if not mismatch]
    return round(sum(honest) / len(honest), 5)


def train_calibration(folder: Path, *, date: str) -> MeaningCalibration:
    """The calibration fitted on the train sets of `folder`, telling what it was made from.

    Raises MissingExtraError without the extra, MissingFileError or InputError for sets that cannot be read.
    """
    embedder = Embedder(find_weights())
    files = {name: train_file(folder, name) for name in SETS}
    sets = {name: ask_pairs(path, embedder) for name, path in files.items()}
    calibration, figures = calibrate_meaning(sets)
    provenance: dict[str, Any] = {
        "date": date,
        "version": __version__,
        "rows_at_most": MAX_PAIRS,
        "model_sha256": model_digest(),
        "weights_sha256": WEIGHTS_SHA256,
        "data_sha256": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()},
        "out_of_fold": figures,
    }
    return msgspec.structs.replace(calibration, provenance=provenance)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `run` reads."""
    parser.add_argument("--data", type=Path, required=True, help="folder with the NAME_train.jsonl(.gz) files")
    parser.add_argument("--date", required=True, help="the date written into the calibration, YYYY-MM-DD")
    parser.add_argument("--out", type=Path, default=Path(detectors.__file__).with_name("calibration.json"))


def run(options: argparse.Namespace) -> None:
    """Fit the calibration, write it and print its figures out of fold."""
    calibration = train_calibration(options.data, date=options.date)
    write_file(options.out, msgspec.json.format(msgspec.json.encode(calibration), indent=1) + b"\n")
    for name, figures in calibration.provenance["out_of_fold"].items():
        sys.stderr.write(f"{name}: {', '.join(f'{what} {figure:.4f}' for what, figure in figures.items())}\n")
