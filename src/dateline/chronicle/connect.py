"""Opens the SQLite file of a chronicle and turns what SQLite complains of into one sentence for its reader."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from dateline.chronicle.migrations import APPLICATION, LATEST, migrate
from dateline.errors import ChronicleError, DiskFull, LockedDatabase, MissingDatabase, NotAChronicle

WAIT_S = 5.0
"""How long to wait, in seconds, for another program that is writing to the chronicle."""

SENTENCES = (
    ("locked", LockedDatabase, None),
    ("busy", LockedDatabase, None),
    ("readonly", DiskFull, "the chronicle is read-only; nothing was written"),
    ("full", DiskFull, None),
    ("disk i/o error", DiskFull, "the disk is full or failing; what was reported as stored is safe"),
    ("not a database", NotAChronicle, "this file is not a chronicle: it is not an SQLite database"),
    ("malformed", ChronicleError, "the file is damaged; restore it from a copy, or read the articles again"),
    ("unable to open", ChronicleError, "the chronicle cannot be opened: is its folder there, and may you write to it?"),
)


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Raises what SQLite reports inside the block as a ChronicleError with one sentence that names the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _told(error, path) from error


def _told(error: sqlite3.DatabaseError, path: Path) -> ChronicleError:
    said = str(error).lower()
    for words, kind, detail in SENTENCES:
        if words in said:
            return kind(detail, where=str(path))
    return ChronicleError(f"the chronicle cannot be used: {error}", where=str(path))


def connect(path: Path, *, create: bool, readonly: bool) -> sqlite3.Connection:
    """An open chronicle at the latest schema. Raises MissingDatabase, NotAChronicle, LockedDatabase or DiskFull."""
    _check_place(path, create=create and not readonly)
    with plainly(path):
        if readonly:
            connection = _open_to_read(path)
            if connection is not None:
                return connection
        return _open_to_write(path, create=create and not readonly)


def _check_place(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise NotAChronicle("this is a folder, not a chronicle", where=str(path))
    if path.exists():
        return
    if not create:
        raise MissingDatabase("there is no chronicle here; `dateline add FILE --to PATH` makes one", where=str(path))
    if not path.parent.is_dir():
        raise MissingDatabase(f"the folder {path.parent} does not exist; make it first", where=str(path))


def _open_to_read(path: Path) -> sqlite3.Connection | None:
    """A connection that cannot write; None if the chronicle needs a migration first."""
    try:
        connection = _session(path, "mode=ro")
        version = _version(connection, path)
    except sqlite3.OperationalError:
        if _has_log(path):
            raise
        connection = _session(path, "mode=ro&immutable=1")
        version = _version(connection, path)
    if version == 0:
        connection.close()
        raise NotAChronicle("this file is empty, not a chronicle", where=str(path))
    if version < LATEST:
        connection.close()
        return None
    return connection


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _open_to_write(path: Path, *, create: bool) -> sqlite3.Connection:
    connection = _session(path, "mode=rwc" if create else "mode=rw")
    try:
        version = _version(connection, path)
        if version == 0 and not create:
            raise NotAChronicle("this file is empty, not a chronicle", where=str(path))
        _use_log(connection)
        connection.execute("PRAGMA synchronous = FULL")
        if version < LATEST:
            migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _session(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=WAIT_S, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema number of the file; 0 if it holds nothing yet. Raises NotAChronicle for anything else."""
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    except BaseException:
        connection.close()
        raise
    if application == 0 and version == 0 and tables == 0:
        return 0
    detail = None
    if application != APPLICATION:
        detail = "this file is an SQLite database, but not a chronicle"
    elif version > LATEST:
        detail = f"this chronicle has schema {version}, made by a newer dateline; this one knows up to {LATEST}"
    if detail:
        connection.close()
        raise NotAChronicle(detail, where=str(path))
    return version


def _use_log(connection: sqlite3.Connection) -> None:
    """Write-ahead logging: readers never wait for the writer. Switching to it does not wait by itself, so wait here."""
    for pause in (0.1, 0.4, 1.5, WAIT_S - 2.0, None):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if pause is None or "locked" not in str(error):
                raise
            time.sleep(pause)
