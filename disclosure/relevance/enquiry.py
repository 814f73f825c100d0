"""Lines of enquiry: what each finds, by terms and by contacts, within its days and exhibits.

Terms and contacts of a line work side by side: either makes an artefact responsive.

* Terms are looked for in every field that `material` declares, of artefacts in scope and not privileged.
  Words of quoted messages, attachments and contact entries count as those of the record they belong to.
* Contacts: a conversation, call or e-mail that shows every person whom the line lists. The owner of the
  device is on every record and so is left out: `["complainant", "suspect"]` means, on the complainant's
  phone, whatever shows the suspect, and the reverse on the suspect's. Where the owner alone is listed the
  rule finds nothing on that device, and the result says so. Identifiers that an address book files with a
  party's count as the party's.
* Days are days in England. An artefact is passed over when its time is outside them. One without a time, or
  whose zone is not stated and could place it within, is not: what might be relevant is looked at.

Around each responsive message, those within `CONTEXT_MESSAGES` places before and after it in the same
conversation become context, where they are in scope and not privileged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import duckdb
import pyarrow as pa

from disclosure import query
from disclosure.case_file import CaseFile, LineOfEnquiry
from disclosure.relevance import lookup, material, people, scope, terms
from disclosure.relevance.people import Key

CONTEXT_MESSAGES: Final = 5
"""How many messages on either side of a responsive one are taken with it."""

COMMUNICATIONS: Final = ("messages", "calls", "emails")
"""Tables that contact rules apply to."""

_TERMS, _CONTACTS = 0, 1


@dataclass(frozen=True)
class Rule:
    """One term or contact of one line of enquiry.

    Attributes:
        line: Index of the line.
        kind: 0 for a term, 1 for a contact.
        position: Index in the line's list.
        search_term: As `search_hits` gives it.
    """

    line: int
    kind: int
    position: int
    search_term: str

    @property
    def label(self) -> str:
        """Its name where terms and people must not be named.

        >>> Rule(0, 0, 1, "follow*").label
        'term 2'
        """
        return f"{'contact' if self.kind else 'term'} {self.position + 1}"


def rules(case: CaseFile) -> list[Rule]:
    """Every term and contact of every line, in the order of case.toml."""
    listed = []
    for index, line in enumerate(case.line_of_enquiry):
        listed += [Rule(index, _TERMS, place, term) for place, term in enumerate(line.terms)]
        listed += [Rule(index, _CONTACTS, place, f"contact:{name}") for place, name in enumerate(line.contacts)]
    return listed


def parse_terms(case: CaseFile) -> list[terms.Term]:
    """The distinct terms of all lines.

    Raises:
        CaseFileError: A term is not one.
    """
    parsed: dict[str, terms.Term] = {}
    for line in case.line_of_enquiry:
        for number, written in enumerate(line.terms, start=1):
            parsed.setdefault(written, terms.parse(written, f"line_of_enquiry '{line.id}', term {number}"))
    return list(parsed.values())


def prepare(connection: duckdb.DuckDBPyConnection, case: CaseFile, added: Mapping[str, frozenset[Key]]) -> None:
    """Make the table `hits` of what the lines find in `searchable`.

    Columns: `row`, `line`, `kind`, `position` (as in `Rule`), `field` (index into `material.FIELDS`; null for a
    contact), `field_name`, `start`, `end`, `context`.

    Args:
        connection: With `material`, `searchable`, `withheld_quotes`, `shown` and `owners` made.
        case: The case file.
        added: Identifiers that address books add, by party id.
    """
    _find_terms(connection, case)
    _find_contacts(connection, case, added)
    connection.execute("CREATE TEMP TABLE hits AS FROM term_hits UNION ALL FROM contact_hits")


def _find_terms(connection: duckdb.DuckDBPyConnection, case: CaseFile) -> None:
    parsed = parse_terms(case)
    connection.register(
        "found_terms", lookup.find(connection, material.texts_sql("searchable", "withheld_quotes"), parsed)
    )
    index = {term.written: place for place, term in enumerate(parsed)}
    listed = [
        (line, position, index[term])
        for line, content in enumerate(case.line_of_enquiry)
        for position, term in enumerate(content.terms)
    ]
    _register_integers(connection, "line_terms", ("line", "position", "term"), listed)
    connection.register("fields", pa.table({"field": pa.array(range(len(material.FIELDS)), pa.int32()),
                                            "field_name": pa.array(material.FIELDS, pa.string())}))  # fmt: skip
    connection.execute(
        f"CREATE TEMP TABLE term_hits AS "  # noqa: S608 -- own names, values quoted
        f'SELECT h.row, l.line, {_TERMS}::INTEGER AS kind, l.position, h.field, f.field_name, h.start, h."end", '
        f"h.context FROM found_terms h JOIN line_terms l USING (term) JOIN fields f USING (field) "
        f"JOIN material m ON m.row = h.row WHERE {_covered(case, 'l.line')}"
    )
    for name in ("found_terms", "line_terms", "fields"):
        connection.unregister(name)


def _find_contacts(connection: duckdb.DuckDBPyConnection, case: CaseFile, added: Mapping[str, frozenset[Key]]) -> None:
    named = list(dict.fromkeys(name for line in case.line_of_enquiry for name in line.contacts))
    wanted = [people.wanted(case, name) for name in named]
    wanted = [replace(person, keys=person.keys | added.get(person.name, frozenset())) for person in wanted]
    people.register_pairs(connection, "line_people", people.recognise(wanted, people.distinct_shown(connection)))
    listed = [
        (line, position, name)
        for line, content in enumerate(case.line_of_enquiry)
        for position, name in enumerate(content.contacts)
    ]
    connection.register(
        "line_contacts",
        pa.table(
            {
                "line": pa.array([line for line, _, _ in listed], pa.int32()),
                "position": pa.array([position for _, position, _ in listed], pa.int32()),
                "wanted": pa.array([name for _, _, name in listed], pa.string()),
            }
        ),
    )
    tables = ", ".join(query.quoted(table) for table in COMMUNICATIONS)
    # `required`: whom each line needs to see on each exhibit, the device's owner left out.
    connection.execute(
        f"CREATE TEMP TABLE contact_hits AS "  # noqa: S608 -- own names, values quoted
        f"WITH required AS (SELECT l.*, e.exhibit_ref FROM line_contacts l, "
        f"(SELECT DISTINCT exhibit_ref FROM material) e "
        f"WHERE NOT EXISTS (FROM owners o WHERE o.exhibit_ref = e.exhibit_ref AND o.wanted = l.wanted)), "
        f"seen AS (SELECT r.line, r.position, s.subject, s.artefact_table, s.exhibit_ref, "
        f"min(s.field_name) AS field_name "
        f"FROM shown s JOIN line_people p ON {people.SAME_PERSON} "
        f"JOIN required r ON r.wanted = p.wanted AND r.exhibit_ref = s.exhibit_ref "
        f"WHERE s.artefact_table IN ({tables}) GROUP BY ALL), "
        f"needed AS (SELECT line, exhibit_ref, count(*) AS people FROM required GROUP BY ALL), "
        f"complete AS (SELECT s.line, s.subject, s.artefact_table, s.exhibit_ref FROM seen s "
        f"JOIN needed n ON n.line = s.line AND n.exhibit_ref = s.exhibit_ref "
        f"GROUP BY ALL HAVING count(*) = any_value(n.people)) "
        f"SELECT m.row, s.line, {_CONTACTS}::INTEGER AS kind, s.position, NULL::INTEGER AS field, s.field_name, "
        f'NULL::INTEGER AS start, NULL::INTEGER AS "end", NULL::VARCHAR AS context '
        f"FROM seen s JOIN complete c ON c.line = s.line AND c.subject = s.subject "
        f"AND c.artefact_table = s.artefact_table AND c.exhibit_ref = s.exhibit_ref "
        f"JOIN searchable m ON m.subject = s.subject AND m.artefact_table = s.artefact_table "
        f"AND m.exhibit_ref = s.exhibit_ref WHERE {_covered(case, 's.line')}"
    )
    connection.unregister("line_contacts")


def _covered(case: CaseFile, line: str) -> str:
    """SQL: an artefact (m) is on an exhibit and within the days that a line covers."""
    if not case.line_of_enquiry:
        return "FALSE"
    parts = [f"WHEN {index} THEN {_of_line(content)}" for index, content in enumerate(case.line_of_enquiry)]
    return f"(CASE {line} {' '.join(parts)} ELSE FALSE END)"


def _of_line(line: LineOfEnquiry) -> str:
    listed = ", ".join(query.quoted(ref) for ref in line.exhibits)
    on_exhibit = f"m.exhibit_ref IN ({listed}) AND " if listed else ""
    return f"({on_exhibit}{scope.maybe_within(scope.span(line))})"


def _register_integers(
    connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], rows: Sequence[tuple[int, ...]]
) -> None:
    data = {column: pa.array([row[place] for row in rows], pa.int32()) for place, column in enumerate(columns)}
    connection.register(name, pa.table(data))


def seen_nowhere(
    connection: duckdb.DuckDBPyConnection, case: CaseFile, added: Mapping[str, frozenset[Key]]
) -> list[str]:
    """Contacts of the scope and of lines of enquiry that no record of the case shows, by their place in case.toml.

    Args:
        connection: With `shown` made.
        case: The case file.
        added: Identifiers that address books add to parties.
    """
    places = [(f"scope.contacts[{at}]", name) for at, name in enumerate(case.scope.contacts, 1)]
    places += [
        (f"line_of_enquiry {line.id} contacts[{at}]", name)
        for line in case.line_of_enquiry
        for at, name in enumerate(line.contacts, 1)
    ]
    wanted = [people.wanted(case, name) for name in dict.fromkeys(name for _, name in places)]
    wanted = [replace(person, keys=person.keys | added.get(person.name, frozenset())) for person in wanted]
    seen = {name for _, name in people.recognise(wanted, people.distinct_shown(connection))}
    return [place for place, name in places if name not in seen]


def owner_only(connection: duckdb.DuckDBPyConnection, case: CaseFile) -> list[tuple[str, str]]:
    """Lines whose contact rule finds nothing on an exhibit since they list its owner alone.

    Args:
        connection: With `material` and `owners` made.
        case: The case file.

    Returns:
        Line of enquiry and exhibit reference.
    """
    rows = connection.sql("SELECT exhibit_ref, wanted FROM owners ORDER BY ALL").to_arrow_table().to_pylist()
    owned: dict[str, set[str]] = {}
    for row in rows:
        owned.setdefault(row["exhibit_ref"], set()).add(row["wanted"])
    return [
        (line.id, exhibit_ref)
        for line in case.line_of_enquiry
        for exhibit_ref, owners in owned.items()
        if line.contacts and set(line.contacts) <= owners and (not line.exhibits or exhibit_ref in line.exhibits)
    ]
