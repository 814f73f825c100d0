"""Applications on the device."""

from schemas.fields import ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "installed_applications",
    "One row per application.",
    ORIGIN,
    [
        field("name", STRING, "name of the application", "structural"),
        field("identifier", STRING, "package name or bundle id", "structural"),
        field("version", STRING, "version", "structural"),
        field("description", STRING, "description", "text"),
        field("decoding_status", STRING, "decoding status in the vendor's words", "structural"),
    ],
    instant("installed_at", "when it was installed"),
    instant("removed_at", "when it was removed"),
    instant("last_launched_at", "last launch"),
)
