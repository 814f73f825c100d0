"""Find the databases of an export, read each by its kind, list everything else."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final
from xml.parsers.expat import ExpatError

from disclosure.canonical import CanonicalWriter
from disclosure.errors import InputError
from disclosure.readers.phone_databases import (
    android,
    ios_calls,
    ios_contacts,
    ios_messages,
    whatsapp_android,
    whatsapp_ios,
)
from disclosure.readers.phone_databases.kind import Context, Kind
from disclosure.reading import NOT_TRIED, Detection, Reconciliation, Source
from disclosure.sources import sqlite
from disclosure.sources.listing import list_files
from disclosure.sources.tree import DAMAGE, Tree, open_tree

KINDS: Final[tuple[Kind, ...]] = (
    whatsapp_ios.KIND,
    whatsapp_ios.CONTACTS,
    whatsapp_android.KIND,
    whatsapp_android.OLD,
    whatsapp_android.CONTACTS,
    ios_messages.KIND,
    ios_calls.KIND,
    ios_calls.OLD,
    ios_contacts.KIND,
    android.KIND,
)
_MANIFEST: Final = "**/Manifest.db"
_HASHED: Final = re.compile(r"(?:.*/)?([0-9a-f]{2})/(\1[0-9a-f]{38})")
_LOGS: Final = ("-wal", "-shm", "-journal")


def detect(path: Path) -> Detection:
    """Whether a path holds a database of a kind that is read, or is an iOS backup."""
    try:
        tree = open_tree(path)
        if _manifests(tree):
            return Detection(True, "an iOS backup (Manifest.db and files by hash)")
        found = sqlite.databases(tree)
    except InputError:
        return Detection(False, "a damaged archive")
    if not found:
        return Detection(False, "no SQLite database")
    kinds = {kind.name for tables in found.values() for kind in [_kind(tables)] if kind}
    if not kinds:
        return Detection(False, "no SQLite database of a kind that is read")
    return Detection(True, ", ".join(sorted(kinds)))


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every database of a kind that is known, and list the other files.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes of databases were read.

    Raises:
        InputError: The backup is encrypted, or no database is of a kind that is read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        paths: dict[str, str] = {}
        manifests = _manifests(tree)
        if manifests:
            _refuse_encrypted(tree, source)
            for name in manifests:
                paths |= _backup_paths(writer, tree, name)
        known = {name: kind for name, tables in sqlite.databases(tree).items() for kind in [_kind(tables)] if kind}
        if not known and not manifests:
            raise InputError(
                "no_known_database",
                f"{source.path.name} holds no database of a kind that is read.",
                "See docs/readers.md for the kinds; for another one, export its table as CSV and give --mapping.",
            )
        by_end = {path: name for name, path in paths.items()} or {name: name for name in tree.sizes}
        context = Context(lambda path: _locate(by_end, path))
        for name, kind in known.items():
            with sqlite.opened(tree, name, writer, paths.get(name)) as database:
                kind.read(writer, database, context)
            if not kind.is_tried:
                writer.warn(f"{kind.name}: {NOT_TRIED}")
            advance(tree.sizes[name])
        logs = {name + suffix for name in known for suffix in _LOGS}
        others = [name for name in tree.sizes if name not in known and name not in logs and name not in manifests]
        list_files(writer, tree, others, path_of=paths.get)
        unread = len(sqlite.databases(tree).keys() - known.keys() - set(manifests))
        if unread:
            writer.warn(f"{unread:,} other databases are in the export and were not read; they are listed in files")
    return writer.reconciliation()


def _kind(tables: frozenset[str]) -> Kind | None:
    return next((kind for kind in KINDS if kind.is_one(tables)), None)


def _locate(by_end: dict[str, str], path: str) -> str | None:
    """The member that holds a device path; backups and archives cut the beginning of paths off."""
    wanted = path.removeprefix("~/").removeprefix("/")
    if wanted in by_end:
        return by_end[wanted]
    for prefix in ("var/mobile/", "private/var/mobile/", "storage/emulated/0/", "sdcard/", "Message/"):
        if wanted.startswith(prefix) and wanted.removeprefix(prefix) in by_end:
            return by_end[wanted.removeprefix(prefix)]
    return None


def _manifests(tree: Tree) -> list[str]:
    """Manifests of backups: beside files named by their hash, or an Info.plist or Manifest.plist."""
    if tree.kind == "file":
        return []
    found = tree.find(_MANIFEST)
    hashed = any(_HASHED.fullmatch(name) for name in tree.sizes)
    return [name for name in found if hashed or tree.find("**/Manifest.plist", "**/Info.plist")]


def _refuse_encrypted(tree: Tree, source: Source) -> None:
    """Say so where a backup is encrypted: its manifest is no database, or its property list says so.

    Raises:
        InputError: The backup is encrypted.
    """
    said = False
    for name in tree.find("**/Manifest.plist"):
        try:
            with tree.open(name) as stream:
                said = said or bool(plistlib.load(stream).get("IsEncrypted"))
        except (*DAMAGE, RuntimeError, ValueError, AttributeError, ExpatError, plistlib.InvalidFileException):
            continue
    heads = [sqlite.is_database(tree.head(name)) for name in _manifests(tree)]
    if said or not any(heads):
        raise InputError(
            "backup_encrypted",
            f"{source.path.name} is an encrypted iOS backup.",
            "Decrypt it with its password first, or make a backup without encryption.",
        )


def _backup_paths(writer: CanonicalWriter, tree: Tree, manifest: str) -> dict[str, str]:
    """Device paths of a backup's files, by member; entries of files that are not there are kept as records."""
    folder = PurePosixPath(manifest).parent.as_posix()
    prefix = "" if folder == "." else f"{folder}/"
    found: dict[str, str] = {}
    with sqlite.opened(tree, manifest, writer) as database:
        if "Files" not in database.tables():
            writer.quarantine(None, "manifest_without_files", manifest)
            return found
        for place, fields in sqlite.records(writer, database, "Files", record_type="Manifest"):
            key, domain, path = fields.raw("fileID"), fields.raw("domain"), fields.raw("relativePath")
            member = f"{prefix}{(key or '')[:2]}/{key}"
            if member in tree.sizes and path:
                found[member] = path
                for name in ("fileID", "relativePath"):
                    fields.take(name)
            writer.record("Manifest", None, place, fields, {"application": domain})
    return found
