"""What people decided about single redactions: corrections and releases, read from two files of the case folder.

`corrections.toml` says what the software missed or hid wrongly; `reviews.toml` releases what the policy withholds for
review, and attachments, which are withheld unless a person has looked at them. Both are honoured by every later run:

    [[correction]]
    kind = "under"                  # "under": hide this too; "over": this need not be hidden
    artefact_id = "0123456789abcdef0123456789abcdef"
    column = "body"
    start = 5                       # code points, half open; or instead of both:
    end = 9
    # phrase_sha256 = "…"           # of the phrase, from: disclosure phrase-hash
    # phrase_length = 4
    category = "Named individual"   # for "under"
    party = "complainant"           # whose it is, if known: id in case.toml
    by = "DC Example"
    on = 2026-01-31
    why = "a nickname"              # stays in this file; the redaction log says who and when

    [[release]]
    artefact_id = "0123456789abcdef0123456789abcdef"
    column = "body"
    action = "keep"                 # keep, pseudonym, partial or remove; start and end narrow it
    by = "DC Example"
    on = 2026-01-31
    why = "the place is in the charge itself"

    [[attachment]]
    artefact_id = "0123456789abcdef0123456789abcdef"
    file = "released/voice note EDITED.txt"     # below the case folder, as it is to be served
    sha256 = "…"
    shows_people_checked = false    # must be true for a picture, video or recording
    by = "DC Example"
    on = 2026-01-31
    why = "heard in full; nobody is named"

The kinds are those of the CPS's redaction log (redactionType: 1 under-redacted, 2 over-redacted). Neither file holds
the text that is hidden, and neither can bring back what privilege or the agreed scope withholds: that is never looked
at.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from disclosure.case_file import Audience
from disclosure.errors import InputError
from disclosure.faults import faults, nearest
from disclosure.redact.categories import CATEGORIES

CORRECTIONS: Final = "corrections.toml"
REVIEWS: Final = "reviews.toml"
FILES: Final = (CORRECTIONS, REVIEWS)
"""Files in the case folder, both optional."""

REDACTION_TYPE: Final = MappingProxyType({"under": 1, "over": 2})
"""The CPS's number of a correction."""

Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def phrase_sha256(phrase: str) -> str:
    """Digest of a phrase, in any case and spacing.

    >>> phrase_sha256("Auntie  Bev") == phrase_sha256("auntie bev")
    True
    """
    return hashlib.sha256(" ".join(phrase.split()).casefold().encode()).hexdigest()


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    artefact_id: Id
    by: Text
    on: date
    why: Text
    audiences: tuple[Audience, ...] = ("cps", "defence", "court")


class _Part(_Entry):
    """A decision about part of a column."""

    column: Text
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=1)
    phrase_sha256: Digest | None = None
    phrase_length: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _one_place(self) -> _Part:
        if (self.start is None) != (self.end is None):
            raise ValueError("give both start and end")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError("start must be before end")
        if (self.phrase_sha256 is None) != (self.phrase_length is None):
            raise ValueError("give both phrase_sha256 and phrase_length")
        if self.start is not None and self.phrase_sha256 is not None:
            raise ValueError("give a place or a phrase, not both")
        return self


class Correction(_Part):
    """Something missed, or hidden without need."""

    kind: Literal["under", "over"]
    category: str | None = None
    party: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Correction:
        if self.start is None and self.phrase_sha256 is None:
            raise ValueError("give start and end, or phrase_sha256 and phrase_length")
        if self.kind == "under" and self.category not in CATEGORIES:
            hint = nearest(self.category or "", CATEGORIES)
            raise ValueError(f"an under-redaction needs a category of the CPS; {hint}")
        return self


class Release(_Part):
    """What the policy withholds for review, released."""

    action: Literal["keep", "pseudonym", "partial", "remove"]


class AttachmentRelease(_Entry):
    """An attachment that a person has looked at and that may be served."""

    file: Text
    sha256: Digest
    shows_people_checked: bool = False


class _Corrections(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    correction: tuple[Correction, ...] = ()


class _Reviews(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    release: tuple[Release, ...] = ()
    attachment: tuple[AttachmentRelease, ...] = ()


@dataclass(frozen=True)
class Decision:
    """A decision about part of a column, as redaction needs it.

    Attributes:
        kind: under, over or release.
        start: First code point; None for a phrase, or for all that is under review in the column.
        end: Code point after the last.
        phrase_sha256: Digest of a phrase, instead of a place.
        phrase_length: Its length in code points.
        category: CPS category of what was missed.
        action: What a release allows.
        party_id: Whose it is, where known.
        reviewer: Who decided.
        reference: File and place of the entry, for the log.
    """

    kind: str
    start: int | None
    end: int | None
    phrase_sha256: str | None
    phrase_length: int | None
    category: str
    action: str
    party_id: str | None
    reviewer: str
    reference: str

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where in a text it applies."""
        if self.start is not None and self.end is not None:
            return [(self.start, min(self.end, len(text)))] if self.start < len(text) else []
        if self.phrase_length is None:
            return [(0, len(text))] if text else []
        windows = range(len(text) - self.phrase_length + 1)
        return [
            (at, at + self.phrase_length)
            for at in windows
            if phrase_sha256(text[at : at + self.phrase_length]) == self.phrase_sha256
        ]


Decisions = Mapping[tuple[str, str], tuple[Decision, ...]]
"""By artefact and column."""


@dataclass(frozen=True)
class Decided:
    """What people decided, for one audience.

    Attributes:
        parts: About parts of columns.
        attachments: Attachments released, by artefact id.
    """

    parts: Decisions
    attachments: Mapping[str, AttachmentRelease]

    def without_effect(self, acted_on: Collection[str], attached: Collection[str]) -> list[str]:
        """Entries that concern nothing that is served: another id, column, place or phrase than was meant.

        Args:
            acted_on: References that the redaction log gives.
            attached: Ids of the attachments of what is served.
        """
        parts = {decision.reference for decisions in self.parts.values() for decision in decisions}
        released = {f"{REVIEWS} attachment {id_}" for id_ in self.attachments if id_ not in attached}
        return sorted((parts - set(acted_on)) | released)


def load(case_folder: Path, audience: str, parties: Sequence[str]) -> Decided:
    """What people decided in a case, for one audience.

    Args:
        case_folder: The case folder.
        audience: cps, defence or court.
        parties: Ids of the parties of case.toml.

    Raises:
        InputError: A file is not TOML, or a key is unknown, missing or malformed; the message names the file, the
            entry and the key, never a value.
    """
    corrections = _read(case_folder / CORRECTIONS, _Corrections)
    reviews = _read(case_folder / REVIEWS, _Reviews)
    parts: dict[tuple[str, str], list[Decision]] = {}
    for number, entry in enumerate(corrections.correction, 1):
        if entry.party is not None and entry.party not in parties:
            raise InputError(
                "unknown_party",
                f"{case_folder / CORRECTIONS}: correction[{number}].party is no party of case.toml; "
                f"{nearest(entry.party, parties)}",
                "Correct it, or leave it out.",
            )
        if audience in entry.audiences:
            decision = _decision(
                entry.kind, entry, f"{CORRECTIONS} {number}", category=entry.category or "", party=entry.party
            )
            parts.setdefault((entry.artefact_id, entry.column), []).append(decision)
    for number, release in enumerate(reviews.release, 1):
        if audience in release.audiences:
            decision = _decision("release", release, f"{REVIEWS} release {number}", action=release.action)
            parts.setdefault((release.artefact_id, release.column), []).append(decision)
    return Decided(
        {place: tuple(found) for place, found in parts.items()},
        {entry.artefact_id: entry for entry in reviews.attachment if audience in entry.audiences},
    )


def stubs(entries: Iterable[Mapping[str, Any]]) -> str:
    """Entries of `reviews.toml` to complete, one for each thing that waits for review.

    Args:
        entries: Rows of the redaction log.
    """
    parts = [f"# What the policy withholds for review. Copy what may be released into {REVIEWS} and complete it.\n"]
    parts += [
        f"# {entry['artefact_table']}, exhibit {entry['exhibit_ref']}: {entry['category']} ({entry['entity_type']}), "
        f"policy {entry['policy_line']}\n"
        f'# [[release]]\n# artefact_id = "{entry["artefact_id"]}"\n# column = "{entry["field_name"]}"\n'
        f"# start = {entry['start']}\n# end = {entry['end']}\n"
        '# action = ""\n# by = ""\n# on =\n# why = ""\n'
        for entry in entries
    ]
    return "\n".join(parts)


def _decision(
    kind: str, entry: _Part, reference: str, *, category: str = "", action: str = "", party: str | None = None
) -> Decision:
    return Decision(
        kind,
        entry.start,
        entry.end,
        entry.phrase_sha256,
        entry.phrase_length,
        category,
        action,
        party,
        entry.by,
        reference,
    )


def _read(path: Path, model: type[Any]) -> Any:  # noqa: ANN401 -- one of the two models
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return model()
    try:
        return model.model_validate(tomllib.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise InputError(
            "decisions_not_utf8", f"{path} is not UTF-8: byte {error.start} cannot be read.", "Save it as UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise InputError("decisions_not_toml", f"{path} is not valid TOML: {error}.", "Correct that line.") from None
    except ValidationError as error:
        raise InputError("decisions_invalid", f"{path}: {faults(error, _keys_at)}", "Correct it.") from None


def _keys_at(location: tuple[int | str, ...]) -> list[str]:
    """The keys that are valid at a place of either file."""
    models: dict[str, type[BaseModel]] = {"correction": Correction, "release": Release, "attachment": AttachmentRelease}
    model = models.get(str(location[0])) if location else None
    return list(model.model_fields) if model else list(models)
