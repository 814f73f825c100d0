"""A small UFDR."""

from __future__ import annotations

from tests import support
from tests.data.fixture import Fixture

_XML = support.report(support.chat(support.message(1, "hello there"), support.message(2, "see you at nine")))


FIXTURES = (
    Fixture(
        "archive",
        lambda folder: support.ufdr(folder / "phone.ufdr", _XML),
        {"messages": 2},
        ("hello there", "see you at nine", "447700900102@s.whatsapp.net"),
    ),
)
