"""The fast scanner's compiled part: bytes of a report in, rows and values as numbers out.

Everything compiled stands in this one file, because numba's cache of compiled code looks at the date of the
file a function stands in and not at the files of the functions it calls.

`scan` reads tokens and keeps a stack of elements and one of open records. It writes, into arrays that the
driver (`fast_scan`) owns and empties:

* `closed`: one line per record that ended, in the order in which records end;
* `entries`: one line per value, attribute, empty field and link, with its place in `arena`;
* `arena`: decoded bytes of values, always valid UTF-8;
* `events`: one line per thing that had to be repaired or left out, with its byte span.

Names (elements, fields, attributes, record types) are numbers in `names`; the first of them are those of
`GRAMMAR`. It stops, always between two tokens, when it needs more input or more room.

Repair. Where an end tag does not match, three readings are tried on the tags that follow (the tag is stray;
the tag is the misspelt end of the innermost element; end tags are missing), and the one that makes most sense
of them wins. A start tag that cannot stand where it stands closes what is open until it can. Many such errors
close together trip a breaker: what is open ends there, and scanning goes on at the next `<model` of a type
that was seen before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])

Bytes: TypeAlias = Any
"""A pointer to bytes, in compiled code."""
Array: TypeAlias = Any
"""An array, or a pointer to whole numbers."""
Number: TypeAlias = Any
"""A machine word, or several numbers."""

GRAMMAR: Final = (
    "", "model", "field", "multiField", "modelField", "multiModelField", "nodeField", "dataField", "value", "id",
    "source", "empty", "jumptargets", "targetid", "modelType", "decodedData", "project", "sourceExtractions",
    "caseInformation", "metadata", "images", "taggedFiles", "carvedFiles", "infectedFiles", "extraInfos",
    "extractionInfo", "item", "image", "file", "extraInfo", "sourceInfo", "nodeInfos", "nodeInfo", "imageInfo",
    "imageInfos", "otherElements", "#untyped", "#text", "name", "type", "section", "xmlns", "ismodel", "#field",
    "#multiField", "#modelField", "#multiModelField", "#nodeField", "#dataField",
)  # fmt: skip
"""Names with numbers of their own, in the order of the constants below."""

(
    N_NONE, N_MODEL, N_FIELD, N_MULTI_FIELD, N_MODEL_FIELD, N_MULTI_MODEL_FIELD, N_NODE_FIELD, N_DATA_FIELD, N_VALUE,
    N_ID, N_SOURCE, N_EMPTY, N_JUMP_TARGETS, N_TARGET_ID, N_MODEL_TYPE, N_DECODED_DATA, N_PROJECT, N_SOURCE_EXTRACTIONS,
    N_CASE_INFORMATION, N_METADATA, N_IMAGES, N_TAGGED_FILES, N_CARVED_FILES, N_INFECTED_FILES, N_EXTRA_INFOS,
    N_EXTRACTION_INFO, N_ITEM, N_IMAGE, N_FILE, N_EXTRA_INFO, N_SOURCE_INFO, N_NODE_INFOS, N_NODE_INFO, N_IMAGE_INFO,
    N_IMAGE_INFOS, N_OTHER_ELEMENTS, N_UNTYPED, N_TEXT, N_NAME, N_TYPE, N_SECTION, N_XMLNS, N_ISMODEL, N_SHARP_FIELD,
) = range(44)  # fmt: skip

REASONS: Final = (
    "control_character_replaced", "invalid_reference_replaced", "invalid_utf8_replaced", "unescaped_markup_kept",
    "surrogate_pair_joined", "end_tag_missing", "end_tag_stray", "end_tag_mismatched", "tag_malformed", "cut_off",
    "damaged_region", "unverified", "attribute_repeated", "place_uncertain",
    "section_end_doubtful",
)  # fmt: skip
"""Reason codes of events and of the `_damage` of a record, by bit."""

(
    D_CONTROL, D_REFERENCE, D_UTF8, D_MARKUP, D_SURROGATE, D_MISSING, D_STRAY, D_MISMATCH, D_MALFORMED, D_CUT,
    D_REGION, D_UNVERIFIED, D_REPEATED, D_PLACE, D_SECTION,
) = range(15)  # fmt: skip

# What scan returns.
NEED, ROOM, DOCTYPE, DONE = range(4)

# Kinds of entries.
K_COLUMN, K_FURTHER, K_FURTHER_ATTRIBUTE, K_EMPTY, K_JUMP, K_JUMP_IS_MODEL = range(6)
KIND_BITS: Final = 3

# Columns of the arrays.
E_KEY, E_SLOT, E_OFFSET, E_LENGTH, E_PREVIOUS = range(5)
(
    O_ROW, O_TYPE, O_PARENT, O_PARENT_TYPE, O_PARENT_FIELD, O_ORDINAL, O_TOP, O_PATH, O_START, O_END, O_DAMAGE, O_SLOT,
    O_IS_MODEL, O_HEAD, O_COUNTS, O_CHILDREN, O_DEPTH,
) = range(17)  # fmt: skip
CLOSED_WIDTH: Final = 12
RECORD_WIDTH: Final = 17
STACK_WIDTH: Final = 9
ENTRY_WIDTH: Final = 5
EVENT_WIDTH: Final = 6
S_ELEMENT, S_ROLE, S_FIELD, S_TYPE, S_FILLED, S_PENDING, S_PENDINGS, S_START, S_BODY = range(9)
V_CODE, V_KEPT, V_TYPE, V_START, V_END, V_COUNT = range(6)
A_NAME, A_START, A_END = range(3)

# Tags that come again and again, by the hash of their bytes.
T_LENGTH, T_LOCAL, T_SELF_CLOSING, T_ATTRIBUTES, T_NAME, T_TYPE, T_FIRST = range(7)
TAGS: Final = 1 << 12
TAG_BYTES: Final = 96
TAG_WIDTH: Final = 16
_TAG_ATTRIBUTES: Final = 2

# Roles of open elements.
R_CONTAINER, R_MODEL, R_SECTION, R_FIELD, R_ELEMENT, R_JUMP, R_VALUE, R_TARGET, R_EMPTY = range(9)

# Scalars of the state.
(
    Z_BASE, Z_CONSUMED, Z_ARENA, Z_ENTRIES, Z_CLOSED, Z_EVENTS, Z_NAMES, Z_NAME_BYTES, Z_PAIRS, Z_PATHS, Z_COLUMNS,
    Z_DEPTH, Z_RECORDS, Z_COUNTS, Z_COUNTS_FREE, Z_PENDING, Z_ROW, Z_SLOT, Z_TEXT, Z_FLAGS, Z_REPLACED, Z_ATTRIBUTES,
    Z_SELF_CLOSING, Z_LOCAL, Z_WANT, Z_TRIP, Z_RESYNC, Z_FIRST_ERROR, Z_UNVERIFIED_FROM, Z_SKIPPING, Z_SKIP_START,
    Z_ERRORS, Z_CUT, Z_TAG_MALFORMED, Z_ROOT_SEEN, Z_UNVERIFIED, Z_CREDIT,
    Z_TAG_NAME, Z_TAG_TYPE, Z_CAPACITY,
) = range(40)  # fmt: skip
STATE_WIDTH: Final = 64
"""From `Z_CAPACITY` on stand the lengths of the arrays of the state, by the numbers below."""

(
    F_Z, F_NAMES, F_NAME_OFFSETS, F_NAME_SLOTS, F_PAIR_KEYS, F_PAIR_VALUES, F_PATHS, F_COLUMNS, F_COLUMN_ROWS, F_STACK,
    F_RECORDS, F_COUNTS, F_PENDING, F_ATTRIBUTES, F_ARENA, F_ENTRIES, F_CLOSED, F_EVENTS, F_SEEN, F_TOP_LEVEL, F_ERRORS,
    F_TAGS, F_TAG_FACTS,
) = range(23)  # fmt: skip

LOOKAHEAD: Final = 1 << 16
"""Bytes that must follow a structural error before it is decided how to read it."""
_RAW_LIMIT: Final = 1 << 22
_CDATA_LIMIT: Final = 1 << 28
_TAG_LIMIT: Final = 1 << 20
_TRIAL_TAGS: Final = 300
_TRIAL_DEPTH: Final = 512
_BREAKER_ERRORS: Final = 24
_BREAKER_BYTES: Final = 8192
_ROOM_BYTES: Final = 1 << 16
MARGIN: Final = 64
"""Bytes of padding that every byte array has behind its content."""


class State(NamedTuple):
    """Arrays of a scan; see the module's docstring."""

    z: Array
    names: Array
    name_offsets: Array
    name_slots: Array
    pair_keys: Array
    pair_values: Array
    paths: Array
    columns: Array
    column_rows: Array
    stack: Array
    records: Array
    counts: Array
    pending: Array
    attributes: Array
    arena: Bytes
    entries: Array
    closed: Array
    events: Array
    seen: Array
    top_level: Array
    errors: Array
    tags: Bytes
    tag_facts: Array


def compiled(function: Function) -> Function:
    """Compile on first use; keep the result on disk where the disk lets us."""
    options = {"nogil": True, "error_model": "numpy"}
    try:
        return numba.njit(cache=True, **options)(function)  # type: ignore[no-any-return]
    except RuntimeError:  # no folder for the cache can be written to
        return numba.njit(**options)(function)  # type: ignore[no-any-return]


# ── memory: plain pointers, because an array as an argument costs the compiler and the machine dearly ────────────

_BYTES = types.CPointer(types.uint8)
_INTEGERS = types.CPointer(types.int64)


@intrinsic
def _bytes_at(typing_context, address):  # type: ignore[no-untyped-def]
    """An address as a pointer to bytes."""

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.inttoptr(arguments[0], ir.IntType(8).as_pointer())

    return _BYTES(types.int64), generate


@intrinsic
def _integers_at(typing_context, address):  # type: ignore[no-untyped-def]
    """An address as a pointer to whole numbers."""

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.inttoptr(arguments[0], ir.IntType(64).as_pointer())

    return _INTEGERS(types.int64), generate


@intrinsic
def _load(typing_context, pointer, index):  # type: ignore[no-untyped-def]
    """Eight bytes at any place, as one word."""

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        place = builder.gep(arguments[0], [arguments[1]])
        return builder.load(builder.bitcast(place, ir.IntType(64).as_pointer()), align=1)

    return types.uint64(_BYTES, types.intp), generate


@intrinsic
def _store(typing_context, pointer, index, word):  # type: ignore[no-untyped-def]
    """Put one word at any place."""

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        place = builder.gep(arguments[0], [arguments[1]])
        builder.store(arguments[2], builder.bitcast(place, ir.IntType(64).as_pointer()), align=1)
        return context.get_dummy_value()

    return types.void(_BYTES, types.intp, types.uint64), generate


@intrinsic
def _trailing_zeros(typing_context, word):  # type: ignore[no-untyped-def]
    """Number of zero bits below the lowest set one; the word is not zero."""

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        word_type = ir.IntType(64)
        function = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(word_type, [word_type, ir.IntType(1)]), "llvm.cttz.i64"
        )
        return builder.call(function, [arguments[0], ir.Constant(ir.IntType(1), 1)])

    return types.int64(types.uint64), generate


@compiled
def _state(addresses: Array) -> State:
    """The state whose arrays stand at these addresses."""
    return State(
        _integers_at(addresses[F_Z]),
        _bytes_at(addresses[F_NAMES]),
        _integers_at(addresses[F_NAME_OFFSETS]),
        _integers_at(addresses[F_NAME_SLOTS]),
        _integers_at(addresses[F_PAIR_KEYS]),
        _integers_at(addresses[F_PAIR_VALUES]),
        _integers_at(addresses[F_PATHS]),
        _integers_at(addresses[F_COLUMNS]),
        _integers_at(addresses[F_COLUMN_ROWS]),
        _integers_at(addresses[F_STACK]),
        _integers_at(addresses[F_RECORDS]),
        _integers_at(addresses[F_COUNTS]),
        _integers_at(addresses[F_PENDING]),
        _integers_at(addresses[F_ATTRIBUTES]),
        _bytes_at(addresses[F_ARENA]),
        _integers_at(addresses[F_ENTRIES]),
        _integers_at(addresses[F_CLOSED]),
        _integers_at(addresses[F_EVENTS]),
        _integers_at(addresses[F_SEEN]),
        _integers_at(addresses[F_TOP_LEVEL]),
        _integers_at(addresses[F_ERRORS]),
        _bytes_at(addresses[F_TAGS]),
        _integers_at(addresses[F_TAG_FACTS]),
    )


# ── bytes, eight at a time ───────────────────────────────────────────────────────────────────────────────────────

_ONES = np.uint64(0x0101010101010101)
_HIGHS = np.uint64(0x8080808080808080)
_SPACES = np.uint64(0x2020202020202020)
_K1 = np.uint64(0x9E3779B97F4A7C15)
_K2 = np.uint64(0xC2B2AE3D27D4EB4F)


@compiled
def _zeros(word: Array) -> Number:
    """High bits at the zero bytes of a word; the lowest is always right."""
    return (word - _ONES) & ~word & _HIGHS


@compiled
def _find(buf: Bytes, p: int, n: int, byte: int) -> int:
    """Place of a byte from p on, or n."""
    pattern = np.uint64(byte) * _ONES
    while p < n:
        found = _zeros(_load(buf, p) ^ pattern)
        if found != np.uint64(0):
            p += _trailing_zeros(found) >> 3
            return p if p < n else n
        p += 8
    return n


@compiled
def _find_quote(buf: Bytes, p: int, n: int, quote: int) -> int:
    """Place of a quote or of `<` from p on, or n."""
    first, second = np.uint64(quote) * _ONES, np.uint64(60) * _ONES
    while p < n:
        word = _load(buf, p)
        found = _zeros(word ^ first) | _zeros(word ^ second)
        if found != np.uint64(0):
            # The lowest marked byte of either is right; borrow reaches only bytes above it.
            p += _trailing_zeros(found) >> 3
            return p if p < n else n
        p += 8
    return n


@compiled
def _hash(buf: Bytes, s: int, e: int) -> Number:
    h = np.uint64(e - s) * _K1
    while e - s >= 8:
        h = (h ^ _load(buf, s)) * _K2
        h ^= h >> np.uint64(29)
        s += 8
    if e > s:
        mask = (np.uint64(1) << np.uint64(8 * (e - s))) - np.uint64(1)
        h = (h ^ (_load(buf, s) & mask)) * _K2
        h ^= h >> np.uint64(29)
    h *= _K1
    return h ^ (h >> np.uint64(32))


@compiled
def _same(one: Bytes, p: int, other: Bytes, q: int, length: int) -> bool:
    while length >= 8:
        if _load(one, p) != _load(other, q):
            return False
        p += 8
        q += 8
        length -= 8
    if length > 0:
        mask = (np.uint64(1) << np.uint64(8 * length)) - np.uint64(1)
        return ((_load(one, p) ^ _load(other, q)) & mask) == np.uint64(0)
    return True


@compiled
def _copy(source: Bytes, s: int, e: int, target: Bytes, t: int) -> None:
    """Copy bytes; up to seven more may be written behind."""
    while s < e:
        _store(target, t, _load(source, s))
        s += 8
        t += 8


@compiled
def _is_space(c: int) -> bool:
    return c == 32 or c == 10 or c == 13 or c == 9


@compiled
def _starts_name(c: int) -> bool:
    return (97 <= c <= 122) or (65 <= c <= 90) or c == 95 or c == 58 or c >= 128


# ── names, pairs, columns ────────────────────────────────────────────────────────────────────────────────────────


@compiled
def _look_up(S: State, buf: Bytes, s: int, e: int) -> int:
    """Number of a name, or minus the free place in the table, less one."""
    mask = S.z[Z_CAPACITY + F_NAME_SLOTS] - 1
    i = np.int64(_hash(buf, s, e) & np.uint64(mask))
    length = e - s
    while True:
        name = S.name_slots[i]
        if name < 0:
            return -1 - i
        start = S.name_offsets[name]
        if S.name_offsets[name + 1] - start == length and _same(buf, s, S.names, start, length):
            return name
        i = (i + 1) & mask


@compiled
def _intern(S: State, buf: Bytes, s: int, e: int) -> int:
    """Number of a name, new or known."""
    name = _look_up(S, buf, s, e)
    if name >= 0:
        return name
    slot = -1 - name
    name = S.z[Z_NAMES]
    start = S.z[Z_NAME_BYTES]
    _copy(buf, s, e, S.names, start)
    S.name_offsets[name] = start
    S.name_offsets[name + 1] = start + e - s
    S.z[Z_NAME_BYTES] = start + e - s
    S.z[Z_NAMES] = name + 1
    S.name_slots[slot] = name
    return name


@compiled
def _dotted(S: State, outer: int, inner: int) -> int:
    """Number of the name `outer.inner`."""
    i = _pair(S, 1, outer, inner, 0)
    if S.pair_values[i] >= 0:
        return S.pair_values[i]
    a, b = S.name_offsets[outer], S.name_offsets[outer + 1]
    c, d = S.name_offsets[inner], S.name_offsets[inner + 1]
    at = S.z[Z_NAME_BYTES] + MARGIN
    _copy(S.names, a, b, S.names, at)
    S.names[at + b - a] = 46
    _copy(S.names, c, d, S.names, at + b - a + 1)
    name = _intern(S, S.names, at, at + b - a + 1 + d - c)
    S.pair_values[i] = name
    return name


@compiled
def _pair(S: State, kind: int, a: int, b: int, c: int) -> int:
    """Place of a key of up to three numbers in the table of pairs; a new one has the value -1."""
    mask = S.z[Z_CAPACITY + F_PAIR_VALUES] - 1
    one = np.int64(kind) << 40 | a
    two = np.int64(b) << 31 | c
    h = (np.uint64(one) * _K1) ^ np.uint64(two)
    h = h * _K2
    i = np.int64((h ^ (h >> np.uint64(31))) & np.uint64(mask))
    while True:
        if S.pair_keys[i * 2] == one and S.pair_keys[i * 2 + 1] == two:
            return i
        if S.pair_keys[i * 2] == -1:
            S.pair_keys[i * 2] = one
            S.pair_keys[i * 2 + 1] = two
            S.pair_values[i] = -1
            S.z[Z_PAIRS] += 1
            return i
        i = (i + 1) & mask


@compiled
def number_of(addresses: Array, text: int, length: int) -> int:
    """Number of the name of so many bytes at an address."""
    return _intern(_state(addresses), _bytes_at(text), 0, length)


@compiled
def rehash(addresses: Array, old_keys: Array, old_values: Array) -> None:
    """Fill larger tables of names and pairs."""
    S = _state(addresses)
    for name in range(S.z[Z_NAMES]):
        slot = _look_up(S, S.names, S.name_offsets[name], S.name_offsets[name + 1])
        S.name_slots[-1 - slot] = name
    S.z[Z_PAIRS] = 0
    for j in range(old_values.shape[0]):
        one, two = old_keys[j, 0], old_keys[j, 1]
        if one != -1:
            i = _pair(S, one >> 40, one & ((1 << 40) - 1), two >> 31, two & ((1 << 31) - 1))
            S.pair_values[i] = old_values[j]


@compiled
def _path(S: State, parent: int, name: int) -> int:
    """Number of a path: a name below another path, -1 for none."""
    i = _pair(S, 2, parent + 1, name, 0)
    if S.pair_values[i] < 0:
        S.pair_values[i] = S.z[Z_PATHS]
        S.paths[S.z[Z_PATHS] * 2] = parent
        S.paths[S.z[Z_PATHS] * 2 + 1] = name
        S.z[Z_PATHS] += 1
    return S.pair_values[i]


@compiled
def _column(S: State, type_: int, field: int, attribute: int) -> int:
    i = _pair(S, 3, type_, field, attribute)
    if S.pair_values[i] < 0:
        c = S.z[Z_COLUMNS]
        S.pair_values[i] = c
        S.columns[c * 3] = type_
        S.columns[c * 3 + 1] = field
        S.columns[c * 3 + 2] = attribute
        S.column_rows[c] = -1
        S.z[Z_COLUMNS] = c + 1
    return S.pair_values[i]


# ── events ───────────────────────────────────────────────────────────────────────────────────────────────────────


@compiled
def _event(S: State, code: int, kept: int, type_: int, start: int, end: int, count: int) -> None:
    i = S.z[Z_EVENTS]
    S.events[i * EVENT_WIDTH + V_CODE] = code
    S.events[i * EVENT_WIDTH + V_KEPT] = kept
    S.events[i * EVENT_WIDTH + V_TYPE] = type_
    S.events[i * EVENT_WIDTH + V_START] = start
    S.events[i * EVENT_WIDTH + V_END] = end
    S.events[i * EVENT_WIDTH + V_COUNT] = count
    S.z[Z_EVENTS] = i + 1
    if start < S.z[Z_FIRST_ERROR] and code != D_CUT:
        S.z[Z_FIRST_ERROR] = start


@compiled
def _damage(S: State, code: int, start: int, end: int, count: int) -> None:
    """Something was repaired in the innermost open record."""
    type_ = -1
    r = S.z[Z_RECORDS] - 1
    if r >= 0:
        S.records[r * RECORD_WIDTH + O_DAMAGE] |= 1 << code
        type_ = S.records[r * RECORD_WIDTH + O_TYPE]
    _event(S, code, 1, type_, start, end, count)


@compiled
def _structural(S: State, code: int, start: int, end: int) -> None:
    """Damage to structure; many close together trip the breaker."""
    _damage(S, code, start, end, 1)
    i = S.z[Z_ERRORS] % _BREAKER_ERRORS
    if S.z[Z_ERRORS] >= _BREAKER_ERRORS and start - S.errors[i] < _BREAKER_BYTES:
        S.z[Z_TRIP] = 1
    S.errors[i] = start
    S.z[Z_ERRORS] += 1


@compiled
def _take_flags(S: State, start: int, end: int) -> None:
    """Put what was repaired in a text or attribute on its record."""
    flags = S.z[Z_FLAGS]
    if flags:
        for code in range(5):
            if flags >> code & 1:
                _damage(S, code, start, end, max(S.z[Z_REPLACED], 1))
        S.z[Z_FLAGS] = 0
        S.z[Z_REPLACED] = 0


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@compiled
def _put_code_point(arena: Bytes, t: int, c: int) -> int:
    if c < 0x80:
        arena[t] = c
        return t + 1
    if c < 0x800:
        arena[t] = 0xC0 | c >> 6
        arena[t + 1] = 0x80 | c & 63
        return t + 2
    if c < 0x10000:
        arena[t] = 0xE0 | c >> 12
        arena[t + 1] = 0x80 | c >> 6 & 63
        arena[t + 2] = 0x80 | c & 63
        return t + 3
    arena[t] = 0xF0 | c >> 18
    arena[t + 1] = 0x80 | c >> 12 & 63
    arena[t + 2] = 0x80 | c >> 6 & 63
    arena[t + 3] = 0x80 | c & 63
    return t + 4


@compiled
def _flag(S: State, code: int) -> None:
    S.z[Z_FLAGS] |= 1 << code
    S.z[Z_REPLACED] += 1


@compiled
def _reference(buf: Bytes, s: int, e: int) -> Number:
    """The reference at an ampersand: code point (-1: no number, -2: none at all) and the byte after it."""
    stop = min(e, s + 40)
    q = s + 1
    while q < stop and buf[q] != 59 and buf[q] != 38 and buf[q] != 60:
        q += 1
    if q >= stop or buf[q] != 59 or q == s + 1:
        return -2, s + 1
    length = q - s - 1
    c = buf[s + 1]
    if c == 35:
        value = 0
        i = s + 2
        is_hex = i < q and buf[i] == 120
        if is_hex:
            i += 1
        if i == q:
            return -2, s + 1
        while i < q:
            d = np.int64(buf[i])
            if 48 <= d <= 57:
                d -= 48
            elif is_hex and 97 <= d <= 102:
                d -= 87
            elif is_hex and 65 <= d <= 70:
                d -= 55
            else:
                return -2, s + 1
            value = min(value * (16 if is_hex else 10) + d, 0x110000)
            i += 1
        return value, q + 1
    if length == 2 and buf[s + 2] == 116:
        if c == 108:
            return 60, q + 1
        if c == 103:
            return 62, q + 1
    if length == 3 and c == 97 and buf[s + 2] == 109 and buf[s + 3] == 112:
        return 38, q + 1
    if length == 4 and c == 113 and buf[s + 2] == 117 and buf[s + 3] == 111 and buf[s + 4] == 116:
        return 34, q + 1
    if length == 4 and c == 97 and buf[s + 2] == 112 and buf[s + 3] == 111 and buf[s + 4] == 115:
        return 39, q + 1
    return -2, s + 1


@compiled
def _put_reference(S: State, buf: Bytes, s: int, e: int, t: int) -> Number:
    value, after = _reference(buf, s, e)
    if value == -2:
        _flag(S, D_MARKUP)
        S.arena[t] = 38
        return s + 1, t + 1
    if 0xD800 <= value < 0xDC00 and after < e and buf[after] == 38:
        low, after_low = _reference(buf, after, e)
        if 0xDC00 <= low < 0xE000:
            _flag(S, D_SURROGATE)
            return after_low, _put_code_point(S.arena, t, 0x10000 + ((value - 0xD800) << 10) + low - 0xDC00)
    if (
        (value < 32 and value != 9 and value != 10 and value != 13)
        or 0xD800 <= value < 0xE000
        or value == 0xFFFE
        or value == 0xFFFF
        or value > 0x10FFFF
    ):
        _flag(S, D_REFERENCE)
        value = 0xFFFD
    return after, _put_code_point(S.arena, t, value)


@compiled
def _put_multibyte(S: State, buf: Bytes, s: int, e: int, t: int) -> Number:
    """One character of several bytes; an invalid sequence becomes one U+FFFD, as Python's decoder does it."""
    c = np.int64(buf[s])
    length = 0
    low, high = 0x80, 0xBF
    if 0xC2 <= c <= 0xDF:
        length = 1
    elif 0xE0 <= c <= 0xEF:
        length = 2
        if c == 0xE0:
            low = 0xA0
        elif c == 0xED:
            high = 0x9F
    elif 0xF0 <= c <= 0xF4:
        length = 3
        if c == 0xF0:
            low = 0x90
        elif c == 0xF4:
            high = 0x8F
    i = 1
    while i <= length and s + i < e and low <= buf[s + i] <= high:
        low, high = 0x80, 0xBF
        i += 1
    if length == 0 or i <= length:
        _flag(S, D_UTF8)
        return s + i, _put_code_point(S.arena, t, 0xFFFD)
    if c == 0xEF and buf[s + 1] == 0xBF and buf[s + 2] >= 0xBE:  # U+FFFE and U+FFFF are not characters
        _flag(S, D_CONTROL)
        return s + 3, _put_code_point(S.arena, t, 0xFFFD)
    for j in range(length + 1):
        S.arena[t + j] = buf[s + j]
    return s + length + 1, t + length + 1


@compiled
def _put(S: State, buf: Bytes, s: int, e: int, is_cdata: bool, is_attribute: bool) -> None:
    """Append decoded text to the arena: references, line ends, forbidden characters, broken UTF-8."""
    t = S.z[Z_ARENA]
    arena = S.arena
    while s < e:
        word = _load(buf, s)
        odd = (word & _HIGHS) | _zeros(word ^ (np.uint64(38) * _ONES)) | ((word - _SPACES) & ~word & _HIGHS)
        _store(arena, t, word)
        if odd == np.uint64(0):
            s += 8
            t += 8
            if s > e:
                t -= s - e
            continue
        step = _trailing_zeros(odd) >> 3
        s += step
        t += step
        if s >= e:
            t -= s - e
            break
        c = np.int64(buf[s])
        if c >= 128:
            s, t = _put_multibyte(S, buf, s, e, t)
        elif c == 38:
            if is_cdata:
                arena[t] = 38
                s += 1
                t += 1
            else:
                s, t = _put_reference(S, buf, s, e, t)
        elif c == 13:
            arena[t] = 32 if is_attribute else 10
            t += 1
            s += 1
            if s < e and buf[s] == 10:
                s += 1
        elif c == 10 or c == 9:
            arena[t] = 32 if is_attribute else c
            t += 1
            s += 1
        elif c < 32:
            _flag(S, D_CONTROL)
            t = _put_code_point(arena, t, 0xFFFD)
            s += 1
        else:
            # A false mark above a true one: the byte is plain.
            arena[t] = c
            s += 1
            t += 1
    S.z[Z_ARENA] = t


@compiled
def _text_bounds(S: State) -> Number:
    """Bounds of the pending text without white space at its ends."""
    s, e = S.z[Z_TEXT], S.z[Z_ARENA]
    while s < e and _is_space(S.arena[s]):
        s += 1
    while e > s and _is_space(S.arena[e - 1]):
        e -= 1
    return s, e


# ── entries ──────────────────────────────────────────────────────────────────────────────────────────────────────


@compiled
def _emit(S: State, kind: int, key: int, offset: int, length: int) -> None:
    r = S.z[Z_RECORDS] - 1
    i = S.z[Z_ENTRIES]
    S.entries[i * ENTRY_WIDTH + E_KEY] = key << KIND_BITS | kind
    S.entries[i * ENTRY_WIDTH + E_SLOT] = S.records[r * RECORD_WIDTH + O_SLOT]
    S.entries[i * ENTRY_WIDTH + E_OFFSET] = offset
    S.entries[i * ENTRY_WIDTH + E_LENGTH] = length
    S.entries[i * ENTRY_WIDTH + E_PREVIOUS] = -1
    if kind == K_COLUMN:
        S.entries[i * ENTRY_WIDTH + E_PREVIOUS] = S.records[r * RECORD_WIDTH + O_HEAD]
        S.records[r * RECORD_WIDTH + O_HEAD] = i
    S.z[Z_ENTRIES] = i + 1


@compiled
def _is_filled(S: State, column: int) -> bool:
    """Whether the innermost record has a value in a column."""
    r = S.z[Z_RECORDS] - 1
    row = S.records[r * RECORD_WIDTH + O_ROW]
    last = S.column_rows[column]
    if last <= row:
        return last == row
    # A later record of the same type, inside this one, has used the column since.
    i = S.records[r * RECORD_WIDTH + O_HEAD]
    key = column << KIND_BITS | K_COLUMN
    while i >= 0:
        if S.entries[i * ENTRY_WIDTH + E_KEY] == key:
            return True
        i = S.entries[i * ENTRY_WIDTH + E_PREVIOUS]
    return False


@compiled
def _add(S: State, field: int, offset: int, length: int) -> bool:
    """Add a value of a field; whether it is the record's first of that field."""
    r = S.z[Z_RECORDS] - 1
    column = _column(S, S.records[r * RECORD_WIDTH + O_TYPE], field, N_NONE)
    if _is_filled(S, column):
        _emit(S, K_FURTHER, field, offset, length)
        return False
    S.column_rows[column] = S.records[r * RECORD_WIDTH + O_ROW]
    _emit(S, K_COLUMN, column, offset, length)
    return True


@compiled
def _add_attribute(S: State, field: int, attribute: int, offset: int, length: int, is_first: bool) -> None:
    """Add an attribute of the value just added, or of the record when the field is none."""
    if not is_first:
        _emit(S, K_FURTHER_ATTRIBUTE, attribute, offset, length)
        return
    r = S.z[Z_RECORDS] - 1
    column = _column(S, S.records[r * RECORD_WIDTH + O_TYPE], field, attribute)
    if _is_filled(S, column):
        _emit(S, K_FURTHER, field, 0, -1)
        _emit(S, K_FURTHER_ATTRIBUTE, attribute, offset, length)
        return
    S.column_rows[column] = S.records[r * RECORD_WIDTH + O_ROW]
    _emit(S, K_COLUMN, column, offset, length)


@compiled
def _add_pending(S: State, field: int, at: int, is_first: bool) -> None:
    """Add the attributes kept with an element."""
    first = S.stack[at * STACK_WIDTH + S_PENDING]
    for i in range(first, first + S.stack[at * STACK_WIDTH + S_PENDINGS]):
        _add_attribute(S, field, S.pending[i * 3], S.pending[i * 3 + 1], S.pending[i * 3 + 2], is_first)


@compiled
def _field_above(S: State) -> int:
    """Place in the stack of the innermost field of the innermost record, or -1."""
    i = S.z[Z_DEPTH] - 1
    bottom = S.records[(S.z[Z_RECORDS] - 1) * RECORD_WIDTH + O_DEPTH]
    while i > bottom:
        role = S.stack[i * STACK_WIDTH + S_ROLE]
        if role == R_FIELD or role == R_ELEMENT or role == R_JUMP:
            return i
        i -= 1
    return -1


@compiled
def _spill(S: State, lt: int) -> None:
    """Keep text that stands where no text is expected."""
    if S.z[Z_ARENA] == S.z[Z_TEXT]:
        return
    s, e = _text_bounds(S)
    if e > s:
        _take_flags(S, lt - (e - s), lt)
        field = N_TEXT
        at = _field_above(S)
        if at >= 0 and S.stack[at * STACK_WIDTH + S_FIELD] != N_NONE:
            field = S.stack[at * STACK_WIDTH + S_FIELD]
        _add(S, field, s, e - s)
    else:
        S.z[Z_ARENA] = S.z[Z_TEXT]
    S.z[Z_TEXT] = S.z[Z_ARENA]


# ── records ──────────────────────────────────────────────────────────────────────────────────────────────────────


@compiled
def _next_ordinal(S: State, r: int, field: int) -> int:
    i = S.records[r * RECORD_WIDTH + O_COUNTS]
    while i >= 0:
        if S.counts[i * 3] == field:
            S.counts[i * 3 + 1] += 1
            return S.counts[i * 3 + 1]
        i = S.counts[i * 3 + 2]
    i = S.z[Z_COUNTS_FREE]
    if i >= 0:
        S.z[Z_COUNTS_FREE] = S.counts[i * 3 + 2]
    else:
        i = S.z[Z_COUNTS]
        S.z[Z_COUNTS] = i + 1
    S.counts[i * 3] = field
    S.counts[i * 3 + 1] = 0
    S.counts[i * 3 + 2] = S.records[r * RECORD_WIDTH + O_COUNTS]
    S.records[r * RECORD_WIDTH + O_COUNTS] = i
    return 0


@compiled
def _open_record(S: State, type_: int, is_model: int, start: int, depth: int) -> None:
    """Open a record whose element will stand at `depth` of the stack."""
    z = S.z
    r = z[Z_RECORDS]
    row = z[Z_ROW]
    z[Z_ROW] = row + 1
    o = S.records
    o[r * RECORD_WIDTH + O_ROW] = row
    o[r * RECORD_WIDTH + O_TYPE] = type_
    o[r * RECORD_WIDTH + O_START] = start
    o[r * RECORD_WIDTH + O_END] = -1
    o[r * RECORD_WIDTH + O_DAMAGE] = 0
    o[r * RECORD_WIDTH + O_SLOT] = z[Z_SLOT]
    z[Z_SLOT] += 1
    o[r * RECORD_WIDTH + O_IS_MODEL] = is_model
    o[r * RECORD_WIDTH + O_HEAD] = -1
    o[r * RECORD_WIDTH + O_COUNTS] = -1
    o[r * RECORD_WIDTH + O_CHILDREN] = 0
    o[r * RECORD_WIDTH + O_DEPTH] = depth
    if r > 0:
        at = _field_above(S)
        if at >= 0:
            field = S.stack[at * STACK_WIDTH + S_FIELD]
            S.stack[at * STACK_WIDTH + S_FILLED] = 1
        else:
            field = S.stack[(depth - 1) * STACK_WIDTH + S_ELEMENT]
        o[r * RECORD_WIDTH + O_PARENT] = o[(r - 1) * RECORD_WIDTH + O_ROW]
        o[r * RECORD_WIDTH + O_PARENT_TYPE] = o[(r - 1) * RECORD_WIDTH + O_TYPE]
        o[r * RECORD_WIDTH + O_PARENT_FIELD] = field
        o[r * RECORD_WIDTH + O_ORDINAL] = _next_ordinal(S, r - 1, field)
        o[r * RECORD_WIDTH + O_TOP] = o[(r - 1) * RECORD_WIDTH + O_TOP]
        o[r * RECORD_WIDTH + O_PATH] = _path(S, o[(r - 1) * RECORD_WIDTH + O_PATH], field)
    else:
        o[r * RECORD_WIDTH + O_PARENT] = -1
        o[r * RECORD_WIDTH + O_PARENT_TYPE] = -1
        o[r * RECORD_WIDTH + O_PARENT_FIELD] = -1
        o[r * RECORD_WIDTH + O_ORDINAL] = 0
        o[r * RECORD_WIDTH + O_TOP] = row
        if type_ == N_OTHER_ELEMENTS:
            path = -1
            for i in range(z[Z_DEPTH]):
                path = _path(S, path, S.stack[i * STACK_WIDTH + S_ELEMENT])
            if depth >= z[Z_DEPTH]:
                path = _path(S, path, z[Z_LOCAL])
            o[r * RECORD_WIDTH + O_PATH] = path
        else:
            o[r * RECORD_WIDTH + O_PATH] = _path(S, -1, type_)
        if is_model and z[Z_RESYNC]:
            o[r * RECORD_WIDTH + O_DAMAGE] |= 1 << D_PLACE
    S.seen[type_] += 1
    z[Z_RECORDS] = r + 1


@compiled
def _close_record(S: State, end: int) -> None:
    z = S.z
    r = z[Z_RECORDS] - 1
    o = S.records
    o[r * RECORD_WIDTH + O_END] = end
    if end > z[Z_UNVERIFIED_FROM]:
        o[r * RECORD_WIDTH + O_DAMAGE] |= 1 << D_UNVERIFIED
        z[Z_UNVERIFIED] += 1
    c = z[Z_CLOSED]
    for j in range(CLOSED_WIDTH):
        S.closed[c * CLOSED_WIDTH + j] = o[r * RECORD_WIDTH + j]
    z[Z_CLOSED] = c + 1
    i = o[r * RECORD_WIDTH + O_COUNTS]
    while i >= 0:
        following = S.counts[i * 3 + 2]
        S.counts[i * 3 + 2] = z[Z_COUNTS_FREE]
        z[Z_COUNTS_FREE] = i
        i = following
    z[Z_RECORDS] = r
    if r > 0:
        o[(r - 1) * RECORD_WIDTH + O_CHILDREN] += 1


@compiled
def _push(S: State, element: int, role: int, field: int, type_: int, filled: int, start: int, body: int) -> int:
    i = S.z[Z_DEPTH]
    S.stack[i * STACK_WIDTH + S_ELEMENT] = element
    S.stack[i * STACK_WIDTH + S_ROLE] = role
    S.stack[i * STACK_WIDTH + S_FIELD] = field
    S.stack[i * STACK_WIDTH + S_TYPE] = type_
    S.stack[i * STACK_WIDTH + S_FILLED] = filled
    S.stack[i * STACK_WIDTH + S_PENDING] = S.z[Z_PENDING]
    S.stack[i * STACK_WIDTH + S_PENDINGS] = 0
    S.stack[i * STACK_WIDTH + S_START] = start
    S.stack[i * STACK_WIDTH + S_BODY] = body
    S.z[Z_DEPTH] = i + 1
    return i


@compiled
def _pop(S: State) -> None:
    i = S.z[Z_DEPTH] - 1
    S.z[Z_DEPTH] = i
    S.z[Z_PENDING] = S.stack[i * STACK_WIDTH + S_PENDING]


# ── tags ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@compiled
def _parse_tag(S: State, buf: Bytes, lt: int, n: int, final: bool) -> int:
    """Parse a start tag into `attributes` and the state: byte after it, or -1 when it is not all there.

    A tag in which `<` stands before its end is malformed; it then ends at its first `>` or before that `<`.
    """
    z = S.z
    z[Z_ATTRIBUTES] = 0
    z[Z_SELF_CLOSING] = 0
    z[Z_TAG_MALFORMED] = 0
    p = lt + 1
    s = p
    while p < n:
        c = buf[p]
        if c == 58:
            s = p + 1
        elif c == 62 or c == 47 or c == 60 or _is_space(c):
            break
        p += 1
    if p >= n:
        return -1
    z[Z_LOCAL] = _intern(S, buf, s, p) if p > s else _intern(S, buf, lt + 1, p)
    while True:
        while p < n and _is_space(buf[p]):
            p += 1
        if p >= n:
            return -1
        c = buf[p]
        if c == 62:
            return p + 1
        if c == 60:
            z[Z_TAG_MALFORMED] = 1
            return p
        if c == 47:
            if p + 1 >= n:
                return -1
            if buf[p + 1] == 62:
                z[Z_SELF_CLOSING] = 1
                return p + 2
            z[Z_TAG_MALFORMED] = 1
            p += 1
            continue
        a = p
        while p < n:
            c = buf[p]
            if c == 61 or c == 62 or c == 60 or _is_space(c) or (c == 47 and p + 1 < n and buf[p + 1] == 62):
                break
            p += 1
        b = p
        while p < n and _is_space(buf[p]):
            p += 1
        if p >= n:
            return -1
        if buf[p] != 61:
            z[Z_TAG_MALFORMED] = 1
            continue
        p += 1
        while p < n and _is_space(buf[p]):
            p += 1
        if p >= n:
            return -1
        quote = buf[p]
        if quote != 34 and quote != 39:
            z[Z_TAG_MALFORMED] = 1
            continue
        v = p + 1
        e = _find_quote(buf, v, n, quote)
        if e >= n:
            return -1
        if buf[e] == 60:
            # The closing quote is missing: the value ends at the tag's end.
            z[Z_TAG_MALFORMED] = 1
            end = v
            while end < e and buf[end] != 62:
                end += 1
            stop = end
            if stop > v and buf[stop - 1] == 47:
                stop -= 1
            e = stop
            p = end
        else:
            p = e + 1
            if p < n and not (_is_space(buf[p]) or buf[p] == 62 or buf[p] == 47 or buf[p] == 63):
                z[Z_TAG_MALFORMED] = 1
        if b > a:
            i = z[Z_ATTRIBUTES]
            S.attributes[i * 3 + A_NAME] = _intern(S, buf, a, b)
            S.attributes[i * 3 + A_START] = v
            S.attributes[i * 3 + A_END] = e
            for j in range(i):
                if S.attributes[j * 3 + A_NAME] == S.attributes[i * 3 + A_NAME]:
                    z[Z_TAG_MALFORMED] = 1
            z[Z_ATTRIBUTES] = i + 1


@compiled
def _recall_tag(S: State, buf: Bytes, lt: int, n: int) -> int:
    """Byte after a start tag that was parsed before, with what was found in it put in place; -1 for another."""
    z = S.z
    z[Z_TAG_NAME] = -1
    z[Z_TAG_TYPE] = -1
    q = _find(buf, lt, min(n, lt + TAG_BYTES), 62) + 1
    length = q - lt
    if length > TAG_BYTES or q > n:
        return -1
    i = np.int64(_hash(buf, lt, q) & np.uint64(TAGS - 1))
    facts = i * TAG_WIDTH
    if S.tag_facts[facts + T_LENGTH] != length or not _same(buf, lt, S.tags, i * TAG_BYTES, length):
        return -1
    z[Z_LOCAL] = S.tag_facts[facts + T_LOCAL]
    z[Z_SELF_CLOSING] = S.tag_facts[facts + T_SELF_CLOSING]
    z[Z_TAG_MALFORMED] = 0
    z[Z_TAG_NAME] = S.tag_facts[facts + T_NAME]
    z[Z_TAG_TYPE] = S.tag_facts[facts + T_TYPE]
    count = S.tag_facts[facts + T_ATTRIBUTES]
    z[Z_ATTRIBUTES] = count
    for j in range(count):
        S.attributes[j * 3 + A_NAME] = S.tag_facts[facts + T_FIRST + 3 * j]
        S.attributes[j * 3 + A_START] = S.tag_facts[facts + T_FIRST + 3 * j + 1] + lt
        S.attributes[j * 3 + A_END] = S.tag_facts[facts + T_FIRST + 3 * j + 2] + lt
    return q


@compiled
def _remember_tag(S: State, buf: Bytes, lt: int, q: int) -> None:
    """Keep what was found in a start tag of a field or value, if its like may come again."""
    z = S.z
    count = z[Z_ATTRIBUTES]
    if (
        z[Z_TAG_MALFORMED]
        or z[Z_FLAGS]
        or count > _TAG_ATTRIBUTES
        or q - lt > TAG_BYTES
        or not N_FIELD <= z[Z_LOCAL] <= N_TARGET_ID
        or _find(buf, lt, q, 62) + 1 != q
    ):
        return
    at = _attribute(S, N_TYPE)
    type_ = _attribute_name(S, buf, at) if at >= 0 else -1
    field = _named(S, buf, N_NAME, N_NONE)
    if z[Z_FLAGS]:
        return
    i = np.int64(_hash(buf, lt, q) & np.uint64(TAGS - 1))
    facts = i * TAG_WIDTH
    for j in range(q - lt):
        S.tags[i * TAG_BYTES + j] = buf[lt + j]
    S.tag_facts[facts + T_TYPE] = type_
    S.tag_facts[facts + T_NAME] = field
    S.tag_facts[facts + T_LENGTH] = q - lt
    S.tag_facts[facts + T_LOCAL] = z[Z_LOCAL]
    S.tag_facts[facts + T_SELF_CLOSING] = z[Z_SELF_CLOSING]
    S.tag_facts[facts + T_ATTRIBUTES] = count
    for j in range(count):
        S.tag_facts[facts + T_FIRST + 3 * j] = S.attributes[j * 3 + A_NAME]
        S.tag_facts[facts + T_FIRST + 3 * j + 1] = S.attributes[j * 3 + A_START] - lt
        S.tag_facts[facts + T_FIRST + 3 * j + 2] = S.attributes[j * 3 + A_END] - lt


@compiled
def _attribute(S: State, name: int) -> int:
    for i in range(S.z[Z_ATTRIBUTES]):
        if S.attributes[i * 3 + A_NAME] == name:
            return i
    return -1


@compiled
def _attribute_name(S: State, buf: Bytes, i: int) -> int:
    """The value of an attribute, as the number of a name."""
    s, e = S.attributes[i * 3 + A_START], S.attributes[i * 3 + A_END]
    name = _look_up(S, buf, s, e)
    if name >= 0:
        return name
    at = S.z[Z_ARENA]
    _put(S, buf, s, e, False, True)
    name = _intern(S, S.arena, at, S.z[Z_ARENA])
    S.z[Z_ARENA] = at
    return name


@compiled
def _named(S: State, buf: Bytes, attribute: int, otherwise: int) -> int:
    """Number of the name that an attribute gives, or of another where it is absent or empty."""
    i = _attribute(S, attribute)
    if i < 0 or S.attributes[i * 3 + A_START] == S.attributes[i * 3 + A_END]:
        return otherwise
    return _attribute_name(S, buf, i)


@compiled
def _keep_attribute(S: State, buf: Bytes, i: int, at: int) -> None:
    """Decode an attribute and keep it with the element at a place of the stack."""
    z = S.z
    offset = z[Z_ARENA]
    _put(S, buf, S.attributes[i * 3 + A_START], S.attributes[i * 3 + A_END], False, True)
    j = z[Z_PENDING]
    S.pending[j * 3] = S.attributes[i * 3 + A_NAME]
    S.pending[j * 3 + 1] = offset
    S.pending[j * 3 + 2] = z[Z_ARENA] - offset
    z[Z_PENDING] = j + 1
    S.stack[at * STACK_WIDTH + S_PENDINGS] += 1
    z[Z_TEXT] = z[Z_ARENA]


@compiled
def _add_tag_attributes(S: State, buf: Bytes, skipped: int) -> None:
    """Put the attributes of a record's own tag on it."""
    z = S.z
    for i in range(z[Z_ATTRIBUTES]):
        name = S.attributes[i * 3 + A_NAME]
        if name == skipped or name == N_XMLNS:
            continue
        offset = z[Z_ARENA]
        _put(S, buf, S.attributes[i * 3 + A_START], S.attributes[i * 3 + A_END], False, True)
        _add_attribute(S, N_NONE, name, offset, z[Z_ARENA] - offset, True)
    z[Z_TEXT] = z[Z_ARENA]


@compiled
def _section_of(container: int, name: int) -> int:
    """Dataset of a section's entry; -1 for none."""
    if (
        (container == N_SOURCE_EXTRACTIONS and name == N_EXTRACTION_INFO)
        or (container == N_CASE_INFORMATION and name == N_FIELD)
        or (container == N_METADATA and name == N_ITEM)
        or (container == N_IMAGES and name == N_IMAGE)
        or (
            (container == N_TAGGED_FILES or container == N_CARVED_FILES or container == N_INFECTED_FILES)
            and name == N_FILE
        )
        or (container == N_EXTRA_INFOS and name == N_EXTRA_INFO)
    ):
        return container
    return -1


@compiled
def _is_known_container(name: int) -> bool:
    return N_MODEL_TYPE <= name <= N_DECODED_DATA or N_SOURCE_EXTRACTIONS <= name <= N_EXTRA_INFOS


@compiled
def _is_field(name: int) -> bool:
    return N_FIELD <= name <= N_DATA_FIELD


@compiled
def _fits(S: State, element: int) -> bool:
    """Whether an element may stand where the next one would stand, as far as the grammar says."""
    top = S.z[Z_DEPTH] - 1
    if top < 0:
        return True
    role = S.stack[top * STACK_WIDTH + S_ROLE]
    if element == N_MODEL:
        if role == R_MODEL or role >= R_JUMP:
            return False
        if role == R_FIELD:
            parent = S.stack[top * STACK_WIDTH + S_ELEMENT]
            return parent == N_MODEL_FIELD or parent == N_MULTI_MODEL_FIELD
        return True
    if _is_field(element) or element == N_JUMP_TARGETS:
        r = S.z[Z_RECORDS] - 1
        return r < 0 or not S.records[r * RECORD_WIDTH + O_IS_MODEL] or not (role == R_FIELD or role >= R_JUMP)
    if element == N_MODEL_TYPE or element == N_DECODED_DATA or N_TAGGED_FILES <= element <= N_EXTRA_INFOS:
        r = S.z[Z_RECORDS] - 1
        return r < 0 or not S.records[0 * RECORD_WIDTH + O_IS_MODEL]
    return True


@compiled
def _start(S: State, buf: Bytes, lt: int, q: int) -> None:
    """A start tag that was parsed and may stand where it stands."""
    z = S.z
    start = z[Z_BASE] + lt
    body = z[Z_BASE] + q
    element = z[Z_LOCAL]
    r = z[Z_RECORDS] - 1
    if r >= 0:
        _spill(S, start)
    elif z[Z_TEXT] != z[Z_ARENA]:
        _other_text(S, start, body)
    depth = z[Z_DEPTH]
    if element == N_MODEL:
        if r < 0:
            type_ = _named(S, buf, N_TYPE, N_UNTYPED)
            S.top_level[type_] += 1
        else:
            type_ = _named(S, buf, N_TYPE, N_UNTYPED)
        _open_record(S, type_, 1, start, depth)
        _push(S, element, R_MODEL, N_NONE, type_, 0, start, body)
        _add_tag_attributes(S, buf, N_TYPE)
    elif r < 0:
        _start_outside(S, buf, element, start, body)
    else:
        _start_inside(S, buf, element, start, body)
    _take_flags(S, start, body)
    if z[Z_TAG_MALFORMED]:
        _structural(S, D_MALFORMED, start, body)
    if z[Z_SELF_CLOSING]:
        _end(S, start, body)


@compiled
def _start_outside(S: State, buf: Bytes, element: int, start: int, body: int) -> None:
    z = S.z
    depth = z[Z_DEPTH]
    container = S.stack[(depth - 1) * STACK_WIDTH + S_ELEMENT] if depth else N_NONE
    section = _section_of(container, element)
    if section >= 0:
        _open_record(S, section, 0, start, depth)
        at = _push(S, element, R_SECTION, N_NONE, section, 0, start, body)
        if container == N_METADATA:
            first = S.stack[(at - 1) * STACK_WIDTH + S_PENDING]
            for i in range(first, first + S.stack[(at - 1) * STACK_WIDTH + S_PENDINGS]):
                offset = z[Z_ARENA]
                _copy(S.arena, S.pending[i * 3 + 1], S.pending[i * 3 + 1] + S.pending[i * 3 + 2], S.arena, offset)
                z[Z_ARENA] = offset + S.pending[i * 3 + 2]
                _add_attribute(S, N_NONE, S.pending[i * 3], offset, S.pending[i * 3 + 2], True)
            z[Z_TEXT] = z[Z_ARENA]
        _add_tag_attributes(S, buf, N_XMLNS)
        return
    if element == N_PROJECT or (not _is_known_container(element) and _has_attributes(S)):
        _open_record(S, N_PROJECT if element == N_PROJECT else N_OTHER_ELEMENTS, 0, start, depth)
        _add_tag_attributes(S, buf, N_XMLNS)
        _take_flags(S, start, body)
        _close_record(S, body)
    type_ = -1
    if element == N_MODEL_TYPE:
        type_ = _named(S, buf, N_TYPE, N_UNTYPED)
    at = _push(S, element, R_CONTAINER, N_NONE, type_, 0, start, body)
    if element == N_METADATA:
        for i in range(z[Z_ATTRIBUTES]):
            if S.attributes[i * 3 + A_NAME] != N_XMLNS:
                _keep_attribute(S, buf, i, at)
    if _is_known_container(element):
        z[Z_RESYNC] = 0


@compiled
def _has_attributes(S: State) -> bool:
    for i in range(S.z[Z_ATTRIBUTES]):
        if S.attributes[i * 3 + A_NAME] != N_XMLNS:
            return True
    return False


@compiled
def _start_inside(S: State, buf: Bytes, element: int, start: int, body: int) -> None:
    z = S.z
    r = z[Z_RECORDS] - 1
    is_model = S.records[r * RECORD_WIDTH + O_IS_MODEL]
    depth = z[Z_DEPTH]
    if element == N_JUMP_TARGETS:
        _push(S, element, R_JUMP, _named(S, buf, N_NAME, N_NONE), -1, 1, start, body)
        return
    above = _field_above(S)
    is_value = is_model and above >= 0 and (element == N_VALUE or element == N_ID or element == N_SOURCE)
    if element == N_TARGET_ID or is_value:
        declared = S.stack[above * STACK_WIDTH + S_TYPE] if is_value else -1
        at = _push(S, element, R_VALUE if is_value else R_TARGET, N_NONE, -1, 0, start, body)
        for i in range(z[Z_ATTRIBUTES]):
            name = S.attributes[i * 3 + A_NAME]
            if is_value and name == N_TYPE:
                stated = z[Z_TAG_TYPE]
                if stated < 0:
                    stated = _attribute_name(S, buf, i)
                if stated == declared:
                    # The value repeats the field's type; only one that differs says anything.
                    continue
            if is_value or name == N_ISMODEL:
                _keep_attribute(S, buf, i, at)
        return
    if is_model and _is_field(element):
        type_ = z[Z_TAG_TYPE]
        if type_ < 0:
            type_ = _attribute(S, N_TYPE)
            if type_ >= 0:
                type_ = _attribute_name(S, buf, type_)
        field = z[Z_TAG_NAME]
        if field <= N_NONE:
            field = _named(S, buf, N_NAME, N_SHARP_FIELD + element - N_FIELD)
        _push(S, element, R_FIELD, field, type_, 0, start, body)
        return
    if is_model and element == N_EMPTY:
        _push(S, element, R_EMPTY, N_NONE, -1, 0, start, body)
        return
    container = S.stack[(depth - 1) * STACK_WIDTH + S_ELEMENT]
    if not is_model and (
        (container == N_NODE_INFOS and element == N_NODE_INFO)
        or (container == N_SOURCE_INFO and element == N_IMAGE_INFO)
    ):
        type_ = N_NODE_INFOS if element == N_NODE_INFO else N_IMAGE_INFOS
        _open_record(S, type_, 0, start, depth)
        _push(S, element, R_SECTION, N_NONE, type_, 0, start, body)
        _add_tag_attributes(S, buf, N_XMLNS)
        return
    field = _named(S, buf, N_NAME, N_NONE)
    if field == N_NONE:
        field = _named(S, buf, N_SECTION, element)
    if above >= 0:
        S.stack[above * STACK_WIDTH + S_FILLED] = 1
        if S.stack[above * STACK_WIDTH + S_FIELD] != N_NONE:
            field = _dotted(S, S.stack[above * STACK_WIDTH + S_FIELD], field)
    at = _push(S, element, R_ELEMENT, field, -1, 0, start, body)
    for i in range(z[Z_ATTRIBUTES]):
        name = S.attributes[i * 3 + A_NAME]
        if name != N_NAME and name != N_SECTION:
            _keep_attribute(S, buf, i, at)


@compiled
def _other_text(S: State, start: int, end: int) -> None:
    """Text outside every record: a record of its own."""
    z = S.z
    s, e = _text_bounds(S)
    if e > s:
        depth = z[Z_DEPTH]
        _open_record(S, N_OTHER_ELEMENTS, 0, start, depth - 1)
        _take_flags(S, start, end)
        _add(S, N_TEXT, s, e - s)
        _close_record(S, end)
    else:
        z[Z_ARENA] = z[Z_TEXT]
    z[Z_TEXT] = z[Z_ARENA]


@compiled
def _end(S: State, start: int, end: int) -> None:
    """The end of the innermost element; `start` and `end` bound its end tag."""
    z = S.z
    at = z[Z_DEPTH] - 1
    role = S.stack[at * STACK_WIDTH + S_ROLE]
    if z[Z_RECORDS] == 0:
        if z[Z_TEXT] != z[Z_ARENA]:
            _other_text(S, start, end)
    elif role == R_MODEL or role == R_SECTION:
        _spill(S, start)
        _close_record(S, end)
    elif role == R_TARGET:
        s, e = _text_bounds(S)
        _take_flags(S, S.stack[at * STACK_WIDTH + S_START], end)
        above = _field_above(S)
        _emit(S, K_JUMP, S.stack[above * STACK_WIDTH + S_FIELD] if above >= 0 else N_NONE, s, e - s)
        pending = S.stack[at * STACK_WIDTH + S_PENDING]
        if S.stack[at * STACK_WIDTH + S_PENDINGS]:
            _emit(S, K_JUMP_IS_MODEL, N_NONE, S.pending[pending * 3 + 1], S.pending[pending * 3 + 2])
        else:
            _emit(S, K_JUMP_IS_MODEL, N_NONE, 0, -1)
        z[Z_TEXT] = z[Z_ARENA]
    elif role == R_VALUE:
        above = _field_above(S)
        _take_flags(S, S.stack[at * STACK_WIDTH + S_START], end)
        length = z[Z_ARENA] - z[Z_TEXT]
        if S.stack[at * STACK_WIDTH + S_ELEMENT] == N_SOURCE and length == 0:
            length = -1
        field = S.stack[above * STACK_WIDTH + S_FIELD]
        if field == N_NONE:
            field = N_TEXT
        is_first = _add(S, field, z[Z_TEXT], length)
        _add_pending(S, field, at, is_first)
        S.stack[above * STACK_WIDTH + S_FILLED] = 1
        z[Z_TEXT] = z[Z_ARENA]
    elif role == R_FIELD or role == R_ELEMENT or role == R_JUMP:
        s, e = _text_bounds(S)
        field = S.stack[at * STACK_WIDTH + S_FIELD]
        if e > s or S.stack[at * STACK_WIDTH + S_PENDINGS]:
            _take_flags(S, S.stack[at * STACK_WIDTH + S_START], end)
            if field == N_NONE:
                field = N_TEXT
            is_first = _add(S, field, s, e - s if e > s else -1)
            _add_pending(S, field, at, is_first)
        else:
            z[Z_ARENA] = z[Z_TEXT]
            if not S.stack[at * STACK_WIDTH + S_FILLED]:
                r = z[Z_RECORDS] - 1
                _column(S, S.records[r * RECORD_WIDTH + O_TYPE], field, N_NONE)
                _emit(S, K_EMPTY, field, 0, -1)
        z[Z_TEXT] = z[Z_ARENA]
    _pop(S)


# ── repair ───────────────────────────────────────────────────────────────────────────────────────────────────────


@compiled
def _is_at(buf: Bytes, p: int, n: int, one: int, two: int, three: int) -> bool:
    return p + 2 < n and buf[p] == one and buf[p + 1] == two and buf[p + 2] == three


@compiled
def _after(buf: Bytes, p: int, n: int, one: int, two: int) -> int:
    """Byte after the next place where `one`, `two` and `>` stand; -1 for none."""
    while True:
        p = _find(buf, p, n, 62)
        if p >= n:
            return -1
        if buf[p - 1] == two and buf[p - 2] == one:
            return p + 1
        p += 1


@compiled
def _after_markup(buf: Bytes, lt: int, n: int) -> int:
    """Byte after a comment, CDATA section or processing instruction at lt; lt for none, -1 when it has no end."""
    if buf[lt + 1] == 63:
        p = lt + 2
        while True:
            p = _find(buf, p, n, 62)
            if p >= n:
                return -1
            if buf[p - 1] == 63 and p > lt + 2:
                return p + 1
            p += 1
    if buf[lt + 1] != 33:
        return lt
    if lt + 3 < n and buf[lt + 2] == 45 and buf[lt + 3] == 45:
        return _after(buf, lt + 6, n, 45, 45)
    if lt + 8 < n and _is_cdata(buf, lt):
        return _after(buf, lt + 11, n, 93, 93)
    return lt


@compiled
def _may_run_on(buf: Bytes, lt: int, after: int) -> bool:
    """Whether a comment holds a tag, or a CDATA section the end of an element and after it another such section.

    Nothing but the loss of its own end mark is likely to make one look so, and nothing in the bytes can prove it.
    """
    is_section = buf[lt + 2] == 91
    has_end = False
    p = _find(buf, lt + 3, after, 60)
    while p < after:
        is_end = buf[p + 1] == 47
        has_end = has_end or is_end
        if is_section:
            if has_end and buf[p + 1] == 33 and _is_cdata(buf, p):
                return True
        elif is_end or _starts_name(buf[p + 1]):
            return True
        p = _find(buf, p + 1, after, 60)
    return False


@compiled
def _is_cdata(buf: Bytes, lt: int) -> bool:
    return (
        buf[lt + 2] == 91
        and buf[lt + 3] == 67
        and buf[lt + 4] == 68
        and buf[lt + 5] == 65
        and buf[lt + 6] == 84
        and buf[lt + 7] == 65
        and buf[lt + 8] == 91
    )


@compiled
def _trial(S: State, buf: Bytes, p: int, n: int, final: bool, depth: int, has_model: bool) -> int:
    """How badly the tags from p on fit, if `depth` elements of the stack are open: number of misfits.

    With `has_model`, a model is open above them.
    """
    stop = min(n, p + LOOKAHEAD)
    elements = np.empty(_TRIAL_DEPTH, np.int64)
    kinds = np.empty(_TRIAL_DEPTH, np.int64)
    base = max(0, depth - _TRIAL_DEPTH // 2)
    k = 0
    for i in range(base, depth):
        elements[k] = S.stack[i * STACK_WIDTH + S_ELEMENT]
        kinds[k] = S.stack[i * STACK_WIDTH + S_TYPE]
        k += 1
    if has_model:
        elements[k] = N_MODEL
        kinds[k] = -1
        k += 1
    misfits = 0
    tags = 0
    while tags < _TRIAL_TAGS and misfits < 8:
        lt = _find(buf, p, stop, 60)
        if lt + 12 >= stop:
            if final and stop == n and k > 0:
                misfits += 1
            break
        after = _after_markup(buf, lt, stop)
        if after < 0:
            break
        if after != lt:
            p = after
            continue
        p = lt + 1
        is_end = buf[p] == 47
        if is_end:
            p += 1
        if not _starts_name(buf[p]):
            misfits += 1
            continue
        s = p
        while p < stop:
            c = buf[p]
            if c == 58:
                s = p + 1
            elif c == 62 or c == 47 or _is_space(c) or c == 60:
                break
            p += 1
        name = _look_up(S, buf, s, p)
        if name < 0:
            name = -2 - np.int64(_hash(buf, s, p) >> np.uint64(2))
        tags += 1
        type_ = -1
        is_self_closing = False
        while p < stop and buf[p] != 62 and buf[p] != 60:
            c = buf[p]
            if c == 34 or c == 39:
                e = _find_quote(buf, p + 1, stop, c)
                if e < stop and buf[e] == c:
                    if p > 5 and buf[p - 1] == 61 and buf[p - 2] == 101 and buf[p - 3] == 112 and _is_space(buf[p - 6]):
                        found = _look_up(S, buf, p + 1, e)
                        if found >= 0:
                            type_ = found
                    p = e
            is_self_closing = c == 47
            p += 1
        if p >= stop:
            break
        if buf[p] == 62:
            p += 1
        if is_end:
            if k > 0 and elements[k - 1] == name:
                k -= 1
            elif k > 0:
                misfits += 1
                j = k - 1
                while j >= 0 and elements[j] != name:
                    j -= 1
                if j >= 0:
                    k = j
            continue
        while k > 0:
            parent = elements[k - 1]
            if name == N_MODEL:
                is_wrong = (
                    parent == N_MODEL
                    or parent == N_FIELD
                    or parent == N_MULTI_FIELD
                    or N_VALUE <= parent <= N_TARGET_ID
                )
                if parent == N_MODEL_TYPE and type_ >= 0 and kinds[k - 1] >= 0 and kinds[k - 1] != type_:
                    misfits += 1
            elif _is_field(name) or name == N_JUMP_TARGETS:
                is_wrong = _is_field(parent) or N_VALUE <= parent <= N_TARGET_ID or parent == N_MODEL_TYPE
            elif N_VALUE <= name <= N_EMPTY:
                is_wrong = parent == N_MODEL or parent == N_MODEL_TYPE
            elif name == N_MODEL_TYPE:
                is_wrong = parent == N_MODEL or _is_field(parent)
            else:
                is_wrong = False
            if not is_wrong:
                break
            misfits += 1
            k -= 1
            if misfits >= 8:
                break
        if not is_self_closing and k < _TRIAL_DEPTH:
            elements[k] = name
            kinds[k] = type_
            k += 1
    return misfits


@compiled
def _close_down_to(S: State, depth: int, at: int) -> None:
    """End open elements for which no end tag came, until `depth` are left."""
    while S.z[Z_DEPTH] > depth:
        _structural(S, D_MISSING, at, at)
        _end(S, at, at)


@compiled
def _mismatch(S: State, buf: Bytes, lt: int, q: int, n: int, final: bool, name: int) -> None:
    """An end tag that is not that of the innermost element: decide how to read it."""
    z = S.z
    start, end = z[Z_BASE] + lt, z[Z_BASE] + q
    depth = z[Z_DEPTH]
    at = depth - 1
    while at >= 0 and S.stack[at * STACK_WIDTH + S_ELEMENT] != name:
        at -= 1
    if depth == 0 or (z[Z_RESYNC] and at < 0 and z[Z_RECORDS] == 0):
        if not z[Z_RESYNC]:
            _structural(S, D_STRAY, start, end)
        return
    best = _trial(S, buf, q, n, final, at, False) if at >= 0 else 1 << 20
    choice = 0
    renamed = _trial(S, buf, q, n, final, depth - 1, False)
    if renamed < best:
        best, choice = renamed, 1
    stray = _trial(S, buf, q, n, final, depth, False)
    if stray < best:
        best, choice = stray, 2
    if choice == 0:
        _close_down_to(S, at + 1, start)
        _end(S, start, end)
    elif choice == 1:
        _structural(S, D_MISMATCH, start, end)
        _end(S, start, end)
    else:
        _structural(S, D_STRAY, start, end)


@compiled
def _ends_value(S: State, buf: Bytes, lt: int, n: int) -> int:
    """What a tag inside a value is: 1 its end tag, 2 the vendor's own markup, 0 neither."""
    p = lt + 1
    is_end = p < n and buf[p] == 47
    if is_end:
        p += 1
    if p >= n or not _starts_name(buf[p]):
        return 0
    s = p
    while p < n and p - s < 64:
        c = buf[p]
        if c == 58:
            s = p + 1
        elif c == 62 or c == 47 or _is_space(c) or c == 60:
            break
        p += 1
    name = _look_up(S, buf, s, p)
    if is_end and name == S.stack[(S.z[Z_DEPTH] - 1) * STACK_WIDTH + S_ELEMENT]:
        return 1
    if is_end:
        return 2 if name == N_MODEL or _is_field(name) or name == N_JUMP_TARGETS else 0
    return 2 if name == N_MODEL or _is_field(name) or name == N_JUMP_TARGETS or name == N_MODEL_TYPE else 0


@compiled
def _raw_value(S: State, buf: Bytes, lt: int, n: int, final: bool) -> int:
    """Markup inside a value: where its raw bytes end, -1 when that cannot be seen yet."""
    p = lt
    limit = lt + _RAW_LIMIT
    while True:
        if p >= n:
            return n if final else -1
        if p > limit:
            return limit
        kind = _ends_value(S, buf, p, n)
        if not final and n - p < 80:
            return -1
        if kind:
            return p
        after = _after_markup(buf, p, n)
        if after < 0 and not final and n < limit:
            return -1
        if after <= p or after > limit:
            after = p + 1
        p = _find(buf, after, n, 60)


# ── the loop ─────────────────────────────────────────────────────────────────────────────────────────────────────


@compiled
def _has_room(S: State, length: int) -> bool:
    """Whether a token of so many bytes fits into every array, whatever it holds."""
    z = S.z
    return (
        z[Z_ENTRIES] + 64 + length // 3 < S.z[Z_CAPACITY + F_ENTRIES]
        and z[Z_ARENA] + 4 * length + 4 * MARGIN + 4096 < S.z[Z_CAPACITY + F_ARENA]
        and z[Z_CLOSED] + z[Z_RECORDS] + 16 + length // 32 < S.z[Z_CAPACITY + F_CLOSED]
        and z[Z_EVENTS] + 6 * z[Z_DEPTH] + 128 + length // 4 < S.z[Z_CAPACITY + F_EVENTS]
        and z[Z_NAMES] + 16 + length // 3 < S.z[Z_CAPACITY + F_NAME_OFFSETS] - 8
        and z[Z_NAMES] * 2 + 64 + length < S.z[Z_CAPACITY + F_NAME_SLOTS]
        and z[Z_NAME_BYTES] + 8 * length + 65_536 + 8 * MARGIN < S.z[Z_CAPACITY + F_NAMES]
        and z[Z_PAIRS] * 2 + 2 * length + 4 * z[Z_DEPTH] + 128 < S.z[Z_CAPACITY + F_PAIR_VALUES]
        and z[Z_PATHS] + z[Z_DEPTH] + 16 + length // 32 < S.z[Z_CAPACITY + F_PATHS]
        and z[Z_COLUMNS] + 16 + length // 3 < S.z[Z_CAPACITY + F_COLUMNS]
        and z[Z_DEPTH] + 16 + length // 32 < S.z[Z_CAPACITY + F_STACK]
        and z[Z_COUNTS] + 16 + length // 32 < S.z[Z_CAPACITY + F_COUNTS]
        and z[Z_PENDING] + 16 + length // 3 < S.z[Z_CAPACITY + F_PENDING]
        and 16 + length // 3 < S.z[Z_CAPACITY + F_ATTRIBUTES]
    )


@compiled
def _room(S: State, length: int) -> bool:
    """`_has_room`, asked once for many tokens."""
    z = S.z
    if z[Z_CREDIT] >= length + 64:
        z[Z_CREDIT] -= length + 64
        return True
    if length + 64 <= _ROOM_BYTES and _has_room(S, _ROOM_BYTES):
        z[Z_CREDIT] = _ROOM_BYTES - length - 64
        return True
    z[Z_CREDIT] = 0
    return _has_room(S, length)


@compiled
def _needs_room(S: State, length: int, p: int) -> int:
    S.z[Z_WANT] = length
    S.z[Z_CONSUMED] = p
    S.z[Z_CREDIT] = 0
    return ROOM


@compiled
def _cut_off(S: State, end: int) -> None:
    """The input ends while records are open."""
    z = S.z
    z[Z_FLAGS] = 0
    z[Z_CUT] = 1
    for r in range(z[Z_RECORDS] - 1, -1, -1):
        o = S.records
        below = o[r * RECORD_WIDTH + O_DEPTH] + 1
        holds = (
            r == 0
            and o[r * RECORD_WIDTH + O_CHILDREN] > 0
            and below < z[Z_DEPTH]
            and S.stack[below * STACK_WIDTH + S_ELEMENT] == N_MULTI_MODEL_FIELD
        )
        if holds:
            # It holds whole records that would lose what they hang from.
            o[r * RECORD_WIDTH + O_DAMAGE] |= 1 << D_CUT
            _event(S, D_CUT, 1, o[r * RECORD_WIDTH + O_TYPE], o[r * RECORD_WIDTH + O_START], end, 1)
            _close_record(S, end)
        else:
            _event(S, D_CUT, 0, o[r * RECORD_WIDTH + O_TYPE], o[r * RECORD_WIDTH + O_START], -1, 1)
            z[Z_RECORDS] = r
    z[Z_RECORDS] = 0
    z[Z_DEPTH] = 0
    z[Z_PENDING] = 0


@compiled
def _trip(S: State, at: int) -> None:
    """The breaker: end everything that is open, then look for the next record."""
    z = S.z
    z[Z_TRIP] = 0
    z[Z_ERRORS] = 0
    while z[Z_RECORDS] > 0:
        S.records[(z[Z_RECORDS] - 1) * RECORD_WIDTH + O_DAMAGE] |= 1 << D_REGION
        _close_record(S, at)
    z[Z_DEPTH] = 0
    z[Z_PENDING] = 0
    z[Z_TEXT] = z[Z_ARENA]
    z[Z_FLAGS] = 0
    z[Z_REPLACED] = 0
    z[Z_SKIPPING] = 1
    z[Z_SKIP_START] = at


@compiled
def _resume(S: State, buf: Bytes, p: int, n: int, final: bool) -> int:
    """While skipping: place of the next model of a known type or of a section, n for none, -1 to see more."""
    while True:
        p = _find(buf, p, n, 60)
        if p + 1 >= n:
            return n if final else -1
        if _starts_name(buf[p + 1]):
            q = _parse_tag(S, buf, p, min(n, p + 4096), final)
            if q < 0 and n - p < 4096 and not final:
                return -1
            if q >= 0 and not S.z[Z_TAG_MALFORMED]:
                element = S.z[Z_LOCAL]
                if element == N_MODEL:
                    i = _attribute(S, N_TYPE)
                    if i >= 0:
                        type_ = _look_up(S, buf, S.attributes[i * 3 + A_START], S.attributes[i * 3 + A_END])
                        if type_ >= 0 and S.seen[type_] > 0:
                            return p
                elif element == N_MODEL_TYPE or N_TAGGED_FILES <= element <= N_EXTRA_INFOS:
                    return p
        p += 1


@compiled
def scan(addresses: Array, buffer: int, n: int, final: bool) -> int:
    """Read tokens of the first n bytes of a buffer until it needs something.

    Args:
        addresses: Addresses of the state's arrays, in the order of `State`.
        buffer: Address of the buffer; `MARGIN` zero bytes follow its content.
        n: Bytes in it.
        final: Whether nothing follows.

    Returns:
        NEED (more bytes behind `z[Z_CONSUMED]`), ROOM, DOCTYPE, or DONE.
    """
    S = _state(addresses)
    buf = _bytes_at(buffer)
    z = S.z
    base = z[Z_BASE]
    p = 0
    while True:
        if not _room(S, 64):
            return _needs_room(S, 64, p)
        if z[Z_TRIP]:
            _trip(S, base + p)
        if z[Z_SKIPPING]:
            at = _resume(S, buf, p, n, final)
            if at < 0:
                z[Z_CONSUMED] = max(p, n - 4096)
                return NEED
            if not _room(S, 8192):
                return _needs_room(S, 8192, p)
            p = at
            z[Z_SKIPPING] = 0
            z[Z_RESYNC] = 1
            _event(S, D_REGION, 0, -1, z[Z_SKIP_START], base + p, 1)
            if p < n:
                z[Z_LOCAL] = N_NONE
        depth = z[Z_DEPTH]
        in_value = depth > 0 and (
            S.stack[(depth - 1) * STACK_WIDTH + S_ROLE] == R_VALUE
            or S.stack[(depth - 1) * STACK_WIDTH + S_ROLE] == R_TARGET
        )
        # ── text
        if not in_value and z[Z_TEXT] == z[Z_ARENA]:
            while p < n and _is_space(buf[p]):
                p += 1
                while p + 8 <= n and _load(buf, p) == _SPACES:
                    p += 8
        lt = p if p < n and buf[p] == 60 else _find(buf, p, n, 60)
        if lt >= n and not final:
            z[Z_CONSUMED] = p
            return NEED
        if lt > p:
            if not _room(S, lt - p):
                return _needs_room(S, lt - p, p)
            if depth > 0:
                _put(S, buf, p, lt, False, False)
            elif p + base > 3 or buf[p] != 0xEF:
                # Text outside the root, and no byte order mark.
                _event(S, D_MALFORMED, 0, -1, base + p, base + lt, 1)
            p = lt
        if lt >= n:
            break
        # ── what begins here
        if lt + 12 > n and not final:
            z[Z_CONSUMED] = p
            return NEED
        c = buf[lt + 1] if lt + 1 < n else 32
        if c == 33 or c == 63:
            after = _after_markup(buf, lt, n)
            if after < 0:
                if not final and n - lt < _CDATA_LIMIT:
                    z[Z_CONSUMED] = p
                    return NEED
                # It has no end: it ends where the vendor's own markup goes on.
                _structural(S, D_MALFORMED, base + lt, base + lt + 9)
                after = lt + 9 if _is_cdata(buf, lt) else lt + 2
                if _is_cdata(buf, lt) and in_value:
                    stop = _raw_value(S, buf, _find(buf, after, n, 60), n, True)
                    if not _room(S, stop - after):
                        return _needs_room(S, stop - after, p)
                    _put(S, buf, after, stop, True, False)
                    p = stop
                else:
                    p = after
                continue
            if after > lt:
                is_section = c == 33 and buf[lt + 2] == 91
                if not _room(S, after - lt if is_section else 16):
                    return _needs_room(S, after - lt if is_section else 16, p)
                if c == 33 and _may_run_on(buf, lt, after):
                    _damage(S, D_SECTION, base + lt, base + after, 1)
                if is_section and depth > 0:
                    _put(S, buf, lt + 9, after - 3, True, False)
                p = after
                continue
            if depth == 0 and z[Z_ROOT_SEEN] == 0 and buf[lt + 2] == 68:
                return DOCTYPE
        is_tag = c == 47 or _starts_name(c)
        if in_value:
            if n - lt < 80 and not final:
                z[Z_CONSUMED] = p
                return NEED
            kind = _ends_value(S, buf, lt, n)
            if kind == 0:
                stop = _raw_value(S, buf, lt, n, final)
                if stop < 0:
                    z[Z_CONSUMED] = p
                    return NEED
                if not _room(S, stop - lt):
                    return _needs_room(S, stop - lt, p)
                _put(S, buf, lt, stop, True, False)
                _flag(S, D_MARKUP)
                p = stop
                continue
        elif not is_tag:
            # A lone angle bracket, or a declaration where none may stand: text.
            if not _room(S, 16):
                return _needs_room(S, 16, p)
            S.arena[z[Z_ARENA]] = 60
            z[Z_ARENA] += 1
            if depth > 0:
                _flag(S, D_MARKUP)
            else:
                z[Z_ARENA] = z[Z_TEXT]
                _structural(S, D_MALFORMED, base + lt, base + lt + 1)
            p = lt + 1
            continue
        if c == 47:
            if depth > 0:
                name = S.stack[(depth - 1) * STACK_WIDTH + S_ELEMENT]
                length = S.name_offsets[name + 1] - S.name_offsets[name]
                q = lt + 2 + length
                if q < n and buf[q] == 62 and _same(buf, lt + 2, S.names, S.name_offsets[name], length):
                    if not _room(S, length):
                        return _needs_room(S, length, p)
                    _end(S, base + lt, base + q + 1)
                    p = q + 1
                    continue
            q = lt + 2
            s = q
            while q < n:
                d = buf[q]
                if d == 58:
                    s = q + 1
                elif d == 62 or d == 60 or _is_space(d):
                    break
                q += 1
            e = q
            while q < n and _is_space(buf[q]):
                q += 1
            if q >= n:
                if not final:
                    z[Z_CONSUMED] = p
                    return NEED
                z[Z_CUT] = 1
                break
            if not _room(S, q - lt):
                return _needs_room(S, q - lt, p)
            is_whole = buf[q] == 62
            name = _look_up(S, buf, s, e)
            if depth > 0 and name == S.stack[(depth - 1) * STACK_WIDTH + S_ELEMENT]:
                q = q + 1 if is_whole else q
                if not is_whole:
                    _structural(S, D_MALFORMED, base + lt, base + q)
                _end(S, base + lt, base + q)
                p = q
                continue
            if n - q < LOOKAHEAD and not final:
                z[Z_CONSUMED] = p
                return NEED
            if not is_whole:
                while q < n and buf[q] != 62 and buf[q] != 60:
                    q += 1
            if q < n and buf[q] == 62:
                q += 1
            if name == N_NONE:
                name = -1
            _mismatch(S, buf, lt, q, n, final, name)
            p = q
            continue
        # A tag that is not all there yet must not be parsed into arrays that have no room for it.
        if not _room(S, min(n - lt, 2048)):
            return _needs_room(S, min(n - lt, 2048), p)
        q = _recall_tag(S, buf, lt, n)
        if q < 0:
            q = _parse_tag(S, buf, lt, min(n, lt + 1024), final)
            if q > 0:
                _remember_tag(S, buf, lt, q)
        if q < 0 and n - lt > 1024:
            bound = min(n - lt, _TAG_LIMIT)
            if not _room(S, bound):
                return _needs_room(S, bound, p)
            q = _parse_tag(S, buf, lt, lt + bound, final)
        if q < 0:
            if not final and n - lt < _TAG_LIMIT:
                z[Z_CONSUMED] = p
                return NEED
            if n - lt < _TAG_LIMIT:
                z[Z_CUT] = 1
                break
            _structural(S, D_MALFORMED, base + lt, base + lt + 1)
            p = lt + 1
            continue
        if not _room(S, q - lt):
            return _needs_room(S, q - lt, p)
        z[Z_ROOT_SEEN] = 1
        if z[Z_LOCAL] >= N_IMAGE_INFOS or z[Z_LOCAL] == N_NONE:
            _misspelt(S)
        if not _fits(S, z[Z_LOCAL]):
            if n - lt < LOOKAHEAD and not final:
                z[Z_CONSUMED] = p
                return NEED
            if _lacks_model(S, buf, lt, n, final):
                continue
        while not _fits(S, z[Z_LOCAL]):
            _structural(S, D_MISSING, base + lt, base + lt)
            is_self_closing, is_malformed, local = z[Z_SELF_CLOSING], z[Z_TAG_MALFORMED], z[Z_LOCAL]
            _end(S, base + lt, base + lt)
            z[Z_SELF_CLOSING], z[Z_TAG_MALFORMED], z[Z_LOCAL] = is_self_closing, is_malformed, local
        _start(S, buf, lt, q)
        p = q
    if z[Z_RECORDS] > 0 or z[Z_DEPTH] > 0:
        _cut_off(S, base + n)
    z[Z_CONSUMED] = n
    return DONE


@compiled
def _lacks_model(S: State, buf: Bytes, lt: int, n: int, final: bool) -> bool:
    """Open a record whose start tag is missing: a field stands where only a model can."""
    z = S.z
    top = z[Z_DEPTH] - 1
    parent = S.stack[top * STACK_WIDTH + S_ELEMENT]
    if not (_is_field(z[Z_LOCAL]) and (parent == N_MODEL_FIELD or parent == N_MULTI_MODEL_FIELD)):
        return False
    if _trial(S, buf, lt, n, final, top + 1, True) >= _trial(S, buf, lt, n, final, top, False):
        return False
    start = z[Z_BASE] + lt
    type_ = S.stack[top * STACK_WIDTH + S_TYPE]
    if type_ <= N_NONE:
        type_ = N_UNTYPED
    _open_record(S, type_, 1, start, top + 1)
    _push(S, N_MODEL, R_MODEL, N_NONE, type_, 0, start, start)
    _structural(S, D_MISSING, start, start)
    return True


@compiled
def _misspelt(S: State) -> None:
    """An unknown element where only models stand, with the attributes of one, is a model."""
    z = S.z
    top = z[Z_DEPTH] - 1
    if top < 0:
        return
    parent = S.stack[top * STACK_WIDTH + S_ELEMENT]
    is_place = parent == N_MODEL_TYPE or (
        S.stack[top * STACK_WIDTH + S_ROLE] == R_FIELD and (parent == N_MULTI_MODEL_FIELD or parent == N_MODEL_FIELD)
    )
    if is_place and _attribute(S, N_TYPE) >= 0 and _attribute(S, N_ID) >= 0:
        z[Z_LOCAL] = N_MODEL
        z[Z_TAG_MALFORMED] = 1


# ── out of the arrays ────────────────────────────────────────────────────────────────────────────────────────────


@compiled
def place_rows(addresses: Array, slot_type: Array, slot_place: Array, type_rows: Array) -> None:
    """Number the closed rows of each type in the order in which they closed."""
    S = _state(addresses)
    slot_type[:] = -1
    type_rows[:] = 0
    for i in range(S.z[Z_CLOSED]):
        type_ = S.closed[i * CLOSED_WIDTH + O_TYPE]
        slot = S.closed[i * CLOSED_WIDTH + O_SLOT]
        slot_type[slot] = type_
        slot_place[slot] = type_rows[type_]
        type_rows[type_] += 1


@compiled
def group_entries(addresses: Array, slot_type: Array, by_column: Array, starts: Array, lists: Array) -> int:
    """Sort entries of closed rows by column (`by_column`, bounds in `starts`); the rest go to `lists`.

    Returns:
        Number of entries in `lists`.
    """
    S = _state(addresses)
    starts[:] = 0
    count = S.z[Z_ENTRIES]
    for i in range(count):
        if slot_type[S.entries[i * ENTRY_WIDTH + E_SLOT]] >= 0 and S.entries[i * ENTRY_WIDTH + E_KEY] & 7 == K_COLUMN:
            starts[(S.entries[i * ENTRY_WIDTH + E_KEY] >> KIND_BITS) + 1] += 1
    for c in range(1, starts.shape[0]):
        starts[c] += starts[c - 1]
    fill = starts.copy()
    others = 0
    for i in range(count):
        if slot_type[S.entries[i * ENTRY_WIDTH + E_SLOT]] < 0:
            continue
        if S.entries[i * ENTRY_WIDTH + E_KEY] & 7 == K_COLUMN:
            c = S.entries[i * ENTRY_WIDTH + E_KEY] >> KIND_BITS
            by_column[fill[c]] = i
            fill[c] += 1
        else:
            lists[others] = i
            others += 1
    return others


@compiled
def gather(
    arena_address: int, entries: Array, chosen: Array, slot_place: Array, rows: int, offsets: Array, bitmap: Array
) -> Number:
    """One text column: offsets and validity by row, and its bytes, of entries that are at most one a row."""
    count = chosen.shape[0]
    total = 0
    last = -1
    is_ordered = True
    for j in range(count):
        i = chosen[j]
        place = slot_place[entries[i, E_SLOT]]
        is_ordered &= place > last
        last = place
        total += max(entries[i, E_LENGTH], 0)
    if not is_ordered:
        by_place = np.full(rows, -1, np.int64)
        for j in range(count):
            by_place[slot_place[entries[chosen[j], E_SLOT]]] = chosen[j]
        chosen = by_place[by_place >= 0]
    data = np.empty(total + MARGIN, np.uint8)
    arena, target = _bytes_at(arena_address), _bytes_at(data.ctypes.data)
    t = 0
    row = 0
    for j in range(chosen.shape[0]):
        i = chosen[j]
        place = slot_place[entries[i, E_SLOT]]
        while row <= place:
            offsets[row] = t
            row += 1
        length = entries[i, E_LENGTH]
        if length >= 0:
            bitmap[place >> 3] |= 1 << (place & 7)
            s = entries[i, E_OFFSET]
            _copy(arena, s, s + length, target, t)
            t += length
    while row <= rows:
        offsets[row] = t
        row += 1
    return data


@compiled
def compact(addresses: Array, slot_type: Array, new_arena: int) -> None:
    """After a flush: keep only what belongs to open records, in the arena at an address, with new slots."""
    S = _state(addresses)
    arena = _bytes_at(new_arena)
    z = S.z
    t = 0
    kept = 0
    moved = np.empty(z[Z_ENTRIES] + 1, np.int64)
    slots = np.full(slot_type.shape[0], -1, np.int64)
    for r in range(z[Z_RECORDS]):
        slots[S.records[r * RECORD_WIDTH + O_SLOT]] = r
        S.records[r * RECORD_WIDTH + O_SLOT] = r
    for i in range(z[Z_ENTRIES]):
        slot = slots[S.entries[i * ENTRY_WIDTH + E_SLOT]]
        if slot < 0:
            continue
        for j in range(5):
            S.entries[kept * ENTRY_WIDTH + j] = S.entries[i * ENTRY_WIDTH + j]
        S.entries[kept * ENTRY_WIDTH + E_SLOT] = slot
        if S.entries[kept * ENTRY_WIDTH + E_PREVIOUS] >= 0:
            S.entries[kept * ENTRY_WIDTH + E_PREVIOUS] = moved[S.entries[kept * ENTRY_WIDTH + E_PREVIOUS]]
        if S.entries[kept * ENTRY_WIDTH + E_LENGTH] > 0:
            s = S.entries[kept * ENTRY_WIDTH + E_OFFSET]
            _copy(S.arena, s, s + S.entries[kept * ENTRY_WIDTH + E_LENGTH], arena, t)
            S.entries[kept * ENTRY_WIDTH + E_OFFSET] = t
            t += S.entries[kept * ENTRY_WIDTH + E_LENGTH]
        moved[i] = kept
        kept += 1
    for r in range(z[Z_RECORDS]):
        if S.records[r * RECORD_WIDTH + O_HEAD] >= 0:
            S.records[r * RECORD_WIDTH + O_HEAD] = moved[S.records[r * RECORD_WIDTH + O_HEAD]]
    for i in range(z[Z_PENDING]):
        s = S.pending[i * 3 + 1]
        _copy(S.arena, s, s + S.pending[i * 3 + 2], arena, t)
        S.pending[i * 3 + 1] = t
        t += S.pending[i * 3 + 2]
    _copy(S.arena, z[Z_TEXT], z[Z_ARENA], arena, t)
    length = z[Z_ARENA] - z[Z_TEXT]
    z[Z_TEXT] = t
    z[Z_ARENA] = t + length
    z[Z_ENTRIES] = kept
    z[Z_CLOSED] = 0
    z[Z_EVENTS] = 0
    z[Z_SLOT] = z[Z_RECORDS]


# ── ids ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_BLAKE_IV = np.array(
    [0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
     0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179], np.uint64
)  # fmt: skip
_BLAKE_SIGMA = np.array(
    [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
     [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
     [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
     [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
     [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
     [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
     [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
     [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
     [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
     [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
     [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
     [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3]], np.int64
)  # fmt: skip


@compiled
def _rotate(x: Array, by: int) -> Number:
    return (x >> np.uint64(by)) | (x << np.uint64(64 - by))


@compiled
def _mix(a: Number, b: Number, c: Number, d: Number, x: Number, y: Number) -> Number:
    a = a + b + x
    d = _rotate(d ^ a, 32)
    c = c + d
    b = _rotate(b ^ c, 24)
    a = a + b + y
    d = _rotate(d ^ a, 16)
    c = c + d
    b = _rotate(b ^ c, 63)
    return a, b, c, d


@compiled
def _compress(h: Array, block: Bytes, at: int, count: int, is_last: bool) -> None:
    """One block of BLAKE2b (RFC 7693, section 3.2)."""
    a, b, c, d, e, f, g, i = h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]
    j, k, m, n = _BLAKE_IV[0], _BLAKE_IV[1], _BLAKE_IV[2], _BLAKE_IV[3]
    o, p, q, r = _BLAKE_IV[4] ^ np.uint64(count), _BLAKE_IV[5], _BLAKE_IV[6], _BLAKE_IV[7]
    if is_last:
        q = ~q
    for turn in range(12):
        s = _BLAKE_SIGMA[turn]
        a, e, j, o = _mix(a, e, j, o, _load(block, at + 8 * s[0]), _load(block, at + 8 * s[1]))
        b, f, k, p = _mix(b, f, k, p, _load(block, at + 8 * s[2]), _load(block, at + 8 * s[3]))
        c, g, m, q = _mix(c, g, m, q, _load(block, at + 8 * s[4]), _load(block, at + 8 * s[5]))
        d, i, n, r = _mix(d, i, n, r, _load(block, at + 8 * s[6]), _load(block, at + 8 * s[7]))
        a, f, m, r = _mix(a, f, m, r, _load(block, at + 8 * s[8]), _load(block, at + 8 * s[9]))
        b, g, n, o = _mix(b, g, n, o, _load(block, at + 8 * s[10]), _load(block, at + 8 * s[11]))
        c, i, j, p = _mix(c, i, j, p, _load(block, at + 8 * s[12]), _load(block, at + 8 * s[13]))
        d, e, k, q = _mix(d, e, k, q, _load(block, at + 8 * s[14]), _load(block, at + 8 * s[15]))
    h[0] ^= a ^ j
    h[1] ^= b ^ k
    h[2] ^= c ^ m
    h[3] ^= d ^ n
    h[4] ^= e ^ o
    h[5] ^= f ^ p
    h[6] ^= g ^ q
    h[7] ^= i ^ r


@compiled
def _put_number(block: Bytes, t: int, number: int) -> int:
    digits = 1
    rest = number
    while rest >= 10:
        rest //= 10
        digits += 1
    for i in range(digits - 1, -1, -1):
        block[t + i] = 48 + number % 10
        number //= 10
    return t + digits


@compiled
def artefact_ids(prefix: Array, starts: Array, ends: Array, out: Array) -> None:
    """BLAKE2b-128, hex, of a prefix and `<start>-<end>`, as `disclosure.hashing.artefact_id` gives it.

    Args:
        prefix: Bytes before the first number.
        starts: First byte of each record.
        ends: Byte after the last.
        out: 32 bytes for each.
    """
    size = (prefix.shape[0] + 64 + 127) // 128 * 128 + 128
    block = np.zeros(size, np.uint8)
    words = _bytes_at(block.ctypes.data)
    h = np.empty(8, np.uint64)
    for row in range(starts.shape[0]):
        block[:] = 0
        block[: prefix.shape[0]] = prefix
        t = _put_number(block, prefix.shape[0], starts[row])
        block[t] = 45
        t = _put_number(block, t + 1, ends[row])
        h[:] = _BLAKE_IV
        h[0] ^= np.uint64(0x01010010)
        at = 0
        while t - at > 128:
            _compress(h, words, at, at + 128, False)
            at += 128
        _compress(h, words, at, t, True)
        for i in range(16):
            byte = np.int64(h[i >> 3] >> np.uint64(8 * (i & 7))) & 255
            for half in range(2):
                digit = byte >> 4 if half == 0 else byte & 15
                out[row, 2 * i + half] = digit + 48 if digit < 10 else digit + 87
