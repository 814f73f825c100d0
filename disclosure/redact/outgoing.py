"""Everything readable in a file that is to leave, with the place where each text stands.

=============================  ==============================================================================
Parquet                        values column by column, whole dictionaries (used or not), key-value and
                               field metadata, column names, statistics of every row group
DOCX, XLSX                     every part: text runs joined, attributes, properties, comments, hidden sheets
PDF                            text of every page whether visible or not, and every string of every object: title,
                               author, comments, form fields, links, XMP
ZIP                            names, comments and extra fields of members, and the members themselves
text, JSON, CSV                the text, in pieces that overlap; JSON strings as they read once unescaped
=============================  ==============================================================================

What cannot be read in full is refused (`UnsearchableError`): pictures, embedded and encrypted files, fonts that do not
say which letters they show, earlier revisions inside a PDF, files of any other form. Memory does not grow with a file.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from lxml import etree

from disclosure.sealed_key import is_sealed_key

_OFFICE: Final = frozenset({".docx", ".xlsx"})
POLICE_SIDE_TABLES: Final = frozenset({"persons", "person_links", "person_conflicts", "jigsaw"})
"""Tables that turn pseudonyms back into people or say where to look; refused whatever the file is called."""
_REGISTER: Final = re.compile(rb'\{"key": "(?:name|phone|email|account|lid|party):')
"""How a line of the register of pseudonyms begins."""
_HEAD: Final = 256
_TEXT: Final = frozenset({".json", ".jsonl", ".txt", ".csv", ".tsv", ".md", ".toml", ".ndjson", ""})
_MARKUP: Final = (".xml", ".rels", ".vml")
_PARAGRAPHS: Final = frozenset({"p", "si", "is", "c", "comment"})
"""Elements whose text reads as one: a paragraph, a shared or inline string, a cell."""
_ROWS: Final = frozenset({"row", "tr"})
"""Elements that are dropped once read, so that memory does not grow with a table."""
_TOGETHER: Final = 16
"""Paragraphs or cells that are read together; half of them again with the next."""
_WINDOW: Final = 1 << 20
_OVERLAP: Final = 4096
"""Code points of a text read at a time, and how many are read again with the next: longer than any identifier."""
_DEEPEST: Final = 3
"""Archives inside archives beyond this are refused."""
_LARGEST_MEMBER: Final = 1 << 32
_HELD_IN_MEMORY: Final = 1 << 24
_FONT_STREAMS: Final = frozenset({"/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/Encoding"})
"""Streams of a font: outlines and tables of characters, no text."""
_DRAWN_COMMENTS: Final = frozenset(
    {"/Stamp", "/Ink", "/FileAttachment", "/Screen", "/Movie", "/Sound", "/3D", "/RichMedia"}
)
_SIMPLE_ENCODINGS: Final = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding", "/PDFDocEncoding"})


class UnsearchableError(Exception):
    """A file, or a part of one, that cannot be looked into.

    Args:
        place: Which part; empty for the whole.
        reason: Code: `form_not_known`, `damaged`, `encrypted`, `picture`, `embedded_file`, `not_utf8`, `too_deep`,
            `too_large`, `drawn_comment`, `earlier_revisions`, `font_without_letters`, `link`, `police_side` or
            `binary_column`.
    """

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason, place)
        self.reason, self.place = reason, place


class Piece(NamedTuple):
    """A text of a file.

    Attributes:
        place: Where in the file; may itself hold an identifier (the name of a member), so it is searched as well.
        text: The text.
    """

    place: str
    text: str


def read(path: Path) -> Iterator[Piece]:
    """Everything readable in a file.

    Raises:
        UnsearchableError: Some of it cannot be read.
    """
    if path.is_symlink():
        raise UnsearchableError("link")
    with path.open("rb") as stream:
        yield from _any(path.name, stream, "", 0)


def _any(name: str, stream: IO[bytes], place: str, depth: int) -> Iterator[Piece]:
    suffix = Path(name).suffix.lower()
    head = stream.read(_HEAD)
    stream.seek(0)
    if is_sealed_key(head) or _REGISTER.match(head):
        raise UnsearchableError("police_side", place)
    if suffix == ".parquet":
        yield from _parquet(stream, place)
    elif suffix in _OFFICE:
        yield from _office(stream, place)
    elif suffix == ".pdf":
        yield from _pdf(stream, place)
    elif suffix == ".zip":
        yield from _zip(stream, place, depth)
    elif suffix in _TEXT:
        yield from _text(stream, place, suffix)
    else:
        raise UnsearchableError("form_not_known", place)


def _inside(place: str, part: str) -> str:
    return f"{place} > {part}" if place else part


# Text


def _text(stream: IO[bytes], place: str, suffix: str) -> Iterator[Piece]:
    # Shown by line, so that a person can go there; a name may be cut by the end of a line, so lines are not the pieces.
    reader = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        line, kept = 1, ""
        while block := reader.read(_WINDOW):
            window = kept + block
            if "\0" in window:
                raise UnsearchableError("not_utf8", place)
            yield Piece(_inside(place, f"from line {line}"), window)
            if suffix in (".json", ".jsonl", ".ndjson") and "\\" in window:
                yield Piece(_inside(place, f"from line {line}, unescaped"), _unescaped(window))
            line += window.count("\n", 0, max(len(window) - _OVERLAP, 0))
            kept = window[-_OVERLAP:]
    except UnicodeDecodeError:
        raise UnsearchableError("not_utf8", place) from None
    finally:
        reader.detach()


def _unescaped(text: str) -> str:
    r"""JSON text with the escapes of its strings undone; the signs around them are left as they are.

    >>> _unescaped(r'{"name": "Zo\u00eb"}')
    '{"name": "Zoë"}'
    """
    parts = []
    for at, part in enumerate(text.split("\\")):
        if at == 0:
            parts.append(part)
        elif part[:1] == "u" and len(part) >= 5:
            try:
                parts.append(chr(int(part[1:5], 16)) + part[5:])
            except ValueError:
                parts.append(part)
        else:
            parts.append(("\n" if part[:1] in "nrt" else part[:1]) + part[1:])
    # A character outside the basic plane is written as two escapes.
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# Parquet


def _parquet(stream: IO[bytes], place: str) -> Iterator[Piece]:
    try:
        file = pq.ParquetFile(stream)
        if (file.schema_arrow.metadata or {}).get(b"table", b"").decode(errors="replace") in POLICE_SIDE_TABLES:
            raise UnsearchableError("police_side", place)
        yield from _described(file, place)
        yield from _columns(file, stream, place)
    except (pa.ArrowException, OSError):
        raise UnsearchableError("damaged", place) from None


def _described(file: pq.ParquetFile, place: str) -> Iterator[Piece]:
    """What a Parquet file says about itself: metadata, schema, statistics."""
    for key, value in (file.metadata.metadata or {}).items():
        if key != b"ARROW:schema":  # the schema, encoded; its own metadata is read below
            shown = f"{key.decode(errors='replace')}={value.decode(errors='replace')}"
            yield Piece(_inside(place, "metadata of the file"), shown)
    yield Piece(_inside(place, "metadata of the file"), str(file.metadata.created_by))
    for column in file.schema_arrow:
        yield from (Piece(_inside(place, "schema"), text) for text in _declared(column))
    yield Piece(_inside(place, "schema"), str(file.schema))
    for group in range(file.metadata.num_row_groups):
        of_group = file.metadata.row_group(group)
        for number in range(of_group.num_columns):
            column = of_group.column(number)
            statistics = column.statistics
            if statistics is not None and statistics.has_min_max:
                for bound in (statistics.min_raw, statistics.max_raw):
                    text = bound.decode(errors="replace") if isinstance(bound, bytes) else str(bound)
                    yield Piece(_inside(place, f"statistics of column {column.path_in_schema}"), text)


def _declared(column: pa.Field) -> Iterator[str]:
    """Name and metadata of a column and of the columns inside it."""
    yield column.name
    for key, value in (column.metadata or {}).items():
        yield f"{key.decode(errors='replace')}={value.decode(errors='replace')}"
    for number in range(column.type.num_fields):
        inner = column.type.field(number)
        if isinstance(inner, pa.Field):
            yield from _declared(inner)


def _columns(file: pq.ParquetFile, stream: IO[bytes], place: str) -> Iterator[Piece]:
    """Distinct values of each column, and what its dictionaries hold beyond them."""
    leaves = [file.metadata.schema.column(number) for number in range(file.metadata.num_columns)]
    texts = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]
    stream.seek(0)
    # A dictionary may hold values that no row uses any more; read as dictionaries, they are all there.
    whole = pq.ParquetFile(stream, read_dictionary=texts, pre_buffer=False)
    for name in dict.fromkeys(leaf.path.split(".")[0] for leaf in leaves):
        where = _inside(place, f"column {name}")
        # One column of one row group at a time: that is what is held in memory, and each dictionary is seen once.
        for group in range(whole.num_row_groups):
            for column in whole.read_row_group(group, columns=[name], use_threads=False).columns:
                for chunk in column.chunks:
                    yield from (Piece(where, text) for text in _texts(chunk, where))


def _texts(values: pa.Array, place: str) -> Iterator[str]:
    """Distinct texts of an array; numbers as they print, since a telephone number can be one."""
    if isinstance(values, pa.ExtensionArray):
        values = values.storage
    type_ = values.type
    if pa.types.is_list(type_) or pa.types.is_large_list(type_) or pa.types.is_fixed_size_list(type_):
        yield from _texts(values.flatten(), place)
    elif pa.types.is_map(type_):
        yield from _texts(values.keys, place)
        yield from _texts(values.items, place)
    elif pa.types.is_struct(type_):
        for inner in values.flatten():
            yield from _texts(inner, place)
    elif pa.types.is_dictionary(type_):
        yield from _texts(values.dictionary, place)
    elif pa.types.is_binary(type_) or pa.types.is_large_binary(type_) or pa.types.is_fixed_size_binary(type_):
        if values.null_count < len(values):
            raise UnsearchableError("binary_column", place)
    elif not (pa.types.is_boolean(type_) or pa.types.is_null(type_) or pa.types.is_timestamp(type_)):
        yield from (str(text) for text in values.unique().to_pylist() if text is not None)


# Office


def _office(stream: IO[bytes], place: str) -> Iterator[Piece]:
    with _archive(stream, place) as archive:
        for member in archive.infolist():
            where = _inside(place, member.filename)
            yield from _about(member, where)
            if not member.filename.lower().endswith(_MARKUP):
                raise UnsearchableError("embedded_file", where)
            with _opened(archive, member, where) as part:
                try:
                    yield from (Piece(where, text) for text in _markup(part) if text)
                except etree.XMLSyntaxError:
                    raise UnsearchableError("damaged", where) from None


def _markup(stream: IO[bytes]) -> Iterator[str]:
    """Text of an XML part: attributes, paragraphs with their runs joined, every text on its own, comments."""
    events = etree.iterparse(
        stream,
        events=("end", "comment", "pi"),
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        remove_pis=False,
    )
    joined: list[str] = []
    for event, element in events:
        if event != "end":
            yield element.text or ""
            continue
        yield from element.attrib.values()
        if element.text:
            yield element.text
        if element.tail:
            yield element.tail
        name = etree.QName(element).localname
        if name in _PARAGRAPHS:
            # A paragraph alone, and with those before it: an address stands on several lines, a name in two cells.
            joined.append("".join(element.itertext()))
            yield joined[-1]
            if len(joined) == _TOGETHER:
                yield "\n".join(joined)
                del joined[: _TOGETHER // 2]
            if name != "c":
                element.clear(keep_tail=True)
        elif name in _ROWS:
            element.clear(keep_tail=True)
    yield "\n".join(joined)


# ZIP


@contextmanager
def _archive(stream: IO[bytes], place: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(stream) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        raise UnsearchableError("damaged", place) from None


@contextmanager
def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str) -> Iterator[IO[bytes]]:
    """A member to read from, wherever in it."""
    if member.flag_bits & 1:
        raise UnsearchableError("encrypted", place)
    if member.file_size > _LARGEST_MEMBER:
        raise UnsearchableError("too_large", place)
    with tempfile.SpooledTemporaryFile(max_size=_HELD_IN_MEMORY) as held:
        with archive.open(member) as packed:
            left = member.file_size
            while block := packed.read(_WINDOW):
                left -= len(block)
                if left < 0:
                    raise UnsearchableError("damaged", place)
                held.write(block)
        held.seek(0)
        yield held


def _about(member: zipfile.ZipInfo, place: str) -> Iterator[Piece]:
    """What an archive says of a member."""
    yield Piece(place, member.filename)
    for said in (member.comment, member.extra):
        if said:
            yield Piece(place, said.decode("utf-8", "replace"))


def _zip(stream: IO[bytes], place: str, depth: int) -> Iterator[Piece]:
    if depth >= _DEEPEST:
        raise UnsearchableError("too_deep", place)
    with _archive(stream, place) as archive:
        if archive.comment:
            yield Piece(_inside(place, "comment"), archive.comment.decode("utf-8", "replace"))
        for member in archive.infolist():
            where = _inside(place, member.filename)
            yield from _about(member, where)
            if not member.is_dir():
                with _opened(archive, member, where) as content:
                    yield from _any(member.filename, content, where, depth + 1)


# PDF


def _pdf(stream: IO[bytes], place: str) -> Iterator[Piece]:
    import logging

    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # its warnings quote what it reads
    if stream.read().count(b"startxref") > 1:
        raise UnsearchableError("earlier_revisions", place)
    stream.seek(0)
    try:
        reader = pypdf.PdfReader(stream, strict=False)
        if reader.is_encrypted:
            raise UnsearchableError("encrypted", place)
        yield from _pdf_objects(reader, place)
        for number, page in enumerate(reader.pages, start=1):
            yield Piece(_inside(place, f"page {number}"), page.extract_text() or "")
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        # A damaged file can break a reader in any of these ways; whichever, it was not read to its end.
        raise UnsearchableError("damaged", place) from None


def _pdf_objects(reader: Any, place: str) -> Iterator[Piece]:  # noqa: ANN401 -- pypdf is loosely typed
    """Every string of every object; refuses pictures, embedded files and fonts that do not say their letters."""
    from pypdf.generic import IndirectObject

    # By the table of objects, not by following links alone: an object that nothing refers to any more is there too.
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    waiting: list[tuple[str, Any]] = [("", IndirectObject(*number, reader)) for number in sorted(numbers) if number[0]]
    waiting.append(("", reader.trailer))
    seen: set[tuple[int, int]] = set()
    while waiting:
        key, item = waiting.pop()
        if isinstance(item, IndirectObject):
            if (item.idnum, item.generation) in seen:
                continue
            seen.add((item.idnum, item.generation))
            item = item.get_object()
        for text, inner in _pdf_parts(key, item, place):
            if text:
                yield Piece(_inside(place, "properties and comments"), text)
            if inner is not None:
                waiting.append(inner)


def _pdf_parts(key: str, item: Any, place: str) -> Iterator[tuple[str, tuple[str, Any] | None]]:  # noqa: ANN401
    """Strings of one object, and the objects it leads to."""
    from pypdf.generic import (
        ArrayObject,
        ByteStringObject,
        DictionaryObject,
        NameObject,
        StreamObject,
        TextStringObject,
    )

    if isinstance(item, TextStringObject | ByteStringObject):
        yield (item if isinstance(item, str) else bytes(item).decode("utf-8", "replace")), None
    elif isinstance(item, NameObject):
        yield str(item), None
    elif isinstance(item, ArrayObject):
        yield from (("", (key, inner)) for inner in item)
    elif isinstance(item, DictionaryObject):
        if item.get("/Subtype") in ("/Image", "/PS"):
            raise UnsearchableError("picture", place)
        if item.get("/Type") in ("/EmbeddedFile", "/Filespec") or "/EmbeddedFiles" in item or "/EF" in item:
            raise UnsearchableError("embedded_file", place)
        if item.get("/Subtype") in _DRAWN_COMMENTS or ("/AP" in item and "/Rect" in item):
            raise UnsearchableError("drawn_comment", place)
        if item.get("/Type") == "/Font" and not _shows_its_letters(item):
            raise UnsearchableError("font_without_letters", place)
        for name, inner in item.items():
            yield str(name), (str(name), inner)
        if isinstance(item, StreamObject) and key not in _FONT_STREAMS:
            content = item.get_data()
            if b" ID " in content and b" EI" in content:
                raise UnsearchableError("picture", place)  # drawn inside the page itself
            yield content.decode("utf-8", "replace"), None


def _shows_its_letters(font: Any) -> bool:  # noqa: ANN401 -- pypdf is loosely typed
    """Whether what a font shows can be told from its codes."""
    if "/ToUnicode" in font or font.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
        return True  # a descendant of a composite font, which has the table
    if font.get("/Subtype") not in ("/Type1", "/TrueType", "/MMType1"):
        return False
    encoding = font.get("/Encoding")
    encoding = encoding.get_object() if encoding is not None else None
    if encoding is None or encoding in _SIMPLE_ENCODINGS:
        return True
    return isinstance(encoding, dict) and encoding.get("/BaseEncoding", "/StandardEncoding") in _SIMPLE_ENCODINGS
