"""What says the same more than once is grouped and counted, within and across exports, and never removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from disclosure import tables, verify
from disclosure.workspace import Workspace
from pipelines import ingest, status
from pipelines.reporting import SilentReporter
from tests import support
from tests.conftest import AT
from tests.data import phone_databases as android


def _ingest(case: Workspace, path: Path) -> dict[str, Any]:
    return ingest.run(case, [path], "JLB/1", at=AT, workers=1, scheduler=None, report=SilentReporter())


def test_the_same_messages_in_two_exports_are_grouped(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    assert _ingest(case, android.messages(tmp_path / "one"))["duplicates"] == {}
    result = _ingest(case, android.with_log(tmp_path / "two"))
    assert result["duplicates"]["messages"] == {"groups": 4, "records": 8, "across_exports": 4}
    rows = tables.read(case.committed("duplicates"), "duplicates").to_pylist()
    assert {row["records_in_group"] for row in rows} == {2}
    assert len({row["content_key"] for row in rows}) == 4
    firsts = {row["artefact_id"]: row["content_key"] for row in rows if row["duplicate_of"] is None}
    assert len(firsts) == 4
    assert all(firsts[row["duplicate_of"]] == row["content_key"] for row in rows if row["duplicate_of"])
    messages = tables.read(case.table_files("messages"), "messages")
    assert messages.num_rows == 9  # nothing is removed
    assert {row["artefact_id"] for row in rows} <= set(messages["artefact_id"].to_pylist())
    assert status.run(case)["duplicates"] == result["duplicates"]
    assert verify.verify(case.root).is_whole


def test_a_message_twice_in_one_export_is_grouped_and_another_is_not(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    path = tmp_path / "report.xml"
    one, two = support.message(1, "hello"), support.message(2, "hello")
    again = one.replace('id="m1"', 'id="m9"')
    path.write_text(support.report(support.chat(one, two, again)), encoding="utf-8")
    assert _ingest(case, path)["duplicates"]["messages"] == {"groups": 1, "records": 2, "across_exports": 0}
