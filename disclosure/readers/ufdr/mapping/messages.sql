-- Messages that stand at top level or directly in a chat. Their labels come from MessageLabel.
--
-- reads: InstantMessage (Body, Subject, TimeStamp, DateDelivered, DateRead, Status, Type, Platform, Folder, Label, FromIsOwner, Source)
-- reads: SMS (Body, Subject, TimeStamp, DateDelivered, DateRead, Status, Type, Platform, Folder, Label, FromIsOwner, Source)
-- reads: MMS (Body, Subject, TimeStamp, DateDelivered, DateRead, Status, Type, Platform, Folder, Label, FromIsOwner, Source)
-- reads: Party (Identifier, Name, IsPhoneOwner, Role) where _parent_field = 'From' AND _ordinal = 0
-- reads: Party (Identifier, Name, IsPhoneOwner, Role) where _parent_field = 'Parties' AND "Role" = 'From' AND _parent_type IN ('SMS', 'MMS', 'InstantMessage')
-- reads: Coordinate (Latitude, Longitude) where _parent_field = 'Position' AND _parent_type IN ('InstantMessage', 'SMS', 'MMS')

SELECT m._row, unnest(m._origin), m."Source" AS application, m."@id" AS vendor_id,
    k.conversation_id, m._ordinal AS ordinal,
    s.identifier AS sender_identifier, s.identifier_kind AS sender_identifier_kind,
    s.identifier_normalised AS sender_identifier_normalised, s.name AS sender_name,
    s.is_owner AS sender_is_owner,
    CASE
        WHEN s.identifier_kind = 'system' OR list_contains(l.labels, 'System') THEN 'system'
        WHEN s.is_owner OR is_true(m."FromIsOwner") THEN 'outgoing'
        WHEN s._row IS NOT NULL THEN 'incoming'
        WHEN lower(m."Folder") IN ('sent', 'outbox', 'drafts') THEN 'outgoing'
        WHEN lower(m."Folder") = 'inbox' THEN 'incoming'
        WHEN lower(m."Status") IN ('sent', 'unsent') THEN 'outgoing'
        ELSE 'unknown'
    END AS direction,
    m."Subject" AS subject, m."Body" AS body,
    instant(m."TimeStamp") AS sent_at, m."TimeStamp" AS sent_at_raw, zone_basis(m."TimeStamp") AS sent_at_zone_basis,
    instant(m."DateDelivered") AS delivered_at, m."DateDelivered" AS delivered_at_raw,
    zone_basis(m."DateDelivered") AS delivered_at_zone_basis,
    instant(m."DateRead") AS read_at, m."DateRead" AS read_at_raw, zone_basis(m."DateRead") AS read_at_zone_basis,
    m."Status" AS status, m."Type" AS message_type, m."Platform" AS platform, m."Folder" AS folder,
    CASE WHEN m."Label" IS NULL THEN l.labels ELSE list_prepend(m."Label", coalesce(l.labels, [])) END AS labels,
    s.identifier_kind IS NOT DISTINCT FROM 'system' OR coalesce(list_contains(l.labels, 'System'), FALSE)
        OR coalesce(m."Label" = 'System', FALSE) AS is_system,
    coalesce(list_contains(l.labels, 'Forwarded'), FALSE) OR coalesce(m."Label" = 'Forwarded', FALSE) AS is_forwarded,
    coalesce(a.attachments, 0)::INTEGER AS attachment_count,
    coalesce(q.quoted, 0)::INTEGER AS quoted_count,
    d.locators AS duplicate_locators,
    number(p."Latitude") AS latitude, number(p."Longitude") AS longitude
FROM message_records m
JOIN messages_kept k ON k._row = m._row
LEFT JOIN senders s ON s._row = m._row
LEFT JOIN labels l ON l._row = m._row
LEFT JOIN duplicates d ON d._row = m._row
LEFT JOIN (SELECT _parent_row AS _row, count(*) AS attachments FROM vendor."Attachment" GROUP BY ALL) a
    ON a._row = m._row
LEFT JOIN (SELECT message_row AS _row, count(*) AS quoted FROM work.reproduced WHERE is_here(message_row) GROUP BY ALL) q ON q._row = m._row
LEFT JOIN vendor."Coordinate" p ON p._parent_row = m._row AND p._parent_field = 'Position' AND p._ordinal = 0
