"""Numbers of telephones: IMEI, serial number and the ids that systems give a device.

Authority: 3GPP TS 23.003 (IMEI: eight digits of type allocation, six of serial number, a Luhn digit; IMEISV sixteen
digits; MEID fourteen hexadecimal ones). Serial numbers have no common form: they count where named as such.
"""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import IS, Rule, luhn

_GAP = r"[ \-/.]?"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "imei",
            "IMEI",
            [
                (r"(?<![\d\-+])(?<!\d\.)\d{2}[ \-/]?\d{6}[ \-/]?\d{6}[ \-/]?\d(?!\d|[\-.]\d)", 0.5),
                (r"(?<![\d\-+])(?<!\d\.)\d{6}[ \-/]\d{2}[ \-/]\d{6}[ \-/]\d(?!\d|[\-.]\d)", 0.5),
            ],
            needs="digit",
            validate=luhn,
        ),
        Rule(
            "named_imei",
            "IMEI",
            [
                (rf"\bimei(?:sv)?\s?\d?\b{IS}[^\n]{{0,12}}?\K\d(?:{_GAP}\d){{13,15}}(?!\d)", 0.95),
                (rf"\bmeid{IS}\K[a-f\d](?:{_GAP}[a-f\d]){{13}}(?!\w)", 0.95),
            ],
            needs="digit",
            words=("imei", "meid"),
        ),
        Rule(
            "device_serial",
            "DEVICE_SERIAL",
            [
                (
                    rf"\b(?:serial(?:\s*(?:no|num|number|code))?|s/n|s\.n\.|sn)\b{IS}\K(?=[a-z\-]*\d)[a-z\d](?:[a-z\d\-]{{5,22}})[a-z\d](?!\w)",
                    0.85,
                ),
                (
                    rf"\b(?:udid|ecid|android\s?id|device\s?id|advertising\s?id|idfa|gaid|hardware\s?id)\b{IS}\K(?=[a-z\-]*\d)[a-z\d][a-z\d\-]{{6,60}}",
                    0.85,
                ),
            ],
            needs="digit",
            words=("serial", "s/n", "s.n.", "sn", "id"),
        ),
    ]
