"""SQLite databases opened so that they cannot be changed: read-only and immutable.

A database with a write-ahead log or a rollback journal is copied, the log is applied to the copy, and the
warnings say so. A log that lies beside a single file given on its own is outside the export: it is not
read, and that is said too. Deleted rows are not looked for.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from disclosure.canonical import CanonicalWriter, Fields
from disclosure.errors import InputError
from disclosure.sources.tree import DAMAGE, Tree, open_tree

MAGIC: Final = b"SQLite format 3\x00"
_LOGS: Final = ("-wal", "-journal")
_WAL_HEADER_BYTES: Final = 32
_BATCH: Final = 5000
FAULTS: Final = (sqlite3.Error, UnicodeDecodeError, OverflowError)
"""What reading a damaged database can raise; names of tables and columns are always decoded strictly."""
_DEFINITION: Final = re.compile(rb"CREATE TABLE (?:IF NOT EXISTS )?[\"'`\[]?(\w+)", re.IGNORECASE)
_OVERLAP: Final = 256
_SUFFIXES: Final = frozenset({"", ".db", ".db3", ".sqlite", ".sqlite3", ".sqlitedb", ".storedata", ".mfdb"})

Row = dict[str, Any]


@dataclass(frozen=True)
class Database:
    """An open database.

    Attributes:
        name: The member it is, for locators.
        connection: Read-only.
    """

    name: str
    connection: sqlite3.Connection

    def tables(self) -> frozenset[str]:
        """Names of tables and views, empty where the schema cannot be read."""
        try:
            rows = self.connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            return frozenset(str(name) for (name,) in rows)
        except FAULTS:
            return frozenset()

    def columns(self, table: str) -> tuple[str, ...]:
        """Names of a table's columns, empty where there is no such table."""
        try:
            return tuple(str(row[1]) for row in self.connection.execute(f"PRAGMA table_info({quoted(table)})"))
        except FAULTS:
            return ()

    def count(self, table: str, where: str = "TRUE") -> int | None:
        """Number of rows, or None where the table cannot be read."""
        try:
            found = self.connection.execute(f"SELECT count(*) FROM {quoted(table)} WHERE {where}")  # noqa: S608
            return int(found.fetchone()[0])
        except FAULTS:
            return None

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows of a query as mappings, fetched in batches.

        Raises:
            sqlite3.DatabaseError: The database is damaged where it is being read.
        """
        cursor = self.connection.execute(sql, tuple(parameters))
        names = [column[0] for column in cursor.description]
        while batch := cursor.fetchmany(_BATCH):
            for row in batch:
                yield dict(zip(names, row, strict=True))


def records(
    writer: CanonicalWriter,
    database: Database,
    table: str,
    *,
    record_type: str | None = None,
    stated: int | None = None,
) -> Iterator[tuple[str, Fields]]:
    """Every row of a table as a record: its place (`member:table/rowid=N`) and its fields.

    The number of rows is noted as stated: the one given, where another document states it, or the one the
    database counts. Where the database is damaged, what lies beyond the damage is quarantined as one loss.
    """
    kind = record_type or table
    count = database.count(table) if stated is None else stated
    if count is not None:
        writer.state(kind, count)
    name = quoted(table)
    for number, sql in (("rowid", f"SELECT rowid, * FROM {name} ORDER BY rowid"), ("row", f"SELECT 0, * FROM {name}")):  # noqa: S608
        try:
            cursor = database.connection.execute(sql)
        except sqlite3.OperationalError:  # a view, or a table without rowid
            continue
        except FAULTS:
            break
        names = [column[0] for column in cursor.description]
        done = 0
        try:
            while batch := cursor.fetchmany(_BATCH):
                for row in batch:
                    place = row[0] if number == "rowid" else done
                    yield (
                        f"{database.name}:{table}/{number}={place}",
                        Fields(dict(zip(names[1:], row[1:], strict=True))),
                    )
                    done += 1
        except FAULTS:
            break
        return
    writer.quarantine(kind, "database_damaged", f"{database.name}:{table}")
    writer.warn(f"{kind}: the database is damaged; rows beyond the damage could not be read")


def pairs(database: Database, table: str, key: str, value: str) -> Iterator[tuple[Any, Any]]:
    """Two columns of a table that links others, in order; nothing where it or a column is not there."""
    if not {key, value} <= set(database.columns(table)):
        return
    sql = f"SELECT {quoted(key)}, {quoted(value)} FROM {quoted(table)} ORDER BY 1, 2"  # noqa: S608 -- quoted
    try:
        yield from database.connection.execute(sql)
    except FAULTS:
        return


def is_database(head: bytes) -> bool:
    """Whether the first bytes are those of a SQLite database (an encrypted one does not show them)."""
    return head.startswith(MAGIC)


def databases(tree: Tree) -> dict[str, frozenset[str]]:
    """Members that are SQLite databases, by their first bytes, with the names of their tables.

    For telling what an export is: in an archive, where nothing is unpacked yet, tables are those whose
    definition stands in the file.
    """
    return _databases(tree.path, tree.path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _databases(path: Path, modified: int) -> dict[str, frozenset[str]]:
    tree = open_tree(path)
    names = [name for name in tree.sizes if tree.kind == "file" or _may_be(name)]
    found = {}
    for name, head in tree.heads(names, len(MAGIC)):
        if not is_database(head):
            continue
        found[name] = _defined(tree, name) if tree.kind == "archive" else _tables(tree.on_disk(name, path))
    return found


def _may_be(name: str) -> bool:
    """Whether a name is one that databases have on phones: an archive of many files is not opened file by file."""
    return PurePosixPath(name).suffix.casefold() in _SUFFIXES


def _tables(path: Path) -> frozenset[str]:
    try:
        connection = sqlite3.connect(_uri(path) + "?mode=ro&immutable=1", uri=True)
    except FAULTS:
        return frozenset()
    connection.text_factory = _text
    try:
        return Database("", connection).tables()
    finally:
        connection.close()


def _defined(tree: Tree, name: str) -> frozenset[str]:
    found: set[str] = set()
    rest = b""
    try:
        with tree.open(name) as stream:
            while chunk := stream.read(1 << 20):
                rest += chunk
                found.update(match.decode("utf-8", "replace") for match in _DEFINITION.findall(rest))
                rest = rest[-_OVERLAP:]
    except (*DAMAGE, RuntimeError):
        pass
    return frozenset(found)


def quoted(name: str) -> str:
    """An identifier as SQL writes it.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def opened(tree: Tree, name: str, writer: CanonicalWriter, path: str | None = None) -> Iterator[Database]:
    """Open a member that is a SQLite database.

    Args:
        tree: The export.
        name: The member.
        writer: Whose scratch folder takes copies, and who is told what a person should know.
        path: Its path on the device, to be named beside the member in locators.

    Raises:
        InputError: It cannot be opened at all.
    """
    scratch = writer.scratch / hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:16]
    logs = [name + suffix for suffix in _LOGS if tree.sizes.get(name + suffix, 0) > _WAL_HEADER_BYTES]
    if logs:
        copy = tree.copy(name, scratch)
        for log in logs:
            _copy_log(tree, log, copy.with_name(copy.name + log.removeprefix(name)))
        size = sum(tree.sizes[log] for log in logs)
        writer.warn(
            f"a database had {size:,} bytes in a write-ahead log or journal; they were applied to a copy and "
            "the copy was read"
        )
        uri = _uri(copy) + "?mode=rw"
    else:
        uri = _uri(tree.on_disk(name, scratch)) + "?mode=ro&immutable=1"
    beside = tree.kind == "file" and any(
        other.is_file() and other.stat().st_size > _WAL_HEADER_BYTES
        for other in (tree.path.with_name(tree.path.name + suffix) for suffix in _LOGS)
    )
    if beside:
        writer.quarantine(None, "log_not_given", name)
        writer.warn(
            "a write-ahead log or journal lies beside the database and is not part of what was given: "
            "put both into one folder and give the folder"
        )
    try:
        connection = sqlite3.connect(uri, uri=True)
    except FAULTS as error:
        raise _unreadable(tree) from error
    connection.text_factory = _text
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield Database(f"{name} ({path})" if path else name, connection)
    except FAULTS as error:
        raise _unreadable(tree) from error
    finally:
        connection.close()


def _unreadable(tree: Tree) -> InputError:
    return InputError(
        "database_unreadable",
        f"{tree.path.name}: the database is damaged or encrypted and cannot be read.",
        "Ask for the export again.",
    )


def _copy_log(tree: Tree, name: str, target: Path) -> None:
    with tree.open(name) as stream, target.open("wb") as sink:
        shutil.copyfileobj(stream, sink, 1 << 20)


def _text(raw: bytes) -> str:
    """Text of a cell; bytes that are not UTF-8 stay visible as escapes."""
    return raw.decode("utf-8", "backslashreplace")


def _uri(path: Path) -> str:
    return path.absolute().as_uri()
