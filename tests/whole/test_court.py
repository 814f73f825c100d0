"""Copies for the court, end to end on a case of four messages, with what people corrected, reviewed and released."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from disclosure import tables, verify, workspace
from disclosure.hashing import sha256_file
from disclosure.redact import outgoing
from disclosure.workspace import Workspace, encode_ref
from pipelines import bundle, redact, schedule, search
from pipelines.reporting import SilentReporter
from tests.conftest import AT
from tests.support import CANARY, CASE_TOML

EXHIBIT = "JLB/1"
IDS = [f"{number:032x}" for number in range(1, 5)]
PICTURE = "f" * 32
BODIES = (
    "he keeps following Jaz when she is out with Shazza",
    "ring me on 07700 900101, the follower has reg JT17 ABC",
    "my solicitor says do not follow that up",
    "following up: meet at 54.48211, 0.91234",
)
PRIVILEGE = '\n[privilege]\nterms = ["solicitor"]\n'
SIGNED = 'by = "DC Example"\non = 2026-01-31\nwhy = "seen"\n'


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A case with four messages, one of them privileged, and a picture."""
    root = tmp_path_factory.mktemp("court") / "case"
    workspace.create(root, "x", "x", AT)
    (root / workspace.CASE_FILE).write_text(CASE_TOML + PRIVILEGE, encoding="utf-8")
    made = workspace.open_workspace(root)
    messages = [
        {
            "artefact_id": id_,
            "conversation_id": f"c{number}",
            "ordinal": 0,
            "sender_identifier": "+447700900102",
            "sender_identifier_kind": "phone",
            "sender_identifier_normalised": "+447700900102",
            "body": body,
            "application": "SMS",
            "sent_at": datetime(2025, 7, 1, tzinfo=UTC),
        }
        for number, (id_, body) in enumerate(zip(IDS, BODIES, strict=True))
    ]
    picture = {"artefact_id": PICTURE, "parent_id": IDS[0], "parent_table": "messages", "content_type": "image/jpeg"}
    add(made, messages=messages, attachments=[{**picture, "file_name": "IMG_1.jpg", "status": "present"}])
    return made


def add(case: Workspace, **rows: list[Mapping[str, Any]]) -> None:
    with workspace.staging(case, "ingest") as folder:
        for table, listed in rows.items():
            path = folder / "artefacts" / table / f"exhibit_ref={encode_ref(EXHIBIT)}" / "part.parquet"
            tables.write_rows(path, table, [{"exhibit_ref": EXHIBIT, **row} for row in listed])
        details = {"exhibit_ref": EXHIBIT, "source": {"name": "x.ufdr", "sha256": "00"}}
        workspace.commit_files(case, "ingest", folder, details, AT)


def served(case: Workspace) -> tuple[dict[str, str], list[dict[str, Any]], dict[str, Any]]:
    search.run(case, at=AT, report=SilentReporter())
    result = redact.run(case, "court", at=AT, workers=1, report=SilentReporter())
    folder = case.root / "redacted/court"
    rows = pq.read_table(folder / "served/messages").to_pylist()
    log = tables.read(sorted((folder / "log").glob("*.parquet")), "redaction_log").to_pylist()
    return {row["artefact_id"]: row["body"] for row in rows}, log, result


def test_from_redaction_to_a_verified_bundle(case: Workspace) -> None:
    bodies, log, result = served(case)
    assert IDS[2] not in bodies
    assert bodies[IDS[1]] == "ring me on [Complainant: phone number], the follower has reg [vehicle registration]"
    assert bodies[IDS[3]] == "following up: meet at [location]"
    assert all(entry["policy_line"] for entry in log if not entry["reviewer"])
    assert result["attachments_withheld"] == 1
    assert result["under_review"] == 0

    released = case.root / "released"
    released.mkdir()
    (released / "blurred.jpg").write_bytes(b"\xff\xd8 blurred")
    start = BODIES[0].index("Shazza")
    (case.root / "corrections.toml").write_text(
        f'[[correction]]\nkind = "under"\nartefact_id = "{IDS[0]}"\ncolumn = "body"\nstart = {start}\n'
        f'end = {start + 6}\ncategory = "Named individual"\n{SIGNED}'
        f'[[correction]]\nkind = "over"\nartefact_id = "{IDS[2]}"\ncolumn = "body"\nstart = 0\nend = 9\n{SIGNED}',
        encoding="utf-8",
    )
    (case.root / "reviews.toml").write_text(
        f'[[attachment]]\nartefact_id = "{PICTURE}"\nfile = "released/blurred.jpg"\n'
        f'sha256 = "{sha256_file(released / "blurred.jpg")}"\nshows_people_checked = true\n{SIGNED}',
        encoding="utf-8",
    )
    bodies, log, result = served(case)
    assert result["attachments_released"] == 1
    assert "Shazza" not in bodies[IDS[0]]
    assert IDS[2] not in bodies
    corrected = [(entry["correction"], entry["reviewer"]) for entry in log if entry["decision_ref"]]
    assert corrected == [(1, "DC Example")]
    assert result["decisions_without_effect"] == ["corrections.toml 2"]
    assert redact.run(case, "court", at=AT, workers=1, report=SilentReporter())["unchanged"]

    schedule.run(case, at=AT, report=SilentReporter())
    made = bundle.run(case, "court", at=AT, report=SilentReporter())
    folder = case.root / made["folder"]
    assert verify.verify(folder).is_whole
    assert (folder / "served/attachments" / f"{PICTURE}.jpg").read_bytes() == b"\xff\xd8 blurred"
    sheets = "\n".join(text for _, text in outgoing.read(next((folder / "served").glob("*.xlsx"))))
    assert f"(attachments/{PICTURE}.jpg)" in sheets
    assert "the court" in (folder / "README.txt").read_text(encoding="utf-8")
    assert '"source":' in (folder / "redaction/policy.json").read_text(encoding="utf-8")
    assert not (folder / "redaction/log").exists()
    searchable = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".jpg"]
    content = "\n".join(text for path in searchable for _, text in outgoing.read(path))
    for hidden in ("Shazza", "solicitor says", "07700 900101", "JT17", CANARY):
        assert hidden not in content


def test_what_waits_for_review_can_be_released_from_the_list_of_it(case: Workspace) -> None:
    search.run(case, at=AT, report=SilentReporter())
    result = redact.run(case, "cps", at=AT, workers=1, report=SilentReporter())
    assert result["under_review"] == 1
    listed = (case.root / "redacted/cps/to_review.toml").read_text(encoding="utf-8")
    assert "54.48" not in listed
    entry = listed.partition("[[release]]\n")[2].replace("# ", "").replace('action = ""', 'action = "keep"')
    entry = entry.replace('by = ""', 'by = "DC Example"').replace("on =\n", "on = 2026-01-31\n")
    reviews = case.root / "reviews.toml"
    before = reviews.read_text(encoding="utf-8")
    reviews.write_text(f"{before}\n[[release]]\n{entry}".replace('why = ""', 'why = "charged"'), encoding="utf-8")
    assert redact.run(case, "cps", at=AT, workers=1, report=SilentReporter())["under_review"] == 0
    rows = pq.read_table(case.root / "redacted/cps/served/messages").to_pylist()
    assert any(row["body"] == BODIES[3] for row in rows)


def test_a_released_file_that_changed_stops_the_bundle(case: Workspace) -> None:
    folder = Path(case.root / "released")
    (folder / "blurred.jpg").write_bytes(b"something else")
    (case.root / "reviews.toml").write_text(
        (case.root / "reviews.toml").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    )
    with pytest.raises(Exception, match="SHA-256"):
        served(case)
