"""Whether a word is ordinary English, for rules that would otherwise take "snap is broken" for a user name.

The list is the frequency dictionary that symspellpy brings (82,765 words, by Google Books and SCOWL, MIT licence);
what it lacks of British texting is added here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Final

_CHAT: Final = frozenset(
    """
    u ur urs r y k im ive id ill dont cant wont didnt doesnt isnt wasnt arent wouldnt couldnt shouldnt hasnt havent
    gonna
    wanna gotta dunno innit init tho thru cos coz cuz bc tbh tbf ngl idk ikr imo lol lmao rofl omg wtf ffs smh brb omw
    ttyl wyd hbu wbu pls plz thx ta cheers soz sorry gutted knackered skint chuffed buzzing mingin minging rank peng
    bare peak wagwan bruv bruh fam mate m8 mates lads lad lass hun hunny babe bby bae luv xx xxx yh yeh yeah yea ye yep
    nah nope na aye oi ey yo hiya alrite alright hows whats wheres whos thats theres heres shes hes theyre youre were
    weve youve bout bit proper well defo deffo obvs totes tonite 2nite tomoz tmrw tmr 2moro wkend bday xmas hols uni
    telly footy maccies chippy nan nana mum mam dad bro sis cuz gf bf ppl sum sumthing summat nowt owt wanker twat
    prick dickhead bellend knobhead knob arsehole shite shitty bollocks bastard bitch fuckin fucking fucked pissed
    shagged wasted
    hanging rammed heaving dodgy naff cheeky cracking mental mad banging lush mint sick sound decent class quality
    poorly manky scran bevvy bevvies pint pints fag fags bog loo quid fiver tenner grand hacked banned blocked deleted
    deactivated glitching lagging laggy glitchy broke bugging bugged dead down up off on private public ghosted
    """.split()
)
_EVERYDAY: Final = 20_000
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    text = (resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    counted = [line.split() for line in text.splitlines()]
    ordered = sorted(counted, key=lambda entry: (-int(entry[1]), entry[0]))
    return {word: rank for rank, (word, _) in enumerate(ordered)}


@cache
def is_common(word: str, rank: int = _EVERYDAY) -> bool:
    """Whether a word, in any case, is among so many commonest ones or is everyday texting.

    >>> is_common("Broken"), is_common("velvetolwen")
    (True, False)
    """
    folded = word.casefold().replace("’", "'")
    return folded in _CHAT or folded.replace("'", "") in _CHAT or _ranks().get(folded, rank) < rank


def words_of(text: str) -> list[str]:
    """The words of a text, without signs and figures."""
    return _LETTERS.findall(text)
