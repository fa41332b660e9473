from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from linkcheck.errors import InputError, MissingFileError
from linkcheck.training._labelled import extract_pairs, read_labelled, sample

ROW = {"id": "1", "post": "NASA finds water", "label": "match", "page_text": "NASA found water on the Moon."}


def write(path: Path, *rows: object) -> Path:
    text = "".join(f"{json.dumps(row)}\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_rows_are_read_plain_or_packed_and_other_labels_passed_over(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, ROW, ROW | {"id": "2", "label": "other"}, ROW | {"label": "mismatch", "kind": "swap"})
    pairs = list(read_labelled(path))
    assert [(p.mismatch, p.kind) for p in pairs] == [(False, ""), (True, "swap")]
    assert pairs[0].page.text == ROW["page_text"]


@pytest.mark.parametrize("line", ["{no json", "[1]", '{"label": "match", "post": {"a": 1}}'])
def test_a_row_that_is_none_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n{line}\n")
    with pytest.raises(InputError, match=r"rows\.jsonl:2"):
        list(read_labelled(path))


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        list(read_labelled(tmp_path / "none.jsonl"))
    (tmp_path / "bad.jsonl.gz").write_bytes(b"not gzip")
    with pytest.raises(MissingFileError):
        list(read_labelled(tmp_path / "bad.jsonl.gz"))


def test_thinning_takes_the_same_rows_in_any_order(tmp_path: Path) -> None:
    pairs = list(read_labelled(write(tmp_path / "r.jsonl", *(ROW | {"id": str(i)} for i in range(50)))))
    assert sample(pairs, 10) == sample(reversed(pairs), 10)
    assert len(sample(pairs, 10)) == 10


def test_pairs_in_two_languages_teach_nothing(tmp_path: Path) -> None:
    russian = ROW | {"page_text": "Правительство приняло новый закон в понедельник. Оппозиция пойдёт в суд."}
    assert len(extract_pairs(read_labelled(write(tmp_path / "r.jsonl", ROW, russian)))) == 1
