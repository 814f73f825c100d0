"""The only place that reads the clock and the environment: the edge of the program."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from disclosure.errors import UsageError


def now() -> datetime:
    """The time to record, in UTC.

    SOURCE_DATE_EPOCH (seconds since 1970, as reproducible builds use it) takes the place of the clock, so
    that a run can be repeated byte for byte, ledger and documents included.

    Raises:
        UsageError: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            "bad_source_date_epoch",
            "SOURCE_DATE_EPOCH is set and is not a number of seconds since 1970.",
            "Unset it, or give whole seconds.",
        ) from None
