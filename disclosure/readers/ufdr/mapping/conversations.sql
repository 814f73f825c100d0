-- reads: Chat (Id, Name, Description, ChatType, Account, Source, StartTime, LastActivity)

SELECT c._row, unnest(c._origin), c."Source" AS application,
    c."@id" AS vendor_id, c."Id" AS chat_identifier, c."Name" AS name, c."Description" AS description,
    c."ChatType" AS chat_type, c."Account" AS account,
    (SELECT count(*) FROM work.participants p WHERE p.chat_row = c._row)::INTEGER AS participant_count,
    (SELECT count(*) FROM work.counted k WHERE k._parent_row = c._row AND k._row = k.kept_row)::INTEGER AS message_count,
    instant(c."StartTime") AS started_at, c."StartTime" AS started_at_raw,
    zone_basis(c."StartTime") AS started_at_zone_basis,
    instant(c."LastActivity") AS last_activity_at, c."LastActivity" AS last_activity_at_raw,
    zone_basis(c."LastActivity") AS last_activity_at_zone_basis
FROM vendor."Chat" c
