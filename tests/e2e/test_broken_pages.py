"""A page that broke off may bear a claim out; where it does not, it accuses nobody and says how much was read."""

from __future__ import annotations

import gzip
import re
import zlib
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import linkcheck
from linkcheck import LinkReport, Verdict
from linkcheck._page.markup import MAX_TAGS
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import FaultServer, Script

POST = "Council approves plan to plant 2,400 street trees along Mill Road"
HEAD = (
    b"<!doctype html><html lang=en><head><title>The Gazette</title></head><body><nav><a href=/>Home</a></nav><main>"
    b"<h1>Evening edition</h1>"
)
TEASERS = "".join(
    f"<p>{what} will be in our weekend supplement, with recipes, letters from readers and the chess column.</p>"
    for what in ("Bread", "Jam", "Cider", "A walk by the canal", "Knitting", "The football results", "Old radios") * 4
).encode()
ARTICLE = (
    b"<h2>Council approves plan to plant 2,400 street trees along Mill Road</h2>"
    + b"<p>The council approved a plan to plant 2,400 street trees along Mill Road, its members said.</p>" * 9
)
TAIL = b"</main></body></html>"
PAGE = HEAD + TEASERS + ARTICLE + TAIL
BEFORE = len(HEAD + TEASERS)
"""Bytes of the page until the article that the post is about."""
AFTER = len(HEAD + TEASERS + ARTICLE)
OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def answer(body: bytes, *headers: str, length: int | None = None, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", *headers]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(body: bytes) -> bytes:
    return f"{OK}Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n".encode() + body + b"\r\n"


def stored(body: bytes, *, bits: int) -> bytes:
    """A stream whose bytes are those of the page, so that any part of it decodes to as much of the page."""
    packer = zlib.compressobj(0, zlib.DEFLATED, bits)
    return packer.compress(body) + packer.flush()


def breaks_at(length: int) -> dict[str, Script]:
    """Each way in which a page of PAGE can end after `length` bytes of it."""
    part = PAGE[:length]
    gzipped, deflated = stored(PAGE, bits=31), stored(PAGE, bits=15)
    return {
        "end before the length that was told": [answer(part, length=len(PAGE)), "close"],
        "reset": [answer(part, length=len(PAGE)), 0.05, "reset"],
        "length longer than the body": [answer(part, length=10**6), "close"],
        "chunks without an end": [chunked(part), "close"],
        "reset within a chunk": [chunked(PAGE)[: len(chunked(PAGE)) - (len(PAGE) - length) - 2], 0.05, "reset"],
        "partial content": [answer(part, f"Content-Range: bytes 0-{length - 1}/{len(PAGE)}", status="206 X")],
        "gzip without an end": [answer(gzipped[: length + 20], "Content-Encoding: gzip")],
        "deflate without an end": [answer(deflated[: length + 7], "Content-Encoding: deflate")],
    }


def check(server: FaultServer, script: Script, settings: Settings) -> LinkReport:
    url = server.put("/news/street-trees", script)
    return linkcheck.check(f"{POST} {url}", settings=settings).links[0]


def characters_read(report: LinkReport) -> int:
    [reason] = report.reasons
    assert reason.code == "page-incomplete"
    found = re.search(r"([\d,]+) characters of its text were", reason.message)
    assert found is not None, reason.message
    return int(found[1].replace(",", ""))


def test_the_whole_page_bears_the_post_out_and_what_stands_before_the_article_does_not(
    server: FaultServer, loopback: Settings
) -> None:
    assert check(server, [answer(PAGE)], loopback).verdict is Verdict.MATCH
    beginning = check(server, [answer(PAGE[:BEFORE] + TAIL)], loopback)
    assert beginning.verdict in (Verdict.MISMATCH, Verdict.UNCLEAR)
    assert beginning.score is not None
    assert beginning.score > 0.5


@pytest.mark.parametrize("name", breaks_at(BEFORE))
def test_a_page_that_broke_off_before_the_article_accuses_nobody(
    name: str, server: FaultServer, loopback: Settings
) -> None:
    report = check(server, breaks_at(BEFORE)[name], loopback)

    assert (report.verdict, report.score) == (Verdict.UNVERIFIABLE, None)
    assert 1000 < characters_read(report) <= BEFORE


@pytest.mark.parametrize("name", breaks_at(AFTER))
def test_a_page_that_broke_off_after_the_article_may_bear_it_out(
    name: str, server: FaultServer, loopback: Settings
) -> None:
    assert check(server, breaks_at(AFTER)[name], loopback).verdict is Verdict.MATCH


@pytest.mark.parametrize("packed", [gzip.compress(PAGE)[:-8], gzip.compress(PAGE)[:-1], zlib.compress(PAGE)[:-4]])
def test_a_compressed_page_without_its_checksum_is_not_taken_for_whole(
    packed: bytes, server: FaultServer, loopback: Settings
) -> None:
    encoding = "gzip" if packed.startswith(b"\x1f\x8b") else "deflate"
    url = server.put("/", answer(packed, f"Content-Encoding: {encoding}"))

    snapshot = linkcheck.fetch(url, settings=loopback)

    assert (snapshot.content, snapshot.truncated) == (PAGE, True)


def test_a_page_beyond_the_byte_limit_accuses_nobody(server: FaultServer, loopback: Settings) -> None:
    filler = b"<!-- " + b"x" * loopback.max_wire_bytes + b" -->"
    report = check(server, [answer(HEAD + TEASERS + filler + ARTICLE + TAIL)], loopback)

    assert report.verdict is Verdict.UNVERIFIABLE
    assert characters_read(report) > 1000


def test_a_page_beyond_the_decoded_limit_accuses_nobody(server: FaultServer, loopback: Settings) -> None:
    filler = b"".join(b"<!-- %d -->" % number for number in range(200_000))
    packed = gzip.compress(HEAD + TEASERS + filler + ARTICLE + TAIL)
    report = check(server, [answer(packed, "Content-Encoding: gzip")], loopback)

    assert report.verdict is Verdict.UNVERIFIABLE
    assert characters_read(report) > 1000


def test_a_page_beyond_the_tag_limit_accuses_nobody(server: FaultServer, loopback: Settings) -> None:
    report = check(server, [answer(HEAD + TEASERS + b"<br>" * MAX_TAGS + ARTICLE + TAIL)], loopback)

    assert report.verdict is Verdict.UNVERIFIABLE
    assert characters_read(report) > 1000


def test_a_page_that_broke_off_is_asked_for_again(server: FaultServer, loopback: Settings) -> None:
    reset: Script = [answer(PAGE[:BEFORE], length=len(PAGE)), 0.05, "reset"]
    url = server.put("/news/street-trees", reset, [answer(PAGE)])

    report = linkcheck.check(f"{POST} {url}", settings=replace(loopback, retries=1)).links[0]

    assert report.verdict is Verdict.MATCH
    assert server.asked("/news/street-trees") == 2


def test_a_page_that_breaks_off_each_time_is_read_as_far_as_it_came(server: FaultServer, loopback: Settings) -> None:
    reset: Script = [answer(PAGE[:AFTER], length=len(PAGE)), 0.05, "reset"]
    url = server.put("/news/street-trees", reset)

    report = linkcheck.check(f"{POST} {url}", settings=replace(loopback, retries=1)).links[0]

    assert report.verdict is Verdict.MATCH
    assert server.asked("/news/street-trees") == 2
