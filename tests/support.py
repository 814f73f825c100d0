"""Small cases and exports for tests, built from nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from disclosure.redact.analyse import Analyser
from disclosure.redact.tagger import TaggedName
from disclosure.workspace import Workspace, create, open_workspace

CANARY = "QXZCANARY7731"
"""A string that stands for evidence: it must never reach a log, an error, a manifest or the ledger."""

CASE_TOML = """
[case]
urn = "01DC0000126"
force = "Demonstration Constabulary"
offence = "stalking"
defendants = ["suspect"]
disclosure_officer = "DC Rhiannon Prydderch"
created = 2026-01-05

[[exhibit]]
ref = "JLB/1"
kind = "mobile phone"
owner = "complainant"

[[party]]
id = "complainant"
role = "complainant"
names = ["Jasleen Bhamra"]
also_known_as = ["Jaz"]
phones = ["07700 900101"]
emails = ["jasleen.bhamra@example.org"]

[[party]]
id = "suspect"
role = "suspect"
names = ["Kieran Trevanion"]
phones = ["07700 900102"]

[[line_of_enquiry]]
id = "LOE1"
terms = ["follow*"]
"""

PARTIES = """
[[party]]
id = "complainant"
role = "complainant"
names = ["Ffion Canaryowner"]
phones = ["07700 900444"]

[[party]]
id = "suspect"
role = "suspect"
names = ["Garth Canarysuspect"]
phones = ["07700 900111"]

[[party]]
id = "solicitor"
role = "professional"
names = ["Imogen Canarylaw"]
phones = ["07700 900222"]
"""
"""Three parties whose names are canaries, with the numbers 07700 900444, 900111 and 900222."""

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACE = "http://pa.cellebrite.com/report/2.0"


def case(folder: Path, at: object, toml: str = CASE_TOML) -> Workspace:
    """A case workspace with a case file."""
    root = folder / "case"
    create(root, "x", "x", at)  # type: ignore[arg-type]  # a datetime from conftest
    (root / "case.toml").write_text(toml, encoding="utf-8")
    return open_workspace(root)


def message(number: int, body: str, sender: str = "447700900102@s.whatsapp.net", extra: str = "") -> str:
    """One InstantMessage model."""
    return (
        f'<model type="InstantMessage" id="m{number}" deleted_state="Intact" decoding_confidence="High">'
        f'<field name="Source" type="String"><value type="String"><![CDATA[WhatsApp]]></value></field>'
        f'<field name="Body" type="String"><value type="String"><![CDATA[{body}]]></value></field>'
        f'<field name="TimeStamp" type="TimeStamp"><value type="TimeStamp" format="TimeStampKnown">'
        f"2025-07-01T10:{number % 60:02d}:00.000+00:00</value></field>"
        f'<modelField name="From" type="Party"><model type="Party" id="p{number}">'
        f'<field name="Identifier" type="String"><value type="String"><![CDATA[{sender}]]></value></field>'
        f"</model></modelField>{extra}</model>"
    )


def chat(*messages: str) -> str:
    """One Chat model around messages."""
    return (
        '<model type="Chat" id="c1" deleted_state="Intact" decoding_confidence="High">'
        '<field name="Source" type="String"><value type="String"><![CDATA[WhatsApp]]></value></field>'
        '<multiModelField name="Messages" type="InstantMessage">' + "".join(messages) + "</multiModelField></model>"
    )


def report(*models: str, type_: str = "Chat", namespace: str = NAMESPACE) -> str:
    """A report.xml around models of one type."""
    declared = f' xmlns="{namespace}"' if namespace else ""
    return (
        f'{HEAD}<project id="1" name="x" reportVersion="7.34" ModelCount="{len(models)}"{declared}>'
        f'<decodedData><modelType type="{type_}">' + "".join(models) + "</modelType></decodedData></project>"
    )


def ufdr(path: Path, xml: str | bytes, member: str = "report.xml") -> Path:
    """A UFDR with one report."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, xml)
    return path


class NoNames:
    """A tagger that finds nothing, so that rules are seen alone."""

    name, version = "none", "0"

    def tag(self, texts: Sequence[str]) -> list[list[TaggedName]]:
        """Nothing in any text."""
        return [[] for _ in texts]


@cache
def _rules() -> Analyser:
    return Analyser(tagger=NoNames())


def found(text: str) -> list[tuple[str, str]]:
    """Entity type and words of everything that the rules find in a text, without a case and a tagger."""
    (analysis,) = _rules().analyse([text])
    assert not analysis.withheld
    return [(span.entity_type, text[span.start : span.end]) for span in analysis.spans]
