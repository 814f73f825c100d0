"""Every row of every table has one account, whatever the case holds and whatever a person decides."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

import schemas
from disclosure import material_accounts, query
from disclosure.case_file import CaseFile, CaseSection
from disclosure.material_accounts import Sources
from disclosure.schedule import items
from disclosure.schedule.decisions import Decisions
from disclosure.schedule.items import CaseFacts

EXHIBITS = ("A/1", "B/2")
CASE = CaseFile(case=CaseSection(urn="x", force="x", created=date(2026, 1, 1)))
FACTS = CaseFacts(exhibits=EXHIBITS, exports={"A/1": 1, "B/2": 2})
MATERIAL = st.tuples(
    st.sampled_from(EXHIBITS),
    st.sampled_from(["messages", "calls", "notes", "files"]),
    st.sampled_from(items.STATUSES),
    st.sampled_from([None, "c1", "c2"]),
    st.sampled_from([None, 2024, 2025]),
    st.sampled_from(["a.jpg", "a.txt"]),
)
BELONGING = st.tuples(
    st.sampled_from(EXHIBITS),
    st.sampled_from(
        ["message_recipients", "attachments", "other_fields", "contact_entries", "conversations", "passwords"]
    ),
    st.integers(-2, 12),
)
PARENT = {"message_recipients": "message_id", "other_fields": "top_artefact_id"}


def stored(table: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of a canonical table, missing columns null."""
    schema = schemas.table_schema(table)
    columns = [
        pa.array(
            [row.get(field.name) for row in rows],
            field.type.value_type if pa.types.is_dictionary(field.type) else field.type,
        )
        for field in schema
    ]
    return pa.table(columns, names=schema.names)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(MATERIAL, max_size=14),
    st.lists(BELONGING, max_size=14),
    st.lists(st.tuples(st.sampled_from(["sensitive", "evidence", "not_relevant"]), st.integers(0, 12)), max_size=3),
)
def test_every_row_is_accounted_for_by_exactly_one_outcome(
    material: list[tuple[str, str, str, str | None, int | None, str]],
    belonging: list[tuple[str, str, int]],
    chosen: list[tuple[str, int]],
) -> None:
    held: dict[str, list[dict[str, Any]]] = {table: [] for table in schemas.ARTEFACTS}
    status = []
    for number, (ref, table, outcome, conversation, year, name) in enumerate(material):
        talk = conversation if table == "messages" else None
        row = {"artefact_id": f"m{number}", "exhibit_ref": ref, "conversation_id": talk, "name": name}
        held[table].append(row)
        at = datetime(year, 6, 1, tzinfo=UTC) if year else None
        status.append({**row, "artefact_table": table, "status": outcome, "occurred_at": at})
    for number, (ref, table, parent) in enumerate(belonging):
        row = {"artefact_id": f"b{number}", "exhibit_ref": ref, PARENT.get(table, "parent_id"): f"m{parent}"}
        if table == "passwords":
            status.append({**row, "artefact_table": table, "status": "not_responsive"})
        held[table].append(row)
    open_to_all = {row["artefact_id"] for row in status if row["status"] not in ("privileged", "out_of_scope")}
    named = {record: kind for kind, n in chosen if (record := f"m{n}") in open_to_all}
    extra = {"sensitive": {"reason": "a risk"}, "evidence": {"decided_by": "x"}}
    entries: dict[str, list[dict[str, Any]]] = {}
    for record, kind in named.items():
        fields = extra.get(kind, {"decided_by": "x", "reason": "x"})
        entries.setdefault(kind, []).append({"artefact_ids": [record], **fields})
    decided = Decisions.model_validate(entries)

    connection = query.connect(threads=1)
    for table, rows in held.items():
        connection.register(table, stored(table, rows))
    connection.register("status", stored("material_status", status))
    records = ("search_hits", "dip_samples", "dip_sample_reviews", "persons", "artefact_accounts")
    for table in records:
        connection.register(f"no_{table}", schemas.table_schema(table).empty_table())
    connection.register("no_duplicates", schemas.table_schema("duplicates").empty_table())
    doubles = material_accounts.repeats(connection, "no_duplicates", ())
    sources = Sources(
        "status", *(f"no_{table}" for table in records[:4]), duplicates=doubles, issued="no_artefact_accounts"
    )
    material_accounts.prepare(connection, sources, CASE, decided)
    register = items.build(material_accounts.groups(connection), (), decided, FACTS, 1)
    material_accounts.account(connection, register)
    balance = material_accounts.balance(connection, register)
    accounts = {row["artefact_id"]: row for row in connection.sql("FROM accounted").to_arrow_table().to_pylist()}
    connection.close()

    assert sum(row.rows for row in balance) == len(material) + len(belonging)
    assert all(row.difference == 0 for row in balance)
    assert accounts.keys() == {row["artefact_id"] for row in status}
    for row in status:
        account = accounts[row["artefact_id"]]
        if row["status"] in ("privileged", "out_of_scope"):
            assert account["outcome"] == row["status"]
        elif (kind := named.get(row["artefact_id"])) in ("evidence", "not_relevant"):
            assert (account["outcome"], account["item_number"]) == (kind, None)
        else:
            assert account["outcome"] in ("item", "not_examined")
            assert account["is_sensitive"] == (kind == "sensitive")
            assert account["item_number"].startswith("S") == account["is_sensitive"]
