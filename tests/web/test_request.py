"""What a request says of us, and of what we know already."""

from __future__ import annotations

from linkcheck._urls.url import parse_url
from linkcheck._web.request import Validators, request_headers, validators_of
from linkcheck._web.types import Snapshot
from linkcheck.settings import Settings

STORED = Snapshot(
    id="1",
    url="https://example.com/from",
    final_url="https://example.com/to#part",
    headers=(("etag", '"1"'), ("last-modified", "yesterday")),
    content=b"hello",
)


def test_a_request_accepts_only_encodings_that_we_decode() -> None:
    headers = request_headers(Settings(), Validators(), plain=False)

    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert set(headers) == {"User-Agent", "Accept", "Accept-Encoding"}
    assert request_headers(Settings(), Validators(), plain=True)["Accept-Encoding"] == "identity"


def test_validators_hold_for_the_final_url_only() -> None:
    validators = validators_of(STORED)

    assert validators == Validators("https://example.com/to", '"1"', "yesterday")
    assert validators.hold_for(parse_url("https://example.com/to"))
    assert not validators.hold_for(parse_url("https://example.com/from"))
    assert request_headers(Settings(), validators, plain=False)["If-None-Match"] == '"1"'


def test_a_failure_or_a_part_has_none() -> None:
    for stored in (None, Snapshot(id="1", url="x"), Snapshot(id="1", url="x", content=b"part", truncated=True)):
        assert validators_of(stored) == Validators()
