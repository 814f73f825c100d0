-- Messages that count, with the conversation of each. One outside any chat belongs to the thread of its parties
-- in its application.

SELECT m._row, m._artefact_id, m."Source" AS application,
    CASE WHEN m._parent_row IS NOT NULL THEN chat._artefact_id
         ELSE md5(concat_ws(chr(10), exhibit_ref(), m."Source", t.people)) END AS conversation_id
FROM counted c
JOIN message_records m ON m._row = c._row
LEFT JOIN work.chats chat ON chat._row = m._parent_row
LEFT JOIN (
    SELECT p._parent_row AS _row,
        string_agg(DISTINCT coalesce(p.identifier_normalised, p.identifier, p.name), chr(10)
                   ORDER BY coalesce(p.identifier_normalised, p.identifier, p.name)) AS people
    FROM parties p JOIN counted h ON h._row = p._parent_row
    WHERE h._parent_row IS NULL AND p.is_owner IS NOT TRUE
    GROUP BY p._parent_row
) t ON t._row = m._row
WHERE c._row = c.kept_row
