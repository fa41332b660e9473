"""What a body is shows in its first bytes, whatever its label says."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncGenerator
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from linkcheck._web import body as bodies
from linkcheck._web.body import CHUNKS_A_TURN, Body, Decoder, limits_for, read_body
from linkcheck._web.client import Response
from linkcheck._web.failures import FetchFailure
from linkcheck.settings import Settings

TEXT = b"word " * 1000


def decode(encoding: str, data: bytes, *, step: int, room: int = 10**6) -> bytes:
    decoder, out = Decoder(encoding), bytearray()
    for start in range(0, len(data), step):
        out += decoder.decode(data[start : start + step], room - len(out))
    return bytes(out)


@pytest.mark.parametrize("step", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("GZIP", gzip.compress(TEXT, mtime=0)),
        ("x-gzip", gzip.compress(TEXT, mtime=0)),
        ("gzip, identity", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:500], mtime=0) + gzip.compress(TEXT[500:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + bytes(100)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
    ],
)
def test_one_layer_of_encoding_is_decoded(encoding: str, data: bytes, step: int) -> None:
    assert decode(encoding, data, step=step) == TEXT


@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "compress", "gzip, gzip", "deflate, gzip", "gzip" + ", gzip" * 50, "\u00e9"]
)
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(FetchFailure) as caught:
        Decoder(encoding)
    assert caught.value.code == "encoding"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_takes_no_more_room_than_there_is(encoding: str) -> None:
    bomb = (gzip.compress if encoding == "gzip" else zlib.compress)(bytes(50 * 1024 * 1024))
    tracemalloc.start()
    out = decode(encoding, bomb, step=65536, room=100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(out) == 100_000
    assert peak < 2 * 1024 * 1024


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["", "gzip", "deflate"]), st.integers(1, 50))
def test_no_bytes_raise_anything_but_a_fault(data: bytes, encoding: str, step: int) -> None:
    try:
        out = decode(encoding, data, step=step, room=100)
    except FetchFailure:
        return
    assert len(out) <= 100


def test_a_pdf_may_be_larger_where_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(Settings(), max_wire_bytes=2048, max_body_bytes=4096, max_pdf_bytes=8192)

    monkeypatch.setattr(bodies, "pdf_is_read", lambda: True)
    assert limits_for("application/pdf; x=y", settings) == bodies.Limits(8192, 8192)
    assert limits_for("text/html", settings) == bodies.Limits(2048, 4096)
    monkeypatch.setattr(bodies, "pdf_is_read", lambda: False)
    assert limits_for("application/pdf", settings) == bodies.Limits(2048, 4096)


class ChunksAtHand:
    """A response whose body has come already, in chunks of a byte."""

    status_code = 200

    def __init__(self, count: int) -> None:
        self._count = count

    def header(self, name: str) -> str:
        return "text/html" if name == "content-type" else ""

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        for _ in range(self._count):
            yield b"y"


def test_a_body_in_many_chunks_leaves_the_event_loop_to_others() -> None:
    chunks, turns = 8192, 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def run() -> int:
        body, counting = Body(), asyncio.create_task(count())
        await read_body(cast(Response, ChunksAtHand(chunks)), body, Settings())
        counting.cancel()
        return len(body)

    assert asyncio.run(run()) == chunks
    assert turns >= chunks // CHUNKS_A_TURN
