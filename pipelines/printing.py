"""Results as a person reads them: tables and plain lines. Counts and places only."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from disclosure.verify import Verification
from pipelines.reporting import Reporter

_SHOWN: int = 20


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Rows as aligned text; numbers to the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(len(line[column]) for line in [list(headings), *cells]) for column in range(len(headings))]
    right = [all(isinstance(row[column], int | None) for row in rows) for column in range(len(headings))]
    for line in [list(headings), *cells]:
        yield "  ".join(
            text.rjust(width) if is_right else text.ljust(width)
            for text, width, is_right in zip(line, widths, right, strict=True)
        ).rstrip()


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def reconciliation(export: Mapping[str, Any], report: Reporter) -> None:
    """What an export holds against what was read from it."""
    counts = export["reconciliation"]
    if export["unchanged"]:
        report.line(f"{export['source']['name']}: already in the case as {export['exhibit_ref']}; nothing changed.")
        return
    report.line(f"{export['source']['name']} ({export['reader']}), exhibit {export['exhibit_ref']}")
    rows = [
        (item["record_type"], item["stated"], item["seen"], item["written"], item["quarantined"])
        for item in counts["records"]
    ]
    for line in table(("record type", "stated", "seen", "written", "quarantined"), rows):
        report.line(f"  {line}")
    filled = [(name, rows_) for name, rows_ in counts["tables"].items() if rows_]
    for line in table(("canonical table", "rows"), filled):
        report.line(f"  {line}")
    values = counts["values"]
    report.line(
        f"  field values: {values['seen']:,} seen = {values['in_columns']:,} in columns "
        f"+ {values['in_other_fields']:,} in other_fields"
    )
    if counts["duplicates"]:
        report.line(f"  {counts['duplicates']:,} messages stand twice in the export and count once")
    for warning in counts["warnings"]:
        report.line(f"  warning: {warning}")
    for kind in ("quarantine", "repaired"):
        for reason, count in counts.get(kind, {}).items():
            first = counts.get("first_bytes", {}).get(reason)
            place = "" if first is None else f", first at byte {first:,}"
            report.line(f"  {kind}: {reason}: {count:,}{place}")
    report.line("  whole: everything seen is in Parquet" if counts["is_whole"] else "  PARTIAL: see quarantine")


def duplicates(groups: Mapping[str, Mapping[str, int]], report: Reporter) -> None:
    """How much of the case says the same more than once."""
    for name, counts in groups.items():
        report.line(
            f"{name}: {counts['records']:,} in {counts['groups']:,} groups that say the same "
            f"({counts['across_exports']:,} groups across exports); none removed"
        )


def status(result: Mapping[str, Any]) -> None:
    """The state of a case, on stdout."""
    lines = [f"URN {result['urn']}", ""]
    lines += table(
        ("exhibit", "kind", "exports"),
        [(item["exhibit_ref"], item["kind"], item["exports"]) for item in result["exhibits"]],
    )
    lines.append("")
    lines += table(
        ("table", "rows", "first", "last"),
        [(item["table"], item["rows"], item["first"], item["last"]) for item in result["tables"]],
    )
    if result["duplicates"]:
        lines.append("")
        lines += table(
            ("says the same", "groups", "records", "groups across exports"),
            [
                (name, item["groups"], item["records"], item["across_exports"])
                for name, item in result["duplicates"].items()
            ],
        )
    lines.append("")
    lines += table(
        ("stage", "done", "at", "stale"),
        [
            (
                " ".join([item["stage"], *item["variants"]]),
                "yes" if item["done"] else "no",
                item["at"],
                ", ".join(item["stale"]) or None,
            )
            for item in result["stages"]
        ],
    )
    lines += ["", f"ledger: {result['ledger_entries']} entries, head {result['ledger_head']}"]
    sys.stdout.write("\n".join(lines) + "\n")


def people(result: Mapping[str, Any]) -> None:
    """Who is who, on stdout: persons, conflicts, proposals."""
    lines: list[str] = []
    for heading in ("persons", "conflicts", "proposals"):
        rows = result[heading]
        lines.append(f"{heading}: {len(rows):,}")
        if rows:
            columns = list(dict.fromkeys(name for row in rows for name in row))
            columns.sort(key=lambda name: name == "joined_by")  # beside the identifiers, not among them
            cells = [[_listed(row.get(name)) for name in columns] for row in rows]
            lines += [f"  {line}" for line in table(columns, cells)]
        lines.append("")
    lines.append("Nothing proposed is joined until a person says so in people.toml (docs/who-is-who.md).")
    sys.stdout.write("\n".join(lines) + "\n")


def revealed(result: Mapping[str, Any]) -> None:
    """Who a pseudonym is, on stdout."""
    lines = [f"{result['pseudonym']}: {result['role']}" + (f", party {result['party']}" if result["party"] else "")]
    lines += [
        f"  {line}" for line in table(("kind", "value"), [(i["kind"], i["value"]) for i in result["identifiers"]])
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _listed(value: object) -> object:
    """A list or a count by name as one cell."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def verification(result: Verification) -> None:
    """What verification found, on stdout."""
    lines = []
    for heading, names in (
        ("altered", result.altered),
        ("missing", result.missing),
        ("unlisted", result.unlisted),
    ):
        lines += [f"{heading}: {name}" for name in names[:_SHOWN]]
        if len(names) > _SHOWN:
            lines.append(f"{heading}: and {len(names) - _SHOWN:,} more")
    lines.append(f"{result.kind}: {result.files:,} files checked, ledger head {result.ledger_head}")
    if result.manifest_sha256:
        lines.append(f"manifest SHA-256 {result.manifest_sha256}: compare it with what the sender states")
    lines.append("verified" if result.is_whole else "NOT VERIFIED")
    sys.stdout.write("\n".join(lines) + "\n")


def sample_report(result: Mapping[str, Any], report: Reporter) -> None:
    """What a dip sample says, in words."""
    for statement in (*result["statements"], result["together"], *result["sizes"]):
        report.line(statement)


def validation(result: Mapping[str, Any], *, kinds: bool) -> None:
    """What detection finds of what was planted, on stdout: detectors side by side."""
    lines = [
        f"{result['source']}: {result['texts']:,} texts, {result['planted']:,} identifiers planted, "
        f"{result['ordinary']:,} ordinary messages",
        "covered: every letter and digit found; right category: covered, and most of it under its own category;",
        "precision: finds that touch something planted; wrong words: words redacted that nothing planted touches.",
        "Each share with its 95 % interval (Wilson).",
    ]
    detectors = result["detectors"]
    for number, detector in enumerate(detectors, 1):
        speed = detector["texts_per_cpu_second"]
        lines.append(f"[{number}] {detector['name']}: {speed:,} texts a CPU second" if speed else detector["name"])
    rows = [("all categories", "whole"), ("all but names", "without_names")]
    names = dict.fromkeys(name for detector in detectors for name in detector["categories"])
    measures = ("covered", "right_category", "precision", "words_wrongly_redacted")
    headings = ["", "planted"]
    for title in ("covered", "right category", "precision", "wrong words"):
        headings += [f"{title} [{number}]" for number in range(1, len(detectors) + 1)]
    body: list[list[object]] = []
    for label, figures in [
        *((label, [detector[key] for detector in detectors]) for label, key in rows),
        *((name, [detector["categories"].get(name, {}) for detector in detectors]) for name in sorted(names)),
    ]:
        planted = next((found["covered"]["of"] for found in figures if found), 0)
        body.append([label, planted, *(_share(found.get(measure)) for measure in measures for found in figures)])
    lines += ["", *table(headings, body)]
    if kinds:
        found_kinds = dict.fromkeys(kind for detector in detectors for kind in detector["kinds"])
        body = []
        for kind in found_kinds:
            figures = [detector["kinds"].get(kind, {}) for detector in detectors]
            planted = next((found["covered"]["of"] for found in figures if found), 0)
            body.append([kind, planted, *(_share(found.get(m)) for m in measures[:2] for found in figures)])
        lines += ["", *table(headings[: 2 + 2 * len(detectors)], body)]
    lines.append("")
    for number, detector in enumerate(detectors, 1):
        lines.append(f"ordinary messages touched [{number}]: {_share(detector['ordinary_touched'], places=2)}")
    goals = result["targets"]
    lines.append(
        f"set out to reach: covered {goals['covered']:.0%}, right category {goals['right_category']:.0%}, "
        f"ordinary messages touched at most {goals['ordinary_touched']:.0%}"
    )
    lines += ["", "What these figures do not show:", *(f"  {line}" for line in result["does_not_show"])]
    sys.stdout.write("\n".join(lines) + "\n")


def _share(share: Mapping[str, Any] | None, places: int = 1) -> str:
    """A share in per cent with its interval; a dash where there is nothing to share."""
    if not share or share["share"] is None:
        return "-"
    low, high = share["interval_95"]
    return f"{100 * share['share']:.{places}f} ({100 * low:.{places}f}-{100 * high:.{places}f})"


def result(title: str, values: Mapping[str, Any], report: Reporter) -> None:
    """A stage's result: one line per figure, nested ones indented."""
    report.line(f"{title}:")
    for line in _lines(values, 1):
        report.line(line)


def _lines(values: Mapping[str, Any], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _lines(value, depth + 1)
        elif isinstance(value, list | tuple):
            yield f"{indent}{key}: {len(value):,}"
            for item in value[:_SHOWN]:
                if isinstance(item, Mapping):
                    yield f"{indent}  " + ", ".join(f"{name} {_cell(part)}" for name, part in item.items())
                else:
                    yield f"{indent}  {item}"
            if len(value) > _SHOWN:
                yield f"{indent}  and {len(value) - _SHOWN:,} more"
        else:
            yield f"{indent}{key}: {_cell(value)}"
