"""The fast scanner: feeds bytes to the compiled kernel, and turns what comes out into Arrow tables.

Memory is bounded by the arrays below and by the largest single value; nothing holds a whole model. Twin of
`scan`, which reads the same reports with expat: on a sound report both give the same rows in every column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa

from disclosure.extracted import FIXED, FURTHER_VALUES, JUMP_TARGETS, ExtractedWriter
from disclosure.readers.ufdr import kernel
from disclosure.readers.ufdr.kernel import State
from disclosure.readers.ufdr.result import Quarantined, ScanResult, doctype_error
from disclosure.reading import Source

_ARENA_BYTES: Final = 16 << 20
_ENTRIES: Final = 400_000
_CLOSED: Final = 50_000
_NEVER: Final = 1 << 62
_PROJECT: Final = "project"


def scan(
    chunks: Iterator[bytes],
    source: Source,
    member: str,
    writer: ExtractedWriter,
    advance: Callable[[int], None],
    unverified_from: int | None = None,
) -> ScanResult:
    """Read a report into the extracted layer, repairing what is damaged.

    Args:
        chunks: The report's bytes, UTF-8.
        source: The export.
        member: Name of the report in the export, for locators.
        writer: Where rows go.
        advance: Told how many bytes were read.
        unverified_from: Byte from which nobody can vouch for the report (a checksum failed); records that
            end after it say so.

    Raises:
        InputError: The report declares a document type.
    """
    scanner = _Scanner(source, member, writer, unverified_from)
    for chunk in chunks:
        scanner.feed(chunk)
        advance(len(chunk))
    return scanner.finish()


class _Scanner:
    """The kernel's arrays, and the way out of them."""

    def __init__(self, source: Source, member: str, writer: ExtractedWriter, unverified_from: int | None) -> None:
        self._source, self._writer = source, writer
        self._prefix = np.frombuffer(f"{source.sha256}\n{member}:".encode(), np.uint8)
        self._result = ScanResult()
        self._names: list[str] = []
        self._paths: list[str] = []
        self._columns: list[str | None] = []
        self._claimed: set[tuple[str, str, str]] = set()
        self._buffer = np.zeros(kernel.MARGIN, np.uint8)
        self._held = 0
        self._state = _new_state()
        self._spare = np.zeros(self._state.arena.shape[0], np.uint8)
        z = self._state.z
        z[kernel.Z_COUNTS_FREE] = -1
        z[kernel.Z_FIRST_ERROR] = _NEVER
        z[kernel.Z_UNVERIFIED_FROM] = _NEVER if unverified_from is None else unverified_from
        for number, name in enumerate(kernel.GRAMMAR):
            if self._number_of(name) != number:
                raise AssertionError(name)

    def feed(self, chunk: bytes) -> None:
        """Take one chunk."""
        wanted = self._held + len(chunk) + kernel.MARGIN
        if wanted > self._buffer.shape[0]:
            grown = np.zeros(max(wanted, 2 * self._buffer.shape[0]), np.uint8)
            grown[: self._held] = self._buffer[: self._held]
            self._buffer = grown
        self._buffer[self._held : self._held + len(chunk)] = np.frombuffer(chunk, np.uint8)
        self._held += len(chunk)
        self._run(final=False)

    def finish(self) -> ScanResult:
        """The end of the report."""
        self._run(final=True)
        z = self._state.z
        end = int(z[kernel.Z_BASE])
        self._flush()
        result = self._result
        names = self._names
        result.seen.update({names[i]: int(self._state.seen[i]) for i in np.flatnonzero(self._state.seen[: len(names)])})
        result.top_level.update(
            {names[i]: int(self._state.top_level[i]) for i in np.flatnonzero(self._state.top_level[: len(names)])}
        )
        if z[kernel.Z_CUT]:
            result.quarantined.append(Quarantined(None, "cut_off", end, None))
        if z[kernel.Z_FIRST_ERROR] < _NEVER:
            result.first_error = int(z[kernel.Z_FIRST_ERROR])
        result.unverified = int(z[kernel.Z_UNVERIFIED])
        result.length = end
        return result

    def _run(self, *, final: bool) -> None:
        while True:
            z = self._state.z
            self._buffer[self._held : self._held + kernel.MARGIN] = 0
            status = kernel.scan(_addresses(self._state), self._buffer.ctypes.data, self._held, final)
            if status == kernel.DOCTYPE:
                raise doctype_error(self._source)
            consumed = int(z[kernel.Z_CONSUMED])
            rest = self._held - consumed
            self._buffer[:rest] = self._buffer[consumed : self._held].copy()
            self._held = rest
            z[kernel.Z_BASE] += consumed
            if status != kernel.ROOM:
                return
            self._flush()
            self._state = _grown(self._state)
            if self._spare.shape[0] < self._state.arena.shape[0]:
                self._spare = np.zeros(self._state.arena.shape[0], np.uint8)

    # ── out of the arrays ────────────────────────────────────────────────────────────────────────────────────────

    def _flush(self) -> None:
        """Write every closed row; keep what belongs to open ones."""
        self._learn_names()
        self._take_events()
        state = self._state
        z = state.z
        slots = max(int(z[kernel.Z_SLOT]), 1)
        slot_type = np.full(slots, -1, np.int64)
        slot_place = np.zeros(slots, np.int64)
        type_rows = np.zeros(len(self._names), np.int64)
        kernel.place_rows(_addresses(state), slot_type, slot_place, type_rows)
        if z[kernel.Z_CLOSED]:
            self._overflow()
            self._write_rows(slot_type, slot_place, type_rows)
        state = self._state
        kernel.compact(_addresses(state), slot_type, self._spare.ctypes.data)
        arena, self._spare = self._spare, state.arena
        self._state = state._replace(arena=arena)

    def _learn_names(self) -> None:
        """Names, paths and columns that are new since the last flush."""
        state = self._state
        offsets = state.name_offsets
        for number in range(len(self._names), int(state.z[kernel.Z_NAMES])):
            self._names.append(state.names[offsets[number] : offsets[number + 1]].tobytes().decode("utf-8", "replace"))
        for number in range(len(self._paths), int(state.z[kernel.Z_PATHS])):
            parent, name = (int(item) for item in state.paths[number])
            self._paths.append(self._names[name] if parent < 0 else f"{self._paths[parent]}/{self._names[name]}")
        for number in range(len(self._columns), int(state.z[kernel.Z_COLUMNS])):
            type_, field, attribute = (self._names[item] for item in state.columns[number])
            # Names that are no UTF-8 can differ in bytes and be the same text: only the first has the column.
            is_new = (type_, field, attribute) not in self._claimed
            self._claimed.add((type_, field, attribute))
            self._columns.append(self._writer.claim(type_, field, attribute) if is_new else None)

    def _take_events(self) -> None:
        for code, kept, type_, start, end, count in self._state.events[: self._state.z[kernel.Z_EVENTS]].tolist():
            self._result.quarantined.append(
                Quarantined(
                    None if type_ < 0 else self._names[type_],
                    kernel.REASONS[code],
                    start,
                    None if end < 0 else end,
                    is_kept=bool(kept),
                    count=count,
                )
            )

    def _overflow(self) -> None:
        """Values of fields that have no column of their own become further values; hardly any report has one."""
        lost = [column for column, name in enumerate(self._columns) if name is None]
        if not lost:
            return
        described = self._state.columns[: len(self._columns)].tolist()
        columns = {
            (type_, field): column for column, (type_, field, attribute) in enumerate(described) if not attribute
        }
        keys: dict[int, int] = {}
        for column in lost:
            type_, field, attribute = described[column]
            if not attribute:
                keys[column] = field << kernel.KIND_BITS | kernel.K_FURTHER
            elif field and self._columns[columns[type_, field]] is None:
                keys[column] = attribute << kernel.KIND_BITS | kernel.K_FURTHER_ATTRIBUTE
            else:
                number = self._number_of(f"{self._names[field]}@{self._names[attribute]}")
                keys[column] = number << kernel.KIND_BITS | kernel.K_FURTHER
        self._learn_names()
        translated = np.full(len(self._columns), -1, np.int64)
        translated[list(keys)] = list(keys.values())
        own = self._state.entries[: self._state.z[kernel.Z_ENTRIES], kernel.E_KEY]
        is_column = (own & 7) == kernel.K_COLUMN
        own[is_column] = np.where(
            translated[own[is_column] >> kernel.KIND_BITS] >= 0,
            translated[own[is_column] >> kernel.KIND_BITS],
            own[is_column],
        )

    def _number_of(self, name: str) -> int:
        encoded = name.encode()
        text = np.frombuffer(encoded.ljust(len(encoded) + kernel.MARGIN, b"\0"), np.uint8)
        number = int(kernel.number_of(_addresses(self._state), text.ctypes.data, len(encoded)))
        self._state = _grown(self._state)
        return number

    def _write_rows(self, slot_type: Any, slot_place: Any, type_rows: Any) -> None:  # noqa: ANN401 -- arrays
        state = self._state
        z = state.z
        closed = state.closed[: z[kernel.Z_CLOSED]]
        entries = state.entries
        by_column = np.empty(int(z[kernel.Z_ENTRIES]), np.int64)
        lists = np.empty(int(z[kernel.Z_ENTRIES]), np.int64)
        starts = np.zeros(len(self._columns) + 1, np.int64)
        others = kernel.group_entries(_addresses(state), slot_type, by_column, starts, lists)
        lists = lists[:others]
        list_types = slot_type[entries[lists, kernel.E_SLOT]]
        names = pa.array(self._names, pa.string())
        ids = np.empty((len(closed), 32), np.uint8)
        kernel.artefact_ids(
            self._prefix,
            np.ascontiguousarray(closed[:, kernel.O_START]),
            np.ascontiguousarray(closed[:, kernel.O_END]),
            ids,
        )
        columns_of: dict[int, list[int]] = {}
        for column in np.flatnonzero(np.diff(starts)).tolist():
            columns_of.setdefault(int(state.columns[column, 0]), []).append(column)
        order = np.argsort(closed[:, kernel.O_TYPE], kind="stable")
        bounds = np.concatenate([[0], np.cumsum(np.bincount(closed[:, kernel.O_TYPE], minlength=len(self._names)))])
        for type_ in np.flatnonzero(type_rows).tolist():
            chosen = order[bounds[type_] : bounds[type_ + 1]]
            rows = closed[chosen]
            table = self._fixed(rows, ids[chosen], names, lists[list_types == type_], slot_place)
            titles = list(FIXED.names)
            for column in columns_of.get(type_, []):
                title = self._columns[column]
                if title is None:
                    continue
                part = by_column[starts[column] : starts[column + 1]]
                table.append(_text_column(state.arena, entries, part, slot_place, len(rows)))
                titles.append(title)
            finished = pa.table(table, names=titles)
            record_type = self._names[type_]
            if record_type == _PROJECT and not self._result.project:
                first = finished.slice(0, 1).to_pylist()[0]
                self._result.project = {
                    key[1:]: value for key, value in first.items() if key[0] == "@" and value is not None
                }
            self._writer.append(record_type, finished)

    def _fixed(self, rows: Any, ids: Any, names: Any, lists: Any, slot_place: Any) -> list[Any]:  # noqa: ANN401
        """The columns that every dataset has."""
        count = len(rows)
        paths, where = np.unique(rows[:, kernel.O_PATH], return_inverse=True)
        path = pa.DictionaryArray.from_arrays(
            where.astype(np.int32), pa.array([self._paths[i] for i in paths], pa.string())
        )
        is_top = rows[:, kernel.O_PARENT] < 0
        kinds = state_kinds(self._state.entries, lists)
        return [
            pa.array(rows[:, kernel.O_ROW]),
            pa.array(rows[:, kernel.O_PARENT], mask=is_top),
            _named(names, rows[:, kernel.O_PARENT_TYPE]),
            _named(names, rows[:, kernel.O_PARENT_FIELD]),
            pa.array(rows[:, kernel.O_ORDINAL].astype(np.int32)),
            pa.array(rows[:, kernel.O_TOP]),
            path.cast(pa.string()),
            pa.array(rows[:, kernel.O_START]),
            pa.array(rows[:, kernel.O_END]),
            pa.StringArray.from_buffers(
                count,
                pa.py_buffer(np.arange(0, 32 * (count + 1), 32, dtype=np.int32)),
                pa.py_buffer(np.ascontiguousarray(ids)),
            ),
            self._empty_fields(lists[kinds == kernel.K_EMPTY], slot_place, names, count),
            self._further_values(lists, kinds, slot_place, names, count),
            self._jump_targets(lists, kinds, slot_place, names, count),
            _damage_column(rows[:, kernel.O_DAMAGE]),
        ]

    def _empty_fields(self, chosen: Any, slot_place: Any, names: Any, count: int) -> Any:  # noqa: ANN401
        if not len(chosen):
            return pa.nulls(count, FIXED.field("_empty_fields").type)
        entries = self._state.entries
        places = slot_place[entries[chosen, kernel.E_SLOT]]
        order = np.argsort(places, kind="stable")
        fields = _named(names, entries[chosen[order], kernel.E_KEY] >> kernel.KIND_BITS)
        return _list_column(places[order], fields, count)

    def _further_values(self, lists: Any, kinds: Any, slot_place: Any, names: Any, count: int) -> Any:  # noqa: ANN401
        entries = self._state.entries
        is_wanted = (kinds == kernel.K_FURTHER) | (kinds == kernel.K_FURTHER_ATTRIBUTE)
        if not is_wanted.any():
            return pa.nulls(count, FIXED.field("_further_values").type)
        chosen = lists[is_wanted]
        places = slot_place[entries[chosen, kernel.E_SLOT]]
        order = np.argsort(places, kind="stable")
        chosen, places = chosen[order], places[order]
        is_value = state_kinds(entries, chosen) == kernel.K_FURTHER
        values, attributes = chosen[is_value], chosen[~is_value]
        owner = np.cumsum(is_value)[~is_value] - 1
        sizes = np.bincount(owner, minlength=len(values)) if len(attributes) else np.zeros(len(values), np.int64)
        pairs = pa.StructArray.from_arrays(
            [
                _named(names, entries[attributes, kernel.E_KEY] >> kernel.KIND_BITS),
                _texts(self._state.arena, entries, attributes),
            ],
            fields=list(FURTHER_VALUES.field("attributes").type.value_type),
        )
        offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        structs = pa.StructArray.from_arrays(
            [
                _named(names, entries[values, kernel.E_KEY] >> kernel.KIND_BITS),
                _texts(self._state.arena, entries, values),
                pa.ListArray.from_arrays(pa.array(offsets), pairs),
            ],
            fields=list(FURTHER_VALUES),
        )
        return _list_column(places[is_value], structs, count)

    def _jump_targets(self, lists: Any, kinds: Any, slot_place: Any, names: Any, count: int) -> Any:  # noqa: ANN401
        targets = lists[kinds == kernel.K_JUMP]
        if not len(targets):
            return pa.nulls(count, FIXED.field("_jump_targets").type)
        entries = self._state.entries
        is_model = lists[kinds == kernel.K_JUMP_IS_MODEL]
        places = slot_place[entries[targets, kernel.E_SLOT]]
        order = np.argsort(places, kind="stable")
        structs = pa.StructArray.from_arrays(
            [
                _named(names, entries[targets[order], kernel.E_KEY] >> kernel.KIND_BITS),
                _texts(self._state.arena, entries, is_model[order]),
                _texts(self._state.arena, entries, targets[order]),
            ],
            fields=list(JUMP_TARGETS),
        )
        return _list_column(places[order], structs, count)


def state_kinds(entries: Any, chosen: Any) -> Any:  # noqa: ANN401 -- arrays
    """Kinds of some entries."""
    return entries[chosen, kernel.E_KEY] & 7


def _named(names: Any, numbers: Any) -> Any:  # noqa: ANN401 -- arrays
    """Names by number, null where negative."""
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32), mask=numbers < 0), names, safe=False).cast(
        pa.string()
    )


def _text_column(arena: Any, entries: Any, chosen: Any, places: Any, rows: int) -> Any:  # noqa: ANN401 -- arrays
    offsets = np.empty(rows + 1, np.int32)
    bitmap = np.zeros(rows // 8 + 1, np.uint8)
    data = kernel.gather(arena.ctypes.data, entries, chosen, places, rows, offsets, bitmap)
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(data), pa.py_buffer(bitmap))


def _texts(arena: Any, entries: Any, chosen: Any) -> Any:  # noqa: ANN401 -- arrays
    """Texts of entries, one after the other."""
    places = np.zeros(int(entries[chosen, kernel.E_SLOT].max()) + 1 if len(chosen) else 1, np.int64)
    own = entries[chosen]
    own[:, kernel.E_SLOT] = np.arange(len(chosen))
    places = np.arange(max(len(chosen), 1))
    return _text_column(arena, own, np.arange(len(chosen)), places, len(chosen))


def _list_column(places: Any, values: Any, count: int) -> Any:  # noqa: ANN401 -- arrays
    """A list column from values sorted by row; null where a row has none."""
    sizes = np.bincount(places, minlength=count)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values, mask=pa.array(sizes == 0))


def _damage_column(bits: Any) -> Any:  # noqa: ANN401 -- an array
    if not bits.any():
        return pa.nulls(len(bits), FIXED.field("_damage").type)
    known = {
        item: [reason for code, reason in enumerate(kernel.REASONS) if item >> code & 1] or None
        for item in np.unique(bits).tolist()
    }
    return pa.array([known[item] for item in bits.tolist()], FIXED.field("_damage").type)


def _addresses(state: State) -> Any:  # noqa: ANN401 -- an array
    """Where the state's arrays stand; their lengths go into the state."""
    state.z[kernel.Z_CAPACITY : kernel.Z_CAPACITY + len(state)] = [array.shape[0] for array in state]
    return np.array([array.ctypes.data for array in state], np.int64)


def _new_state() -> State:
    size = 1 << 16

    def wide(rows: int, columns: int) -> Any:  # noqa: ANN401 -- an array
        return np.zeros((rows, columns), np.int64)

    return State(
        z=np.zeros(kernel.STATE_WIDTH, np.int64),
        names=np.zeros(1 << 21, np.uint8),
        name_offsets=np.zeros(size, np.int64),
        name_slots=np.full(4 * size, -1, np.int64),
        pair_keys=np.full((4 * size, 2), -1, np.int64),
        pair_values=np.full(4 * size, -1, np.int64),
        paths=wide(size, 2),
        columns=wide(size, 3),
        column_rows=np.full(size, -1, np.int64),
        stack=wide(4096, kernel.STACK_WIDTH),
        records=wide(4096, kernel.RECORD_WIDTH),
        counts=wide(1 << 14, 3),
        pending=wide(1 << 15, 3),
        attributes=wide(1 << 15, 3),
        arena=np.zeros(_ARENA_BYTES, np.uint8),
        entries=wide(_ENTRIES, kernel.ENTRY_WIDTH),
        closed=wide(_CLOSED, kernel.CLOSED_WIDTH),
        events=wide(1 << 15, kernel.EVENT_WIDTH),
        seen=np.zeros(size, np.int64),
        top_level=np.zeros(size, np.int64),
        errors=np.zeros(64, np.int64),
        tags=np.zeros(kernel.TAGS * kernel.TAG_BYTES + kernel.MARGIN, np.uint8),
        tag_facts=wide(kernel.TAGS, kernel.TAG_WIDTH),
    )


def _grown(state: State) -> State:
    """The same state in arrays that have room for the token that did not fit, and then some."""
    z = state.z
    want = int(z[kernel.Z_WANT])

    def larger(array: Any, used: int, need: int, fill: int = 0) -> Any:  # noqa: ANN401 -- arrays
        size = array.shape[0]
        while used + need >= size:
            size *= 2
        if size == array.shape[0]:
            return array
        grown = np.full((size, *array.shape[1:]), fill, array.dtype)
        grown[: array.shape[0]] = array
        return grown

    depth, names = int(z[kernel.Z_DEPTH]), int(z[kernel.Z_NAMES])
    third = want // 3
    name_offsets = larger(state.name_offsets, names, third + 64)
    columns = larger(state.columns, int(z[kernel.Z_COLUMNS]), third + 64)
    stack = larger(state.stack, depth, 64)
    state = state._replace(
        names=larger(state.names, int(z[kernel.Z_NAME_BYTES]), 8 * want + 65_536 + 16 * kernel.MARGIN),
        name_offsets=name_offsets,
        seen=larger(state.seen, 0, name_offsets.shape[0] - 1),
        top_level=larger(state.top_level, 0, name_offsets.shape[0] - 1),
        paths=larger(state.paths, int(z[kernel.Z_PATHS]), depth + 64),
        columns=columns,
        column_rows=larger(state.column_rows, 0, columns.shape[0] - 1, -1),
        stack=stack,
        records=larger(state.records, 0, stack.shape[0] - 1),
        counts=larger(state.counts, int(z[kernel.Z_COUNTS]), 64),
        pending=larger(state.pending, int(z[kernel.Z_PENDING]), third + 64),
        attributes=larger(state.attributes, 0, third + 64),
        arena=larger(state.arena, int(z[kernel.Z_ARENA]), 4 * want + 8192),
        entries=larger(state.entries, int(z[kernel.Z_ENTRIES]), third + 128),
        closed=larger(state.closed, int(z[kernel.Z_CLOSED]), int(z[kernel.Z_RECORDS]) + 64),
        events=larger(state.events, int(z[kernel.Z_EVENTS]), 6 * depth + 256),
    )
    slots = larger(state.name_slots, 2 * names, want + 256)
    pairs = larger(state.pair_values, 2 * int(z[kernel.Z_PAIRS]), 2 * want + 4 * depth + 256)
    if slots is not state.name_slots or pairs is not state.pair_values:
        old_keys, old_values = state.pair_keys, state.pair_values
        state = state._replace(
            name_slots=np.full(slots.shape[0], -1, np.int64),
            pair_keys=np.full((pairs.shape[0], 2), -1, np.int64),
            pair_values=np.full(pairs.shape[0], -1, np.int64),
        )
        kernel.rehash(_addresses(state), old_keys, old_values)
    return state
