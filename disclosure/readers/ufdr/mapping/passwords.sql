-- reads: Password (AccessGroup, Account, Data, GenericAttribute, Label, Server, Service, Type, DateCreated, DateModified, Source)

SELECT p._row, unnest(p._origin), p."Source" AS application, p."Label" AS label, p."Account" AS account,
    p."Service" AS service, p."Server" AS server, p."Type" AS password_type, p."AccessGroup" AS access_group,
    p."GenericAttribute" AS generic_attribute, p."Data" AS value,
    instant(p."DateCreated") AS created_at, p."DateCreated" AS created_at_raw,
    zone_basis(p."DateCreated") AS created_at_zone_basis,
    instant(p."DateModified") AS modified_at, p."DateModified" AS modified_at_raw,
    zone_basis(p."DateModified") AS modified_at_zone_basis
FROM vendor."Password" p
