"""Office archives written the same way each time, without what a program says of itself and its user."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_APPLICATION: Final = "docProps/app.xml"
_PROPERTIES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def rewrite(path: Path, stream: io.BytesIO) -> None:
    """Write an archive anew: fixed times, since libraries stamp its members with the clock; empty properties.

    Args:
        path: The file to write.
        stream: The archive as a library wrote it.
    """
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same bytes on Windows as elsewhere
            target.writestr(member, _PROPERTIES if name == _APPLICATION else source.read(name))
