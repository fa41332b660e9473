"""The store keeps the proof of old verdicts, whatever happens to the processes that write it."""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc
import zlib
from pathlib import Path

import msgspec
import pytest

from linkcheck._web.store import Store, prune_store, snapshot_ids_in
from linkcheck._web.types import Hop, Outcome, Snapshot
from linkcheck.errors import DamagedSnapshotError, MissingFileError, StoreError

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def snapshot(
    number: int = 0, *, url: str = "https://example.com/", content: bytes = b"hello", days: int = 0
) -> Snapshot:
    return Snapshot(
        id=f"snapshot-{number}",
        url=url,
        final_url=url,
        status_code=200,
        outcome=Outcome.OK,
        headers=(("etag", '"1"'), ("set-cookie", "session=secret")),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        fetched_at=NOW - dt.timedelta(days=days),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def test_a_snapshot_comes_back_as_it_was_without_cookies(path: Path) -> None:
    with Store(path) as store:
        store.put(snapshot())
    with Store(path) as store:
        kept = store.get("snapshot-0")

    assert kept == msgspec.structs.replace(snapshot(), headers=(("etag", '"1"'),), from_store=True)
    assert b"secret" not in path.read_bytes()


def test_a_new_visit_never_destroys_an_old_one(path: Path) -> None:
    with Store(path) as store:
        store.put(snapshot(1, content=b"old"))
        store.put(snapshot(2, url="https://EXAMPLE.com?utm_source=x#y", content=b"new"))

        latest, first = store.latest("https://example.com/"), store.get("snapshot-1")
        assert latest is not None
        assert first is not None
        assert (latest.content, first.content) == (b"new", b"old")
        with pytest.raises(StoreError):
            store.put(snapshot(1, content=b"forged"))
    with sqlite3.connect(path) as database, pytest.raises(sqlite3.DatabaseError):
        database.execute("UPDATE snapshots SET url = 'forged'")
    database.close()


def test_a_refusal_does_not_hide_an_earlier_visit(path: Path) -> None:
    with Store(path) as store:
        store.put(snapshot(1))
        store.put(msgspec.structs.replace(snapshot(2), outcome=Outcome.REFUSED, content=b""))

        latest = store.latest("https://example.com/")
    assert latest is not None
    assert latest.id == "snapshot-1"


def test_equal_content_is_kept_once(path: Path) -> None:
    content = os.urandom(100_000)
    with Store(path) as store:
        for number in range(20):
            store.put(snapshot(number, content=content))

    assert path.stat().st_size < 300_000


def test_secrets_of_links_that_act_are_masked(path: Path) -> None:
    url = "https://example.com/unsubscribe?user=secret7"
    with Store(path) as store:
        store.put(
            msgspec.structs.replace(
                snapshot(), url=url, final_url=url, hops=(Hop(url, 302),), headers=(("location", url),), message=""
            )
        )

    assert b"secret7" not in path.read_bytes()


def test_listing_is_newest_first(path: Path) -> None:
    with Store(path) as store:
        for number in range(5):
            store.put(snapshot(number, url=f"https://example.com/{number % 2}"))

        assert [entry.id for entry in store.entries(limit=2)] == ["snapshot-4", "snapshot-3"]
        odd = store.entries("https://example.com/1?fbclid=x")
    assert [entry.id for entry in odd] == ["snapshot-3", "snapshot-1"]
    assert (odd[0].size, odd[0].fetched_at, odd[0].outcome) == (5, NOW, Outcome.OK)


def test_pruning_keeps_what_reports_name(path: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text('{"links": [{"snapshot_id": "snapshot-1", "score": 0.5}]}')
    with Store(path) as store:
        for number in range(4):
            store.put(snapshot(number, content=b"%d" % number, days=10 if number < 3 else 0))

        pruned = prune_store(store, before=NOW - dt.timedelta(days=1), report_files=[report])

        assert (pruned.snapshots, pruned.contents) == (2, 2)
        assert [entry.id for entry in store.entries()] == ["snapshot-3", "snapshot-1"]
        kept = store.get("snapshot-1")
        assert kept is not None
        assert kept.content == b"1"
        with pytest.raises(MissingFileError):
            prune_store(store, before=NOW, report_files=[tmp_path / "missing.json"])
        assert len(store.entries()) == 2


def test_ids_are_found_in_json_and_json_lines() -> None:
    assert snapshot_ids_in('{"snapshot_id":"a"}\n{"snapshot_id" : "b"}\n{"snapshot_id":""}') == {"a", "b"}


def test_export_holds_everything(path: Path) -> None:
    with Store(path) as store:
        store.put(snapshot(1))
        store.put(snapshot(2, content=b"\x00\xff"))

        everything, one = list(store.export()), list(store.export(["snapshot-2", "unknown"]))

    assert [entry["id"] for entry in everything] == ["snapshot-1", "snapshot-2"]
    assert base64.b64decode(one[0]["content"]) == b"\x00\xff"
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(one[0])), Snapshot).content == b"\x00\xff"


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_file_that_is_something_else_is_refused_and_left_alone(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    if content:
        with pytest.raises(StoreError):
            Store(path)
        assert path.read_bytes() == content
    else:
        Store(path).close()


def test_another_database_is_refused(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE other (x)")
    database.commit()
    database.close()

    with pytest.raises(StoreError, match="something else"):
        Store(path)


def test_a_later_version_is_refused(path: Path) -> None:
    Store(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.commit()
    database.close()

    with pytest.raises(StoreError, match="later version"):
        Store(path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing"):
        Store(tmp_path / "missing" / "store.sqlite")


def test_content_that_was_tampered_with_is_noticed(path: Path) -> None:
    import zlib

    with Store(path) as store:
        store.put(snapshot())
    database = sqlite3.connect(path)
    database.execute("UPDATE contents SET packed = ?", (zlib.compress(b"forged"),))
    database.commit()
    database.close()

    with Store(path) as store, pytest.raises(StoreError, match="SHA-256"):
        store.get("snapshot-0")


WRITER = """
import sys, datetime as dt
from linkcheck._web.store import Store
from linkcheck._web.types import Snapshot
name, count = sys.argv[2], int(sys.argv[3])
with Store(sys.argv[1]) as store:
    print("ready", flush=True)
    for number in range(count):
        store.put(Snapshot(id=f"{name}-{number}", url="https://example.com/", content=b"%d" % number * 1000,
                           fetched_at=dt.datetime.now(dt.timezone.utc)))
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_several_processes_write_at_once(path: Path) -> None:
    writers = [writer(path, name, 40) for name in "abc"]
    for one in writers:
        one.communicate(timeout=25)
        assert one.returncode == 0

    with Store(path) as store:
        assert len(store.entries(limit=1000)) == 120


def test_a_killed_process_leaves_a_store_that_can_be_read(path: Path) -> None:
    victim = writer(path, "victim", 1_000_000)
    with victim:
        assert victim.stdout is not None
        victim.stdout.readline()
        time.sleep(0.3)
        victim.send_signal(signal.SIGKILL)

    with Store(path) as store:
        entries = store.entries(limit=1_000_000)
        assert entries
        for entry in entries[:20]:
            kept = store.get(entry.id)
            assert kept is not None
            assert kept.content
        store.put(snapshot())
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_store_survives_a_fork(path: Path) -> None:
    with Store(path) as store:
        store.put(snapshot(1))
        child = os.fork()
        if not child:
            store.put(snapshot(2))
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        store.put(snapshot(3))

        assert len(store.entries()) == 3


def tampered(path: Path, statement: str, *values: object) -> None:
    with Store(path) as store:
        store.put(snapshot())
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TRIGGER snapshots_stay")
        database.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE snapshots SET fetched_at = 1e300",
        "UPDATE snapshots SET fetched_at = 'yesterday'",
        "UPDATE snapshots SET outcome = 'fine'",
    ],
)
def test_a_damaged_row_is_named_when_the_store_is_listed(path: Path, statement: str) -> None:
    tampered(path, statement)
    with Store(path) as store, pytest.raises(DamagedSnapshotError, match="a snapshot is damaged"):
        store.entries()


@pytest.mark.parametrize("facts", [b"{}", b"[", b"", b"\xff", 7])
def test_a_damaged_snapshot_is_named_when_it_is_read(path: Path, facts: object) -> None:
    tampered(path, "UPDATE snapshots SET facts = ?", facts)
    with Store(path) as store, pytest.raises(DamagedSnapshotError, match="a snapshot is damaged"):
        store.get("snapshot-0")


@pytest.mark.parametrize("size", [5, 10**12])
def test_content_that_inflates_beyond_its_size_is_not_inflated(path: Path, size: int) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    tampered(path, "UPDATE contents SET packed = ?, size = ?", bomb, size)
    tracemalloc.start()
    try:
        with Store(path) as store, pytest.raises(DamagedSnapshotError, match="SHA-256"):
            store.get("snapshot-0")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 150 * 1024 * 1024
