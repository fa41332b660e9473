"""What a program knows of its own visit counts as it would after a visit of linkcheck's."""

from __future__ import annotations

from typing import Any

import httpx
import msgspec
import pytest

import linkcheck
from linkcheck import InputError, Page, PageState, Verdict
from linkcheck._page.given import GivenPage, as_snapshot, is_response
from linkcheck._page.states import state_of_status
from linkcheck._page.types import DEAD_ENDS
from linkcheck._web.statuses import failure_of_status
from linkcheck._web.types import Outcome

ASKED = "https://gazette.example/2026/11/council-approves-homes"
HOME = "https://gazette.example/"
CLAIM = "Council approves 240 new homes at Station Road"
ARTICLE = (
    f"<title>{CLAIM}</title><article><h1>{CLAIM}</h1><p>The planning committee of the borough council approved 240 new "
    "homes at Station Road on Tuesday evening, after a debate of three hours.</p></article>"
)
OTHER = (
    "<title>Our services are down</title><main><p>Something happened in the cellar where the computers stand. Ada and "
    "Bert look into it and will write here what they find, as soon as they have found the key to the door.</p></main>"
)


def answered(body: str, *, status: int = 200, url: str = ASKED) -> httpx.Response:
    headers = {"Content-Type": "text/html"}
    return httpx.Response(status, content=body.encode(), headers=headers, request=httpx.Request("GET", url))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 410, 429, 451, 500, 502, 503, 520, 999, 204, 304])
def test_a_status_that_brings_no_page_gets_the_verdict_of_a_visit(status: int) -> None:
    failure = failure_of_status(status)
    assert failure is not None
    expected = Verdict.BROKEN if failure.outcome is Outcome.GONE else Verdict.UNVERIFIABLE
    page = linkcheck.read_page(OTHER, url=ASKED, status_code=status)
    report = linkcheck.compare(f"{CLAIM} {ASKED}", page)
    assert (report.verdict, report.score) == (expected, None)
    assert report.reasons[0].code.endswith(failure.code.removeprefix("blocked-"))


@pytest.mark.parametrize("status", [403, 404, 500])
def test_the_status_of_a_page_made_by_hand_counts_too(status: int) -> None:
    read = linkcheck.read_page(OTHER, url=ASKED)
    for page in (
        msgspec.structs.replace(read, status_code=status),
        Page(title="Soup", text="Boil.", status_code=status),
    ):
        assert linkcheck.compare(CLAIM, page).verdict in (Verdict.UNVERIFIABLE, Verdict.BROKEN)


def test_states_and_visits_agree_on_every_status() -> None:
    for status in range(100, 1000):
        failure, state = failure_of_status(status), state_of_status(status)
        assert (failure is None) == (state is None)
        assert (failure is not None and failure.outcome is Outcome.GONE) == (state in DEAD_ENDS)


def test_a_good_status_changes_nothing() -> None:
    page = linkcheck.read_page(ARTICLE, url=ASKED, status_code=200)
    assert (page.state, page.status_code) == (PageState.READABLE, 200)
    assert linkcheck.compare(CLAIM, page).verdict is Verdict.MATCH


def test_a_requested_url_lets_the_redirect_to_the_home_page_speak() -> None:
    body = "<title>The Gazette</title><main>" + "<p>The bakers of Exampleton show their bread on the square.</p>" * 9
    page = linkcheck.read_page(body, url=HOME, requested_url=ASKED)
    assert (page.state, page.requested_url, page.url) == (PageState.HOMEPAGE, ASKED, HOME)
    report = linkcheck.compare(f"{CLAIM} {ASKED}", page)
    assert report.cause is not None
    assert (report.verdict, report.cause.code) == (Verdict.MISMATCH, "home-page-instead")


def test_a_page_made_by_hand_that_was_sent_home_names_its_cause() -> None:
    page = Page(
        url=HOME, requested_url=ASKED, title="The Gazette", text="The bakers show their bread on the square. " * 9
    )
    report = linkcheck.compare(f"{CLAIM} {ASKED}", page)
    assert report.cause is not None
    assert report.cause.code == "home-page-instead"


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "text/html; charset=windows-1251"}, [(b"content-type", b"text/html; charset=cp1251")]]
)
def test_headers_tell_the_charset(headers: Any) -> None:
    body = "<title>Первый канал</title><p>Первый канал опроверг уход ведущей.".encode("cp1251")
    assert linkcheck.read_page(body, url=ASKED, headers=headers).title == "Первый канал"


def test_a_refresh_header_sends_the_visitor_on() -> None:
    page = linkcheck.read_page("<p>One moment.", url=ASKED, headers={"Refresh": "0; url=https://other.example/"})
    assert page.state == PageState.REDIRECT_STUB


def test_a_response_brings_its_url_status_type_and_redirects() -> None:
    response = answered(OTHER, url=HOME)
    response.history = [answered("", status=302)]
    page = linkcheck.read_page(response)
    assert (page.url, page.requested_url, page.status_code) == (HOME, ASKED, 200)
    assert page.state == PageState.HOMEPAGE
    gone = linkcheck.read_page(answered(OTHER, status=404))
    assert linkcheck.compare(CLAIM, gone).verdict is Verdict.BROKEN


def test_an_argument_beside_a_response_goes_before_what_it_says() -> None:
    page = linkcheck.read_page(answered(ARTICLE, status=503), url=HOME, status_code=200, requested_url=HOME)
    assert (page.url, page.status_code, page.state) == (HOME, 200, PageState.READABLE)


def test_a_response_without_a_request_is_read_without_a_url() -> None:
    assert linkcheck.read_page(httpx.Response(200, content=ARTICLE.encode())).url == ""


def test_a_response_whose_body_was_not_read_is_refused_with_the_remedy() -> None:
    unread = httpx.Response(200, stream=httpx.ByteStream(b"<p>x"))
    with pytest.raises(InputError, match=r"call its read\(\) or aread\(\) first"):
        linkcheck.read_page(unread)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"status_code": "404"}, "status_code is a str: read_page takes the status as an int"),
        ({"status_code": True}, "status_code is a bool"),
        ({"status_code": 0}, "status_code is 0"),
        ({"headers": "text/html"}, "headers is a str: read_page takes a mapping"),
        ({"headers": 3}, "headers is an int"),
        ({"headers": {"content-type": 3}}, "headers is a dict"),
        ({"requested_url": b"https://x.example/"}, "requested_url is a bytes"),
    ],
)
def test_an_argument_that_is_none_is_named(options: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        linkcheck.read_page("<p>York", **options)


@pytest.mark.parametrize("content", [3, None, ["<p>"], object()])
def test_content_that_is_no_page_is_refused(content: Any) -> None:
    assert not is_response(content)
    with pytest.raises(InputError, match="read_page takes the bytes or the text of a page, or an HTTP response"):
        linkcheck.read_page(content)


def test_bytes_stand_for_a_visit_of_what_was_asked() -> None:
    snapshot = as_snapshot(GivenPage(content=b"x", requested_url=ASKED))
    assert (snapshot.url, snapshot.final_url, snapshot.outcome) == (ASKED, ASKED, Outcome.OK)
