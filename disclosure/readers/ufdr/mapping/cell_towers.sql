-- reads: CellTower (Type, MCC, MNC, LAC, CID, NID, SID, BID, TimeStamp, Source)
-- reads: Coordinate (Latitude, Longitude) where _parent_type = 'CellTower' AND _parent_field = 'Position' AND _ordinal = 0

SELECT t._row, unnest(t._origin), t."Source" AS application, t."Type" AS tower_type, t."MCC" AS mcc, t."MNC" AS mnc,
    t."LAC" AS lac, t."CID" AS cid, t."NID" AS network_id, t."SID" AS system_id, t."BID" AS base_station_id,
    instant(t."TimeStamp") AS seen_at, t."TimeStamp" AS seen_at_raw, zone_basis(t."TimeStamp") AS seen_at_zone_basis,
    number(c."Latitude") AS latitude, number(c."Longitude") AS longitude
FROM vendor."CellTower" t
LEFT JOIN vendor."Coordinate" c ON c._parent_row = t._row AND c._parent_field = 'Position' AND c._ordinal = 0
