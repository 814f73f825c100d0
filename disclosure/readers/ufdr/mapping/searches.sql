-- reads: SearchedItem (Value, Origin, Account, TimeStamp, Source)
-- reads: Coordinate (Latitude, Longitude) where _parent_type = 'SearchedItem' AND _parent_field = 'Position' AND _ordinal = 0

SELECT s._row, unnest(s._origin), s."Source" AS application, s."Value" AS query, s."Origin" AS origin,
    s."Account" AS account,
    instant(s."TimeStamp") AS searched_at, s."TimeStamp" AS searched_at_raw,
    zone_basis(s."TimeStamp") AS searched_at_zone_basis,
    number(c."Latitude") AS latitude, number(c."Longitude") AS longitude
FROM vendor."SearchedItem" s
LEFT JOIN vendor."Coordinate" c ON c._parent_row = s._row AND c._parent_field = 'Position' AND c._ordinal = 0
