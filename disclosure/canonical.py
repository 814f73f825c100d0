"""Canonical tables written straight from a flat export: chat texts, tables, databases, JSON.

A reader hands over one record at a time, or a batch of columns. The writer fills in where each row comes
from, keeps every value that no column takes (`other_fields`), keeps what cannot be read (`quarantine`),
counts, and holds no more than a batch of rows per table.

    with CanonicalWriter(source, out) as writer:
        for number, values in enumerate(rows):
            fields = Fields(values)
            writer.record("sms", "messages", f"{name}:row {number}", fields, {
                "application": "SMS",
                "body": fields.text("body"),
                **instant("sent_at", from_unix(fields.take("date"), 1000), fields.raw("date"), "stated"),
            })
    return writer.reconciliation()
"""

from __future__ import annotations

import math
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import schemas
from disclosure import tables
from disclosure.hashing import artefact_id, artefact_ids
from disclosure.normalise.identifiers import classify
from disclosure.reading import Reconciliation, RecordCount, Source
from disclosure.sources.tree import Refused
from disclosure.workspace import encode_ref

BATCH_ROWS: Final = 16_384
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SCRATCH: Final = ".scratch"

Values = Mapping[str, Any]
NOTHING: Final[Values] = MappingProxyType({})


class Fields:
    """The values of one record under the vendor's names; what is not taken goes to other_fields.

    Nested values (JSON) count by their leaves. Null is no value; an empty text is one.

    >>> fields = Fields({"body": "hello", "flags": {"a": 1, "b": None}})
    >>> fields.text("body"), list(fields.left()), fields.seen
    ('hello', [('flags.a', '1')], 2)
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._left: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
        self._all = self._left.copy()
        self.seen = sum(1 for _ in leaves(self._left))

    def take(self, name: str) -> Any:  # noqa: ANN401 -- whatever the vendor wrote
        """A value that a column takes; None where there is none."""
        return self._left.pop(name, None)

    def text(self, name: str) -> str | None:
        """A value that a column takes, as text; None where there is none."""
        value = self._left.pop(name, None)
        return None if value is None else as_text(value)

    def integer(self, name: str, bits: int = 32) -> int | None:
        """A value that a column takes, as a whole number; one that is none is left for other_fields."""
        value = self._left.get(name)
        try:
            number = int(value) if value is not None and not isinstance(value, float) else int(float(value or 0))
        except (TypeError, ValueError, OverflowError):
            return None
        if value is None or not -(1 << bits - 1) <= number < 1 << bits - 1 or number != _number(value):
            return None
        del self._left[name]
        return number

    def number(self, name: str) -> float | None:
        """A value that a column takes, as a number; one that is none is left for other_fields."""
        number = _number(self._left.get(name))
        if number is not None:
            del self._left[name]
        return number

    def raw(self, name: str) -> str | None:
        """A value as text, whether taken or not, without taking it."""
        value = self._all.get(name)
        return None if value is None else as_text(value)

    def peek(self, name: str) -> Any:  # noqa: ANN401 -- whatever the vendor wrote
        """A value without taking it."""
        return self._all.get(name)

    def labels(self) -> tuple[str, ...]:
        """Names of the values that were not taken."""
        return tuple(self._left)

    def left(self) -> Iterator[tuple[str, str]]:
        """Names and texts of the values that were not taken."""
        return leaves(self._left)


def _number(value: Any) -> float | None:  # noqa: ANN401 -- whatever the vendor wrote
    """A finite number, or None."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def as_text(value: Any) -> str:  # noqa: ANN401 -- whatever the vendor wrote
    """A value as other_fields and raw columns write it; bytes in hexadecimal.

    >>> as_text(True), as_text(3.0), as_text(b"A")
    ('true', '3.0', '41')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    return str(value)


def leaves(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Leaves of nested values, in order. An explicit stack: exports can be nested without limit."""
    stack: list[tuple[str, Any]] = [(prefix + name, value) for name, value in values.items()][::-1]
    while stack:
        name, value = stack.pop()
        if isinstance(value, Mapping):
            stack += [(f"{name}.{key}", item) for key, item in value.items()][::-1]
        elif isinstance(value, list | tuple):
            stack += [(f"{name}.{index}", item) for index, item in enumerate(value)][::-1]
        elif value is not None:
            yield name, as_text(value)


def instant(name: str, moment: datetime | None, raw: object, basis: str) -> dict[str, Any]:
    """The three columns of a point in time.

    Args:
        name: The column, such as `sent_at`.
        moment: The UTC instant, where it is known.
        raw: As it stands in the source; None where the source gives none.
        basis: How the zone is known where the instant is: `stated`, `header` or `report_setting`.
    """
    if raw is None:
        return {}
    return {name: moment, f"{name}_raw": as_text(raw), f"{name}_zone_basis": basis if moment else "unstated"}


def from_unix(value: Any, per_second: int = 1, offset_seconds: int = 0) -> datetime | None:  # noqa: ANN401
    """The instant a count since 1970 stands for; None where it is no number, nought or out of range.

    Args:
        value: Number or text.
        per_second: Units in a second: 1, 1000, 1_000_000…
        offset_seconds: Added; 978_307_200 for counts since 2001.

    >>> from_unix("1373929642000", 1000).isoformat()
    '2013-07-15T23:07:22+00:00'
    """
    try:
        number = int(value) if not isinstance(value, float) else value
        if not number:
            return None
        if isinstance(number, float):
            microseconds = round(number * 1_000_000 / per_second)
        else:
            microseconds = number * 1_000_000 // per_second
        return _EPOCH + timedelta(microseconds=microseconds + offset_seconds * 1_000_000)
    except (TypeError, ValueError, OverflowError):
        return None


def party(
    prefix: str, identifier: str | None, name: str | None = None, is_owner: bool | None = None, region: str = "GB"
) -> dict[str, Any]:
    """The columns of one side of a communication (`schemas.fields.party`)."""
    start = f"{prefix}_" if prefix else ""
    known = classify(identifier, region) if identifier else None
    return {
        f"{start}identifier": identifier or None,
        f"{start}identifier_kind": known.kind if known else None,
        f"{start}identifier_normalised": known.normalised if known else None,
        f"{start}name": name or None,
        f"{start}is_owner": is_owner,
    }


@dataclass
class Conversation:
    """A conversation as it fills up.

    Attributes:
        id: Its artefact_id.
        locator: Its place in the source.
        values: Columns of `conversations`.
        participants: Columns of `conversation_participants`, by what tells them apart.
        messages: Messages given out so far.
    """

    id: str
    locator: str
    values: dict[str, Any]
    participants: dict[Any, dict[str, Any]] = field(default_factory=dict)
    messages: int = 0

    def next_ordinal(self) -> int:
        """Position of the next message."""
        self.messages += 1
        return self.messages - 1

    def add(self, values: Mapping[str, Any]) -> None:
        """Add a participant (columns of `party("", …)`), once."""
        key = values.get("identifier_normalised") or values.get("identifier") or values.get("name")
        if key is None:
            return
        known = self.participants.setdefault(key, dict(values))
        for name, value in values.items():
            if known.get(name) is None:
                known[name] = value


def next_ordinals(codes: np.ndarray[Any, Any], chats: Sequence[Conversation]) -> np.ndarray[Any, Any]:
    """Position of each message of a batch in its conversation; the conversations count on.

    Args:
        codes: For each message the index of its conversation.
        chats: The conversations.
    """
    order = np.argsort(codes, kind="stable")
    ranked = codes[order]
    counts = np.bincount(codes, minlength=len(chats))
    starts = np.cumsum(counts) - counts
    before = np.array([chat.messages for chat in chats], dtype=np.int64)
    ordinals = np.empty(len(codes), dtype=np.int64)
    ordinals[order] = np.arange(len(codes)) - starts[ranked] + before[ranked]
    for chat, count in zip(chats, counts.tolist(), strict=True):
        chat.messages += count
    return ordinals


class CanonicalWriter:
    """Writes the tables of one source; see the module.

    Args:
        source: The export.
        out: The staged case.
    """

    def __init__(self, source: Source, out: Path) -> None:
        self.source = source
        self.scratch = out / _SCRATCH
        """Folder for temporary copies, gone when the writer is closed."""
        self._out = out
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._sinks: dict[str, pq.ParquetWriter] = {}
        self._counts: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        self._written: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._stated: dict[str, int] = {}
        self._values: Counter[str] = Counter()
        self._duplicates = 0
        self._warnings: dict[str, None] = {}
        self._conversations: dict[str, Conversation] = {}
        self._exhibit = encode_ref(source.exhibit_ref)
        self._closed = False

    def __enter__(self) -> CanonicalWriter:
        return self

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            for sink in self._sinks.values():
                sink.close()
            shutil.rmtree(self.scratch, ignore_errors=True)

    def id_of(self, locator: str) -> str:
        """artefact_id of a place in the source."""
        return artefact_id(self.source.sha256, locator)

    def record(
        self,
        record_type: str,
        table: str | None,
        locator: str,
        fields: Fields,
        values: Values = NOTHING,
        part: str = "",
    ) -> str:
        """Write one record of the export: a row of a table, and what the row does not take to other_fields.

        Args:
            record_type: The vendor's name of the kind of record; counts are kept by it.
            table: Canonical table; None where none fits, and every value goes to other_fields.
            locator: Its place: member and bytes, row or key; no two records share one.
            fields: Its values; those taken count as being in columns.
            values: Columns of the table.
            part: Tells rows of one locator apart; see `row`.

        Returns:
            Its artefact_id.
        """
        self._seen[record_type] += 1
        self._written[record_type] += 1
        key = self.row(table, locator, values, part) if table else self.id_of(f"{locator}#{part}" if part else locator)
        self.other(record_type, key, locator, fields, values.get("application"))
        return key

    def other(
        self, record_type: str, key: str, locator: str, fields: Fields, application: str | None, path: str | None = None
    ) -> None:
        """Account for a record's values, and write those not taken to other_fields.

        Args:
            record_type: The vendor's name of the kind of record.
            key: artefact_id of the record (or of the top-level one it is part of).
            locator: Its place.
            fields: Its values.
            application: Application or service.
            path: Vendor fields from the top-level record down to this one.
        """
        self._values["seen"] += fields.seen
        left = 0
        for ordinal, (name, value) in enumerate(fields.left()):
            left += 1
            self._append(
                "other_fields",
                {
                    "artefact_id": key,
                    "source_locator": locator,
                    "application": application,
                    "record_type": record_type,
                    "record_path": path,
                    "top_artefact_id": key,
                    "field_name": name,
                    "ordinal": ordinal,
                    "value": value,
                },
            )
        self._values["in_columns"] += fields.seen - left

    def row(self, table: str, locator: str, values: Values, part: str = "") -> str:
        """Write a row that is part of a record already counted, such as a recipient or an attachment.

        Args:
            table: Canonical table.
            locator: Place of the record.
            values: Columns of the table.
            part: Tells rows of one locator apart; becomes part of the id and not of the locator.

        Returns:
            Its artefact_id.
        """
        key = self.id_of(f"{locator}#{part}" if part else locator)
        self._append(table, {**values, "artefact_id": key, "source_locator": locator})
        return key

    def party(
        self, prefix: str, identifier: str | None, name: str | None = None, is_owner: bool | None = None
    ) -> dict[str, Any]:
        """`party` with the region of the source."""
        return party(prefix, identifier, name, is_owner, self.source.region)

    def owner(self, prefix: str, name: str | None = None) -> dict[str, Any]:
        """Columns of the owner of the phone or account; the identifier is what a person gave, if anything."""
        return party(prefix, self.source.options.owner, name, True, self.source.region)

    def recipient(
        self,
        message: str,
        locator: str,
        ordinal: int,
        who: Values,
        *,
        role: str = "to",
        conversation: str | None = None,
        application: str | None = None,
        table: str = "messages",
        **more: Any,  # noqa: ANN401 -- columns
    ) -> str:
        """Write a recipient that a message states (columns of `party("", …)`, and times where given)."""
        values = {
            "application": application,
            "message_id": message,
            "parent_table": table,
            "conversation_id": conversation,
            "role": role,
            "basis": "stated",
            "ordinal": ordinal,
            **who,
            **more,
        }
        return self.row("message_recipients", locator, values, f"recipient {ordinal}")

    def attachment(self, parent: str, locator: str, ordinal: int, values: Values, *, table: str = "messages") -> str:
        """Write an attachment of a message (or of a record of another table)."""
        given = {"parent_id": parent, "parent_table": table, "ordinal": ordinal, **values}
        return self.row("attachments", locator, given, f"attachment {ordinal}")

    def entry(self, parent: str, table: str, ordinal: int, entry_type: str, value: str) -> dict[str, Any]:
        """Columns of a number, address or id of a contact or an account (`contact_entries`)."""
        known = classify(value, self.source.region)
        return {
            "parent_id": parent,
            "parent_table": table,
            "ordinal": ordinal,
            "entry_type": entry_type,
            "value": value,
            "value_kind": known.kind,
            "value_normalised": known.normalised,
        }

    def refused(self, members: Sequence[Refused]) -> None:
        """Quarantine members of a folder or archive that are not opened."""
        for member in members:
            self.quarantine(None, member.reason, member.name)

    def conversation(self, key: str, locator: str, **values: Any) -> Conversation:  # noqa: ANN401 -- columns
        """The conversation with a key, made on first sight; written, with counts, when the writer is closed.

        Args:
            key: What tells conversations of the export apart.
            locator: Place of the conversation; need not be a record of its own.
            values: Columns of `conversations`, such as `name` and `application`; later ones fill gaps.
        """
        known = self._conversations.get(key)
        if known is None:
            known = Conversation(self.id_of(f"{locator}#conversation"), locator, dict(values))
            self._conversations[key] = known
            return known
        for name, value in values.items():
            if known.values.get(name) is None:
                known.values[name] = value
        return known

    def columns(
        self,
        record_type: str,
        table: str | None,
        locators: pa.Array,
        columns: Mapping[str, pa.Array],
        left: Mapping[str, pa.Array],
        *,
        values_in_columns: int,
        application: str | None = None,
        part: str = "",
    ) -> pa.Array:
        """Write a batch of records given as columns.

        Args:
            record_type: The vendor's name of the kind of record.
            table: Canonical table; None where none fits.
            locators: Place of each record.
            columns: Columns of the table.
            left: The vendor's columns that no column takes, as text; nulls are no values.
            values_in_columns: How many of the vendor's values the columns take.
            application: Application or service of all, where `columns` does not give it.
            part: As in `row`.

        Returns:
            The artefact_ids.
        """
        suffix = f"#{part}" if part else ""
        keys = pa.array(artefact_ids(self.source.sha256, locators.to_pylist(), suffix), pa.string())
        self._seen[record_type] += len(locators)
        self._written[record_type] += len(locators)
        named = {"application": application, **columns}
        if table is not None:
            self.rows(table, keys, locators, named)
        self._values["seen"] += values_in_columns
        self._values["in_columns"] += values_in_columns
        for ordinal, (name, column) in enumerate(left.items()):
            present = pc.is_valid(column)
            value = column.filter(present)
            if not len(value):
                continue
            key = keys.filter(present)
            whose = named["application"]
            self._values["seen"] += len(value)
            self.rows(
                "other_fields",
                key,
                locators.filter(present),
                {
                    "application": whose.filter(present) if isinstance(whose, pa.Array | pa.ChunkedArray) else whose,
                    "record_type": record_type,
                    "top_artefact_id": key,
                    "field_name": name,
                    "ordinal": ordinal,
                    "value": value,
                },
            )
        return keys

    def part_rows(self, table: str, locators: pa.Array, columns: Mapping[str, Any], part: str) -> pa.Array:
        """Write rows given as columns that are parts of records already counted, as `row` does for one.

        Returns:
            Their artefact_ids.
        """
        keys = pa.array(artefact_ids(self.source.sha256, locators.to_pylist(), f"#{part}"), pa.string())
        self.rows(table, keys, locators, columns)
        return keys

    def rows(self, table: str, keys: pa.Array, locators: pa.Array, columns: Mapping[str, Any]) -> None:
        """Write rows given as columns (arrays, or one value for all) that are not counted as records."""
        self._flush(table)
        self._write(table, len(keys), {**columns, "artefact_id": keys, "source_locator": locators})

    def quarantine(
        self, record_type: str | None, reason: str, locator: str, start: int | None = None, end: int | None = None
    ) -> None:
        """Record that something could not be read: what kind, why and where; never what it says.

        A record type given counts as one record seen and quarantined.
        """
        if record_type:
            self._seen[record_type] += 1
            self._lost[record_type] += 1
        self._reasons[reason] += 1
        self._append(
            "quarantine",
            {
                "record_type": record_type,
                "reason": reason,
                "source_locator": locator,
                "byte_start": start,
                "byte_end": end,
            },
        )

    def state(self, record_type: str, count: int) -> None:
        """Note how many records of a kind the export says it holds."""
        self._stated[record_type] = self._stated.get(record_type, 0) + count

    def duplicate(self, count: int = 1) -> None:
        """Note records that stand more than once in the export and count once."""
        self._duplicates += count

    def warn(self, text: str) -> None:
        """Add a plain sentence for the person who ingests; counts and the vendor's own names only."""
        self._warnings[text] = None

    def reconciliation(self) -> Reconciliation:
        """The counts; call it after the writer is closed."""
        types = sorted(self._seen.keys() | self._stated.keys())
        return Reconciliation(
            records=tuple(
                RecordCount(name, self._seen[name], self._written[name], self._lost[name], self._stated.get(name))
                for name in types
            ),
            tables={name: self._counts[name] for name in schemas.ARTEFACTS if self._counts[name]},
            quarantine=dict(sorted(self._reasons.items())),
            values={
                "seen": self._values["seen"],
                "in_columns": self._values["in_columns"],
                "in_other_fields": self._counts["other_fields"],
            },
            duplicates=self._duplicates,
            warnings=tuple(self._warnings),
        )

    def _finish(self) -> None:
        for conversation in self._conversations.values():
            people = list(conversation.participants.values())
            application = conversation.values.get("application")
            self.row(
                "conversations",
                conversation.locator,
                {
                    **conversation.values,
                    "participant_count": len(people),
                    "message_count": conversation.messages,
                },
                "conversation",
            )
            for ordinal, values in enumerate(people):
                self.row(
                    "conversation_participants",
                    conversation.locator,
                    {
                        "application": application,
                        **values,
                        "conversation_id": conversation.id,
                        "ordinal": ordinal,
                    },
                    f"participant {ordinal}",
                )
        for table in list(self._rows):
            self._flush(table)

    def _append(self, table: str, values: dict[str, Any]) -> None:
        rows = self._rows.setdefault(table, [])
        rows.append(values)
        if len(rows) >= BATCH_ROWS:
            self._flush(table)

    def _flush(self, table: str) -> None:
        rows = self._rows.get(table)
        if not rows:
            return
        names = dict.fromkeys(chain.from_iterable(rows))
        columns = {name: [row.get(name) for row in rows] for name in names}
        self._write(table, len(rows), columns)
        rows.clear()

    def _write(self, table: str, count: int, columns: Mapping[str, Any]) -> None:
        """One row group: columns given as arrays, lists or one value for all; others are null."""
        if not count:
            return
        schema = schemas.table_schema(table)
        unknown = columns.keys() - set(schema.names)
        if unknown:
            raise KeyError(f"table {table} has no column {', '.join(sorted(unknown))}")
        given = {
            "exhibit_ref": self.source.exhibit_ref,
            "source_path": self.source.path.name,
            "source_sha256": self.source.sha256,
            **columns,
        }
        arrays = [_array(given.get(item.name), item.type, count) for item in schema]
        sink = self._sinks.get(table)
        if sink is None:
            path = self._path(table)
            path.parent.mkdir(parents=True, exist_ok=True)
            sink = self._sinks[table] = tables.writer(path, schema)
        sink.write_table(pa.table(arrays, schema=schema))
        self._counts[table] += count

    def _path(self, table: str) -> Path:
        name = f"{self.source.token}-00000.parquet"
        if table == "quarantine":
            return self._out / "quarantine" / self._exhibit / name
        return self._out / "artefacts" / table / f"exhibit_ref={self._exhibit}" / name


def _array(value: Any, type_: pa.DataType, count: int) -> pa.Array | pa.ChunkedArray:  # noqa: ANN401
    """A column of the declared type from an array, a list, or one value for all rows."""
    if isinstance(value, pa.Array | pa.ChunkedArray):
        if pa.types.is_dictionary(type_) and not pa.types.is_dictionary(value.type):
            return value.cast(type_.value_type).dictionary_encode()
        return value if value.type == type_ else value.cast(type_)
    if pa.types.is_dictionary(type_):
        if isinstance(value, Sequence) and not isinstance(value, str):
            return _built(value, type_.value_type).dictionary_encode()
        indices = pa.repeat(pa.scalar(0, type_.index_type), count)
        return pa.DictionaryArray.from_arrays(indices, _built([value], type_.value_type))
    if isinstance(value, list):
        return _built(value, type_)
    return pa.nulls(count, type_) if value is None else pa.repeat(_built([value], type_)[0], count)


def _built(values: Sequence[Any], type_: pa.DataType) -> pa.Array:
    """An array; half a surrogate pair, which no UTF-8 can hold, stays visible as an escape."""
    try:
        return pa.array(values, type_)
    except UnicodeEncodeError:
        return pa.array([_whole(value) for value in values], type_)


def _whole(value: Any) -> Any:  # noqa: ANN401 -- a cell
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
