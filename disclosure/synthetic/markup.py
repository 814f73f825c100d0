"""Fragments of Cellebrite UFDR `report.xml` (reportVersion 7.x), built as text.

The report is a tree of `model` elements whose children are `field`, `multiField`, `modelField`,
`multiModelField`, `nodeField`, `dataField` and `jumptargets`. A library that builds element objects is too
slow for millions of messages, so every function here returns finished, indented lines. String values stand
in CDATA sections, as the vendor writes them; a `]]>` inside a value is split over two sections.

Depth counts elements from the root: `project` is 0, `decodedData` 1, `modelType` 2, a top-level `model` 3.
Times are Unix seconds, UTC; offsets are whole hours.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

NAMESPACE: Final = "http://pa.cellebrite.com/report/2.0"
PADS: Final = tuple("  " * depth for depth in range(24))
_SECONDS_PER_DAY: Final = 86_400


def attribute(value: str) -> str:
    """An attribute value in quotation marks, escaped."""
    return quoteattr(value)


def text(value: str) -> str:
    """Element text, escaped."""
    return escape(value)


def cdata(value: str) -> str:
    """A value as CDATA.

    >>> cdata("a]]>b")
    '<![CDATA[a]]]]><![CDATA[>b]]>'
    """
    if "]]>" in value:
        value = value.replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{value}]]>"


def string_value(value: str | None, type_: str = "String") -> str:
    """What stands inside a `field`: one `value`, or `empty`."""
    return "<empty />" if value is None else f'<value type="{type_}">{cdata(value)}</value>'


def field(depth: int, name: str, value: str | None, type_: str = "String") -> str:
    """A `field` with one value, or `empty` where there is none."""
    return field_around(depth, name, string_value(value, type_), type_)


def field_around(depth: int, name: str, content: str, type_: str = "String") -> str:
    """A `field` around ready-made content: a `value` element, `empty`, or a place to be filled later."""
    pad = PADS[depth]
    return f'{pad}<field name="{name}" type="{type_}">\n{pad}  {content}\n{pad}</field>\n'


def user_mapping(depth: int) -> str:
    """The `UserMapping` field that nearly every model begins with."""
    return field(depth, "UserMapping", "Decoding", "DecodingSourceOptions")


def model_field(depth: int, name: str, type_: str, model: str = "") -> str:
    """A `modelField`: one model, already indented two deeper than the field, or `empty`."""
    pad = PADS[depth]
    inner = model or f"{pad}  <empty />\n"
    return f'{pad}<modelField name="{name}" type="{type_}">\n{inner}{pad}</modelField>\n'


def multi_model_field(depth: int, name: str, type_: str, models: str = "") -> str:
    """A `multiModelField`: any number of models; with none the vendor closes the element at once."""
    pad = PADS[depth]
    if not models:
        return f'{pad}<multiModelField name="{name}" type="{type_}" />\n'
    return f'{pad}<multiModelField name="{name}" type="{type_}">\n{models}{pad}</multiModelField>\n'


def jump_targets(depth: int, target: str | None) -> str:
    """`jumptargets` to a file id; nothing where there is no target."""
    if target is None:
        return ""
    pad = PADS[depth]
    return (
        f'{pad}<jumptargets name="">\n{pad}  <targetid ismodel="false">{cdata(target)}</targetid>\n'
        f"{pad}</jumptargets>\n"
    )


def data_field(depth: int, length: int) -> str:
    """The `dataField` of an attachment: a memory range of a length in bytes."""
    pad = PADS[depth]
    return f'{pad}<dataField name="Data" type="MemoryRange">\n{pad}  <source length="{length}" />\n{pad}</dataField>\n'


def item(depth: int, name: str, value: str, **attributes: str) -> str:
    """A metadata `item`."""
    extra = "".join(f" {key}={quoteattr(content)}" for key, content in attributes.items())
    return f'{PADS[depth]}<item name={quoteattr(name)}{extra} systemtype="System.String">{cdata(value)}</item>\n'


@lru_cache(maxsize=4096)
def _day(number: int) -> str:
    """The ISO date of a day counted from 1970-01-01."""
    return datetime.fromtimestamp(number * _SECONDS_PER_DAY, UTC).date().isoformat()


def clock(at: int, offset: int = 0) -> str:
    """An instant as ISO 8601 without its offset, in the zone that is `offset` hours east of UTC."""
    days, rest = divmod(at + 3600 * offset, _SECONDS_PER_DAY)
    return "%sT%02d:%02d:%02d" % (_day(days), rest // 3600, rest // 60 % 60, rest % 60)  # noqa: UP031


def time_value(at: int, offset: int = 0) -> str:
    """A `TimeStampKnown` value: the instant with its offset.

    >>> time_value(1750000000, 1)[48:]
    'formattedTimestamp="2025-06-15T16:06:40+01:00">2025-06-15T16:06:40.000+01:00</value>'
    """
    shown = clock(at, offset)
    return (
        '<value type="TimeStamp" format="TimeStampKnown" '
        f'formattedTimestamp="{shown}+0{offset}:00">{shown}.000+0{offset}:00</value>'
    )


def unzoned_time_value(at: int) -> str:
    """A `DateTimeOnly` value: no offset in the text; the formatted attribute shows the report's own zone, +01:00."""
    shown = clock(at, 1)
    return f'<value type="TimeStamp" format="DateTimeOnly" formattedTimestamp="{shown}+01:00">{shown}.000</value>'


def time_field(depth: int, name: str, at: int, offset: int = 0) -> str:
    """A time `field`."""
    return field_around(depth, name, time_value(at, offset), "TimeStamp")
