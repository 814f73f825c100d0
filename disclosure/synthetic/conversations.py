"""Conversations of the synthetic case: who talks where and when, and message n of each as a pure function.

A message depends on the cast, the seed, its conversation and its number alone; so the two phones can each hold a shared
conversation without anything being kept in memory, whatever the size of the case.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from disclosure.synthetic import mentions, phrases
from disclosure.synthetic.identifiers import draw, drawn, key, pick
from disclosure.synthetic.people import Cast, Person
from disclosure.synthetic.phrases import Planted

COMPLAINANT_PHONE: Final = "JLB/1"
SUSPECT_PHONE: Final = "KMT/2"
OWNERS: Final = {COMPLAINANT_PHONE: "complainant", SUSPECT_PHONE: "suspect"}


def _epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


SCOPE_FROM: Final = _epoch("2025-05-31T23:00:00")
"""1 June 2025, 00:00 in London, in Unix seconds."""
SCOPE_TO: Final = _epoch("2025-11-01T00:00:00")
"""End of 31 October 2025 in London, in Unix seconds."""
FIRST: Final = _epoch("2025-03-01T08:00:00")
"""Nothing on the phones happened before."""
LAST: Final = _epoch("2025-12-15T20:00:00")
"""Nothing on the phones happened after."""

_BLOCK: Final = 16
_LOOSE: Final = 0.6
"""Of the messages with something planted, how many write of somebody loosely, where a case does so at all."""
_ATTACHED_EVERY: Final = 20
_LOST_EVERY: Final = 50
_DELETED_EVERY: Final = 25
_STATES: Final = ("present", "present", "missing", "not_downloaded", "mismatch")


@dataclass(frozen=True, eq=False)
class Conversation:
    """A conversation.

    Attributes:
        id: Short id.
        application: Application as the vendor names it.
        people: Everybody in it.
        exhibits: Phones that hold it.
        count: Number of messages.
        name: Name of the group; empty for a conversation of two.
        is_hostile: Between complainant and suspect.
        is_sms: Single SMS and MMS records rather than a chat.
        is_privileged: With the solicitor.
    """

    id: str
    application: str
    people: tuple[Person, ...]
    exhibits: tuple[str, ...]
    count: int
    name: str = ""
    is_hostile: bool = False
    is_sms: bool = False
    is_privileged: bool = False


@dataclass(frozen=True)
class Message:
    """One message.

    Attributes:
        number: Its number in the conversation, from 0.
        at: Unix seconds, UTC.
        sender: Who wrote it; none for a system message.
        text: What it says.
        planted: Identifiers in it.
        quoted: Number of the message it replies to.
        is_doubled: The quoted message is embedded twice.
        is_forwarded: Labelled as forwarded.
        repeats_label: The label stands twice.
        attachment: present, missing, not_downloaded, mismatch, or empty for none.
        shares_contact: Person whose contact card is shared.
    """

    number: int
    at: int
    sender: Person | None
    text: str
    planted: tuple[Planted, ...] = ()
    quoted: int | None = None
    is_doubled: bool = False
    is_forwarded: bool = False
    repeats_label: bool = False
    attachment: str = ""
    shares_contact: Person | None = None


def plan(cast: Cast, messages: int) -> tuple[Conversation, ...]:
    """The conversations of a case of about so many messages over both phones."""
    people = cast.by_id
    jas, kier = people["complainant"], people["suspect"]
    seun, aga, mother, grace = (people[id_] for id_ in ("witness-1", "witness-2", "mother", "ex-partner"))
    solicitor = people["solicitor"]
    rest = cast.supporting
    both, hers, his = (COMPLAINANT_PHONE, SUSPECT_PHONE), (COMPLAINANT_PHONE,), (SUSPECT_PHONE,)

    def share(part: float) -> int:
        return max(3, round(messages * part))

    fixed = [
        Conversation("wa-jas-kier", "WhatsApp", (jas, kier), both, share(0.11), is_hostile=True),
        Conversation("ig-jas-kier", "Instagram", (jas, kier), both, share(0.025), is_hostile=True),
        Conversation("sms-jas-kier", "Native Messages", (jas, kier), both, share(0.025), is_hostile=True, is_sms=True),
        Conversation("wa-jas-mum", "WhatsApp", (jas, mother), hers, share(0.06)),
        Conversation("wa-jas-seun", "WhatsApp", (jas, seun), hers, share(0.05)),
        Conversation("sc-jas-aga", "Snapchat", (jas, aga), hers, share(0.03)),
        Conversation("nm-jas-aga", "Native Messages", (jas, aga), hers, share(0.01)),
        Conversation("wa-jas-grace", "WhatsApp", (jas, grace), hers, share(0.02)),
        Conversation("wa-girls", "WhatsApp", (jas, aga, grace, *rest[:6]), hers, share(0.1), name="Girls night 💃"),
        Conversation("wa-work", "WhatsApp", (jas, seun, *rest[6:14]), hers, share(0.08), name="Rota swaps"),
        Conversation("wa-jas-law", "WhatsApp", (jas, solicitor), hers, share(0.01), is_privileged=True),
        Conversation("wa-kier-law", "WhatsApp", (kier, solicitor), his, share(0.01), is_privileged=True),
        Conversation("wa-lads", "WhatsApp", (kier, *rest[14:22]), his, share(0.11), name="5 a side ⚽"),
        Conversation("ig-lads", "Instagram", (kier, *rest[22:26]), his, share(0.02), name="Tyre fitters anon"),
        Conversation("wa-kier-grace", "WhatsApp", (kier, grace), his, share(0.04)),
    ]
    left = messages - sum(item.count * len(item.exhibits) for item in fixed)
    pairs = max(4, min(len(rest), 6 + messages // 800))
    each = max(2, left // pairs)
    applications = ("WhatsApp", "Instagram", "Native Messages", "Snapchat", "Facebook Messenger")
    for number in range(pairs):
        owner, phone = ((jas, hers), (kier, his))[number % 2]
        application = applications[number % len(applications)]
        is_sms = application == "Native Messages"
        fixed.append(Conversation(f"one-{number:03d}", application, (owner, rest[number]), phone, each, is_sms=is_sms))
    return tuple(fixed)


def message(seed: int, cast: Cast, conversation: Conversation, number: int) -> Message:
    """Message `number` of a conversation."""
    block, place = divmod(number, _BLOCK)
    return _block(seed, cast, conversation, block)[place]


@lru_cache(maxsize=4)
def _block(seed: int, cast: Cast, conversation: Conversation, block: int) -> tuple[Message, ...]:
    """Consecutive messages from one generator: making a generator costs as much as making a message."""
    rng = drawn(key(seed, conversation.id), block)
    numbers = range(block * _BLOCK, min((block + 1) * _BLOCK, conversation.count))
    return tuple(_message(rng, seed, cast, conversation, number) for number in numbers)


def _message(rng: random.Random, seed: int, cast: Cast, conversation: Conversation, number: int) -> Message:
    slot = (LAST - FIRST) / conversation.count
    at = FIRST + int(slot * number + slot * 0.9 * rng.random())
    attachment = attachment_of(seed, conversation, number)
    is_chat = not conversation.is_sms
    if conversation.name and not attachment and (number == 0 or rng.random() < 0.01):
        joined = pick(rng, conversation.people)
        text = f"{joined.name} joined using this group's invite link"
        return Message(number, at, None, text, phrases.whole_name(joined), repeats_label=number % 2 == 0)
    if is_chat and not (conversation.name or attachment) and rng.random() < 0.006:
        return Message(number, at, None, pick(rng, ("Missed voice call", "Missed video call")))
    sender = pick(rng, conversation.people)
    text, planted = _text(rng, cast, conversation, sender)
    quoted = number - 1 - int(3 * rng.random()) if number > 3 and rng.random() < 0.07 and is_chat else None
    return Message(
        number,
        at,
        sender,
        text,
        planted,
        quoted,
        is_doubled=quoted is not None and number % 4 == 0,
        is_forwarded=is_chat and rng.random() < 0.03,
        repeats_label=number % 2 == 0,
        attachment=attachment,
        shares_contact=pick(rng, cast.supporting) if is_chat and rng.random() < 0.004 else None,
    )


def _text(
    rng: random.Random, cast: Cast, conversation: Conversation, sender: Person
) -> tuple[str, tuple[Planted, ...]]:
    if rng.random() < 0.16:
        # Whom people write of: mostly those of the case and of the conversation, sometimes anybody.
        chance = rng.random()
        pool = cast.parties if chance < 0.5 else conversation.people if chance < 0.6 else cast.supporting[:30]
        person = pick(rng, pool)
        if cast.is_loosely_named and rng.random() < _LOOSE:
            text, kind, start, end = mentions.planted(person, rng)
            return text, (Planted("Named individual", person.id, kind, start, end),)
        return phrases.planted(rng, person)
    if conversation.is_hostile and rng.random() < 0.5:
        return phrases.plain(rng, phrases.HOSTILE if sender.id == "suspect" else phrases.REPLIES), ()
    if sender.id == "complainant" and rng.random() < 0.03:
        return phrases.plain(rng, phrases.WORRIES), ()
    return phrases.plain(rng), ()


def attachment_of(seed: int, conversation: Conversation, number: int) -> str:
    """State of the attachment of a message; empty for none. Apart from the rest, because a report lists files first."""
    block, place = divmod(number, _ATTACHED_EVERY)
    value = draw(key(seed, conversation.id, "attachment"), block)
    return _STATES[(value >> 32) % len(_STATES)] if value % _ATTACHED_EVERY == place else ""


def attachments(seed: int, conversation: Conversation) -> Iterator[tuple[int, str]]:
    """Number and state of every attachment of a conversation, in order, without making its messages."""
    sequence = key(seed, conversation.id, "attachment")
    for block in range(-(-conversation.count // _ATTACHED_EVERY)):
        value = draw(sequence, block)
        number = block * _ATTACHED_EVERY + value % _ATTACHED_EVERY
        if number < conversation.count:
            yield number, _STATES[(value >> 32) % len(_STATES)]


def is_lost(seed: int, exhibit_ref: str, conversation: Conversation, number: int) -> bool:
    """Whether a phone has lost a message that the other still has."""
    if len(conversation.exhibits) == 1:
        return False
    return draw(key(seed, exhibit_ref, conversation.id, "lost"), number) % _LOST_EVERY == 0


def is_deleted(seed: int, exhibit_ref: str, conversation: Conversation, number: int) -> bool:
    """Whether a phone holds a message as deleted."""
    return draw(key(seed, exhibit_ref, conversation.id, "deleted"), number) % _DELETED_EVERY == 0
