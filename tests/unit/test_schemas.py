"""The data contract: every column says what it is, and the same name means the same thing everywhere."""

from __future__ import annotations

import pyarrow as pa
import pytest

import schemas
from schemas import dictionary
from schemas.fields import SENSITIVITIES, description, sensitivity
from tests.conftest import ROOT


@pytest.mark.parametrize("name", list(schemas.TABLES))
def test_every_column_is_described(name: str) -> None:
    schema = schemas.table_schema(name)
    assert schema.metadata[b"table"] == name.encode()
    for column in schema:
        assert description(column)
        assert sensitivity(column) in SENSITIVITIES
        assert column.name == column.name.lower()


def test_the_same_name_has_the_same_type_everywhere() -> None:
    types: dict[str, dict[pa.DataType, list[str]]] = {}
    for table, schema in schemas.TABLES.items():
        for column in schema:
            types.setdefault(column.name, {}).setdefault(column.type, []).append(table)
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_names_say_what_they_hold() -> None:
    for schema in schemas.TABLES.values():
        for column in schema:
            if pa.types.is_boolean(column.type):
                assert "is_" in column.name or column.name == "hash_matches"
            if pa.types.is_timestamp(column.type):
                assert column.name.endswith("_at")


def test_the_data_dictionary_is_up_to_date() -> None:
    assert (ROOT / "schemas" / "README.md").read_text(encoding="utf-8") == dictionary.markdown()
