"""The mapping file: read, checked, and every mistake named with what would be right."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import schemas
from disclosure.errors import InputError
from schemas.fields import ORIGIN

_FORMATS: Final = ("csv", "xlsx", "jsonl", "json")
_TIME_FORMATS: Final = ("iso", "unix_s", "unix_ms", "unix_us", "apple_s", "apple_ns")
_KEYS: Final = (
    "table",
    "application",
    "record_type",
    "format",
    "delimiter",
    "encoding",
    "sheet",
    "header_row",
    "items",
    "conversation",
    "recipients",
    "separator",
    "columns",
    "times",
    "values",
    "party",
    "entries",
)
_FILLED: Final = frozenset(item.name for item in ORIGIN) - {"deleted_state", "decoding_confidence", "extraction_id"}


@dataclass(frozen=True)
class Time:
    """How a column holds a time."""

    column: str
    format: str = "iso"
    zone: str | None = None


@dataclass(frozen=True)
class Mapping:
    """Which column of an export is what; see the package for the file.

    Attributes:
        table: Canonical table.
        columns: Canonical column to the export's.
        times: Canonical time column to how the export holds it.
        values: Canonical column to words to replace.
        party: `identifier`, `name` and `role` of the party of a call, by the export's column.
        entries: Type and column of each number or address of a contact.
    """

    table: str
    application: str | None = None
    record_type: str = "row"
    format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_row: int = 1
    items: str | None = None
    conversation: str | None = None
    recipients: str | None = None
    separator: str = ";"
    columns: dict[str, str] = field(default_factory=dict)
    times: dict[str, Time] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    party: dict[str, str] = field(default_factory=dict)
    entries: tuple[tuple[str, str], ...] = ()

    def named(self) -> set[str]:
        """Every column of the export that the mapping names."""
        several = (self.conversation, self.recipients, *self.columns.values(), *self.party.values())
        return {
            *(name for name in several if name),
            *(time.column for time in self.times.values()),
            *(column for _, column in self.entries),
        }


def load(path: Path) -> Mapping:
    """Read a mapping file.

    Raises:
        InputError: It is not TOML, or says something that cannot be; the message names the key.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        detail = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "it cannot be read as UTF-8 text"
        raise _wrong(path, f"it is not a TOML file: {detail}", "Correct it at that place.") from error
    _known(path, "key", given, _KEYS)
    table = str(given.get("table"))
    if table not in schemas.ARTEFACTS:
        raise _wrong(path, f"table must be one of {', '.join(schemas.ARTEFACTS)}", "Correct `table`.")
    names = [name for name in schemas.table_schema(table).names if name not in _FILLED]
    columns = _texts(path, given, "columns")
    _known(path, "column of " + table, columns, [*names, "application"])
    times = {}
    for name, value in _table(path, given, "times").items():
        _known(path, "time of " + table, [name], [one for one in names if f"{one}_zone_basis" in names])
        times[name] = _time(path, name, value)
    values = {name: _texts(path, given["values"], name) for name in _table(path, given, "values")}
    _known(path, "mapped column", values, columns)
    party = _texts(path, given, "party")
    _known(path, "key of [party]", party, ("identifier", "name", "role"))
    if given.get("format") not in (None, *_FORMATS):
        raise _wrong(path, f"format must be one of {', '.join(_FORMATS)}", "Correct `format`.")
    entries = given.get("entries", [])
    if not isinstance(entries, list) or not all(isinstance(item, dict) for item in entries):
        raise _wrong(path, "entries must be [[entries]] tables", "Write each as [[entries]].")
    pairs = []
    for item in entries:
        _known(path, "key of [[entries]]", item, ("type", "column"))
        pairs.append((str(item.get("type", "PhoneNumber")), str(item.get("column", ""))))
    row = given.get("header_row", 1)
    if not isinstance(row, int) or row < 1:
        raise _wrong(path, "header_row must be a whole number from 1", "Correct `header_row`.")
    plain = {
        name: given[name]
        for name in ("application", "record_type", "format", "delimiter", "encoding", "sheet", "items", "conversation",
                     "recipients", "separator")
        if name in given
    }  # fmt: skip
    for name, value in plain.items():
        if not isinstance(value, str):
            raise _wrong(path, f"{name} must be text", f"Put {name} in quotes.")
    return Mapping(
        table,
        **plain,
        header_row=row,
        columns=columns,
        times=times,
        values=values,
        party=party,
        entries=tuple(pairs),
    )


def _time(path: Path, name: str, value: Any) -> Time:  # noqa: ANN401 -- whatever the file says
    if not isinstance(value, dict) or not isinstance(value.get("column"), str):
        raise _wrong(path, f"[times.{name}] must name a column", "Add `column`.")
    _known(path, f"key of [times.{name}]", value, ("column", "format", "zone"))
    time = Time(value["column"], str(value.get("format", "iso")), value.get("zone"))
    if "%" not in time.format and time.format not in _TIME_FORMATS:
        raise _wrong(
            path, f"[times.{name}] format must be one of {', '.join(_TIME_FORMATS)}, or a pattern with %", "Correct it."
        )
    return time


def _table(path: Path, given: dict[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name, {})
    if not isinstance(value, dict):
        raise _wrong(path, f"{name} must be a table", f"Write [{name}].")
    return value


def _texts(path: Path, given: dict[str, Any], name: str) -> dict[str, str]:
    value = _table(path, given, name)
    if not all(isinstance(item, str) for item in value.values()):
        raise _wrong(path, f"[{name}] must hold texts", "Put each value in quotes.")
    return dict(value)


def _known(path: Path, what: str, given: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
            raise _wrong(path, f"'{name}' is no {what}; {hint}", "Correct it.")


def _wrong(path: Path, what: str, action: str) -> InputError:
    return InputError("mapping_wrong", f"{path.name}: {what}.", action)
