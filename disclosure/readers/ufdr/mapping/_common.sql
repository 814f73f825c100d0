-- What several tables need: who is who on each record, which messages count, and what hangs from which chat.
-- Tables in `work` are of the whole report, and narrow; views see the records of the range being mapped.
--
-- reads: MessageLabel (Label) where _parent_type IN ('InstantMessage', 'SMS', 'MMS')
-- reads: InstantMessageExtraData ()
-- reads: ReplyMessageData ()
-- reads: QuotedMessageData ()
-- reads: ForwardedMessageData ()

CREATE VIEW parties AS
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

-- A chat may reach over several ranges: whoever takes part in it is kept for all of them.
CREATE TABLE work.participants AS
SELECT
    p._row, p._parent_row AS chat_row, p._ordinal, p._artefact_id, p._origin.source_locator AS locator,
    p."Identifier" AS identifier, i.kind AS identifier_kind, i.normalised AS identifier_normalised,
    p."Name" AS name, is_true(p."IsPhoneOwner") AS is_owner
FROM whole."Party" p LEFT JOIN identifiers i ON i.raw = p."Identifier"
WHERE p._parent_field = 'Participants' AND p._parent_type = 'Chat';

CREATE TABLE work.chats AS SELECT _row, _artefact_id FROM whole."Chat";

-- SMS and MMS are record types of their own in older reports; newer ones use InstantMessage for all.
CREATE VIEW message_records AS
SELECT 'InstantMessage' AS record_type, * FROM vendor."InstantMessage"
UNION ALL BY NAME SELECT 'SMS' AS record_type, * FROM vendor."SMS"
UNION ALL BY NAME SELECT 'MMS' AS record_type, * FROM vendor."MMS";

-- A message counts when it stands at top level or directly in a chat; any other is reproduced inside one.
-- One that stands at both places counts once, in its chat: same id, time and text. Only messages whose key
-- meets another's hash are compared in full.
CREATE VIEW countable AS
SELECT _row, _parent_row, _origin.source_locator AS locator, coalesce("@id", 'row ' || _row) AS id, "TimeStamp", "Body",
    hash(coalesce("@id", 'row ' || _row), "TimeStamp", "Body") AS hashed
FROM (
    SELECT * FROM whole."InstantMessage"
    UNION ALL BY NAME SELECT * FROM whole."SMS"
    UNION ALL BY NAME SELECT * FROM whole."MMS"
)
WHERE _parent_row IS NULL OR (_parent_type = 'Chat' AND _parent_field = 'Messages');

CREATE TABLE work.repeated_hashes AS SELECT hashed FROM countable GROUP BY hashed HAVING count(*) > 1;

CREATE TABLE work.repeats AS
SELECT _row, kept_row, locator FROM (
    SELECT _row, locator, first_value(_row) OVER (
        PARTITION BY id, "TimeStamp", "Body" ORDER BY _parent_row IS NULL, _row
    ) AS kept_row
    FROM countable SEMI JOIN work.repeated_hashes USING (hashed)
)
WHERE _row <> kept_row;

CREATE TABLE work.counted AS
SELECT c._row, c._parent_row, coalesce(r.kept_row, c._row) AS kept_row
FROM countable c LEFT JOIN work.repeats r ON r._row = c._row;

CREATE VIEW counted AS SELECT * FROM work.counted WHERE is_here(_row);

CREATE VIEW duplicates AS
SELECT kept_row AS _row, list(locator ORDER BY _row) AS locators
FROM work.repeats WHERE is_here(kept_row) GROUP BY kept_row;

CREATE VIEW senders AS
SELECT _parent_row AS _row, arg_min(identifier, _row) AS identifier,
    arg_min(identifier_kind, _row) AS identifier_kind,
    arg_min(identifier_normalised, _row) AS identifier_normalised,
    arg_min(name, _row) AS name, arg_min(is_owner, _row) AS is_owner
FROM parties
WHERE (_parent_field = 'From' AND _ordinal = 0) OR (_parent_field = 'Parties' AND role = 'From')
GROUP BY _parent_row;

-- Labels hang from the message itself or from the quoted and reply data below it.
CREATE VIEW labels AS
SELECT _parent_row AS _row, list("Label" ORDER BY _row) AS labels
FROM vendor."MessageLabel" WHERE _parent_type IN ('InstantMessage', 'SMS', 'MMS') AND "Label" IS NOT NULL
GROUP BY _parent_row;
