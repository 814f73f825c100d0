"""Where terms stand in many texts: DuckDB passes over what cannot hold one, `terms` finds exact places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import duckdb
import pyarrow as pa

from disclosure.relevance import terms
from disclosure.relevance.terms import Term

_BATCH_ROWS: Final = 16_384

HITS: Final = pa.schema(
    [
        pa.field("row", pa.int32()),
        pa.field("field", pa.int32()),
        pa.field("term", pa.int32()),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("context", pa.string()),
    ]
)
"""Row of the artefact, index of the field, index of the term, code points, the words around."""


def find(connection: duckdb.DuckDBPyConnection, texts: str, wanted: Sequence[Term]) -> pa.Table:
    """Every occurrence of terms in texts, in no set order.

    Args:
        connection: With what `texts` reads.
        texts: SQL giving `row`, `field` and `text`.
        wanted: The terms.
    """
    if not wanted:
        return HITS.empty_table()
    columns: dict[str, list[int | str]] = {name: [] for name in HITS.names}
    query = f"SELECT row, field, text FROM ({texts}) WHERE {terms.candidates_sql(wanted, 'text')}"  # noqa: S608 -- own names, anchors quoted
    for batch in connection.sql(query).to_arrow_reader(_BATCH_ROWS):
        rows, fields, values = (batch.column(name).to_pylist() for name in ("row", "field", "text"))
        for row, field, text in zip(rows, fields, values, strict=True):
            for index, hits in terms.find_all(wanted, text):
                for hit in hits:
                    found = (row, field, index, hit.start, hit.end, terms.context(text, hit))
                    for name, value in zip(columns, found, strict=True):
                        columns[name].append(value)
    return pa.table([pa.array(columns[field.name], field.type) for field in HITS], schema=HITS)
