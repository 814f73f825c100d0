"""One family of errors: a reason code, an exit code, and what to do next. Never a value from the evidence.

    DisclosureError
    ├── UsageError               2   the command was called wrongly
    ├── InputError               3   a file is not what it should be
    │   └── CaseFileError        3   case.toml
    ├── PartialResultError       4   done, but something is in quarantine or a count differs
    ├── ReleaseRefusedError      5   something that must not leave would have left
    └── VerificationError        6   a file, a manifest or the ledger is not as recorded

Exit code 1 is left for faults of the toolkit itself, so that a script can tell them apart.
Arguments go through `super().__init__`, or the error dies unpickling on its way back from a worker.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process says when it ends."""

    OK = 0
    FAULT = 1
    USAGE = 2
    BAD_INPUT = 3
    PARTIAL = 4
    RELEASE_REFUSED = 5
    VERIFICATION_FAILED = 6


class DisclosureError(Exception):
    """Something a user can act on.

    Args:
        reason: Short code in snake case, stable between versions.
        message: What was expected, where, and what was found; never evidence.
        action: What to do next.
    """

    exit_code: ExitCode = ExitCode.FAULT

    def __init__(self, reason: str, message: str, action: str = "") -> None:
        super().__init__(reason, message, action)
        self.reason = reason
        self.message = message
        self.action = action

    def __str__(self) -> str:
        return f"{self.message} {self.action}".strip()


class UsageError(DisclosureError):
    """The command was called in a way that cannot work."""

    exit_code = ExitCode.USAGE


class InputError(DisclosureError):
    """A file is missing, unreadable or not what it should be."""

    exit_code = ExitCode.BAD_INPUT


class CaseFileError(InputError):
    """case.toml does not say what a case file must say."""


class PartialResultError(DisclosureError):
    """The work is done and committed, but something could not be read or a count differs."""

    exit_code = ExitCode.PARTIAL


class ReleaseRefusedError(DisclosureError):
    """A file that was to leave holds something that must not."""

    exit_code = ExitCode.RELEASE_REFUSED


class VerificationError(DisclosureError):
    """A file, a manifest or the ledger is not as it was recorded."""

    exit_code = ExitCode.VERIFICATION_FAILED
