"""One part of a served table: every column treated as its declared sensitivity says.

Text is redacted span by span; a column that identifies a person is replaced whole; locations go unless the
policy keeps them; provenance, unknown fields and secrets are not in the served table at all. The vendor's own
words (application, folder, status) stay unless something that identifies a person stands in them.

Every replacement is one row of the redaction log, which never holds what was replaced; so is what a person corrected or
released (`disclosure.redact.person_decisions`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

import schemas
from disclosure import __version__, tables
from disclosure.normalise.identifiers import classify
from disclosure.redact.analyse import Analyser, Analysis
from disclosure.redact.deciding import Outcome, Person, outcomes
from disclosure.redact.known_people import KnownPerson
from disclosure.redact.labels import WITHHELD_TEXT
from disclosure.redact.participants import ParticipantNames
from disclosure.redact.person_decisions import Decision, Decisions
from disclosure.redact.policy import WITHHOLD, Policy, deciding
from disclosure.redact.redacting import Asked, Redactor, applied
from disclosure.redact.spans import RedactionSpan
from schemas.fields import sensitivity

_DROPPED: Final = frozenset({"provenance", "withheld", "secret"})
_TIME_TEXT: Final = re.compile(r"[\d\s:.,+\-/TZAPM()UTCGa-z]{0,40}")
_COLUMN_RULE: Final = "column"
_ENTITY: Final = {
    "Phone number": "PHONE_NUMBER",
    "Email address": "EMAIL_ADDRESS",
    "Named individual": "PERSON",
    "Location": "LOCATION",
    "Other": "ACCOUNT",
}
_KIND_CATEGORY: Final = {"phone": "Phone number", "whatsapp_jid": "Phone number", "email": "Email address"}
_NOBODY: Final = {"system": "[System]", "group": "[Group]", "broadcast": "[Broadcast list]"}


@dataclass(frozen=True)
class Settings:
    """What redaction of a case depends on; the same for every part.

    Attributes:
        people: Everybody the case knows.
        policy: The effective policy for the audience.
        region: Region of national telephone numbers.
        owner_roles: Role of the owner of each exhibit.
        participants: Pseudonyms of those who take part in each conversation, by its id, or by the id of a message
            that belongs to none.
        decisions: What people decided about single values, by artefact and column.
        parties: Parties of the case by id, for what a person finds to be theirs.
        policy_lines: Id of the line of the policy that decides, by role and key.
    """

    people: tuple[KnownPerson, ...]
    policy: Policy
    region: str
    owner_roles: Mapping[str, str]
    participants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=dict)
    parties: Mapping[str, Person] = field(default_factory=dict)
    policy_lines: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass
class _Log:
    """Columns of the redaction log while a part is worked on."""

    columns: dict[str, list[Any]] = field(
        default_factory=lambda: {name: [] for name in schemas.table_schema("redaction_log").names}
    )
    withheld: int = 0

    def add(
        self, row: Mapping[str, Any], column: str, found: Sequence[Outcome], lines: Mapping[str, Mapping[str, str]]
    ) -> None:
        for outcome in found:
            span = outcome.span
            if outcome.action == "keep" and outcome.reviewer is None:
                continue
            decided = outcome.reviewer is not None
            entry = {
                **row,
                "field_name": column,
                "start": span.start,
                "end": span.end,
                "entity_type": span.entity_type,
                "category": span.category,
                "score": span.score,
                "recogniser": span.recogniser,
                "recogniser_version": span.recogniser_version,
                "party_id": span.party_id,
                "role": span.role,
                "action": outcome.action,
                "policy_line": None if decided else deciding(lines, span.role, span.category, span.entity_type),
                "reviewer": outcome.reviewer,
                "correction": outcome.correction,
                "decision_ref": outcome.reference,
            }
            for name, values in self.columns.items():
                values.append(entry[name])


class _People:
    """Persons by identifier and by the name a device shows."""

    def __init__(self, people: Sequence[KnownPerson]) -> None:
        self._by_identifier: dict[tuple[str, str], KnownPerson] = {}
        names: dict[str, list[KnownPerson]] = {}
        for person in people:
            for kind, values in (("phone", person.phones), ("email", person.emails), ("account", person.handles)):
                for value in values:
                    self._by_identifier.setdefault((kind, value.casefold().removeprefix("@")), person)
            for name in dict.fromkeys((*person.names, *person.nicknames)):
                names.setdefault(name.casefold(), []).append(person)
        # A name that two people share decides nothing.
        self._by_name = {name: found[0] for name, found in names.items() if len(found) == 1}

    def of(self, kind: str | None, normalised: str | None) -> KnownPerson | None:
        if normalised is None:
            return None
        group = {"whatsapp_jid": "phone", "lid": "account"}.get(kind or "account", kind or "account")
        return self._by_identifier.get((group, normalised))

    def named(self, name: str | None) -> KnownPerson | None:
        return self._by_name.get(name.casefold()) if name else None


@lru_cache(maxsize=1)
def _engines(people: tuple[KnownPerson, ...], region: str) -> tuple[Analyser, _People, ParticipantNames]:
    """One analyser a process: models load once."""
    return Analyser(people, region=region), _People(people), ParticipantNames(people)


def served_schema(table: str) -> pa.Schema:
    """Columns of a served table: those that may leave, the person's comparable forms left out as repeats."""
    schema = schemas.table_schema(table)
    kept = [
        column
        for column in schema
        if sensitivity(column) not in _DROPPED
        and not (sensitivity(column) == "person" and column.name.endswith("_normalised"))
    ]
    return pa.schema(kept, metadata=schema.metadata)


def redact_part(table: str, source: Path, served: Path, log: Path, settings: Settings) -> dict[str, Any]:
    """Redact one part of one table; runs in a worker.

    Args:
        table: Canonical table.
        source: Part with the rows that leave, unredacted.
        served: File to write the served part to.
        log: File to write its redaction log to.
        settings: As for every part.

    Returns:
        Counts: rows, texts withheld, replacements by category.
    """
    data = tables.read([source], table)
    treatment = _Treatment(table, data, settings, *_engines(settings.people, settings.region))
    schema = served_schema(table)
    columns = [treatment.column(column) for column in schema]
    served.parent.mkdir(parents=True, exist_ok=True)
    with tables.writer(served, schema) as sink:
        sink.write_table(tables.conform(pa.table(columns, names=schema.names), schema))
    entries = pa.table(
        [pa.array(values, type=_value_type(schemas.table_schema("redaction_log").field(name).type))
         for name, values in treatment.log.columns.items()],
        names=list(treatment.log.columns),
    )  # fmt: skip
    tables.write_table(log, "redaction_log", entries)
    return {
        "rows": data.num_rows,
        "withheld": treatment.log.withheld,
        "categories": dict(Counter(treatment.log.columns["category"])),
    }


class _Treatment:
    """The rows of one part while their columns are treated one after another."""

    def __init__(
        self,
        table: str,
        data: pa.Table,
        settings: Settings,
        analyser: Analyser,
        people: _People,
        participants: ParticipantNames,
    ) -> None:
        self.log = _Log()
        self._table, self._data, self._settings = table, data, settings
        self._analyser, self._people = analyser, people
        self._redactor = Redactor(analyser, settings.policy, participants, settings.parties)
        ids, refs = data.column("artefact_id").to_pylist(), data.column("exhibit_ref").to_pylist()
        self._rows = [
            {"artefact_id": id_, "artefact_table": table, "exhibit_ref": ref}
            for id_, ref in zip(ids, refs, strict=True)
        ]
        self._treatments: dict[str, Callable[[pa.Field], pa.Array]] = {
            "structural": self._structural,
            "reference": lambda column: self._data.column(column.name),
            "text": self._text,
            "person": self._person,
            "location": self._location,
        }

    def column(self, column: pa.Field) -> pa.Array:
        """A column as it may leave."""
        return self._treatments[sensitivity(column)](column)

    def _text(self, column: pa.Field) -> pa.Array:
        # The same text may stand in conversations of different people, who then decide what in it is a name.
        asked = [
            Asked(text, present, self._decisions(row, column)) if text is not None else None
            for row, text, present in zip(
                self._rows, self._data.column(column.name).to_pylist(), self._present(), strict=True
            )
        ]
        distinct = list(dict.fromkeys(each for each in asked if each is not None))
        done = dict(zip(distinct, self._redactor.redact(distinct), strict=True))
        treated: list[str | None] = []
        for row, each in zip(self._rows, asked, strict=True):
            treated.append(done[each].text if each is not None else None)
            self._log(row, column, done[each].outcomes if each is not None else ())
        return pa.array(treated, pa.string())

    def _decisions(self, row: Mapping[str, Any], column: pa.Field) -> tuple[Decision, ...]:
        return self._settings.decisions.get((row["artefact_id"], column.name), ())

    def _treat(
        self, text: str, spans: Sequence[RedactionSpan], decisions: Sequence[Decision]
    ) -> tuple[str, Sequence[Outcome]]:
        """A value as it may leave, and what happened to each part of it."""
        found = outcomes(text, spans, self._settings.policy, decisions, self._settings.parties)
        return applied(text, found).text, found

    def _log(self, row: Mapping[str, Any], column: pa.Field, found: Sequence[Outcome]) -> None:
        self.log.add(row, column.name, found, self._settings.policy_lines)
        self.log.withheld += any(outcome.action == WITHHOLD for outcome in found)

    def _present(self) -> list[tuple[str, ...]]:
        """Who takes part in the conversation of each row."""
        participants = self._settings.participants
        rows: list[tuple[str, ...]] = [()] * len(self._rows)
        for name in ("conversation_id", "message_id", "artefact_id"):
            for at, id_ in enumerate(self._optional(name) or ()):
                rows[at] = rows[at] or participants.get(id_, ())
        return rows

    def _person(self, column: pa.Field) -> pa.Array:
        values = self._data.column(column.name).to_pylist()
        treated = []
        for row, value, (person, category, nobody) in zip(
            self._rows, values, self._owners(column.name, values), strict=True
        ):
            if not value or nobody:
                treated.append(nobody if value else value)
                continue
            is_in_full = person is not None and value.casefold() in map(str.casefold, person.public_names)
            span = RedactionSpan(
                start=0,
                end=len(value),
                entity_type="FULL_NAME" if is_in_full and category == "Named individual" else _ENTITY[category],
                category=category,
                score=1.0,
                recogniser=_COLUMN_RULE,
                recogniser_version=__version__,
                pseudonym=person.pseudonym if person else None,
                role=person.role_for(category) if person else None,
                party_id=person.party_id if person else None,
            )
            done, found = self._treat(value, (span,), self._decisions(row, column))
            self._log(row, column, found)
            # A number that stays does not say whose it is.
            treated.append(f"{done} [{person.pseudonym}]" if person and done == value and not is_in_full else done)
        return pa.array(treated, pa.string())

    def _owners(self, name: str, values: Sequence[str | None]) -> list[tuple[KnownPerson | None, str, str | None]]:
        """For each value: whose it is, what it is, and what to print where it is nobody's."""
        kinds, forms = self._optional(f"{name}_kind"), self._optional(f"{name}_normalised")
        if kinds is not None and forms is not None:
            return [self._owner_of_identifier(kind, form) for kind, form in zip(kinds, forms, strict=True)]
        if name == "name" or name.endswith("_name"):
            prefix = name.removesuffix("name")
            beside = next(
                (c for c in (f"{prefix}identifier", f"{prefix}username") if c in self._data.column_names), None
            )
            if beside is None:
                return [(self._people.named(value), "Named individual", None) for value in values]
            owners = self._owners(beside, self._data.column(beside).to_pylist())
            return [
                (person or self._people.named(value), "Named individual", nobody)
                for value, (person, _, nobody) in zip(values, owners, strict=True)
            ]
        identifiers = [classify(value, self._settings.region) if value else None for value in values]
        return [
            self._owner_of_identifier(found.kind, found.normalised) if found else (None, "Other", None)
            for found in identifiers
        ]

    def _owner_of_identifier(
        self, kind: str | None, normalised: str | None
    ) -> tuple[KnownPerson | None, str, str | None]:
        if kind in _NOBODY:
            return None, "Other", _NOBODY[kind]
        return self._people.of(kind, normalised), _KIND_CATEGORY.get(kind or "", "Other"), None

    def _optional(self, name: str) -> list[Any] | None:
        return self._data.column(name).to_pylist() if name in self._data.column_names else None

    def _location(self, column: pa.Field) -> pa.Array:
        is_text = pa.types.is_string(column.type)
        treated: list[Any] = []
        for row, value in zip(self._rows, self._data.column(column.name).to_pylist(), strict=True):
            if value is None or value == "":
                treated.append(value)
                continue
            text = str(value)
            role = self._settings.owner_roles.get(row["exhibit_ref"])
            span = RedactionSpan(
                start=0, end=len(text), entity_type=_ENTITY["Location"], category="Location", score=1.0,
                recogniser=_COLUMN_RULE, recogniser_version=__version__, pseudonym=None, role=role, party_id=None,
            )  # fmt: skip
            done, found = self._treat(text, (span,), self._decisions(row, column))
            self._log(row, column, found)
            is_kept = all(outcome.action == "keep" for outcome in found)
            treated.append(value if is_kept else done if is_text else None)
        return pa.array(treated, column.type)

    def _structural(self, column: pa.Field) -> pa.Array:
        values = self._data.column(column.name)
        if column.name.endswith("_raw"):
            return self._checked(values, lambda text: _TIME_TEXT.fullmatch(text) is not None)
        if column.name == "exhibit_ref" or not _holds_text(column.type):
            return values
        if pa.types.is_list(column.type):
            lists = [[self._safe(item) for item in row] if row is not None else None for row in values.to_pylist()]
            return pa.array(lists, column.type)
        plain = values.cast(pa.string())
        distinct: list[str] = plain.combine_chunks().dictionary_encode().dictionary.to_pylist()
        unsafe = {
            text for text, analysis in zip(distinct, self._analyser.analyse(distinct), strict=True) if _tells(analysis)
        }
        return self._checked(plain, lambda text: text not in unsafe)

    def _safe(self, text: str) -> str:
        return WITHHELD_TEXT if _tells(self._analyser.analyse([text])[0]) else text

    def _checked(self, values: pa.ChunkedArray, is_safe: Callable[[str], bool]) -> pa.Array:
        treated = []
        for text in values.to_pylist():
            safe = text is None or is_safe(text)
            self.log.withheld += not safe
            treated.append(text if safe else WITHHELD_TEXT)
        return pa.array(treated, pa.string())


def _tells(analysis: Analysis) -> bool:
    """Whether the vendor's own words hold something of a person; a bare guess at a name does not count here."""
    return analysis.withheld or any(
        span.pseudonym is not None or span.category in ("Phone number", "Email address", "Bank details", "NHS number")
        for span in analysis.spans
    )


def _holds_text(type_: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(type_)
        or pa.types.is_dictionary(type_)
        or (pa.types.is_list(type_) and pa.types.is_string(type_.value_type))
    )


def _value_type(type_: pa.DataType) -> pa.DataType:
    return type_.value_type if pa.types.is_dictionary(type_) else type_
