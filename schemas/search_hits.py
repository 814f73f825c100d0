"""Where search terms stand in the material."""

from schemas.fields import CODE, INT32, STRING, field, table

SCHEMA = table(
    "search_hits",
    "One row per occurrence of a search term in an artefact that is in scope and not privileged.",
    [
        field("artefact_id", STRING, "the artefact", "reference"),
        field("artefact_table", STRING, "its table", "structural"),
        field("exhibit_ref", CODE, "exhibit reference", "structural"),
        field("conversation_id", STRING, "its conversation, where it has one", "reference"),
        field("line_of_enquiry", STRING, "id of the line of enquiry", "structural"),
        field("search_term", STRING, "the term as written in case.toml, or contact:<party id>", "structural"),
        field("field_name", STRING, "column it stands in", "structural"),
        field("start", INT32, "first code point of the hit", "structural", unit="code points"),
        field("end", INT32, "code point after the last", "structural", unit="code points"),
        field("context", STRING, "the words around the hit", "text"),
    ],
)
