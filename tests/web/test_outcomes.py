"""Decisions about what came back, as values."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._urls.url import parse_url
from linkcheck._web.failures import FetchFailure
from linkcheck._web.outcomes import (
    LONGEST_RETRY_AFTER,
    fault_of_status,
    read_retry_after,
    redirect_target,
    wait_before_retry,
)
from linkcheck._web.types import Outcome

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_every_status_has_an_outcome() -> None:
    for status in range(100, 1000):
        fault = fault_of_status(status)
        if fault is None:
            assert 200 <= status < 300
        elif status in (404, 410, 501, 505):
            assert fault.outcome is Outcome.GONE
        elif status == 999 or (400 <= status < 500 and status != 408):
            assert (fault.outcome, fault.code) == (Outcome.BLOCKED, f"blocked-{status}")
        elif status in (204, 205):
            assert (fault.outcome, fault.code) == (Outcome.UNREADABLE, "empty")
        else:
            assert fault.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", None),
        ("1", 1),
        (" 120 ", 120),
        ("0120", 120),
        ("86401", LONGEST_RETRY_AFTER),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30),
        ("Sunday, 22-Nov-26 12:00:30 GMT", 30),
        ("Sun, 22 Nov 2026 11:59:30 GMT", None),
        ("Sun, 22 Nov 9999 11:59:30 GMT", LONGEST_RETRY_AFTER),
        ("", None),
        ("1.5", None),
        ("+1", None),
        ("1e9", None),
        ("\u00b2", None),
    ],
)
def test_a_retry_after_header_is_read_as_seconds(value: str, seconds: float | None) -> None:
    assert read_retry_after(value, NOW) == seconds


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"\w{3}, \d{1,2} \w{3} \d{1,5} \d\d:\d\d:\d\d [-+A-Z0-9]{1,6}"))
def test_no_retry_after_raises(value: str) -> None:
    seconds = read_retry_after(value, NOW)
    assert seconds is None or 0 < seconds <= LONGEST_RETRY_AFTER


def test_only_failures_that_may_pass_are_tried_again() -> None:
    assert wait_before_retry(FetchFailure("timeout", why=""), tries=1, pause=1.0) == 1
    assert wait_before_retry(FetchFailure("server-error", status=500), tries=3, pause=1.0) == 4
    assert wait_before_retry(FetchFailure("server-error", status=500), tries=9, pause=1.0) == 30
    assert wait_before_retry(FetchFailure("not-found"), tries=1, pause=1.0) is None
    assert wait_before_retry(FetchFailure("tls-expired", host="", why=""), tries=1, pause=1.0) is None
    assert wait_before_retry(FetchFailure("blocked-403", status=403), tries=1, pause=1.0) is None


def test_a_wish_is_waited_for_when_it_is_short() -> None:
    fault = FetchFailure("blocked-429", status=429)
    fault.retry_after = 7.0
    assert wait_before_retry(fault, tries=1, pause=1.0) == 7
    fault.retry_after = 31.0
    assert wait_before_retry(fault, tries=1, pause=1.0) is None


@pytest.mark.parametrize(
    ("start", "location", "code"),
    [
        ("https://a.example/", "http://a.example/", "insecure-redirect"),
        ("https://a.example/", "http://b.example/", "insecure-redirect"),
        ("http://a.example/", "", "bad-redirect"),
        ("http://a.example/", "http://", "bad-redirect"),
        ("http://a.example/", "http://user@b.example/", "bad-redirect"),
        ("http://a.example/", "/" + "x" * 9000, "bad-redirect"),
        ("http://a.example/", "mailto:x@b.example", "scheme"),
    ],
)
def test_redirects_that_are_not_followed(start: str, location: str, code: str) -> None:
    with pytest.raises(FetchFailure) as caught:
        redirect_target(parse_url(start), location, max_length=8192)
    assert caught.value.code == code


def test_raw_utf_8_in_a_location_is_read_as_such() -> None:
    raw = "/caf\u00e9".encode().decode("latin-1")

    assert redirect_target(parse_url("https://a.example/"), raw, max_length=8192).target == "/caf%C3%A9"
