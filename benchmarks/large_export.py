"""A UFDR of a chosen size, written quickly: `python benchmarks/large_export.py OUT.ufdr MEGABYTES`.

Layout and proportions of reportVersion 7: tagged files, then chats (one of them holds an eighth of the report),
text messages, calls, contacts, locations, pages, and the extra infos that say where each record was decoded
from. Records are templates with gaps; what fills a gap differs from record to record, and is the same for the
same size. About 1,100 bytes a record, deflated about twelvefold.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from disclosure.synthetic import markup

_GAP = "\0"
_WORDS = (
    "ok see you at the station later can bring keys home please ring when done working late again tonight lol "
    "maybe tomorrow about school run mum said yes no idea why he never answers anyway train was cancelled 😂 "
    "café two o'clock don't forget milk & bread <3 weekend"
).split()
_TEXTS = tuple(
    " ".join(_WORDS[(number * 7 + step * (number % 11 + 1)) % len(_WORDS)] for step in range(3 + number % 23))
    for number in range(997)
)
_APPLICATIONS = ("WhatsApp", "Instagram", "Facebook Messenger", "Snapchat")
_LARGE_CHAT = 0.125
_EPOCH = 1_700_000_000
_BLOCK_RECORDS = 256


def _template(text: str) -> Callable[..., str]:
    """Fills the gaps of a text in order."""
    layout = text.replace("%", "%%").replace(_GAP, "%s")

    def fill(*values: object) -> str:
        return layout % values

    return fill


def _model(depth: int, type_: str, body: str, state: str = "Intact") -> str:
    pad = markup.PADS[depth]
    return (
        f'{pad}<model type="{type_}" id="{_GAP}" deleted_state="{state}" decoding_confidence="High" '
        f'isrelated="False" source_index="{_GAP}" extractionId="0">\n{body}{pad}</model>\n'
    )


def _party(depth: int, role: str, times: str = "") -> str:
    return _model(
        depth,
        "Party",
        markup.field(depth + 1, "Identifier", _GAP)
        + markup.field(depth + 1, "Role", role, "PartyRole")
        + markup.field(depth + 1, "Name", _GAP)
        + markup.field(depth + 1, "IsPhoneOwner", _GAP, "Boolean")
        + times,
        "Unknown",
    )


def _time(depth: int, name: str) -> str:
    value = (
        f'<value type="TimeStamp" format="TimeStampKnown" formattedTimestamp="{_GAP}+00:00">{_GAP}.000+00:00</value>'
    )
    return markup.field_around(depth, name, value, "TimeStamp")


def _message(depth: int, type_: str, *, to: bool, extra: str = "") -> Callable[..., str]:
    times = _time(depth + 3, "DateDelivered") + _time(depth + 3, "DateRead")
    return _template(
        _model(
            depth,
            type_,
            markup.user_mapping(depth + 1)
            + markup.field(depth + 1, "Source", _GAP)
            + markup.model_field(depth + 1, "From", "Party", _party(depth + 2, "From"))
            + (markup.multi_model_field(depth + 1, "To", "Party", _party(depth + 2, "To", times)) if to else "")
            + markup.field(depth + 1, "Subject", None)
            + markup.field(depth + 1, "Body", _GAP)
            + markup.field(depth + 1, "Identifier", _GAP)
            + _time(depth + 1, "TimeStamp")
            + markup.field(depth + 1, "Status", "Read", "MessageStatus")
            + markup.field(depth + 1, "Platform", "Mobile", "Platform")
            + extra
            + markup.field(depth + 1, "Type", "AppMessage", "InstantMessageType"),
        )
    )


def _attachment(depth: int) -> str:
    return markup.multi_model_field(
        depth,
        "Attachments",
        "Attachment",
        _model(
            depth + 1,
            "Attachment",
            markup.field(depth + 2, "Filename", _GAP)
            + markup.field(depth + 2, "ContentType", "image/jpeg")
            + markup.data_field(depth + 2, 40_960)
            + markup.jump_targets(depth + 2, _GAP),
        ),
    )


_LABEL = markup.multi_model_field(
    6,
    "MessageExtraData",
    "InstantMessageExtraData",
    _model(7, "MessageLabel", markup.field(8, "Label", "Forwarded")),
)
_INCOMING = _message(5, "InstantMessage", to=False)
_OUTGOING = _message(5, "InstantMessage", to=True)
_FORWARDED = _message(5, "InstantMessage", to=False, extra=_LABEL)
_WITH_FILE = _message(5, "InstantMessage", to=False, extra=_attachment(6))
_SMS = _message(3, "SMS", to=True)
_CALL = _template(
    _model(
        3,
        "Call",
        markup.field(4, "Source", "")
        + markup.field(4, "Direction", _GAP)
        + _time(4, "TimeStamp")
        + markup.field(4, "Duration", _GAP, "TimeSpan")
        + markup.multi_model_field(4, "Parties", "Party", _party(5, "To")),
    )
)
_CONTACT = _template(
    _model(
        3,
        "Contact",
        markup.field(4, "Source", "Contacts")
        + markup.field(4, "Name", _GAP)
        + markup.multi_model_field(
            4,
            "Entries",
            "ContactEntry",
            _model(5, "PhoneNumber", markup.field(6, "Category", "Mobile") + markup.field(6, "Value", _GAP)),
        ),
    )
)
_LOCATION = _template(
    _model(
        3,
        "Location",
        markup.field(4, "Source", "Maps")
        + _time(4, "TimeStamp")
        + markup.model_field(
            4,
            "Position",
            "Coordinate",
            _model(5, "Coordinate", markup.field(6, "Latitude", _GAP) + markup.field(6, "Longitude", _GAP)),
        ),
    )
)
_PAGE = _template(
    _model(
        3,
        "VisitedPage",
        markup.field(4, "Source", "Browser")
        + markup.field(4, "Title", _GAP)
        + markup.field(4, "Url", f"https://example.org/{_GAP}?q={_GAP}")
        + markup.field(4, "VisitCount", _GAP, "Int32")
        + _time(4, "LastVisited"),
    )
)
_FILE = _template(
    f'    <file fs="Data" fsid="1" path="/data/media/{_GAP}" name="{_GAP}" size="{_GAP}" id="{_GAP}" '
    'extractionId="0" deleted="Intact" embedded="False" isrelated="False">\n'
    "      <accessInfo>\n"
    f'        <timestamp name="CreationTime" format="TimeStampKnown" formattedTimestamp="{_GAP}+00:00">'
    f"{_GAP}.000+00:00</timestamp>\n      </accessInfo>\n"
    '      <metadata section="File">\n'
    + markup.item(4, "Local Path", f"files\\Image\\{_GAP}")
    + markup.item(4, "SHA256", _GAP * 1)
    + markup.item(4, "Tags", "Image")
    + "      </metadata>\n    </file>\n"
)
_EXTRA = _template(
    f'    <extraInfo type="Model" id="{_GAP}">\n      <sourceInfo>\n        <nodeInfos>\n'
    f'          <nodeInfo id="{_GAP}" name="msgstore.db" path="/data/data/com.example/databases/msgstore.db" '
    f'size="4096" tableName="message" offset="0x{_GAP}" />\n        </nodeInfos>\n      </sourceInfo>\n'
    "    </extraInfo>\n"
)


class _Values:
    """What goes into the gaps: everything follows from a running number."""

    def __init__(self) -> None:
        self.number = 0

    def id(self) -> str:
        self.number += 1
        mixed = self.number * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        middle = f"{mixed >> 16 & 0xFFFF:04x}-4{mixed & 0xFFF:03x}-a{mixed >> 8 & 0xFFF:03x}"
        return f"{mixed >> 32:08x}-{middle}-{mixed & 0xFFFFFFFFFFFF:012x}"

    def person(self) -> tuple[str, str]:
        who = self.number * 31 % 400
        return f"447700900{who:03d}@s.whatsapp.net", f"Person {who}"

    def clock(self, offset: int = 0) -> str:
        return markup.clock(_EPOCH + self.number * 17 % 60_000_000 + offset)

    def text(self) -> str:
        return _TEXTS[self.number % len(_TEXTS)]

    def party(self, is_owner: str = "False") -> tuple[object, ...]:
        return (self.id(), self.number, *self.person(), is_owner)


def _one_message(values: _Values, application: str) -> str:
    key = values.number % 20
    head = (values.id(), values.number, application)
    when = values.clock()
    tail = (values.text(), f"{values.number:08X}", when, when)
    if key < 9:
        return _INCOMING(*head, *values.party(), *tail)
    if key < 17:
        late = values.clock(5)
        return _OUTGOING(*head, *values.party("True"), *values.party(), late, late, late, late, *tail)
    if key < 18:
        return _FORWARDED(*head, *values.party(), *tail, values.id(), values.number)
    return _WITH_FILE(*head, *values.party(), *tail, values.id(), values.number, f"IMG{key}.jpg", values.id())


def _one_sms(values: _Values) -> str:
    when = values.clock()
    return _SMS(
        values.id(), values.number, "Messages", *values.party("True"), *values.party(), when, when, when, when,
        values.text(), f"{values.number:08X}", when, when,
    )  # fmt: skip


def _one_call(values: _Values) -> str:
    when = values.clock()
    seconds = values.number % 3600
    return _CALL(
        values.id(), values.number, ("Incoming", "Outgoing")[values.number % 2], when, when,
        f"00:{seconds // 60:02d}:{seconds % 60:02d}.0000000", *values.party(),
    )  # fmt: skip


def _one_contact(values: _Values) -> str:
    number = values.number
    return _CONTACT(values.id(), number, f"Person {number}", values.id(), number, f"07700 9{number % 100_000:05d}")


def _one_location(values: _Values) -> str:
    number = values.number
    when = values.clock()
    return _LOCATION(
        values.id(), number, when, when, values.id(), number,
        f"53.{number * 7919 % 1_000_000:06d}", f"-1.{number * 104_729 % 1_000_000:06d}",
    )  # fmt: skip


def _one_page(values: _Values) -> str:
    when = values.clock()
    number = values.number
    return _PAGE(values.id(), number, values.text(), number % 1013, number, number % 50, when, when)


def _one_file(values: _Values) -> str:
    id_ = values.id()
    name = f"IMG-{values.number:08d}.jpg"
    when = values.clock()
    return _FILE(name, name, values.number % 1_000_003, id_, when, when, name, id_.replace("-", "") * 2)


def _one_extra(values: _Values) -> str:
    return _EXTRA(values.id(), values.id(), f"{values.number:x}")


def pieces(size: int) -> Iterator[bytes]:
    """The report in pieces that come to about `size` bytes."""
    values = _Values()
    written = 0

    def until(share: float, one: Callable[[_Values], str]) -> Iterator[bytes]:
        nonlocal written
        end = written + share * size
        while written < end:
            block = "".join(
                [one(values) for _ in range(min(_BLOCK_RECORDS, int((end - written) / 2_500) + 1))]
            ).encode()
            written += len(block)
            yield block

    def chat(share: float, application: str) -> Iterator[bytes]:
        people = "".join(_PARTICIPANT(*values.party(is_owner)) for is_owner in ("True", "False"))
        yield (
            f'      <model type="Chat" id="{values.id()}" deleted_state="Intact" decoding_confidence="High" '
            'isrelated="False" extractionId="0">\n'
            + markup.field(4, "Source", application)
            + markup.field(4, "Id", f"{values.number}@g.us")
            + markup.multi_model_field(4, "Participants", "Party", people)
            + '        <multiModelField name="Messages" type="InstantMessage">\n'
        ).encode()
        yield from until(share, lambda item: _one_message(item, application))
        yield b"        </multiModelField>\n      </model>\n"

    yield (
        f'<?xml version="1.0" encoding="utf-8"?>\n<project id="1" name="Benchmark" reportVersion="7.61" '
        f'containsGarbage="False" extractionType="FileSystem" xmlns="{markup.NAMESPACE}">\n'
        '  <metadata section="Device Info">\n' + markup.item(2, "IMEI", "350000000000000") + "  </metadata>\n"
        "  <taggedFiles>\n"
    ).encode()
    yield from until(0.05, _one_file)
    yield b'  </taggedFiles>\n  <decodedData>\n    <modelType type="Chat">\n'
    yield from chat(_LARGE_CHAT, _APPLICATIONS[0])
    chats = max(2, min(1000, size // 5_000_000))
    for number in range(chats):
        yield from chat((0.70 - _LARGE_CHAT) / chats, _APPLICATIONS[number % len(_APPLICATIONS)])
    yield b"    </modelType>\n"
    for type_, share, one in (
        ("SMS", 0.10, _one_sms),
        ("Call", 0.03, _one_call),
        ("Contact", 0.02, _one_contact),
        ("Location", 0.03, _one_location),
        ("VisitedPage", 0.03, _one_page),
    ):
        yield f'    <modelType type="{type_}">\n'.encode()
        yield from until(share, one)
        yield b"    </modelType>\n"
    yield b"  </decodedData>\n  <extraInfos>\n"
    yield from until(0.04, _one_extra)
    yield b"  </extraInfos>\n</project>\n"


_PARTICIPANT = _template(_party(5, "General"))


def write(path: Path, size: int) -> None:
    """Write a UFDR whose report is about `size` bytes."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive,
        archive.open("report.xml", "w", force_zip64=True) as stream,
    ):
        for piece in pieces(size):
            stream.write(piece)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(float(sys.argv[2]) * 1e6))
