"""Every column of every table that may be served, filled with what identifies a person: none of it comes out.

The tables are those of the contract, so a table or a column that somebody adds is tried as well.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import schemas
from disclosure import tables
from disclosure.case_file import AUDIENCES, CaseFile
from disclosure.redact import policy, selection, serve
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.residual import Scanner
from disclosure.redact.serve import Settings, redact_part, served_schema
from schemas.fields import SENSITIVITIES, sensitivity
from tests.support import CASE_TOML, NoNames

CASE = CaseFile.model_validate(tomllib.loads(CASE_TOML))
PERSON = KnownPerson(
    "Complainant", "complainant", "complainant", names=("Jasleen Bhamra",), phones=("+447700900101",),
    emails=("jasleen.bhamra@example.org",),
)  # fmt: skip
TELLING = "Jasleen Bhamra 07700 900101 jasleen.bhamra@example.org"
HIDDEN = ("bhamra", "900101", "jasleen")
_IDS = ("artefact_id", "exhibit_ref")


def filled(table: str) -> dict[str, Any]:
    """A row with telling words wherever words may stand, except in ids that the toolkit makes."""
    row: dict[str, Any] = {"artefact_id": "a" * 32, "exhibit_ref": "JLB/1"}
    for column in schemas.table_schema(table):
        if column.name in _IDS or sensitivity(column) == "reference":
            continue
        if pa.types.is_string(column.type) or pa.types.is_dictionary(column.type):
            row[column.name] = TELLING
        elif pa.types.is_list(column.type) and pa.types.is_string(column.type.value_type):
            row[column.name] = [TELLING]
    return row


@pytest.fixture
def without_a_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    real = serve.Analyser
    monkeypatch.setattr(serve, "Analyser", lambda people, region: real(people, NoNames(), region))
    serve._engines.cache_clear()


@pytest.mark.usefixtures("without_a_tagger")
@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_telling_comes_out_of_any_column_of_any_table(tmp_path: Path, audience: str) -> None:
    settings = Settings((PERSON,), policy.effective(CASE, audience), "GB", {"JLB/1": "complainant"})
    told = []
    for table in selection.served_tables():
        source, served = tmp_path / f"{table}.in.parquet", tmp_path / f"{table}.parquet"
        tables.write_rows(source, table, [filled(table)])
        redact_part(table, source, served, tmp_path / "log.parquet", settings)
        (row,) = pq.ParquetFile(served).read().to_pylist()
        log = str(tables.read([tmp_path / "log.parquet"], "redaction_log").to_pylist())
        told += [f"{table}.{name}" for name, value in row.items() if any(x in str(value).casefold() for x in HIDDEN)]
        told += [f"{table}: log" for x in HIDDEN if x in log.casefold()]
    assert told == []


@pytest.mark.parametrize("table", list(schemas.ARTEFACTS))
def test_a_column_is_served_only_as_its_declared_sensitivity_says(table: str) -> None:
    for column in schemas.table_schema(table):
        assert sensitivity(column) in SENSITIVITIES
    assert all(sensitivity(column) not in ("provenance", "withheld", "secret") for column in served_schema(table))


@pytest.mark.parametrize("table", selection.served_tables())
def test_an_identifier_in_any_column_of_a_served_table_is_found_before_it_leaves(tmp_path: Path, table: str) -> None:
    scanner, missed = Scanner([PERSON]), []
    for number, column in enumerate(served_schema(table)):
        served = tmp_path / f"{number:03}" / "part.parquet"
        served.parent.mkdir()
        with tables.writer(served, pa.schema([column])) as sink:
            sink.write_table(pa.table([_telling(column.type)], schema=pa.schema([column])))
        found = scanner.folder(served.parent)
        # Of numbers only a telephone number could be one, and no column is made for that.
        if not found and not _holds_numbers_only(column.type):
            missed.append(column.name)
    assert missed == []


def _telling(type_: pa.DataType) -> pa.Array:
    """Three values of a type, with words that tell in the second wherever words may stand."""
    if pa.types.is_list(type_):
        inner = _telling(type_.value_type).to_pylist()
        return pa.array([[], inner, None], type_)
    if pa.types.is_string(type_) or pa.types.is_dictionary(type_):
        return pa.array(["x", TELLING, None]).cast(type_)
    return pa.nulls(3, type_)


def _holds_numbers_only(type_: pa.DataType) -> bool:
    return bool(
        pa.types.is_integer(type_) or pa.types.is_floating(type_) or pa.types.is_boolean(type_)
        or pa.types.is_timestamp(type_) or pa.types.is_date(type_)
    )  # fmt: skip
