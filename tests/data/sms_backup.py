"""Backups of SMS Backup & Restore; people and numbers invented."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path

from tests.data.fixture import Fixture

_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created By SMS Backup & Restore-->\n"
PICTURE = bytes(range(256)) * 5
LONG_PICTURE = hashlib.sha256(b"kite").digest() * 6000  # 192,000 bytes: 256,000 characters, across chunks


def sms(number: int, body: str, address: str = "07700 900501", kind: int = 1, name: str = "Bronwen Tregarth") -> str:
    """One text message."""
    return (
        f'  <sms protocol="0" address="{address}" date="{1700000000000 + number * 60000}" type="{kind}" subject="null" '
        f'body="{body}" toa="null" sc_toa="null" service_center="+447700900{number:03d}" read="1" status="-1" locked="0" '
        f'date_sent="0" readable_date="14 Nov 2023 22:1{number % 10}:20" contact_name="{name}" />\n'
    )


def mms(picture: bytes, name: str = "kite.jpg") -> str:
    """One multimedia message to a group, with layout, text and a picture."""
    data = base64.b64encode(picture).decode()
    return (
        '  <mms date="1700000600000" msg_box="1" m_type="132" m_id="M77" address="07700 900501~07700 900502" sub="null" '
        'ct_t="application/vnd.wap.multipart.related" readable_date="x" contact_name="Bronwen Tregarth, Pip">\n    <parts>\n'
        '      <part seq="-1" ct="application/smil" name="null" cl="smil.xml" text=\'&lt;smil data="x">&lt;/smil>\' />\n'
        '      <part seq="0" ct="text/plain" name="null" chset="106" cl="t.txt" text="look up" />\n'
        f'      <part seq="1" ct="image/jpeg" name="null" cl="{name}" text="null" data="{data}" />\n    </parts>\n    <addrs>\n'
        '      <addr address="+447700900502" type="137" charset="106" />\n'
        '      <addr address="insert-address-token" type="151" charset="106" />\n'
        '      <addr address="07700 900501" type="151" charset="106" />\n    </addrs>\n  </mms>\n'
    )


def smses(*records: str, count: int | None = None) -> str:
    """A backup of messages."""
    return f'{_HEAD}<smses count="{len(records) if count is None else count}">\n{"".join(records)}</smses>'


CALLS = (
    f'{_HEAD}<calls count="3">\n'
    '  <call number="07700900501" duration="65" date="1700000000000" type="2" presentation="1" readable_date="x" '
    'contact_name="Bronwen Tregarth" />\n'
    '  <call number="-1" duration="0" date="1700000100000" type="3" presentation="2" readable_date="x" '
    'contact_name="(Unknown)" />\n'
    '  <call number="07700900503" duration="0" date="1700000200000" type="6" presentation="1" readable_date="x" '
    'contact_name="null" />\n</calls>'
)
_BODIES = ("see you at nine", "smile &#55357;&#56832; now", "null", "a &amp; b &lt;c&gt;", "&#0;bell")
MESSAGES = smses(
    *(sms(number, body, kind=1 + number % 2) for number, body in enumerate(_BODIES)),
    mms(PICTURE),
    sms(7, "who is this", "60000", name="(Unknown)"),
)


def write(folder: Path, content: str, name: str = "sms-20231114.xml") -> Path:
    """A backup as a file."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def _archive(folder: Path) -> Path:
    path = folder / "backups.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sms-1.xml", smses(sms(1, "first backup"), mms(LONG_PICTURE)))
        archive.writestr("sms-2.xml", smses(sms(1, "first backup"), sms(2, "second backup")))
        archive.writestr("calls-1.xml", CALLS)
    return path


FIXTURES = (
    Fixture(
        "messages",
        lambda folder: write(folder, MESSAGES),
        {"messages": 7, "attachments": 1, "files": 1, "message_recipients": 4, "conversations": 3},
        ("smile \U0001f600 now", "a & b <c>", "\\u0000bell", "look up", "kite.jpg", "(Unknown)", "+447700900001", "M77",
         '<smil data="x"></smil>'),
    ),
    Fixture("calls", lambda folder: write(folder, CALLS, "calls.xml"), {"calls": 3, "call_parties": 2}, ("-1", "refused")),
    Fixture(
        "archive",
        _archive,
        {"messages": 4, "calls": 3, "files": 1},
        ("second backup", hashlib.sha256(LONG_PICTURE).hexdigest()),
    ),
)  # fmt: skip
