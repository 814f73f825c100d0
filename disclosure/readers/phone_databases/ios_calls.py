"""iOS call history: `CallHistory.storedata`, and `call_history.db` of iOS 7 and before.

`ZCALLRECORD.ZDATE` counts seconds from 2001; `ZADDRESS` is text or bytes of text; `ZORIGINATED` 1 outgoing;
`ZCALLTYPE` 1 telephone, 8 FaceTime video, 16 FaceTime audio. The older table `call` counts from 1970; bit 1 of
`flags` is set on outgoing calls. A person named in no number stays as the text that was there.
"""

from __future__ import annotations

from typing import Any, Final

from disclosure.canonical import CanonicalWriter, from_unix, instant
from disclosure.readers.phone_databases.kind import APPLE_EPOCH_SECONDS, Context, Kind
from disclosure.sources import sqlite
from disclosure.sources.sqlite import Database

_VIDEO: Final = 8
_TYPES: Final = {1: "telephone", 8: "FaceTime video", 16: "FaceTime audio"}


def read(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read one CallHistory.storedata."""
    for place, fields in sqlite.records(writer, database, "ZCALLRECORD"):
        address = fields.take("ZADDRESS")
        number = address.decode("utf-8", "backslashreplace") if isinstance(address, bytes) else address
        outgoing, answered = fields.take("ZORIGINATED"), fields.take("ZANSWERED")
        kind = fields.integer("ZCALLTYPE")
        application = fields.text("ZSERVICE_PROVIDER") or "Phone"
        name = fields.text("ZNAME")
        call = writer.record(
            "ZCALLRECORD",
            "calls",
            place,
            fields,
            {
                "application": application,
                "direction": None if outgoing is None else "outgoing" if outgoing else "incoming",
                "call_type": _TYPES.get(kind, str(kind)) if kind is not None else None,
                "status": None if answered is None else "answered" if answered else "not answered",
                "duration_seconds": fields.number("ZDURATION"),
                "is_video": None if kind is None else kind == _VIDEO,
                "country_code": fields.text("ZISO_COUNTRY_CODE"),
                **instant(
                    "started_at",
                    from_unix(fields.peek("ZDATE"), 1, APPLE_EPOCH_SECONDS),
                    fields.text("ZDATE"),
                    "stated",
                ),
            },
        )
        _party(writer, place, call, bool(outgoing), None if number is None else str(number), name, application)
    for table in sorted(database.tables()):
        if table in ("ZHANDLE",) or table.endswith("REMOTEPARTICIPANTHANDLES"):
            for place, fields in sqlite.records(writer, database, table):
                writer.record(table, None, place, fields)


def read_old(writer: CanonicalWriter, database: Database, context: Context) -> None:
    """Read one call_history.db."""
    for place, fields in sqlite.records(writer, database, "call"):
        flags = fields.integer("flags")
        outgoing = None if flags is None else bool(flags & 1)
        call = writer.record(
            "call",
            "calls",
            place,
            fields,
            {
                "application": "Phone",
                "direction": None if outgoing is None else "outgoing" if outgoing else "incoming",
                "call_type": None if flags is None else f"flags {flags}",
                "duration_seconds": fields.number("duration"),
                "country_code": fields.text("country_code"),
                **instant("started_at", from_unix(fields.peek("date")), fields.text("date"), "stated"),
            },
        )
        _party(writer, place, call, bool(outgoing), fields.raw("address"), None, "Phone")


def _party(
    writer: CanonicalWriter, place: str, call: str, outgoing: bool, number: str | None, name: str | None, service: str
) -> None:
    if not number and not name:
        return
    values: dict[str, Any] = {
        "application": service,
        "call_id": call,
        "role": "To" if outgoing else "From",
        "ordinal": 0,
        **writer.party("", number, name),
    }
    writer.row("call_parties", place, values, "party 0")


KIND: Final = Kind("iOS call history", False, lambda tables: "ZCALLRECORD" in tables, read)
OLD: Final = Kind(
    "iOS call history before iOS 8", False, lambda tables: {"call", "_SqliteDatabaseProperties"} <= tables, read_old
)
