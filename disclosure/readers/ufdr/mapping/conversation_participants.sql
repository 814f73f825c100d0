-- reads: Party (Identifier, Name, IsPhoneOwner, IsGroupAdmin) where _parent_field = 'Participants' AND _parent_type = 'Chat'

SELECT p._row, unnest(p._origin), c."Source" AS application, c._artefact_id AS conversation_id,
    p._ordinal AS ordinal, p.is_group_admin,
    p.identifier, p.identifier_kind, p.identifier_normalised, p.name, p.is_owner
FROM parties p JOIN whole."Chat" c ON c._row = p._parent_row
WHERE p._parent_field = 'Participants' AND p._parent_type = 'Chat'
