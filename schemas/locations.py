"""Locations of the device or of things on it."""

from schemas.fields import FLOAT64, ORIGIN, POSITION, STRING, field, instant, table

SCHEMA = table(
    "locations",
    "One row per location record.",
    ORIGIN,
    POSITION,
    [
        field("elevation_metres", FLOAT64, "height above the ellipsoid, as stated", "location", unit="metres"),
        field("horizontal_accuracy", STRING, "horizontal accuracy as stated", "structural"),
        field("precision", STRING, "precision as stated", "structural"),
        field("confidence", STRING, "confidence as stated", "structural"),
        field("name", STRING, "name of the record or place", "text"),
        field("description", STRING, "description", "text"),
        field("address", STRING, "street address, its parts joined by commas", "location"),
        field("category", STRING, "category in the vendor's words", "structural"),
        field("location_type", STRING, "type in the vendor's words", "structural"),
        field("origin", STRING, "origin in the vendor's words", "structural"),
        field("service_name", STRING, "service in the vendor's words", "structural"),
        field("account", STRING, "account on the device", "person"),
    ],
    instant("occurred_at", "time of the location"),
    instant("ended_at", "end of the stay, where one is given"),
)
