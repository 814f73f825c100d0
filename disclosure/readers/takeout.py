"""Google Takeout: where an account was (three generations of location history) and what it did (MyActivity).

* `Records.json`: `locations[]` with `latitudeE7`, `longitudeE7` and `timestamp`, or older `timestampMs`, a text.
  Some old files hold E7 values that ran over 32 bits: they are put right, and the value as it stood is kept.
* Semantic Location History: `timelineObjects[]` of `activitySegment` and `placeVisit`; each stay, each end of
  a movement, each point of its path is a row; alternatives that Google considered stay in other_fields.
* On the phone (`Timeline.json`): `semanticSegments[]`, `rawSignals[]`, places as `"48.85°, 2.35°"`; on an
  iPhone a bare list with places as `geo:` addresses and times of points as minutes after the start.
* `MyActivity.json`: entries with `header`, `title`, `time`. An entry that links to a search is a search, one that
  links elsewhere a visited page; every other one is kept in device_events.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from disclosure import downloads
from disclosure.canonical import CanonicalWriter, Fields, from_unix, instant
from disclosure.downloads import mapping, objects, pop_number, pop_text
from disclosure.normalise.timestamps import parse_instant
from disclosure.reading import Detection, Reader, Reconciliation, Source
from disclosure.sources import json_items
from disclosure.sources.json_items import Broken
from disclosure.sources.tree import Tree, open_tree

_APPLICATION: Final = "Google"
_E7: Final = 1e7
_E7_RANGE: Final = {"latitude": 900_000_000, "longitude": 1_800_000_000}
_OVERRUN: Final = 1 << 32
_POINT: Final = re.compile(r"(?:geo:)?\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*")
_LISTS: Final = frozenset(
    {
        "locations.item",
        "timelineObjects.item",
        "semanticSegments.item",
        "rawSignals.item",
        "userLocationProfile.frequentPlaces.item",
        "item",
    }
)
_SEARCH_PARAMETERS: Final = ("q", "query", "search_query")

Row = dict[str, Any]


def _kind(name: str, paths: frozenset[str]) -> str | None:
    """Which of the documents it is."""
    if {"locations.item.latitudeE7", "locations.item.timestamp"} <= paths or "locations.item.timestampMs" in paths:
        return "records"
    if "timelineObjects" in paths:
        return "semantic history"
    if "semanticSegments" in paths or ("rawSignals" in paths and "rawSignals.item" in paths):
        return "timeline"
    if {"item.startTime", "item.endTime"} <= paths and any(
        f"item.{part}" in paths for part in ("visit", "activity", "timelinePath", "timelineMemory")
    ):
        return "timeline"
    if {"item.header", "item.title", "item.time"} <= paths:
        return "activity"
    return None


def detect(path: Path) -> Detection:
    """Whether a path holds one of the documents, by its members."""
    return downloads.detection(
        path,
        lambda name, paths: _kind(name, paths) is not None,
        "Google's location history or activity",
        "no JSON document of Google's location history or activity",
    )


def read(source: Source, out: Path, advance: Callable[[int], None]) -> Reconciliation:
    """Read every document of the kinds above, and keep the others.

    Args:
        source: The export.
        out: The staged case.
        advance: Told how many bytes were read.
    """
    tree = open_tree(source.path)
    with CanonicalWriter(source, out) as writer:
        writer.refused(tree.refused)
        done = []
        for name in downloads.documents(tree):
            kind = _kind(name, json_items.outline(tree, name))
            if kind is None:
                continue
            done.append(name)
            _document(writer, tree, name, kind)
            advance(tree.sizes[name])
        downloads.other_members(writer, tree, done, advance, _APPLICATION)
    return writer.reconciliation()


def _document(writer: CanonicalWriter, tree: Tree, name: str, kind: str) -> None:
    counts: dict[str, int] = {}
    leaves: dict[str, Any] = {}
    prefix = ""
    try:
        for what, prefix, value in json_items.walk(tree, name, _LISTS.__contains__):
            if what == json_items.LEAF:
                json_items.gather(leaves, prefix, value)
                continue
            number = counts.get(prefix, 0)
            counts[prefix] = number + 1
            place = f"{name}:{prefix.removesuffix('item').removesuffix('.')}[{number}]"
            _entry(writer, kind, prefix, place, downloads.values_of(value))
    except Broken:
        downloads.broken(writer, kind, f"{name}:{prefix}[{sum(counts.values())}]")
    if leaves:
        writer.record(kind, None, f"{name}:rest", Fields(leaves), {"application": _APPLICATION})


def _entry(writer: CanonicalWriter, kind: str, prefix: str, place: str, values: dict[str, Any]) -> None:
    fields = Fields(values)
    if kind == "activity":
        _activity(writer, place, fields)
        return
    rows: list[Row] = []
    record_type = kind
    if kind == "records":
        rows = [_record(fields, values)]
    elif kind == "semantic history":
        record_type = next(iter(values), kind)
        rows = _semantic(values)
    elif prefix == "rawSignals.item":
        record_type = next(iter(values), "rawSignal")
        rows = _signal(mapping(values.get("position")))
    elif prefix.startswith("userLocationProfile"):
        record_type = "frequentPlace"
        point = _pop_point(values, "placeLocation")
        rows = [{**point, "name": fields.text("label"), "location_type": "frequent place"}] if point else []
    else:
        record_type = next((n for n in values if n not in ("startTime", "endTime")), "segment")
        rows = _segment(fields, values)
    # The first row stands for the record; the others are places on the way.
    first, others = (rows[0], rows[1:]) if rows else (None, [])
    given = {"application": _APPLICATION, **first} if first else {"application": _APPLICATION}
    writer.record(record_type, "locations" if first else None, place, fields, given)
    for ordinal, row in enumerate(others, 1):
        writer.row("locations", place, {"application": _APPLICATION, **row}, f"point {ordinal}")


def _record(fields: Fields, values: dict[str, Any]) -> Row:
    raw = fields.peek("timestamp")
    if raw is not None:
        text = fields.text("timestamp")
        when = instant("occurred_at", parse_instant(text or ""), text, "stated")
    else:
        moment = from_unix(fields.peek("timestampMs"), 1000)
        when = instant("occurred_at", moment, fields.text("timestampMs"), "stated")
    return {
        **_e7(values, "latitudeE7", "longitudeE7"),
        **_left_of(fields, "latitudeE7", "longitudeE7"),
        "elevation_metres": fields.number("altitude"),
        "horizontal_accuracy": fields.text("accuracy"),
        "origin": fields.text("source"),
        **when,
    }


def _left_of(fields: Fields, *names: str) -> Row:
    """Take values that were already turned into columns."""
    for name in names:
        if isinstance(fields.peek(name), int) and abs(fields.peek(name)) <= max(_E7_RANGE.values()):
            fields.take(name)
    return {}


def _e7(values: dict[str, Any], latitude: str, longitude: str) -> Row:
    """Degrees from ten-millionths; a value that ran over 32 bits is put right and stays where it stood."""
    row: Row = {}
    for column, name in (("latitude", latitude), ("longitude", longitude)):
        number = values.get(name)
        if not isinstance(number, int) or isinstance(number, bool):
            continue
        if abs(number) <= _E7_RANGE[column]:
            del values[name]
        elif abs(number - _OVERRUN) <= _E7_RANGE[column]:
            number -= _OVERRUN
        else:
            continue
        row[column] = number / _E7
    return row


def _when(values: dict[str, Any], name: str, *keys: str) -> Row:
    """An instant from the first member there is: a text with an offset, or milliseconds."""
    for key in keys:
        raw = values.get(key)
        if isinstance(raw, str | int) and not isinstance(raw, bool):
            del values[key]
            moment = from_unix(raw, 1000) if key.endswith("Ms") else parse_instant(str(raw))
            return instant(name, moment, raw, "stated")
    return {}


def _semantic(values: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    visit = mapping(values.get("placeVisit"))
    if visit:
        rows += _visit(visit, "placeVisit")
    segment = mapping(values.get("activitySegment"))
    if segment:
        duration = mapping(segment.get("duration"))
        begins = _when(duration, "occurred_at", "startTimestamp", "startTimestampMs")
        ends = _when(duration, "occurred_at", "endTimestamp", "endTimestampMs")
        until = {name.replace("occurred", "ended"): value for name, value in ends.items()}
        about = {
            "category": pop_text(segment, "activityType"),
            "confidence": pop_text(segment, "confidence"),
        }
        start = _place(mapping(segment.get("startLocation")))
        end = _place(mapping(segment.get("endLocation")))
        rows.append({**start, **about, **begins, **until, "location_type": "activitySegment start"})
        if end:
            rows.append({**end, **ends, "location_type": "activitySegment end"})
        for path, points, latitude, longitude in (
            ("waypointPath", "waypoints", "latE7", "lngE7"),
            ("simplifiedRawPath", "points", "latE7", "lngE7"),
        ):
            for point in objects(mapping(segment.get(path)).get(points)):
                row = {**_e7(point, latitude, longitude), **_when(point, "occurred_at", "timestamp", "timestampMs")}
                row["horizontal_accuracy"] = pop_text(point, "accuracyMeters")
                rows.append({**row, "location_type": path})
    return rows


def _visit(visit: dict[str, Any], kind: str) -> list[Row]:
    """A stay, and the stays within it. An explicit list: exports can be nested without limit."""
    rows = []
    waiting = [visit]
    while waiting:
        one = waiting.pop(0)
        place = mapping(one.get("location"))
        duration = mapping(one.get("duration"))
        rows.append(
            {
                **_place(place),
                **_when(duration, "occurred_at", "startTimestamp", "startTimestampMs"),
                **_when(duration, "ended_at", "endTimestamp", "endTimestampMs"),
                "confidence": pop_text(one, "placeConfidence"),
                "location_type": kind,
            }
        )
        waiting += objects(one.get("childVisits"))
        kind = "childVisit"
    return rows


def _place(place: dict[str, Any]) -> Row:
    row = {
        **_e7(place, "latitudeE7", "longitudeE7"),
        "name": pop_text(place, "name"),
        "address": pop_text(place, "address"),
        "category": pop_text(place, "semanticType"),
        "horizontal_accuracy": pop_text(place, "accuracyMetres"),
    }
    return {name: value for name, value in row.items() if value is not None}


def _pop_point(values: dict[str, Any], *names: str) -> Row:
    """Coordinates from the first text that holds some, taken out."""
    for name in names:
        value = values.get(name)
        match = _POINT.fullmatch(value) if isinstance(value, str) else None
        if match:
            del values[name]
            return {"latitude": float(match[1]), "longitude": float(match[2])}
        if isinstance(value, dict):
            found = _pop_point(value, "latLng", "LatLng")
            if found:
                return found
    return {}


def _segment(fields: Fields, values: dict[str, Any]) -> list[Row]:
    """One entry of `semanticSegments`, or of the bare list of an iPhone."""
    start_text, end_text = fields.text("startTime"), fields.text("endTime")
    start, end = parse_instant(start_text or ""), parse_instant(end_text or "")
    begins = instant("occurred_at", start, start_text, "stated")
    until = instant("ended_at", end, end_text, "stated")
    ends = instant("occurred_at", end, end_text, "stated")
    rows: list[Row] = []
    visit, activity = mapping(values.get("visit")), mapping(values.get("activity"))
    if visit:
        candidate = mapping(visit.get("topCandidate"))
        about = {"category": pop_text(candidate, "semanticType"), "confidence": pop_text(candidate, "probability")}
        rows.append({**_pop_point(candidate, "placeLocation"), **about, **begins, **until, "location_type": "visit"})
    if activity:
        candidate = mapping(activity.get("topCandidate"))
        about = {"category": pop_text(candidate, "type"), "confidence": pop_text(candidate, "probability")}
        first = _pop_point(activity, "start")
        rows.append({**first, **about, **begins, **until, "location_type": "activity start"})
        last = _pop_point(activity, "end")
        if last:
            rows.append({**last, **ends, "location_type": "activity end"})
    for point in objects(values.get("timelinePath")):
        row = {**_pop_point(point, "point"), "location_type": "timelinePath"}
        if isinstance(point.get("time"), str):
            row |= _when(point, "occurred_at", "time")
        else:
            row |= _after(start, start_text, point)
        rows.append(row)
    if not rows or (not visit and not activity):
        rows.insert(0, {**begins, **until, "location_type": next(iter(values.keys() - {"startTime", "endTime"}), None)})
    return rows


def _after(start: datetime | None, start_text: str | None, point: dict[str, Any]) -> Row:
    """The time of a point given as minutes after the start."""
    minutes = None if start_text is None else pop_text(point, "durationMinutesOffsetFromStartTime")
    if minutes is None:
        return {}
    try:
        moment = None if start is None else start + timedelta(minutes=float(minutes))
    except (ValueError, OverflowError):
        moment = None
    return instant("occurred_at", moment, f"{start_text} + {minutes} min", "stated")


def _signal(position: dict[str, Any]) -> list[Row]:
    point = _pop_point(position, "LatLng", "latLng", "point")
    if not point:
        return []
    return [
        {
            **point,
            "horizontal_accuracy": pop_text(position, "accuracyMeters"),
            "elevation_metres": pop_number(position, "altitudeMeters"),
            "origin": pop_text(position, "source"),
            "location_type": "position",
            **_when(position, "occurred_at", "timestamp"),
        }
    ]


def _activity(writer: CanonicalWriter, place: str, fields: Fields) -> None:
    raw = fields.text("time")
    moment = parse_instant(raw or "")
    url = fields.peek("titleUrl")
    query = _query(url) if isinstance(url, str) else None
    header = fields.text("header")
    if query is not None:
        # The address and the title say more than the words: both are kept.
        values = {"query": query, "origin": header, **instant("searched_at", moment, raw, "stated")}
        writer.record("activity", "searches", place, fields, {"application": _APPLICATION, **values})
        return
    if isinstance(url, str):
        values = {
            "kind": header,
            "title": fields.text("title"),
            "url": fields.text("titleUrl"),
            **instant("visited_at", moment, raw, "stated"),
        }
        writer.record("activity", "visited_pages", place, fields, {"application": _APPLICATION, **values})
        return
    values = {
        "record_type": "MyActivity",
        "event_type": header,
        "value": fields.text("title"),
        **instant("started_at", moment, raw, "stated"),
    }
    writer.record("activity", "device_events", place, fields, {"application": _APPLICATION, **values})


def _query(url: str) -> str | None:
    """The words of a search that an address stands for."""
    try:
        parts = urllib.parse.urlsplit(url)
        values = urllib.parse.parse_qs(parts.query)
    except ValueError:
        return None
    if not parts.path.endswith(("/search", "/results")):
        return None
    return next((values[name][0] for name in _SEARCH_PARAMETERS if name in values), None)


READER: Final = Reader(
    name="Google Takeout",
    versions=(
        "Records.json and Semantic Location History, 2013 to 2024",
        "Timeline.json of Android and of iOS, 2024 and later",
        "MyActivity.json, by description",
    ),
    tried_on_real_exports=True,
    tables=("locations", "searches", "visited_pages", "device_events", "other_fields"),
    detect=detect,
    read=read,
    sources=("public samples of every location format (dawarich)", "descriptions of MyActivity.json"),
)
