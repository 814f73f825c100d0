"""A described table from batches to rows of its canonical table."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import schemas
from disclosure.canonical import CanonicalWriter, Conversation, from_unix, next_ordinals
from disclosure.errors import InputError
from disclosure.normalise.identifiers import classify
from disclosure.normalise.timestamps import parse_instant
from disclosure.readers.mapped import batches
from disclosure.readers.mapped.batches import Batch
from disclosure.readers.mapped.mapping import Mapping, Time, load
from disclosure.reading import Detection, Reconciliation, Source
from disclosure.sources.tree import DAMAGE, open_tree

_APPLE_EPOCH: Final = 978_307_200
_COUNTS: Final = {
    "unix_s": (1, 0),
    "unix_ms": (1000, 0),
    "unix_us": (1_000_000, 0),
    "apple_s": (1, _APPLE_EPOCH),
    "apple_ns": (10**9, _APPLE_EPOCH),
}
_OFFSET: Final = re.compile(r"([+-])(\d{2}):?(\d{2})")
_INTEGER: Final = r"^\s*-?\d{1,18}\s*$"
_REAL: Final = r"^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?\s*$"
_TRUE: Final = pa.array(["true", "yes", "1", "y"])
_FALSE: Final = pa.array(["false", "no", "0", "n"])


def detect(path: Path) -> Detection:
    """Never: a table says nothing of itself."""
    return Detection(False, "read only with --mapping FILE.toml")


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read a table as its mapping says.

    Args:
        source: The export; its options name the mapping.
        out: The staged case.
        advance: Told how many bytes were read.

    Raises:
        InputError: There is no mapping, it is wrong, or it names a column that the table lacks.
    """
    if source.options.mapping is None:
        raise InputError("no_mapping", "This table is read only with a mapping.", "Give --mapping FILE.toml.")
    mapping = load(source.options.mapping)
    tree = open_tree(source.path)
    if tree.kind == "folder":
        raise InputError("not_a_table", f"{source.path.name} is a folder.", "Give one table at a time.")
    name = next(iter(tree.sizes), None)
    if name is None or len(tree.sizes) != 1:
        raise InputError(
            "not_a_table", f"{source.path.name} holds {len(tree.sizes):,} files.", "Unpack it and give one."
        )
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        table = _Table(writer, mapping, name)
        kind = mapping.format or ("json" if mapping.items else batches.kind_of(tree.head(name)))

        def lost(reason: str, number: int) -> None:
            writer.quarantine(mapping.record_type, reason, f"{name}:row {number}")

        if kind == "csv":
            found = batches.from_csv(tree, name, mapping, lost, writer.warn)
        elif kind == "xlsx":
            found = batches.from_sheet(tree, name, mapping, writer.warn)
        else:
            found = batches.from_json(tree, name, mapping, kind, lost, writer.warn)
        try:
            for batch in found:
                table.write(batch)
        except (*DAMAGE, RuntimeError):
            writer.quarantine(None, "damaged_member", name)
            writer.warn("the file is damaged in its archive; what lies beyond the damage could not be read")
        table.check()
        advance(tree.sizes[name])
    return writer.reconciliation()


class _Table:
    """Writes batches of one table."""

    def __init__(self, writer: CanonicalWriter, mapping: Mapping, member: str) -> None:
        self._writer = writer
        self._mapping = mapping
        self._member = member
        self._schema = schemas.table_schema(mapping.table)
        self._chats: dict[str | None, Conversation] = {}
        self._senders: set[tuple[Any, ...]] = set()
        self._missing: set[str] | None = None
        self._ordinal = 0
        self._parties = [name.removesuffix("identifier") for name in self._schema.names if name.endswith("identifier")]

    def check(self) -> None:
        """Refuse a mapping that named columns no batch had.

        Raises:
            InputError: It did.
        """
        if self._missing:
            raise InputError(
                "no_such_column",
                f"The table has no column {', '.join(sorted(self._missing))}.",
                "Correct the mapping: its columns are named as in the table's header.",
            )

    def write(self, batch: Batch) -> None:
        """Write one batch."""
        mapping = self._mapping
        named = mapping.named()
        absent = named - batch.columns.keys()
        self._missing = absent if self._missing is None else self._missing & absent
        count = len(batch.numbers)
        empty = pa.nulls(count, pa.string())
        given = {name: batch.columns.get(name, empty) for name in named}
        left = {name: column for name, column in batch.columns.items() if name not in named}
        locators = pa.array([f"{self._member}:row {number}" for number in batch.numbers], pa.string())
        columns: dict[str, Any] = {}
        for target, name in mapping.columns.items():
            values, over = _typed(
                _replaced(given[name], mapping.values.get(target)), self._schema.field(target).type, given[name]
            )
            columns[target] = values
            if over is not None:
                left[name] = over
        for target, time in mapping.times.items():
            columns |= _time(target, time, given[time.column])
        for prefix in self._parties:
            columns |= self._party(prefix, columns)
        if mapping.table == "contact_entries" and "value" in columns:
            columns |= dict(zip(("value_kind", "value_normalised"), self._kinds(columns["value"]), strict=True))
        application = columns.pop("application", mapping.application)
        if mapping.table == "messages":
            columns |= self._conversations(given, columns, count, application)
        elif "ordinal" in self._schema.names and "ordinal" not in columns:
            columns["ordinal"] = pa.array(range(self._ordinal, self._ordinal + count), pa.int32())
            self._ordinal += count
        used = sum(len(column) - column.null_count for column in given.values())
        used -= sum(len(left[name]) - left[name].null_count for name in left if name in named)
        keys = self._writer.columns(
            mapping.record_type, mapping.table, locators, {**columns, "application": application}, left,
            values_in_columns=used,
        )  # fmt: skip
        self._parts(keys, locators, given, columns, application)

    def _kinds(self, values: pa.Array) -> tuple[pa.Array, pa.Array]:
        """Kinds and comparable forms of identifiers, worked out once for each distinct one."""
        encoded = values.dictionary_encode()
        known = [
            classify(value, self._writer.source.region) if value else None for value in encoded.dictionary.to_pylist()
        ]
        kinds = pa.array([item.kind if item else None for item in known], pa.string())
        normalised = pa.array([item.normalised if item else None for item in known], pa.string())
        return kinds.take(encoded.indices), normalised.take(encoded.indices)

    def _party(self, prefix: str, columns: dict[str, Any]) -> dict[str, Any]:
        if f"{prefix}identifier" not in columns or f"{prefix}identifier_kind" not in self._schema.names:
            return {}
        kinds, normalised = self._kinds(columns[f"{prefix}identifier"])
        return {f"{prefix}identifier_kind": kinds, f"{prefix}identifier_normalised": normalised}

    def _conversations(
        self,
        given: dict[str, pa.Array],
        columns: dict[str, Any],
        count: int,
        application: Any,  # noqa: ANN401
    ) -> dict[str, Any]:
        """Conversation and position of each message; its sender takes part."""
        name = self._mapping.conversation
        keys = (given[name] if name else pa.nulls(count, pa.string())).dictionary_encode(null_encoding="encode")
        plain = application if isinstance(application, str) else None
        chats = [self._chat(key, plain) for key in keys.dictionary.to_pylist()]
        codes = keys.indices.to_numpy()
        senders = [
            (columns[column] if column in columns else pa.nulls(count, pa.string())).dictionary_encode(
                null_encoding="encode"
            )
            for column in ("sender_identifier", "sender_name")
        ]
        three = np.stack([codes, *(encoded.indices.to_numpy() for encoded in senders)], axis=1)
        distinct, first = np.unique(three, axis=0, return_index=True)
        for code, identifier, shown in distinct[np.argsort(first)].tolist():
            sender = (senders[0].dictionary[identifier].as_py(), senders[1].dictionary[shown].as_py())
            if (chats[code].id, sender) not in self._senders:
                self._senders.add((chats[code].id, sender))
                chats[code].add(self._writer.party("", *sender))
        ids = pa.array([chat.id for chat in chats], pa.string()).take(keys.indices)
        return {"conversation_id": ids, "ordinal": pa.array(next_ordinals(codes, chats), pa.int32())}

    def _chat(self, key: str | None, application: str | None) -> Conversation:
        known = self._chats.get(key)
        if known is None:
            place = f"{self._member}:{'whole table' if key is None else f'conversation {key}'}"
            known = self._chats[key] = self._writer.conversation(
                place, place, application=application, chat_identifier=key
            )
        return known

    def _parts(
        self,
        keys: pa.Array,
        locators: pa.Array,
        given: dict[str, pa.Array],
        columns: dict[str, Any],
        application: Any,  # noqa: ANN401
    ) -> None:
        """Rows that hang from the records: recipients, a call's party, a contact's numbers."""
        mapping = self._mapping
        plain = application if isinstance(application, str) else None
        if mapping.recipients and mapping.table in ("messages", "emails"):
            chats = columns["conversation_id"].to_pylist() if mapping.table == "messages" else [None] * len(keys)
            rows = zip(
                keys.to_pylist(), locators.to_pylist(), chats, given[mapping.recipients].to_pylist(), strict=True
            )
            for key, place, chat, value in rows:
                for ordinal, one in enumerate(part.strip() for part in (value or "").split(mapping.separator)):
                    if one:
                        who = self._writer.party("", one)
                        self._writer.recipient(
                            key, place, ordinal, who, conversation=chat, application=plain, table=mapping.table
                        )
        if mapping.party and mapping.table == "calls":
            texts = {role: given[name].to_pylist() for role, name in mapping.party.items()}
            for index, (key, place) in enumerate(zip(keys.to_pylist(), locators.to_pylist(), strict=True)):
                who = {role: values[index] for role, values in texts.items()}
                if who.get("identifier") or who.get("name"):
                    values = {
                        "application": plain, "call_id": key, "role": who.get("role"), "ordinal": 0,
                        **self._writer.party("", who.get("identifier"), who.get("name")),
                    }  # fmt: skip
                    self._writer.row("call_parties", place, values, "party 0")
        if mapping.entries and mapping.table == "contacts":
            for ordinal, (kind, name) in enumerate(mapping.entries):
                for key, place, value in zip(
                    keys.to_pylist(), locators.to_pylist(), given[name].to_pylist(), strict=True
                ):
                    if value:
                        entry = self._writer.entry(key, "contacts", ordinal, kind, value)
                        self._writer.row("contact_entries", place, {"application": plain, **entry}, f"entry {ordinal}")


def _replaced(column: pa.Array, words: dict[str, str] | None) -> pa.Array:
    """A column with some words replaced by others."""
    if not words:
        return column
    index = pc.index_in(column, pa.array(list(words), pa.string()))
    return pc.coalesce(pa.array(list(words.values()), pa.string()).take(index), column)


def _typed(column: pa.Array, type_: pa.DataType, raw: pa.Array) -> tuple[Any, pa.Array | None]:
    """A text column in the type of its table, and the raw values that do not fit, where there are any."""
    if pa.types.is_string(type_) or pa.types.is_dictionary(type_):
        return column, None
    if pa.types.is_list(type_):
        return pa.array([None if value is None else [value] for value in column.to_pylist()], type_), None
    if pa.types.is_boolean(type_):
        folded = pc.utf8_lower(pc.utf8_trim_whitespace(column))
        is_true, is_false = pc.is_in(folded, _TRUE), pc.is_in(folded, _FALSE)
        fits = pc.or_(is_true, is_false)
        values = pc.if_else(fits, is_true, pa.scalar(None, pa.bool_()))
    else:
        real = pa.types.is_floating(type_)
        fits = pc.match_substring_regex(column, _REAL if real else _INTEGER)
        number = pc.if_else(fits, pc.utf8_trim_whitespace(column), pa.scalar(None, pa.string()))
        values = number.cast(pa.float64() if real else pa.int64())
        if not real and type_ != pa.int64():
            small = pc.less(pc.abs_checked(values), 1 << 31)
            fits = pc.and_kleene(fits, pc.fill_null(small, False))
            values = pc.if_else(small, values, pa.scalar(None, pa.int64())).cast(type_)
    over = pc.if_else(pc.fill_null(fits, True), pa.scalar(None, pa.string()), raw)
    return values, over if over.null_count < len(over) else None


def _time(target: str, time: Time, raw: pa.Array) -> dict[str, Any]:
    """The three columns of a time."""
    if time.format in _COUNTS:
        per_second, offset = _COUNTS[time.format]
        moments = _counted(raw, per_second, offset)
        basis = "stated"
    elif time.format == "iso":
        moments, basis = _iso(raw), "stated"
    else:
        moments, basis = _patterned(raw, time), "header"
    known = pc.if_else(pc.is_valid(moments), basis, "unstated")
    return {target: moments, f"{target}_raw": raw, f"{target}_zone_basis": pc.if_else(pc.is_valid(raw), known, None)}


_UTC_TYPE: Final = pa.timestamp("us", tz="UTC")


def _counted(raw: pa.Array, per_second: int, offset: int) -> pa.Array:
    fits = pc.match_substring_regex(raw, _INTEGER)
    if pc.all(fits).as_py() is not False and per_second <= 1_000_000:
        number = raw.cast(pa.int64())
        number = pc.if_else(pc.equal(number, 0), pa.scalar(None, pa.int64()), number)
        try:
            scaled = pc.add_checked(pc.multiply_checked(number, 1_000_000 // per_second), offset * 1_000_000)
            return scaled.cast(_UTC_TYPE)
        except pa.ArrowInvalid:
            pass
    values = [_number(value) for value in raw.to_pylist()]
    return pa.array([from_unix(value, per_second, offset) for value in values], _UTC_TYPE)


def _number(text: str | None) -> int | float | None:
    try:
        return None if text is None else int(text) if re.fullmatch(_INTEGER, text) else float(text)
    except ValueError:
        return None


def _iso(raw: pa.Array) -> pa.Array:
    """Times that carry their own offset."""
    try:
        return raw.cast(_UTC_TYPE)
    except pa.ArrowInvalid:
        return pa.array([None if value is None else parse_instant(value) for value in raw.to_pylist()], _UTC_TYPE)


def _patterned(raw: pa.Array, time: Time) -> pa.Array:
    """Times written after a pattern, in a zone the mapping names; none where it names none."""
    if time.zone is None:
        return pa.nulls(len(raw), _UTC_TYPE)
    try:
        local = pc.strptime(raw, format=time.format, unit="us", error_is_null=True)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise InputError("time_pattern", f"'{time.format}' is no pattern of a time.", "See strptime.") from error
    zone = _zone(time.zone)
    if isinstance(zone, timezone):
        shift = zone.utcoffset(None) or timedelta()
        return pc.subtract(local, pa.scalar(shift, pa.duration("us"))).cast(_UTC_TYPE)
    moments: list[datetime | None] = []
    for value in local.to_pylist():
        if value is None:
            moments.append(None)
            continue
        # An hour that the clock shows twice in autumn, or never in spring, is no known instant.
        first, second = value.replace(tzinfo=zone, fold=0), value.replace(tzinfo=zone, fold=1)
        moments.append(first.astimezone(UTC) if first.utcoffset() == second.utcoffset() else None)
    return pa.array(moments, _UTC_TYPE)


def _zone(text: str) -> timezone | ZoneInfo:
    """A zone as the mapping names it.

    Raises:
        InputError: There is no such zone.
    """
    if text.upper() in ("UTC", "Z", "GMT"):
        return UTC
    match = _OFFSET.fullmatch(text)
    if match:
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return timezone(-offset if match[1] == "-" else offset)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            "no_such_zone", f"'{text}' is no zone.", "Give UTC, +01:00, or a name such as Europe/London."
        ) from error
