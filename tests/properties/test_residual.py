"""An identifier of a protected person planted anywhere in any file stops it, however it is written."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from disclosure.redact.known_people import KnownPerson
from disclosure.redact.residual import Scanner

PERSON = KnownPerson(
    "Complainant",
    "complainant",
    "jane",
    names=("Agnieszka Wółczyk",),
    nicknames=("Gusia",),
    phones=("+447700900101",),
    emails=("aga.wolczyk@example.org",),
    handles=("aga.w.x77",),
    addresses=("Flat 3, 27 Tollerton Rise, Skelderby, HD41 2AB",),
    postcodes=("HD41 2AB",),
    dates_of_birth=(date(1994, 3, 7),),
    schools=("Harrowfold High School",),
    workplaces=("Skelderby Dental Practice",),
    other_identifiers=("JT19 KXV",),
)
SCANNER = Scanner([PERSON])
CLEAN = "the rota for next week is out, ring the office on 0113 496 0999"

# ── ways of writing, made without the code under test ────────────────────────────────────────────────────────

_CYRILLIC = str.maketrans("aeopcyxiAEOPCKMHT", "аеорсухіАЕОРСКМНТ")
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _stripped(text: str) -> str:
    return text.replace("ó", "o").replace("ł", "l")


ANY: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    _stripped,
    _wide,
    lambda text: text.translate(_CYRILLIC),
    lambda text: text.replace(" ", ""),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\n"),
    lambda text: text.replace(" ", "_"),
    lambda text: text.replace(" ", " - "),
    lambda text: "\u200b".join(text),
    lambda text: ".".join(text),
    lambda text: f"({text})",
    lambda text: f"{text}'s",
]
WRITTEN = [
    *((name, way) for name in ("Agnieszka Wółczyk", "Wółczyk Agnieszka", "Wółczyk, Agnieszka") for way in ANY),
    *(
        (text, way)
        for text in ("27 Tollerton Rise", "HD41 2AB", "Harrowfold High School", "Skelderby Dental Practice", "JT19 KXV")
        for way in ANY[:12]
    ),
    *(("07700 900101", way) for way in (*ANY[4:5], *ANY[6:13])),
    *(("+44 7700 900 101", way) for way in ANY[:2]),
    ("07700 900101", lambda text: " ".join(_DIGITS[int(c)] for c in text if c.isdigit())),
    ("07700 900101", lambda text: text.replace("0", "O")),
    ("07700 900101", lambda text: f"(0){text[1:]}"),
    ("aga.wolczyk@example.org", str.upper),
    ("aga.wolczyk@example.org", lambda text: text.replace("@", " at ").replace(".", " dot ")),
    ("@aga.w.x77", str.upper),
    ("https://www.instagram.com/aga.w.x77/", str),
    ("07/03/1994", str),
    ("7th March 1994", str.upper),
]  # fmt: skip


@pytest.mark.parametrize(("text", "way"), WRITTEN)
def test_every_written_form_is_found(text: str, way: Callable[[str], str]) -> None:
    assert SCANNER.text(f"so {way(text)} then"), ascii(way(text))


@pytest.mark.parametrize(
    "text",
    [CLEAN, "07700 900102", "HD41 2AC", "Agnes Wolf", "27 Tollgate Rise", "Harrow High", "8 March 1994", "1994-03-70",
     "JT19 KXW", "2025-07-07T00:09:00.101", "one two three four five six seven", "Skelderby dental records"],
)  # fmt: skip
def test_what_is_somebody_elses_is_not(text: str) -> None:
    assert not SCANNER.text(f"so {text} then")


def test_a_short_name_is_not_found_inside_other_words() -> None:
    scanner = Scanner([KnownPerson("Witness 01", "witness", "w", names=("Ann Leeds",))])
    assert not scanner.text("it was plann leedsing nowhere, a plan needs care")
    assert scanner.text("ANN-LEEDS")


# ── kinds of file ────────────────────────────────────────────────────────────────────────────────────────────


def _parquet(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path)


def _parquet_value(path: Path, text: str) -> None:
    _parquet(path / "a.parquet", pa.table({"n": [1, 2], "body": [CLEAN, text]}))


def _parquet_nested(path: Path, text: str) -> None:
    _parquet(path / "a.parquet", pa.table({"x": [[{"a": [CLEAN, None], "b": 1}, {"a": [text], "b": None}]]}))


def _parquet_unused_dictionary(path: Path, text: str) -> None:
    column = pa.DictionaryArray.from_arrays(pa.array([0, 0], pa.int32()), pa.array([CLEAN, text]))
    _parquet(path / "a.parquet", pa.table({"body": column}))


def _parquet_metadata(path: Path, text: str) -> None:
    _parquet(path / "a.parquet", pa.table({"x": [1]}).replace_schema_metadata({"made for": text}))


def _parquet_field_metadata(path: Path, text: str) -> None:
    schema = pa.schema([pa.field("x", pa.int64(), metadata={"description": f"{CLEAN * 20} {text}"})])
    _parquet(path / "a.parquet", pa.table({"x": [1]}, schema=schema))


def _parquet_column_name(path: Path, text: str) -> None:
    _parquet(path / "a.parquet", pa.table({text: [1]}))


def _docx(path: Path, change: Callable[[docx.document.Document], None]) -> None:
    document = docx.Document()
    document.add_paragraph(CLEAN)
    change(document)
    document.save(str(path / "a.docx"))
    _without_pictures(path / "a.docx")


def _without_pictures(path: Path) -> None:
    """python-docx's own template holds a thumbnail."""
    with zipfile.ZipFile(path) as archive:
        members = {item.filename: archive.read(item) for item in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            if not name.endswith(".jpeg"):
                archive.writestr(name, content)


def _docx_body(path: Path, text: str) -> None:
    def change(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("so ")
        for start in range(0, len(text), 4):
            paragraph.add_run(text[start : start + 4]).bold = start % 8 == 0

    _docx(path, change)


def _docx_table(path: Path, text: str) -> None:
    def change(document: docx.document.Document) -> None:
        document.add_table(2, 2).cell(1, 1).text = text

    _docx(path, change)


def _docx_header(path: Path, text: str) -> None:
    def change(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = text

    _docx(path, change)


def _docx_author(path: Path, text: str) -> None:
    def change(document: docx.document.Document) -> None:
        document.core_properties.author = text

    _docx(path, change)


def _docx_deleted(path: Path, text: str) -> None:
    def change(document: docx.document.Document) -> None:
        run = document.add_paragraph().add_run(text)
        run._r.find(qn("w:t")).tag = qn("w:delText")

    _docx(path, change)


def _docx_comment(path: Path, text: str) -> None:
    def change(document: docx.document.Document) -> None:
        document.add_comment(document.paragraphs[0].runs, text=text, author="x", initials="x")

    _docx(path, change)


def _xlsx(path: Path, change: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> None:
    with xlsxwriter.Workbook(path / "a.xlsx") as book:
        sheet = book.add_worksheet("first")
        sheet.write_string(0, 0, CLEAN)
        change(book, sheet)


def _xlsx_cell(path: Path, text: str) -> None:
    _xlsx(path, lambda book, sheet: sheet.write_string(3, 3, text))


def _xlsx_hidden_sheet(path: Path, text: str) -> None:
    def change(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        hidden = book.add_worksheet("other")
        hidden.write_string(0, 0, text)
        hidden.very_hidden()

    _xlsx(path, change)


def _xlsx_rich(path: Path, text: str) -> None:
    _xlsx(
        path,
        lambda book, sheet: sheet.write_rich_string(0, 1, "x ", book.add_format({"bold": True}), text[:5], text[5:]),
    )


def _xlsx_comment(path: Path, text: str) -> None:
    _xlsx(path, lambda book, sheet: sheet.write_comment("A1", text))


def _xlsx_property(path: Path, text: str) -> None:
    _xlsx(path, lambda book, sheet: book.set_custom_property("case", text))


def _xlsx_header(path: Path, text: str) -> None:
    _xlsx(path, lambda book, sheet: sheet.set_header(f"&L{text}"))


def _xlsx_validation(path: Path, text: str) -> None:
    _xlsx(
        path,
        lambda book, sheet: sheet.data_validation("B1", {"validate": "any", "input_title": "x", "input_message": text}),
    )


def _xlsx_name(path: Path, text: str) -> None:
    _xlsx(path, lambda book, sheet: book.define_name("Case", f'="{text}"'))


def _pdf(path: Path, body: str, change: Callable[[PdfWriter], object] = lambda writer: None) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    stream = DecodedStreamObject()
    shown = "".join(f"<{c.encode('cp1252').hex()}> Tj " for c in body)
    stream.set_data(f"BT /F1 12 Tf 3 Tr 20 200 Td {shown} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    change(writer)
    writer.write(path / "a.pdf")


def _pdf_body(path: Path, text: str) -> None:
    _pdf(path, text)


def _pdf_title(path: Path, text: str) -> None:
    _pdf(path, "clean", lambda writer: writer.add_metadata({"/Title": text}))


def _pdf_bookmark(path: Path, text: str) -> None:
    _pdf(path, "clean", lambda writer: writer.add_outline_item(title=text, page_number=0))


def _pdf_link(path: Path, text: str) -> None:
    _pdf(path, "clean", lambda writer: writer.add_annotation(0, Link(rect=(1, 1, 9, 9), url=text)))


def _pdf_unreferenced(path: Path, text: str) -> None:
    _pdf(path, "clean", lambda writer: writer._add_object(TextStringObject(text)))


def _zip_member(path: Path, text: str) -> None:
    with zipfile.ZipFile(path / "a.zip", "w") as archive:
        archive.writestr("x/a.txt", text)


def _zip_name(path: Path, text: str) -> None:
    with zipfile.ZipFile(path / "a.zip", "w") as archive:
        archive.writestr(f"{text.replace('/', '-').replace(chr(10), ' ')}.txt", CLEAN)


def _zip_comment(path: Path, text: str) -> None:
    with zipfile.ZipFile(path / "a.zip", "w") as archive:
        archive.writestr("a.txt", CLEAN)
        archive.comment = text.encode()


def _zip_document(path: Path, text: str) -> None:
    _docx_body(path, text)
    with zipfile.ZipFile(path / "b.zip", "w") as archive:
        archive.write(path / "a.docx", "a.docx")
    (path / "a.docx").unlink()


def _json(path: Path, text: str) -> None:
    (path / "a.json").write_text(json.dumps({"x": [{"y": CLEAN}, {"y": text}]}))


def _text(path: Path, text: str) -> None:
    (path / "a.txt").write_text("x" * 100 + "\n" + CLEAN + "\n" + text, encoding="utf-8")


def _text_far(path: Path, text: str) -> None:
    # across the place where one window ends and the next begins
    (path / "a.csv").write_text("x " * ((1 << 19) - 5) + text + " x" * 5000, encoding="utf-8")


def _file_name(path: Path, text: str) -> None:
    (path / f"{text.replace('/', '-').replace(chr(10), ' ')}.txt").write_text(CLEAN)


def _folder_name(path: Path, text: str) -> None:
    folder = path / text.replace("/", "-").replace("\n", " ")
    folder.mkdir()
    (folder / "a.txt").write_text(CLEAN)


KINDS = [value for name, value in sorted(globals().items()) if name.startswith(
    ("_parquet_", "_docx_", "_xlsx_", "_pdf_", "_zip_", "_json", "_text", "_file_name", "_folder_name"))]  # fmt: skip
LATIN_ONLY = (_pdf_body,)


def _findings(plant: Callable[[Path, str], None], text: str) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plant(folder, text)
        found = SCANNER.folder(folder)
        assert not [item for item in found if item.kind == "unsearchable"], found
        shown = io.StringIO()
        for item in found:
            shown.write(f"{item.path} {item.place} {item.party_id}")
            assert item.party_id == "jane"
        assert "olczyk" not in shown.getvalue()
        assert "900101" not in shown.getvalue()
        return [item.kind for item in found]


@pytest.mark.parametrize("plant", KINDS, ids=lambda plant: plant.__name__)
@settings(max_examples=4)
@given(written=st.sampled_from(WRITTEN))
def test_planted_anywhere_it_is_found(
    plant: Callable[[Path, str], None], written: tuple[str, Callable[[str], str]]
) -> None:
    text = written[1](written[0])
    if plant in LATIN_ONLY or plant in (_file_name, _folder_name, _zip_name):
        text = text.replace("\n", " ")
        if plant in LATIN_ONLY and not _is_latin(text):
            text = _stripped(written[0])
    assert _findings(plant, text), (plant.__name__, ascii(text))


def _is_latin(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize(
    "plant", [kind for kind in KINDS if kind not in (_xlsx_name,)], ids=lambda plant: plant.__name__
)
def test_what_is_clean_passes(plant: Callable[[Path, str], None]) -> None:
    assert not _findings(plant, "nobody at all")


def test_bytes_that_no_reader_shows_are_searched(tmp_path: Path) -> None:
    _pdf(tmp_path, "clean")
    with (tmp_path / "a.pdf").open("ab") as stream:
        stream.write("Agnieszka Wolczyk".encode("utf-16-le"))
    assert [item.place for item in SCANNER.folder(tmp_path)] == ["bytes of the file"]
