"""A model of one's own is trained from labelled files, and says what it was made from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from linkcheck._scoring.model import read_model
from linkcheck.errors import MissingFileError
from linkcheck.training.__main__ import main
from linkcheck.training._model import train_file, train_own

THINGS = "ferry museum school hospital airport library stadium bakery harbour theatre".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty posts, each on its own page and on another's."""
    file = tmp_path_factory.mktemp("pairs") / "own.jsonl"
    rows = []
    for number in range(60):
        thing, other = THINGS[number % 10], THINGS[(number + 3) % 10]
        post = f"The {thing} of Fernhill opens hall {number} for visitors"
        for label, named in (("match", thing), ("mismatch", other)):
            text = f"The {named} of Fernhill opened hall {number} for visitors, said the {named}. " * 3
            rows.append({"post": post, "label": label, "page_title": f"{named} news", "page_text": text})
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


def test_a_model_of_ones_own_says_what_it_was_made_from(pairs: Path) -> None:
    model = train_own([pairs], [pairs], date="2026-11-27")
    assert model.provenance["date"] == "2026-11-27"
    digest = hashlib.sha256(pairs.read_bytes()).hexdigest()
    assert set(model.provenance["data_sha256"].values()) == {digest}


def test_the_command_writes_a_model_that_can_be_read(
    pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "model.json"
    files = ["--about", str(pairs), "--details", str(pairs)]
    assert main(["model", *files, "--date", "2026-11-27", "--out", str(out)]) == 0
    assert read_model(out.read_bytes()).provenance["date"] == "2026-11-27"
    assert json.loads(capsys.readouterr().out)


def test_the_command_does_not_write_over_its_pairs(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = pairs.read_bytes()
    files = ["--about", str(pairs), "--details", str(pairs)]
    assert main(["model", *files, "--date", "2026-11-27", "--out", str(pairs)]) == 2
    assert f"cannot write {pairs}: it is also an input" in capsys.readouterr().err
    assert pairs.read_bytes() == before


@pytest.mark.parametrize("arguments", [[], ["--data", "somewhere", "--detector", "own:detector"]])
def test_options_that_do_not_fit_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "--date", "2026-11-27", *arguments]) == 2
    assert "--about" in capsys.readouterr().err


def test_a_missing_train_set_is_named(tmp_path: Path) -> None:
    (tmp_path / "own_train.jsonl.gz").touch()
    assert train_file(tmp_path, "own").name == "own_train.jsonl.gz"
    with pytest.raises(MissingFileError, match=r"other_train\.jsonl"):
        train_file(tmp_path, "other")
