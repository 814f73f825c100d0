-- reads: CalendarEntry (Account, Category, Details, Location, Status, Subject, StartDate, EndDate, Source)

SELECT c._row, unnest(c._origin), c."Source" AS application, c."Subject" AS subject, c."Details" AS details,
    c."Location" AS location, c."Category" AS category, c."Status" AS status, c."Account" AS account,
    instant(c."StartDate") AS starts_at, c."StartDate" AS starts_at_raw, zone_basis(c."StartDate") AS starts_at_zone_basis,
    instant(c."EndDate") AS ends_at, c."EndDate" AS ends_at_raw, zone_basis(c."EndDate") AS ends_at_zone_basis
FROM vendor."CalendarEntry" c
