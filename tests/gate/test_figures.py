from __future__ import annotations

import json
from pathlib import Path

from tests.gate.figures import ELSEWHERE, LOOSE, area, data_files, digest, sets_of
from tests.gate.own_set import judged_pairs, pairs
from tests.gate.run import FLOORS

LIMITS = ["fnc1_dev ALL auc", "queue snopes_dev recall", "fnc1_dev alarms", "pages f1", "guard passed"]


def test_the_sets_of_limits_are_those_that_their_names_speak_of() -> None:
    assert sets_of(LIMITS) == ["fnc1_dev", "snopes_dev"]


def test_a_new_set_in_the_data_folder_leaves_the_digest_as_it_is(tmp_path: Path) -> None:
    sets = sets_of(LIMITS)
    folder(tmp_path, *sets)
    before = digest(data_files(tmp_path, sets))
    folder(tmp_path, "new_dev")
    assert digest(data_files(tmp_path, sets)) == before


def test_other_rows_of_a_set_with_a_floor_change_the_digest(tmp_path: Path) -> None:
    sets = sets_of(LIMITS)
    folder(tmp_path, *sets)
    before = digest(data_files(tmp_path, sets))
    (tmp_path / "data/fnc1_dev.jsonl.gz").write_bytes(b"other rows")
    assert digest(data_files(tmp_path, sets)) != before


def test_every_set_that_the_committed_limits_name_is_measured() -> None:
    kept = json.loads(FLOORS.read_text("utf-8"))["development"]
    names = [*kept["floors"], *kept["ceilings"]]
    sets = sets_of(names)
    assert "socialposts_dev" in sets
    assert {name.split()[0] for name in names if name.split()[0].endswith("_dev")} <= set(sets)


def folder(root: Path, *sets: str) -> None:
    for name in ("data", "pages"):
        (root / name).mkdir(exist_ok=True)
    (root / "data/guard_cases.jsonl").write_bytes(b"cases")
    (root / "pages/index.jsonl").write_bytes(b"pages")
    for name in sets:
        (root / f"data/{name}.jsonl.gz").write_bytes(name.encode())


def test_the_kinds_of_figures_are_kinds_of_the_set() -> None:
    assert {pair.kind for pair in pairs() if pair.label == "mismatch"} > ELSEWHERE
    assert {pair.kind for pair in pairs() if pair.label == "match"} > LOOSE


def test_the_area_counts_ties_as_one_half() -> None:
    judged = judged_pairs()
    assert area(judged[:1], judged[:1]) == 0.5
    low, high = sorted(judged, key=lambda each: each.score)[:: len(judged) - 1]
    assert (area([low], [high]), area([high], [low])) == (1.0, 0.0)
