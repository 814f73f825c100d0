-- Messages that do not count by themselves; each belongs to the nearest message that counts above it.

WITH RECURSIVE links AS (
    SELECT _row, _parent_row FROM message_records
    UNION ALL SELECT _row, _parent_row FROM vendor."InstantMessageExtraData"
    UNION ALL SELECT _row, _parent_row FROM vendor."ReplyMessageData"
    UNION ALL SELECT _row, _parent_row FROM vendor."QuotedMessageData"
    UNION ALL SELECT _row, _parent_row FROM vendor."ForwardedMessageData"
),
climb(_row, above) AS (
    SELECT _row, _parent_row FROM message_records WHERE _row NOT IN (SELECT _row FROM counted)
    UNION ALL
    SELECT climb._row, links._parent_row FROM climb JOIN links ON links._row = climb.above
    WHERE climb.above NOT IN (SELECT _row FROM counted)
)
SELECT climb._row, max(c.kept_row) AS message_row
FROM climb LEFT JOIN counted c ON c._row = climb.above
GROUP BY climb._row
