-- reads: Location (Name, Description, Category, Type, Origin, ServiceName, Account, Precision, Confidence, GpsHorizontalAccuracy, TimeStamp, EndTime, PositionAddress, Source)
-- reads: Coordinate (Latitude, Longitude, Elevation) where _parent_type = 'Location' AND _parent_field = 'Position' AND _ordinal = 0
-- reads: StreetAddress (HouseNumber, Street1, Street2, Neighborhood, City, State, PostalCode, Country) where _parent_type = 'Location' AND _ordinal = 0

SELECT l._row, unnest(l._origin), l."Source" AS application,
    number(c."Latitude") AS latitude, number(c."Longitude") AS longitude,
    number(c."Elevation") AS elevation_metres,
    l."GpsHorizontalAccuracy" AS horizontal_accuracy, l."Precision" AS precision, l."Confidence" AS confidence,
    l."Name" AS name, l."Description" AS description,
    nullif(concat_ws(', ', s."HouseNumber", s."Street1", s."Street2", s."Neighborhood", s."City", s."State",
        s."PostalCode", s."Country", l."PositionAddress"), '') AS address,
    l."Category" AS category, l."Type" AS location_type, l."Origin" AS origin, l."ServiceName" AS service_name,
    l."Account" AS account,
    instant(l."TimeStamp") AS occurred_at, l."TimeStamp" AS occurred_at_raw,
    zone_basis(l."TimeStamp") AS occurred_at_zone_basis,
    instant(l."EndTime") AS ended_at, l."EndTime" AS ended_at_raw, zone_basis(l."EndTime") AS ended_at_zone_basis
FROM vendor."Location" l
LEFT JOIN vendor."Coordinate" c ON c._parent_row = l._row AND c._parent_field = 'Position' AND c._ordinal = 0
LEFT JOIN vendor."StreetAddress" s ON s._parent_row = l._row AND s._ordinal = 0
