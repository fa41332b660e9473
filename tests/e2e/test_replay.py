"""A past report made again from the pages kept then, whatever the site shows by now."""

from __future__ import annotations

import asyncio
import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pytest
from msgspec.structs import replace

import linkcheck
from linkcheck import (
    AsyncChecker,
    Checker,
    InputError,
    QueueReport,
    Report,
    Settings,
    SettingsError,
    StoreError,
    Verdict,
)
from linkcheck._web.store import Store

MOON = (
    "NASA finds water ice in a crater at the Moon's south pole",
    "NASA said on Monday that its probe found water ice in a shadowed crater at the Moon's south pole.",
    "The ice lies in Shackleton crater and could supply future crews with drinking water and fuel.",
    "Scientists at the agency called the finding a milestone for lunar exploration after years of doubt.",
)
BREAD = (
    "How to bake sourdough bread at home",
    "Mix flour, water and salt with a lively starter and let the dough rest overnight in a cool kitchen.",
    "Bake the loaf in a hot pot for forty minutes until the crust is dark and the kitchen smells of toast.",
    "Let it cool for an hour before cutting, however hard that may be for everyone around the table.",
)
POST = "NASA finds water ice in a crater at the Moon's south pole"


class Site(Protocol):
    url: str
    asked: Any
    pages: dict[str, Any]

    def article(self, path: str, title: str, *paragraphs: str) -> str: ...


@pytest.fixture
def kept(loopback: Settings, tmp_path: Path) -> Settings:
    """Settings that keep pages, and ask for each page again."""
    return replace(loopback, store=str(tmp_path / "pages.sqlite"), fresh_for=0, failure_fresh_for=0)


@pytest.fixture
def store_only(kept: Settings) -> Settings:
    """What somebody else has who replays: the store, and nothing of how the pages were visited."""
    return Settings(store=kept.store)


def on_disk(report: Report | QueueReport) -> Any:
    """The report as it is read from the file it was written to."""
    return msgspec.json.decode(report.to_json(), type=type(report))


def prune(settings: Settings, *keep: str) -> None:
    with Store(settings.store or "") as store:
        store.prune(before=dt.datetime.now(dt.UTC) + dt.timedelta(days=1), keep=keep)


def test_a_report_comes_out_the_same_after_its_page_changed(site: Site, kept: Settings, store_only: Settings) -> None:
    text = f"{POST} {site.article('/page', *MOON)}"
    first = linkcheck.check(text, settings=kept)
    site.article("/page", *BREAD)
    second = linkcheck.check(text, settings=kept)
    assert (first.verdict, second.verdict) == (Verdict.MATCH, Verdict.MISMATCH)
    asked = site.asked.total()

    for report in (first, second):
        for past in (report, on_disk(report)):
            again = linkcheck.replay(past, settings=store_only)
            assert again.to_json() == report.to_json()
            assert again.provenance.differs == ()
    assert site.asked.total() == asked, "nothing is visited"


def test_every_outcome_comes_out_the_same(site: Site, kept: Settings, store_only: Settings) -> None:
    site.pages["/wall"] = (403, {}, "<title>Access denied</title>")
    site.pages["/away"] = (302, {"Location": "/moon?utm_source=x"}, "")
    site.pages["/soft"] = "<title>404 Not Found</title><h1>Page not found</h1>"
    site.article("/moon", *MOON)
    links = [
        *(f"{site.url}/{path}" for path in ("moon", "moon#part", "wall", "away", "soft", "nothing")),
        "http://10.0.0.1/",
        "https://site.example/unsubscribe?token=3f2a9c3f2a9c",
        "http://nobody@site.example/",
        "http://127.0.0.1:1/",
    ]
    posts: list[Any] = [f"{POST} {link}" for link in links]
    posts += [f"{POST} {links[0]} and {links[2]} {links[0]}", "no link", {"no": "post"}]
    with Checker(kept) as checker:
        reports = list(checker.check_many(posts, as_of=dt.datetime(2026, 3, 1, tzinfo=dt.UTC)))
    codes = {reason.code for report in reports for link in report.links for reason in link.reasons}
    assert {"blocked-403", "gone-not-found", "refused-action-link", "refused-address"} <= codes
    site.pages.clear()

    with Checker(store_only) as checker:
        for report in reports:
            assert checker.replay(on_disk(report)).to_json() == report.to_json()


def test_a_queue_comes_out_the_same_findings_and_corrections_with_it(
    site: Site, kept: Settings, store_only: Settings
) -> None:
    moon, bread = site.article("/moon", *MOON), site.article("/bread", *BREAD)
    queue = linkcheck.check_queue(
        [f"{POST} {bread}", {"no": "post"}, f"How to bake sourdough bread at home {moon}"], settings=kept
    )
    assert queue.corrections
    site.pages.clear()

    assert linkcheck.replay(on_disk(queue), settings=store_only).to_json() == queue.to_json()


def test_a_queue_that_was_interrupted_comes_out_the_same(site: Site, kept: Settings, store_only: Settings) -> None:
    moon, bread = site.article("/moon", *MOON), site.article("/bread", *BREAD)
    whole = linkcheck.check_queue(
        [f"{POST} {bread}", "to come", f"How to bake sourdough bread at home {moon}"], settings=kept
    )
    part = replace(whole, posts=(whole.posts[0], whole.posts[2]), interrupted=True)

    assert linkcheck.replay(on_disk(part), settings=store_only).to_json() == part.to_json()


def test_a_post_of_a_queue_can_be_replayed_alone_and_says_if_that_changes_it(
    site: Site, kept: Settings, store_only: Settings
) -> None:
    moon, bread = site.article("/moon", *MOON), site.article("/bread", *BREAD)
    queue = linkcheck.check_queue(
        [f"{POST} {bread}", f"How to bake sourdough bread at home {moon}", f"{POST}, says NASA {moon}"], settings=kept
    )
    alone = [linkcheck.replay(report, settings=store_only) for report in queue.posts]
    assert alone[0].provenance.differs == ("queue",)
    assert alone[2].to_json() == queue.posts[2].to_json()


def test_another_process_makes_the_same_report(
    site: Site, kept: Settings, store_only: Settings, tmp_path: Path
) -> None:
    report = linkcheck.check(f"{POST} {site.article('/moon', *MOON)}", settings=kept)
    (tmp_path / "report.json").write_text(report.to_json())
    code = (
        "import linkcheck, sys\n"
        "(past,) = linkcheck.read_reports(sys.argv[1])\n"
        "sys.stdout.write(linkcheck.replay(past, settings=linkcheck.Settings(store=sys.argv[2])).to_json())"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path / "report.json"), str(kept.store)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=25)
    assert done.stdout == report.to_json()


def test_pruning_that_keeps_what_a_report_names_keeps_it_replayable(
    site: Site, kept: Settings, store_only: Settings
) -> None:
    text = f"{POST} {site.article('/moon', *MOON)}"
    first, second = linkcheck.check(text, settings=kept), linkcheck.check(text, settings=kept)
    prune(kept, *(link.snapshot_id for link in first.links))

    assert linkcheck.replay(first, settings=store_only).to_json() == first.to_json()
    lost = linkcheck.replay(second, settings=store_only)
    assert lost.verdict is Verdict.UNVERIFIABLE
    assert lost.links[0].reasons[0].code == "failed-no-snapshot"
    assert second.links[0].snapshot_id in lost.links[0].reasons[0].message
    assert lost.links[0].snapshot_id == second.links[0].snapshot_id
    assert lost.provenance.differs == ("snapshots",)
    assert linkcheck.replay(lost, settings=store_only).to_json() == lost.to_json(), "a replay can be replayed"


def test_a_damaged_snapshot_is_unverifiable_and_the_others_are_read(
    site: Site, kept: Settings, store_only: Settings
) -> None:
    moon, bread = site.article("/moon", *MOON), site.article("/bread", *BREAD)
    queue = linkcheck.check_queue([f"{POST} {moon}", f"How to bake sourdough bread at home {bread}"], settings=kept)
    with Store(kept.store or "") as store:
        damaged = store.get(queue.reports[1].snapshot_id)
        assert damaged is not None
        store._connection().execute("UPDATE contents SET packed = x'00' WHERE sha256 = ?", (damaged.sha256,))

    again = linkcheck.replay(queue, settings=store_only)
    assert [report.verdict for report in again.posts] == [Verdict.MATCH, Verdict.UNVERIFIABLE]
    assert "damaged" in again.reports[1].reasons[0].message


def test_a_link_refused_without_a_store_is_judged_again(site: Site, loopback: Settings, kept: Settings) -> None:
    page = site.article("/moon", *MOON)
    texts = [f"{POST} {link}" for link in ("http://10.0.0.1/", "ftp://site.example/", page)]
    reports = [linkcheck.check(text, settings=loopback) for text in texts]
    Store(kept.store or "").close()

    again = [linkcheck.replay(report, settings=Settings(store=kept.store)) for report in reports]
    assert [a.to_json() == b.to_json() for a, b in zip(again[:2], reports, strict=False)] == [True, True]
    assert again[2].links[0].reasons[0].code == "failed-no-snapshot"


def test_a_page_that_the_store_lacked_stays_missing_in_a_replay(
    site: Site, kept: Settings, store_only: Settings
) -> None:
    page = site.article("/moon", *MOON)
    linkcheck.check(f"{POST} {page}", settings=kept)
    report = linkcheck.check(f"{POST} {site.url}/never-seen", settings=replace(kept, offline=True))
    assert report.links[0].snapshot_id == ""
    linkcheck.check(f"{POST} {site.url}/never-seen", settings=kept)

    again = linkcheck.replay(report, settings=store_only)
    assert again.to_json() == report.to_json()


def test_links_beyond_the_limit_stay_beyond_it(site: Site, kept: Settings, store_only: Settings) -> None:
    urls = [site.article(f"/moon/{number}", *MOON) for number in range(3)]
    report = linkcheck.check(f"{POST} {' '.join(urls)}", settings=replace(kept, max_links=2))

    assert linkcheck.replay(report, settings=replace(store_only, max_links=2)).to_json() == report.to_json()
    assert linkcheck.replay(report, settings=store_only).provenance.differs == ("settings",)


def test_other_settings_judge_otherwise_and_the_report_says_so(
    site: Site, kept: Settings, store_only: Settings
) -> None:
    report = linkcheck.check(f"{POST} {site.article('/moon', *MOON)}", settings=kept)
    again = linkcheck.replay(report, settings=replace(store_only, prior=0.9))

    assert again.provenance.differs == ("settings",)
    assert again.provenance.settings_digest == replace(store_only, prior=0.9).digest()
    assert again.score is not None
    assert report.score is not None
    assert again.score > report.score


def test_another_version_is_told_even_where_it_judges_the_same(
    site: Site, kept: Settings, store_only: Settings
) -> None:
    report = linkcheck.check(f"{POST} {site.article('/moon', *MOON)}", settings=kept)
    older = replace(report, provenance=replace(report.provenance, version="0.0.1", model_digest="0" * 64))
    again = linkcheck.replay(older, settings=store_only)

    assert again.provenance.differs == ("version", "model")
    assert again.provenance.version == linkcheck.__version__
    assert again.links == report.links


def test_other_parameters_are_told(site: Site, kept: Settings, store_only: Settings) -> None:
    report = linkcheck.check(f"{POST} {site.article('/moon', *MOON)}", settings=kept)
    other = replace(report, provenance=replace(report.provenance, parameters_digest="0" * 64))
    again = linkcheck.replay(other, settings=store_only)

    assert again.provenance.differs == ("parameters",)
    assert again.provenance.parameters_digest == report.provenance.parameters_digest != ""


def test_a_report_that_names_the_snapshot_of_another_page_is_not_believed(
    site: Site, kept: Settings, store_only: Settings
) -> None:
    moon, bread = (
        linkcheck.check(f"{POST} {site.article(*page)}", settings=kept) for page in (("/m", *MOON), ("/b", *BREAD))
    )
    forged = replace(bread, links=(replace(bread.links[0], snapshot_id=moon.links[0].snapshot_id),))

    again = linkcheck.replay(forged, settings=store_only)
    assert again.verdict is Verdict.UNVERIFIABLE
    assert "another page" in again.links[0].reasons[0].message


def test_links_that_acted_come_out_the_same_with_their_secrets_hidden(
    site: Site, kept: Settings, store_only: Settings
) -> None:
    from linkcheck._report.mask import mask_report

    report = linkcheck.check(
        f"{POST} {site.article('/moon?token=3f2a9c3f2a', *MOON)}", settings=replace(kept, visit_action_links=True)
    )
    assert report.verdict is Verdict.MATCH
    assert linkcheck.replay(report, settings=store_only).to_json() == report.to_json()
    written = on_disk(mask_report(report))
    again = linkcheck.replay(written, settings=store_only)
    assert mask_report(again).to_json() == written.to_json()
    assert "3f2a9c" not in again.to_json()


def test_a_mistake_of_the_caller_is_told_at_once(site: Site, kept: Settings, tmp_path: Path) -> None:
    report = linkcheck.check(f"{POST} {site.article('/moon', *MOON)}", settings=kept)
    with pytest.raises(SettingsError, match="store"):
        linkcheck.replay(report)
    with pytest.raises(StoreError, match="no such store"):
        linkcheck.replay(report, settings=Settings(store=str(tmp_path / "elsewhere.sqlite")))
    with pytest.raises(InputError, match="read_reports"):
        linkcheck.replay("report.json", settings=kept)  # type: ignore[type-var]
    with pytest.raises(InputError, match="rows"):
        linkcheck.replay(QueueReport(posts=(replace(report, row=10**12),)), settings=kept)


def test_many_reports_are_replayed_at_once(site: Site, kept: Settings, store_only: Settings) -> None:
    texts = [f"{POST} {site.article(f'/moon/{number}', *MOON)}" for number in range(5)]

    async def run() -> bool:
        async with AsyncChecker(kept) as checker:
            reports = [report async for report in checker.check_many(texts)]
        async with AsyncChecker(store_only) as checker:
            again = await asyncio.gather(*map(checker.replay, reports))
        return [report.to_json() for report in again] == [report.to_json() for report in reports]

    assert asyncio.run(run())
