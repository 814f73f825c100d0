-- Recipients stated on messages and e-mails; where an incoming or system message of a chat states none,
-- the chat's participants other than its sender.
--
-- reads: Party (Identifier, Name, IsPhoneOwner, Role, DateDelivered, DateRead) where _parent_field IN ('To', 'Cc', 'Bcc') AND _parent_type IN ('InstantMessage', 'SMS', 'MMS', 'Email')
-- reads: Party (Identifier, Name, IsPhoneOwner, Role, DateDelivered, DateRead) where _parent_field = 'Parties' AND coalesce("Role", '') <> 'From' AND _parent_type IN ('InstantMessage', 'SMS', 'MMS')

WITH stated AS (
    SELECT * FROM parties
    WHERE (_parent_field IN ('To', 'Cc', 'Bcc') AND _parent_type IN ('InstantMessage', 'SMS', 'MMS', 'Email'))
       OR (_parent_field = 'Parties' AND coalesce(role, '') <> 'From'
           AND _parent_type IN ('InstantMessage', 'SMS', 'MMS'))
)
SELECT p._row, unnest(p._origin), coalesce(k.application, e."Source") AS application,
    coalesce(k._artefact_id, e._artefact_id) AS message_id,
    CASE WHEN e._row IS NULL THEN 'messages' ELSE 'emails' END AS parent_table,
    k.conversation_id,
    CASE WHEN p._parent_field IN ('Cc', 'Bcc') THEN lower(p._parent_field) ELSE 'to' END AS role,
    'stated' AS basis, p._ordinal AS ordinal,
    p.identifier, p.identifier_kind, p.identifier_normalised, p.name, p.is_owner,
    instant(p.delivered_raw) AS delivered_at, p.delivered_raw AS delivered_at_raw,
    zone_basis(p.delivered_raw) AS delivered_at_zone_basis,
    instant(p.read_raw) AS read_at, p.read_raw AS read_at_raw, zone_basis(p.read_raw) AS read_at_zone_basis
FROM stated p
LEFT JOIN messages_kept k ON k._row = p._parent_row
LEFT JOIN vendor."Email" e ON e._row = p._parent_row
WHERE k._row IS NOT NULL OR e._row IS NOT NULL
UNION ALL BY NAME
SELECT m._row,
    unnest(struct_pack(
        artefact_id := md5(k._artefact_id || p._artefact_id),
        extraction_id := m._origin.extraction_id, source_locator := p.locator,
        deleted_state := m._origin.deleted_state, decoding_confidence := m._origin.decoding_confidence)),
    k.application, k._artefact_id AS message_id, 'messages' AS parent_table, k.conversation_id,
    'to' AS role, 'participants' AS basis, p._ordinal AS ordinal,
    p.identifier, p.identifier_kind, p.identifier_normalised, p.name, p.is_owner,
    NULL::TIMESTAMPTZ AS delivered_at, NULL::VARCHAR AS delivered_at_raw, NULL::VARCHAR AS delivered_at_zone_basis,
    NULL::TIMESTAMPTZ AS read_at, NULL::VARCHAR AS read_at_raw, NULL::VARCHAR AS read_at_zone_basis
FROM message_records m
JOIN messages_kept k ON k._row = m._row
JOIN work.participants p ON p.chat_row = m._parent_row
LEFT JOIN senders s ON s._row = m._row
ANTI JOIN (SELECT DISTINCT _parent_row FROM stated) t ON t._parent_row = m._row
WHERE coalesce(p.identifier, p.name) IS DISTINCT FROM coalesce(s.identifier, s.name)
  AND (s.identifier_normalised IS NULL OR p.identifier_normalised IS DISTINCT FROM s.identifier_normalised)
