"""The demonstration case against its truth, and what must not be in what leaves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from disclosure import case_people, tables, verify, workspace
from disclosure.case_file import PROTECTED_ROLES
from disclosure.errors import ReleaseRefusedError
from disclosure.redact import outgoing
from pipelines import bundle
from pipelines.demo import AUDIENCES
from pipelines.reporting import SilentReporter
from tests.conftest import AT, ROOT
from tests.whole.conftest import MESSAGES, Demonstration


def truth(demonstration: Demonstration) -> dict[str, Any]:
    return json.loads((demonstration.generated / "truth.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_every_count_equals_the_truth(demonstration: Demonstration) -> None:
    case = workspace.open_workspace(demonstration.case)
    for ref, expected in truth(demonstration)["exhibits"].items():
        for table, count in expected["tables"].items():
            files = [path for path in case.table_files(table) if workspace.encode_ref(ref) in path.as_posix()]
            rows = sum(pq.read_metadata(path).num_rows for path in files)
            assert rows == count, f"{ref} {table}"


def test_search_hits_equal_the_truth(demonstration: Demonstration) -> None:
    hits = pq.read_table(demonstration.case / "relevance/search/search_hits.parquet").to_pylist()
    for term, count in truth(demonstration)["search_hits"].items():
        assert sum(hit["search_term"] == term for hit in hits) == count, term


@pytest.mark.parametrize("audience", AUDIENCES)
def test_protected_parties_are_nowhere_in_the_served_copies(demonstration: Demonstration, audience: str) -> None:
    """Every form in which the generator wrote a protected party is looked for, as plain text, in every served file."""
    served = demonstration.case / f"redacted/{audience}/served"
    pieces = [text for path in sorted(served.rglob("*")) if path.is_file() for _, text in outgoing.read(path)]
    assert len(pieces) > MESSAGES / 10
    content = "\n".join(pieces)
    found = {
        (party, form)
        for party, facts in truth(demonstration)["parties"].items()
        if facts["role"] in PROTECTED_ROLES
        for form in facts["written_forms"]
        if _stands_in(form, content)
    }
    assert found == set()


def _stands_in(form: str, content: str) -> bool:
    """Whether a form stands in a text as words of its own."""
    start = content.find(form)
    while start >= 0:
        before, after = content[start - 1 : start], content[start + len(form) : start + len(form) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
        start = content.find(form, start + 1)
    return False


def test_no_evidence_in_ledger_manifests_and_reconciliation(demonstration: Demonstration) -> None:
    written = [demonstration.case / "ledger.jsonl"]
    written += list((demonstration.case / "bundles").rglob("manifest.json"))
    written += list((demonstration.case / "reconciliation").rglob("*.json"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in written)
    scanned = 0
    for facts in truth(demonstration)["parties"].values():
        for form in facts["written_forms"]:
            scanned += 1
            assert not _stands_in(form, text)
    assert scanned > 50


def test_bundles_verify_and_show_what_was_altered(demonstration: Demonstration, tmp_path: Path) -> None:
    for path in demonstration.result["bundles"]:
        copy = tmp_path / Path(path).name
        shutil.copytree(path, copy)
        assert verify.verify(copy).is_whole
        target = next(copy.rglob("*.docx"))
        target.write_bytes(target.read_bytes()[:-1] + b"x")
        assert verify.verify(copy).altered == (target.relative_to(copy).as_posix(),)


def test_the_defence_gets_no_sensitive_schedule(demonstration: Demonstration) -> None:
    names = [path.name for path in (demonstration.case / "bundles/defence-1").rglob("*") if path.is_file()]
    assert any("MG6C" in name for name in names)
    assert not any("MG6D" in name or "MG6E" in name or "redaction_log" in name for name in names)


def _in_a_file_name(folder: Path, told: str) -> None:
    (folder / f"{told}.txt").write_text("nothing")


def _in_a_column(folder: Path, told: str) -> None:
    part = next((folder / "messages").glob("*.parquet"))
    table = pq.ParquetFile(part).read()
    at = table.schema.get_field_index("status")
    pq.write_table(table.set_column(at, table.schema.field(at), pa.array([told] * len(table))), part)


def _in_metadata(folder: Path, told: str) -> None:
    part = next((folder / "conversations").glob("*.parquet"))
    table = pq.ParquetFile(part).read()
    pq.write_table(table.replace_schema_metadata({"made for": told}), part)


def _in_a_document_property(folder: Path, told: str) -> None:
    with xlsxwriter.Workbook(folder / "list.xlsx") as book:
        book.add_worksheet().write_string(0, 0, "nothing")
        book.set_properties({"manager": told})


class _Heard(SilentReporter):
    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, text: str) -> None:
        self.lines.append(text)


def test_a_leak_stops_the_bundle_wherever_it_is(demonstration: Demonstration, tmp_path: Path) -> None:
    shutil.copytree(demonstration.case, tmp_path / "case")
    case = workspace.open_workspace(tmp_path / "case")
    people = case_people.declared(case.definition, case_people.persons(case))
    told = next(person for person in people if person.role == "complainant").names[0]
    with workspace.locked(case), workspace.staging(case, "redact") as folder:
        shutil.copytree(case.root / "redacted/cps", folder / "cps")
        for plant in (_in_a_file_name, _in_a_column, _in_metadata, _in_a_document_property):
            plant(folder / "cps/served", told)
        latest = [entry for entry in case.entries() if entry.stage == "redact" and entry.details["audience"] == "cps"][
            -1
        ]
        details = {key: value for key, value in latest.details.items() if key not in ("outputs", "replaces")}
        workspace.commit_folder(case, "redact", {"redacted/cps": folder / "cps"}, details, AT)
    with pytest.raises(ReleaseRefusedError) as caught:
        bundle.run(case, "cps", at=AT, report=(heard := _Heard()))
    said = "\n".join((*heard.lines, str(caught.value)))
    assert told not in said
    for place in ("a name that is itself a finding", "column status", "metadata", "served/list.xlsx"):
        assert place in said, said
    assert verify.verify(case.root).is_whole


def test_every_redaction_is_logged_and_the_log_holds_no_text(demonstration: Demonstration) -> None:
    log = tables.read(sorted((demonstration.case / "redacted/cps/log").glob("*.parquet")), "redaction_log").to_pylist()
    assert len(log) > MESSAGES / 10
    assert {row["action"] for row in log} <= {"pseudonym", "partial", "remove", "review", "withhold"}
    assert all(row["recogniser"] and row["category"] for row in log)


def run(folder: Path, workers: int) -> None:
    """The whole demonstration as a user runs it, at a fixed time."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767614400"}
    command = [sys.executable, "-m", "pipelines", "demo", str(folder), "--messages", "300", "--workers", str(workers)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr.rstrip().endswith("verified")


def test_one_worker_and_two_give_the_same_bytes(tmp_path: Path) -> None:
    for workers in (1, 2):
        run(tmp_path / str(workers) / "demo", workers)
    one, two = tmp_path / "1/demo", tmp_path / "2/demo"
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(two) for path in two.rglob("*") if path.is_file())
    assert [name for name in names if (one / name).read_bytes() != (two / name).read_bytes()] == []
