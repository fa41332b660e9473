"""The model of main text: `python -m linkcheck.training main-text --data FOLDER ... --date DAY [--write]`.

Each folder holds index.jsonl and the pages, gzipped. A row has the url, the file, and either the true text of the page
(body or text) or pieces of it that must and must not be read (with, without); of rows with a part only those of part
"train" are used. A block's label is the share of its four-word sequences that stand in the true text, or the piece
that it holds. Verdicts and figures are cross-validated over sites: each page is read by trees that have seen no page
of its site. Needs scikit-learn, which reading pages does not.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from linkcheck._atomic_files import write_file
from linkcheck._page import main_text
from linkcheck._page.block_features import Numbers, feature_table
from linkcheck._page.blocks import Blocks
from linkcheck._page.charset import decode_content
from linkcheck._page.html import page_facts, parse
from linkcheck._page.main_text import (
    BLOCK_MODEL_SCHEMA,
    SECOND_COLUMNS,
    BlockModel,
    PreparedTrees,
    Trees,
    best_set,
    block_weight,
    probabilities_of,
    second_table,
)
from linkcheck._urls.url import split_url
from linkcheck.errors import MissingFileError

_WORD = re.compile(r"\w+")
_REACH = 4
"""Words of a sequence, as the measuring script counts them."""
_FOLDS = 3
_FIRST_TREES, _SECOND_TREES = 60, 80
_LEAVES = 24
_DEPTH = 6
_RATE = 0.15
_SMALLEST_LEAF = 40
_RIDGE = 5.0
_MAX_BLOCKS = 100
"""Blocks of one page that are learnt from: a longer one gives each n-th."""
_ENDLESS = 1e30


class PageSample(msgspec.Struct):
    """The blocks of one page and what of them is main text."""

    kind: str
    site: str
    names: tuple[str, ...]
    rows: Numbers
    right: npt.NDArray[np.float64]
    """For each block how far it is main text; NaN where nothing says so."""
    words: npt.NDArray[np.float64]
    blocks: Blocks
    body: str


def read_samples(folder: Path, max_bytes: int = 2 * 1024 * 1024) -> list[PageSample]:
    """Return a sample for each page of the folder that has visible text. Raises MissingFileError without an index."""
    index = folder / "index.jsonl"
    if not index.exists():
        raise MissingFileError(str(index))
    lines = index.read_text("utf-8").split("\n")
    return [sample for row in map(json.loads, filter(None, lines)) if (sample := _sample_of(folder, row, max_bytes))]


def _sample_of(folder: Path, row: dict[str, Any], max_bytes: int) -> PageSample | None:
    body = row.get("body") or row.get("text") or ""
    if row.get("part", "train") != "train" or not (body or row.get("with")):
        return None
    content = gzip.decompress((folder / row["file"]).read_bytes())[:max_bytes]
    document = parse(decode_content(content)[0])
    if document is None or not document.blocks.blocks:
        return None
    names, rows = feature_table(document.blocks, page_facts(document, row["url"]))
    texts = tuple(block.text for block in document.blocks.blocks)
    right = _labels(texts, body) if body else _labels_of_pieces(texts, row["with"], row["without"])
    if np.isnan(right).all():
        return None
    return PageSample(
        kind=f"{row.get('source') or row.get('corpus')}/{row.get('page_type') or row.get('type') or 'any'}",
        site=".".join(split_url(row["url"]).host.split(".")[-2:]),
        names=names,
        rows=rows,
        right=right,
        words=np.array([block.words for block in document.blocks.blocks], float),
        blocks=document.blocks,
        body=body,
    )


def fit_block_model(samples: Sequence[PageSample], provenance: str = "") -> tuple[BlockModel, dict[str, float]]:
    """Return the model fitted to these samples, and the mean cross-validated F1 of each kind of page and of ALL.

    The second trees learn from what first trees said of pages of sites that these had not seen, as in use.
    """
    names = samples[0].names
    folds = _folds(samples)
    tables: list[Numbers] = [np.empty((0, 0), np.float32)] * len(samples)
    for told, seen in folds:
        first = PreparedTrees(_fit([samples[i] for i in seen], [samples[i].rows for i in seen], names), names)
        for i in told:
            said = second_table(first.log_odds(samples[i].rows), samples[i].blocks)
            tables[i] = np.vstack([samples[i].rows, said])
    found = defaultdict(list)
    all_names = names + SECOND_COLUMNS
    for told, seen in folds:
        second = PreparedTrees(_fit([samples[i] for i in seen], [tables[i] for i in seen], all_names), all_names)
        for i in told:
            if samples[i].body:
                score = f1(_read(samples[i], second.log_odds(tables[i])), samples[i].body)
                found[samples[i].kind].append(score)
                found["ALL"].append(score)
    model = BlockModel(
        schema=BLOCK_MODEL_SCHEMA,
        first=_fit(samples, [sample.rows for sample in samples], names),
        second=_fit(samples, tables, all_names),
        provenance=provenance,
    )
    return model, {kind: float(np.mean(scores)) for kind, scores in sorted(found.items())}


def _folds(samples: Sequence[PageSample]) -> list[tuple[list[int], list[int]]]:
    """For each fold the pages to tell and those to learn from: no site in both, in an order that its name decides."""
    fold = [int(hashlib.sha256(sample.site.encode()).hexdigest(), 16) % _FOLDS for sample in samples]
    return [
        ([i for i, at in enumerate(fold) if at == number], [i for i, at in enumerate(fold) if at != number])
        for number in range(_FOLDS)
    ]


def _fit(samples: Sequence[PageSample], tables: Sequence[Numbers], names: tuple[str, ...]) -> Trees:
    from sklearn.ensemble import HistGradientBoostingClassifier

    kinds = Counter(sample.kind for sample in samples)
    rows, labels, weights = [], [], []
    for sample, table in zip(samples, tables, strict=True):
        right = sample.right
        known = np.flatnonzero(~np.isnan(right))
        known = known[:: max(1, -(-len(known) // _MAX_BLOCKS))]
        weight = _weights(sample.words[known]) / kinds[sample.kind] ** 0.5
        for label, share in ((1, right[known]), (0, 1 - right[known])):
            used = known[share > 0]
            rows.append(table[:, used].T)
            labels.append(np.full(len(used), label))
            weights.append((weight * share)[share > 0])
    weight = np.concatenate(weights)
    fitted = HistGradientBoostingClassifier(
        learning_rate=_RATE,
        max_iter=_SECOND_TREES if SECOND_COLUMNS[0] in names else _FIRST_TREES,
        max_leaf_nodes=_LEAVES,
        max_depth=_DEPTH,
        min_samples_leaf=_SMALLEST_LEAF,
        l2_regularization=_RIDGE,
        max_bins=127,
        early_stopping=False,
        random_state=0,
    ).fit(np.vstack(rows), np.concatenate(labels), sample_weight=weight / weight.mean())
    return _trees_of(fitted, names)


def _trees_of(fitted: Any, names: tuple[str, ...]) -> Trees:
    """The trees of scikit-learn, each node's children side by side."""
    roots: list[int] = []
    feature: list[int] = []
    threshold: list[float] = []
    child: list[int] = []
    value: list[float] = []
    deepest = 0
    for (predictor,) in fitted._predictors:
        nodes = predictor.nodes
        roots.append(len(feature))
        waiting = [0]
        taken = len(feature) + 1
        for node in (nodes[number] for number in waiting):
            deepest = max(deepest, int(node["depth"]))
            at = len(feature)
            leaf = bool(node["is_leaf"])
            feature.append(0 if leaf else int(node["feature_idx"]))
            threshold.append(_ENDLESS if leaf else float(f"{float(node['num_threshold']):.6g}"))
            value.append(round(float(node["value"]), 4) if leaf else 0.0)
            child.append(at if leaf else taken)
            if not leaf:
                waiting += [int(node["left"]), int(node["right"])]
                taken += 2
    used = sorted(set(feature))
    number = {column: at for at, column in enumerate(used)}
    return Trees(
        columns=tuple(names[column] for column in used),
        roots=tuple(roots),
        depth=deepest,
        feature=tuple(number[column] for column in feature),
        threshold=tuple(threshold),
        child=tuple(child),
        value=tuple(value),
        base=round(float(fitted._baseline_prediction.item()), 6),
    )


def _read(sample: PageSample, log_odds: npt.NDArray[np.float64]) -> str:
    keep = best_set(probabilities_of(log_odds), sample.words)
    return "\n".join(block.text for block, kept in zip(sample.blocks.blocks, keep, strict=True) if kept)


def f1(text: str, body: str) -> float:
    """F1 of the words of a text against those of the true one, as the measuring script counts them."""
    ours, theirs = Counter(_WORD.findall(text.lower())), Counter(_WORD.findall(body.lower()))
    if not ours or not theirs:
        return float(not ours and not theirs)
    return 2 * sum((ours & theirs).values()) / (sum(ours.values()) + sum(theirs.values()))


def _sequences(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    if len(words) < _REACH:
        return {tuple(words)}
    return set(zip(*(words[start:] for start in range(_REACH)), strict=False))


def _labels(texts: tuple[str, ...], body: str) -> npt.NDArray[np.float64]:
    known = _sequences(body)
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


def _labels_of_pieces(texts: tuple[str, ...], read: Sequence[str], left_out: Sequence[str]) -> npt.NDArray[np.float64]:
    labels = np.full(len(texts), np.nan)
    for label, pieces in ((0.0, left_out), (1.0, read)):
        squeezed = [" ".join(piece.split()) for piece in pieces]
        for at, text in enumerate(texts):
            if any(piece in text for piece in squeezed):
                labels[at] = label
    return labels


def _weights(words: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Longer blocks count for more, longer pages only a little."""
    weight = block_weight(words)
    return np.asarray(weight / max(weight.sum(), 1e-9) * min(len(weight), 60) ** 0.5, float)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `run` reads."""
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders with index.jsonl and the pages")
    parser.add_argument("--date", required=True, help="the day that the provenance names")
    parser.add_argument("--write", action="store_true", help="write the packaged main_text.json")


def run(options: argparse.Namespace) -> None:
    """Train, print cross-validated figures, and write the model where asked."""
    samples = [sample for folder in options.data for sample in read_samples(folder)]
    model, figures = fit_block_model(samples)
    for kind, score in figures.items():
        print(f"{kind:24} {score:.3f}")  # noqa: T201 - a training script reports to whoever runs it
    if options.write:
        provenance = (
            f"{_FIRST_TREES} and {_SECOND_TREES} trees of at most {_LEAVES} leaves, {len(samples)} pages of "
            f"{', '.join(folder.name for folder in options.data)}, {sum(len(s.right) for s in samples)} blocks, "
            f"{options.date}, F1 cross-validated over sites {figures['ALL']:.3f}"
        )
        path = Path(main_text.__file__).with_name("main_text.json")
        write_file(path, msgspec.json.encode(msgspec.structs.replace(model, provenance=provenance)))
