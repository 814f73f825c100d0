"""Wi-Fi networks known to or seen by the device."""

from schemas.fields import ORIGIN, POSITION, STRING, field, instant, table

SCHEMA = table(
    "wireless_networks",
    "One row per wireless network record.",
    ORIGIN,
    [
        field("ssid", STRING, "network name; often names a home", "location"),
        field("bssid", STRING, "MAC address of the access point", "location"),
        field("security_mode", STRING, "security in the vendor's words", "structural"),
        field("connection_type", STRING, "type in the vendor's words", "structural"),
        field("password", STRING, "network password", "secret"),
    ],
    instant("seen_at", "time of the record"),
    instant("last_connected_at", "last connection"),
    instant("ended_at", "end of the connection"),
    POSITION,
)
