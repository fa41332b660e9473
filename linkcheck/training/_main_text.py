"""The model of main text: `python -m linkcheck.training main-text --pages FOLDER [--write]`.

The folder holds index.jsonl (id, url, file, body, page_type) and the pages, gzipped. A block's label is the share of
its four-word sequences that stand in the true body. Figures are cross-validated over pages: each page is read by a
model that has not seen it. Needs scikit-learn, which reading pages does not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import msgspec
import numpy as np

from linkcheck._atomic_files import write_file
from linkcheck._page import main_text
from linkcheck._page.blocks import Blocks
from linkcheck._page.charset import decode_content
from linkcheck._page.html import page_facts, parse
from linkcheck._page.lines import words_in
from linkcheck._page.main_text import (
    BLOCK_MODEL_SCHEMA,
    BlockModel,
    Numbers,
    best_set,
    block_probabilities,
    feature_table,
    smooth_probabilities,
)
from linkcheck.errors import MissingExtraError, MissingFileError

_WORD = re.compile(r"\w+")
_REACH = 4
"""Words of a sequence, as the measuring script counts them."""
_STRENGTH = 0.003
"""Inverse regularisation: .003, .01 and .05 give a cross-validated F1 of .796, .793, .789."""
_FOLDS = 5


class PageSample(msgspec.Struct):
    """The blocks of one page and what of them is main text."""

    kind: str
    names: tuple[str, ...]
    rows: Numbers
    right: Numbers
    words: Numbers
    blocks: Blocks
    body: str


def read_samples(folder: Path, max_bytes: int = 2 * 1024 * 1024) -> list[PageSample]:
    """Return a sample for each page of the folder that has visible text. Raises MissingFileError without an index."""
    samples = []
    index = folder / "index.jsonl"
    if not index.exists():
        raise MissingFileError(str(index))
    for line in index.read_text("utf-8").splitlines():
        row = json.loads(line)
        content = gzip.decompress((folder / row["file"]).read_bytes())[:max_bytes]
        document = parse(decode_content(content)[0])
        if document is None or not document.blocks.blocks:
            continue
        names, rows = feature_table(document.blocks, page_facts(document, row["url"]))
        texts = tuple(block.text for block in document.blocks.blocks)
        samples.append(
            PageSample(
                kind=f"{row['source']}/{row['page_type']}",
                names=names,
                rows=rows,
                right=_labels(texts, row["body"]),
                words=np.array([words_in(text) for text in texts], float),
                blocks=document.blocks,
                body=row["body"],
            )
        )
    return samples


def fit_block_model(samples: list[PageSample], provenance: str = "") -> BlockModel:
    """Return the model fitted to these samples; raises MissingExtraError without scikit-learn."""
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtraError("train", "training the model of main text") from error

    rows = np.vstack([sample.rows for sample in samples])
    right = np.concatenate([sample.right for sample in samples])
    weight = np.concatenate([_weights(sample) for sample in samples])
    mean, scale = rows.mean(0), rows.std(0) + 1e-6
    scaled = (rows - mean) / scale
    both = np.vstack([scaled, scaled])
    labels = np.r_[np.ones(len(right)), np.zeros(len(right))]
    weights = np.r_[weight * right, weight * (1 - right)] / weight.mean()
    used = weights > 0
    fitted = LogisticRegression(C=_STRENGTH, max_iter=300).fit(both[used], labels[used], sample_weight=weights[used])
    return BlockModel(
        schema=BLOCK_MODEL_SCHEMA,
        columns=samples[0].names,
        mean=_rounded(mean),
        scale=_rounded(scale),
        weights=_rounded(fitted.coef_[0]),
        intercept=round(float(fitted.intercept_[0]), 6),
        provenance=provenance,
    )


def cross_validate(samples: list[PageSample]) -> dict[str, float]:
    """Return the mean F1 of each kind of page and of ALL, each page read by a model that has not seen it."""
    fold_of = _folds(samples)
    found = defaultdict(list)
    for fold in range(_FOLDS):
        model = fit_block_model([sample for sample, at in zip(samples, fold_of, strict=True) if at != fold])
        for sample, at in zip(samples, fold_of, strict=True):
            if at == fold:
                score = f1(_read(sample, model), sample.body)
                found[sample.kind].append(score)
                found["ALL"].append(score)
    return {kind: float(np.mean(scores)) for kind, scores in sorted(found.items())}


def _read(sample: PageSample, model: BlockModel) -> str:
    probabilities = smooth_probabilities(block_probabilities(sample.rows, model), sample.words, sample.blocks)
    keep = best_set(probabilities, sample.words)
    return "\n".join(block.text for block, kept in zip(sample.blocks.blocks, keep, strict=True) if kept)


def f1(text: str, body: str) -> float:
    """F1 of the four-word sequences of a text against those of the true one."""
    ours, theirs = _sequences(text), _sequences(body)
    if not ours or not theirs:
        return float(not ours and not theirs)
    return 2 * sum((ours & theirs).values()) / (sum(ours.values()) + sum(theirs.values()))


def _sequences(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    if len(words) < _REACH:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(zip(*(words[start:] for start in range(_REACH)), strict=False))


def _labels(texts: tuple[str, ...], body: str) -> Numbers:
    known = set(_sequences(body))
    lines = {" ".join(_WORD.findall(line.lower())) for line in body.splitlines()}
    whole = f" {' '.join(_WORD.findall(body.lower()))} "
    return np.array([_label(text, known, lines, whole) for text in texts])


def _label(text: str, known: set[tuple[str, ...]], lines: set[str], whole: str) -> float:
    words = _WORD.findall(text.lower())
    if not words:
        return 0.0
    if len(words) >= _REACH:
        sequences = list(zip(*(words[start:] for start in range(_REACH)), strict=False))
        return sum(sequence in known for sequence in sequences) / len(sequences)
    short = " ".join(words)
    # A short line that stands in the body as part of another says little either way.
    return 1.0 if short in lines else 0.5 if f" {short} " in whole else 0.0


def _weights(sample: PageSample) -> Numbers:
    """Longer blocks count for more, longer pages only a little."""
    weight = np.sqrt(sample.words) + 0.3
    return np.asarray(weight / weight.sum() * min(len(weight), 60) ** 0.5, float)


def _folds(samples: list[PageSample]) -> list[int]:
    """Each kind of page spread evenly over the folds, in an order that only the texts decide."""
    order = sorted(range(len(samples)), key=lambda i: hashlib.sha256(samples[i].body.encode()).digest())
    seen: Counter[str] = Counter()
    folds = [0] * len(samples)
    for i in order:
        folds[i] = seen[samples[i].kind] % _FOLDS
        seen[samples[i].kind] += 1
    return folds


def _rounded(values: Numbers) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `run` reads."""
    parser.add_argument("--pages", type=Path, required=True, help="folder with index.jsonl and the pages, gzipped")
    parser.add_argument("--write", action="store_true", help="write the packaged main_text.json")


def run(options: argparse.Namespace) -> None:
    """Train, print cross-validated figures, and write the model where asked."""
    samples = read_samples(options.pages)
    figures = cross_validate(samples)
    for kind, score in figures.items():
        print(f"{kind:24} {score:.3f}")  # noqa: T201 - a training script reports to whoever runs it
    if options.write:
        provenance = (
            f"logistic regression, C={_STRENGTH}, {len(samples)} pages, {sum(len(s.right) for s in samples)} blocks, "
            f"{dt.datetime.now(dt.UTC).date()}, cross-validated F1 {figures['ALL']:.3f}"
        )
        model = fit_block_model(samples, provenance)
        path = Path(main_text.__file__).with_name("main_text.json")
        write_file(path, msgspec.json.format(msgspec.json.encode(model), indent=1))
