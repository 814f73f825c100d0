"""AXIOM: a workbook, a folder of CSV, XML and a portable case."""

from __future__ import annotations

from pathlib import Path

from tests.data.fixture import Fixture, database, workbook

_SENT = "Message Sent Date/Time - UTC+01:00 (dd/MM/yyyy)"


def report(folder: Path) -> Path:
    """A workbook: one artefact in two parts, one with American dates, one that no table fits."""
    chat = [
        "Item ID",
        "Sender",
        "Recipient(s)",
        "Message",
        _SENT,
        "Message Direction",
        "Source",
        "Location",
        "Attachment",
    ]
    return workbook(
        folder / "AXIOM.xlsx",
        {
            "Android WhatsApp Messages": [
                chat,
                ["9001", "447700900102@s.whatsapp.net", "Local User <447700900101@s.whatsapp.net>", "first by sheet",
                 "03/04/2021 10:23:45", "Incoming", "/data/msgstore.db", "Table: message(id: 5)", ""],
            ],
            "Android WhatsApp Messages (2)": [
                chat,
                ["9002", "Local User <447700900101@s.whatsapp.net>", "447700900102@s.whatsapp.net; 447700900103@s.whatsapp.net",
                 "second by sheet", "04/04/2021 11:00:00", "Outgoing", "/data/msgstore.db", "", "beach.jpg"],
            ],
            "Chrome Web History": [
                ["Item ID", "URL", "Title", "Visit Count", "Last Visited Date/Time - UTC+00:00 (M/d/yyyy)", "Source", "Location"],
                ["9003", "https://example.test/", "A page", "3", "4/3/2021 9:00:00 PM", "/data/History", ""],
            ],
            "WhatsApp User Profiles - Androi": [["Item ID", "Gadget", "Source", "Location"], ["9004", "lamp", "/x", "grey"]],
        },
    )  # fmt: skip


def csv(folder: Path) -> Path:
    """A folder of CSV files."""
    root = folder / "AXIOM Export"
    root.mkdir()
    (root / "Android Call Logs.csv").write_bytes(
        b"\xef\xbb\xbfItem ID,Partner,Partner Name,Direction,Call Date/Time - UTC+00:00 (dd/MM/yyyy),Call Duration (Seconds),Source,Location\r\n"
        b'77,07700 900102,"T, Kieran",Outgoing,25/04/2021 09:00:00,65,calllog.db,"row\r\n5"\r\n'
    )
    return root


def xml(folder: Path) -> Path:
    """XML with a control character in a message."""
    path = folder / "axiom.xml"
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<Artifacts><Artifact name="iOS iMessage/SMS/MMS"><Hits>'
        '<Hit sequenceNumber="1"><Fragment name="Sender">07700 900102</Fragment><Fragment name="Recipient(s)">Local User</Fragment>'
        '<Fragment name="Message">bad &#x1; and \x02 kept</Fragment><Fragment name="Message Status">Read</Fragment>'
        f'<Fragment name="{_SENT}">25/04/2021 10:00:00</Fragment></Hit>'
        '</Hits></Artifact><Artifact name="Oddities"><Hits><Hit><Fragment name="Gadget">lamp</Fragment>'
        '<Fragment name="Gadget">second lamp</Fragment></Hit></Hits></Artifact></Artifacts>'
    )
    return path


_SCHEMA = """
CREATE TABLE scan_artifact_hit (hit_id INTEGER PRIMARY KEY, artifact_version_id INTEGER, sequence_number INTEGER);
CREATE TABLE artifact_version (artifact_version_id INTEGER PRIMARY KEY, artifact_name TEXT);
CREATE TABLE fragment_definition (fragment_definition_id INTEGER PRIMARY KEY, artifact_version_id INTEGER, name TEXT);
CREATE TABLE hit_fragment_string (id INTEGER PRIMARY KEY, hit_id INTEGER, fragment_definition_id INTEGER, value TEXT);
CREATE TABLE hit_fragment_int (id INTEGER PRIMARY KEY, hit_id INTEGER, fragment_definition_id INTEGER, value INTEGER);
CREATE TABLE hit_fragment_float (id INTEGER PRIMARY KEY, hit_id INTEGER, fragment_definition_id INTEGER, value REAL);
CREATE TABLE hit_fragment_date (id INTEGER PRIMARY KEY, hit_id INTEGER, fragment_definition_id INTEGER, value INTEGER,
    formatted_value TEXT);
CREATE TABLE tag (tag_id INTEGER PRIMARY KEY, tag_name TEXT);
"""


def portable(folder: Path) -> Path:
    """A portable case with an orphaned value."""
    root = folder / "PortableCase"
    database(
        root / "Case.mfdb",
        _SCHEMA,
        {
            "scan_artifact_hit": [(1, 10, 1), (2, 11, 2)],
            "artifact_version": [(10, "Android SMS/MMS"), (11, "Cell Oddities")],
            "fragment_definition": [
                (1, 10, "Sender"),
                (2, 10, "Message"),
                (3, 10, "Date/Time"),
                (4, 11, "Gadget"),
                (5, 10, "Direction"),
            ],
            "hit_fragment_string": [
                (1, 1, 1, "07700 900102"),
                (2, 1, 2, "from the portable case"),
                (3, 2, 4, "lamp"),
                (4, 99, 4, "nobody's value"),
                (5, 1, 5, "Received"),
            ],
            "hit_fragment_date": [(1, 1, 3, 1619344800000, "25/04/2021 10:00:00")],
            "tag": [(1, "of interest")],
        },
    )
    (root / "9f.attachments").write_bytes(b"not read")
    return root


FIXTURES = (
    Fixture("workbook", report, {"messages": 2, "visited_pages": 1, "message_recipients": 3, "attachments": 1},
            ("first by sheet", "second by sheet", "lamp", "grey", "Table: message(id: 5)", "9001")),
    Fixture("CSV", csv, {"calls": 1, "call_parties": 1}, ("T, Kieran", "row\r\n5")),
    Fixture("XML", xml, {"messages": 1}, ("bad ? and ? kept", "second lamp", "Read")),
    Fixture("portable case", portable, {"messages": 1},
            ("from the portable case", "lamp", "nobody's value", "of interest", "25/04/2021 10:00:00")),
)  # fmt: skip
