-- reads: UserAccount (Name, Username, Password, ServiceType, ServerAddress, Notes, TimeCreated, Source)

SELECT a._row, unnest(a._origin), a."Source" AS application,
    a."Name" AS name, a."Username" AS username, i.kind AS username_kind, i.normalised AS username_normalised,
    a."Password" AS password, a."ServiceType" AS service_type, a."ServerAddress" AS server_address,
    a."Notes" AS notes,
    instant(a."TimeCreated") AS created_at, a."TimeCreated" AS created_at_raw,
    zone_basis(a."TimeCreated") AS created_at_zone_basis
FROM vendor."UserAccount" a LEFT JOIN identifiers i ON i.raw = a."Username"
