"""How reports show themselves."""

from __future__ import annotations

from linkcheck._report.build import build_queue_run, build_run
from linkcheck._report.formats import render_run
from linkcheck._report.types import QueueReport, Report


def test_a_report_is_written_as_the_command_writes_it(reports: list[Report]) -> None:
    assert reports[1].to_html() == render_run(build_run([reports[1]]), "html")


def test_a_queue_report_is_written_as_the_command_writes_it(reports: list[Report]) -> None:
    queue = QueueReport(posts=tuple(reports), findings=("Rows 1 and 2 have each other's links.",))
    assert queue.to_html() == render_run(build_queue_run(queue), "html")


def test_a_notebook_shows_a_report_as_html_and_as_text(reports: list[Report]) -> None:
    shown = reports[1]._repr_mimebundle_(include=None, exclude=None)
    assert shown["text/html"] == reports[1]._repr_html_()
    assert "mismatch" in shown["text/plain"]
    assert "Report(" not in shown["text/plain"]


def test_a_notebook_shows_the_findings_of_a_queue_as_html_and_as_text(reports: list[Report]) -> None:
    queue = QueueReport(posts=tuple(reports), findings=("Rows 1 and 2 have each other's links.",))
    shown = queue._repr_mimebundle_()
    assert shown["text/html"] == queue._repr_html_()
    for text in shown.values():
        assert "Rows 1 and 2 have each other's links." in text


def test_a_notebook_shows_a_link_without_its_post(reports: list[Report]) -> None:
    link = reports[1].links[0]
    html = link._repr_html_()
    assert link.reasons[0].message in html
    assert "The page says" in html
    assert "The post says" not in html
