"""Mobile network cells the device recorded."""

from schemas.fields import ORIGIN, POSITION, STRING, field, instant, table

SCHEMA = table(
    "cell_towers",
    "One row per cell record.",
    ORIGIN,
    [
        field("tower_type", STRING, "type in the vendor's words", "structural"),
        field("mcc", STRING, "mobile country code", "location"),
        field("mnc", STRING, "mobile network code", "location"),
        field("lac", STRING, "location area code", "location"),
        field("cid", STRING, "cell id", "location"),
        field("network_id", STRING, "network id (CDMA)", "location"),
        field("system_id", STRING, "system id (CDMA)", "location"),
        field("base_station_id", STRING, "base station id (CDMA)", "location"),
    ],
    instant("seen_at", "time of the record"),
    POSITION,
)
