"""Links to places on maps and to live locations.

Authority: the address forms of the maps' own sites; RFC 5870 for `geo:`.
"""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from disclosure.redact.recognisers.rule import Rule

_REST = r"[^\s<>\"'|]*"


def recognisers() -> list[EntityRecognizer]:
    """Recognisers of this group, in a fixed order."""
    return [
        Rule(
            "map_link",
            "MAP_LINK",
            [
                (
                    r"(?:https?://)?(?<![\w.@])(?:www\.|m\.)?(?:(?:maps\.)?google\.[a-z.]{2,6}/maps|maps\.google\.[a-z.]{2,6}|goo\.gl/maps|maps\.app\.goo\.gl|g\.co/maps|"
                    r"maps\.apple\.com|maps\.apple|waze\.com|bing\.com/maps|(?:openstreetmap|osm)\.org|osm\.org|w3w\.co|what3words\.com|here\.com|share\.here\.com|"
                    r"find\.apple\.com|icloud\.com/find|glympse\.com|life360\.com|snapchat\.com/(?:map|web-stories/map)|(?:map|maps)\.snapchat\.com|citymapper\.com|streetmap\.co\.uk|"
                    r"gridreferencefinder\.com|yandex\.\w+/maps|2gis\.\w+|komoot\.\w+|mapbox\.com|maps\.me|ge0\.me|ordnancesurvey\.co\.uk|osmaps\.com|"
                    rf"rightmove\.co\.uk/properties|zoopla\.co\.uk/[\w\-]+/details|airbnb\.\w[\w.]*/rooms|strava\.com/activities)\b{_REST}",
                    0.95,
                ),
                (rf"\bgeo:-?\d{_REST}", 0.95),
                (rf"\bcomgooglemaps://{_REST}", 0.95),
            ],
            needs=".:",
        ),
    ]
