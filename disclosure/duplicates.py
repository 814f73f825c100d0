"""The same thing more than once: grouped by content within and across exports, with counts.

A content key is made from the kind of artefact, its time to the second (or the time as written, where no
instant is known), the people it is between in comparable form, and what it says. Two artefacts with one key
can be one message read from a database and its log, from two phones, or from a merged extraction; or two
messages that say the same. A person decides which; nothing is removed.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyarrow as pa

import schemas
from disclosure import query, tables
from disclosure.workspace import Workspace

FOLDER: Final = "duplicates"
_MEMORY_LIMIT: Final = "384MB"
"""What the engine may hold before it spills: the command that ingests has done its reading in as much."""

_PEOPLE: Final = """
CREATE TEMP TABLE message_people AS
WITH participants AS (
    SELECT conversation_id, list(DISTINCT who) AS who FROM (
        SELECT conversation_id, coalesce(identifier_normalised, lower(trim(name))) AS who
        FROM conversation_participants) GROUP BY ALL
), recipients AS (
    SELECT message_id, list(DISTINCT who) AS who FROM (
        SELECT message_id, coalesce(identifier_normalised, lower(trim(name))) AS who
        FROM message_recipients WHERE basis = 'stated') GROUP BY ALL
)
SELECT m.artefact_id,
    array_to_string(list_sort(list_distinct(list_filter(
        list_append(list_concat(coalesce(p.who, []), coalesce(r.who, [])),
                    coalesce(m.sender_identifier_normalised, lower(trim(m.sender_name)))),
        lambda x: x IS NOT NULL))), chr(31)) AS who
FROM messages m
LEFT JOIN participants p ON p.conversation_id = m.conversation_id
LEFT JOIN recipients r ON r.message_id = m.artefact_id;

CREATE TEMP TABLE message_files AS
SELECT parent_id AS artefact_id,
    array_to_string(list_sort(list(coalesce(file_name, extracted_path))), chr(31)) AS files
FROM attachments WHERE parent_table = 'messages' GROUP BY ALL;

CREATE TEMP TABLE call_people AS
SELECT call_id AS artefact_id,
    array_to_string(list_sort(list(DISTINCT coalesce(identifier_normalised, lower(trim(name))))), chr(31)) AS who
FROM call_parties WHERE is_owner IS NOT TRUE GROUP BY ALL;

CREATE TEMP TABLE contact_values AS
SELECT parent_id AS artefact_id,
    array_to_string(list_sort(list(DISTINCT coalesce(value_normalised, value))), chr(31)) AS who
FROM contact_entries WHERE parent_table = 'contacts' GROUP BY ALL;
"""

_MOMENT: Final = "coalesce(epoch({0})::BIGINT::VARCHAR, {0}_raw)"
_CONTENT: Final = MappingProxyType(
    {
        "messages": (
            "LEFT JOIN message_people w USING (artefact_id) LEFT JOIN message_files f USING (artefact_id)",
            (_MOMENT.format("t.sent_at"), "w.who", "trim(t.subject)", "trim(t.body)", "f.files"),
            "coalesce(t.body, t.subject, f.files) IS NOT NULL",
        ),
        "calls": (
            "LEFT JOIN call_people w USING (artefact_id)",
            (_MOMENT.format("t.started_at"), "w.who", "t.duration_seconds::VARCHAR"),
            "w.who IS NOT NULL AND t.started_at_raw IS NOT NULL",
        ),
        "contacts": (
            "LEFT JOIN contact_values w USING (artefact_id)",
            ("lower(trim(t.name))", "w.who"),
            "coalesce(t.name, w.who) IS NOT NULL AND t.parent_id IS NULL",
        ),
        "emails": (
            "",
            (
                _MOMENT.format("t.sent_at"),
                "coalesce(t.sender_identifier_normalised, lower(trim(t.sender_name)))",
                "trim(t.subject)",
                "trim(t.body)",
            ),
            "coalesce(t.body, t.subject) IS NOT NULL",
        ),
        "locations": (
            "",
            (_MOMENT.format("t.occurred_at"), "t.latitude::VARCHAR", "t.longitude::VARCHAR"),
            "t.latitude IS NOT NULL AND t.occurred_at_raw IS NOT NULL",
        ),
        "visited_pages": (
            "",
            (_MOMENT.format("t.visited_at"), "t.kind", "t.url"),
            "t.url IS NOT NULL AND t.visited_at_raw IS NOT NULL",
        ),
        "searches": (
            "",
            (_MOMENT.format("t.searched_at"), "trim(t.query)"),
            "t.query IS NOT NULL AND t.searched_at_raw IS NOT NULL",
        ),
        "notes": ("", ("trim(t.title)", "trim(t.body)"), "coalesce(t.body, t.title) IS NOT NULL"),
    }
)
"""For each kind of artefact: joins, the parts of its key, and when there is enough to compare."""


def find(case: Workspace, out: Path) -> dict[str, dict[str, int]]:
    """Write the `duplicates` table of a case, in order of table, key and artefact.

    Args:
        case: The case.
        out: Folder to write into.

    Returns:
        By table: `groups`, `records` in them, and `across_exports`, groups that span more than one export.
    """
    spill = out / ".spill"
    connection = query.connect(temporary=spill, threads=1, memory=_MEMORY_LIMIT)
    try:
        query.attach_tables(connection, case)
        connection.execute(_PEOPLE)
        connection.execute(f"CREATE TEMP TABLE keys AS {' UNION ALL BY NAME '.join(map(_keys, _CONTENT))}")
        connection.execute(
            "CREATE TEMP TABLE groups AS SELECT content_key, count(*)::INTEGER AS records_in_group, "
            "count(DISTINCT source_sha256)::INTEGER AS sources_in_group, "
            "count(DISTINCT exhibit_ref)::INTEGER AS exhibits_in_group FROM keys GROUP BY ALL HAVING count(*) > 1"
        )
        connection.execute(
            "CREATE TEMP TABLE grouped AS SELECT *, nullif(first_value(artefact_id) OVER "
            "(PARTITION BY content_key ORDER BY exhibit_ref, source_sha256, artefact_id), artefact_id) AS duplicate_of "
            "FROM keys JOIN groups USING (content_key)"
        )
        schema = schemas.table_schema("duplicates")
        reader = connection.sql(
            f"SELECT {', '.join(schema.names)} FROM grouped "  # noqa: S608 -- own names
            "ORDER BY artefact_table, content_key, artefact_id"
        ).to_arrow_reader(tables.ROW_GROUP_ROWS)
        with tables.writer(out / "duplicates.parquet", schema) as sink:
            for batch in reader:
                sink.write_table(tables.conform(pa.Table.from_batches([batch]), schema))
        counts = connection.sql(
            "SELECT artefact_table, count(*), sum(records_in_group), count(*) FILTER (sources_in_group > 1) FROM "
            "(SELECT DISTINCT artefact_table, g.* FROM groups g JOIN keys USING (content_key)) "
            "GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        return {
            table: {"groups": groups, "records": int(records), "across_exports": across}
            for table, groups, records, across in counts
        }
    finally:
        connection.close()
        if spill.is_dir():
            for path in spill.iterdir():
                path.unlink()
            spill.rmdir()


def _keys(table: str) -> str:
    joins, parts, enough = _CONTENT[table]
    content = ", ".join(f"coalesce({part}, '')" for part in parts)
    return (
        f"SELECT md5(concat_ws(chr(30), '{table}', {content})) AS content_key, '{table}' AS artefact_table, "  # noqa: S608
        f"t.artefact_id, t.exhibit_ref::VARCHAR AS exhibit_ref, t.source_sha256 FROM {table} t {joins} WHERE {enough}"
    )
