-- reads: Party (Identifier, Name, IsPhoneOwner, Role) where _parent_type = 'Call'

SELECT p._row, unnest(p._origin), c."Source" AS application, c._artefact_id AS call_id, p.role, p._ordinal AS ordinal,
    p.identifier, p.identifier_kind, p.identifier_normalised, p.name, p.is_owner
FROM parties p JOIN vendor."Call" c ON c._row = p._parent_row
