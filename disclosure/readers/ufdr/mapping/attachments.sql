-- reads: Attachment (Filename, ContentType, Title, Transcript, URL, attachment_extracted_path, @file_id, Data@length)

SELECT a._row, unnest(a._origin),
    coalesce(k.application, e."Source", n."Source", c."Source", q.application) AS application,
    coalesce(k._artefact_id, e._artefact_id, n._artefact_id, c._artefact_id, q._artefact_id) AS parent_id,
    CASE WHEN k._row IS NOT NULL THEN 'messages' WHEN e._row IS NOT NULL THEN 'emails'
         WHEN n._row IS NOT NULL THEN 'notes' WHEN c._row IS NOT NULL THEN 'calendar_entries'
         WHEN q._row IS NOT NULL THEN 'quoted_messages' END AS parent_table,
    coalesce(k.conversation_id, q.conversation_id) AS conversation_id,
    a._ordinal AS ordinal,
    a."Filename" AS file_name, a."ContentType" AS content_type, a."Title" AS title,
    a."Transcript" AS transcript, a."URL" AS url, a."@file_id" AS file_id,
    a."attachment_extracted_path" AS extracted_path, try_cast(a."Data@length" AS BIGINT) AS size_bytes,
    CASE WHEN f.is_in_export OR p.folded IS NOT NULL THEN 'present'
         WHEN a."@file_id" IS NOT NULL OR a."attachment_extracted_path" IS NOT NULL THEN 'listed_but_missing'
         ELSE 'not_downloaded' END AS status
FROM vendor."Attachment" a
LEFT JOIN messages_kept k ON k._row = a._parent_row
LEFT JOIN vendor."Email" e ON e._row = a._parent_row
LEFT JOIN vendor."Note" n ON n._row = a._parent_row
LEFT JOIN vendor."CalendarEntry" c ON c._row = a._parent_row
LEFT JOIN (
    SELECT m._row, m._artefact_id, k.conversation_id, coalesce(m."Source", k.application) AS application
    FROM reproduced r JOIN message_records m ON m._row = r._row LEFT JOIN work.messages_kept k ON k._row = r.message_row
) q ON q._row = a._parent_row
LEFT JOIN (
    SELECT t."@id" AS file_id, bool_or(h.is_in_export) AS is_in_export
    FROM vendor."taggedFiles" t JOIN file_hashes h ON h._row = t._row GROUP BY ALL
) f ON f.file_id = a."@file_id"
LEFT JOIN members p ON p.folded = lower(ltrim(replace(a."attachment_extracted_path", chr(92), '/'), '/'))
