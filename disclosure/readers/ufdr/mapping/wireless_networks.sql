-- reads: WirelessNetwork (SSId, BSSId, SecurityMode, NWConnectionType, Password, TimeStamp, LastConnection, EndTime, Source)
-- reads: Coordinate (Latitude, Longitude) where _parent_type = 'WirelessNetwork' AND _parent_field = 'Position' AND _ordinal = 0

SELECT w._row, unnest(w._origin), w."Source" AS application, w."SSId" AS ssid, w."BSSId" AS bssid,
    w."SecurityMode" AS security_mode, w."NWConnectionType" AS connection_type, w."Password" AS password,
    instant(w."TimeStamp") AS seen_at, w."TimeStamp" AS seen_at_raw, zone_basis(w."TimeStamp") AS seen_at_zone_basis,
    instant(w."LastConnection") AS last_connected_at, w."LastConnection" AS last_connected_at_raw,
    zone_basis(w."LastConnection") AS last_connected_at_zone_basis,
    instant(w."EndTime") AS ended_at, w."EndTime" AS ended_at_raw, zone_basis(w."EndTime") AS ended_at_zone_basis,
    number(c."Latitude") AS latitude, number(c."Longitude") AS longitude
FROM vendor."WirelessNetwork" w
LEFT JOIN vendor."Coordinate" c ON c._parent_row = w._row AND c._parent_field = 'Position' AND c._ordinal = 0
