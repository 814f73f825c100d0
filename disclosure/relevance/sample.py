"""Dip samples of what the search did not find, so that a person can read some of it.

The frame is what is in scope, not privileged, and neither responsive nor context: of one exhibit, table and
application, as one block or conversation by conversation. From each frame the `size` artefacts are drawn
whose BLAKE2b-128 digest of seed and artefact_id comes first. So the draw depends on nothing else: not on the
order of rows, not on workers; the same seed draws the same artefacts, and a larger size draws the same ones and
more. Every artefact of a frame is equally likely to be drawn.

Frame, N, n, seed and method are recorded, as sampling of large volumes asks for (Attorney General's
Guidelines on Disclosure, annex on digital material).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final, Literal

import duckdb
import pyarrow as pa

import schemas
from disclosure import __version__, query, tables

By = Literal["conversation", "block"]

DIP_SAMPLES: Final = "dip_samples.parquet"
SUMMARY: Final = "summary.json"
SEED_LIMIT: Final = 1 << 63

METHOD: Final = (
    "Frame: artefacts in scope, not privileged, neither responsive nor context, by exhibit, table and application"
    "{conversation}. Drawn: those whose BLAKE2b-128 digest of the seed in decimal digits, a line feed and the "
    "artefact_id comes first, up to {size} from each frame."
)
_BY_CONVERSATION: Final = " and, for messages, conversation"


def draw_key(seed: int, artefact_id: str) -> bytes:
    """Where an artefact stands in the order of drawing.

    >>> draw_key(1, "00").hex()
    '80539c4ca84935e6b83be4e51b944338'
    """
    return hashlib.blake2b(f"{seed}\n{artefact_id}".encode(), digest_size=16).digest()


def draw(
    connection: duckdb.DuckDBPyConnection, material_status: Path, *, seed: int, size: int, by: By
) -> tuple[pa.Table, list[dict[str, Any]]]:
    """Draw from every frame.

    Args:
        connection: Any.
        material_status: What the search made.
        seed: Seed of the draw.
        size: Artefacts to draw from each frame; all where there are fewer.
        by: Whether a conversation is a frame, or the whole block.

    Returns:
        Rows of the table `dip_samples`, and the frames with their counts.
    """
    conversation = "conversation_id" if by == "conversation" else "NULL::VARCHAR"
    frame = (
        f"SELECT artefact_id, exhibit_ref::VARCHAR AS exhibit_ref, artefact_table, application, "  # noqa: S608 -- own names
        f"{conversation} AS conversation_id FROM {query.scan([material_status])} WHERE status = 'not_responsive'"
    )
    ids = connection.sql(f"SELECT artefact_id FROM ({frame})").to_arrow_table().column("artefact_id")  # noqa: S608 -- own names
    keys = [draw_key(seed, artefact_id) for artefact_id in ids.to_pylist()]
    connection.register("draw_keys", pa.table({"artefact_id": ids, "key": pa.array(keys, pa.binary())}))
    drawn = connection.sql(
        f"SELECT f.*, count(*) OVER frame AS population_count, "  # noqa: S608 -- own names
        f"(row_number() OVER (frame ORDER BY k.key, f.artefact_id) - 1)::INTEGER AS draw "
        f"FROM ({frame}) f JOIN draw_keys k USING (artefact_id) "
        f"WINDOW frame AS (PARTITION BY f.exhibit_ref, f.artefact_table, f.application, f.conversation_id) "
        f"QUALIFY draw < {int(size)} "
        f"ORDER BY exhibit_ref, artefact_table, application, conversation_id, draw"
    )
    rows = drawn.to_arrow_table().to_pylist()
    connection.unregister("draw_keys")
    frames: dict[str, dict[str, Any]] = {}
    for row in rows:
        name = _frame_name(row)
        entry = frames.setdefault(
            name,
            {
                "sample_id": hashlib.blake2b(f"{seed}\n{name}".encode(), digest_size=16).hexdigest(),
                "frame": name,
                "exhibit_ref": row["exhibit_ref"],
                "artefact_table": row["artefact_table"],
                "application": row["application"],
                "conversation_id": row["conversation_id"],
                "population_count": row["population_count"],
                "sample_count": 0,
                "seed": seed,
            },
        )
        entry["sample_count"] += 1
    listed = [{**frames[_frame_name(row)], "draw": row["draw"], "artefact_id": row["artefact_id"]} for row in rows]
    schema = schemas.table_schema("dip_samples")
    columns = {
        name: pa.array(
            [row[name] for row in listed],
            schema.field(name).type if name != "exhibit_ref" else pa.string(),
        )
        for name in schema.names
    }
    return pa.table(columns), list(frames.values())


def _frame_name(row: dict[str, Any]) -> str:
    """A frame as text; JSON, so that no application's name can make two frames one."""
    parts = [row["exhibit_ref"], row["artefact_table"], row["application"], row["conversation_id"] or "block"]
    return json.dumps(parts, ensure_ascii=False)


def write(
    connection: duckdb.DuckDBPyConnection, material_status: Path, folder: Path, *, seed: int, size: int, by: By
) -> dict[str, Any]:
    """Draw from every frame and write the sample and the record of how.

    Args:
        connection: Any.
        material_status: What the search made.
        folder: Where to; inside the case's staging folder.
        seed: Seed of the draw.
        size: Artefacts to draw from each frame.
        by: Whether a conversation is a frame, or the whole block.

    Returns:
        The result: counts only.
    """
    drawn, frames = draw(connection, material_status, seed=seed, size=size, by=by)
    tables.write_table(folder / DIP_SAMPLES, "dip_samples", drawn)
    record = {
        "version": __version__,
        "method": METHOD.format(size=size, conversation=_BY_CONVERSATION if by == "conversation" else ""),
        "by": by,
        "seed": seed,
        "size": size,
        "frames": frames,
    }
    (folder / SUMMARY).write_text(
        json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return {
        "frames": len(frames),
        "population": sum(frame["population_count"] for frame in frames),
        "drawn": drawn.num_rows,
        "seed": seed,
        "size": size,
        "by": by,
    }
