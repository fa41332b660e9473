"""Does a damaged store say so, as a StoreError, within bounded memory? Bytes of the file, and values in its rows."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import tempfile
import tracemalloc
import zlib
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from linkcheck._urls.key import url_key
from linkcheck._web.store import Store
from linkcheck._web.types import Hop, Outcome, Snapshot
from linkcheck.errors import StoreError
from tests.fuzz import strange
from tests.fuzz.fuzzer import Fuzzer

_MOST = 200 * 1024 * 1024
"""Bytes that reading may take at a time: thrice the largest content that a store holds."""
_COLUMNS = {
    "snapshots": (
        "number",
        "id",
        "url_key",
        "url",
        "fetched_at",
        "outcome",
        "detail",
        "status_code",
        "sha256",
        "facts",
    ),
    "contents": ("sha256", "size", "packed"),
}


def attack_file(rng: Random) -> None:
    """A store whose file was damaged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        _write(path, rng)
        damaged = bytearray(path.read_bytes())
        for _ in range(rng.choice((1, 3, 30))):
            at = rng.randrange(len(damaged)) if rng.random() < 0.7 else rng.randrange(200)
            damaged[at : at + rng.choice((1, 4, 100))] = rng.choice((rng.randbytes(4), b"", b"\xff" * 8, b"\0" * 100))
        path.write_bytes(damaged[: rng.choice((len(damaged), len(damaged), rng.randrange(len(damaged))))])
        _use(path, rng)


def attack_rows(rng: Random) -> None:
    """A store with values that no version of linkcheck writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        _write(path, rng)
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            database.execute("DROP TRIGGER snapshots_stay")
            for _ in range(rng.randint(1, 3)):
                table = rng.choice(sorted(_COLUMNS))
                column = rng.choice(_COLUMNS[table])
                with contextlib.suppress(sqlite3.IntegrityError):
                    database.execute(f"UPDATE {table} SET {column} = ?", (_value(rng),))
        tracemalloc.start()
        try:
            _use(path, rng)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < _MOST, most


def _write(path: Path, rng: Random) -> None:
    with Store(path) as store:
        for number in range(rng.randint(1, 4)):
            store.put(_snapshot(number, rng))


def _snapshot(number: int, rng: Random) -> Snapshot:
    return Snapshot(
        id=f"snapshot-{number}",
        url=f"https://a.example/{number % 2}",
        final_url=rng.choice(("https://a.example/", strange.encodable(strange.text(rng, 3)))),
        hops=(Hop("https://a.example/0", 301),),
        status_code=rng.choice((None, 200)),
        outcome=rng.choice(list(Outcome)),
        headers=(("location", strange.encodable(strange.word(rng))), ("etag", "x")),
        content=rng.choice((b"", b"hello", rng.randbytes(3000))),
        fetched_at=rng.choice((None, dt.datetime(2026, 11, 22, tzinfo=dt.UTC))),
    )


def _use(path: Path, rng: Random) -> None:
    for use in (_read, _list, _export, _add, _prune):
        with contextlib.suppress(StoreError), Store(path) as store:
            use(store, rng)


def _read(store: Store, rng: Random) -> None:
    for id_ in (f"snapshot-{rng.randrange(4)}", strange.encodable(strange.word(rng))):
        with contextlib.suppress(StoreError):
            store.get(id_)
    store.latest(url_key("https://a.example/0"))


def _list(store: Store, rng: Random) -> None:
    for entry in store.entries(rng.choice(("", "https://a.example/0"))):
        msgspec.json.encode(entry)


def _export(store: Store, rng: Random) -> None:
    for entry in store.export():
        msgspec.json.encode(entry)


def _add(store: Store, rng: Random) -> None:
    store.put(_snapshot(9, rng))
    assert store.get("snapshot-9") is not None


def _prune(store: Store, rng: Random) -> None:
    store.prune(
        before=rng.choice((dt.datetime(2026, 11, 23, tzinfo=dt.UTC), dt.datetime.min.replace(tzinfo=dt.UTC))),
        keep=("snapshot-0", "x"),
    )


def _value(rng: Random) -> Any:
    return rng.choice(
        (
            lambda: rng.choice(
                (None, 0, -1, 2**63 - 1, 1e300, float("inf"), -1e18, 253402300800, "yesterday", "", b"", b"\xff", "nan")
            ),
            lambda: strange.encodable(strange.text(rng, 5)),
            lambda: (
                zlib.compress(bytes(rng.choice((10, 10**6, 2 * 10**8))), 9)
                if rng.random() < 0.2
                else zlib.compress(b"x")
            ),
            lambda: strange.mutated_bytes(rng, msgspec.json.encode(_snapshot(0, rng))),
            lambda: msgspec.json.encode(
                {
                    **msgspec.to_builtins(_snapshot(0, rng)),
                    rng.choice(("status_code", "hops", "url", "fetched_at")): rng.choice((None, 7, [], "x")),
                }
            ),
        )
    )()


FUZZERS = (Fuzzer("store-file", attack_file, 12), Fuzzer("store-rows", attack_rows, 12))
