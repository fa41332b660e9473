from __future__ import annotations

from msgspec.structs import replace

from linkcheck._report.caveats import caveats
from linkcheck._report.formats import render_run
from linkcheck._report.formats.json import decode_run
from linkcheck._report.types import DIFFERENCES, Provenance, Report, Run
from linkcheck._scoring.types import Reason
from linkcheck._urls.url import split_url

OWN = Provenance(detectors=("house-style", "grounding"), alarm_rate_claimed=False)
FAILED = Reason(code="detector-failed", message="A detector failed and was left out: grounding (OSError: <gone>).")


def judged(report: Report, provenance: Provenance, *reasons: Reason) -> Report:
    links = tuple(replace(link, reasons=(*link.reasons, *reasons)) for link in report.links)
    return replace(report, provenance=provenance, links=links)


def test_the_packaged_detectors_and_model_need_none(run: Run) -> None:
    assert caveats(run.posts) == ()
    assert "alarm rate" not in render_run(run, "text")


def test_detectors_of_ones_own_end_the_claim(run: Run) -> None:
    (found,) = caveats([judged(report, OWN) for report in run.posts])
    assert found == (
        "Judged with detectors of your own (grounding, house-style): "
        "the alarm rate measured for linkcheck as packaged is not claimed."
    )


def test_a_model_of_ones_own_is_named_as_a_caveat(run: Run) -> None:
    (found,) = caveats([judged(report, Provenance(alarm_rate_claimed=False)) for report in run.posts])
    assert found.startswith("Judged by a model of your own:")


def test_failures_are_counted_and_the_first_is_named(run: Run) -> None:
    first, *others = (report for report in run.posts if report.links)
    found = caveats([judged(first, OWN, FAILED), *others])
    assert found[1] == f"1 of {1 + len(others)} links was judged without a detector. {FAILED.message}"


def test_every_format_for_people_shows_caveats_and_json_holds_what_they_follow_from(run: Run) -> None:
    run = replace(run, posts=tuple(judged(report, OWN, FAILED) for report in run.posts))
    for name in ("text", "markdown", "html"):
        shown = " ".join(render_run(run, name).replace("\\", "").split())
        assert "the alarm rate measured for linkcheck as packaged is not claimed." in shown
        assert "A detector failed and was left out: grounding" in shown
    assert "<gone>" not in render_run(run, "html")
    assert all(not report.provenance.alarm_rate_claimed for report in decode_run(render_run(run, "json")).posts)


def judged_as(report: Report, code: str) -> Report:
    links = tuple(replace(link, reasons=(Reason(code=code, message=code),)) for link in report.links)
    return replace(report, links=links)


def test_the_network_is_doubted_before_the_links_where_no_host_is_found(run: Run) -> None:
    reports = [judged_as(report, "gone-no-such-name") for report in run.posts]
    (found,) = caveats(reports)
    assert found.startswith("Not one host was found: ")
    # What we refuse to visit says nothing of the network; a page that answered says that there is one.
    assert caveats([*reports, judged_as(run.posts[0], "refused-robots")]) == (found,)
    assert caveats([*reports, judged_as(run.posts[0], "gone-not-found")]) == ()
    assert caveats([judged_as(report, "refused-robots") for report in run.posts]) == ()


def test_a_replay_that_is_not_as_then_says_what_is_not(run: Run) -> None:
    first, *others = run.posts
    (found,) = caveats([judged(first, Provenance(differs=("version", "snapshots"))), *others])
    assert found == (
        f"A replay of past reports; for 1 of {len(run.posts)} posts something differs: "
        "the version of linkcheck, what the store holds of the pages."
    )


def test_every_difference_has_words() -> None:
    from linkcheck._report.caveats import _DIFFERENCE_NAMES

    assert tuple(_DIFFERENCE_NAMES) == DIFFERENCES


def test_sites_that_asked_to_wait_too_long_are_named_with_what_to_do(run: Run) -> None:
    first, *others = (report for report in run.posts if report.links)
    links = sum(len(report.links) for report in (first, *others))
    (found,) = caveats([judged_as(first, "refused-asked-to-wait"), *others])
    assert found.startswith(f"{len(first.links)} of {links} links ")
    assert split_url(first.links[0].link.expanded_url).host in found
    assert "max_wait" in found
    assert found in " ".join(
        render_run(replace(run, posts=(judged_as(first, "refused-asked-to-wait"), *others)), "text").split()
    )


def test_many_sites_that_asked_to_wait_are_counted(run: Run) -> None:
    first = judged_as(next(report for report in run.posts if report.links), "refused-asked-to-wait")
    link = first.links[0]
    many = tuple(replace(link, link=replace(link.link, expanded_url=f"https://{n}.example/")) for n in range(5))
    (found,) = caveats([replace(first, links=many)])
    assert "0.example, 1.example, 2.example and 2 more" in found
