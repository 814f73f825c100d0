"""Files that the export lists."""

from schemas.fields import BOOLEAN, INT64, ORIGIN, STRING, field, instant, table

SCHEMA = table(
    "files",
    "One row per file listed, with the vendor's hash and what the file in the export hashes to.",
    ORIGIN,
    [
        field("file_id", STRING, "the vendor's id of the file", "provenance"),
        field("name", STRING, "name of the file", "text"),
        field("path", STRING, "path on the device", "text"),
        field("file_system", STRING, "file system in the vendor's words", "structural"),
        field("size_bytes", INT64, "size stated", "structural", unit="bytes"),
        field("local_path", STRING, "path inside the export as stated", "text"),
        field("tags", STRING, "tags in the vendor's words", "structural"),
        field("sha256_stated", STRING, "SHA-256 the vendor states, lower-case hex", "provenance"),
        field("md5_stated", STRING, "MD5 the vendor states, lower-case hex", "provenance"),
        field("sha256", STRING, "SHA-256 of the file in the export; null when it is not there", "provenance"),
        field("is_in_export", BOOLEAN, "the file itself is in the export", "structural"),
        field(
            "hash_matches",
            BOOLEAN,
            "the file hashes to what is stated; null when either is missing",
            "structural",
        ),
        field("is_embedded", STRING, "embedded flag in the vendor's words", "structural"),
    ],
    instant("created_at", "creation time the file system gives"),
    instant("modified_at", "modification time the file system gives"),
    instant("accessed_at", "access time the file system gives"),
    instant("removed_at", "deletion time the file system gives"),
)
