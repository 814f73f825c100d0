"""A force's own Word templates given to the schedules of a case."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from disclosure import ledger
from disclosure.documents import built_in_templates
from disclosure.errors import InputError, UsageError
from disclosure.workspace import Workspace
from pipelines import schedule
from pipelines.reporting import SilentReporter
from tests.conftest import AT
from tests.unit.pipelines.test_schedule import build, searched


@pytest.fixture
def case(tmp_path: Path) -> Workspace:
    return searched(build(tmp_path / "case"))


def test_a_forces_own_templates_are_used_and_recorded(case: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    built_in_templates.write_all(folder)
    for path in folder.iterdir():
        if path.stem not in ("MG6C", "MG6E"):
            path.unlink()
    document = docx.Document(str(folder / "MG6C.docx"))
    document.add_paragraph("Form 1234")
    document.save(str(folder / "MG6C.docx"))
    result = schedule.run(case, templates=folder, at=AT, report=SilentReporter())
    (name,) = [name for name in result["files"] if "MG6C" in name and name.endswith(".docx")]
    assert docx.Document(str(case.root / name)).paragraphs[-1].text == "Form 1234"
    entry = ledger.latest(case.entries(), "schedule")
    assert entry is not None
    assert sorted(entry.details["templates"]) == ["MG6C.docx", "MG6E.docx"]


def test_templates_that_are_not_there_or_do_not_fit_issue_nothing(case: Workspace, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError) as usage:
        schedule.run(case, templates=tmp_path / "empty", at=AT, report=SilentReporter())
    assert "MG6C.docx" in str(usage.value)
    (case.root / "templates").mkdir()
    docx.Document().save(str(case.root / "templates/MG6E.docx"))
    with pytest.raises(InputError) as caught:
        schedule.run(case, at=AT, report=SilentReporter())
    assert "MG6E.docx lacks {{ certification }}" in str(caught.value)
    assert ledger.latest(case.entries(), "schedule") is None
    assert not (case.root / "schedules").exists()
