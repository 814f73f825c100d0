-- reads: DeviceEvent (EventType, Value, StartTime, EndTime, Source)
-- reads: PoweringEvent (Element, Event, TimeStamp, Source)
-- reads: LogEntry (Application, Body, TimeStamp, Source)

WITH events AS (
    SELECT _row, _origin, 'DeviceEvent' AS record_type, "Source" AS application, "EventType" AS event_type,
        "Value" AS value, NULL AS element, "StartTime" AS started_raw, "EndTime" AS ended_raw
    FROM vendor."DeviceEvent"
    UNION ALL
    SELECT _row, _origin, 'PoweringEvent', "Source", "Event", NULL, "Element", "TimeStamp", NULL
    FROM vendor."PoweringEvent"
    UNION ALL
    SELECT _row, _origin, 'LogEntry', coalesce("Source", "Application"), NULL, "Body", "Application", "TimeStamp", NULL
    FROM vendor."LogEntry"
)
SELECT _row, unnest(_origin), application, record_type, event_type, value, element,
    instant(started_raw) AS started_at, started_raw AS started_at_raw, zone_basis(started_raw) AS started_at_zone_basis,
    instant(ended_raw) AS ended_at, ended_raw AS ended_at_raw, zone_basis(ended_raw) AS ended_at_zone_basis
FROM events
