"""What the README and the notebook say, run as written."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT
from tests.whole.conftest import Demonstration

README = (ROOT / "README.md").read_text(encoding="utf-8")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return str(found)


def test_the_steps_of_the_readme(demonstration: Demonstration, tmp_path: Path) -> None:
    for export in demonstration.generated.glob("*.ufdr"):
        shutil.copy(export, tmp_path)
    for line in block("sh").splitlines():
        if line.startswith("#"):
            shutil.copy(demonstration.generated / "case.toml", tmp_path / "my-case" / "case.toml")
            continue
        program, *arguments = shlex.split(line)
        assert program == "disclosure"
        command = [sys.executable, "-m", "pipelines", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}: {done.stderr[-2000:]}"


def test_every_command_of_the_readme_exists() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for command in listed:
        assert re.search(rf"\b{command}\b", done.stdout)
    assert len(listed) >= 11


def test_the_python_of_the_readme(demonstration: Demonstration, tmp_path: Path) -> None:
    shutil.copytree(demonstration.case, tmp_path / "my-case")
    done = subprocess.run(
        [sys.executable, "-c", block("python")], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "WhatsApp" in done.stdout
    assert "900123" not in done.stdout


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_notebooks_run(demonstration: Demonstration, tmp_path: Path, path: Path) -> None:
    shutil.copytree(demonstration.case, tmp_path / "demo-case" / "case")
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "committed with outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
