"""Web history and bookmarks."""

from schemas.fields import INT32, ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "visited_pages",
    "One row per visited page or bookmark.",
    ORIGIN,
    [
        field("kind", STRING, "visit or bookmark", "structural"),
        field("title", STRING, "title of the page", "text"),
        field("url", STRING, "address of the page", "text"),
        field("path", STRING, "folder of the bookmark", "text"),
        field("visit_count", INT32, "number of visits as stated", "structural"),
        field("account", STRING, "account on the device", "person"),
    ],
    instant("visited_at", "last visit, or when the bookmark was made"),
)
