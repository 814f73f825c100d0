"""Items of unused material: the register that every schedule is a view of."""

from schemas.fields import BOOLEAN, CODE, INT64, STRING, UTC_INSTANT, field, table

SCHEMA = table(
    "schedule_items",
    "One row per schedule item. Numbers are issued once and never change.",
    [
        field("item_number", STRING, "1, 2, 3… or S1, S2… for sensitive items", "structural"),
        field("item_key", STRING, "what the item stands for, so that a re-run keeps its number", "structural"),
        field("kind", STRING, "individual or block", "structural"),
        field("title", STRING, "short generic title", "structural"),
        field("description", STRING, "description as printed", "structural"),
        field("location", STRING, "where it can be inspected", "structural"),
        field("exhibit_ref", CODE, "exhibit reference", "structural"),
        field("artefact_table", STRING, "table the artefacts are in", "structural"),
        field("application", STRING, "application the vendor names", "structural"),
        field("quantity", INT64, "number of artefacts", "structural"),
        field("first_at", UTC_INSTANT, "earliest known time", "structural"),
        field("last_at", UTC_INSTANT, "latest known time", "structural"),
        field("how_examined", STRING, "how the material was examined", "structural"),
        field("is_sensitive", BOOLEAN, "sensitive in the CPIA sense, decided by a person", "structural"),
        field("reason_for_sensitivity", STRING, "the officer's reason; MG6D only", "text"),
        field("undermines_or_assists", STRING, "the officer's reason; MG6E only", "text"),
        field("submission", INT64, "submission in which the number was issued, from 1", "structural"),
        field(
            "presumption", STRING, "category of the presumption of disclosure a person gave; police-side", "structural"
        ),
        field("presumption_exception", STRING, "why the item is believed not to meet the test all the same", "text"),
        field("is_edited", BOOLEAN, "the words are the officer's", "structural"),
    ],
)
