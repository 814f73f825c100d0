"""The sealed key opens with its passphrase alone, and no bundle takes it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from disclosure import sealed_key, tables
from disclosure.errors import InputError, UsageError
from disclosure.redact import residual

WORDS = "correct horse battery staple"
ROWS = [
    {"pseudonym": "Third party 0004", "role": "third_party", "party_id": None, "kind": "phone",
     "raw_value": "07700 900123", "value": "+447700900123", "person_id": "x", "number": 4,
     "evidence": "contact", "is_owner": False},
    {"pseudonym": "Complainant", "role": "complainant", "party_id": "jas", "kind": "name", "raw_value": "Jas",
     "value": "jas", "person_id": "y", "number": 1, "evidence": "case file", "is_owner": True},
]  # fmt: skip


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "key" / "pseudonyms.sealed"
    assert sealed_key.seal(path, ROWS, WORDS) == 2
    return path


def test_one_pseudonym_is_revealed(key: Path) -> None:
    (row,) = sealed_key.reveal(key, "[third party 4]", WORDS)
    assert row["raw_value"] == "07700 900123"
    assert sealed_key.reveal(key, "Third party 4", WORDS) == [row]
    assert sealed_key.reveal(key, "Third party 0005", WORDS) == []
    assert b"900123" not in key.read_bytes()


def test_a_wrong_passphrase_or_a_changed_file_opens_nothing(key: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not open"):
        sealed_key.reveal(key, "Complainant", WORDS + "s")
    stated, sealed = key.read_text().splitlines()
    for number, text in enumerate(
        (f"{stated}\n{sealed[:-8]}AAAAAAA=\n", stated.replace('"p": 1', '"p":  1') + f"\n{sealed}\n")
    ):
        changed = tmp_path / str(number)
        changed.write_text(text)
        with pytest.raises(InputError):
            sealed_key.reveal(changed, "Complainant", WORDS)
    (tmp_path / "other").write_text("nothing")
    with pytest.raises(InputError, match="not a sealed key"):
        sealed_key.reveal(tmp_path / "other", "Complainant", WORDS)
    asks_too_much = json.loads(stated)
    asks_too_much["scrypt"]["n"] = 1 << 30
    (tmp_path / "greedy").write_text(f"{json.dumps(asks_too_much)}\n{sealed}\n")
    with pytest.raises(InputError, match="not a sealed key"):
        sealed_key.reveal(tmp_path / "greedy", "Complainant", WORDS)
    with pytest.raises(InputError, match="does not exist"):
        sealed_key.reveal(tmp_path / "none", "Complainant", WORDS)


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        sealed_key.seal(tmp_path / "x", ROWS, "short")


def test_no_bundle_takes_what_turns_pseudonyms_back(key: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(key.read_bytes())
    (tmp_path / "age.txt").write_text("age-encryption.org/v1\n-> scrypt x\n")
    (tmp_path / "register.jsonl").write_text('{"key": "phone:x", "number": 1, "role": "third_party"}\n')
    tables.write_rows(tmp_path / "messages.parquet", "persons", [])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(key, "readme.txt")
    findings = residual.Scanner([]).folder(tmp_path)
    assert {(finding.path, finding.reason) for finding in findings} == {
        (name, "police_side") for name in ("notes.txt", "age.txt", "register.jsonl", "messages.parquet", "a.zip")
    }
