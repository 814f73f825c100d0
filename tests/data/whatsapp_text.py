"""Chat texts as Android and iOS write them, in many settings and languages; people and words invented."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from disclosure.reading import Options
from tests.data.fixture import Fixture

LRM: Final = "\u200e"
_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_BENGALI: Final = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
_DEVANAGARI: Final = str.maketrans("0123456789", "०१२३४५६७८९")

# Eight moments over months, so that the order of day and month can be told in any setting.
MOMENTS: Final = tuple(datetime(2023, 11, 28, 9, 5, 7) + timedelta(days=9 * step, hours=3 * step) for step in range(8))  # noqa: DTZ001
SENDERS: Final = ("Bronwen Tregarth", "Idris", "~\u202fPip", "+44 7700 900301")

Stamp = Callable[[datetime], str]


def _twelve(moment: datetime, morning: str, afternoon: str, gap: str, seconds: bool = False) -> str:
    tail = f":{moment:%S}" if seconds else ""
    return f"{moment.hour % 12 or 12}:{moment:%M}{tail}{gap}{afternoon if moment.hour > 11 else morning}"


FORMS: Final[dict[str, Stamp]] = {
    "Android UK": lambda at: f"{at:%d/%m/%Y, %H:%M} - ",
    "Android US": lambda at: f"{at.month}/{at.day}/{at:%y}, {_twelve(at, 'AM', 'PM', ' ')} - ",
    "Android US narrow space": lambda at: f"{at.month}/{at.day}/{at:%y}, {_twelve(at, 'AM', 'PM', chr(0x202F))} - ",
    "Android UK lower case": lambda at: f"{at:%d/%m/%Y}, {_twelve(at, 'am', 'pm', chr(0x202F))} - ",
    "Android German": lambda at: f"{at:%d.%m.%y, %H:%M} - ",
    "Android Russian": lambda at: f"{at:%d.%m.%Y, %H:%M} - ",
    "Android dots, no comma": lambda at: f"{at:%d.%m.%y %H:%M} - ",
    "Android Dutch": lambda at: f"{at:%d-%m-%Y %H:%M} - ",
    "Android Spanish": lambda at: f"{at.day}/{at.month}/{at:%y} {_twelve(at, 'a. m.', 'p. m.', ' ')} - ",
    "Android Spanish narrow": lambda at: f"{at.day}/{at.month}/{at:%y}, {_twelve(at, f'a.{chr(160)}m.', f'p.{chr(160)}m.', chr(0x202F))} - ",
    "Android Italian": lambda at: f"{at:%d/%m/%y, %H:%M} - ",
    "Android ISO": lambda at: f"{at:%Y-%m-%d, %H:%M} - ",
    "Android Swedish": lambda at: f"{at:%Y-%m-%d %H:%M} - ",
    "Android Japanese": lambda at: f"{at:%Y/%m/%d %H:%M} - ",
    "Android Chinese": lambda at: f"{at.year}/{at.month}/{at.day} {'下午' if at.hour > 11 else '上午'}{at.hour % 12 or 12}:{at:%M} - ",
    "Android Korean": lambda at: f"{at.year}. {at.month}. {at.day}. {'오후' if at.hour > 11 else '오전'} {at.hour % 12 or 12}:{at:%M} - ",
    "Android Korean words": lambda at: f"{at.year}년 {at.month}월 {at.day}일 {'오후' if at.hour > 11 else '오전'} {at.hour % 12 or 12}:{at:%M} - ",
    "Android Hungarian": lambda at: f"{at:%Y. %m. %d. %H:%M} - ",
    "Android Arabic": lambda at: f"\u200f{at.day}\u200f/{at.month}\u200f/{at.year}، {_twelve(at, 'ص', 'م', ' ')} - ".translate(_ARABIC),
    "Android Persian digits": lambda at: f"{at:%d/%m/%Y,‏ %H:%M} - ".translate(_PERSIAN),
    "Android Hindi digits": lambda at: f"{at:%d/%m/%y, %H:%M} - ".translate(_DEVANAGARI),
    "Android Turkish": lambda at: f"{at:%d.%m.%Y} {_twelve(at, 'ÖÖ', 'ÖS', ' ')} - ",
    "Android Greek": lambda at: f"{at.day}/{at.month}/{at:%y}, {_twelve(at, 'π.μ.', 'μ.μ.', ' ')} - ",
    "Android Thai Buddhist": lambda at: f"{at.day}/{at.month}/{at.year + 543} {at:%H:%M} - ",
    "Android unknown half of day": lambda at: f"{at:%d/%m/%Y}, {_twelve(at, 'ქქ', 'ღღ', ' ')} - ",
    "Android no-break spaces": lambda at: f"{at:%d/%m/%Y},\u00a0{at:%H:%M} - ",
    "iOS UK": lambda at: f"[{at:%d/%m/%Y, %H:%M:%S}] ",
    "iOS UK no comma": lambda at: f"[{at:%d/%m/%Y %H:%M:%S}] ",
    "iOS US": lambda at: f"[{at.month}/{at.day}/{at:%y}, {_twelve(at, 'AM', 'PM', chr(0x202F), True)}] ",
    "iOS UK half days": lambda at: f"[{at:%d/%m/%Y}, {_twelve(at, 'am', 'pm', chr(0x202F), True)}] ",
    "iOS month first, whole days": lambda at: f"[{at.month}/{at.day}/{at:%y}, {at:%H:%M:%S}] ",
    "iOS French": lambda at: f"[{at:%d/%m/%Y %H:%M:%S}] ",
    "iOS German": lambda at: f"[{at:%d.%m.%y, %H:%M:%S}] ",
    "iOS dots": lambda at: f"[{at:%d.%m.%y, %H.%M.%S}] ",
    "iOS time first": lambda at: f"[{at:%H:%M:%S}, {at.month}/{at.day}/{at:%y}] ",
    "iOS Spanish": lambda at: f"[{at.day}/{at.month}/{at:%y} {_twelve(at, 'a. m.', 'p. m.', ' ', True)}] ",
    "iOS Dutch": lambda at: f"[{at:%d-%m-%Y %H:%M:%S}] ",
    "iOS Swedish": lambda at: f"[{at:%Y-%m-%d %H:%M:%S}] ",
    "iOS Chinese": lambda at: f"[{at.year}/{at.month}/{at.day} {'下午' if at.hour > 11 else '上午'}{at.hour % 12 or 12}:{at:%M:%S}] ",
    "iOS Thai Buddhist": lambda at: f"[{at.month}/{at.day}/{at.year + 543} BE {at:%H:%M:%S}] ",
    "iOS Japanese era": lambda at: f"[{at.month}/{at.day}/R{at.year - 2018} {at:%H:%M:%S}] ",
    "iOS Japanese era first": lambda at: f"[R{at.year - 2018}/{at.month}/{at.day} {at:%H:%M:%S}] ",
    "iOS Bulgarian": lambda at: f"[{at.day}.{at:%m.%y} г., {at.hour}:{at:%M:%S}] ",
    "iOS Croatian": lambda at: f"[{at:%d. %m. %Y. %H:%M:%S}] ",
    "iOS French words": lambda at: f"[{at:%d/%m/%Y à %H:%M:%S}] ",
    "Android Indonesian": lambda at: f"{at:%d/%m/%y %H.%M} - ",
    "Android Malay": lambda at: f"{at:%d/%m/%Y}, {_twelve(at, 'PG', 'PTG', ' ')} - ",
    "Android Bengali digits": lambda at: f"{at:%d/%m/%y, %H:%M} - ".translate(_BENGALI),
    "iOS Hebrew": lambda at: f"[\u200f{at.day}.{at.month}.{at.year}, {at.hour}:{at:%M:%S}] ",
    "iOS Vietnamese": lambda at: f"[{at:%H:%M:%S}, {at.day}/{at.month}/{at.year}] ",
    "iOS Arabic": lambda at: f"[{at.day}\u200f/{at.month}\u200f/{at.year}، {_twelve(at, 'ص', 'م', ' ', True)}] ".translate(_ARABIC),
    "iOS Danish": lambda at: f"[{at:%d.%m.%Y %H.%M.%S}] ",
    "iOS without seconds": lambda at: f"[{at:%d/%m/%y %H:%M}] ",
    "iOS Czech": lambda at: f"[{at.day}.{at.month}.{at:%y} {at.hour}:{at:%M:%S}] ",
    "iOS Finnish": lambda at: f"[{at.day}.{at.month}.{at.year} klo {at.hour}.{at:%M.%S}] ",
}  # fmt: skip
"""How phones write time and date before a message."""


def chat(stamp: Stamp, moments: Iterable[datetime] = MOMENTS) -> str:
    """A chat of one message a moment; the third has three lines, the fourth holds colons and brackets."""
    words = (
        "are you coming?",
        "yes: at nine",
        "first line\nsecond line: with a colon\n\nfourth line [1/2]",
        "see [31] - 12:30: bring 2/3 of it",
        "null",
        "https://example.org/a: b",
        "<3",
        "last one",
    )
    senders = [SENDERS[number % len(SENDERS)] for number in range(len(words))]
    lines = [f"{stamp(at)}{sender}: {word}" for at, sender, word in zip(moments, senders, words, strict=False)]
    end = "\r\n" if stamp(MOMENTS[0]).lstrip("\u200e\u200f").startswith("[") else "\n"
    return end.join(line.replace("\n", end) for line in lines) + end


def write(
    folder: Path, content: str, name: str = "WhatsApp Chat with Ann Example.txt", encoding: str = "utf-8"
) -> Path:
    """A chat text as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def _ios_zip(folder: Path) -> Path:
    """An archive with media, as iOS shares it."""
    stamp = FORMS["iOS UK"]
    at = MOMENTS
    lines = [
        f"{stamp(at[0])}Kite Club: {LRM}Messages and calls are end-to-end encrypted.",
        f"{stamp(at[0])}Idris: good morning",
        f"{LRM}{stamp(at[1])}Idris: {LRM}<attached: 00000002-PHOTO-2023-12-07.jpg>",
        f"{LRM}{stamp(at[2])}Bronwen Tregarth: {LRM}<attached: 00000003-AUDIO-2023-12-16.opus>",
        f"{LRM}{stamp(at[3])}Idris: rota.pdf \u2022 {LRM}2 pages {LRM}document omitted",
        f"{stamp(at[4])}Idris: {LRM}You deleted this message.",
        f"{stamp(at[5])}Bronwen Tregarth: {LRM}Location: https://maps.google.com/?q=51.513767,-0.098266",
        f"{stamp(at[6])}Bronwen Tregarth: nine then {LRM}<This message was edited>",
        f"{stamp(at[7])}Kite Club: {LRM}{LRM}Your security code with Idris changed. {LRM}Tap to learn more.",
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "WhatsApp Chat - Kite Club.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", "\r\n".join(lines) + "\r\n")
        archive.writestr("00000002-PHOTO-2023-12-07.jpg", b"\xff\xd8 not really a photograph")
    return path


def _with_given_order(folder: Path) -> Path:
    stamp = FORMS["Android UK"]
    moments = [datetime(2023, 4, 4, 9, minute) for minute in range(8)]  # noqa: DTZ001
    return write(folder, chat(stamp, [moment.replace(day=5) for moment in moments]))


FIXTURES = (
    *(
        Fixture(
            name,
            lambda folder, stamp=stamp: write(folder, chat(stamp)),
            {"messages": 8, "conversations": 1, "conversation_participants": 4},
            ("fourth line [1/2]", "see [31] - 12:30: bring 2/3 of it", "+447700900301", "Pip", "\nnull\n"),
        )
        for name, stamp in FORMS.items()
        if name in ("Android UK", "Android Arabic", "iOS US", "iOS Japanese era")
    ),
    Fixture(
        "archive",
        _ios_zip,
        {"messages": 9, "attachments": 3, "files": 1, "conversations": 1, "conversation_participants": 2},
        ("good morning", "rota.pdf", "51.513767", "Kite Club", "00000003-AUDIO-2023-12-16.opus"),
    ),
    Fixture(
        "order given", _with_given_order, {"messages": 8}, ("2023-04-05T09:07",), options=Options(date_order="dmy")
    ),
    Fixture(
        "UTF-16", lambda folder: write(folder, chat(FORMS["iOS UK"]), encoding="utf-16"), {"messages": 8}, ("last one",)
    ),
)
