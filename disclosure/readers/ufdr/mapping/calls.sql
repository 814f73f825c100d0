-- reads: Call (Direction, Type, Status, Duration, VideoCall, Account, CountryCode, NetworkName, TimeStamp, Source)

SELECT c._row, unnest(c._origin), c."Source" AS application,
    c."Direction" AS direction, c."Type" AS call_type, c."Status" AS status,
    -- HH:MM:SS.fffffff, with days before a point where a call was that long
    CASE WHEN regexp_full_match(c."Duration", '(\d+\.)?\d+:\d{2}:\d{2}(\.\d+)?') THEN
        coalesce(try_cast(regexp_extract(c."Duration", '^(\d+)\.\d+:', 1) AS DOUBLE), 0) * 86400
        + regexp_extract(c."Duration", '(\d+):\d{2}:\d{2}', 1)::DOUBLE * 3600
        + regexp_extract(c."Duration", '\d+:(\d{2}):\d{2}', 1)::DOUBLE * 60
        + regexp_extract(c."Duration", ':(\d{2}(\.\d+)?)$', 1)::DOUBLE
    ELSE number(c."Duration") END AS duration_seconds,
    is_true(c."VideoCall") AS is_video, c."Account" AS account, c."CountryCode" AS country_code,
    c."NetworkName" AS network_name,
    instant(c."TimeStamp") AS started_at, c."TimeStamp" AS started_at_raw,
    zone_basis(c."TimeStamp") AS started_at_zone_basis
FROM vendor."Call" c
