"""A UFDR or report.xml from bytes to the case: scan, hash the files, map, reconcile."""

from __future__ import annotations

import contextlib
import hashlib
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from disclosure import mapping, tables
from disclosure.extracted import ExtractedWriter
from disclosure.readers.ufdr import scan
from disclosure.readers.ufdr.container import ArchiveDamageError, Container, open_container
from disclosure.readers.ufdr.result import Quarantined, ScanResult
from disclosure.reading import Reconciliation, RecordCount, Source
from disclosure.workspace import encode_ref

_CHUNK_BYTES: Final = 1 << 20
_SMALL_BYTES: Final = 8 << 20
"""Reports up to this size are read by expat, unless they are damaged: loading compiled code would take longer."""
_BREAK_BYTES: Final = 1 << 16
_LEFT_EXTRACTED: Final = ("extraInfos", "nodeInfos", "imageInfos")
"""Where on the device each record was decoded from: a table of its own to join, not fields of an artefact."""

_LARGE: Final = ("Chat",)
"""One of these can be most of a report."""

_IDENTIFIERS: Final = (
    ("Party", "Identifier"),
    ("UserAccount", "Username"),
    *(
        (record_type, "Value")
        for record_type in (
            "PhoneNumber",
            "EmailAddress",
            "UserID",
            "WebAddress",
            "ProfilePicture",
            "ContactEntry",
        )
    ),
)

_TIMES: Final = (
    *((kind, name) for kind in ("InstantMessage", "SMS", "MMS") for name in ("TimeStamp", "DateDelivered", "DateRead")),
    *(("Party", name) for name in ("DateDelivered", "DateRead")),
    *(("Chat", name) for name in ("StartTime", "LastActivity")),
    *(("Contact", name) for name in ("TimeCreated", "TimeModified", "TimeContacted")),
    *(("Location", name) for name in ("TimeStamp", "EndTime")),
    *(("WirelessNetwork", name) for name in ("TimeStamp", "LastConnection", "EndTime")),
    *(("WebBookmark", name) for name in ("TimeStamp", "LastVisited")),
    *(("Note", name) for name in ("Creation", "Modification")),
    *(("CalendarEntry", name) for name in ("StartDate", "EndDate")),
    *(("InstalledApplication", name) for name in ("InstallDate", "DeletedDate", "LastLaunched")),
    *(("Password", name) for name in ("DateCreated", "DateModified")),
    *(("DeviceEvent", name) for name in ("StartTime", "EndTime")),
    *((kind, "TimeStamp") for kind in ("Call", "SearchedItem", "Email", "CellTower", "PoweringEvent", "LogEntry")),
    ("UserAccount", "TimeCreated"),
    ("VisitedPage", "LastVisited"),
    *(("taggedFiles", f"accessInfo.{name}") for name in ("CreationTime", "ModifyTime", "AccessTime", "DeletedTime")),
)

_VENDOR_WORD: Final = re.compile(r"[A-Za-z0-9][\w .()-]{0,39}")
"""What a type or version looks like; anything else is not printed."""


@lru_cache(maxsize=1)
def mappings() -> tuple[mapping.TableMapping, ...]:
    """The SQL files that fill the canonical tables."""
    return mapping.load(files(__package__).joinpath("mapping"))


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read one export into a folder laid out like a case.

    Args:
        source: The export.
        out: The staged case: `extracted/`, `artefacts/` and `quarantine/` are made in it.
        advance: Told how many bytes of the report were read.

    Raises:
        InputError: The export as a whole cannot be read; the message says why.
    """
    container = open_container(source.path)
    result, writer, written = _scan(container, source, out / "extracted" / encode_ref(source.exhibit_ref), advance)
    datasets = {record_type: writer.files(record_type) for record_type in sorted(written)}
    # What the scan held goes back before the mapping asks for its own.
    pa.default_memory_pool().release_unused()
    hashes, unreadable = _file_hashes(container, datasets.get("taggedFiles", []))
    mapped = mapping.run(
        mappings(),
        datasets,
        source,
        container.member,
        out,
        extra={
            "file_hashes": hashes,
            "members": pa.table({"folded": pa.array(sorted(container.members), pa.string())}),
        },
        identifier_columns=_IDENTIFIERS,
        time_columns=_TIMES,
        leave_out=_LEFT_EXTRACTED,
        split=_LARGE,
    )
    quarantined = Counter(item.record_type for item in result.quarantined if item.record_type and not item.is_kept)
    _write_quarantine(result, source, container.member, out)
    message_tables = ("InstantMessage", "SMS", "MMS")
    messages_seen = sum(result.seen[name] for name in message_tables) - sum(
        quarantined[name] for name in message_tables
    )
    return Reconciliation(
        records=tuple(
            RecordCount(name, result.seen[name], written.get(name, 0), quarantined[name])
            for name in sorted(result.seen)
        ),
        tables=mapped.tables,
        quarantine=_by_reason(item for item in result.quarantined if not item.is_kept),
        repaired=_by_reason(item for item in result.quarantined if item.is_kept),
        first_bytes=_first_bytes(result.quarantined),
        values=mapped.values,
        duplicates=messages_seen - mapped.tables["messages"] - mapped.tables["quoted_messages"],
        warnings=tuple(_warnings(container, result, written, out, source, unreadable)),
        extraction=_extraction(result.project, datasets.get("sourceExtractions", [])),
    )


def _extraction(project: Mapping[str, str], extractions: list[Path]) -> str:
    """Types of the extractions and version of the report; names are left out, since examiners type them."""
    types: dict[str, None] = {}
    for path in extractions:
        if "@type" in pq.read_schema(path).names:
            types |= dict.fromkeys(pq.read_table(path, columns=["@type"], partitioning=None)["@type"].to_pylist())
    stated = types or {project.get("extractionType", ""): None}
    words = [f"{word} extraction" for word in stated if word and _VENDOR_WORD.fullmatch(word)]
    version = project.get("reportVersion", "")
    return ", ".join([*words, *([f"report version {version}"] if _VENDOR_WORD.fullmatch(version) else [])])


def _scan(
    container: Container, source: Source, folder: Path, advance: Callable[[int], None]
) -> tuple[ScanResult, ExtractedWriter, dict[str, int]]:
    """The report into the extracted layer: by expat if it is small and sound, else by the fast scanner."""
    if container.size is not None and container.size <= _SMALL_BYTES:
        writer = ExtractedWriter(folder, source.token)
        with contextlib.suppress(ArchiveDamageError):
            report = b"".join(container.report_chunks())
            result = scan.scan(report, source, container.member, writer, advance)
            if result is not None:
                return result, writer, writer.close()
        writer.discard()
    # Compiled code takes a second to load, which is no way to spend the time of --help.
    from disclosure.readers.ufdr import fast_scan

    def run(unverified_from: int | None) -> tuple[ScanResult, ExtractedWriter, str | None]:
        writer = ExtractedWriter(folder, source.token)
        damage: list[str] = []

        def chunks() -> Iterator[bytes]:
            try:
                yield from container.report_chunks()
            except ArchiveDamageError as error:
                damage.append(error.reason)

        result = fast_scan.scan(chunks(), source, container.member, writer, advance, unverified_from)
        return result, writer, damage[0] if damage else None

    result, writer, damage = run(None)
    written = writer.close()
    if damage is None:
        return result, writer, written
    doubtful = _doubtful_from(result, damage)
    if doubtful is not None:
        # From which record on nobody can vouch for the report is known only now: read it again.
        writer.discard()
        result, writer, _ = run(doubtful)
        written = writer.close()
        result.quarantined.append(
            Quarantined(None, "unverified", doubtful, result.length, is_kept=True, count=result.unverified)
        )
    result.quarantined.append(Quarantined(None, damage, result.length, None))
    return result, writer, written


def _doubtful_from(result: ScanResult, damage: str) -> int | None:
    """Byte from which a report of a damaged archive cannot be vouched for.

    That is the first thing that had to be repaired. A checksum that differs although nothing did says that the
    fault may be anywhere; a stream that breaks was damaged some way before the break.
    """
    if result.first_error is not None:
        return result.first_error
    if damage == "archive_checksum_differs":
        return 0
    return max(0, result.length - _BREAK_BYTES) if damage == "archive_broken" else None


def _by_reason(items: Iterable[Quarantined]) -> dict[str, int]:
    return dict(sorted(Counter(item.reason for item in items).items()))


def _first_bytes(items: Sequence[Quarantined]) -> dict[str, int]:
    first: dict[str, int] = {}
    for item in items:
        first[item.reason] = min(item.byte_start, first.get(item.reason, item.byte_start))
    return dict(sorted(first.items()))


def _warnings(
    container: Container,
    result: ScanResult,
    written: dict[str, int],
    out: Path,
    source: Source,
    unreadable: int,
) -> Iterator[str]:
    """What a person should know about the export; vendor totals are advisory."""
    stated = result.project.get("ModelCount")
    top_level, total = (
        result.top_level.total(),
        sum(count for name, count in result.seen.items() if name[:1].isupper() or name == "#untyped"),
    )
    if stated is not None and stated.isdecimal() and int(stated) not in (top_level, total):
        yield (
            f"the report states {int(stated):,} models and holds {top_level:,} at top level "
            f"({total:,} with those inside others)"
        )
    nodes = result.project.get("NodeCount")
    listed = result.seen["taggedFiles"]
    if nodes is not None and nodes.isdecimal() and int(nodes) != listed:
        yield f"the report states {int(nodes):,} files and lists {listed:,}"
    if result.project and not result.seen["metadata"]:
        yield "device information is not in the XML (from report version 8.5 or so it is in the database dump)"
    if container.has_database:
        yield (
            "an export of Physical Analyzer 10: what only its database dump (DbData/database.db) holds, such as "
            "device information, is not read"
        )
    if not container.is_listed:
        yield "the archive's table of contents cannot be read: files in it were not looked for"
    folder = out / "artefacts" / "files" / f"exhibit_ref={encode_ref(source.exhibit_ref)}"
    for path in sorted(folder.glob(f"{source.token}-*.parquet")):
        table = pq.read_table(path, columns=["hash_matches", "is_in_export"], partitioning=None)
        differ = pc.sum(pc.equal(table["hash_matches"], False)).as_py() or 0
        missing = pc.sum(pc.invert(table["is_in_export"])).as_py() or 0
        if differ:
            yield f"{differ:,} files in the export do not hash to what the report states"
        if missing and container.is_archive:
            yield f"{missing:,} files the report lists are not in the export"
    if unreadable:
        yield f"{unreadable:,} files in the export could not be read (damaged archive members)"


def _file_hashes(container: Container, tagged: list[Path]) -> tuple[pa.Table, int]:
    """Digests of the listed files that are in the export, by row of `taggedFiles`; and how many failed."""
    rows: list[int] = []
    present: list[bool] = []
    sha256: list[str | None] = []
    md5: list[str | None] = []
    unreadable = 0
    known: dict[str, tuple[str | None, str | None]] = {}
    archive = zipfile.ZipFile(container.path) if container.is_archive and container.is_listed else None
    try:
        for path in tagged:
            names = pq.read_schema(path).names
            if "File.Local Path" not in names:
                continue
            for batch in pq.ParquetFile(path).iter_batches(columns=["_row", "File.Local Path"]):
                for row, local in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    member = container.find(local) if local else None
                    rows.append(row)
                    present.append(member is not None)
                    if member is not None and archive is not None and member not in known:
                        known[member] = _digests(archive, member)
                        unreadable += known[member][0] is None
                    digests = known.get(member or "", (None, None))
                    sha256.append(digests[0])
                    md5.append(digests[1])
    finally:
        if archive is not None:
            archive.close()
    table = pa.table(
        {
            "_row": pa.array(rows, pa.int64()),
            "is_in_export": pa.array(present, pa.bool_()),
            "sha256": pa.array(sha256, pa.string()),
            "md5": pa.array(md5, pa.string()),
        }
    )
    return table, unreadable


def _digests(archive: zipfile.ZipFile, member: str) -> tuple[str | None, str | None]:
    """SHA-256 and MD5 of a member, read as a stream; MD5 only because vendors state it."""
    first, second = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                first.update(chunk)
                second.update(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        return None, None
    return first.hexdigest(), second.hexdigest()


def _write_quarantine(result: ScanResult, source: Source, member: str, out: Path) -> None:
    if not result.quarantined:
        return
    rows: list[dict[str, Any]] = [
        {
            "exhibit_ref": source.exhibit_ref,
            "source_path": source.path.name,
            "source_sha256": source.sha256,
            "record_type": item.record_type,
            "reason": item.reason,
            "source_locator": f"{member}:{item.byte_start}-{'' if item.byte_end is None else item.byte_end}",
            "byte_start": item.byte_start,
            "byte_end": item.byte_end,
            "is_kept": item.is_kept,
            "replacements": item.count if item.is_kept else None,
        }
        for item in result.quarantined
    ]
    path = out / "quarantine" / encode_ref(source.exhibit_ref) / f"{source.token}-00000.parquet"
    tables.write_rows(path, "quarantine", rows)
