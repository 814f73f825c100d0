"""CASE/UCO: a graph with another prefix and a facet that is no list, and a bundle with invented values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.data.fixture import Fixture, document

_UCO = "https://ontology.unifiedcyberontology.org/uco/"


def _date(text: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": text}


def _account(name: str, number: str) -> dict[str, Any]:
    return {
        "@id": f"kb:{name}",
        "@type": "obs:PhoneAccount",
        "core:hasFacet": [
            {"@type": "obs:PhoneAccountFacet", "obs:phoneNumber": number},
            {"@type": "obs:DigitalAccountFacet", "obs:displayName": name.title()},
        ],
    }


def _message(number: int, text: str, sender: str, receiver: str) -> dict[str, Any]:
    return {
        "@id": f"kb:m{number}",
        "@type": "obs:Message",
        "core:hasFacet": {
            "@type": "obs:MessageFacet",
            "obs:application": {"@id": "kb:app"},
            "obs:messageText": text,
            "obs:from": {"@id": f"kb:{sender}"},
            "obs:to": [{"@id": f"kb:{receiver}"}],
            "obs:sentTime": _date(f"2024-01-0{number}T10:00:00Z"),
        },
    }


def graph(folder: Path) -> Path:
    """Prefixes that no other producer uses; messages after the thread that orders them the other way round."""
    return document(
        folder / "case.jsonld",
        {
            "@context": {"kb": "http://example.test/kb/", "core": f"{_UCO}core/", "obs": f"{_UCO}observable/",
                         "types": f"{_UCO}types/", "co": "http://purl.org/co/", "loc": f"{_UCO}location/"},
            "@graph": [
                {"@id": "kb:app", "@type": "obs:Application",
                 "core:hasFacet": {"@type": "obs:ApplicationFacet", "core:name": "ChatApp", "obs:version": "7.1"}},
                {"@id": "kb:thread", "@type": "obs:MessageThread", "core:name": "The allotment",
                 "core:hasFacet": [{"@type": "obs:MessageThreadFacet", "obs:participant": [{"@id": "kb:kit"}, {"@id": "kb:zoe"}],
                    "obs:messageThread": {"@type": "types:Thread", "co:element": [{"@id": "kb:m2"}, {"@id": "kb:m1"}],
                                          "co:size": {"@type": "xsd:nonNegativeInteger", "@value": "2"}}}]},
                _message(1, "second in the thread", "kit", "zoe"),
                _message(2, "first in the thread", "zoe", "kit"),
                _message(3, "in no thread", "kit", "nobody-described"),
                _account("kit", "07700 900201"),
                _account("zoe", "07700 900202"),
                {"@id": "kb:place", "@type": "loc:Location", "core:hasFacet": {"@type": "loc:LatLongCoordinatesFacet",
                 "loc:latitude": {"@type": "xsd:decimal", "@value": "53.8"}, "loc:longitude": -1.55}},
                {"@id": "kb:odd", "@type": "obs:Gadget", "core:hasFacet": {"@type": "obs:GadgetFacet", "obs:colour": "grey"}},
            ],
        },
    )  # fmt: skip


def bundle(folder: Path) -> Path:
    """A bundle inside the graph, as older producers and the converter from UFED write it."""
    context = {"kb": "http://example.test/kb/", "uco-core": f"{_UCO}core/", "uco-observable": f"{_UCO}observable/"}
    facet = "uco-observable:"
    objects = [
        {"@id": "kb:call", "@type": "uco-observable:ObservableObject", "uco-core:hasFacet": [{
            "@type": f"{facet}CallFacet", f"{facet}callType": "incoming", f"{facet}allocationStatus": "Deleted",
            f"{facet}duration": {"@type": "xsd:integer", "@value": "61"}, f"{facet}startTime": _date("1900-01-01T08:00:00Z"),
            f"{facet}from": {"@id": "kb:who"}}]},
        {"@id": "kb:who", "uco-core:hasFacet": [{"@type": f"{facet}PhoneAccountFacet", f"{facet}phoneNumber": "07700 900203"}]},
        {"@id": "kb:file", "@type": "uco-observable:File", "uco-core:hasFacet": [
            {"@type": f"{facet}FileFacet", f"{facet}fileName": "beach.jpg", f"{facet}modifiedTime": _date("2024-01-01T00:00:00Z"),
             f"{facet}sizeInBytes": 77},
            {"@type": f"{facet}ContentDataFacet", f"{facet}hash": [
                {"@type": "uco-types:Hash", "uco-types:hashMethod": "MD5", "uco-types:hashValue": "0" * 32},
                {"@type": "uco-types:Hash", "uco-types:hashMethod": "SHA256",
                 "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": "ab12" * 16}}]}]},
        {"@id": "kb:mail", "uco-core:hasFacet": [{"@type": f"{facet}EmailMessageFacet", f"{facet}subject": "the hedge",
            f"{facet}body": "please cut it", f"{facet}sentTime": _date("2024-02-01T09:00:00+01:00"), f"{facet}cc": []}]},
    ]  # fmt: skip
    return document(
        folder / "bundle.json",
        {"@context": context, "@graph": [{"@id": "kb:b", "@type": "uco-core:Bundle", "uco-core:object": objects}]},
    )


FIXTURES = (
    Fixture(
        "graph",
        graph,
        {"messages": 3, "conversations": 2, "accounts": 2, "locations": 1, "message_recipients": 3},
        ("second in the thread", "first in the thread", "in no thread", "kb:nobody-described", "7.1", "grey",
         "The allotment", "ChatApp"),
    ),
    Fixture(
        "bundle",
        bundle,
        {"calls": 1, "call_parties": 1, "files": 1, "emails": 1},
        ("1900-01-01T08:00:00Z", "0" * 32, "ab12" * 16, "beach.jpg", "please cut it", "Deleted"),
    ),
)  # fmt: skip
