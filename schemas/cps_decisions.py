"""Decisions of the prosecutor on schedule items, as they came back."""

import pyarrow as pa

from schemas.fields import BOOLEAN, INT64, STRING, field, table

SCHEMA = table(
    "cps_decisions",
    "One row per schedule item on which a returned schedule says something. Rows are added and never changed.",
    [
        field("item_number", STRING, "number of the item", "structural"),
        field("is_sensitive", BOOLEAN, "whether it is an item of the sensitive schedule", "structural"),
        field("digest", STRING, "digest of the number and words that the decision was made on", "structural"),
        field("submission", INT64, "latest submission that printed those words", "structural"),
        field("code", STRING, "D, I, CND or ND; empty if none was entered", "structural"),
        field("is_agreed_sensitive", BOOLEAN, "whether the prosecutor agrees that the item is sensitive", "structural"),
        field("is_for_court_application", BOOLEAN, "whether an application to the court is to be made", "structural"),
        field("comment", STRING, "the prosecutor's comment", "text"),
        field("decided_by", STRING, "who decided, as stated at import", "reference"),
        field("decided_on", pa.date32(), "day of the decision, as stated at import", "structural"),
        field("import_number", INT64, "number of the import, from 1", "structural"),
        field("source_sha256", STRING, "SHA-256 of the file that came back", "provenance"),
        field("place", STRING, "where in the file it stands", "provenance"),
    ],
)
