"""people.toml: what an analyst decides about who is who, honoured by every later run.

    [[merge]]                                  # these are one person's
    identifiers = ["07700 900123", "@some.handle", "Third party 0004"]
    who = "DC Prydderch"
    when = 2026-01-12
    why = "says so in a message, JLB/1"

    [[split]]                                  # these are one person's, and nobody else's
    identifiers = ["07700 900124"]
    …

    [[assign]]                                 # these belong to a party of case.toml
    party = "witness-1"
    identifiers = ["Third party 0009"]
    …

An identifier is written as in case.toml, or as the pseudonym of whoever has it. Numbers of pseudonyms never change:
of two persons merged the earlier number stays, and undoing the merge brings the other back.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from disclosure.case_file import CaseFile
from disclosure.errors import CaseFileError
from disclosure.faults import faults, nearest
from disclosure.identities import register
from disclosure.identities.occurrences import KEY_KINDS
from disclosure.normalise.identifiers import classify
from disclosure.workspace import PEOPLE_FILE

FILE_NAME: Final = PEOPLE_FILE

Text = Annotated[str, Field(min_length=1)]


class _Correction(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    identifiers: tuple[Text, ...] = Field(min_length=1)
    who: Text
    when: date
    why: Text


class Merge(_Correction):
    """Identifiers that are one person's."""


class Split(_Correction):
    """Identifiers that are one person's, and nobody else's."""


class Assign(_Correction):
    """Identifiers that belong to a party."""

    party: Text


class Corrections(BaseModel):
    """The whole of people.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    merge: tuple[Merge, ...] = ()
    split: tuple[Split, ...] = ()
    assign: tuple[Assign, ...] = ()


def load(path: Path) -> Corrections:
    """Read corrections; none where there is no file.

    Raises:
        CaseFileError: The file is not TOML or not of that form; the message names the key, never the value.
    """
    if not path.exists():
        return Corrections()
    try:
        return Corrections.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        told = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "it is not UTF-8"
        raise CaseFileError("people_file_not_toml", f"{path}: {told}.", "Correct that line.") from None
    except ValidationError as error:
        raise CaseFileError("people_file_invalid", f"{path}: {faults(error, _keys_at)}", "Correct it.") from None


def _keys_at(location: tuple[int | str, ...]) -> list[str]:
    """The keys that are valid at a place of the file."""
    models: dict[str, type[BaseModel]] = {"merge": Merge, "split": Split, "assign": Assign}
    return list(models.get(str(location[0]), Corrections).model_fields if location else models)


def apply(case_file: CaseFile, corrections: Corrections) -> CaseFile:
    """The case file with what analysts assigned to its parties, so that every stage goes by it.

    Raises:
        CaseFileError: A correction names a party that case.toml does not have.
    """
    added: dict[str, dict[str, list[str]]] = {}
    for number, correction in enumerate(corrections.assign, start=1):
        if case_file.party_by_id(correction.party) is None:
            raise CaseFileError(
                "people_file_invalid",
                f"{FILE_NAME}: assign[{number}].party is no party of case.toml; "
                f"{nearest(correction.party, [party.id for party in case_file.party])}",
                "Correct it.",
            )
        for raw in correction.identifiers:
            if register.parse(raw) is None:
                kind = classify(raw, case_file.case.region).kind
                column = {"phone": "phones", "whatsapp_jid": "phones", "email": "emails"}.get(kind, "handles")
                added.setdefault(correction.party, {}).setdefault(column, []).append(raw)
    if not added:
        return case_file
    parties = [
        party.model_copy(
            update={column: (*getattr(party, column), *values) for column, values in added.get(party.id, {}).items()}
        )
        for party in case_file.party
    ]
    return case_file.model_copy(update={"party": tuple(parties)})


def keys_of(raw: str, region: str, registered: Sequence[register.Registered]) -> tuple[str, ...]:
    """Keys of an identifier, or of everybody who ever had a pseudonym."""
    numbered = register.parse(raw)
    if numbered:
        return tuple(dict.fromkeys(line.key for line in registered if (line.role, line.number) == numbered))
    identifier = classify(raw, region)
    kind = KEY_KINDS.get(identifier.kind)
    return (f"{kind}:{identifier.normalised}",) if kind and identifier.normalised else ()
