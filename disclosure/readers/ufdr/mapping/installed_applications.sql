-- reads: InstalledApplication (Name, Identifier, Version, Description, DecodingStatus, InstallDate, DeletedDate, LastLaunched, Source)

SELECT a._row, unnest(a._origin), a."Source" AS application, a."Name" AS name, a."Identifier" AS identifier,
    a."Version" AS version, a."Description" AS description, a."DecodingStatus" AS decoding_status,
    instant(a."InstallDate") AS installed_at, a."InstallDate" AS installed_at_raw,
    zone_basis(a."InstallDate") AS installed_at_zone_basis,
    instant(a."DeletedDate") AS removed_at, a."DeletedDate" AS removed_at_raw,
    zone_basis(a."DeletedDate") AS removed_at_zone_basis,
    instant(a."LastLaunched") AS last_launched_at, a."LastLaunched" AS last_launched_at_raw,
    zone_basis(a."LastLaunched") AS last_launched_at_zone_basis
FROM vendor."InstalledApplication" a
