from __future__ import annotations

import datetime as dt
import math
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linkcheck
from linkcheck import InputError, Link, LinkReport, Page, PageState, Post, Verdict, parse_post
from linkcheck._check.compare import choose_link
from linkcheck._evidence.compare import MAX_PAGE_TEXT

MOON = Page(
    url="https://example.org/moon",
    title="NASA finds water ice in a crater at the Moon's south pole",
    text="NASA said on Monday that its probe found water ice in a shadowed crater at the Moon's south pole.\n"
    "The ice lies in Shackleton crater and could supply future crews with drinking water and fuel.\n"
    "Scientists at the agency called the finding a milestone for lunar exploration.",
    state=PageState.READABLE,
    language="en",
)
BREAD = Page(
    url="https://example.org/bread",
    title="How to bake sourdough bread at home",
    text="Mix flour, water and salt with a lively starter and let the dough rest overnight.\n"
    "Bake the loaf in a hot pot for forty minutes until the crust is dark.\n"
    "Let it cool for an hour before cutting, however hard that may be.",
    state=PageState.READABLE,
    language="en",
)
CLAIM = "NASA finds water ice in a crater at the Moon's south pole"


def test_the_right_page_matches_and_another_does_not() -> None:
    assert linkcheck.compare(CLAIM, MOON).verdict is Verdict.MATCH
    report = linkcheck.compare(CLAIM, BREAD)
    assert report.verdict is Verdict.MISMATCH
    assert report.off_topic is not None
    assert report.off_topic > 0.5


def test_a_match_has_reasons_too() -> None:
    assert linkcheck.compare(CLAIM, MOON).reasons


def test_the_link_judged_is_the_one_whose_url_is_the_pages() -> None:
    post = parse_post(f"{CLAIM} https://example.org/other and https://example.org/moon")
    assert choose_link(post, MOON).url == MOON.url
    assert linkcheck.compare(post, MOON).link.url == MOON.url


def test_the_only_link_or_else_the_whole_claim_is_compared() -> None:
    only = parse_post(f"{CLAIM} https://short.example/x")
    assert choose_link(only, MOON) == only.links[0]
    several = parse_post(f"{CLAIM} https://a.example/x https://b.example/y")
    assert choose_link(several, MOON) == Link(url=MOON.url)


def test_a_given_link_is_judged() -> None:
    link = Link(url="https://given.example/")
    assert linkcheck.compare(CLAIM, MOON, link=link).link == link


@pytest.mark.parametrize("state", [PageState.BOT_WALL, PageState.PAYWALL, PageState.EMPTY, PageState.SCRIPT_SHELL])
def test_a_wall_is_never_a_mismatch(state: PageState) -> None:
    report = linkcheck.compare(CLAIM, msgspec.structs.replace(BREAD, state=state))
    assert report.verdict is Verdict.UNVERIFIABLE
    assert report.score is None


def test_a_soft_404_is_broken() -> None:
    report = linkcheck.compare(CLAIM, msgspec.structs.replace(BREAD, state=PageState.NOT_FOUND))
    assert report.verdict is Verdict.BROKEN
    assert report.cause is not None
    assert report.cause.code == "dead-link"


def test_a_home_page_reached_by_redirect_is_a_mismatch_only_where_the_claim_is_absent() -> None:
    home = msgspec.structs.replace(
        BREAD, state=PageState.HOMEPAGE, url="https://example.org/", requested_url="https://example.org/moon"
    )
    report = linkcheck.compare(CLAIM, home)
    assert report.verdict is Verdict.MISMATCH
    assert report.cause is not None
    assert report.cause.code == "home-page-instead"
    present = msgspec.structs.replace(home, title=MOON.title, text=MOON.text)
    assert linkcheck.compare(CLAIM, present).verdict is Verdict.UNVERIFIABLE


def test_a_page_made_by_hand_is_never_taken_for_a_redirect() -> None:
    home = msgspec.structs.replace(BREAD, state=PageState.HOMEPAGE, url="https://example.org/")
    report = linkcheck.compare(parse_post(f"{CLAIM} https://example.org/moon"), home)
    assert report.verdict is Verdict.UNVERIFIABLE
    assert report.cause is not None
    assert report.cause.code == "home-page-instead"


@pytest.mark.parametrize("text", ["", "👇", "https://example.org/bread", "Wow"])
def test_a_post_that_claims_nothing_is_unclear_without_a_score(text: str) -> None:
    report = linkcheck.compare(text, BREAD)
    assert report.verdict is Verdict.UNCLEAR
    assert report.score is None
    assert report.reasons[0].code.startswith("no-claim")


def test_a_page_in_another_language_is_not_compared_by_words() -> None:
    page = Page(
        title="Wissenschaftler warnen vor dem Anstieg des Meeresspiegels",
        text="Der Meeresspiegel steigt schneller als bisher angenommen, warnen Forscher aus mehreren Ländern.\n"
        "Besonders betroffen sind nach ihren Berechnungen die Küsten im Norden des Kontinents.\n"
        "Die Fachleute fordern höhere Deiche und einen besseren Schutz der Bevölkerung.",
    )
    report = linkcheck.compare("Sea levels are rising faster than expected, researchers have warned", page)
    assert report.verdict is Verdict.UNVERIFIABLE
    assert report.score is None
    assert report.reasons[0].code == "language-differs"


def test_names_and_numbers_settle_a_difference_of_languages_for_the_page_never_against_it() -> None:
    page = Page(
        title="Livingston schlägt die Rangers",
        text="Ein Tor von Dolly Menga reichte Livingston am Sonntag, um die Rangers zu schlagen. Trainer Steven "
        "Gerrard sah im Stadion Almondvale vor 9012 Zuschauern die zweite Niederlage seiner Mannschaft.",
    )
    report = linkcheck.compare("Livingston beat Rangers: Menga downs Gerrard's men in front of 9,012 people", page)
    assert report.verdict is Verdict.MATCH
    assert [reason.code for reason in report.reasons] == ["names-agree", "language-differs"]
    other = linkcheck.compare("Dundee beat Hibernian: Boyle downs Lennon's men in front of 8,500 people", page)
    assert other.verdict is Verdict.UNVERIFIABLE


def test_the_prior_shifts_the_score() -> None:
    plain = linkcheck.compare(CLAIM, BREAD)
    wary = linkcheck.compare(CLAIM, BREAD, settings=linkcheck.Settings(prior=0.9))
    assert plain.log_odds is not None
    assert wary.log_odds is not None
    assert wary.log_odds - plain.log_odds == pytest.approx(math.log(9))


@pytest.mark.parametrize(("post", "page"), [(3, MOON), (CLAIM, "a page"), (None, MOON)])
def test_a_wrong_argument_is_a_clear_error(post: Any, page: Any) -> None:
    with pytest.raises(InputError, match=r"is not a post|compare takes a linkcheck\.Page"):
        linkcheck.compare(post, page)


NOTABLE = """NASA water ice Moon crater 3 million 2.97 $5 may will not no rises falls before after the of in
Obama "quoted words" said Monday 2024 #ClimateChange 月に水 вода 👇 . , !"""
WORDS = st.sampled_from([*NOTABLE.split(), "\n"])
TEXT = st.one_of(st.lists(WORDS, max_size=30).map(" ".join), st.text(max_size=80))


def assert_adds_up(report: LinkReport) -> None:
    if report.score is None:
        assert report.log_odds is None
        assert all(reason.weight == 0 for reason in report.reasons)
        return
    assert report.base is not None
    assert report.log_odds == report.base + math.fsum(reason.weight for reason in report.reasons)
    assert report.score == pytest.approx(1 / (1 + math.exp(-report.log_odds)), abs=1e-12)
    assert 0 <= report.score <= 1
    assert report.off_topic is not None
    assert 0 <= report.off_topic <= 1


@given(TEXT, TEXT, TEXT)
@settings(max_examples=150, deadline=None)
def test_reasons_add_up_and_quotes_slice_whatever_is_compared(text: str, title: str, body: str) -> None:
    post = parse_post(text)
    page = Page(url="https://example.org/", title=title, description=body[:40], text=body, language="en")
    report = linkcheck.compare(post, page, as_of=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    again = msgspec.json.decode(msgspec.json.encode(report), type=LinkReport)
    assert again == report
    assert report.reasons
    for each in (report, again):
        assert_adds_up(each)
        for reason in each.reasons:
            assert all(post.quotable(q.field)[q.start : q.end] == q.text for q in reason.post_quotes)
            assert all(page.quotable(q.field)[q.start : q.end] == q.text for q in reason.page_quotes)


@pytest.mark.parametrize(
    "text",
    [
        "word",
        "word " * 10_000,
        "A" * 20_000,
        "ALL CAPITALS ABOUT THE MOON",
        "空白のない長い文章" * 500,
        "1 2 3 4 5",
        "👇🔥😂",
        Post(text="by hand").text,
    ],
)
@pytest.mark.parametrize("body", ["", "One sentence.", "word " * 300_000])
def test_any_size_gets_a_verdict_with_a_reason(text: str, body: str) -> None:
    report = linkcheck.compare(text, Page(title="Title", text=body))
    assert report.reasons


def test_old_news_is_a_mismatch_however_well_its_names_agree() -> None:
    page = Page(
        title="Flood warning as spring tide and gale meet in the lower harbour",
        text="Residents of Quay Street were told on Monday to move valuables upstairs this evening, as a flood warning "
        "was given for the lower harbour. Skipper Anna Reed of the Kittiwake said that boats had been moved upriver.",
        published=dt.date(2016, 2, 8),
    )
    post = "BREAKING: flood warning for the lower harbour this evening, residents of Quay Street told to move valuables"
    report = linkcheck.compare(post, page, as_of=dt.datetime(2026, 5, 20, tzinfo=dt.UTC))
    assert report.verdict is Verdict.MISMATCH
    assert report.reasons[0].code == "stale"
    fresh = linkcheck.compare(post, page, as_of=dt.datetime(2016, 2, 9, tzinfo=dt.UTC))
    assert fresh.verdict is Verdict.MATCH


def test_a_page_that_was_not_read_whole_may_match_and_is_otherwise_unverifiable() -> None:
    unclear = linkcheck.Settings(mismatch_threshold=1.0, match_threshold=0.0)
    whole = [linkcheck.compare(CLAIM, BREAD), linkcheck.compare(CLAIM, MOON, settings=unclear)]
    assert [report.verdict for report in whole] == [Verdict.MISMATCH, Verdict.UNCLEAR]

    moon, bread = (msgspec.structs.replace(page, truncated=True) for page in (MOON, BREAD))
    assert linkcheck.compare(CLAIM, moon) == linkcheck.compare(CLAIM, MOON)
    for report in (
        linkcheck.compare(CLAIM, bread),
        linkcheck.compare(CLAIM, moon, settings=unclear),
    ):
        assert report.verdict is Verdict.UNVERIFIABLE
        assert [reason.code for reason in report.reasons] == ["page-incomplete"]
        assert "not read to its end" in report.reasons[0].message
        assert (report.score, report.off_topic, report.log_odds, report.base) == (None, None, None, None)
        assert report.cause is None
        assert report.page is not None


def test_a_post_that_claims_nothing_misses_nothing_of_a_page_that_broke_off() -> None:
    report = linkcheck.compare("Wow!", msgspec.structs.replace(MOON, truncated=True))
    assert report.verdict is Verdict.UNCLEAR
    assert [reason.code for reason in report.reasons] == ["no-claim-reaction"]


def test_a_page_that_broke_off_in_another_state_keeps_what_its_state_says() -> None:
    lost = Page(url=MOON.url, title="Not found", state=PageState.NOT_FOUND, truncated=True)
    assert linkcheck.compare(CLAIM, lost).verdict is Verdict.BROKEN
    wall = Page(url=MOON.url, title="Are you a robot?", state=PageState.BOT_WALL, truncated=True)
    assert linkcheck.compare(CLAIM, wall).reasons[0].code == "page-bot-wall"


def test_a_page_too_long_to_be_compared_whole_by_hand_is_no_page_that_broke_off() -> None:
    long = msgspec.structs.replace(BREAD, text=f"{BREAD.text}\n" * (MAX_PAGE_TEXT // len(BREAD.text) + 1))
    assert linkcheck.compare(CLAIM, long).verdict is Verdict.MISMATCH


STAND_IN = "<title>Gazette</title><h1>Zoinks!</h1><p>The hamster that runs our wheels is out for lunch.</p>"


def test_a_page_read_from_bytes_that_says_next_to_nothing_is_at_most_unclear() -> None:
    report = linkcheck.compare(CLAIM, linkcheck.read_page(STAND_IN, url=MOON.url))
    assert report.verdict is Verdict.UNCLEAR
    assert (report.reasons[0].code, report.reasons[0].weight) == ("page-thin", 0.0)
    assert report.cause is None
    assert report.base is not None
    assert report.base + math.fsum(reason.weight for reason in report.reasons) == report.log_odds


SHORT_REPORT = "<title>{title}</title><p>{text} The finding was made with an infrared telescope aboard an airliner.</p>"


def test_a_thin_page_that_names_the_subject_contradicts_a_number() -> None:
    text = "Scientists found 40 tons of water ice at the south pole of the Moon, they said."
    page = linkcheck.read_page(SHORT_REPORT.format(title="Water ice found on the Moon", text=text), url=MOON.url)
    report = linkcheck.compare("Scientists found 90 tons of water ice at the south pole of the Moon", page)
    assert report.verdict is Verdict.MISMATCH


def test_a_thin_page_that_bears_the_post_out_is_a_match() -> None:
    page = linkcheck.read_page(SHORT_REPORT.format(title=CLAIM, text=f"{CLAIM}."), url=MOON.url)
    assert linkcheck.compare(CLAIM, page).verdict is Verdict.MATCH


def test_a_page_made_by_hand_is_judged_however_short_it_is() -> None:
    page = msgspec.structs.replace(BREAD, text=BREAD.text[:200])
    assert linkcheck.compare(CLAIM, page).verdict is Verdict.MISMATCH


@pytest.mark.parametrize("declared", ["2026-05-01", ""])
def test_a_thin_page_that_declares_its_date_is_no_stand_in(declared: str) -> None:
    meta = f'<meta property="article:published_time" content="{declared}">'
    page = linkcheck.read_page(
        f"<title>{BREAD.title}</title>{meta}<article><p>{BREAD.text[:200]}</p></article>", url=MOON.url
    )
    verdict = linkcheck.compare(CLAIM, page).verdict
    assert verdict is (Verdict.MISMATCH if declared else Verdict.UNCLEAR)


def test_a_home_page_that_a_link_was_redirected_to_is_a_mismatch_however_thin() -> None:
    page = linkcheck.read_page(f"<title>{BREAD.title}</title><p>{BREAD.text[:200]}</p>", url="https://example.org/")
    home = msgspec.structs.replace(page, state=PageState.HOMEPAGE, requested_url="https://example.org/moon")
    assert linkcheck.compare(CLAIM, home).verdict is Verdict.MISMATCH
