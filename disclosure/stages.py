"""The stages of a case in order, and what each is made from; so that what is out of date can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from disclosure import ledger
from disclosure.hashing import sha256_file
from disclosure.workspace import CASE_FILE, Workspace, state_digest


@dataclass(frozen=True)
class Stage:
    """One stage.

    Attributes:
        name: As the ledger and the command line call it.
        inputs: Folders of the case it reads.
        reads_case_file: Whether case.toml decides its result.
        variants: Details that tell runs of the stage apart, such as the audience.
    """

    name: str
    inputs: tuple[str, ...]
    reads_case_file: bool = True
    variants: tuple[dict[str, str], ...] = ()

    def fingerprint(self, case: Workspace) -> dict[str, Any]:
        """What the stage is made from now; goes into its ledger entry as `inputs`."""
        inputs: dict[str, Any] = {"state": state_digest(case, *self.inputs)}
        if self.reads_case_file:
            inputs["case_file"] = sha256_file(case.root / CASE_FILE)
        return inputs

    def is_stale(self, case: Workspace, entry: ledger.Entry) -> bool:
        """Whether what the stage was made from has changed since an entry."""
        return bool(entry.details.get("inputs") != self.fingerprint(case))


_AUDIENCES: Final = ({"audience": "cps"}, {"audience": "defence"})

INGEST: Final = Stage("ingest", (), reads_case_file=False)
SEARCH: Final = Stage("search", ("artefacts",))
SAMPLE: Final = Stage("sample", ("relevance/search",))
IDENTITIES: Final = Stage("identities", ("artefacts",))
REDACT: Final = Stage("redact", ("artefacts", "relevance/search", "identities"), variants=_AUDIENCES)
SCHEDULE: Final = Stage("schedule", ("artefacts", "relevance", "identities"))
BUNDLE: Final = Stage("bundle", ("redacted", "schedules"), variants=_AUDIENCES)

STAGES: Final = (INGEST, SEARCH, SAMPLE, IDENTITIES, REDACT, SCHEDULE, BUNDLE)
