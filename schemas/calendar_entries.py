"""Calendar entries."""

from schemas.fields import ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "calendar_entries",
    "One row per calendar entry; attendees are in other_fields.",
    ORIGIN,
    [
        field("subject", STRING, "subject", "text"),
        field("details", STRING, "details", "text"),
        field("location", STRING, "place as written", "text"),
        field("category", STRING, "category in the vendor's words", "structural"),
        field("status", STRING, "status in the vendor's words", "structural"),
        field("account", STRING, "account on the device", "person"),
    ],
    instant("starts_at", "start"),
    instant("ends_at", "end"),
)
