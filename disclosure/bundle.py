"""The bundle: what the recipient gets, with a manifest that anyone can check offline.

    <audience>-<n>/
      README.txt            what is in it and how to check it
      schedules/            the forms that are for this audience
      served/               redacted copies: Parquet, workbooks and PDFs
      redaction/            effective policy; for the CPS also the redaction log, which holds no text
      ledger_chain.jsonl    hashes of every step taken in the case, without details
      SHA256SUMS            digests, for checking with common tools
      manifest.json         every file with SHA-256 and size, versions, ledger head

The sensitive schedule and the disclosure officer's report go to the prosecutor alone: the defence gets the
non-sensitive schedule (CPS Disclosure Manual, chapters 7 and 8). The sensitive schedule, and what gives its reasons,
is in a bundle of its own (`sensitive-<n>`) that holds nothing else. Police-side files (identities, decisions,
the register) are never in a bundle.
"""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from disclosure import __version__, ledger
from disclosure.hashing import sha256_file
from disclosure.ledger import Entry
from disclosure.verify import CHAIN, MANIFEST

SUMS: Final = "SHA256SUMS"
_LIBRARIES: Final = ("pyarrow", "duckdb", "presidio-analyzer", "presidio-anonymizer", "spacy", "onnxruntime",
                     "tokenizers", "phonenumbers", "python-docx", "reportlab", "xlsxwriter")  # fmt: skip
SENSITIVE: Final = "sensitive"
"""Name of the bundle of the sensitive schedule, and of the folder of a submission that it is made from."""
_FOR_DEFENCE: Final = ("MG6C",)


def is_for(audience: str, name: str) -> bool:
    """Whether a schedule file goes to an audience, or into the bundle of the sensitive schedule.

    >>> is_for("defence", "UM MG6C 01DC0012326 submission 1.docx")
    True
    >>> is_for("cps", "sensitive/UM MG6D 01DC0012326 submission 1.docx")
    False
    >>> is_for(SENSITIVE, "sensitive/UM MG6D 01DC0012326 submission 1.docx")
    True
    """
    if name.startswith("sensitive/") != (audience == SENSITIVE):
        return False
    if audience in ("cps", SENSITIVE):
        return True
    return "/" not in name and any(form in name.split() for form in _FOR_DEFENCE)


def gather(folder: Path, audience: str, schedules: Path, redacted: Path | None) -> None:
    """Copy what the audience gets into an empty folder.

    Args:
        folder: Where to put it.
        audience: Who it is for, or sensitive.
        schedules: Folder of the latest submission.
        redacted: Folder of the audience's redacted copies; none for the sensitive schedule.
    """
    for path in _files(schedules):
        name = path.relative_to(schedules).as_posix()
        if is_for(audience, name):
            _copy(path, folder / "schedules" / name)
    if redacted is None:
        return
    for path in _files(redacted / "served"):
        _copy(path, folder / "served" / path.relative_to(redacted / "served"))
    _copy(redacted / "policy.json", folder / "redaction" / "policy.json")
    if audience == "cps":
        for path in _files(redacted / "log"):
            _copy(path, folder / "redaction" / "log" / path.relative_to(redacted / "log"))


def seal(folder: Path, *, audience: str, urn: str, submission: int, entries: Sequence[Entry], at: datetime) -> str:
    """Write the ledger chain, the read-me, the digests and the manifest.

    Args:
        folder: The gathered bundle.
        audience: cps, defence or court.
        urn: Unique reference number of the case.
        submission: Number of the submission whose schedules it holds.
        entries: The ledger up to now.
        at: Time of making.

    Returns:
        SHA-256 of the manifest.
    """
    chain = "".join(json.dumps(link, sort_keys=True) + "\n" for link in ledger.chain(entries))
    (folder / CHAIN).write_text(chain, encoding="utf-8", newline="\n")
    (folder / "README.txt").write_text(_readme(audience, urn, submission), encoding="utf-8", newline="\n")
    sums = "".join(f"{sha256_file(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder))
    (folder / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    manifest: dict[str, Any] = {
        "audience": audience,
        "files": [
            {"path": path.relative_to(folder).as_posix(), "sha256": sha256_file(path), "bytes": path.stat().st_size}
            for path in _files(folder)
        ],
        "ledger_head": ledger.head(entries),
        "made_at": at.isoformat(timespec="seconds"),
        "submission": submission,
        "urn": urn,
        "versions": {
            "disclosure": __version__,
            "python": platform.python_version(),
            **{name: metadata.version(name) for name in _LIBRARIES},
        },
    }
    path = folder / MANIFEST
    path.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    return sha256_file(path)


def _readme(audience: str, urn: str, submission: int) -> str:
    if audience == SENSITIVE:
        return (
            f"URN {urn}, submission {submission}: SENSITIVE unused material, for the reviewing prosecutor alone.\n\n"
            "Not to be disclosed to the defence, nor kept with the other schedules.\n\n" + _CHECKED
        )
    recipient = {"cps": "the Crown Prosecution Service", "defence": "the defence", "court": "the court"}[audience]
    return (
        f"URN {urn}, submission {submission}: unused material prepared for {recipient}.\n\n"
        "schedules/   schedules of unused material (Word, PDF, Excel and JSON with the same content)\n"
        "served/      redacted copies of the material listed individually; PDFs and workbooks are for reading,\n"
        "             Parquet files hold the same rows for analysis\n"
        "redaction/   the policy that was applied\n\n"
        "Words in square brackets stand for what was redacted. The same label stands for the same person throughout.\n"
        "Passages were found by software and need a person's review. Attachments are listed in served/attachments.csv\n"
        "with why each is withheld; one is included only where a person looked at it and released it.\n\n" + _CHECKED
    )


_CHECKED: Final = (
    "To check that nothing was altered since this bundle was made:\n"
    "    disclosure verify FOLDER            with the disclosure toolkit, or\n"
    f"    sha256sum --check {SUMS}        inside the folder, with common tools\n"
    "and compare the SHA-256 of manifest.json with the one the sender states separately.\n"
)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
