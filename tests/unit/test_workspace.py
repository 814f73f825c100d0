"""The workspace: one writer, and a killed commit leaves the old state or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure import ledger, verify, workspace
from disclosure.errors import UsageError
from disclosure.workspace import decode_ref, encode_ref
from tests import support
from tests.conftest import AT


@pytest.mark.parametrize("ref", ["JLB/1", "..", "a b", "C:\\x", "ü/1", "con.", "%2F"])
def test_exhibit_references_become_one_safe_name_and_back(ref: str) -> None:
    name = encode_ref(ref)
    assert decode_ref(name) == ref
    assert not set(name) & set("/\\: .")


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    with workspace.locked(case), pytest.raises(UsageError, match="at work"), workspace.locked(case):
        pass
    with workspace.locked(case):
        pass


def test_a_lock_left_by_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (case.root / ".lock").write_text(str(ended.pid))
    with workspace.locked(case):
        assert (case.root / ".lock").read_text() == str(os.getpid())


def commit(case: workspace.Workspace, content: str) -> ledger.Entry:
    with workspace.staging(case, "search") as folder:
        (folder / "new").mkdir()
        (folder / "new" / "a.json").write_text(content)
        return workspace.commit_folder(case, "search", {"relevance/search": folder / "new"}, {}, AT)


def test_a_commit_replaces_the_folder_and_is_listed(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    commit(case, "one")
    commit(case, "two")
    assert (case.root / "relevance/search/a.json").read_text() == "two"
    assert verify.verify(case.root).is_whole


def test_a_commit_killed_before_its_ledger_entry_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = support.case(tmp_path, AT)
    commit(case, "one")
    with monkeypatch.context() as patched:
        patched.setattr(workspace.ledger, "append", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        patched.setattr(workspace.shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            commit(case, "two")
    assert (case.root / "relevance/search/a.json").read_text() == "two"
    with workspace.locked(case):
        pass
    assert (case.root / "relevance/search/a.json").read_text() == "one"
    assert verify.verify(case.root).is_whole


def test_what_changed_is_told_by_verification(tmp_path: Path) -> None:
    case = support.case(tmp_path, AT)
    commit(case, "one")
    (case.root / "relevance/search/a.json").write_text("edited")
    (case.root / "relevance/search/extra.json").write_text("new")
    found = verify.verify(case.root)
    assert found.altered == ("relevance/search/a.json",)
    assert found.unlisted == ("relevance/search/extra.json",)
    (case.root / "relevance/search/a.json").unlink()
    assert verify.verify(case.root).missing == ("relevance/search/a.json",)
