"""What a notebook gets: a bar over a long check, and a picture of a queue."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pytest

import linkcheck
from linkcheck import plot_queue
from linkcheck._scoring.types import Party

LINK = linkcheck.Link(url="https://a.example/")


@pytest.fixture(autouse=True)
def _no_window() -> Iterator[None]:
    from matplotlib import pyplot

    with mpl.rc_context({"backend": "agg"}):
        yield
        pyplot.close("all")


def report(verdict: linkcheck.Verdict, score: float | None, cause: str = "") -> linkcheck.Report:
    named = linkcheck.Cause(code=cause, responsible=Party.TOOL) if cause else None
    link = linkcheck.LinkReport(link=LINK, verdict=verdict, score=score, cause=named)
    return linkcheck.Report(post=linkcheck.Post(text="a post"), links=(link,), verdict=verdict, score=score)


QUEUE = linkcheck.QueueReport(
    posts=(
        report(linkcheck.Verdict.MATCH, 0.02),
        report(linkcheck.Verdict.MISMATCH, 0.98, "shifted-rows"),
        report(linkcheck.Verdict.MISMATCH, 0.9, "shifted-rows"),
        report(linkcheck.Verdict.UNVERIFIABLE, None),
    )
)


def test_the_bar_counts_reports_and_changes_none(capsys: pytest.CaptureFixture[str]) -> None:
    posts = ["The ferry sailed", "The trees were planted"]
    found = [report.post.text for report in linkcheck.check_many(posts, progress=True)]
    assert found == posts
    assert "2/2" in capsys.readouterr().err


def test_the_bar_takes_posts_of_unknown_number(capsys: pytest.CaptureFixture[str]) -> None:
    posts = iter(["The ferry sailed"])
    assert len(list(linkcheck.check_many(posts, progress=True))) == 1
    assert "1post" in capsys.readouterr().err


def test_the_progress_bar_names_its_extra_where_tqdm_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(linkcheck.MissingExtraError, match=r"\[notebook\]"):
        linkcheck.check_many(["The ferry sailed"], progress=True)


def test_scores_are_drawn_by_verdict_and_what_was_not_measured_is_no_zero() -> None:
    scores, _ = plot_queue(QUEUE)
    legend = scores.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["match (1)", "mismatch (2)", "unverifiable (1)"]
    heights = np.concatenate([np.asarray(dots.get_offsets())[:, 1] for dots in scores.collections])
    assert sorted(heights > 0) == [False, True, True, True]
    assert heights.min() < 0


def test_causes_are_counted_with_whose_fault_they_are() -> None:
    _, causes = plot_queue(QUEUE)
    assert [label.get_text() for label in causes.get_yticklabels()] == ["shifted-rows (tool)"]
    assert [patch.get_extents().width > 0 for patch in causes.patches] == [True]


def test_reports_of_a_stream_and_none_at_all_are_drawn_too() -> None:
    plot_queue(iter(QUEUE.posts))
    plot_queue([])


def test_plot_queue_names_its_extra_where_matplotlib_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(linkcheck.MissingExtraError, match=r"\[notebook\]"):
        plot_queue(QUEUE)
