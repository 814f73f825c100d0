"""What was agreed may be looked at: anything else is withheld unread and counted.

The scope of case.toml is what the digital processing notice for the device says (Police, Crime, Sentencing
and Courts Act 2022, part 2, chapter 3): days, applications, contacts. It binds the exhibits it lists, or
all. It fails closed: what is not known to be within it is outside.

* Days are days in England: from 00:00 Europe/London of the first to the end of the last. A time whose zone
  is not stated is within only when it would be in every zone there is (UTC-12 to UTC+14). Without a time a
  record is outside.
* Applications are compared with what the vendor names, without regard to case.
* Words of a message that another reproduces are within only when that message is: when its own time, where
  it has one, is within the days, and no withheld message of the exhibit has the same words.
* Contacts: at least one person whom the record shows is one of them. The owner of the device, who is on
  every record, does not count. A record that shows nobody is outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import duckdb

from disclosure import query
from disclosure.case_file import CaseFile, Window
from disclosure.relevance import people

LOCAL_ZONE: Final = ZoneInfo("Europe/London")
FURTHEST_AHEAD: Final = timedelta(hours=14)
FURTHEST_BEHIND: Final = timedelta(hours=12)
"""How far clocks are ahead of and behind UTC anywhere (Line Islands, Baker Island)."""

NO_TIME: Final = "scope: no time"
OTHER_TIME: Final = "scope: outside the dates"
UNSTATED_ZONE: Final = "scope: zone of the time not stated"
OTHER_APPLICATION: Final = "scope: other application"
NO_APPLICATION: Final = "scope: no application named"
OTHER_CONTACT: Final = "scope: no agreed contact"


@dataclass(frozen=True)
class Span:
    """A window as instants: from `start`, up to and without `end`; none for no limit."""

    start: datetime | None
    end: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it limits nothing."""
        return self.start is None and self.end is None


def span(window: Window) -> Span:
    """The instants between which the days of a window lie, in England.

    >>> span(Window.model_validate({"from": "2025-03-30", "to": "2025-03-30"})).end
    datetime.datetime(2025, 3, 30, 23, 0, tzinfo=datetime.timezone.utc)
    """
    start = _midnight(window.from_) if window.from_ else None
    end = _midnight(window.to + timedelta(days=1)) if window.to and window.to < date.max else None
    return Span(start, end)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL_ZONE).astimezone(UTC)


def surely_within(limits: Span) -> str:
    """SQL: the artefact of `material` (m) happened within a span, whatever its zone may be."""
    return _within(limits, closed=True)


def maybe_within(limits: Span) -> str:
    """SQL: nothing says that the artefact of `material` (m) happened outside a span."""
    return _within(limits, closed=False)


def _within(limits: Span, *, closed: bool) -> str:
    if limits.is_open:
        return "TRUE"
    earliest = f"m.shown_at - INTERVAL {FURTHEST_AHEAD // timedelta(hours=1)} HOUR"
    latest = f"m.shown_at + INTERVAL {FURTHEST_BEHIND // timedelta(hours=1)} HOUR"
    stated, unstated = [], []
    if limits.start is not None:
        stated.append(f"m.occurred_at >= {_instant(limits.start)}")
        unstated.append(f"{earliest if closed else latest} >= {_reading(limits.start)}")
    if limits.end is not None:
        stated.append(f"m.occurred_at < {_instant(limits.end)}")
        unstated.append(f"{latest if closed else earliest} < {_reading(limits.end)}")
    return (
        f"(CASE WHEN m.occurred_at IS NOT NULL THEN {' AND '.join(stated)} "
        f"WHEN m.shown_at IS NOT NULL THEN {' AND '.join(unstated)} ELSE {not closed} END)"
    )


def _instant(at: datetime) -> str:
    return f"TIMESTAMPTZ '{at.isoformat(sep=' ')}'"


def _reading(at: datetime) -> str:
    return f"TIMESTAMP '{at.replace(tzinfo=None).isoformat(sep=' ')}'"


def prepare_quotes(connection: duckdb.DuckDBPyConnection, case: CaseFile) -> None:
    """Make the table `withheld_quotes` (`artefact_id`) of reproduced messages whose words are withheld.

    Args:
        connection: With `material`, `privileged` and `out_of_scope` made.
        case: The case file.
    """
    limits = span(case.scope)
    outside = "FALSE"
    if not limits.is_open:
        bound = ", ".join(query.quoted(ref) for ref in case.scope.exhibits)
        on_exhibit = f"q.exhibit_ref::VARCHAR IN ({bound}) AND " if bound else ""
        ends = []
        if limits.start is not None:
            ends.append(f"q.sent_at < {_instant(limits.start)}")
        if limits.end is not None:
            ends.append(f"q.sent_at >= {_instant(limits.end)}")
        outside = (
            f"({on_exhibit}(coalesce({' OR '.join(ends)}, FALSE) OR (q.sent_at IS NULL AND q.sent_at_raw IS NOT NULL)))"
        )
    connection.execute(
        f"CREATE TEMP TABLE withheld_quotes AS WITH withheld AS ("  # noqa: S608 -- own names, values quoted
        f"SELECT DISTINCT m.exhibit_ref, t.body FROM material m JOIN messages t ON t.artefact_id = m.artefact_id "
        f"WHERE m.artefact_table = 'messages' AND t.body IS NOT NULL "
        f"AND (m.row IN (SELECT row FROM privileged) OR m.row IN (SELECT row FROM out_of_scope))) "
        f"SELECT q.artefact_id FROM quoted_messages q WHERE {outside} OR EXISTS "
        f"(FROM withheld w WHERE w.exhibit_ref = q.exhibit_ref::VARCHAR AND w.body = q.body)"
    )


def prepare(connection: duckdb.DuckDBPyConnection, case: CaseFile) -> None:
    """Make the table `out_of_scope` (`row`, `reason`) of the artefacts of `material` outside the scope.

    Args:
        connection: With `material`, `shown` and `owners` made.
        case: The case file.
    """
    agreed = case.scope
    limits = span(agreed)
    reasons: list[str] = []
    if not limits.is_open:
        reasons.append(
            f"WHEN NOT {surely_within(limits)} THEN CASE WHEN m.occurred_at IS NOT NULL THEN '{OTHER_TIME}' "
            f"WHEN m.shown_at IS NOT NULL THEN '{UNSTATED_ZONE}' ELSE '{NO_TIME}' END"
        )
    if agreed.applications:
        listed = ", ".join(query.quoted(name.casefold()) for name in agreed.applications)
        reasons.append(f"WHEN m.application IS NULL THEN '{NO_APPLICATION}'")
        reasons.append(f"WHEN lower(trim(m.application)) NOT IN ({listed}) THEN '{OTHER_APPLICATION}'")
    connection.execute(
        "CREATE TEMP TABLE with_agreed_contact (subject VARCHAR, artefact_table VARCHAR, exhibit_ref VARCHAR)"
    )
    if agreed.contacts:
        # Declared identifiers only: an address book must not widen what was agreed.
        wanted = [people.wanted(case, name) for name in agreed.contacts]
        pairs = people.recognise(wanted, people.distinct_shown(connection))
        people.register_pairs(connection, "agreed_contacts", pairs)
        connection.execute(
            f"INSERT INTO with_agreed_contact SELECT DISTINCT s.subject, s.artefact_table, s.exhibit_ref "  # noqa: S608 -- own names
            f"FROM shown s JOIN agreed_contacts p ON {people.SAME_PERSON} "
            f"WHERE NOT s.is_owner AND NOT EXISTS "
            f"(FROM owners o WHERE o.exhibit_ref = s.exhibit_ref AND o.wanted = p.wanted)"
        )
        reasons.append(
            f"WHEN NOT EXISTS (FROM with_agreed_contact c WHERE c.artefact_table = m.artefact_table "
            f"AND c.exhibit_ref = m.exhibit_ref AND c.subject = m.subject) THEN '{OTHER_CONTACT}'"
        )
    reason = f"CASE {' '.join(reasons)} END" if reasons else "NULL::VARCHAR"
    bound = ", ".join(query.quoted(ref) for ref in agreed.exhibits)
    binds = f"WHERE m.exhibit_ref IN ({bound})" if bound else ""
    connection.execute(
        f"CREATE TEMP TABLE out_of_scope AS SELECT row, reason FROM "  # noqa: S608 -- own names
        f"(SELECT m.row, {reason} AS reason FROM material m {binds}) WHERE reason IS NOT NULL"
    )
