"""Mapping range by range: the same rows wherever ranges end, and in however little memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from disclosure import mapping
from disclosure.errors import DisclosureError
from disclosure.readers import ufdr
from disclosure.reading import Source
from disclosure.synthetic import markup

_TIMES = ("2024-01-01T10:00:{:02d}.000+00:00", "01/02/2024 10:00:{:02d}(UTC+0)", "no time {}")


def _models(name: str, type_: str, *bodies: str) -> str:
    return f'<multiModelField name="{name}" type="{type_}">{"".join(bodies)}</multiModelField>'


def _model(type_: str, id_: str, *parts: str) -> str:
    return f'<model type="{type_}" id="{id_}" deleted_state="Intact">{"".join(parts)}</model>'


def _party(number: int, role: str = "To") -> str:
    return _model(
        "Party",
        f"p{number}",
        markup.field(0, "Identifier", f"07700 900{number % 9:03d}"),
        markup.field(0, "Role", role),
        markup.field(0, "IsPhoneOwner", str(number % 3 == 0)),
    )


def _message(number: int, *parts: str, type_: str = "InstantMessage") -> str:
    return _model(
        type_,
        f"m{number}",
        markup.field(0, "Source", f"App {number % 2}"),
        _models("From", "Party", _party(number, "From")) if number % 4 else "",
        _models("To", "Party", _party(number + 1), _party(number + 2)) if number % 3 == 0 else "",
        markup.field(0, "Body", f"text {number}"),
        markup.field(0, "TimeStamp", _TIMES[number % 3].format(number % 60)),
        markup.field(0, "Unforeseen", f"value {number}"),
        *parts,
    )


def _full(number: int, type_: str = "InstantMessage") -> str:
    """A message with another inside it, which holds a third, and labels and files on each of them."""
    inner = number + 10_000
    labels = _models(
        "Labels", "MessageLabel", _model("MessageLabel", f"l{number}", markup.field(0, "Label", "Starred"))
    )
    file = _model("Attachment", f"a{number}", markup.field(0, "Filename", f"{number}.jpg"))
    files = _models("Attachments", "Attachment", file, file)
    quoted = _message(inner, files, _models("EmbeddedMessage", "InstantMessage", _message(inner + 1, files)))
    data = _model("ReplyMessageData", f"r{number}", _models("InstantMessage", "InstantMessage", quoted))
    return _message(number, labels, files, _models("MessageExtraData", "ReplyMessageData", data), type_=type_)


def _report() -> str:
    def chat(first: int, *, late: bool) -> str:
        messages = [_full(number) if number % 5 == 0 else _message(number) for number in range(first, first + 11)]
        inside = _model("Chat", f"n{first}", _models("Messages", "InstantMessage", _message(first + 50)))
        nested = _message(first + 40, _models("Chats", "Chat", inside))
        people = _models("Participants", "Party", *(_party(number) for number in range(first, first + 4)))
        body = _models("Messages", "InstantMessage", *messages, nested)
        return _model("Chat", f"c{first}", *((body, people) if late else (people, body)))

    again = "".join(_full(number) for number in (105, 110, 210))
    single = "".join(_full(number, type_="SMS") for number in range(300, 302))
    mail = "".join(
        _model("Email", f"e{n}", markup.field(0, "Body", "x"), _models("To", "Party", _party(n))) for n in (1, 2)
    )
    return (
        f'<project id="1" name="x" xmlns="{markup.NAMESPACE}"><decodedData>'
        f'<modelType type="Chat">{chat(100, late=False)}{chat(200, late=True)}</modelType>'
        f'<modelType type="InstantMessage">{again}</modelType><modelType type="SMS">{single}</modelType>'
        f'<modelType type="Email">{mail}</modelType></decodedData></project>'
    )


def _tables(folder: Path, report: str) -> tuple[dict[str, pa.Table], int]:
    folder.mkdir()
    path = folder / "report.xml"
    path.write_text(report, encoding="utf-8")
    result = ufdr.READER.read(Source(path, "A/1", "ab" * 32), folder / "case", lambda _: None)
    assert not (folder / "case" / ".spill").exists()
    files = (folder / "case" / "artefacts").rglob("*.parquet")
    return {path.parts[-3]: pq.ParquetFile(path).read() for path in files}, result.duplicates


def _assert_same(one: dict[str, pa.Table], other: dict[str, pa.Table]) -> None:
    assert one.keys() == other.keys()
    for name, table in one.items():
        assert table.to_pylist() == other[name].to_pylist(), name


@pytest.mark.parametrize(("rows", "size"), [(50, 1 << 30), (1 << 30, 8_000)])
def test_where_ranges_end_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, size: int
) -> None:
    expected, duplicates = _tables(tmp_path / "whole", _report())
    assert duplicates == 3
    assert [expected[name].num_rows for name in ("messages", "quoted_messages", "conversations")] == [28, 22, 4]
    quoted = expected["quoted_messages"].to_pylist()
    assert sum(row["message_id"] is None for row in quoted) == 0
    assert set(expected["message_recipients"]["basis"].to_pylist()) == {"stated", "participants"}
    monkeypatch.setattr(mapping, "_RANGE_ROWS", rows)
    monkeypatch.setattr(mapping, "_RANGE_BYTES", size)
    monkeypatch.setattr(mapping, "_STEP_ROWS", 4)
    monkeypatch.setattr(mapping, "_COPIES", 0)
    found: list[tuple[int, int]] = []
    monkeypatch.setattr(mapping, "_here", _spy(found))
    _assert_same(expected, _tables(tmp_path / "ranges", _report())[0])
    assert len(set(found)) > 3


def test_a_range_too_large_for_memory_is_halved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, _ = _tables(tmp_path / "whole", _report())
    monkeypatch.setattr(mapping, "_STEP_ROWS", 4)
    found: list[tuple[int, int]] = []
    monkeypatch.setattr(mapping, "_here", _spy(found, limit=100))
    _assert_same(expected, _tables(tmp_path / "halves", _report())[0])
    assert len(set(found)) > 3


def test_files_do_not_show_where_memory_ran_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "_VECTOR_ROWS", 3)
    monkeypatch.setattr(mapping, "_BATCH_ROWS", 12)
    monkeypatch.setattr(mapping, "_STEP_ROWS", 4)
    _tables(tmp_path / "whole", _report())
    monkeypatch.setattr(mapping, "_here", _spy([], limit=100))
    _tables(tmp_path / "halves", _report())
    whole, halves = (sorted((tmp_path / name / "case/artefacts").rglob("*.parquet")) for name in ("whole", "halves"))
    assert max(pq.read_metadata(path).num_row_groups for path in whole) > 3
    assert [path.read_bytes() for path in whole] == [path.read_bytes() for path in halves]


def test_a_report_may_have_as_many_record_types_as_a_phone_has_applications(tmp_path: Path) -> None:
    fields = "".join(markup.field(0, f"Field {number}", "x") for number in range(9))
    kinds = "".join(
        f'<modelType type="Kind{number}">{_model(f"Kind{number}", f"k{number}", fields)}</modelType>'
        for number in range(120)
    )
    found, _ = _tables(
        tmp_path / "many",
        f'<project id="1" name="x" xmlns="{markup.NAMESPACE}"><decodedData>{kinds}</decodedData></project>',
    )
    assert sum(kind.startswith("Kind") for kind in found["other_fields"]["record_type"].to_pylist()) == 120 * 9


def test_a_range_that_cannot_be_halved_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "_here", _spy([], limit=0))
    with pytest.raises(DisclosureError, match="more memory than mapping is allowed"):
        _tables(tmp_path / "never", _report())


def test_memory_that_runs_out_half_way_gives_each_row_once() -> None:
    class Connection:
        """Gives the rows of a range, and gives out after five of a large one."""

        here = (0, 0)

        def sql(self, _: str) -> Connection:
            return self

        def to_arrow_reader(self, _: int) -> Iterator[pa.RecordBatch]:
            for row in range(self.here[0], self.here[1] + 1):
                if self.here[1] - self.here[0] > 10 and row == self.here[0] + 5:
                    raise OSError("Out of Memory Error: that was it")
                yield pa.record_batch({"row": [row]})

        def execute(self, statement: str) -> None:
            first, last = (int(part.rsplit("=", 1)[1]) for part in statement.split(";"))
            self.here = (first, last)

    ranges = mapping._Ranges(((0, 29),), tuple(range(30)), 0)
    batches = mapping._batches(Connection(), "", ranges, 0, 29)
    rows = [row for batch in batches for row in batch["row"].to_pylist()]
    assert rows == list(range(30))


def _spy(found: list[tuple[int, int]], limit: int | None = None):  # noqa: ANN202 -- stands in for _here
    original = mapping._here

    def here(connection: duckdb.DuckDBPyConnection, first: int, last: int) -> None:
        found.append((first, last))
        original(connection, first, last)
        if limit is not None and last - first > limit:
            raise duckdb.OutOfMemoryException("Out of Memory Error")

    return here
