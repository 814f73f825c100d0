-- reads: Contact (Name, Type, Account, Group, Notes, TimesContacted, TimeCreated, TimeModified, TimeContacted, Source)

SELECT c._row, unnest(c._origin), c."Source" AS application,
    c."Name" AS name, c."Type" AS contact_type, c."Account" AS account, c."Group" AS contact_group,
    c."Notes" AS notes, try_cast(c."TimesContacted" AS INTEGER) AS times_contacted,
    coalesce(k._artefact_id, m._artefact_id) AS parent_id,
    instant(c."TimeCreated") AS created_at, c."TimeCreated" AS created_at_raw,
    zone_basis(c."TimeCreated") AS created_at_zone_basis,
    instant(c."TimeModified") AS modified_at, c."TimeModified" AS modified_at_raw,
    zone_basis(c."TimeModified") AS modified_at_zone_basis,
    instant(c."TimeContacted") AS contacted_at, c."TimeContacted" AS contacted_at_raw,
    zone_basis(c."TimeContacted") AS contacted_at_zone_basis
FROM vendor."Contact" c
LEFT JOIN messages_kept k ON k._row = c._parent_row
LEFT JOIN message_records m ON m._row = c._parent_row
