-- reads: VisitedPage (Title, Url, VisitCount, Account, LastVisited, Source)
-- reads: WebBookmark (Title, Url, Path, VisitCount, LastVisited, Source)
-- reads: WebBookmark (TimeStamp) where "LastVisited" IS NULL

WITH pages AS (
    SELECT _row, _origin, 'visit' AS kind, "Source", "Title", "Url", NULL AS path, "VisitCount", "Account",
        "LastVisited" AS visited_raw
    FROM vendor."VisitedPage"
    UNION ALL
    SELECT _row, _origin, 'bookmark' AS kind, "Source", "Title", "Url", "Path", "VisitCount", NULL,
        coalesce("LastVisited", "TimeStamp")
    FROM vendor."WebBookmark"
)
SELECT _row, unnest(_origin), "Source" AS application, kind, "Title" AS title, "Url" AS url, path,
    try_cast("VisitCount" AS INTEGER) AS visit_count, "Account" AS account,
    instant(visited_raw) AS visited_at, visited_raw AS visited_at_raw, zone_basis(visited_raw) AS visited_at_zone_basis
FROM pages
