"""Detectors of one's own, from post to report: with the network, in queues, by the command, in training."""

from __future__ import annotations

import asyncio
import json
import math
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import msgspec
import pytest

import linkcheck
from linkcheck import AsyncChecker, Case, Checker, Evidence, InputError, Layer, Report, Settings, Verdict
from linkcheck._cli import main
from linkcheck._scoring.model import read_model
from linkcheck.training.__main__ import main as train


class Site(Protocol):
    url: str

    def article(self, path: str, title: str, *paragraphs: str) -> str: ...


class Shouting:
    """Posts in capital letters overclaim."""

    code = "shouting"

    def weigh(self, case: Case) -> Iterable[Evidence]:
        words = case.claim.text.split()
        loud = [word for word in words if word.isalpha() and word.isupper() and len(word) > 3]
        if loud:
            at = case.claim.text.index(loud[0])
            yield Evidence(
                code="shouting",
                layer=Layer.DETAIL,
                value=len(loud) / len(words),
                log_odds=1.5,
                message=f"the post shouts “{loud[0]}”",
                post_quotes=(case.quote(at, at + len(loud[0])),),
            )


class Failing:
    code = "failing"

    def weigh(self, case: Case) -> Iterable[Evidence]:
        raise ConnectionError("the model is out")


MODULE = """
from linkcheck import Evidence, Layer

class Shouting:
    code = "shouting"
    def weigh(self, case):
        loud = [word for word in case.claim.text.split() if word.isalpha() and word.isupper() and len(word) > 3]
        if loud:
            yield Evidence(code="shouting", layer=Layer.DETAIL, value=1.0, log_odds=1.5, message="the post shouts")
"""


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = f"shouting_{tmp_path.name}"
    (tmp_path / f"{name}.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return f"{name}:Shouting"


@pytest.fixture
def post(site: Site) -> str:
    text = "The council of Fernhill voted to build a footbridge over the Alder. It should open in 2028."
    url = site.article("/bridge", "Fernhill council votes for a footbridge", text)
    return f"SHOCKING how Fernhill council votes for a footbridge over the Alder {url}"


def test_the_evidence_of_an_own_detector_enters_score_and_reasons(post: str, loopback: Settings) -> None:
    with Checker(loopback, detectors=(Shouting(),)) as own, Checker(loopback) as plain:
        report, without = own.check(post), plain.check(post)
    link = report.links[0]
    (reason,) = (reason for reason in link.reasons if reason.code == "shouting")
    assert reason.weight == 1.5
    assert reason.post_quotes[0].text == "SHOCKING"
    assert link.base is not None
    assert link.log_odds is not None
    assert link.log_odds == link.base + math.fsum(reason.weight for reason in link.reasons)
    assert link.log_odds == pytest.approx((without.links[0].log_odds or 0) + 1.5)
    assert link.off_topic == without.links[0].off_topic


def test_the_report_says_that_the_alarm_rate_is_no_longer_claimed(post: str, loopback: Settings) -> None:
    with Checker(loopback, detectors=(Shouting(),)) as own, Checker(loopback) as plain:
        made, shipped = own.check(post).provenance, plain.check(post).provenance
    assert (made.detectors, made.alarm_rate_claimed) == (("shouting",), False)
    assert (shipped.detectors, shipped.alarm_rate_claimed) == ((), True)


def test_a_detector_that_fails_is_told_and_ends_no_batch(post: str, loopback: Settings) -> None:
    with Checker(loopback, detectors=(Failing(), Shouting())) as checker:
        reports = [*checker.check_many([post] * 3), checker.check_queue([post, "No link"]).posts[0]]
    for report in reports:
        reasons = {reason.code: reason for reason in report.links[0].reasons}
        assert "failing (ConnectionError: the model is out)" in reasons["detector-failed"].message
        assert reasons["detector-failed"].weight == 0
        assert reasons["shouting"].weight == 1.5
        assert report.score is not None


def test_the_public_functions_run_detectors_of_one_call_over_the_shared_checker(post: str, loopback: Settings) -> None:
    def codes(report: Report) -> set[str]:
        return {reason.code for reason in report.links[0].reasons}

    async def awaited() -> Report:
        return await linkcheck.acheck(post, settings=loopback, detectors=(Shouting(),))

    reports = [
        linkcheck.check(post, settings=loopback, detectors=(Shouting(),)),
        asyncio.run(awaited()),
        *linkcheck.check_many([post], settings=loopback, detectors=(Shouting(),)),
        linkcheck.check_queue([post], settings=loopback, detectors=(Shouting(),)).posts[0],
    ]
    assert all("shouting" in codes(report) for report in reports)
    assert {report.provenance.detectors for report in reports} == {("shouting",)}
    assert "shouting" not in codes(linkcheck.check(post, settings=loopback))


class Meeting:
    """Answers only once it is asked of two posts at the same time."""

    code = "meeting"

    def __init__(self) -> None:
        self.barrier = threading.Barrier(2, timeout=20)
        self.threads: set[str] = set()

    def weigh(self, case: Case) -> Iterable[Evidence]:
        self.threads.add(threading.current_thread().name)
        self.barrier.wait()
        return ()


def test_slow_detectors_wait_side_by_side_and_hold_up_no_loop(post: str, loopback: Settings) -> None:
    meeting = Meeting()

    async def check_two() -> tuple[Report, Report]:
        async with AsyncChecker(loopback, detectors=(meeting,)) as checker:
            return await asyncio.gather(checker.check(post), checker.check(post))

    reports = asyncio.run(check_two())
    assert all(reason.code != "detector-failed" for report in reports for reason in report.links[0].reasons)
    assert len(meeting.threads) == 2
    assert all(name.startswith("linkcheck-detectors") for name in meeting.threads)


def test_an_object_that_is_no_detector_is_refused_before_any_visit(loopback: Settings) -> None:
    for make in (Checker, AsyncChecker):
        with pytest.raises(InputError, match="an int is not an object with a code"):
            make(loopback, detectors=(3,))  # type: ignore[arg-type] # the mistake under test


def test_a_detector_is_given_the_score_so_far_and_runs_only_on_pages_that_were_read() -> None:
    asked: list[Case] = []

    class Asked:
        code = "asked"

        def weigh(self, case: Case) -> Iterable[Evidence]:
            asked.append(case)
            return ()

    page = linkcheck.Page(title="Fernhill votes for a footbridge", text="The council voted for a footbridge on Monday.")
    alone = linkcheck.compare("Fernhill votes for a footbridge", page, detectors=(Asked(),))
    assert [(case.score, case.off_topic) for case in asked] == [(alone.score, alone.off_topic)]
    linkcheck.compare("👇", page, detectors=(Asked(),))
    linkcheck.compare(
        "A footbridge", linkcheck.Page(title="404", state=linkcheck.PageState.NOT_FOUND), detectors=(Asked(),)
    )
    assert len(asked) == 1
    linkcheck.compare_queue([("Fernhill votes for a footbridge", page)], detectors=(Asked(),))
    assert len(asked) == 2


class Polyglot:
    """Says of any pair, whatever the languages, that the page is about something else."""

    code = "polyglot"
    layer = Layer.TOPIC

    def weigh(self, case: Case) -> Iterable[Evidence]:
        yield Evidence(code="polyglot", layer=self.layer, log_odds=4.0, message="it means something else")


def test_an_own_detector_can_settle_the_topic_where_languages_differ() -> None:
    page = linkcheck.Page(
        text="Der Gemeinderat hat am Montag beschlossen, eine neue Brücke über den Fluss zu bauen. Sie öffnet bald."
    )
    claim = "The council voted on Monday to build a new bridge over the river, which should open soon"
    assert linkcheck.compare(claim, page).verdict is Verdict.UNVERIFIABLE
    settled = linkcheck.compare(claim, page, detectors=(Polyglot(),))
    assert settled.log_odds == 4.0
    assert settled.off_topic == settled.score
    assert [reason.code for reason in settled.reasons] == ["polyglot", "language-differs"]
    of_details = Polyglot()
    of_details.layer = Layer.DETAIL
    unsettled = linkcheck.compare(claim, page, detectors=(of_details,))
    assert unsettled.verdict is Verdict.UNVERIFIABLE
    assert {reason.code: reason.weight for reason in unsettled.reasons} == {"language-differs": 0.0, "polyglot": 0.0}


def test_the_command_takes_one_by_name_and_tells_it(named: str, post: str, capsys: pytest.CaptureFixture[str]) -> None:
    network = ["--allow-network", "127.0.0.0/8", "--host-delay", "0"]
    assert main(["check", post, "--detector", named, "--format", "jsonl", *network]) == 0
    report = msgspec.json.decode(capsys.readouterr().out, type=Report)
    assert [reason.weight for reason in report.links[0].reasons if reason.code == "shouting"] == [1.5]
    assert main(["check", post, "--detector", named, *network]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Judged with detectors of your own (shouting): the alarm rate" in told
    assert main(["check", post, "--detector", "no_such_module:x", *network]) == 2
    assert "No module named “no_such_module”" in capsys.readouterr().err


def test_a_file_of_the_project_cannot_name_one(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "linkcheck.toml").write_text(f'detectors = ["{named}"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "A post"]) == 2
    assert "detectors is taken from options and from LINKCHECK_DETECTORS only" in capsys.readouterr().err


def test_training_fits_its_evidence_and_the_model_then_weighs_it(
    named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about, details, out = tmp_path / "about.jsonl", tmp_path / "details.jsonl", tmp_path / "model.json"
    with about.open("w", encoding="utf-8") as whole, details.open("w", encoding="utf-8") as parts:
        for n in range(60):
            news, other = (f"Town{m} opens its {m} wide bridge over the Brook{m}" for m in (n, n + 1))
            row = {"page_title": news, "page_text": f"{news}. Many came and it rained all day, said a mayor."}
            if n % 20 == 0:  # honest pages that say it in other words, as some do
                row = {"page_title": "A crossing at last", "page_text": f"Town{n} celebrates. It rained, said a mayor."}
            for post, label, file in (
                (news, "match", whole),
                (other, "mismatch", whole),
                (news, "match", parts),
                (f"{news} with FREE BEER", "mismatch", parts),
            ):
                file.write(json.dumps({**row, "post": post, "label": label}) + "\n")
    files = ["--about", str(about), "--details", str(details), "--out", str(out), "--date", "2026-11-24"]
    assert train(["model", *files, "--detector", named]) == 0
    capsys.readouterr()
    fitted_part = read_model(out.read_bytes()).details
    fitted = dict(zip(fitted_part.features, fitted_part.coefficients, strict=True))
    assert fitted["shouting"] > 0
    page = linkcheck.Page(title="Corwell opens its bridge", text="Corwell opens its bridge over the Alder on Monday.")
    claim = "SHOCKING how Corwell opens its bridge over the Alder"
    own = linkcheck.compare(claim, page, settings=Settings(model=str(out), detectors=(named,)))
    without = linkcheck.compare(claim, page, settings=Settings(model=str(out)))
    weights = {reason.code: reason.weight for reason in own.reasons}
    assert weights["shouting"] != 1.5
    assert own.log_odds == pytest.approx((without.log_odds or 0) + weights["shouting"])


def test_settings_with_names_survive_json() -> None:
    settings = Settings(detectors=("a.b:c",))
    assert msgspec.json.decode(msgspec.json.encode(settings), type=Settings) == settings
    assert settings.digest() != Settings().digest()
