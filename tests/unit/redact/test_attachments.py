"""Attachments: withheld with a reason, released only as they were reviewed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from disclosure.errors import InputError
from disclosure.hashing import sha256_file
from disclosure.redact import attachments
from disclosure.redact.person_decisions import AttachmentRelease

ID = "0123456789abcdef0123456789abcdef"


def row(content_type: str | None, name: str = "x", status: str = "present") -> dict[str, str | None]:
    return {"artefact_id": ID, "parent_id": "p", "content_type": content_type, "file_name": name, "status": status}


def release(path: Path, case: Path, **fields: object) -> dict[str, AttachmentRelease]:
    entry = {
        "artefact_id": ID,
        "by": "DC Example",
        "on": "2026-01-31",
        "why": "read",
        "file": path.relative_to(case).as_posix(),
        "sha256": sha256_file(path),
        **fields,
    }
    return {ID: AttachmentRelease.model_validate(entry)}


def index(served: Path) -> list[dict[str, str]]:
    with (served / attachments.INDEX).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    case, served = tmp_path / "case", tmp_path / "served"
    (case / "released").mkdir(parents=True)
    served.mkdir()
    return case, served


@pytest.mark.parametrize(
    ("content_type", "name", "status", "said"),
    [
        ("image/jpeg", "a", "present", "picture"),
        (None, "note.OPUS", "present", "recording"),
        ("application/pdf", "a.pdf", "present", "not searched"),
        ("image/jpeg", "a", "listed_but_missing", "not in the export"),
    ],
)
def test_every_attachment_is_withheld_with_a_reason(
    folders: tuple[Path, Path], content_type: str | None, name: str, status: str, said: str
) -> None:
    case, served = folders
    counts = attachments.serve(case, served, [row(content_type, name, status)], {})
    assert counts == {"attachments_withheld": 1, "attachments_released": 0}
    (entry,) = index(served)
    assert entry["decision"] == "withheld"
    assert said in entry["reason"]
    assert not (served / attachments.FOLDER).exists()


def test_a_released_file_is_copied_with_its_digest(folders: tuple[Path, Path]) -> None:
    case, served = folders
    path = case / "released/note.txt"
    path.write_text("as read", encoding="utf-8")
    assert attachments.serve(case, served, [row("text/plain")], release(path, case))["attachments_released"] == 1
    (entry,) = index(served)
    assert entry["sha256"] == sha256_file(path) == sha256_file(served / entry["file"])
    assert entry["reviewer"] == "DC Example"


@pytest.mark.parametrize(
    ("content_type", "fields", "said"),
    [
        ("image/jpeg", {}, "shows_people_checked"),
        ("text/plain", {"sha256": "1" * 64}, "SHA-256"),
        ("text/plain", {"file": "released/absent.txt"}, "not below the case"),
        ("text/plain", {"file": "../outside.txt"}, "not below the case"),
    ],
)
def test_what_is_not_as_reviewed_is_refused(
    folders: tuple[Path, Path], content_type: str, fields: dict[str, str], said: str
) -> None:
    case, served = folders
    path = case / "released/note.txt"
    path.write_text("as read", encoding="utf-8")
    (case.parent / "outside.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        attachments.serve(case, served, [row(content_type)], release(path, case, **fields))


def test_a_picture_is_served_when_it_was_checked_for_people(folders: tuple[Path, Path]) -> None:
    case, served = folders
    path = case / "released/a.JPG"
    path.write_bytes(b"picture")
    attachments.serve(case, served, [row("image/jpeg")], release(path, case, shows_people_checked=True))
    assert (served / attachments.FOLDER / f"{ID}.jpg").read_bytes() == b"picture"
