"""A model of one's own: trained from labelled files, used by the command and by the library, named in the report."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import msgspec
import pytest

import linkcheck
from linkcheck import ModelError, Settings
from linkcheck._cli import main
from linkcheck._scoring.model import model_digest

PLACES = ("Fernhill", "Harwick", "Marlow", "Corwell", "Alderton", "Talan", "Lindqvist", "Skelling")
NEWS = (
    "the library reopens after a flood", "the ferry runs at night again", "the school wins a bread prize",
    "the museum buys a lost map", "the harbour bans diesel boats", "the orchestra plays outdoors",
)  # fmt: skip


class Site(Protocol):
    url: str

    def article(self, path: str, title: str, *paragraphs: str) -> str: ...


def labelled() -> Iterator[dict[str, str]]:
    """Posts of a town each, on their own page and on the next town's."""
    for i, place in enumerate(PLACES):
        for j, news in enumerate(NEWS):
            other, another = PLACES[(i + 1) % len(PLACES)], NEWS[(j + 1) % len(NEWS)]
            post = f"In {place} {news}, says mayor number {i}{j}"
            for label, town, what in (("match", place, news), ("mismatch", other, another)):
                text = f"In {town} {what}. The mayor spoke of it on Monday. Many people came. It rained all day."
                yield {"post": post, "label": label, "page_title": f"{town}: {what}", "page_text": text}


@pytest.fixture(scope="module")
def own_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    pairs, model = folder / "pairs.jsonl", folder / "own model.json"
    pairs.write_text("".join(json.dumps(row) + "\n" for row in labelled()), encoding="utf-8")
    files = ["--about", str(pairs), "--details", str(pairs), "--out", str(model)]
    command = [sys.executable, "-m", "linkcheck.training", "model", *files, "--date", "2026-11-24"]
    subprocess.run(command, check=True, capture_output=True)
    return model


@pytest.fixture
def post(site: Site) -> str:
    text = "The council of Fernhill voted to build a footbridge over the Alder. It should open in 2028."
    return f"Fernhill council votes for a footbridge over the Alder {site.article('/bridge', 'A new footbridge', text)}"


def test_the_command_judges_by_it_and_names_it(own_model: Path, post: str, capsys: pytest.CaptureFixture[str]) -> None:
    def checked(*arguments: str) -> linkcheck.Report:
        main(["check", post, "--format", "jsonl", "--allow-network", "127.0.0.0/8", "--host-delay", "0", *arguments])
        return msgspec.json.decode(capsys.readouterr().out, type=linkcheck.Report)

    own, shipped = checked("--model", str(own_model)), checked()
    assert own.provenance.model_digest == hashlib.sha256(own_model.read_bytes()).hexdigest()
    assert shipped.provenance.model_digest == model_digest()
    assert own.score is not None
    assert own.score != shipped.score


def test_a_queue_is_judged_by_it_too(own_model: Path, post: str, loopback: Settings) -> None:
    settings = msgspec.structs.replace(loopback, model=str(own_model))
    queue = linkcheck.check_queue([post, "No link here"], settings=settings)
    assert queue.posts[0].score == linkcheck.check(post, settings=settings).score
    assert queue.posts[0].provenance.model_digest == model_digest(str(own_model))


def test_an_own_model_is_evaluated_as_the_shipped_one_is(own_model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = own_model.parent / "pairs.jsonl"
    assert main(["evaluate", str(pairs), "--model", str(own_model), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["used"]["model_sha256"] == model_digest(str(own_model))
    assert told["figures"][str(pairs)]["auc"] > 0.95


def test_a_model_that_cannot_be_read_is_told_before_anything_is_visited(
    tmp_path: Path, post: str, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "none.json")
    assert main(["check", post, "--model", missing]) == 2
    assert f"linkcheck: {missing}: this model cannot be read" in capsys.readouterr().err
    with pytest.raises(ModelError, match="this model cannot be read"):
        linkcheck.Checker(Settings(model=missing))
    page = linkcheck.Page(title="A new footbridge", text="The council of Fernhill voted to build a footbridge.")
    with pytest.raises(ModelError, match="this model cannot be read"):
        linkcheck.compare(post, page, settings=Settings(model=missing))
