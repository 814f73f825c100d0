"""Events of the device itself: power, locks, logs, connections."""

from schemas.fields import ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "device_events",
    "One row per device event, power event or log entry.",
    ORIGIN,
    [
        field("record_type", STRING, "the vendor's record type", "structural"),
        field("event_type", STRING, "event in the vendor's words", "structural"),
        field("value", STRING, "value or log text", "text"),
        field("element", STRING, "element in the vendor's words", "structural"),
    ],
    instant("started_at", "when it happened or began"),
    instant("ended_at", "when it ended"),
)
