from __future__ import annotations

from linkcheck.report.types import QueueReport, Report


def test_a_report_has_html_and_a_text_for_readers_without(reports: list[Report]) -> None:
    bundle = reports[1]._repr_mimebundle_(include=None, exclude=None)
    assert bundle["text/html"] == reports[1]._repr_html_()
    assert "mismatch" in bundle["text/plain"]
    assert "Report(" not in bundle["text/plain"]


def test_a_queue_tells_its_findings_in_both(reports: list[Report]) -> None:
    queue = QueueReport(posts=tuple(reports), findings=("rows 1 and 2 have each other's links",))
    bundle = queue._repr_mimebundle_()
    assert bundle["text/html"] == queue._repr_html_()
    for told in bundle.values():
        assert "rows 1 and 2 have each other's links" in told
