"""Set everything up and run: `python3 start.py demo`, `python3 start.py test`, or any `disclosure` command.

Needs nothing but Python 3.11 and pip. Makes a virtual environment in `.venv` beside this file, installs the
pinned packages into it once, and runs there. Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
USAGE = "usage: python3 start.py demo [DIR] | test [PYTEST ARGUMENTS] | COMMAND ARGUMENTS OF disclosure"


def set_up(requirements: str) -> None:
    """Make the environment hold exactly the pinned packages of a requirements file, and the toolkit."""
    stamp = VENV / f"installed-{requirements}"
    wanted = hashlib.sha256(
        b"".join((ROOT / name).read_bytes() for name in ("requirements.txt", requirements, "pyproject.toml"))
    ).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    sys.stderr.write(f"Setting up {VENV.name} from {requirements}; this is done once.\n")
    if not PYTHON.exists():
        # Some distributions ship Python without ensurepip; the pip that is here can serve the environment.
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--requirement", str(ROOT / requirements)], check=True)
    subprocess.run([*pip, "install", "--no-deps", "--editable", str(ROOT)], check=True)
    stamp.write_text(wanted)


def main(arguments: list[str]) -> int:
    """Set up what the command needs, then run it."""
    if sys.version_info < (3, 11):
        sys.stderr.write("Python 3.11 or newer is needed.\n")
        return 2
    if not arguments:
        sys.stderr.write(f"{USAGE}\n")
        return 2
    try:
        if arguments[0] == "test":
            set_up("requirements-dev.txt")
            return subprocess.run([str(PYTHON), "-m", "pytest", *arguments[1:]], cwd=ROOT, check=False).returncode
        set_up("requirements.txt")
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"Setting up failed (see above); step ended with {error.returncode}.\n")
        return 3
    return subprocess.run([str(PYTHON), "-m", "pipelines", *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
