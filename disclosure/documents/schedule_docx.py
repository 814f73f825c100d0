"""A schedule as a Word document, made from a template; see `template_docx`.

Nothing in the file depends on when or where it is written except the time it is given.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE

from disclosure.documents import archive, built_in_templates, template_docx
from disclosure.schedule.forms import Form

_DROPPED: Final = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
"""A picture of another document's page, and properties in which programs keep names."""


def write(path: Path, form: Form, created: datetime, templates: Path | None = None) -> bool:
    """Write a form; the same form, template and time give the same bytes.

    Args:
        path: The file to write.
        form: The form.
        created: Time of creation for the document's properties.
        templates: Folder of a force's own templates.

    Returns:
        Whether a template of the force's own was used.

    Raises:
        InputError: The template does not fit the form; the message says what is missing.
    """
    own = template_docx.read(templates, form.name) if templates else None
    template = own if own is not None else built_in_templates.built_in(form.name)
    document = template_docx.fill(template, f"{form.name}.docx", template_docx.values(form))
    _set_properties(document, form, created)
    stream = io.BytesIO()
    document.save(stream)
    archive.rewrite(path, stream)
    return own is not None


def _set_properties(document: Any, form: Form, created: datetime) -> None:  # noqa: ANN401 -- python-docx is not typed
    """Title and time; no person, whatever the template held."""
    core = document.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category", "content_status",
                 "identifier", "version"):  # fmt: skip
        setattr(core, name, "")
    core.title, core.language, core.revision = form.title, "en-GB", 1
    core.created = core.modified = created.astimezone(UTC).replace(tzinfo=None)
    package = document.part.package
    for identifier, relation in list(package.rels.items()):
        if relation.reltype in _DROPPED:
            del package.rels[identifier]
