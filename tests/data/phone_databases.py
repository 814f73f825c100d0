"""Databases of phones: Android's, iOS's and WhatsApp's, alone, in a folder and in a backup; all invented."""

from __future__ import annotations

import hashlib
import plistlib
import shutil
import sqlite3
from pathlib import Path

from tests.data.fixture import Fixture, database

_MMSSMS = """
CREATE TABLE android_metadata (locale TEXT);
CREATE TABLE sms (_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, person INTEGER, date INTEGER,
    date_sent INTEGER, read INTEGER, status INTEGER, type INTEGER, subject TEXT, body TEXT, service_center TEXT);
CREATE TABLE pdu (_id INTEGER PRIMARY KEY, thread_id INTEGER, date INTEGER, msg_box INTEGER, m_type INTEGER, sub TEXT);
CREATE TABLE addr (_id INTEGER PRIMARY KEY, msg_id INTEGER, address TEXT, type INTEGER, charset INTEGER);
CREATE TABLE part (_id INTEGER PRIMARY KEY, mid INTEGER, seq INTEGER, ct TEXT, cl TEXT, _data TEXT, text TEXT);
"""
_CONTACTS = """
CREATE TABLE android_metadata (locale TEXT);
CREATE TABLE calls (_id INTEGER PRIMARY KEY, number TEXT, presentation INTEGER, date INTEGER, duration INTEGER,
    type INTEGER, name TEXT, countryiso TEXT, geocoded_location TEXT);
CREATE TABLE mimetypes (_id INTEGER PRIMARY KEY, mimetype TEXT);
CREATE TABLE raw_contacts (_id INTEGER PRIMARY KEY, account_name TEXT, display_name TEXT, times_contacted INTEGER,
    last_time_contacted INTEGER, ringtone TEXT);
CREATE TABLE data (_id INTEGER PRIMARY KEY, raw_contact_id INTEGER, mimetype_id INTEGER, data1 TEXT, data2 INTEGER,
    data3 TEXT);
"""


def messages(folder: Path) -> Path:
    """mmssms.db: two text messages, one to a group with a picture, an orphaned part."""
    return database(
        folder / "mmssms.db",
        _MMSSMS,
        {
            "sms": [
                (
                    1,
                    5,
                    "07700 900201",
                    None,
                    1700000000000,
                    1699999999000,
                    1,
                    -1,
                    1,
                    None,
                    "are you home",
                    "+447700900000",
                ),
                (2, 5, "07700 900201", None, 1700000060000, 0, 1, 0, 2, None, "ten minutes", None),
                (3, 6, None, None, 1700000070000, 0, 1, -1, 3, None, "never sent", None),
            ],
            "pdu": [(1, 7, 1700000100, 1, 132, "holiday")],
            "addr": [
                (1, 1, "+447700900202", 137, 106),
                (2, 1, "insert-address-token", 151, 106),
                (3, 1, "+447700900203", 151, 106),
            ],
            "part": [
                (1, 1, -1, "application/smil", "smil.xml", None, "<smil>layout-a</smil>"),
                (2, 1, 0, "text/plain", "text_0.txt", None, "look at this"),
                (3, 1, 1, "image/jpeg", "beach.jpg", "/data/PART_1.jpg", None),
                (4, 99, 0, "text/plain", "t.txt", None, "its message is gone"),
            ],
        },
    )


def contacts(folder: Path) -> Path:
    """contacts2.db with calls: one withheld, one of an unknown type."""
    return database(
        folder / "contacts2.db",
        _CONTACTS,
        {
            "calls": [
                (1, "07700900201", 1, 1700000000000, 65, 1, "Bronwen Tregarth", "GB", "Leeds"),
                (2, "-1", 2, 1700000100000, 0, 3, None, "GB", None),
                (3, "07700900204", 1, 1700000200000, 12, 2, None, "GB", None),
                (4, "07700900204", 1, 1700000300000, 0, 42, None, "GB", None),
            ],
            "mimetypes": [
                (1, "vnd.android.cursor.item/phone_v2"),
                (2, "vnd.android.cursor.item/note"),
                (3, "vnd.android.cursor.item/photo"),
            ],
            "raw_contacts": [(1, "phone", "Bronwen Tregarth", 4, 1700000000000, "bells.ogg")],
            "data": [
                (1, 1, 1, "07700 900201", 2, "Mobile"),
                (2, 1, 2, "met at the gym", None, None),
                (3, 1, 3, "photo-7", None, None),
            ],
        },
    )


def _folder(folder: Path) -> Path:
    root = folder / "databases"
    messages(root / "com.android.providers.telephony")
    contacts(root / "com.android.providers.contacts")
    return root


def with_log(folder: Path) -> Path:
    """A folder whose database has its last message in the write-ahead log alone."""
    live = messages(folder / "live")
    root = folder / "copied"
    root.mkdir()
    connection = sqlite3.connect(live)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute(
            "INSERT INTO sms (_id, thread_id, address, date, type, body) "
            "VALUES (4, 5, '07700 900201', 1700000090000, 1, 'only in the log')"
        )
        connection.commit()
        for name in ("mmssms.db", "mmssms.db-wal"):
            shutil.copyfile(live.with_name(name), root / name)
    finally:
        connection.close()
    return root


_MESSAGES = ("are you home", "ten minutes", "never sent", "look at this", "beach.jpg", "its message is gone",
             "layout-a", "1699999999000", "holiday")  # fmt: skip

_CHAT_STORAGE = """
CREATE TABLE ZWACHATSESSION (Z_PK INTEGER PRIMARY KEY, ZSESSIONTYPE INTEGER, ZLASTMESSAGEDATE TIMESTAMP,
    ZCONTACTJID VARCHAR, ZPARTNERNAME VARCHAR, ZETAG VARCHAR);
CREATE TABLE ZWAGROUPMEMBER (Z_PK INTEGER PRIMARY KEY, ZCHATSESSION INTEGER, ZISADMIN INTEGER, ZMEMBERJID VARCHAR,
    ZCONTACTNAME VARCHAR, ZFIRSTNAME VARCHAR);
CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZISFROMME INTEGER, ZMESSAGETYPE INTEGER, ZMESSAGESTATUS INTEGER,
    ZCHATSESSION INTEGER, ZGROUPMEMBER INTEGER, ZMESSAGEDATE TIMESTAMP, ZFROMJID VARCHAR, ZTOJID VARCHAR,
    ZSTANZAID VARCHAR, ZTEXT VARCHAR, ZPUSHNAME VARCHAR);
CREATE TABLE ZWAMEDIAITEM (Z_PK INTEGER PRIMARY KEY, ZMESSAGE INTEGER, ZFILESIZE INTEGER, ZLATITUDE FLOAT,
    ZLONGITUDE FLOAT, ZMEDIALOCALPATH VARCHAR, ZMEDIAURL VARCHAR, ZVCARDSTRING VARCHAR, ZTITLE VARCHAR, ZMEDIAKEY BLOB);
CREATE TABLE ZWAPROFILEPUSHNAME (Z_PK INTEGER PRIMARY KEY, ZJID VARCHAR, ZPUSHNAME VARCHAR);
"""


def chat_storage(folder: Path, name: str = "ChatStorage.sqlite") -> Path:
    """WhatsApp on iOS: a chat, a group with a member known by privacy id alone, a picture, a place."""
    one, group, lid = "447700900401@s.whatsapp.net", "120363041234567890@g.us", "205690463334636@lid"
    return database(
        folder / name,
        _CHAT_STORAGE,
        {
            "ZWACHATSESSION": [
                (1, 0, 720000000.5, one, "Bronwen Tregarth", "pn"),
                (2, 1, 720000900, group, "Kite Club", "pn"),
            ],
            "ZWAGROUPMEMBER": [(1, 2, 1, lid, "", None), (2, 2, 0, one, "Bronwen Tregarth", None)],
            "ZWAMESSAGE": [
                (1, 0, 0, 8, 1, None, 720000000.5, one, None, "3A01", "hello from the phone", None),
                (2, 1, 0, 8, 1, None, 720000060, None, one, "3A02", "and back", None),
                (3, 0, 1, 8, 1, None, 720000120, one, None, "3A03", None, None),
                (4, 0, 5, 8, 2, 1, 720000180, group, None, "3A04", None, None),
                (5, 0, 10, 0, 2, None, 720000240, group, None, "3A05", "2", None),
                (6, 0, 0, 8, 2, 2, 720000300, group, None, "3A06", "third in the group", "pushed-6"),
            ],
            "ZWAMEDIAITEM": [
                (
                    1,
                    3,
                    42073,
                    452.0,
                    603.0,
                    "Media/a/b/c.jpg",
                    "https://mmg.example/x",
                    "image/jpeg",
                    "a caption",
                    b"\x0a\x20key",
                ),
                (2, 4, 0, 51.513767, -0.098266, None, None, None, None, None),
            ],
            "ZWAPROFILEPUSHNAME": [(1, lid, "Pip of the lid")],
        },
    )


_MSGSTORE = """
CREATE TABLE jid (_id INTEGER PRIMARY KEY, user TEXT, server TEXT, raw_string TEXT);
CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id INTEGER, subject TEXT, created_timestamp INTEGER);
CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id INTEGER, from_me INTEGER, key_id TEXT,
    sender_jid_row_id INTEGER, status INTEGER, timestamp INTEGER, received_timestamp INTEGER, message_type INTEGER,
    text_data TEXT);
CREATE TABLE message_media (message_row_id INTEGER PRIMARY KEY, file_path TEXT, file_size INTEGER, mime_type TEXT,
    media_name TEXT, media_caption TEXT, message_url TEXT, file_hash TEXT);
CREATE TABLE message_location (message_row_id INTEGER PRIMARY KEY, latitude REAL, longitude REAL, place_name TEXT);
CREATE TABLE message_quoted (message_row_id INTEGER PRIMARY KEY, from_me INTEGER, sender_jid_row_id INTEGER,
    timestamp INTEGER, key_id TEXT, message_type INTEGER, text_data TEXT);
CREATE TABLE message_add_on (_id INTEGER PRIMARY KEY, parent_message_row_id INTEGER, timestamp INTEGER);
CREATE TABLE message_add_on_reaction (message_add_on_row_id INTEGER PRIMARY KEY, reaction TEXT);
CREATE TABLE receipt_user (_id INTEGER PRIMARY KEY, message_row_id INTEGER, receipt_user_jid_row_id INTEGER,
    receipt_timestamp INTEGER, read_timestamp INTEGER, played_timestamp INTEGER);
CREATE TABLE jid_map (lid_row_id INTEGER PRIMARY KEY, jid_row_id INTEGER);
CREATE TABLE group_participant_user (_id INTEGER PRIMARY KEY, group_jid_row_id INTEGER, user_jid_row_id INTEGER, rank INTEGER);
CREATE TABLE call_log (_id INTEGER PRIMARY KEY, jid_row_id INTEGER, from_me INTEGER, timestamp INTEGER,
    video_call INTEGER, duration INTEGER, call_result INTEGER);
"""


def msgstore(folder: Path) -> Path:
    """WhatsApp on Android, newer schema."""
    return database(
        folder / "msgstore.db",
        _MSGSTORE,
        {
            "jid": [
                (1, "447700900401", "s.whatsapp.net", "447700900401@s.whatsapp.net"),
                (2, "120363041234567890", "g.us", "120363041234567890@g.us"),
                (3, "205690463334636", "lid", "205690463334636@lid"),
            ],
            "chat": [(1, 1, None, None), (2, 2, "Kite Club", 1690000000000)],
            "message": [
                (1, -1, 0, "-1", None, -1, 0, 0, -1, None),
                (2, 1, 0, "K2", None, 0, 1698307200500, 1698307201000, 0, "hello from the phone"),
                (3, 1, 1, "K3", None, 13, 1698307260000, 0, 0, "and back"),
                (4, 2, 0, "K4", 3, 0, 1698307320000, 0, 1, None),
                (5, 2, 0, "K5", 3, 0, 1698307380000, 0, 5, None),
                (6, 2, 0, "K6", 1, 0, 1698307440000, 0, 7, None),
                (7, 2, 1, "K7", None, 0, 1698307500000, 0, 15, None),
            ],
            "message_media": [
                (4, "Media/IMG-1.jpg", 9000, "image/jpeg", None, "our kite", "https://mmg.example/y", "hash4")
            ],
            "message_location": [(5, 51.513767, -0.098266, "The hill")],
            "message_quoted": [(3, 0, 1, 1698307200500, "K2", 0, "hello from the phone")],
            "message_add_on": [(1, 2, 1698307600000)],
            "message_add_on_reaction": [(1, "thumbs-up-9")],
            "receipt_user": [(1, 3, 1, 1698307262000, 1698307270000, None)],
            "jid_map": [(3, 1)],
            "group_participant_user": [(1, 2, 1, 2), (2, 2, 3, 0)],
            "call_log": [(1, 1, 1, 1698307700000, 1, 61, 5)],
        },
    )


def msgstore_old(folder: Path) -> Path:
    """WhatsApp on Android, older schema."""
    return database(
        folder / "msgstore.db",
        """
        CREATE TABLE messages (_id INTEGER PRIMARY KEY, key_remote_jid TEXT, key_from_me INTEGER, key_id TEXT, status INTEGER,
            data TEXT, timestamp INTEGER, media_url TEXT, media_mime_type TEXT, media_wa_type TEXT, media_size INTEGER,
            media_name TEXT, media_caption TEXT, latitude REAL, longitude REAL, remote_resource TEXT, quoted_row_id INTEGER);
        CREATE TABLE messages_quotes (_id INTEGER PRIMARY KEY, key_remote_jid TEXT, key_from_me INTEGER, key_id TEXT,
            data TEXT, timestamp INTEGER, remote_resource TEXT);
        CREATE TABLE chat_list (_id INTEGER PRIMARY KEY, key_remote_jid TEXT, subject TEXT);
        CREATE TABLE group_participants (_id INTEGER PRIMARY KEY, gjid TEXT, jid TEXT, admin INTEGER);
        """,
        {
            "messages": [
                (1, "-1", 0, "-1", -1, None, 0, None, None, "0", 0, None, None, 0.0, 0.0, None, 0),
                (2, "447700900401@s.whatsapp.net", 0, "O2", 0, "an older hello", 1500000000000, None, None, "0", 0, None,
                 None, 0.0, 0.0, None, 0),
                (3, "447700900401-1500000000@g.us", 0, "O3", 0, None, 1500000060000, "https://mmg.example/z", "image/jpeg", "1",
                 512, "old.jpg", "captioned", 0.0, 0.0, "447700900402@s.whatsapp.net", 7),
                (4, "447700900401-1500000000@g.us", 1, "O4", 6, "Kite Club", 1500000090000, None, None, "0", 4, None, None,
                 0.0, 0.0, None, 0),
            ],
            "messages_quotes": [(7, "447700900401-1500000000@g.us", 1, "Q7", "what was quoted", 1499999999000, None)],
            "chat_list": [(1, "447700900401-1500000000@g.us", "Kite Club")],
            "group_participants": [(1, "447700900401-1500000000@g.us", "447700900402@s.whatsapp.net", 1)],
        },
    )  # fmt: skip


def typedstream(text: str) -> bytes:
    """An attributed string as iOS archives it."""
    raw = text.encode()
    size = bytes([len(raw)]) if len(raw) < 0x80 else b"\x81" + len(raw).to_bytes(2, "little")
    return (
        b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x12NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92"
        b"\x84\x84\x84\x08NSString\x01\x94\x84\x01+" + size + raw + b"\x86\x84\x02iI\x01\x05\x92"
    )


LONG = "a long message " * 20


def sms_db(path: Path) -> Path:
    """Messages of iOS: seconds and nanoseconds, words in attributedBody alone, a reaction, an attachment, no chat."""
    return database(
        path,
        """
        CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, handle_id INTEGER, subject TEXT,
            attributedBody BLOB, service TEXT, date INTEGER, date_read INTEGER, date_delivered INTEGER,
            is_from_me INTEGER, item_type INTEGER, associated_message_type INTEGER, associated_message_guid TEXT);
        CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT, service TEXT, country TEXT);
        CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT, style INTEGER, chat_identifier TEXT, service_name TEXT,
            display_name TEXT, account_login TEXT);
        CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY, guid TEXT, filename TEXT, mime_type TEXT, transfer_name TEXT,
            total_bytes INTEGER);
        CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
        CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
        CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER);
        """,
        {
            "message": [
                (1, "G1", "in seconds", 1, None, None, "SMS", 420000000, 0, 0, 0, 0, 0, None),
                (2, "G2", None, 1, None, typedstream("words in the archive"), "iMessage", 720000000000000000,
                 720000005000000000, 0, 1, 0, 0, None),
                (3, "G3", None, 2, None, typedstream(LONG), "iMessage", 720000060000000000, 0, 0, 0, 0, 0, None),
                (4, "G4", "Liked “words in the archive”", 1, None, None, "iMessage", 720000070000000000, 0, 0, 0, 0, 2001, "G2"),
                (5, "G5", None, 0, None, None, "iMessage", 720000080000000000, 0, 0, 0, 2, 0, None),
                (6, "G6", "see picture", 2, "holiday", None, "iMessage", 720000090000000000, 0, 0, 0, 0, 0, None),
            ],
            "handle": [(1, "+447700900401", "iMessage", "gb"), (2, "pip@example.org", "iMessage", "gb")],
            "chat": [(1, "iMessage;-;+447700900401", 45, "+447700900401", "iMessage", None, "E:owner@example.org"),
                     (2, "iMessage;+;chat77", 43, "chat77", "iMessage", "Kite Club", None)],
            "attachment": [(1, "A1", "~/Library/SMS/Attachments/aa/IMG_1.heic", "image/heic", "IMG_1.heic", 77),
                           (2, "A2", None, None, "orphan.pluginPayload", 5)],
            "chat_message_join": [(1, 1), (1, 2), (2, 3), (1, 4), (2, 5)],
            "chat_handle_join": [(1, 1), (2, 1), (2, 2)],
            "message_attachment_join": [(6, 1)],
        },
    )  # fmt: skip


def call_history(path: Path) -> Path:
    """Calls of iOS: an address as bytes, FaceTime video, one withheld."""
    return database(
        path,
        "CREATE TABLE ZCALLRECORD (Z_PK INTEGER PRIMARY KEY, ZANSWERED INTEGER, ZCALLTYPE INTEGER, ZORIGINATED INTEGER, "
        "ZDATE TIMESTAMP, ZDURATION FLOAT, ZADDRESS, ZNAME VARCHAR, ZISO_COUNTRY_CODE VARCHAR, ZSERVICE_PROVIDER VARCHAR, "
        "ZUNIQUE_ID VARCHAR)",
        {
            "ZCALLRECORD": [
                (1, 1, 1, 1, 720000000.25, 65.5, b"07700900401", None, "gb", "com.apple.Telephony", "U1"),
                (2, 0, 8, 0, 720000100, 0.0, "pip@example.org", "Pip", "gb", "com.apple.FaceTime", "U2"),
                (3, 0, 1, 0, 720000200, 0.0, None, None, None, "com.apple.Telephony", "U3"),
            ]
        },
    )


def address_book(path: Path) -> Path:
    """Contacts of iOS."""
    return database(
        path,
        """
        CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY, First TEXT, Last TEXT, Middle TEXT, Organization TEXT, Note TEXT,
            CreationDate INTEGER, ModificationDate INTEGER);
        CREATE TABLE ABMultiValue (UID INTEGER PRIMARY KEY, record_id INTEGER, property INTEGER, label INTEGER, value TEXT);
        CREATE TABLE ABMultiValueLabel (value TEXT);
        CREATE TABLE ABMultiValueEntry (parent_id INTEGER, key INTEGER, value TEXT);
        """,
        {
            "ABPerson": [(1, "Bronwen", "Tregarth", None, "Kites Ltd", "owes me a kite", 600000000, 600000001),
                         (2, None, None, None, "Tregarth & Daughters", None, 600000000, None)],
            "ABMultiValue": [(1, 1, 3, 1, "07700 900401"), (2, 1, 4, None, "bronwen@example.org"), (3, 1, 5, None, None)],
            "ABMultiValueLabel": [("_$!<Mobile>!$_",)],
            "ABMultiValueEntry": [(3, 1, "27 Tollerton Rise")],
        },
    )  # fmt: skip


def backup(folder: Path) -> Path:
    """An iOS backup: files by the hash of domain and path."""
    root = folder / "00008030-001A"
    listed: list[tuple[str, str, str, int, bytes | None]] = []

    def place(domain: str, path: str) -> Path:
        key = hashlib.sha1(f"{domain}-{path}".encode(), usedforsecurity=False).hexdigest()
        listed.append((key, domain, path, 1, b"bplist00"))
        (root / key[:2]).mkdir(parents=True, exist_ok=True)
        return root / key[:2] / key

    sms_db(place("HomeDomain", "Library/SMS/sms.db"))
    call_history(place("HomeDomain", "Library/CallHistoryDB/CallHistory.storedata"))
    address_book(place("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb"))
    chats = place("AppDomainGroup-group.net.whatsapp.WhatsApp.shared", "ChatStorage.sqlite")
    chat_storage(chats.parent, chats.name)
    place("MediaDomain", "Library/SMS/Attachments/aa/IMG_1.heic").write_bytes(b"not really a picture")
    database(place("AppDomain-org.example.unknown", "Documents/other.sqlite"), "CREATE TABLE x (a)", {"x": [(1,)]})
    listed.append(("ff" * 20, "HomeDomain", "Library/not-there.plist", 1, None))
    database(
        root / "Manifest.db",
        "CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)",
        {"Files": listed},
    )
    (root / "Manifest.plist").write_bytes(plistlib.dumps({"IsEncrypted": False}))
    return root


FIXTURES = (
    Fixture(
        "mmssms.db",
        messages,
        {"messages": 4, "attachments": 1, "message_recipients": 3, "conversations": 3},
        _MESSAGES,
    ),
    Fixture(
        "contacts2.db",
        contacts,
        {"calls": 4, "call_parties": 3, "contacts": 1, "contact_entries": 1},
        ("Bronwen Tregarth", "Leeds", "met at the gym", "photo-7", "bells.ogg", "-1", "42"),
    ),
    Fixture("folder", _folder, {"messages": 4, "calls": 4, "contacts": 1}, _MESSAGES),
    Fixture(
        "ChatStorage.sqlite",
        chat_storage,
        {"messages": 6, "attachments": 1, "conversations": 2, "conversation_participants": 3, "message_recipients": 1},
        (
            "hello from the phone",
            "a caption",
            "205690463334636@lid",
            "Pip of the lid",
            "452.0",
            "pushed-6",
            "0a206b6579",
        ),
    ),
    Fixture(
        "msgstore.db",
        msgstore,
        {"messages": 6, "attachments": 1, "quoted_messages": 1, "message_recipients": 1, "calls": 1, "contacts": 1},
        ("hello from the phone", "our kite", "The hill", "thumbs-up-9", "hash4", "1698307201000"),
    ),
    Fixture(
        "msgstore.db, older schema",
        msgstore_old,
        {"messages": 3, "attachments": 1, "quoted_messages": 1},
        ("an older hello", "captioned", "what was quoted", "Kite Club", "old.jpg"),
    ),
    Fixture(
        "iOS backup",
        backup,
        {
            "messages": 12,
            "attachments": 3,
            "calls": 3,
            "call_parties": 2,
            "contacts": 2,
            "contact_entries": 2,
            "files": 3,
        },
        (
            "in seconds",
            "words in the archive",
            LONG,
            "see picture",
            "27 Tollerton Rise",
            "owes me a kite",
            "orphan.pluginPayload",
            "Library/not-there.plist",
            "Documents/other.sqlite",
            "Liked “words in the archive”",
        ),
    ),
    Fixture("write-ahead log", with_log, {"messages": 5}, ("only in the log",)),
)
