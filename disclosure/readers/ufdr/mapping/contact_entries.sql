-- reads: PhoneNumber (Category, Domain, Value) where _parent_type IN ('Contact', 'UserAccount')
-- reads: EmailAddress (Category, Domain, Value) where _parent_type IN ('Contact', 'UserAccount')
-- reads: UserID (Category, Domain, Value) where _parent_type IN ('Contact', 'UserAccount')
-- reads: WebAddress (Category, Domain, Value) where _parent_type IN ('Contact', 'UserAccount')
-- reads: ProfilePicture (Category, Domain, Value) where _parent_type IN ('Contact', 'UserAccount')
-- reads: ContactEntry (Category, Domain, Value) where _parent_type IN ('Contact', 'UserAccount')

WITH entries AS (
    SELECT 'PhoneNumber' AS entry_type, _row, _parent_row, _parent_type, _ordinal, _origin, "Category", "Domain", "Value"
    FROM vendor."PhoneNumber"
    UNION ALL
    SELECT 'EmailAddress' AS entry_type, _row, _parent_row, _parent_type, _ordinal, _origin, "Category", "Domain", "Value"
    FROM vendor."EmailAddress"
    UNION ALL
    SELECT 'UserID' AS entry_type, _row, _parent_row, _parent_type, _ordinal, _origin, "Category", "Domain", "Value"
    FROM vendor."UserID"
    UNION ALL
    SELECT 'WebAddress' AS entry_type, _row, _parent_row, _parent_type, _ordinal, _origin, "Category", "Domain", "Value"
    FROM vendor."WebAddress"
    UNION ALL
    SELECT 'ProfilePicture' AS entry_type, _row, _parent_row, _parent_type, _ordinal, _origin, "Category", "Domain", "Value"
    FROM vendor."ProfilePicture"
    UNION ALL
    SELECT 'ContactEntry' AS entry_type, _row, _parent_row, _parent_type, _ordinal, _origin, "Category", "Domain", "Value"
    FROM vendor."ContactEntry"
)
SELECT e._row, unnest(e._origin), coalesce(c."Source", a."Source") AS application,
    coalesce(c._artefact_id, a._artefact_id) AS parent_id,
    CASE WHEN c._row IS NOT NULL THEN 'contacts' ELSE 'accounts' END AS parent_table,
    e._ordinal AS ordinal, e.entry_type, e."Category" AS category, e."Domain" AS domain, e."Value" AS value,
    i.kind AS value_kind, i.normalised AS value_normalised
FROM entries e
LEFT JOIN vendor."Contact" c ON c._row = e._parent_row
LEFT JOIN vendor."UserAccount" a ON a._row = e._parent_row
LEFT JOIN identifiers i ON i.raw = e."Value"
WHERE e._parent_type IN ('Contact', 'UserAccount')
