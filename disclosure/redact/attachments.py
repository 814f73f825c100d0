"""Attachments of what is served: withheld with a reason, unless a person looked at one and released it.

Software looks at no picture, recording or document here. A person makes the copy that may be served (clipped, blurred
or as it is), puts it below the case folder and enters it with its SHA-256 in `reviews.toml`; it is copied if it still
has that digest. A picture, video or recording may show a protected person (Sexual Offences (Amendment) Act 1992 section
1(3A)(e)), so the entry must say that it was checked for people.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from disclosure.errors import InputError
from disclosure.hashing import sha256_file
from disclosure.redact.person_decisions import REVIEWS, AttachmentRelease

FOLDER: Final = "attachments"
INDEX: Final = "attachments.csv"
COLUMNS: Final = ("attachment", "belongs to", "decision", "reason", "file", "sha256", "reviewer", "decided on")

_MEDIA: Final = ("image/", "video/", "audio/")
_MEDIA_SUFFIXES: Final = frozenset(
    ".jpg .jpeg .png .gif .heic .heif .webp .bmp .tif .tiff .mp4 .mov .3gp .avi .mkv .webm"
    " .mp3 .m4a .aac .ogg .opus .wav .amr".split()
)


def reason_withheld(content_type: str | None, status: str | None, file_name: str | None = None) -> str:
    """Why an attachment is withheld, as it is listed.

    >>> reason_withheld("image/jpeg", "present")
    'a picture or recording may show or name a protected person; not looked at by software'
    """
    if status not in (None, "present"):
        return "the file is not in the export"
    if is_media(content_type, file_name):
        return "a picture or recording may show or name a protected person; not looked at by software"
    return "its content was not searched"


def is_media(content_type: str | None, file_name: str | None) -> bool:
    """Whether an attachment shows or lets hear something."""
    suffix = Path(file_name or "").suffix.casefold()
    return (content_type or "").casefold().startswith(_MEDIA) or suffix in _MEDIA_SUFFIXES


def serve(
    case_folder: Path, served: Path, rows: Iterable[Mapping[str, Any]], released: Mapping[str, AttachmentRelease]
) -> dict[str, int]:
    """Copy what was released and write the index of all.

    Args:
        case_folder: The case folder.
        served: Folder of the served copies.
        rows: Attachments of what is served, in order, with artefact_id, parent_id, content_type, file_name and status.
        released: What was released, by artefact id.

    Returns:
        Attachments withheld and released.

    Raises:
        InputError: A released file is missing, lies outside the case, has another digest, or shows or lets hear
            something and is not said to have been checked for people.
    """
    counts = {"attachments_withheld": 0, "attachments_released": 0}
    entries = []
    for row in rows:
        release = released.get(row["artefact_id"])
        if release is None:
            counts["attachments_withheld"] += 1
            reason = reason_withheld(row["content_type"], row["status"], row["file_name"])
            entries.append((row["artefact_id"], row["parent_id"], "withheld", reason, "", "", "", ""))
            continue
        source = _checked(case_folder, row, release)
        target = served / FOLDER / f"{row['artefact_id']}{source.suffix.casefold()}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        counts["attachments_released"] += 1
        place = f"{FOLDER}/{target.name}"
        entries.append(
            (row["artefact_id"], row["parent_id"], "released", "", place, release.sha256, release.by, str(release.on))
        )
    if entries:
        with (served / INDEX).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(entries)
    return counts


def _checked(case_folder: Path, row: Mapping[str, Any], release: AttachmentRelease) -> Path:
    place = f"{REVIEWS}: attachment {row['artefact_id']}"
    path = (case_folder / release.file).resolve()
    if not path.is_relative_to(case_folder.resolve()) or not path.is_file():
        raise InputError(
            "release_missing", f"{place}: its file is not below the case folder.", "Put it there, or correct 'file'."
        )
    if sha256_file(path) != release.sha256:
        raise InputError(
            "release_changed",
            f"{place}: its file does not have the SHA-256 that was reviewed.",
            "Review the file as it now is and enter its digest.",
        )
    shows = is_media(row["content_type"], row["file_name"]) or is_media(None, path.name)
    if shows and not release.shows_people_checked:
        raise InputError(
            "release_unchecked",
            f"{place}: a picture, video or recording is served only where shows_people_checked = true.",
            "Check whom it shows or names, then say so.",
        )
    return path
