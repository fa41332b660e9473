"""The thresholds of the queue are chosen on queues whose faults are known."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from linkcheck._queue.assignment import MoveThresholds
from linkcheck._queue.queue import move_thresholds
from linkcheck.training import _queue_thresholds as queue_thresholds
from linkcheck.training.__main__ import main
from linkcheck.training._queue_thresholds import MISPLACEMENTS, Result, chosen, made_queues, measure_queues, qualifies

STORIES = """
Glacier in Patagonia shrinks to half its length
Bakers in Lyon strike over flour prices
Orchestra of Leipzig tours Vietnam with Mahler
Beavers return to the Thames after centuries
Chess champion Ivanova loses to schoolgirl
Volcano near Reykjavik erupts for the third time
Dentists warn of sugar in fruit juices
Submarine cable links Brazil and Angola
Zoo in Prague welcomes twin pandas
Court fines airline for cancelled flights
Farmers in Kenya plant drought resistant maize
Astronomers photograph a comet with two tails
Cinema in Oslo reopens with silent films
Hackers steal passwords from hotel chain
Marathon in Nairobi moved because of heat
Museum returns bronze statues to Benin
Nurses in Quebec win shorter night shifts
Lighthouse on Skye sold for one pound
Tram line connects Tallinn airport with harbour
Vaccine against malaria passes its final trial
Wolves seen in Dutch forest near Arnhem
Painter Okafor wins the Venice prize
Bees make honey on opera roof in Paris
Satellite burns up above the Pacific
Students design wheelchair that climbs stairs
Railway between Lima and Cusco flooded
Bank of Norway keeps interest rates
Cheese from Asturias named best in world
Divers find Roman anchor off Sardinia
Electric ferry crosses lake Constance
Mayor of Bogota bans plastic straws
Cricket team of Nepal beats Scotland
Elephants block highway in Assam
Library in Cairo scans ancient papyrus
Robot harvests strawberries in Huelva
Surfers protest against oil drilling
Tulips bloom early in Ottawa gardens
Whales change songs across the Atlantic
Yoghurt recalled after glass was found
Architect Sato builds school from bamboo
""".strip().splitlines()
NEVER = MoveThresholds(min_fit=99.0, stay_bonus=99.0, unread_fit=-99.0, unassigned_fit=99.0, min_leftover_fit=99.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A train set of forty stories."""
    folder = tmp_path_factory.mktemp("sets")
    rows = [_row(story) for story in STORIES]
    (folder / "stories_train.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return folder


def _row(story: str) -> dict[str, str]:
    title, text = f"{story}, officials say", f"{story}. " * 4
    return {"post": story, "label": "match", "page_title": title, "page_description": "", "page_text": text}


def test_queues_of_every_fault_are_made_from_matches(folder: Path) -> None:
    queues = list(made_queues(folder / "stories_train.jsonl", rounds=3))
    assert [queue.kind.split()[0] for queue in queues[:6]] == list(MISPLACEMENTS)
    assert [len(queue.home) for queue in queues[:4]] == [20, 5, 20, 5]


def test_a_queue_in_which_nothing_is_moved_is_clean(folder: Path) -> None:
    queues = list(made_queues(folder / "stories_train.jsonl", rounds=3))
    assert [queue.clean for queue in queues[:6]] == [True, False, False, False, False, False]


def test_the_present_thresholds_find_moved_links_without_false_alarm(folder: Path) -> None:
    result = measure_queues(
        {"stories": list(made_queues(folder / "stories_train.jsonl", rounds=2))}, move_thresholds()
    )["stories"]
    assert (result.recall, result.right, result.alarms, result.whole) == (1.0, 1.0, 0.0, 1.0)


def test_thresholds_that_nothing_clears_find_nothing(folder: Path) -> None:
    result = measure_queues({"stories": list(made_queues(folder / "stories_train.jsonl", rounds=1))}, NEVER)["stories"]
    assert (result.recall, result.alarms) == (0.0, 0.0)
    assert result.moved > 0


def test_the_search_prints_what_is_used_now_and_what_to_take(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    present = {name: (value,) for name, value in move_thresholds()._asdict().items()}
    monkeypatch.setattr(queue_thresholds, "GRID", {**present, "min_fit": (*present["min_fit"], 50.0)})
    assert main(["queue-thresholds", "--data", str(folder), "--sets", "stories", "--rounds", "1", "--each"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("now") and str(move_thresholds()) in line for line in lines)
    assert any(line.startswith("take") and str(move_thresholds()) in line for line in lines)
    assert any(line.split()[:3] == ["stories", "exchange", "of"] for line in lines)


@pytest.mark.parametrize("fault", ["exchange", "run", "cycle", "several"])
@pytest.mark.parametrize("size", [5, 10, 50])
def test_a_fault_that_loses_nothing_only_moves_links(fault: str, size: int) -> None:
    order = MISPLACEMENTS[fault](size, list(range(size)), random.Random(size))
    assert sorted(order) == list(range(size))
    assert order != list(range(size))


@pytest.mark.parametrize(("fault", "moved"), [("nothing", 0), ("exchange", 2), ("cycle", 3)])
def test_a_fault_moves_as_many_links_as_it_says(fault: str, moved: int) -> None:
    order = MISPLACEMENTS[fault](20, list(range(20)), random.Random(1))
    assert sum(row != link for row, link in enumerate(order)) == moved


def test_a_slip_gives_one_link_twice_and_loses_the_last() -> None:
    order = MISPLACEMENTS["slip"](20, list(range(20)), random.Random(1))
    assert len(set(order)) == 19
    assert 19 not in order


@pytest.mark.parametrize(("alarms", "wrong", "whole"), [(0.006, 0.0, 1.0), (0.0, 0.011, 1.0), (0.0, 0.0, 0.89)])
def test_thresholds_that_accuse_too_often_do_not_qualify(alarms: float, wrong: float, whole: float) -> None:
    assert qualifies(_result())
    assert not qualifies(_result(alarms=alarms, wrong=wrong, whole=whole))


def test_of_thresholds_as_good_as_the_best_those_that_find_most_are_chosen() -> None:
    best, found_more, worse = (move_thresholds(), NEVER, NEVER)
    tried = [
        (best, {"stories": _result(worth=0.90, right=0.90, error=0.02)}),
        (found_more, {"stories": _result(worth=0.89, right=0.95, error=0.02)}),
        (worse, {"stories": _result(worth=0.80, right=0.99, error=0.02)}),
    ]
    assert chosen(tried) == tried[1]


def test_of_equal_thresholds_the_most_cautious_are_chosen() -> None:
    tried = [(move_thresholds(), {"stories": _result()}), (NEVER, {"stories": _result()})]
    assert chosen(tried)[0] == max((move_thresholds(), NEVER), key=queue_thresholds.caution)


def _result(
    *,
    alarms: float = 0.0,
    wrong: float = 0.0,
    whole: float = 1.0,
    worth: float = 0.9,
    right: float = 0.9,
    error: float = 0.01,
) -> Result:
    return Result(
        moved=100, recall=right, right=right, wrong=wrong, alarms=alarms, whole=whole, worth=worth, error=error
    )
