"""Databases as they lie on a phone: an unencrypted iOS backup, or single ones, or a folder or archive of them.

Which kind a database is, is told by its tables, not its name. Read are:

* iOS `sms.db`, `CallHistory.storedata`, the older `call_history.db`, `AddressBook.sqlitedb`;
* Android `mmssms.db`, `calllog.db`, `contacts2.db`;
* WhatsApp on iOS `ChatStorage.sqlite`, `ContactsV2.sqlite`; on Android `msgstore.db` (both schemas), `wa.db`.

In a backup, `Manifest.db` says which hashed file is which. Every other file is listed in `files` with its
digest; a database of an unknown kind is named there and nowhere read. Deleted rows are not looked for.
"""

from __future__ import annotations

from typing import Final

from disclosure.readers.phone_databases.read import detect, read
from disclosure.reading import Reader

READER: Final = Reader(
    name="Phone databases",
    versions=(
        "iOS 9 to 18 messages, calls, contacts",
        "Android 6 to 15 messages, calls, contacts",
        "WhatsApp iOS of 2022 (tried on a real one)",
        "WhatsApp Android before and after the schema of 2022",
    ),
    tried_on_real_exports=True,  # of each database not tried, ingest says so
    tables=(
        "conversations",
        "conversation_participants",
        "messages",
        "quoted_messages",
        "message_recipients",
        "attachments",
        "calls",
        "call_parties",
        "contacts",
        "contact_entries",
        "files",
        "other_fields",
    ),
    detect=detect,
    read=read,
    sources=(
        "a public image of an iPhone with iOS 15 (WhatsApp)",
        "the telephony, call log and contacts contracts in Android's developer documentation",
        "open parsers of the databases: iLEAPP, ALEAPP, WhatsApp-Chat-Exporter, MVT",
    ),
)
