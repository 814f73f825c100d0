"""iLEAPP: a LAVA output with a described database, TSV exports written twice, a timeline alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.data.fixture import Fixture, database, document

_SCHEMA = """
CREATE TABLE _lava_media_items (id TEXT PRIMARY KEY, source_path TEXT, extraction_path TEXT, type TEXT, metadata TEXT,
    created_at INTEGER, updated_at INTEGER, is_embedded INTEGER);
CREATE TABLE _lava_media_references (id TEXT PRIMARY KEY, media_item_id TEXT, module_name TEXT, artifact_name TEXT,
    name TEXT);
CREATE VIEW _lava_media_info AS SELECT r.id FROM _lava_media_references r;
CREATE TABLE _file_path_list (id INTEGER PRIMARY KEY, file_path TEXT NOT NULL);
CREATE TABLE "newchat" ("timestamp" INTEGER, "way" TEXT, "who" TEXT, "room" TEXT, "words" TEXT, "picture" TEXT,
    "mood" TEXT);
CREATE TABLE "addressbook" ("creation_date" INTEGER, "first_name" TEXT, "last_name" TEXT, "phone_numbers" TEXT,
    "birthday" TEXT);
CREATE TABLE "oddities" ("property" TEXT, "property_value" TEXT);
"""
_ROWS: dict[str, list[tuple[object, ...]]] = {
    "_lava_media_items": [
        ("item-1", "/private/var/Media/beach.heic", "media/item-1.heic", "image/heic", "none", 1, 1, 0),
        ("item-2", "/private/var/Media/gone.heic", "media/item-2.heic", "image/heic", "none", 1, 1, 0),
    ],
    "_lava_media_references": [
        ("ref-1", "item-1", "newChat", "newChat", "beach.heic"),
        ("ref-2", "item-2", "newChat", "newChat", ""),
    ],
    "_file_path_list": [(1, "private/var/chat.sqlite")],
    "newchat": [
        (1700000000, "Gone", "Owner Quill", "room-7", "are you at the mill", "ref-1", "calm"),
        (1700000060.5, "Come", "Bronwen", "room-7", "ten minutes", "ref-2", ""),
        ("not a time", "Sideways", "Bronwen", "room-7", "time could not be read", None, None),
    ],
    "addressbook": [(1600000000, "Bronwen", "Tregarth", "Mobile: 07700 900201; Work: 020 7946 0101", "1990-02-03")],
    "oddities": [("Handset", "Nine"), ("Colour", "grey")],
}
_ARTEFACTS: dict[str, Any] = {
    "New Chat": [
        {
            "artifact_key": "newChat",
            "name": "New Chat - Rooms",
            "tablename": "newchat",
            "record_count": 3,
            "column_map": {"timestamp": "Timestamp", "way": "Way", "who": "Who", "room": "Room", "words": "Words",
                           "picture": "Picture", "mood": "Mood"},
            "object_columns": [{"name": "timestamp", "type": "datetime"}, {"name": "picture", "type": "media"}],
            "data_views": {"conversation": {"conversationDiscriminatorColumn": "room", "textColumn": "words",
                           "directionColumn": "way", "directionSentValue": "Gone", "timeColumn": "timestamp",
                           "senderColumn": "who"}},
        }
    ],
    "Contacts": [
        {
            "name": "Address Book",
            "tablename": "addressbook",
            "record_count": 1,
            "column_map": {"creation_date": "Creation Date", "first_name": "First Name", "last_name": "Last Name",
                           "phone_numbers": "Phone Numbers", "birthday": "Birthday"},
            "object_columns": [{"name": "creation_date", "type": "datetime"}, {"name": "birthday", "type": "date"},
                               {"name": "phone_numbers", "type": "phonenumber"}],
        }
    ],
    "Device": [
        {"name": "Oddities", "tablename": "oddities", "record_count": 2,
         "column_map": {"property": "Property", "property_value": "Property Value"}},
    ],
}  # fmt: skip


def lava(folder: Path, counts: int | None = None) -> Path:
    """A LAVA output; `counts` replaces what the description says of the chat."""
    root = folder / "iLEAPP_Output_2026-01-05_Monday_100000"
    database(root / "_lava_artifacts.db", _SCHEMA, _ROWS)
    described = json.loads(json.dumps(_ARTEFACTS))
    if counts is not None:
        described["New Chat"][0]["record_count"] = counts
    document(
        root / "_lava_data.lava",
        {
            "lava_schema_version": 2,
            "parser_info": {"leapp_name": "iLEAPP", "leapp_version": "2026.1"},
            "modules": [
                {"module_name": "newChat", "module_status": "Completed"},
                {"module_name": "other", "module_status": "Error"},
            ],
            "artifacts": described,
        },
    )
    (root / "media").mkdir()
    (root / "media" / "item-1.heic").write_bytes(b"heic")
    _tsv(
        root / "_TSV Exports",
        "New Chat - Rooms",
        "Timestamp\tWho\tWords\r\n2023-11-14 22:13:20+00:00\tOwner\tagain\r\n",
    )
    _tsv(root / "_TSV Exports", "Only Text", 'Property\tProperty Value\r\nHat\t"two\nlines"\r\n')
    return root


def _tsv(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.tsv"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return path


def tsv(folder: Path) -> Path:
    """TSV exports alone, one of them written by two runs."""
    root = folder / "_TSV Exports"
    header = "Timestamp\tDirection\tSender\tMessage\tChat ID\tFrom ID\tDeleted\r\n"
    row = '2022-06-05 00:46:50+00:00\tIncoming\tBronwen\t"first line\nsecond line"\tchat-1\t447700900201@s.whatsapp.net\tYes\r\n'
    _tsv(root, "WhatsApp - Messages", header + row + header + row)
    _tsv(root, "Teams Call Logs", "Call Start\tDirection\tNumber\tDuration\r\n"
         "2022-06-05 01:00:00+00:00\tOutgoing\t07700 900202\t00:01:35\r\n")  # fmt: skip
    return root


def timeline(folder: Path) -> Path:
    """The timeline database alone."""
    rows = [
        ("2022-06-05 00:46:50+00:00", "WhatsApp - Messages",
         '{"Timestamp": "2022-06-05 00:46:50+00:00", "Direction": "Incoming", "Sender Name": "Bronwen", '
         '"Message": "from the timeline", "Chat ID": "c1", "Starred?": "None"}'),
        ("2022-06-06 00:00:00+00:00", "Oddities", '{"Property": "Handset"}'),
    ]  # fmt: skip
    return database(folder / "tl.db", "CREATE TABLE data(key TEXT, activity TEXT, datalist TEXT);", {"data": rows})


FIXTURES = (
    Fixture(
        "LAVA",
        lava,
        {"messages": 3, "attachments": 2, "contacts": 1, "contact_entries": 2, "files": 2, "conversations": 1},
        ("are you at the mill", "not a time", "Sideways", "Handset", "Nine", "1990-02-03", "beach.heic", "item-2",
         "private/var/chat.sqlite", "two\nlines", "calm", "iLEAPP"),
    ),
    Fixture("TSV", tsv, {"messages": 2, "calls": 1, "call_parties": 1, "conversations": 1},
            ("first line\nsecond line", "447700900201@s.whatsapp.net", "Yes")),
    Fixture("timeline", timeline, {"messages": 1, "conversations": 1}, ("from the timeline", "Handset")),
)  # fmt: skip
