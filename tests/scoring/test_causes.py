from __future__ import annotations

import datetime as dt

import msgspec
import pytest

import linkcheck
from linkcheck._page.types import Page, PageState
from linkcheck._post.types import Link
from linkcheck._scoring.causes import slug_words, with_cause
from linkcheck._scoring.types import LinkReport, Party, Reason, Verdict

MOON = "https://example.org/news/water-found-moon-crater"


def found(verdict: Verdict, url: str = MOON, off_topic: float | None = 0.99, code: str = "topic") -> LinkReport:
    reason = Reason(code=code, message="because", weight=2.0)
    return LinkReport(link=Link(url=url), verdict=verdict, reasons=(reason,), off_topic=off_topic)


def cause_of(report: LinkReport, page: Page | None = None) -> tuple[str, Party]:
    cause = with_cause(report, page).cause
    assert cause is not None
    return cause.code, cause.responsible


@pytest.mark.parametrize("verdict", [Verdict.MATCH, Verdict.UNCLEAR])
def test_no_cause_is_named_for_a_verdict_without_evidence(verdict: Verdict) -> None:
    assert with_cause(found(verdict), None).cause is None


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (PageState.HOMEPAGE, "home-page-instead"),
        (PageState.SECTION, "section-instead"),
        (PageState.FEED, "feed-address"),
    ],
)
@pytest.mark.parametrize("verdict", [Verdict.MISMATCH, Verdict.UNVERIFIABLE])
def test_a_tool_is_responsible_for_a_general_page_either_way(state: PageState, code: str, verdict: Verdict) -> None:
    assert cause_of(found(verdict), Page(state=state)) == (code, Party.TOOL)


@pytest.mark.parametrize(
    "url",
    [
        MOON + '"',
        MOON + "%22",
        MOON + ".@href",
        MOON + "%2520crater",
        MOON + "…",
        "https://https://example.org/moon",
        "https://example.org/{{slug}}",
    ],
)
def test_a_tool_is_responsible_for_a_damaged_url(url: str) -> None:
    assert cause_of(found(Verdict.BROKEN, url)) == ("damaged-url", Party.TOOL)


@pytest.mark.parametrize("url", [MOON, MOON + "?q=50%25", "https://example.org/a_(b)", "https://example.org/it's"])
def test_an_undamaged_url_is_not_called_damaged(url: str) -> None:
    assert cause_of(found(Verdict.BROKEN, url)) == ("dead-link", Party.PAGE)


def test_a_comments_feed_address_is_named() -> None:
    report = found(Verdict.BROKEN, "https://example.org/moon/comments/feed/")
    assert cause_of(report) == ("feed-address", Party.TOOL)


def test_a_page_is_responsible_where_it_is_dead_or_parked() -> None:
    assert cause_of(found(Verdict.BROKEN), Page(state=PageState.NOT_FOUND)) == ("dead-link", Party.PAGE)
    assert cause_of(found(Verdict.BROKEN), Page(state=PageState.PARKED)) == ("parked-domain", Party.PAGE)


def test_a_page_that_fits_neither_claim_nor_address_was_replaced() -> None:
    casino = Page(url=MOON, requested_url=MOON, title="Best casino bonus", text="Spin and win.")
    assert cause_of(found(Verdict.MISMATCH), casino) == ("content-replaced", Party.PAGE)
    moved = Page(url="https://casino.example/", requested_url=MOON, title="Best casino bonus")
    assert cause_of(found(Verdict.MISMATCH), moved) == ("redirected-elsewhere", Party.PAGE)


def test_a_page_that_fits_its_own_address_was_not_replaced() -> None:
    page = Page(url=MOON, requested_url=MOON, title="Water found in a Moon crater")
    assert cause_of(found(Verdict.MISMATCH), page) == ("unknown", Party.UNKNOWN)


def test_a_wrong_detail_on_the_right_page_is_the_authors() -> None:
    page = Page(url=MOON, title="Water found in a Moon crater")
    assert cause_of(found(Verdict.MISMATCH, off_topic=0.05), page) == ("overclaim", Party.AUTHOR)


def test_an_old_page_posted_as_news_is_a_stale_repost() -> None:
    report = found(Verdict.MISMATCH, off_topic=0.05, code="stale")
    assert cause_of(report, Page(title="Water found")) == ("stale-repost", Party.TOOL)


def test_a_page_that_could_not_be_read_has_no_cause_without_evidence() -> None:
    assert with_cause(found(Verdict.UNVERIFIABLE, off_topic=None), None).cause is None


def test_the_words_of_an_address_are_its_last_segments() -> None:
    assert slug_words(MOON) == {"water", "found", "moon", "crater"}
    assert slug_words("https://example.org/") == frozenset()
    assert slug_words("http://[broken") == frozenset()


@pytest.mark.parametrize(
    ("post", "cause"),
    [
        ("BREAKING: Arsenal sign Berg from Oslo", "stale-repost"),
        ("BREAKING on this day: Arsenal sign Berg from Oslo", "overclaim"),
        ("Throwback to the breaking news: Arsenal sign Berg from Oslo", "overclaim"),
    ],
)
def test_a_post_that_looks_back_is_no_stale_repost(post: str, cause: str) -> None:
    page = Page(
        title="Arsenal sign Berg from Oslo",
        text="Arsenal have signed Hanna Berg from Oslo. " * 20,
        published=dt.date(2016, 2, 8),
    )
    report = linkcheck.compare(post, page, as_of=dt.datetime(2026, 2, 8, tzinfo=dt.UTC))
    assert report.cause is not None
    assert report.cause.code == cause


def test_a_tool_is_responsible_for_a_url_that_it_cut_off_and_not_for_one_that_a_platform_shows_cut() -> None:
    shown_cut = found(Verdict.BROKEN, "https://paper.example/buses-an")
    link = msgspec.structs.replace(shown_cut.link, display="https://paper.example/buses-an…")
    assert cause_of(msgspec.structs.replace(shown_cut, link=link))[0] == "damaged-url"
    whole = msgspec.structs.replace(shown_cut.link, display="paper.example/buses…")
    assert cause_of(msgspec.structs.replace(shown_cut, link=whole))[0] == "dead-link"


@pytest.mark.parametrize("text", ["Water on the Moon {}…", "Water ({}...)", "{}… water on the Moon"])
@pytest.mark.parametrize("verdict", [Verdict.BROKEN, Verdict.UNVERIFIABLE, Verdict.MISMATCH])
def test_a_url_that_the_post_shows_cut_is_a_tools_fault_where_it_leads_astray(text: str, verdict: Verdict) -> None:
    start = text.index("{}")
    report = msgspec.structs.replace(found(verdict), link=Link(url=MOON, start=start, end=start + len(MOON)))
    cause = with_cause(report, None, said=text.format(MOON)).cause
    assert cause is not None
    assert (cause.code, cause.responsible) == ("damaged-url", Party.TOOL)


def test_an_ellipsis_behind_the_url_of_the_page_that_is_meant_is_no_cut() -> None:
    report = msgspec.structs.replace(
        found(Verdict.MISMATCH, off_topic=0.1), link=Link(url=MOON, start=0, end=len(MOON))
    )
    cause = with_cause(report, Page(url=MOON, title="Water"), said=f"{MOON}… reports 40 tons of water").cause
    assert cause is not None
    assert cause.code == "overclaim"
