"""Notes."""

from schemas.fields import ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "notes",
    "One row per note.",
    ORIGIN,
    [
        field("title", STRING, "title", "text"),
        field("body", STRING, "text of the note", "text"),
        field("summary", STRING, "summary as the application shows it", "text"),
        field("folder", STRING, "folder it is filed in", "text"),
        field("account", STRING, "account on the device", "person"),
    ],
    instant("created_at", "when the note was created"),
    instant("modified_at", "when the note was changed"),
)
