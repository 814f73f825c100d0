"""Who is who: identifiers that belong to one person, persons that the case file claims, and pseudonyms.

`occurrences` collects identifiers from the canonical tables, `resolve` joins them into persons, `register`
gives each person a pseudonym once and for all, `names` tells names from address book labels.
"""
