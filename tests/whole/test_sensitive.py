"""Sensitive material of the demonstration case: in a bundle of its own, and in nothing else that leaves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from disclosure import verify, workspace
from disclosure.errors import ReleaseRefusedError
from disclosure.workspace import Workspace
from pipelines import bundle, redact, schedule, sensitive
from pipelines.reporting import SilentReporter
from tests.conftest import AT
from tests.whole.conftest import Demonstration

REASON = "Disclosure of these words would put somebody who helped in real danger of harm"


@pytest.fixture(scope="module")
def case(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demonstration with its first selected conversation named as sensitive before anything is issued."""
    root = tmp_path_factory.mktemp("sensitive") / "case"
    shutil.copytree(demonstration.case, root)
    chosen = conversation(root)
    (root / "decisions.toml").write_text(
        f'[[sensitive]]\nconversation_id = "{chosen}"\nreason = "{REASON}"\nprosecutor_informed = true\n'
        '[[not_relevant]]\nexhibit = "JLB/1"\ntable = "notes"\nreason = "no bearing"\ndecided_by = "DC Example"\n'
    )
    made = workspace.open_workspace(root)
    redact.run(made, "cps", at=AT, workers=1, report=SilentReporter())
    schedule.run(made, at=AT, report=SilentReporter())
    return made


def conversation(root: Path) -> str:
    rows = pq.read_table(root / "relevance/search/material_status.parquet").to_pylist()
    return next(str(row["conversation_id"]) for row in rows if row["status"] == "responsive" and row["conversation_id"])


def records(root: Path) -> set[str]:
    rows = pq.read_table(root / "schedules/register/artefact_accounts.parquet").to_pylist()
    return {row["artefact_id"] for row in rows if row["is_sensitive"] or row["outcome"] == "not_relevant"}


def test_the_sensitive_schedule_has_a_bundle_of_its_own(case: Workspace) -> None:
    result = bundle.run(case, "sensitive", at=AT, report=SilentReporter())
    folder = case.root / result["folder"]
    held = [path.name for path in (folder / "schedules").rglob("*") if path.is_file()]
    assert any("MG6D" in name for name in held)
    assert not any("MG6C" in name or "DMD" in name for name in held)
    assert not (folder / "served").exists()
    assert verify.verify(folder).is_whole
    told = [path.read_text(encoding="utf-8") for path in folder.rglob("*MG6D* submission 2.json")]
    assert told
    assert all(REASON in text for text in told)


def test_nothing_else_holds_it(case: Workspace) -> None:
    hidden = records(case.root)
    assert hidden
    result = bundle.run(case, "cps", at=AT, report=SilentReporter())
    folder = case.root / result["folder"]
    assert not any("MG6D" in path.name for path in folder.rglob("*"))
    for path in folder.rglob("*.parquet"):
        table = pq.read_table(path)
        for name in {"artefact_id", "message_id", "parent_id"} & set(table.column_names):
            assert hidden.isdisjoint(table.column(name).to_pylist()), path.name


@pytest.mark.parametrize(
    ("planted", "sort"),
    [("served/note.txt", "wording"), ("schedules/UM MG6C x.txt", "number")],
)
def test_a_leak_planted_in_a_bundle_is_found(case: Workspace, tmp_path: Path, planted: str, sort: str) -> None:
    path = tmp_path / planted
    path.parent.mkdir()
    path.write_text("put somebody who helped in a cell" if sort == "wording" else "See also S1.", encoding="utf-8")
    with pytest.raises(ReleaseRefusedError) as caught:
        sensitive.check_bundle(case, tmp_path)
    assert f"{planted} ({sort})" in str(caught.value)
    assert "somebody" not in str(caught.value)


def test_copies_made_before_the_decision_stop_the_bundle(case: Workspace, demonstration: Demonstration) -> None:
    with pytest.raises(ReleaseRefusedError) as caught:
        sensitive.check_bundle(case, demonstration.case / "redacted/cps")
    assert "(records)" in str(caught.value)
