-- Messages reproduced inside another: quoted, replied to, forwarded or embedded, however deep.
-- Their fields are declared in messages.sql.

SELECT m._row, unnest(m._origin), coalesce(m."Source", k.application) AS application, m."@id" AS vendor_id,
    k._artefact_id AS message_id, k.conversation_id,
    CASE WHEN m._parent_field = 'InstantMessage' THEN m._parent_type ELSE m._parent_field END AS relation,
    m._ordinal AS ordinal,
    s.identifier AS sender_identifier, s.identifier_kind AS sender_identifier_kind,
    s.identifier_normalised AS sender_identifier_normalised, s.name AS sender_name,
    s.is_owner AS sender_is_owner,
    m."Subject" AS subject, m."Body" AS body,
    instant(m."TimeStamp") AS sent_at, m."TimeStamp" AS sent_at_raw, zone_basis(m."TimeStamp") AS sent_at_zone_basis,
    m."Status" AS status, m."Type" AS message_type
FROM reproduced r
JOIN message_records m ON m._row = r._row
LEFT JOIN work.messages_kept k ON k._row = r.message_row
LEFT JOIN senders s ON s._row = m._row
