"""The page on decisions that come back, run line by line on the demonstration case."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.whole.conftest import Demonstration

PAGE = (ROOT / "docs/decisions.md").read_text(encoding="utf-8")


def outcome(case: Path, number: int) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((case / f"decisions/cps/{number}/outcome.json").read_text(encoding="utf-8"))
    return made


def test_two_submissions_and_their_decisions(demonstration: Demonstration, tmp_path: Path) -> None:
    block = re.search(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert block
    first, *lines = block[1].strip().splitlines()
    assert first == "disclosure demo demo-case"
    case = tmp_path / "demo-case/case"
    shutil.copytree(demonstration.case, case)
    for line in lines:
        command = re.sub(r"^disclosure ", f"{sys.executable} -m pipelines ", line)
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}: {done.stderr[-2000:]}"
    assert outcome(case, 1)["to_disclose"] == ["1"]
    assert {"item": "1", "police": "Does not pass disclosure test", "cps": "D"} in outcome(case, 1)["disagreements"]
    assert outcome(case, 2)["to_disclose"] == []
    assert {"item": "1", "from": "D", "to": "ND"} in outcome(case, 2)["changed"]
    assert outcome(case, 1)["refused"] == outcome(case, 2)["refused"] == []
