"""What our requests say, and what the answers mean."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck._urls.url import parse_url
from linkcheck._web.failures import FetchFailure
from linkcheck._web.semantics import (
    MAX_RETRY_AFTER,
    Validators,
    read_retry_after,
    redirect_target,
    request_headers,
    retry_delay,
    validators_of,
)
from linkcheck._web.types import Snapshot
from linkcheck.settings import Settings

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)

STORED = Snapshot(
    id="1",
    url="https://example.com/from",
    final_url="https://example.com/to#part",
    headers=(("etag", '"1"'), ("last-modified", "yesterday")),
    content=b"hello",
)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", None),
        ("1", 1),
        (" 120 ", 120),
        ("0120", 120),
        ("86401", MAX_RETRY_AFTER),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30),
        ("Sunday, 22-Nov-26 12:00:30 GMT", 30),
        ("Sun, 22 Nov 2026 11:59:30 GMT", None),
        ("Sun, 22 Nov 9999 11:59:30 GMT", MAX_RETRY_AFTER),
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
    assert seconds is None or 0 < seconds <= MAX_RETRY_AFTER


def test_only_retryable_failures_are_tried_again() -> None:
    assert retry_delay(FetchFailure("timeout", why=""), tries=1, pause=1.0) == 1
    assert retry_delay(FetchFailure("server-error", status=500), tries=3, pause=1.0) == 4
    assert retry_delay(FetchFailure("server-error", status=500), tries=9, pause=1.0) == 30
    assert retry_delay(FetchFailure("not-found"), tries=1, pause=1.0) is None
    assert retry_delay(FetchFailure("tls-expired", host="", why=""), tries=1, pause=1.0) is None
    assert retry_delay(FetchFailure("blocked-403", status=403), tries=1, pause=1.0) is None


def test_a_wish_goes_before_the_usual_pause() -> None:
    failure = FetchFailure("blocked-429", status=429)
    failure.retry_after = 7.0
    assert retry_delay(failure, tries=1, pause=1.0) == 7
    failure.retry_after = 31.0
    assert retry_delay(failure, tries=9, pause=1.0) == 31


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


def test_a_request_accepts_only_encodings_that_we_decode() -> None:
    headers = request_headers(Settings(), Validators(), identity_encoding=False)

    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert set(headers) == {"User-Agent", "Accept", "Accept-Encoding"}
    assert request_headers(Settings(), Validators(), identity_encoding=True)["Accept-Encoding"] == "identity"


def test_validators_hold_for_the_final_url_only() -> None:
    validators = validators_of(STORED)

    assert validators == Validators("https://example.com/to", '"1"', "yesterday")
    assert validators.hold_for(parse_url("https://example.com/to"))
    assert not validators.hold_for(parse_url("https://example.com/from"))
    assert request_headers(Settings(), validators, identity_encoding=False)["If-None-Match"] == '"1"'


def test_a_failure_or_a_part_has_none() -> None:
    for stored in (None, Snapshot(id="1", url="x"), Snapshot(id="1", url="x", content=b"part", truncated=True)):
        assert validators_of(stored) == Validators()
