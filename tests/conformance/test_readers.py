"""What every reader must do, asked of every reader: this walks the registry.

A reader's fixtures are `FIXTURES` of the module in `tests/data` that is called as the reader's own.
"""

from __future__ import annotations

import importlib
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import schemas
from disclosure import readers, tables
from disclosure.errors import InputError
from disclosure.hashing import folder_files, sha256_source
from disclosure.reading import NOT_TRIED, Reader, Reconciliation, Source
from pipelines import ingest
from pipelines.reporting import SilentReporter
from tests import support
from tests.conftest import AT
from tests.data.fixture import Fixture

_OUTSIDE = "QXZOUTSIDE5512"


def _module(reader: Reader) -> str:
    return reader.read.__module__.split(".")[2]


def _fixtures() -> Iterator[Any]:
    for reader in readers.READERS:
        module = importlib.import_module(f"tests.data.{_module(reader)}")
        for fixture in module.FIXTURES:
            yield pytest.param(reader, fixture, id=f"{reader.name}: {fixture.name}")


ALL = list(_fixtures())


def _read(reader: Reader, fixture: Fixture, path: Path, folder: Path, out: Path) -> Reconciliation:
    out.mkdir(parents=True, exist_ok=True)
    source = Source(path, "JLB/1", sha256_source(path), "GB", fixture.options_in(folder))
    return reader.read(source, out, lambda _: None)


def _tables(out: Path) -> dict[str, pa.Table]:
    found: dict[str, list[Path]] = {}
    for path in sorted((out / "artefacts").rglob("*.parquet")):
        found.setdefault(path.parent.parent.name, []).append(path)
    return {table: tables.read(paths, table) for table, paths in found.items()}


def _strings(out: Path) -> str:
    """Every text in every Parquet file that was written."""
    parts: list[str] = []
    for path in sorted(out.rglob("*.parquet")):
        for column in pq.ParquetFile(path).read().columns:
            parts += [str(value) for value in column.to_pylist() if value is not None]
    return "\n".join(parts)


@pytest.fixture(scope="module")
def first() -> dict[str, Any]:
    """Each fixture as built, and tables and counts of its first reading, to compare the second with."""
    return {}


@pytest.mark.parametrize("reader", readers.READERS, ids=lambda reader: reader.name)
def test_it_declares_itself(reader: Reader) -> None:
    assert reader.name
    assert reader.versions
    assert reader.sources
    assert set(reader.tables) <= set(schemas.ARTEFACTS)
    assert reader.detect(Path(__file__)).reason
    assert not reader.detect(Path(__file__)).matches
    assert not reader.detect(Path(__file__).parent).matches


def test_names_are_not_shared() -> None:
    names = [reader.name.casefold() for reader in readers.READERS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("reader", "fixture"), ALL)
def test_it_is_detected_and_reconciles(reader: Reader, fixture: Fixture, tmp_path: Path, first: dict[str, Any]) -> None:
    given = tmp_path / "given"
    given.mkdir()
    path = fixture.build(given)
    before = sha256_source(path)
    if fixture.options_in(given).mapping is None:
        assert readers.detect(path).name == reader.name
    out = tmp_path / "out"
    result = _read(reader, fixture, path, given, out)
    assert sha256_source(path) == before
    written = _tables(out)
    first[f"{reader.name}: {fixture.name}"] = (path, written, result)
    assert result.is_whole == fixture.is_whole, result
    assert set(written) <= set(reader.tables)
    assert {table: data.num_rows for table, data in written.items() if data.num_rows} == {
        table: count for table, count in result.tables.items() if count
    }
    for count in result.records:
        assert count.balances
        assert count.stated in (None, count.seen), count
    assert {table: result.tables.get(table, 0) for table in fixture.rows} == dict(fixture.rows)
    strings = _strings(out)
    assert [text for text in fixture.texts if text not in strings] == []
    _references_hold(written)
    assert sorted(item.name for item in out.iterdir()) == sorted(
        {"artefacts", "extracted", "quarantine"} & {item.name for item in out.iterdir()}
    )


def _references_hold(written: dict[str, pa.Table]) -> None:
    """Ids are unique within a table, and rows point at rows that are there."""
    ids = {table: data["artefact_id"].to_pylist() for table, data in written.items()}
    for table, values in ids.items():
        if table != "other_fields":
            assert len(set(values)) == len(values), table
    for table, column, target in (
        ("message_recipients", "message_id", ("messages", "emails")),
        ("conversation_participants", "conversation_id", ("conversations",)),
        ("call_parties", "call_id", ("calls",)),
        ("contact_entries", "parent_id", ("contacts", "accounts")),
        ("attachments", "parent_id", ("messages", "emails", "notes", "calendar_entries", "quoted_messages")),
    ):
        if table in written:
            known = {key for name in target for key in ids.get(name, [])}
            assert {value for value in written[table][column].to_pylist() if value is not None} <= known, table


def _damaged(path: Path, folder: Path) -> Iterator[Path]:
    """Copies of an export that end early, or have bytes that were something else; the same ones every time."""
    files = [name for name, file in folder_files(path) if file.stat().st_size] if path.is_dir() else [""]
    dice = random.Random(20260105)  # noqa: S311 -- not for secrets
    for number in range(5):
        copy = folder / f"damaged{number}" / path.name
        copy.parent.mkdir()
        if path.is_dir():
            shutil.copytree(path, copy, symlinks=True)
        else:
            shutil.copyfile(path, copy)
        victim = copy / dice.choice(files) if path.is_dir() else copy
        content = bytearray(victim.read_bytes())
        if number < 2:
            del content[len(content) * (number + 1) // 3 + dice.randrange(8) :]
        else:
            for _ in range(1 + len(content) // 600):
                content[dice.randrange(len(content))] = dice.randrange(256)
        victim.write_bytes(content)
        yield copy


@pytest.mark.parametrize(("reader", "fixture"), ALL)
def test_damage_gives_quarantine_or_a_clear_error(reader: Reader, fixture: Fixture, tmp_path: Path) -> None:
    for number, path in enumerate(_damaged(fixture.build(tmp_path), tmp_path)):
        out = tmp_path / f"out{number}"
        for other in readers.READERS if number in (1, 3) else (reader,):
            other.detect(path)  # whoever's file it is, asking what it is must not fail
        try:
            result = _read(reader, fixture, path, tmp_path, out)
        except InputError:
            continue
        assert all(count.balances for count in result.records)
        assert sum(data.num_rows for data in _tables(out).values()) == sum(result.tables.values())
        values = result.values
        assert values.get("seen", 0) == values.get("in_columns", 0) + values.get("in_other_fields", 0)


_opened: list[str] | None = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _opened is not None and event in ("open", "os.listdir", "os.scandir", "sqlite3.connect"):
        _opened.append(str(arguments[0]))


sys.addaudithook(_watch)


@pytest.mark.parametrize(("reader", "fixture"), ALL)
def test_it_gives_the_same_rows_again_and_reads_nothing_outside_its_input(
    reader: Reader, fixture: Fixture, tmp_path: Path, first: dict[str, Any]
) -> None:
    global _opened
    built, one, before = first[f"{reader.name}: {fixture.name}"]
    given = tmp_path / "elsewhere"
    shutil.copytree(built.parent, given, symlinks=True)
    path = given / built.name
    for name in ("_chat.txt", "neighbour.db", f"{path.name}-wal", f"{path.name}.txt"):
        if not (path.parent / name).exists():
            (path.parent / name).write_text(_OUTSIDE)
    out = tmp_path / "out"
    _opened = []
    try:
        result = _read(reader, fixture, path, given, out)
    finally:
        opened, _opened = _opened, None
    options = fixture.options_in(given)
    allowed = (str(path), str(out), path.as_uri(), out.as_uri(), *([str(options.mapping)] if options.mapping else ()))
    assert [name for name in opened if str(tmp_path) in name and not name.startswith(allowed)] == []
    assert [name for name in opened if name.endswith("-wal") and name.startswith(f"{path}-")] == []
    assert _OUTSIDE not in _strings(out)
    assert result == before
    two = _tables(out)
    assert one.keys() == two.keys()
    for table, data in one.items():
        assert data.equals(two[table]), table


def test_a_link_in_a_folder_is_quarantined_and_not_followed(tmp_path: Path) -> None:
    reader, fixture = next(item.values for item in ALL if item.values[1].name == "folder")
    path = fixture.build(tmp_path)
    (tmp_path / "secret.db").write_text(_OUTSIDE)
    (path / "calllog.db").symlink_to(tmp_path / "secret.db")
    result = _read(reader, fixture, path, tmp_path, tmp_path / "out")
    assert result.quarantine == {"link_in_folder": 1}
    assert _OUTSIDE not in _strings(tmp_path / "out")


def test_what_was_never_tried_on_a_real_export_says_so(tmp_path: Path) -> None:
    fixture = next(item.values[1] for item in ALL if item.values[1].name == "mmssms.db")
    case = support.case(tmp_path, AT)
    result = ingest.run(
        case, [fixture.build(tmp_path)], "JLB/1", at=AT, workers=1, scheduler=None, report=SilentReporter()
    )
    assert any(NOT_TRIED in warning for warning in result["exports"][0]["reconciliation"]["warnings"])
