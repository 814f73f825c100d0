"""Hardware addresses in the forms that Presidio's recogniser passes over, and IP addresses named as such.

Authority: IEEE 802, six octets (EUI-48), in pairs or in groups of four; RFC 791 and RFC 4291 for IP addresses.
"""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, Rule


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "hardware_address",
            "MAC_ADDRESS",
            [
                (r"(?<![\w.:\-])[a-f\d]{4}\.[a-f\d]{4}\.[a-f\d]{4}(?![\w.:\-])", 0.8),
                (r"(?<![\w.:\-])(?:[a-f\d]{2}[:\-]){5}[a-f\d]{2}(?![\w:\-])", 0.8),
                (r"(?<![\w.:\-])(?=[\d.]*[a-f])(?:[a-f\d]{2}\.){5}[a-f\d]{2}(?![\w:\-]|\.\w)", 0.8),
            ],
            needs=".:-",
        ),
        Rule(
            "named_hardware_address",
            "MAC_ADDRESS",
            [(rf"\b(?:mac|bssid|bluetooth|wi-?fi)(?:\s+addr(?:ess)?)?{IS}\K(?=[a-f]*\d)[a-f\d]{{12}}(?!\w)", 0.85)],
            needs="digit",
            words=("mac", "bssid", "bluetooth", "fi"),
        ),
        Rule(
            "named_ip_address",
            "IP_ADDRESS",
            [
                (
                    rf"\bip(?:v[46])?(?:\s+addr(?:ess)?)?{IS}\K\d{{1,3}}(?:(?:\s?\.\s?|\s+(?:dot|point)\s+)\d{{1,3}}){{3}}(?!\d)",
                    0.9,
                )
            ],
            needs="digit",
            words=("ip",),
        ),
    ]
