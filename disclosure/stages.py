"""The stages of a case in order, and what each is made from; so that what is out of date can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from disclosure import ledger
from disclosure.case_file import AUDIENCES
from disclosure.errors import UsageError
from disclosure.hashing import sha256_file
from disclosure.redact import person_decisions
from disclosure.schedule import decisions
from disclosure.workspace import CASE_FILE, PEOPLE_FILE, Workspace, state_digest


@dataclass(frozen=True)
class Stage:
    """One stage.

    Attributes:
        name: As the ledger and the command line call it.
        inputs: Folders of the case it reads.
        files: Files written by hand that decide its result; one that is not there counts as such.
        variants: Details that tell runs of the stage apart, such as the audience.
    """

    name: str
    inputs: tuple[str, ...]
    files: tuple[str, ...] = (CASE_FILE,)
    variants: tuple[dict[str, str], ...] = ()

    def fingerprint(self, case: Workspace) -> dict[str, Any]:
        """What the stage is made from now; goes into its ledger entry as `inputs`."""
        paths = {name: case.root / name for name in self.files}
        files = {name: sha256_file(path) if path.exists() else None for name, path in paths.items()}
        return {"state": state_digest(case, *self.inputs), "files": files}

    def is_stale(self, case: Workspace, entry: ledger.Entry) -> bool:
        """Whether what the stage was made from has changed since an entry."""
        return bool(entry.details.get("inputs") != self.fingerprint(case))

    def current(self, case: Workspace, **variant: str) -> ledger.Entry:
        """The latest entry of the stage, for a stage that builds on it.

        Args:
            case: The case.
            variant: Details that tell the run wanted from others, such as the audience.

        Raises:
            UsageError: The stage has not been run, or the case has changed since; the message says what to run.
        """
        entry = ledger.latest(case.entries(), self.name, **variant)
        options = "".join(f" --{name} {value}" for name, value in variant.items())
        command = f"disclosure {self.name} {case.root}{options}"
        if entry is None:
            raise UsageError(f"{self.name}_first", f"The step '{self.name}' has not been run.", f"Run first: {command}")
        if self.is_stale(case, entry):
            raise UsageError(
                f"{self.name}_stale",
                f"The case has changed since the step '{self.name}' was run.",
                f"Run again: {command}",
            )
        return entry


_AUDIENCES: Final = tuple({"audience": audience} for audience in AUDIENCES)

_WHO: Final = (CASE_FILE, PEOPLE_FILE)

INGEST: Final = Stage("ingest", (), files=())
DUPLICATES: Final = Stage("duplicates", ("artefacts",), files=())
SEARCH: Final = Stage("search", ("artefacts",), files=_WHO)
SAMPLE: Final = Stage("sample", ("relevance/search",))
IDENTITIES: Final = Stage("identities", ("artefacts",), files=_WHO)
REDACT: Final = Stage(
    "redact",
    ("artefacts", "relevance/search", "identities"),
    files=(*_WHO, *person_decisions.FILES),
    variants=_AUDIENCES,
)
SCHEDULE: Final = Stage("schedule", ("artefacts", "relevance", "identities"), files=(*_WHO, decisions.FILE_NAME))
BUNDLE: Final = Stage("bundle", ("redacted", "schedules"), variants=_AUDIENCES)

STAGES: Final = (INGEST, DUPLICATES, SEARCH, SAMPLE, IDENTITIES, REDACT, SCHEDULE, BUNDLE)
