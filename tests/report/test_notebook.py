"""What a notebook gets: a bar over a long check, and a picture of a queue."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, cast

import matplotlib as mpl
import pytest
from matplotlib.patches import Rectangle

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


def test_a_bar_counts_the_posts_of_a_queue_whose_pages_were_read(capsys: pytest.CaptureFixture[str]) -> None:
    posts = ["The ferry sailed", "The trees were planted"]
    queue = linkcheck.check_queue(iter(posts), progress=True)
    assert [report.post.text for report in queue.posts] == posts
    assert "reading pages" in capsys.readouterr().err


def test_the_bar_of_a_queue_names_its_extra_where_tqdm_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(linkcheck.MissingExtraError, match=r"\[notebook\]"):
        linkcheck.check_queue(["The ferry sailed"], progress=True)


def bars_of(axes: Any) -> list[tuple[float, float]]:
    """Where each bar stands and how high it is."""
    return [(bar.get_x() + bar.get_width() / 2, bar.get_height()) for bar in axes.patches if bar.get_height()]


def test_links_are_counted_by_score_and_verdict_and_those_without_a_score_stand_apart() -> None:
    scores, _ = QUEUE.plot()
    legend = scores.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["match (1)", "mismatch (2)", "unverifiable (1)"]
    assert bars_of(scores) == [(0, 1), (18, 1), (19, 1), (22, 1)]
    assert [label.get_text() for label in scores.get_xticklabels()] == ["0", "0.5", "1", "none"]


def test_a_queue_of_five_hundred_rows_is_a_histogram_of_few_bars() -> None:
    reports = [report(linkcheck.Verdict.MATCH, number / 1000) for number in range(500)]
    scores, causes = plot_queue(reports)
    assert sum(height for _, height in bars_of(scores)) == 500
    assert len(bars_of(scores)) == 10
    assert [text.get_text() for text in causes.texts] == ["no cause was found"]


def test_causes_are_counted_with_whose_fault_they_are() -> None:
    _, causes = plot_queue(QUEUE)
    assert [label.get_text() for label in causes.get_yticklabels()] == ["shifted-rows (tool)"]
    assert [text.get_text() for text in causes.texts] == ["2"]
    (bar,) = cast("list[Rectangle]", causes.patches)
    lowest, highest = causes.get_ylim()
    assert bar.get_height() / (highest - lowest) < 0.3


def test_only_the_most_frequent_causes_are_named() -> None:
    reports = [report(linkcheck.Verdict.MISMATCH, 0.9, f"cause-{number:02}") for number in range(14)]
    _, causes = plot_queue(reports)
    names = [label.get_text() for label in causes.get_yticklabels()]
    assert len(names) == 11
    assert names[0] == "4 more"


def test_reports_of_a_stream_and_none_at_all_are_drawn_too() -> None:
    plot_queue(iter(QUEUE.posts))
    plot_queue([])


def test_plot_queue_says_what_it_takes() -> None:
    for given in (None, 5, [QUEUE]):
        with pytest.raises(linkcheck.InputError, match="takes a QueueReport"):
            plot_queue(given)  # type: ignore[arg-type]  # as a user may


def test_plot_queue_names_its_extra_where_matplotlib_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(linkcheck.MissingExtraError, match=r"\[notebook\]"):
        plot_queue(QUEUE)
