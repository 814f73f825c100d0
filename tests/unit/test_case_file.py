"""case.toml: what is wrong is named with its key and the nearest valid one, never with its value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from disclosure import case_file
from disclosure.errors import CaseFileError
from tests.support import CANARY, CASE_TOML


def load(tmp_path: Path, text: str) -> case_file.CaseFile:
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    return case_file.load(path)


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    loaded = load(tmp_path, CASE_TOML)
    assert [party.id for party in loaded.party] == ["complainant", "suspect"]
    assert loaded.party[0].role in case_file.PROTECTED_ROLES
    assert loaded.party[1].role not in case_file.PROTECTED_ROLES


def test_the_template_is_sound(tmp_path: Path) -> None:
    text = case_file.template("01DC0000126", "Demonstration Constabulary", date(2026, 1, 5))
    assert load(tmp_path, text).case.created == date(2026, 1, 5)
    # The commented examples must be valid too, once the comment marks are gone.
    uncommented = "\n".join(
        line[2:] if line.startswith(("# [[", "# ref", "# id", "# role", "# names", "# phones", "# terms")) else line
        for line in text.splitlines()
    )
    assert load(tmp_path, uncommented).party[0].names == ("Given Surname",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("urn =", "urm ="), ["unknown key 'case.urm'", "did you mean 'urn'?", "key 'case.urn' is missing"]),
        (("phones = [", "fones = ["), ["party[1].fones", "did you mean 'phones'?"]),
        (("[[line_of_enquiry]]", "[[lines_of_enquiry]]"), ["unknown key 'lines_of_enquiry'", "line_of_enquiry"]),
        (('role = "suspect"', 'role = "suspekt"'), ["party[2].role", "complainant", "suspect"]),
        (('owner = "complainant"', 'owner = "complainent"'), ["exhibit.owner", "did you mean 'complainant'?"]),
        (('id = "suspect"', 'id = "complainant"'), ["party.id 'complainant' is used twice"]),
        (('terms = ["follow*"]', 'contacts = ["suspcet"]'), ["line_of_enquiry.contacts", "the party 'suspect'?"]),
        (("[[line_of_enquiry]]", '[scope]\ncontacts = ["Complainent"]\n[[line_of_enquiry]]'), ["scope.contacts", "'@"]),
        (("created = 2026-01-05", 'created = "soon"'), ["case.created"]),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: tuple[str, str], expected: list[str]) -> None:
    with pytest.raises(CaseFileError) as caught:
        load(tmp_path, CASE_TOML.replace(*change))
    assert "case.toml" in caught.value.message
    for words in expected:
        assert words in str(caught.value)


def test_a_user_name_like_a_partys_id_is_written_with_its_sign(tmp_path: Path) -> None:
    contacts = 'contacts = ["@suspect1", "07700 900104", "sam_o", "suspect"]'
    assert (
        load(tmp_path, CASE_TOML.replace('terms = ["follow*"]', contacts)).line_of_enquiry[0].contacts[0] == "@suspect1"
    )


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match="line 3"):
        load(tmp_path, '[case]\nurn = "1"\nforce = = "x"\n')


def test_values_never_reach_the_message(tmp_path: Path) -> None:
    broken = CASE_TOML.replace('phones = ["07700 900101"]', f'phones = "{CANARY}"')
    with pytest.raises(CaseFileError) as caught:
        load(tmp_path, broken)
    assert CANARY not in str(caught.value)
    assert "party[1].phones" in str(caught.value)
