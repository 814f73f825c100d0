"""Google Takeout: each generation of location history, and activity."""

from __future__ import annotations

from pathlib import Path

from tests.data.fixture import Fixture, document


def archive(folder: Path) -> Path:
    """A folder with raw records of both ages, a month of semantic history and activity."""
    root = folder / "Takeout"
    place = root / "Location History"
    document(
        place / "Records.json",
        {
            "locations": [
                {"latitudeE7": 538000000, "longitudeE7": -15500000, "accuracy": 20, "altitude": 61, "source": "WIFI",
                 "timestamp": "2022-01-01T10:00:00Z", "activity": [{"timestamp": "2022-01-01T10:00:01Z",
                 "activity": [{"type": "STILL", "confidence": 97}]}]},
                {"timestampMs": "1400000000123", "latitudeE7": 538000001, "longitudeE7": 4279467296, "accuracy": 5},
                {"timestamp": "2022-01-01T11:00:00Z", "deviceTag": 5512},
            ],
            "note_about_device": "Handset 9",
        },
    )  # fmt: skip
    document(
        place / "Semantic Location History" / "2022" / "2022_JANUARY.json",
        {
            "timelineObjects": [
                {
                    "placeVisit": {
                        "location": {"latitudeE7": 538100000, "longitudeE7": -15600000, "placeId": "pl-1", "name": "Mill",
                                     "address": "1 Mill Lane", "semanticType": "TYPE_WORK"},
                        "duration": {"startTimestamp": "2022-01-02T09:00:00Z", "endTimestamp": "2022-01-02T17:00:00Z"},
                        "placeConfidence": "HIGH_CONFIDENCE",
                        "otherCandidateLocations": [{"placeId": "pl-2", "latitudeE7": 1, "longitudeE7": 2}],
                        "childVisits": [{"location": {"latitudeE7": 538100001, "longitudeE7": -15600001},
                            "duration": {"startTimestampMs": "1641117600000", "endTimestampMs": "1641121200000"}}],
                    }
                },
                {
                    "activitySegment": {
                        "startLocation": {"latitudeE7": 538100000, "longitudeE7": -15600000},
                        "endLocation": {"latitudeE7": 538200000, "longitudeE7": -15700000},
                        "duration": {"startTimestamp": "2022-01-02T17:00:00Z", "endTimestamp": "2022-01-02T17:30:00Z"},
                        "activityType": "CYCLING",
                        "distance": 3853,
                        "waypointPath": {"waypoints": [{"latE7": 538150000, "lngE7": -15650000}]},
                        "simplifiedRawPath": {"points": [{"latE7": 538160000, "lngE7": -15660000, "accuracyMeters": 9,
                                                          "timestamp": "2022-01-02T17:15:00Z"}]},
                    }
                },
            ]
        },
        b"\xef\xbb\xbf",
    )  # fmt: skip
    document(
        root / "My Activity" / "Search" / "MyActivity.json",
        [
            {"header": "Search", "title": "Searched for night buses", "time": "2022-01-03T20:00:00.000Z",
             "titleUrl": "https://www.google.com/search?q=night+buses", "products": ["Search"]},
            {"header": "Chrome", "title": "Visited a page", "time": "2022-01-03T20:01:00Z",
             "titleUrl": "https://example.test/timetable"},
            {"header": "Maps", "title": "Used Maps", "time": "2022-01-03T20:02:00Z", "products": ["Maps"]},
        ],
    )  # fmt: skip
    return root


def timeline(folder: Path) -> Path:
    """A phone's own timeline."""
    return document(
        folder / "Timeline.json",
        {
            "semanticSegments": [
                {"startTime": "2024-06-15T09:00:00.000+01:00", "endTime": "2024-06-15T10:00:00.000+01:00",
                 "startTimeTimezoneUtcOffsetMinutes": 60,
                 "visit": {"hierarchyLevel": 0, "topCandidate": {"placeId": "pl-1", "semanticType": "HOME",
                           "probability": 0.9, "placeLocation": {"latLng": "53.80°, -1.55°"}}}},
                {"startTime": "2024-06-15T10:00:00.000+01:00", "endTime": "2024-06-15T10:30:00.000+01:00",
                 "activity": {"start": {"latLng": "53.80°, -1.55°"}, "end": {"latLng": "53.81°, -1.56°"},
                              "distanceMeters": 1200.5, "topCandidate": {"type": "WALKING", "probability": 0.8}}},
                {"startTime": "2024-06-15T10:00:00.000+01:00", "endTime": "2024-06-15T12:00:00.000+01:00",
                 "timelinePath": [{"point": "53.805°, -1.555°", "time": "2024-06-15T10:10:00.000+01:00"}]},
            ],
            "rawSignals": [
                {"position": {"LatLng": "53.80°, -1.55°", "accuracyMeters": 13, "altitudeMeters": 40.5, "source": "GPS",
                              "timestamp": "2024-06-15T09:05:00.000+01:00"}},
                {"wifiScan": {"deliveryTime": "2024-06-15T09:06:00.000+01:00", "devicesRecords": [{"mac": 77, "rawRssi": -60}]}},
            ],
            "userLocationProfile": {"frequentPlaces": [{"placeId": "pl-9", "placeLocation": "53.80°, -1.55°", "label": "HOME"}]},
        },
    )  # fmt: skip


def timeline_of_an_iphone(folder: Path) -> Path:
    """The bare list of an iPhone."""
    return document(
        folder / "location-history.json",
        [
            {"startTime": "2024-06-15T09:00:00Z", "endTime": "2024-06-15T10:00:00Z",
             "visit": {"topCandidate": {"placeID": "pl-3", "probability": "0.78", "placeLocation": "geo:53.800000,-1.550000"}}},
            {"startTime": "2024-06-15T10:00:00Z", "endTime": "2024-06-15T12:00:00Z",
             "timelinePath": [{"point": "geo:53.801000,-1.551000", "durationMinutesOffsetFromStartTime": "49"}]},
            {"startTime": "2024-06-15T10:00:00Z", "endTime": "2024-06-16T12:00:00Z",
             "timelineMemory": {"destinations": [{"identifier": "pl-4"}], "distanceFromOriginKms": "1594"}},
        ],
    )  # fmt: skip


FIXTURES = (
    Fixture("archive", archive, {"locations": 9, "searches": 1, "visited_pages": 1, "device_events": 1},
            ("night buses", "pl-1", "pl-2", "5512", "Handset 9", "STILL", "4279467296", "1 Mill Lane", "3853",
             "https://example.test/timetable", "Used Maps", "CYCLING", "1400000000123")),
    Fixture("timeline", timeline, {"locations": 7}, ("pl-1", "WALKING", "1200.5", "77", "pl-9", "HOME")),
    Fixture("timeline of an iPhone", timeline_of_an_iphone, {"locations": 4}, ("pl-3", "pl-4", "1594", "+ 49 min")),
)  # fmt: skip
