"""Reports with everything the grammar allows and chat text can hold, and damage done to them."""

from __future__ import annotations

import random
import re

TEXTS = (
    "", "a", "hello there", " x ", "a]]>b", "<model type=\"X\"><field name='q'>", "]]", "é😂", "line\r\nnext", "\r",
    "a\rb", "&amp;", "&", "<", "\u00a0z", "<![CDATA[", "]]>", "</value></field></model>", "\t\n", "x" * 50, "&lt;",
    "<?xml?>", "<!-- c -->",
)  # fmt: skip
_NAMES = ("Body", "body", "Subject", "TimeStamp", "Map", "Label", "Name", "Id", "A.b", "A@b", "Ünï")
_TYPES = ("InstantMessage", "Chat", "Party", "Attachment", "SMS", "Ride")
_LOCAL_PATH = "files" + chr(92) + "x"
_OPENERS = (b"<![CDATA[", b"<!--", b"<?")
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->", b"<?": b"?>"}
_FOREIGN = (
    b"</field>", b"</model>", b"</value>", b"</multiModelField>", b"</modelField>", b"</foo>", b"<", b"&", b"\x00",
    b"\xff", b"<b>", b"&#0;", b"&#xD83D;&#xDE00;", b'"', b">", b"<model ", b"<field>", b"]]>",
)  # fmt: skip


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


class Reports:
    """Sound reports, each different; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 -- not for secrets

    def report(self) -> bytes:
        dice = self.dice
        files = "".join(
            f'<file id="{number}" name="n>m" path="p"><accessInfo><timestamp name="CreationTime" format="K">2020'
            f'</timestamp></accessInfo><metadata section="File"><item name="Local Path">{self._value(_LOCAL_PATH)}</item>'
            "</metadata></file>"
            for number in range(2)
        )
        items = "".join(f'<item name="IMEI" id="q">{self._text()}</item>' for _ in range(3))
        models = ""
        for _ in range(dice.randint(1, 3)):
            type_ = dice.choice(_TYPES)
            inner = "".join(self._space() + self._model(0, type_) for _ in range(dice.randint(0, 4)))
            models += f'<modelType type="{type_}">{inner}</modelType>'
        head = dice.choice(("", '<?xml version="1.0" encoding="utf-8"?>\n', '\ufeff<?xml version="1.0"?>'))
        namespace = dice.choice((' xmlns="http://pa.cellebrite.com/report/2.0"', ""))
        return (
            f'{head}<project id="1" name="a&gt;b>" ModelCount="5"{namespace}>{self._space()}'
            f'<metadata section="Device Info" k="v">{items}</metadata>'
            f'<caseInformation><field name="N" fieldType="X">{self._value("v")}</field></caseInformation>'
            f"<taggedFiles>{files}</taggedFiles><decodedData>{models}</decodedData>"
            '<extraInfos><extraInfo id="e" type="M"><sourceInfo><nodeInfos><nodeInfo id="n" path="p"/><nodeInfo id="n2"/>'
            '</nodeInfos><imageInfo a="1"/></sourceInfo></extraInfo></extraInfos>'
            f'<weird a="1">text{self._space()}<b/>more</weird><plain>words</plain></project>'
        ).encode()

    def _text(self) -> str:
        return self._value(self.dice.choice(TEXTS))

    def _value(self, text: str) -> str:
        chance = self.dice.random()
        if chance < 0.5:
            return cdata(text)
        if chance < 0.8:
            return escaped(text)
        if chance < 0.9:
            return f"{escaped(text)}<!-- n -->{cdata(text)}"
        return f"&#{self.dice.choice((65, 0x1F600, 10, 13, 9, 0xA0))};&#x41;{escaped(text)}"

    def _space(self) -> str:
        return self.dice.choice(("", "\n  ", "\r\n\t", " "))

    def _attributes(self) -> str:
        found = ""
        for key in self.dice.sample(("id", "deleted_state", "x:y", "labels", "extractionId"), self.dice.randint(0, 4)):
            quote = self.dice.choice("\"'")
            text = escaped(self.dice.choice(TEXTS)).replace("'", "&apos;").replace("\r", "&#13;")
            found += f" {key}={quote}{text}{quote}"
        return found

    def _field(self) -> str:
        dice, space = self.dice, self._space
        name, type_ = dice.choice(_NAMES), dice.choice(("String", "TimeStamp"))
        head = f'name="{name}" type="{type_}"'
        stated = dice.choice(
            (f' type="{type_}"', ' type="Other"', "", ' type="TimeStamp" format="Known" formattedTimestamp="2020&lt;"')
        )
        kinds = (
            lambda: f"<field {head}><empty /></field>",
            lambda: f"<field {head}/>",
            lambda: f'<field type="{type_}">{self._text()}</field>',
            lambda: (
                f"<multiField {head}>"
                + "".join(f"<value{stated}>{self._text()}</value>" for _ in range(dice.randint(0, 3)))
                + "</multiField>"
            ),
            lambda: (
                f'<dataField name="{name}" type="MemoryRange"><source length="{dice.randint(0, 99)}" /></dataField>'
            ),
            lambda: f'<nodeField name="PhotoNode"><id name="z">{self._value("77")}</id></nodeField>',
            lambda: (
                f'<jumptargets name="{dice.choice(("", "j"))}">{space()}<targetid ismodel="false">{space()}'
                f"{self._value('abc')}{space()}</targetid><targetid>9</targetid></jumptargets>"
            ),
            lambda: (
                f'<odd name="{name}" z="1">{space()}<sub q="2">{escaped(dice.choice(TEXTS))}</sub><value>5</value>t</odd>'
            ),
        )
        if dice.random() < 0.5:
            return dice.choice(kinds)()
        return f"<field {head}>{space()}<value{stated}>{self._text()}</value>{space()}</field>"

    def _model(self, depth: int, type_: str | None = None) -> str:
        dice = self.dice
        parts = []
        for _ in range(dice.randint(0, 6)):
            chance = dice.random()
            if chance < 0.25 and depth < 4:
                element = dice.choice(("modelField", "multiModelField"))
                models = "".join(self._space() + self._model(depth + 1) for _ in range(dice.choice((0, 1, 1, 2, 3))))
                inner = models or dice.choice(("", "<empty/>"))
                parts.append(f'<{element} name="{dice.choice((*_NAMES, "From", "To"))}" type="T">{inner}</{element}>')
            elif chance < 0.3:
                parts.append(escaped(dice.choice(TEXTS)))
            else:
                parts.append(self._field())
            parts.append(self._space())
        return f'<model type="{type_ or dice.choice(_TYPES)}"{self._attributes()}>{"".join(parts)}</model>'


def message(number: int, body: str, type_: str = "InstantMessage", prefix: str = "") -> bytes:
    """One message with parties; all its text but the body is its own number."""
    key = f"{prefix}{number}"
    return (
        f'<model type="{type_}" id="{prefix}m{number}" deleted_state="Intact">'
        '<field name="Source" type="String"><value type="String"><![CDATA[App]]></value></field>'
        f'<modelField name="From" type="Party"><model type="Party" id="p{key}" deleted_state="Unknown">'
        f'<field name="Identifier" type="String"><value type="String"><![CDATA[id{key}]]></value></field></model>'
        '</modelField><multiModelField name="To" type="Party">'
        f'<model type="Party" id="q{key}"><field name="Name" type="String"><value type="String">to {key}</value></field>'
        '</model></multiModelField><field name="Subject" type="String"><empty /></field>'
        f'<field name="Body" type="String"><value type="String">{body}</value></field>'
        f'<field name="TimeStamp" type="TimeStamp"><value type="TimeStamp" format="K">2025-01-01T00:00:{number:02d}'
        '</value></field><field name="Platform" type="String"><value type="String"><![CDATA[Mobile]]></value></field>'
        "</model>\n"
    ).encode()


def pieces(bodies: list[str]) -> list[bytes]:
    """A report of two chats and some SMS, in pieces; the messages are pieces of their own."""
    return [
        b'<?xml version="1.0"?><project id="1" xmlns="http://x"><decodedData><modelType type="Chat">'
        b'<model type="Chat" id="c1"><field name="Id" type="String"><value type="String">chat1</value></field>'
        b'<multiModelField name="Messages" type="InstantMessage">\n',
        *(message(number, body) for number, body in enumerate(bodies)),
        b'</multiModelField></model>\n<model type="Chat" id="c2"><field name="Id" type="String">'
        b'<value type="String">chat2</value></field></model></modelType><modelType type="SMS">\n',
        *(message(number, "text", "SMS", "s") for number in range(20, 23)),
        b"</modelType></decodedData></project>",
    ]


def mutated(piece: bytes, dice: random.Random) -> bytes:
    """A message with something in it deleted, doubled, inserted or changed."""
    tags = list(re.finditer(rb"<[^>]*>", piece))
    tag = dice.choice(tags)
    at = dice.randrange(len(piece))
    byte = bytes((dice.randrange(256),))
    kind = dice.randrange(6)
    if kind == 0:
        return piece[: tag.start()] + piece[tag.end() :]
    if kind == 1:
        inside = dice.randrange(tag.start(), tag.end())
        return piece[:inside] + byte + piece[inside + 1 :]
    if kind == 2:
        return piece[:at] + dice.choice(_FOREIGN) + piece[at:]
    if kind == 3:
        return piece[:at] + piece[min(len(piece) - 1, at + dice.randrange(1, 60)) :]
    if kind == 4:
        return piece[: tag.end()] + tag.group() + piece[tag.end() :]
    return piece[:at] + byte + piece[at + 1 :]


def is_contained(piece: bytes) -> bool:
    """Whether the damage stays in the piece: no CDATA section, comment or tag opened in it runs on."""
    at = 0
    while True:
        found = [(place, opener) for opener in _OPENERS if (place := piece.find(opener, at)) >= 0]
        if not found:
            return piece.rstrip().endswith(b">")
        place, opener = min(found)
        at = piece.find(_ENDS[opener], place + len(opener))
        if at < 0:
            return False
