"""Identifiers of people on devices: what kind each is, and the form in which two can be compared.

Kinds:

============  =============================================================================================
phone         a telephone number; normalised to E.164 with the region of the case
whatsapp_jid  `<number>@s.whatsapp.net` or `@c.us`: the number is the account's; normalised to E.164
lid           `…@lid`, WhatsApp's privacy id: never a telephone number
group         `…@g.us`: a group, never a person or a number
broadcast     `status@broadcast` and broadcast lists
email         normalised to lower case
system        the application itself
account       anything else: a handle, user id or user name; normalised to lower case without a leading @
============  =============================================================================================

Ofcom's drama numbers are possible but not valid to `phonenumbers`; possible is what counts here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers

SYSTEM_SENDERS: Final = frozenset({"system message", "system"})
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE: Final = re.compile(r"(?:tel:)?\s*(?:\+|00)?[\d\s().\-/]{3,24}")
_MINIMUM_INTERNATIONAL_DIGITS: Final = 7
_MAXIMUM_LOCAL_DIGITS: Final = 8  # Ofcom: a number dialled without its area code has five to eight digits


@dataclass(frozen=True)
class Identifier:
    """An identifier with its kind and comparable form (None where it has none)."""

    kind: str
    normalised: str | None


@lru_cache(maxsize=1 << 16)
def classify(raw: str, region: str = "GB") -> Identifier:
    """Kind and comparable form of an identifier as a source gives it.

    >>> classify("07700 900123")
    Identifier(kind='phone', normalised='+447700900123')
    >>> classify("60000")
    Identifier(kind='phone', normalised='60000')
    >>> classify("447700900123@s.whatsapp.net")
    Identifier(kind='whatsapp_jid', normalised='+447700900123')
    >>> classify("120363025412345678@g.us")
    Identifier(kind='group', normalised='120363025412345678@g.us')
    >>> classify("@Some.Handle")
    Identifier(kind='account', normalised='some.handle')
    """
    text = raw.strip()
    folded = text.casefold()
    if not text:
        return Identifier("account", None)
    if folded in SYSTEM_SENDERS:
        return Identifier("system", None)
    local, at, domain = folded.rpartition("@")
    if at and domain in ("s.whatsapp.net", "c.us"):
        # A JID may carry a device suffix: 447…:12@s.whatsapp.net.
        digits = local.partition(":")[0].partition(".")[0]
        return Identifier("whatsapp_jid", f"+{digits}" if digits.isdecimal() else folded)
    for suffix, kind in (("lid", "lid"), ("g.us", "group"), ("broadcast", "broadcast")):
        if at and domain == suffix:
            return Identifier(kind, folded)
    if _EMAIL.fullmatch(text):
        return Identifier("email", folded)
    if _PHONE.fullmatch(text):
        number = e164(text.removeprefix("tel:"), region)
        if number is not None:
            return Identifier("phone", number)
        digits = re.sub(r"\D", "", text)
        # Short codes, service numbers (60000, 101) and local numbers are telephone numbers without an E.164 form.
        return Identifier("phone", digits) if len(digits) <= _MAXIMUM_LOCAL_DIGITS else _account(folded)
    return _account(folded)


def _account(folded: str) -> Identifier:
    return Identifier("account", folded.removeprefix("@") or None)


def e164(text: str, region: str = "GB") -> str | None:
    """A telephone number in E.164, or None where it is not a possible number.

    >>> e164("(0113) 496-0123")
    '+441134960123'
    """
    compact = re.sub(r"[\s().\-/]", "", text)
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    # '+44 (0)7700…' is how many people write their own number.
    compact = re.sub(r"^\+440(?=\d)", "+44", compact)
    try:
        number = phonenumbers.parse(compact, region)
    except phonenumbers.NumberParseException:
        if compact.isdecimal() and len(compact) > _MINIMUM_INTERNATIONAL_DIGITS:
            return e164("+" + compact, region)
        return None
    if _is_whole(number):
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    if compact.isdecimal() and not compact.startswith("0"):
        try:
            international = phonenumbers.parse("+" + compact, region)
        except phonenumbers.NumberParseException:
            return None
        if _is_whole(international):
            return str(phonenumbers.format_number(international, phonenumbers.PhoneNumberFormat.E164))
    return None


def _is_whole(number: phonenumbers.PhoneNumber) -> bool:
    """Whether a number is possible with its area code; one that is not (a short code) has no international form."""
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)
