"""Schedules and served messages written in every format: `python benchmarks/documents.py [ITEMS] [MESSAGES]`.

CPU seconds and peak memory of each writer, every one in a process of its own, beside what a program would do with
the same library's own tables: python-docx cells for Word, ReportLab LongTable for PDF. Peak memory is that above
what the process held when it had loaded its libraries and its input.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pyarrow as pa
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from disclosure import served_pdf, served_workbook
from disclosure.documents import schedule_docx, schedule_json, schedule_pdf, schedule_xlsx
from disclosure.redact.serve import served_schema
from disclosure.schedule import forms
from disclosure.schedule.forms import CaseHeader, Form, Row
from disclosure.schedule.items import Register
from disclosure.tables import conform, writer

AT = datetime(2026, 1, 5, tzinfo=UTC)
WORDS = (
    "messages of one conversation in WhatsApp on exhibit A/1 (mobile phone). Other party: [Third party {number:04}]. "
    "Dated from 1 June 2025 at 08:00:00 UTC to 4 June 2025 at 09:00:00 UTC. Selected by computer search (2 search "
    "terms applied): 2 search term hits in these messages. An edited (redacted) copy has been made."
)
BODY = "see you at the Old Ropery about half past seven then, [Third party {number:04}] says hello, bring the tickets"


def form(items: int) -> Form:
    """An MG6C of so many items."""
    case = CaseHeader("01DC0012326", ("A Defendant",), "Example Police", "DC Example", date(2026, 1, 5), "0" * 64)
    rows = tuple(
        Row((str(n), f"{n} {WORDS.format(number=n)}", "Electronic copy held by the disclosure officer", "", ""),
            "Conversation, WhatsApp", f"{n:016x}")
        for n in range(1, items + 1)
    )  # fmt: skip
    made = forms.mg6c(Register((), 1, (), (), (), ()), case)
    return Form(**{**vars(made), "rows": rows})


def served(folder: Path, messages: int) -> None:
    """A folder of served messages, in conversations of 200."""
    schema = served_schema("messages")
    count = range(messages)
    columns: dict[str, list[object]] = {
        "artefact_id": [f"m{n:08d}" for n in count],
        "exhibit_ref": ["A/1"] * messages,
        "application": ["WhatsApp"] * messages,
        "conversation_id": [f"c{n // 200:06d}" for n in count],
        "ordinal": list(count),
        "sender_name": [f"[Third party {n % 7:04}]" for n in count],
        "body": [BODY.format(number=n) for n in count],
        "sent_at": [datetime.fromtimestamp(1_750_000_000 + n * 60, UTC) for n in count],
    }
    arrays = []
    for column in schema:
        plain = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        arrays.append(pa.array(columns.get(column.name, [None] * messages), plain))
    path = folder / "messages" / "00000.parquet"
    path.parent.mkdir(parents=True)
    with writer(path, schema) as sink:
        sink.write_table(conform(pa.table(arrays, names=schema.names), schema))


def python_docx_cells(path: Path, made: Form) -> None:
    """The peer for Word: the library's own rows and cells."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(made.columns))
    for row in made.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row.cells, strict=True):
            cell.text = text
    document.save(str(path))


def reportlab_long_table(path: Path, made: Form) -> None:
    """The peer for PDF: the library's own flowing table."""
    style = getSampleStyleSheet()["BodyText"]
    page = landscape(A4)
    widths = [column.share * (page[0] - 84) / 100 for column in made.columns]
    rows = [[Paragraph(text, style) for text in row.cells] for row in made.rows]
    SimpleDocTemplate(str(path), pagesize=page).build([LongTable(rows, colWidths=widths)])


def measure(work: Callable[[Path], object], results: multiprocessing.Queue[tuple[float, float, float]]) -> None:
    """Run in a process of its own: CPU seconds, peak MB above the start, MB written."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        work(out)
        spent = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    results.put((spent, peak / 1024, size / 1e6))


def main(items: int, messages: int) -> None:
    """Measure every writer and print the table."""
    made = form(items)
    heading = served_pdf.Heading("01DC0012326", ("A Defendant",), "cps")
    numbers = pa.table({"artefact_id": pa.array([], pa.string()), "item_number": pa.array([], pa.string())})

    def with_messages(work: Callable[[Path], object]) -> Callable[[Path], object]:
        def run(out: Path) -> None:
            served(out, messages)
            work(out)

        return run

    works: list[tuple[str, Callable[[Path], object], str]] = [
        (f"MG6C of {items:,} items: Word", lambda out: schedule_docx.write(out, made, AT), "docx"),
        ("  python-docx cells", lambda out: python_docx_cells(out, made), "docx peer"),
        (f"MG6C of {items:,} items: PDF", lambda out: schedule_pdf.write(out, made, AT), "pdf"),
        ("  ReportLab LongTable", lambda out: reportlab_long_table(out, made), "pdf peer"),
        (f"MG6C of {items:,} items: Excel", lambda out: schedule_xlsx.write(out, made, AT), ""),
        (f"MG6C of {items:,} items: JSON", lambda out: schedule_json.write(out, made), ""),
        (f"(making {messages:,} served messages)", with_messages(lambda _: None), ""),
        (f"{messages:,} served messages: PDF", with_messages(lambda o: served_pdf.write(o, heading, numbers, AT)), ""),
        (f"{messages:,} served messages: Excel", with_messages(lambda o: served_workbook.write(o, AT)), ""),
    ]
    print(f"{'writer':<44}{'CPU s':>8}{'peak MB':>9}{'file MB':>9}{'ratio':>7}")
    spent: dict[str, float] = {}
    context = multiprocessing.get_context("fork")
    for name, work, key in works:
        results: multiprocessing.Queue[tuple[float, float, float]] = context.Queue()
        process = context.Process(target=measure, args=(work, results))
        process.start()
        seconds, peak, size = results.get()
        process.join()
        spent[key] = seconds
        ours = spent.get(key.removesuffix(" peer"))
        ratio = f"{ours / seconds:>7.2f}" if key.endswith("peer") and ours else ""
        print(f"{name:<44}{seconds:>8.1f}{peak:>9.0f}{size:>9.1f}{ratio}")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [10_000, 100_000][len(given) :]))
