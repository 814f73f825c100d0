"""The data contract: every table the toolkit writes, as a pyarrow schema.

`ARTEFACTS` are the canonical tables made from exports, in the order in which they are printed; `RECORDS`
are what later stages write. Nothing here imports more than pyarrow.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

import pyarrow as pa

from schemas import (
    accounts,
    artefact_accounts,
    attachments,
    calendar_entries,
    call_parties,
    calls,
    cell_towers,
    contact_entries,
    contacts,
    conversation_participants,
    conversations,
    cps_decisions,
    device_events,
    dip_sample_reviews,
    dip_samples,
    duplicates,
    emails,
    files,
    installed_applications,
    jigsaw,
    locations,
    material_status,
    message_recipients,
    messages,
    notes,
    other_fields,
    passwords,
    person_conflicts,
    person_links,
    persons,
    quarantine,
    quoted_messages,
    redaction_log,
    schedule_items,
    search_hits,
    searches,
    visited_pages,
    wireless_networks,
    withheld_quotes,
)

ARTEFACTS: Final = MappingProxyType(
    {
        "conversations": conversations.SCHEMA,
        "conversation_participants": conversation_participants.SCHEMA,
        "messages": messages.SCHEMA,
        "quoted_messages": quoted_messages.SCHEMA,
        "message_recipients": message_recipients.SCHEMA,
        "attachments": attachments.SCHEMA,
        "calls": calls.SCHEMA,
        "call_parties": call_parties.SCHEMA,
        "contacts": contacts.SCHEMA,
        "contact_entries": contact_entries.SCHEMA,
        "accounts": accounts.SCHEMA,
        "locations": locations.SCHEMA,
        "files": files.SCHEMA,
        "visited_pages": visited_pages.SCHEMA,
        "searches": searches.SCHEMA,
        "emails": emails.SCHEMA,
        "notes": notes.SCHEMA,
        "calendar_entries": calendar_entries.SCHEMA,
        "installed_applications": installed_applications.SCHEMA,
        "wireless_networks": wireless_networks.SCHEMA,
        "cell_towers": cell_towers.SCHEMA,
        "passwords": passwords.SCHEMA,
        "device_events": device_events.SCHEMA,
        "other_fields": other_fields.SCHEMA,
    }
)

RECORDS: Final = MappingProxyType(
    {
        "quarantine": quarantine.SCHEMA,
        "duplicates": duplicates.SCHEMA,
        "persons": persons.SCHEMA,
        "person_links": person_links.SCHEMA,
        "person_conflicts": person_conflicts.SCHEMA,
        "material_status": material_status.SCHEMA,
        "search_hits": search_hits.SCHEMA,
        "withheld_quotes": withheld_quotes.SCHEMA,
        "dip_samples": dip_samples.SCHEMA,
        "dip_sample_reviews": dip_sample_reviews.SCHEMA,
        "redaction_log": redaction_log.SCHEMA,
        "jigsaw": jigsaw.SCHEMA,
        "schedule_items": schedule_items.SCHEMA,
        "artefact_accounts": artefact_accounts.SCHEMA,
        "cps_decisions": cps_decisions.SCHEMA,
    }
)

TABLES: Final = MappingProxyType({**ARTEFACTS, **RECORDS})


def table_schema(name: str) -> pa.Schema:
    """The schema of one table.

    Raises:
        KeyError: No table has that name.
    """
    return TABLES[name]
