from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from linkcheck._cli.since_last import is_new, load_verdicts, post_key, save_verdicts
from linkcheck._post.types import BadRecord, Link, Post
from linkcheck._report.build import report_post, report_problem
from linkcheck._report.types import Report
from linkcheck._scoring.types import Cause, LinkReport, Verdict
from linkcheck.errors import StoreError


def judged(text: str, verdict: Verdict, url: str = "https://example.org/") -> Report:
    link = Link(url=url)
    return report_post(Post(text=text, links=(link,)), [LinkReport(link=link, verdict=verdict)])


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store.db")


def test_before_the_first_run_everything_is_new(store: str) -> None:
    assert load_verdicts(store, "queue.csv") == {}
    assert is_new(judged("Moon", Verdict.MATCH), {})


def test_a_finding_of_the_last_run_is_not_new_until_it_changes(store: str) -> None:
    first = judged("Moon", Verdict.MATCH)
    save_verdicts(store, "queue.csv", [first])
    before = load_verdicts(store, "queue.csv")
    assert not is_new(first, before)
    assert not is_new(msgspec.structs.replace(first, row=7), before)
    assert is_new(judged("Moon", Verdict.BROKEN), before)
    assert is_new(judged("Moon and stars", Verdict.MATCH), before)
    assert is_new(judged("Moon", Verdict.MATCH, "https://example.org/other"), before)


def test_each_input_is_kept_by_itself_and_only_its_last_run(store: str) -> None:
    save_verdicts(store, "a.csv", [judged("Moon", Verdict.MATCH)])
    save_verdicts(store, "b.csv", [judged("Bread", Verdict.MATCH)])
    save_verdicts(store, "a.csv", [judged("Owl", Verdict.MATCH)])
    assert list(load_verdicts(store, "a.csv")) == [post_key(judged("Owl", Verdict.MATCH))]
    assert list(load_verdicts(store, "b.csv")) == [post_key(judged("Bread", Verdict.MATCH))]


def test_a_bad_record_is_known_again() -> None:
    problem = BadRecord(file="queue.csv", line=3, field="text", message="is missing")
    moved = msgspec.structs.replace(problem, line=9)
    assert post_key(report_problem(problem)) == post_key(report_problem(moved))


def test_a_file_that_is_no_store_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database" * 200)
    with pytest.raises(StoreError):
        load_verdicts(str(path), "queue.csv")
    with pytest.raises(StoreError):
        save_verdicts(str(path), "queue.csv", [])


def test_another_cause_is_new_where_the_verdict_stays(store: str) -> None:
    first = judged("Moon", Verdict.UNVERIFIABLE)
    save_verdicts(store, "queue.csv", [first])
    link = msgspec.structs.replace(first.links[0], cause=Cause(code="shifted-rows"))
    assert is_new(msgspec.structs.replace(first, links=(link,)), load_verdicts(store, "queue.csv"))
