"""The store: one SQLite file of snapshots, appended to and never overwritten, so that an old verdict keeps its proof.

For the `linkcheck store` command, and for the fetcher, which keeps and recalls visits:

    with Store(path, must_exist=True) as store:     # StoreError: not there, cannot be opened, or is something else
        store.put(snapshot)                         # secrets masked, Set-Cookie left out
        store.get(snapshot_id) -> Snapshot | None   # DamagedSnapshotError: the bytes no longer have their SHA-256
        store.latest(url_key) -> Snapshot | None
        store.entries(url="", limit=100) -> tuple[Entry, ...]               # newest first, without content
        store.prune(before=datetime, keep=snapshot_ids) -> Pruned           # never removes what `keep` names
        store.export(snapshot_ids=()) -> Iterator[dict[str, object]]        # JSON objects, content in base64
    snapshot_ids_in(text) -> frozenset[str]         # what a report (JSON or JSON lines) names: for prune's `keep`
    prune_store(store, before=, report_files=) -> Pruned                    # the two together

Safe with several processes: every write is one transaction of SQLite under a rollback journal (its write-ahead log
had a bug with several writers before 3.51.3 and does not work on network drives), so that a killed process leaves a
file that can be read.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import re
import sqlite3
import threading
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import msgspec

from linkcheck._urls.action_links import mask
from linkcheck._urls.key import url_key
from linkcheck._web.types import Hop, Outcome, Snapshot
from linkcheck.errors import DamagedSnapshotError, MissingFileError, StoreError

_APPLICATION_ID = 0x6C6B6368
""""lkch" in the file's header: tells our file from any other SQLite database."""

_SCHEMA_VERSION = 1

_WAIT_FOR_LOCK = 30.0
"""Seconds; a write takes milliseconds, so only a stuck process makes another wait as long."""

_MAX_CONTENT = 64 * 1024 * 1024
"""Bytes of one content, packed or not, and of what is kept beside it: the most that any setting lets a visit read."""

_SCHEMA = """
CREATE TABLE contents (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    packed BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE snapshots (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    url_key TEXT NOT NULL,
    url TEXT NOT NULL,
    fetched_at REAL NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    status_code INTEGER,
    sha256 TEXT NOT NULL,
    facts BLOB NOT NULL
);
CREATE INDEX snapshots_by_key ON snapshots (url_key, number);
CREATE INDEX snapshots_by_content ON snapshots (sha256);
CREATE TRIGGER snapshots_stay BEFORE UPDATE ON snapshots BEGIN SELECT RAISE(ABORT, 'snapshots are never changed'); END;
"""

_HEADERS_WITH_URLS = frozenset({"location", "content-location", "link", "refresh"})
_REPORT_ID = re.compile(r'"snapshot_id"\s*:\s*"([^"\\]{1,64})"')


class Entry(msgspec.Struct, frozen=True):
    """One line of the store's list."""

    id: str
    url: str
    fetched_at: dt.datetime
    outcome: Outcome
    detail: str
    status_code: int | None
    size: int
    """Bytes of content before compression."""
    sha256: str


class Pruned(msgspec.Struct, frozen=True):
    """What pruning took away."""

    snapshots: int
    contents: int
    bytes: int
    """Compressed bytes of the contents."""


class Store:
    """A file of snapshots. Safe for several threads and processes; survives a fork."""

    def __init__(self, path: str | os.PathLike[str], *, must_exist: bool = False) -> None:
        """Opens the file, and makes it if it is not there (unless it `must_exist`). Raises StoreError."""
        self.path = Path(path)
        if must_exist and not self.path.exists():
            raise StoreError(f"{self.path}: there is no such store")
        self._lock = threading.RLock()
        self._owner = 0
        self._database: sqlite3.Connection | None = None
        with self._translate_errors(), self._lock:
            self._open()

    def put(self, snapshot: Snapshot) -> None:
        """Append a snapshot. Raises StoreError."""
        kept = without_secrets(snapshot)
        packed = zlib.compress(kept.content, 6) if kept.content else b""
        sha256 = hashlib.sha256(kept.content).hexdigest() if kept.content else ""
        facts = msgspec.json.encode(msgspec.structs.replace(kept, content=b"", sha256=sha256))
        row = (
            kept.id,
            kept.url_key or url_key(kept.url),
            kept.url,
            kept.fetched_at.timestamp() if kept.fetched_at else 0.0,
            kept.outcome.value,
            kept.detail,
            kept.status_code,
            sha256,
            facts,
        )
        with self._transaction() as database:
            if packed:
                database.execute("INSERT OR IGNORE INTO contents VALUES (?, ?, ?)", (sha256, len(kept.content), packed))
            database.execute(
                "INSERT INTO snapshots (id, url_key, url, fetched_at, outcome, detail, status_code, sha256, facts)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def get(self, snapshot_id: str) -> Snapshot | None:
        """The snapshot of that id, with `from_store` set; None when there is none. Raises StoreError."""
        return self._one("s.id = ?", snapshot_id)

    def latest(self, key: str) -> Snapshot | None:
        """The newest snapshot of a URL key; one of a visit before one that we refused to make. Raises StoreError."""
        return self._one("s.url_key = ? ORDER BY s.outcome = 'refused', s.number DESC LIMIT 1", key)

    def entries(self, url: str = "", limit: int = 100) -> tuple[Entry, ...]:
        """The newest entries, of one URL where it is given. Raises StoreError."""
        rows = self._rows(
            "SELECT s.id, s.url, s.fetched_at, s.outcome, s.detail, s.status_code, coalesce(c.size, 0), s.sha256"
            " FROM snapshots s LEFT JOIN contents c USING (sha256)"
            " WHERE ? = '' OR s.url_key = ? ORDER BY s.number DESC LIMIT ?",
            (url, url_key(url) if url else "", limit),
        )
        try:
            return tuple(
                Entry(id_, url_, _moment(at), Outcome(outcome), detail, status, size, sha256)
                for id_, url_, at, outcome, detail, status, size, sha256 in rows
            )
        except (OSError, OverflowError, TypeError, ValueError) as error:
            raise DamagedSnapshotError(f"{self.path}: a snapshot is damaged: {error}") from None

    def prune(self, *, before: dt.datetime, keep: Collection[str] = ()) -> Pruned:
        """Remove snapshots older than `before` except those named in `keep`, and content nobody names any more."""
        with self._transaction() as database:
            database.execute("CREATE TEMP TABLE IF NOT EXISTS kept (id TEXT PRIMARY KEY)")
            database.execute("DELETE FROM kept")
            database.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((id_,) for id_ in keep))
            snapshots = database.execute(
                "DELETE FROM snapshots WHERE fetched_at < ? AND id NOT IN (SELECT id FROM kept)", (before.timestamp(),)
            ).rowcount
            orphans = "NOT EXISTS (SELECT 1 FROM snapshots s WHERE s.sha256 = contents.sha256)"
            freed = database.execute(
                f"SELECT count(*), coalesce(sum(length(packed)), 0) FROM contents WHERE {orphans}"  # noqa: S608
            ).fetchone()
            database.execute(f"DELETE FROM contents WHERE {orphans}")  # noqa: S608
        with self._translate_errors(), self._lock:
            self._connection().execute("VACUUM")  # gives the space back to the disk
        return Pruned(snapshots, *freed)

    def export(self, snapshot_ids: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
        """Snapshots as JSON objects, oldest first, all or those named; content as base64. Raises StoreError."""
        for id_ in snapshot_ids or self._ids():
            snapshot = self.get(id_)
            if snapshot is not None:
                entry = msgspec.to_builtins(msgspec.structs.replace(snapshot, content=b"", from_store=False))
                yield {**entry, "content": base64.b64encode(snapshot.content).decode("ascii")}

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._database is not None and self._owner == os.getpid():
                self._database.close()
            self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ids(self) -> Iterator[str]:
        for (id_,) in self._rows("SELECT id FROM snapshots ORDER BY number", ()):
            yield id_

    def _one(self, condition: str, value: str) -> Snapshot | None:
        query = (
            "SELECT s.facts, s.sha256, c.size, c.packed FROM snapshots s"  # noqa: S608 - conditions are this module's
            f" LEFT JOIN (SELECT * FROM contents WHERE length(packed) <= {_MAX_CONTENT}) c USING (sha256)"
            f" WHERE length(s.facts) <= {_MAX_CONTENT} AND {condition}"
        )
        rows = self._rows(query, (value,))
        if not rows:
            return None
        facts, sha256, size, packed = rows[0]
        try:
            snapshot = msgspec.json.decode(facts, type=Snapshot)
            content = _unpacked(packed, size) if packed else b""
        except (msgspec.DecodeError, zlib.error, TypeError, ValueError, OverflowError) as error:
            raise DamagedSnapshotError(f"{self.path}: a snapshot is damaged: {error}") from None
        if sha256 and hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedSnapshotError(f"{self.path}: the content of snapshot {snapshot.id} no longer has its SHA-256")
        return msgspec.structs.replace(snapshot, content=content, from_store=True)

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        with self._translate_errors(), self._lock:
            return self._connection().execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._translate_errors(), self._lock:
            database = self._connection()
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        if self._database is None or self._owner != os.getpid():
            return self._open()  # a connection must not be used in a forked child
        return self._database

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=_WAIT_FOR_LOCK, isolation_level=None, check_same_thread=False)
        try:
            database.execute("PRAGMA journal_mode = TRUNCATE")
            self._require_ours(database)
        except BaseException:
            database.close()
            raise
        self._database, self._owner = database, os.getpid()
        return database

    def _require_ours(self, database: sqlite3.Connection) -> None:
        if self._application(database) != _APPLICATION_ID:
            self._make(database)
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version > _SCHEMA_VERSION:
            raise StoreError(f"{self.path} was made by a later version of linkcheck (schema {version})")

    def _make(self, database: sqlite3.Connection) -> None:
        database.execute("BEGIN IMMEDIATE")
        if self._application(database) != _APPLICATION_ID:  # another process may have made it meanwhile
            (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables:
                raise StoreError(f"{self.path} is a database of something else")
            for statement in _SCHEMA.split(";\n"):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        database.execute("COMMIT")

    @staticmethod
    def _application(database: sqlite3.Connection) -> int:
        return int(database.execute("PRAGMA application_id").fetchone()[0])

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            if isinstance(error, StoreError):
                raise
            raise StoreError(f"{self.path}: {error}") from error
        except UnicodeDecodeError as error:  # SQLite quotes the damage that it found, and the damage is no UTF-8
            raise StoreError(f"{self.path}: the file is damaged") from error


def without_secrets(snapshot: Snapshot) -> Snapshot:
    """A snapshot as it may be kept: URLs of links that act masked, Set-Cookie left out."""
    return msgspec.structs.replace(
        snapshot,
        url=mask(snapshot.url),
        final_url=mask(snapshot.final_url),
        hops=tuple(Hop(mask(hop.url), hop.status_code) for hop in snapshot.hops),
        headers=tuple(
            (name, mask(value) if name in _HEADERS_WITH_URLS else value)
            for name, value in snapshot.headers
            if name not in ("set-cookie", "set-cookie2")
        ),
    )


def snapshot_ids_in(text: str) -> frozenset[str]:
    """The snapshots that reports in JSON or JSON lines name."""
    return frozenset(_REPORT_ID.findall(text))


def prune_store(store: Store, *, before: dt.datetime, report_files: Iterable[str | os.PathLike[str]] = ()) -> Pruned:
    """Prune a store, keeping what the named report files name. Raises MissingFileError and StoreError."""
    keep: set[str] = set()
    for file in report_files:
        try:
            keep |= snapshot_ids_in(Path(file).read_text("utf-8", errors="replace"))
        except OSError as error:
            raise MissingFileError(str(file), error.strerror or "cannot be read") from None
    return store.prune(before=before, keep=keep)


def _unpacked(packed: bytes, size: int) -> bytes:
    """The content, at most one byte more than its declared size, so that it does not have its SHA-256."""
    return zlib.decompressobj().decompress(packed, min(size, _MAX_CONTENT) + 1)


def _moment(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
