"""Who is who on the demonstration case: shown, corrected, sealed, revealed; and nothing of it in a bundle."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from disclosure import stages, tables, verify, workspace
from disclosure.errors import InputError
from pipelines import people, reveal
from tests.conftest import AT
from tests.whole.conftest import Demonstration

WORDS = "four words and more"


@pytest.fixture(scope="module")
def root(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("people") / "case"
    shutil.copytree(demonstration.case, copy)
    return copy


def test_what_is_shown_without_asking_holds_no_value(root: Path) -> None:
    case = workspace.open_workspace(root)
    shown = people.show(case, at=AT, values=False, who="")
    text = json.dumps(shown)
    for row in tables.read([root / "identities/persons.parquet"], "persons").to_pylist():
        assert row["kind"] in ("name", "shown_name") or row["raw_value"] not in text
    assert {"Complainant", "Suspect"} <= {person["pseudonym"] for person in shown["persons"]}
    assert len(case.entries()) == len(workspace.open_workspace(root).entries())
    asked = people.show(case, at=AT, values=True, who="DC Example")
    assert "Jasleen Bhamra" in json.dumps(asked)
    assert case.entries()[-1].details["who"] == "DC Example"


def test_one_pseudonym_is_revealed_on_record(root: Path) -> None:
    case = workspace.open_workspace(root)
    reveal.seal(case, passphrase=WORDS, who="DC Example", at=AT)
    found = reveal.reveal(case, "complainant", passphrase=WORDS, who="DC Example", why="item 12", at=AT)
    assert {"kind": "name", "value": "Jasleen Bhamra"} in found["identifiers"]
    entry = case.entries()[-1]
    assert (entry.stage, entry.details["who"], entry.details["why"]) == ("reveal", "DC Example", "item 12")
    with pytest.raises(InputError):
        reveal.reveal(case, "Jasleen Bhamra", passphrase=WORDS, who="DC Example", why="item 12", at=AT)
    with pytest.raises(InputError):
        reveal.reveal(case, "Complainant", passphrase=WORDS[::-1], who="DC Example", why="item 12", at=AT)
    assert [entry.details["outcome"] for entry in case.entries()[-2:]] == ["no_such_pseudonym", "passphrase_wrong"]
    assert "Bhamra" not in (root / workspace.LEDGER).read_text(encoding="utf-8")
    assert verify.verify(root).is_whole


def test_a_correction_makes_stale_what_rests_on_it(root: Path) -> None:
    case = workspace.open_workspace(root)
    before = people.show(case, at=AT, values=False, who="")
    (root / workspace.PEOPLE_FILE).write_text(
        '[[assign]]\nparty = "witness-1"\nidentifiers = ["Third party 0003"]\nwho = "DC Example"\nwhen = 2026-01-12\n'
        'why = "x"\n'
    )
    case = workspace.open_workspace(root)
    for stage in (stages.SEARCH, stages.IDENTITIES, stages.REDACT, stages.SCHEDULE):
        latest = [entry for entry in case.entries() if entry.stage == stage.name][-1]
        assert stage.is_stale(case, latest), stage.name
    after = {person["pseudonym"] for person in people.show(case, at=AT, values=False, who="")["persons"]}
    assert {person["pseudonym"] for person in before["persons"]} - after == {"Third party 0003"}


def test_the_jigsaw_report_is_in_the_case_and_in_no_bundle(demonstration: Demonstration) -> None:
    rows = pq.read_table(demonstration.case / "redacted/cps/jigsaw/records.parquet").to_pylist()
    assert {row["party_id"] for row in rows} <= {"complainant", "witness-1", "witness-2", "mother", "ex-partner"}
    assert rows
    names = [path.as_posix() for bundle in demonstration.result["bundles"] for path in Path(bundle).rglob("*")]
    assert names
    assert not [name for name in names if "jigsaw" in name or "identities" in name or "sealed" in name]
