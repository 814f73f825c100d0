-- reads: Email (Account, Body, Subject, Snippet, EmailHeader, Folder, Priority, Status, TimeStamp, Source)

SELECT e._row, unnest(e._origin), e."Source" AS application, e."@id" AS vendor_id, e."Account" AS account,
    s.identifier AS sender_identifier, s.identifier_kind AS sender_identifier_kind,
    s.identifier_normalised AS sender_identifier_normalised, s.name AS sender_name,
    s.is_owner AS sender_is_owner,
    e."Subject" AS subject, e."Body" AS body, e."Snippet" AS snippet, e."EmailHeader" AS header,
    e."Folder" AS folder, e."Status" AS status, e."Priority" AS priority,
    (SELECT count(*) FROM vendor."Attachment" a WHERE a._parent_row = e._row)::INTEGER AS attachment_count,
    instant(e."TimeStamp") AS sent_at, e."TimeStamp" AS sent_at_raw, zone_basis(e."TimeStamp") AS sent_at_zone_basis
FROM vendor."Email" e LEFT JOIN senders s ON s._row = e._row
