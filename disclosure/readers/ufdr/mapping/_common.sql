-- What several tables need: who is who on each record, which messages count, and whose child is what.
--
-- reads: MessageLabel (Label) where _parent_type IN ('InstantMessage', 'SMS', 'MMS')
-- reads: InstantMessageExtraData ()
-- reads: ReplyMessageData ()
-- reads: QuotedMessageData ()
-- reads: ForwardedMessageData ()

CREATE TEMP TABLE parties AS
SELECT
    p._row, p._parent_row, p._parent_type, p._parent_field, p._ordinal, p._artefact_id, p._origin,
    p."Identifier" AS identifier,
    i.kind AS identifier_kind,
    i.normalised AS identifier_normalised,
    p."Name" AS name,
    is_true(p."IsPhoneOwner") AS is_owner,
    p."Role" AS role,
    is_true(p."IsGroupAdmin") AS is_group_admin,
    p."DateDelivered" AS delivered_raw,
    p."DateRead" AS read_raw
FROM vendor."Party" p LEFT JOIN identifiers i ON i.raw = p."Identifier";

-- SMS and MMS are record types of their own in older reports; newer ones use InstantMessage for all.
CREATE TEMP VIEW message_records AS
SELECT 'InstantMessage' AS record_type, * FROM vendor."InstantMessage"
UNION ALL BY NAME SELECT 'SMS' AS record_type, * FROM vendor."SMS"
UNION ALL BY NAME SELECT 'MMS' AS record_type, * FROM vendor."MMS";

-- A message counts when it stands at top level or directly in a chat; any other is reproduced inside one.
-- One that stands at both places counts once, in its chat: same id, time and text.
CREATE TEMP TABLE counted AS
SELECT
    _row, _parent_row, _artefact_id, _ordinal, _origin.source_locator AS locator,
    first_value(_row) OVER same AS kept_row
FROM message_records
WHERE _parent_row IS NULL OR (_parent_type = 'Chat' AND _parent_field = 'Messages')
WINDOW same AS (
    PARTITION BY coalesce("@id", 'row ' || _row), "TimeStamp", "Body"
    ORDER BY _parent_row IS NULL, _row
);

CREATE TEMP TABLE duplicates AS
SELECT kept_row AS _row, list(locator ORDER BY _row) AS locators
FROM counted WHERE _row <> kept_row GROUP BY kept_row;

CREATE TEMP TABLE senders AS
SELECT _parent_row AS _row, arg_min(identifier, _row) AS identifier,
    arg_min(identifier_kind, _row) AS identifier_kind,
    arg_min(identifier_normalised, _row) AS identifier_normalised,
    arg_min(name, _row) AS name, arg_min(is_owner, _row) AS is_owner
FROM parties
WHERE (_parent_field = 'From' AND _ordinal = 0) OR (_parent_field = 'Parties' AND role = 'From')
GROUP BY _parent_row;

-- Labels hang from the message itself or from the quoted and reply data below it.
CREATE TEMP TABLE labels AS
SELECT _parent_row AS _row, list("Label" ORDER BY _row) AS labels
FROM vendor."MessageLabel" WHERE _parent_type IN ('InstantMessage', 'SMS', 'MMS') AND "Label" IS NOT NULL
GROUP BY _parent_row;

-- A message outside any chat belongs to the thread of its parties in its application.
CREATE TEMP TABLE message_conversations AS
SELECT c._row,
    CASE WHEN c._parent_row IS NOT NULL THEN chat._artefact_id
         ELSE md5(concat_ws(chr(10), any_value(m._origin.exhibit_ref), any_value(m."Source"),
              string_agg(DISTINCT coalesce(p.identifier_normalised, p.identifier, p.name), chr(10)
                         ORDER BY coalesce(p.identifier_normalised, p.identifier, p.name))
                  FILTER (p.is_owner IS NOT TRUE))) END AS conversation_id
FROM counted c
JOIN message_records m ON m._row = c._row
LEFT JOIN vendor."Chat" chat ON chat._row = c._parent_row
LEFT JOIN parties p ON p._parent_row = c._row AND c._parent_row IS NULL
WHERE c._row = c.kept_row
GROUP BY c._row, c._parent_row, chat._artefact_id;

-- A reproduced message belongs to the nearest message that counts above it.
CREATE TEMP TABLE links AS
SELECT _row, _parent_row FROM message_records
UNION ALL SELECT _row, _parent_row FROM vendor."InstantMessageExtraData"
UNION ALL SELECT _row, _parent_row FROM vendor."ReplyMessageData"
UNION ALL SELECT _row, _parent_row FROM vendor."QuotedMessageData"
UNION ALL SELECT _row, _parent_row FROM vendor."ForwardedMessageData";

CREATE TEMP TABLE enclosing AS
WITH RECURSIVE climb(_row, above) AS (
    SELECT _row, _parent_row FROM message_records WHERE _row NOT IN (SELECT _row FROM counted)
    UNION ALL
    SELECT climb._row, links._parent_row FROM climb JOIN links ON links._row = climb.above
    WHERE climb.above NOT IN (SELECT _row FROM counted)
)
SELECT climb._row, counted.kept_row AS message_row
FROM climb JOIN counted ON counted._row = climb.above;

CREATE TEMP TABLE messages_kept AS
SELECT c._row, c._artefact_id, mc.conversation_id, m."Source" AS application
FROM counted c JOIN message_records m ON m._row = c._row
LEFT JOIN message_conversations mc ON mc._row = c._row
WHERE c._row = c.kept_row;
