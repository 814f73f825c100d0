"""The worked page says what redaction does."""

from __future__ import annotations

from disclosure.case_file import AUDIENCES
from disclosure.redact import worked_page


def test_the_page_is_up_to_date_and_shows_each_audience() -> None:
    written = worked_page.PAGE.read_text(encoding="utf-8")
    assert written == worked_page.page()
    assert all(f"--audience {audience}" in written for audience in AUDIENCES)
    after = written.split("## For")[1:]
    assert all("tollerton" not in part.split("## The lines")[0].casefold() for part in after)
    assert "£20 says" in after[-1]
