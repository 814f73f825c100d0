"""Calls: one row per call in a log."""

from schemas.fields import BOOLEAN, FLOAT64, ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "calls",
    "Calls made, received or missed.",
    ORIGIN,
    [
        field("direction", STRING, "direction in the vendor's words", "structural"),
        field("call_type", STRING, "type in the vendor's words", "structural"),
        field("status", STRING, "status in the vendor's words", "structural"),
        field("duration_seconds", FLOAT64, "how long it lasted", "structural", unit="seconds"),
        field("is_video", BOOLEAN, "a video call", "structural"),
        field("account", STRING, "account on the device", "person"),
        field("country_code", STRING, "country code in the vendor's words", "structural"),
        field("network_name", STRING, "network in the vendor's words", "structural"),
    ],
    instant("started_at", "when the call began"),
)
