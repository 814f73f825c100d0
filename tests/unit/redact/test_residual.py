"""The residual scan finds a protected person wherever a file can hold text, and refuses what it cannot read."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from disclosure.redact.known_people import KnownPerson
from disclosure.redact.residual import Scanner

PERSON = KnownPerson(
    "Complainant",
    "complainant",
    "complainant",
    names=("Jasleen Bhamra",),
    phones=("+447700900101",),
    emails=("jasleen.bhamra@example.org",),
    handles=("jasleen.b.x7",),
    addresses=("Flat 3, 27 Tollerton Rise, Skelderby, HD41 2AB",),
    postcodes=("HD41 2AB",),
    dates_of_birth=(date(1994, 3, 7),),
)
SCANNER = Scanner([PERSON])


@pytest.mark.parametrize(
    "text",
    [
        "Jasleen Bhamra", "JASLEEN BHAMRA", "jasleen  bhamra", "jasleen bhamra's", "Bhamra, Jasleen",
        "07700 900101", "07700900101", "+44 7700 900101", "0044 7700 900 101", "447700900101@s.whatsapp.net",
        "07700-900-101", "(07700) 900101", "JASLEEN.BHAMRA@example.org", "@jasleen.b.x7",
        "27 tollerton rise", "hd412ab", "07/03/1994", "7 March 1994",
    ],
)  # fmt: skip
def test_written_forms_are_found(text: str) -> None:
    assert SCANNER.text(f"so {text} then"), text


@pytest.mark.parametrize("text", ["07700 900102", "Jason Graham", "hd41 3ab", "8 March 1994", "the 27th", "jasmine"])
def test_others_are_not(text: str) -> None:
    assert not SCANNER.text(f"so {text} then")


def found(folder: Path) -> set[tuple[str, str]]:
    return {(finding.path, finding.kind) for finding in SCANNER.folder(folder)}


def test_inside_parquet(tmp_path: Path) -> None:
    texts = pa.array(["clean", "so 07700 900101 it is"])
    pq.write_table(pa.table({"text": texts}), tmp_path / "values.parquet")
    pq.write_table(pa.table({"text": texts.dictionary_encode()}), tmp_path / "dictionary.parquet")
    pq.write_table(pa.table({"items": pa.array([["a", "Jasleen Bhamra"]])}), tmp_path / "list.parquet")
    pq.write_table(pa.table({"number": pa.array([447700900101])}), tmp_path / "number.parquet")
    noted = pa.schema([pa.field("x", pa.int64())], metadata={"made by": "Jasleen Bhamra"})
    pq.write_table(pa.table({"x": [1]}, schema=noted), tmp_path / "metadata.parquet")
    pq.write_table(pa.table({"text": ["clean"]}), tmp_path / "clean.parquet")
    assert {path for path, _ in found(tmp_path)} == {
        "values.parquet", "dictionary.parquet", "list.parquet", "number.parquet", "metadata.parquet",
    }  # fmt: skip


def test_inside_a_document_also_when_runs_split_it(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("sent by Jasl")
    paragraph.add_run("een Bham").bold = True
    paragraph.add_run("ra today")
    document.save(str(tmp_path / "split.docx"))
    properties = docx.Document()
    properties.core_properties.author = "Jasleen Bhamra"
    properties.save(str(tmp_path / "author.docx"))
    paths = {finding.path for finding in SCANNER.folder(tmp_path) if finding.kind != "unsearchable"}
    assert paths == {"split.docx", "author.docx"}


def test_inside_a_workbook(tmp_path: Path) -> None:
    for constant_memory in (True, False):
        with xlsxwriter.Workbook(tmp_path / f"{constant_memory}.xlsx", {"constant_memory": constant_memory}) as book:
            sheet = book.add_worksheet()
            sheet.write_string(0, 0, "call 07700900101")
    paths = {finding.path for finding in SCANNER.folder(tmp_path) if finding.kind != "unsearchable"}
    assert paths == {"True.xlsx", "False.xlsx"}


def test_in_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "chat with 07700900101.txt").write_text("nothing")
    assert found(tmp_path)


@pytest.mark.parametrize(
    "name", ["picture.jpg", "page.pdf", "archive.zip", "broken.docx", "broken.parquet", "binary.txt"]
)
def test_what_cannot_be_searched_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xd8\xff\x00\x01")
    assert found(tmp_path) == {(name, "unsearchable")}


def test_a_picture_inside_a_document_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    with zipfile.ZipFile(tmp_path / "a.docx", "a") as archive:
        archive.writestr("word/media/image1.png", b"\x89PNG")
    assert ("a.docx", "unsearchable") in found(tmp_path)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert found(tmp_path / "x") == {("link.txt", "unsearchable")}
