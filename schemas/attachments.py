"""Attachments of messages, e-mails, notes, calendar entries and posts."""

from schemas.fields import INT32, INT64, ORIGIN, STRING, field, parent, table

SCHEMA = table(
    "attachments",
    "One row per attachment listed, whether or not its file is in the export.",
    ORIGIN,
    [
        parent("parent", "record"),
        field("parent_table", STRING, "table of that record; null when it has none", "structural"),
        field("conversation_id", STRING, "conversation of the message; null outside one", "reference"),
        field("ordinal", INT32, "position in its list, from 0", "structural"),
        field("file_name", STRING, "name of the file", "text"),
        field("content_type", STRING, "media type stated", "structural"),
        field("title", STRING, "title or caption", "text"),
        field("transcript", STRING, "transcript of speech", "text"),
        field("url", STRING, "address it was fetched from", "text"),
        field("file_id", STRING, "the vendor's id of the file", "provenance"),
        field("extracted_path", STRING, "path inside the export", "text"),
        field("size_bytes", INT64, "size stated", "structural", unit="bytes"),
        field("status", STRING, "present, listed_but_missing or not_downloaded", "structural"),
    ],
)
