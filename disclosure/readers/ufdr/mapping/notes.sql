-- reads: Note (Account, Body, Title, Summary, Folder, Creation, Modification, Source)

SELECT n._row, unnest(n._origin), n."Source" AS application, n."Title" AS title, n."Body" AS body,
    n."Summary" AS summary, n."Folder" AS folder, n."Account" AS account,
    instant(n."Creation") AS created_at, n."Creation" AS created_at_raw,
    zone_basis(n."Creation") AS created_at_zone_basis,
    instant(n."Modification") AS modified_at, n."Modification" AS modified_at_raw,
    zone_basis(n."Modification") AS modified_at_zone_basis
FROM vendor."Note" n
