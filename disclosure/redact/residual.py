"""The last look before anything leaves: every file is searched for every identifier of protected persons.

Independent of what detection found: it knows nothing of spans, only of the case's protected parties and the
forms in which their identifiers are written. It looks inside Parquet (values, metadata), Office files (every
part, text runs joined, attributes and properties included) and text. A file it cannot look into is refused: what
cannot be searched is not known to be safe.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Final

import pyarrow as pa
import pyarrow.parquet as pq
from lxml import etree

from disclosure.redact.known_people import KnownPerson
from disclosure.redact.written_forms import patterns, text_keys

_TEXT_SUFFIXES: Final = frozenset({".json", ".jsonl", ".txt", ".csv", ".md", ".toml", ""})
_OFFICE_SUFFIXES: Final = frozenset({".docx", ".xlsx"})
_REMEMBERED_TEXTS: Final = 100_000
_PARAGRAPHS: Final = frozenset({"p", "si", "is", "c"})
"""Elements whose text reads as one: a paragraph, a shared or inline string, a cell."""


@dataclass(frozen=True)
class Finding:
    """Something of a protected person in a file that was to leave; says where and what sort, never what.

    Attributes:
        path: File, relative to the folder searched.
        pseudonym: Whose.
        kind: What sort of identifier, or `unsearchable` for a file that cannot be looked into.
        count: How often.
    """

    path: str
    pseudonym: str
    kind: str
    count: int


@dataclass(frozen=True)
class _Form:
    pseudonym: str
    kind: str
    pattern: re.Pattern[str]


class Scanner:
    """Searches files for the identifiers of some people.

    Args:
        people: Protected persons, with everything that identifies them.
    """

    def __init__(self, people: Sequence[KnownPerson]) -> None:
        self._forms: list[_Form] = []
        self._by_key: dict[str, list[int]] = {}
        # The same words stand in many places: schedules in three formats, copies in two.
        self._known: dict[str, Counter[tuple[str, str]]] = {}
        for person in people:
            for form in patterns(person):
                if form.is_certain:
                    for key in form.keys:
                        self._by_key.setdefault(key, []).append(len(self._forms))
                    pattern = re.compile(form.regex_source, 0 if form.case_sensitive else re.IGNORECASE)
                    self._forms.append(_Form(person.pseudonym, form.kind, pattern))

    @property
    def forms(self) -> int:
        """Number of patterns searched for."""
        return len(self._forms)

    def folder(self, root: Path) -> list[Finding]:
        """Search every file below a folder, names of files and folders included."""
        findings: list[Finding] = []
        for path in sorted(item for item in root.rglob("*") if item.is_file() or item.is_symlink()):
            name = path.relative_to(root).as_posix()
            found = self.text(name).copy()
            try:
                for piece in pieces(path):
                    found.update(self.text(piece))
            except UnsearchableError:
                findings.append(Finding(name, "-", "unsearchable", 1))
            findings += [Finding(name, whose, kind, count) for (whose, kind), count in sorted(found.items())]
        return findings

    def text(self, text: str) -> Counter[tuple[str, str]]:
        """Occurrences in one text, by person and sort of identifier."""
        known = self._known.get(text)
        if known is None:
            known = Counter()
            for index in sorted({index for key in text_keys(text) for index in self._by_key.get(key, ())}):
                form = self._forms[index]
                count = sum(1 for _ in form.pattern.finditer(text))
                if count:
                    known[form.pseudonym, form.kind] += count
            if len(self._known) >= _REMEMBERED_TEXTS:
                self._known.clear()
            self._known[text] = known
        return known


class UnsearchableError(Exception):
    """A file of a form that cannot be looked into."""


def pieces(path: Path) -> Iterator[str]:
    """Everything readable in a file, in pieces that each read as one text.

    Raises:
        UnsearchableError: The file is of a form that cannot be looked into.
    """
    suffix = path.suffix.lower()
    if path.is_symlink():
        raise UnsearchableError
    if suffix == ".parquet":
        yield from _parquet(path)
    elif suffix in _OFFICE_SUFFIXES:
        yield from _office(path)
    elif suffix in _TEXT_SUFFIXES:
        try:
            with path.open(encoding="utf-8") as stream:
                yield from stream
        except UnicodeDecodeError:
            raise UnsearchableError from None
    else:
        raise UnsearchableError


def _parquet(path: Path) -> Iterator[str]:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError):
        raise UnsearchableError from None
    for key, value in (file.metadata.metadata or {}).items():
        if key != b"ARROW:schema":  # the schema, encoded; its own metadata is read below
            yield f"{key.decode(errors='replace')}={value.decode(errors='replace')}"
    yield str(file.schema_arrow.to_string(show_field_metadata=True))
    for group in range(file.num_row_groups):
        for column in file.read_row_group(group).columns:
            yield from _texts(column)


def _texts(column: pa.ChunkedArray) -> Iterator[str]:
    """Distinct texts of a column; numbers as they print, since a telephone number can be one."""
    for chunk in column.chunks:
        values = chunk
        while pa.types.is_list(values.type) or pa.types.is_large_list(values.type):
            values = values.flatten()
        if pa.types.is_struct(values.type):
            for inner in values.flatten():
                yield from _texts(pa.chunked_array([inner]))
        elif pa.types.is_binary(values.type):
            raise UnsearchableError
        elif not (
            pa.types.is_boolean(values.type) or pa.types.is_null(values.type) or pa.types.is_timestamp(values.type)
        ):
            plain = values.cast(values.type.value_type) if pa.types.is_dictionary(values.type) else values
            yield from (str(text) for text in plain.unique().to_pylist() if text is not None)


def _office(path: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.filename.endswith((".xml", ".rels")):
                    raise UnsearchableError  # a picture or an embedded file
                yield member.filename
                with archive.open(member) as stream:
                    yield from _markup(stream)
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        raise UnsearchableError from None


def _markup(stream: IO[bytes]) -> Iterator[str]:
    """Text of an XML part: attributes, paragraphs with their runs joined, and every text on its own."""
    content = BytesIO(stream.read())
    for _, element in etree.iterparse(
        content, events=("end",), resolve_entities=False, no_network=True, huge_tree=True
    ):
        yield from element.attrib.values()
        if element.text:
            yield element.text
        if element.tail:
            yield element.tail
        if etree.QName(element).localname in _PARAGRAPHS:
            yield "".join(element.itertext())
            if etree.QName(element).localname != "c":
                element.clear(keep_tail=True)
