"""Does each record of any file become a Post or a BadRecord, none of them lost? Formats in bytes, rows, frames."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Callable
from random import Random
from typing import Any

import linkcheck
from linkcheck._post.files import FILE_FORMATS
from linkcheck._post.files.kinds import kind_of_content
from linkcheck._post.readers import readers
from linkcheck._post.types import BadRecord, Post
from linkcheck.errors import shown_value
from tests.fuzz import strange
from tests.fuzz.fuzzer import Fuzzer
from tests.fuzz.posts import require_whole

_SUFFIXES = (".json", ".js", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", "", ".xlsx", ".JSON")


def attack_bytes(rng: Random) -> None:
    """Any bytes under any name."""
    content = strange.mutated_bytes(rng, rng.choice(_FILES)(rng))
    name = f"posts{rng.choice(_SUFFIXES)}"
    wanted = rng.choice((None, None, *FILE_FORMATS))
    stream = rng.choice(
        (io.BytesIO(content), Trickle(content), io.StringIO(content.decode("utf-8", "surrogateescape")))
    )
    read = records_or_refusal(content, stream, name=name, format=wanted)
    if read is None:
        return
    require_records(read)
    assert read or len(_filled_lines(content)) < 2, "more than a header, and neither a post nor a bad record"


def attack_columns(rng: Random) -> None:
    """Rows as csv.DictReader gives them, which has cells without a column, and columns without a cell."""
    table = strange.encodable(_table(rng).decode()).replace("\0", "")
    rows = csv.DictReader(io.StringIO(table, newline=""), restval=rng.choice((None, "", "x")))
    while (row := _next_row(rows)) is not None:
        try:
            require_whole(linkcheck.parse_post(row))
        except linkcheck.PostError as problem:
            str(problem).encode()


def _next_row(rows: csv.DictReader[str]) -> dict[str | Any, Any] | None:
    try:
        return next(rows, None)
    except csv.Error:  # the module's own, of a table that is none
        return None


def attack_long(rng: Random) -> None:
    """Files of which a part is longer than any limit: every byte is read, or complained of."""
    end = rng.choice((b"\r", b"\n", b"\r\n", b""))
    row = rng.choice(
        (
            b"hello,https://e.example",
            b'{"text":"hello https://e.example"}',
            b'"',
            b"\xff",
            "é".encode("utf-16-le"),
            b"x",
            b"[",
            b'"text":',
        )
    )
    head = rng.choice((b"", b"text,url" + end, b"[", b'{"text":"', b"\xff\xfe"))
    content = head + (row + end) * (rng.choice((70_000, 300_000, 1_200_000)) // (len(row) + len(end)))
    name = f"posts{rng.choice(_SUFFIXES)}"
    read = records_or_refusal(content, io.BytesIO(content), name=name)
    assert read is None or read or len(_filled_lines(content)) < 2, (
        f"{len(content)} bytes gave neither a post nor a bad record"
    )


def records_or_refusal(content: bytes, stream: Any, **options: Any) -> list[Post | BadRecord] | None:
    """What is read of a stream; None where it is refused, which only a file of a kind that holds no posts may be."""
    as_text = content.decode("utf-8", "surrogateescape").encode("utf-8", "replace")
    kinds = {kind_of_content(content), kind_of_content(as_text)} - {""}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", linkcheck.InputWarning)
        try:
            return list(linkcheck.read_posts(stream, **options))
        except linkcheck.InputError as refusal:
            if any(kind in str(refusal) for kind in kinds):
                return None
            raise


def require_records(read: list[Post | BadRecord]) -> None:
    """Each has its place, in order, and can be told."""
    for number, record in enumerate(read):
        if isinstance(record, BadRecord):
            assert record.message, record
            record.message.encode()
            place: Any = record
        else:
            require_whole(record)
            assert record.origin is not None
            place = record.origin
        assert place.record == number
        assert place.line is None or place.line >= 1


class Trickle:
    """A stream that gives little at a time, as a pipe does."""

    def __init__(self, content: bytes) -> None:
        self._stream = io.BytesIO(content)

    def read(self, size: int = -1, /) -> bytes:
        return self._stream.read(min(size, 700) if size > 0 else size)


def _examples(rng: Random) -> list[dict[str, Any]]:
    return [_plain(strange.mutated(rng, rng.choice(readers()).example, 1)) for _ in range(rng.randint(1, 4))]


def _plain(value: Any, depth: int = 30) -> Any:
    """What json can write of a value."""
    if not depth:
        return None
    if isinstance(value, dict):
        return {
            (name if isinstance(name, str) else shown_value(name)): _plain(inside, depth - 1)
            for name, inside in value.items()
        }
    if isinstance(value, list):
        return [_plain(inside, depth - 1) for inside in value]
    if isinstance(value, int):
        return value % 2**70
    return value if value is None or isinstance(value, (float, str)) else shown_value(value)


def _filled_lines(content: bytes) -> list[str]:
    """The lines with more than delimiters and quotes in them; a table of one such line is a header without rows."""
    lines = re.split(r"[\r\n]+", content.replace(b"\0", b"").decode("utf-8", "replace"))
    return [line for line in lines if line.strip("\"'\ufeff\ufffd,;|") and line.strip(" \t\"',;|\ufeff\ufffd")]


def _list(rng: Random) -> bytes:
    return json.dumps(_examples(rng), ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 1))).encode(
        "utf-8", "surrogatepass"
    )


def _lines(rng: Random) -> bytes:
    return b"\n".join(json.dumps(record).encode() for record in _examples(rng))


def _object(rng: Random) -> bytes:
    return json.dumps({rng.choice(("data", "posts", "feed", "x")): _examples(rng)}).encode()


def _archive(rng: Random) -> bytes:
    return b"window.YTD.tweets.part0 = " + json.dumps([{"tweet": record} for record in _examples(rng)]).encode()


def _table(rng: Random) -> bytes:
    out = io.StringIO()
    columns = rng.choice([reader.columns or ("text", "url") for reader in readers()])
    writer = csv.writer(
        out,
        delimiter=rng.choice(",;\t|"),
        lineterminator=rng.choice(("\n", "\r\n", "\r")),
        quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    )
    writer.writerow([*columns, *rng.choice(((), ("text",), ("",)))])
    for _ in range(rng.randint(0, 5)):
        cells = rng.choice((len(columns), len(columns), rng.randint(0, 5)))
        writer.writerow(
            [
                strange.encodable(
                    rng.choice((strange.text(rng, 6), "York buys buses", "https://a.example/b", "24/11/2026 09:30", ""))
                )
                for _ in range(cells)
            ]
        )
    return out.getvalue().encode()


def _text(rng: Random) -> bytes:
    return strange.encodable(strange.text(rng)).encode()


_FILES: tuple[Callable[[Random], bytes], ...] = (_list, _lines, _object, _archive, _table, _table, _text)
FUZZERS = (Fuzzer("file", attack_bytes, 60), Fuzzer("columns", attack_columns, 30), Fuzzer("long-file", attack_long, 4))
