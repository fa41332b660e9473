from __future__ import annotations

import json
from pathlib import Path

import pytest

from linkcheck._evidence.types import Evidence, Layer
from linkcheck._page.types import Page
from linkcheck._scoring.features import MANUAL_COEFFICIENTS, TOPIC_FEATURES
from linkcheck._scoring.model import read_model
from linkcheck.errors import InputError
from linkcheck.training.__main__ import main
from linkcheck.training._fit import Sets, fit_model, fit_parts
from linkcheck.training._labelled import LabelledPair, PairEvidence, extract_pairs
from linkcheck.training._model import ABOUTNESS, DETAILS

THINGS = (
    ("Harbour", "ferry", "storm"), ("Museum", "painting", "thief"), ("School", "teacher", "strike"),
    ("Hospital", "nurse", "vaccine"), ("Airport", "pilot", "delay"), ("Library", "novel", "prize"),
)  # fmt: skip


def rows(number: int = 60) -> list[dict[str, str]]:
    """Our own posts: each on its own page (match) and on the next (mismatch)."""
    made = []
    for i in range(number):
        place, who, what = THINGS[i % len(THINGS)]
        other, they, why = THINGS[(i + 1) % len(THINGS)]
        post = f"{place} {i}: {who} speaks of the {what}"
        own = f"{place} {i} heard a {who} speak of the {what} on Monday. Many people came to listen. It rained."
        wrong = f"{other} {i + 500} heard a {they} speak of the {why} on Friday. Nobody came to listen. It snowed."
        made.append({"id": f"{i}a", "post": post, "label": "match", "page_title": f"{place} news", "page_text": own})
        made.append(
            {"id": f"{i}b", "post": post, "label": "mismatch", "page_title": f"{other} news", "page_text": wrong}
        )
    return made


def pairs() -> tuple[PairEvidence, ...]:
    return extract_pairs(
        LabelledPair(
            id=row["id"],
            post=row["post"],
            page=Page(title=row["page_title"], text=row["page_text"]),
            mismatch=row["label"] == "mismatch",
        )
        for row in rows()
    )


@pytest.fixture(scope="module")
def sets() -> Sets:
    return Sets(aboutness={"own": pairs()}, details={"own-details": pairs()}, shares={}, counted=frozenset({"own"}))


def test_a_fitted_model_tells_own_pages_from_others(sets: Sets) -> None:
    fitted = fit_model(sets)
    figures = fitted.out_of_fold["own"]
    assert figures.auc is not None
    assert figures.auc > 0.95


def test_overlap_only_ever_speaks_for_a_match(sets: Sets) -> None:
    topic = fit_model(sets).model.topic
    coefficients = dict(zip(topic.features, topic.coefficients, strict=True))
    assert all(coefficients[f.code] <= 0 for f in TOPIC_FEATURES if f.sign < 0)


def test_a_model_learns_no_feature_that_no_set_shows(sets: Sets) -> None:
    assert not MANUAL_COEFFICIENTS.keys() & set(fit_model(sets).model.details.features)


def test_the_same_pairs_give_the_same_model(sets: Sets) -> None:
    assert fit_model(sets) == fit_model(sets)


def test_a_set_of_one_class_is_refused() -> None:
    matches = tuple(p for p in pairs() if not p.pair.mismatch)
    with pytest.raises(InputError, match="own: training needs both"):
        fit_model(Sets(aboutness={"own": matches}, details={}, shares={}, counted=frozenset()))


def test_the_command_writes_a_model_that_says_what_it_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (*ABOUTNESS, *DETAILS):
        lines = (json.dumps(row) for row in rows(24))
        (tmp_path / f"{name}_train.jsonl").write_text("\n".join(lines))
    out = tmp_path / "model.json"
    assert main(["model", "--data", str(tmp_path), "--date", "2026-11-23", "--out", str(out)]) == 0
    model = read_model(out.read_bytes())
    assert model.provenance["date"] == "2026-11-23"
    assert set(model.provenance["data_sha256"]) == {*ABOUTNESS, *DETAILS}
    assert "out_of_fold" not in capsys.readouterr().err


def test_the_command_names_a_set_that_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "--data", str(tmp_path), "--date", "2026-11-23"]) == 2
    assert "socialposts_train.jsonl" in capsys.readouterr().err


def test_a_model_is_trained_on_files_of_ones_own(tmp_path: Path) -> None:
    about, details, out = tmp_path / "about.jsonl", tmp_path / "details.jsonl", tmp_path / "own.json"
    for file in (about, details):
        file.write_text("\n".join(json.dumps(row) for row in rows(24)))
    arguments = ["--about", str(about), "--details", str(details), "--date", "2026-11-24", "--out", str(out)]
    assert main(["model", *arguments]) == 0
    model = read_model(out.read_bytes())
    assert set(model.provenance["data_sha256"]) == {str(about), f"{details} (details)"}
    assert model.provenance["out_of_fold"][str(about)]["auc"] > 0.95


@pytest.mark.parametrize("arguments", [[], ["--about", "a.jsonl"], ["--data", "d", "--about", "a", "--details", "b"]])
def test_the_training_command_requires_its_data(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", *arguments, "--date", "2026-11-24"]) == 2
    assert "give --about and --details, or --data" in capsys.readouterr().err


def test_a_detail_too_rare_to_learn_shares_the_coefficient_of_its_like() -> None:
    def pair(number: int, *, mismatch: bool) -> PairEvidence:
        code = "date-differs" if number == 0 else "number-differs"
        found = (Evidence(code=code, layer=Layer.DETAIL, value=0.9),) if mismatch else ()
        page = Page(text=f"page {number} {mismatch}")
        return PairEvidence(pair=LabelledPair(id=str(number), post="", page=page, mismatch=mismatch), evidence=found)

    details = tuple(pair(number, mismatch=mismatch) for number in range(40) for mismatch in (True, False))
    parts = fit_parts(Sets(aboutness={"own": pairs()}, details={"d": details}, shares={}, counted=frozenset({"own"})))
    fitted = dict(zip(parts.details.features, parts.details.coefficients, strict=True))
    assert fitted["date-differs"] == fitted["number-differs"] > 1
