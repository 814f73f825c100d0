"""Android's databases: one of messages, one of calls and contacts, and both in a folder."""

from __future__ import annotations

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
    Fixture("write-ahead log", with_log, {"messages": 5}, ("only in the log",)),
)
