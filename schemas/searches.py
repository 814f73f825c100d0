"""Things searched for."""

from schemas.fields import ORIGIN, POSITION, STRING, field, instant, table

SCHEMA = table(
    "searches",
    "One row per search.",
    ORIGIN,
    [
        field("query", STRING, "what was searched for", "text"),
        field("origin", STRING, "origin in the vendor's words", "structural"),
        field("account", STRING, "account on the device", "person"),
    ],
    instant("searched_at", "when"),
    POSITION,
)
