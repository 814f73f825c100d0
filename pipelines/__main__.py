"""The command line: parse, call, report. `disclosure` and `python -m pipelines` are the same.

Each command imports its own stage, so that `--help`, `status` and `verify` answer at once.
"""

from __future__ import annotations

import gc
import json
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer

from disclosure import __version__
from disclosure.errors import DisclosureError, ExitCode, PartialResultError, UsageError
from pipelines import clock, cluster
from pipelines.reporting import Reporter, TerminalReporter

app: Final = typer.Typer(
    name="disclosure",
    help=(
        "Phone extraction exports to redacted copies, MG6C, MG6D and MG6E schedules, and a bundle that\n"
        "can be verified.\n\n"
        "Exit codes: 0 done; 2 wrong use; 3 bad input; 4 done, but something is in quarantine or a count\n"
        "differs; 5 refused to release; 6 verification failed."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="The case folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print one machine-readable result object on stdout.")]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Processes to use; the result does not depend on it.")]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler on the same file system, instead."),
]
AudienceOption = Annotated[str, typer.Option("--audience", help="Who the copies are for: cps, defence or court.")]

DEFAULT_WORKERS: Final = cluster.default_workers()

_COLLECT_EVERY: Final = (50_000, 20, 20)
"""How many new objects wait for the collector of reference cycles: its default costs a fifth of the start-up."""


def main() -> None:
    """Run the command line; every error a user can act on ends in a plain message and its exit code."""
    gc.set_threshold(*_COLLECT_EVERY)
    try:
        app()
    except DisclosureError as error:
        _say(f"disclosure: {error.message}")
        if error.action:
            _say(f"  {error.action}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _say("disclosure: stopped; nothing half-done was kept. Run the same command again to go on.")
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 -- the last line of defence: a message may quote the evidence
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        _say(f"disclosure: a fault of the toolkit: {type(error).__name__} at {place}. Report that line.")
        _say("  The error's text is not shown, since it could hold evidence. The case is as it was.")
        sys.exit(ExitCode.FAULT)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _emit(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(result, sort_keys=True, ensure_ascii=False) + "\n")


def _reporter() -> Reporter:
    return TerminalReporter()


def _audience(value: str) -> Any:  # noqa: ANN401 -- narrowed to the literal type by the check
    from disclosure.case_file import AUDIENCES

    if value not in AUDIENCES:
        raise UsageError(
            "unknown_audience", f"Audience '{value}' is not known.", f"Give one of: {', '.join(AUDIENCES)}."
        )
    return value


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        sys.stdout.write(f"disclosure {__version__}\n")
        raise typer.Exit


@app.command()
def new(
    case: CasePath,
    urn: Annotated[str, typer.Option(help="Unique reference number of the case.")] = "to be completed",
    force: Annotated[str, typer.Option(help="Police force.")] = "to be completed",
) -> None:
    """Make a case folder with a commented case.toml to fill in."""
    from disclosure import workspace

    made = workspace.create(case, urn, force, clock.now())
    _say(f"Made {made.root}. Fill in {made.root / workspace.CASE_FILE}, then:")
    _say(f"  disclosure ingest {case} EXPORT --exhibit REF")


@app.command()
def ingest(
    case: CasePath,
    exports: Annotated[list[Path], typer.Argument(metavar="EXPORT...", help="Export files or folders to read.")],
    exhibit: Annotated[str, typer.Option("--exhibit", metavar="REF", help="Exhibit they were made from.")],
    date_order: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        typer.Option("--date-order", help="Order of numeric dates, where the export does not settle it."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE.toml", help="Which column is what, for any CSV, XLSX or JSON lines."),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option("--owner", metavar="ID", help="Number or user name of the phone's owner, where it is not said."),
    ] = None,
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="Format, where several could be meant.")
    ] = None,
    workers: Workers = DEFAULT_WORKERS,
    scheduler: Scheduler = None,
    as_json: Json = False,
) -> None:
    """Read exports into Parquet and print what was stated, seen, written and quarantined."""
    from disclosure.reading import Options
    from disclosure.workspace import open_workspace
    from pipelines import ingest as stage
    from pipelines import printing

    report = _reporter()
    result = stage.run(
        open_workspace(case),
        exports,
        exhibit,
        options=Options(date_order=date_order, mapping=mapping, owner=owner),
        format_name=format_name,
        at=clock.now(),
        workers=workers,
        scheduler=scheduler,
        report=report,
    )
    for export in result["exports"]:
        printing.reconciliation(export, report)
    printing.duplicates(result["duplicates"], report)
    _emit(result, as_json)
    if not result["is_whole"]:
        raise PartialResultError(
            "partial",
            "Part of the export could not be read; what could be is in the case.",
            "See the quarantine and reconciliation folders of the case; ask for the export again.",
        )


@app.command()
def status(case: CasePath, as_json: Json = False) -> None:
    """Show exhibits, tables, stages done and what is stale."""
    from disclosure.workspace import open_workspace
    from pipelines import printing
    from pipelines import status as stage

    result = stage.run(open_workspace(case))
    if not as_json:
        printing.status(result)
    _emit(result, as_json)


@app.command()
def search(case: CasePath, as_json: Json = False) -> None:
    """Apply scope, privilege and lines of enquiry; mark what is responsive and why."""
    from disclosure.workspace import open_workspace
    from pipelines import printing
    from pipelines import search as stage

    report = _reporter()
    result = stage.run(open_workspace(case), at=clock.now(), report=report)
    printing.result("search", result, report)
    _emit(result, as_json)


@app.command()
def sample(
    case: CasePath,
    seed: Annotated[int | None, typer.Option(help="Seed of the draw; recorded.")] = None,
    size: Annotated[int, typer.Option(min=1, help="Artefacts to draw from each conversation or block.")] = 20,
    by: Annotated[
        Literal["conversation", "block"], typer.Option(help="What to draw from: conversation or block.")
    ] = "block",
    marks: Annotated[
        Path | None, typer.Option("--marks", metavar="SHEET", help="The sheet of the draw, marked by a reviewer.")
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="Say what the sample shows of what was missed.")] = False,
    confidence: Annotated[float, typer.Option(help="Confidence of the report, per cent.")] = 95.0,
    bound: Annotated[float | None, typer.Option(help="Per cent that may be left open: how many to read?")] = None,
    as_json: Json = False,
) -> None:
    """Draw a dip sample of what the search did not find; record its marks; report what follows."""
    from disclosure.workspace import open_workspace
    from pipelines import printing
    from pipelines import sample as stage

    reporter = _reporter()
    opened = open_workspace(case)
    if seed is None and marks is None and not report:
        raise UsageError("nothing_to_do", "Expected --seed, --marks or --report.", "Give --seed N to draw a sample.")
    result: dict[str, Any] = {}
    if seed is not None:
        result = stage.run(opened, seed=seed, size=size, by=by, at=clock.now(), report=reporter)
        printing.result("sample", result, reporter)
    if marks is not None:
        result = stage.record_marks(opened, marks, at=clock.now())
        printing.result("marks", result, reporter)
    if report:
        share = None if bound is None else bound / 100
        result = stage.result_of(opened, confidence=confidence / 100, at_most=share)
        printing.sample_report(result, reporter)
    _emit(result, as_json)


@app.command()
def people(
    case: CasePath,
    values: Annotated[bool, typer.Option("--values", help="Show names and identifiers; recorded.")] = False,
    who: Annotated[str, typer.Option("--who", help="Who asks for them.")] = "",
    as_json: Json = False,
) -> None:
    """Show who is who: persons, what joined them, what contradicts itself, and what a person should decide."""
    from disclosure.workspace import open_workspace
    from pipelines import people as stage
    from pipelines import printing

    if values and not who:
        raise UsageError(
            "who_asks", "Names and identifiers are shown to somebody only.", "Give --who NAME; it is recorded."
        )
    result = stage.show(open_workspace(case), at=clock.now(), values=values, who=who)
    if not as_json:
        printing.people(result)
    _emit(result, as_json)


PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help="File whose text is the passphrase; asked for if none.")
]
PassphraseDescriptor = Annotated[
    int | None, typer.Option("--passphrase-fd", help="Open file descriptor to read the passphrase from.")
]


@app.command()
def seal(
    case: CasePath,
    who: Annotated[str, typer.Option("--who", help="Who seals it; recorded.")],
    passphrase_file: PassphraseFile = None,
    passphrase_fd: PassphraseDescriptor = None,
    as_json: Json = False,
) -> None:
    """Seal the key from pseudonym to person with a passphrase."""
    from disclosure.workspace import open_workspace
    from pipelines import printing
    from pipelines import reveal as stage

    given = stage.passphrase(passphrase_file, passphrase_fd, confirm=True)
    result = stage.seal(open_workspace(case), passphrase=given, who=who, at=clock.now())
    printing.result("seal", result, _reporter())
    _emit(result, as_json)


@app.command()
def reveal(
    case: CasePath,
    pseudonym: Annotated[str, typer.Argument(metavar="PSEUDONYM", help="For example 'Third party 0004'.")],
    who: Annotated[str, typer.Option("--who", help="Who asks; recorded.")],
    why: Annotated[str, typer.Option("--why", help="What for; recorded.")],
    passphrase_file: PassphraseFile = None,
    passphrase_fd: PassphraseDescriptor = None,
    as_json: Json = False,
) -> None:
    """Say who one pseudonym is; that it was asked is recorded, the answer is not."""
    from disclosure.workspace import open_workspace
    from pipelines import printing
    from pipelines import reveal as stage

    given = stage.passphrase(passphrase_file, passphrase_fd, confirm=False)
    result = stage.reveal(open_workspace(case), pseudonym, passphrase=given, who=who, why=why, at=clock.now())
    if not as_json:
        printing.revealed(result)
    _emit(result, as_json)


@app.command()
def redact(
    case: CasePath,
    audience: AudienceOption,
    workers: Workers = DEFAULT_WORKERS,
    scheduler: Scheduler = None,
    as_json: Json = False,
) -> None:
    """Make the copies that are to be served, with pseudonyms by role, and the redaction log."""
    from disclosure.workspace import open_workspace
    from pipelines import printing
    from pipelines import redact as stage

    report = _reporter()
    chosen = _audience(audience)
    result = stage.run(
        open_workspace(case), chosen, at=clock.now(), workers=workers, scheduler=scheduler, report=report
    )
    printing.result("redact", result, report)
    _emit(result, as_json)


@app.command()
def schedule(
    case: CasePath,
    templates: Annotated[
        Path | None,
        typer.Option("--templates", metavar="DIR", help="Word templates of the force's own, such as MG6C.docx."),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Make a draft: no number is issued.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change since the last submission.")] = False,
    as_json: Json = False,
) -> None:
    """Make MG6C, MG6D and MG6E from the item register, and issue them as the next submission."""
    from disclosure.workspace import open_workspace
    from pipelines import printing
    from pipelines import schedule as stage

    report = _reporter()
    opened = open_workspace(case)
    if diff:
        result = stage.diff(opened, at=clock.now(), report=report)
    else:
        result = stage.run(opened, templates=templates, draft=draft, at=clock.now(), report=report)
    printing.result("schedule", result, report)
    _emit(result, as_json)


@app.command()
def trace(
    case: CasePath,
    what: Annotated[str, typer.Argument(metavar="ITEM|RECORD", help="An item number, or the id of any record.")],
    as_json: Json = False,
) -> None:
    """Lead from a line on a schedule to its records, and from any record to its line."""
    from disclosure.workspace import open_workspace
    from pipelines import printing
    from pipelines import trace as stage

    result = stage.run(open_workspace(case), what)
    printing.result("trace", result, _reporter())
    _emit(result, as_json)


@app.command()
def templates(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put them; must be new.")],
) -> None:
    """Write the Word templates of the forms, to be edited and given to `schedule --templates`."""
    from disclosure.documents import built_in_templates

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("folder_not_empty", f"{folder} exists and is not empty.", "Give a new folder.")
    for name in built_in_templates.write_all(folder):
        _say(f"{folder / name}")


@app.command(name="import-decisions")
def import_decisions(
    case: CasePath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The marked schedule: .xlsx, .docx or .json.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided; recorded.")],
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the decision, if it is known.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read the prosecutor's codes and comments from a returned schedule; list what must now be disclosed."""
    from disclosure.workspace import open_workspace
    from pipelines import import_decisions as stage
    from pipelines import printing

    report = _reporter()
    day = on.date() if on else None
    result = stage.run(open_workspace(case), file, by=by, on=day, at=clock.now(), report=report)
    printing.result("import-decisions", result, report)
    _emit(result, as_json)
    if result["refused"]:
        raise PartialResultError(
            "lines_refused",
            f"{len(result['refused']):,} lines of {file.name} were not taken over; the others are recorded.",
            "Put the lines named above right, or ask the prosecutor, and import the corrected file.",
        )


@app.command()
def bundle(
    case: CasePath,
    audience: AudienceOption,
    sensitive: Annotated[
        bool, typer.Option("--sensitive", help="The sensitive schedule alone, apart from all else; for the cps.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Gather schedules and served copies; refused if anything identifies a protected person."""
    from disclosure.workspace import open_workspace
    from pipelines import bundle as stage
    from pipelines import printing

    report = _reporter()
    chosen = _audience(audience)
    if sensitive and chosen != "cps":
        raise UsageError("sensitive_for_cps", "The sensitive schedule is for the cps alone.", "Give --audience cps.")
    chosen = "sensitive" if sensitive else chosen
    result = stage.run(open_workspace(case), chosen, at=clock.now(), report=report)
    printing.result("bundle", result, report)
    _emit(result, as_json)


@app.command()
def verify(
    path: Annotated[Path, typer.Argument(metavar="CASE|BUNDLE", help="A case folder or a bundle.")],
    as_json: Json = False,
) -> None:
    """Check offline that every listed file is unaltered, none is missing, none unlisted."""
    from dataclasses import asdict

    from disclosure import verify as check
    from pipelines import printing

    result = check.verify(path)
    if not as_json:
        printing.verification(result)
    _emit(asdict(result) | {"verified": result.is_whole}, as_json)
    if not result.is_whole:
        sys.exit(ExitCode.VERIFICATION_FAILED)


@app.command()
def detect(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A .jsonl or .csv file of texts.")],
    text_field: Annotated[str, typer.Option(help="Field or column that holds the text.")] = "text",
    case: Annotated[Path | None, typer.Option(metavar="CASE", help="Case whose people are known.")] = None,
    output: Annotated[Path | None, typer.Option(metavar="OUT", help="File to write; stdout if none.")] = None,
    workers: Workers = 1,
) -> None:
    """Find identifiers in texts, without a case workspace: one JSON line out per text in."""
    from pipelines import detect as stage

    stage.run(
        source,
        text_field=text_field,
        case=case,
        output=output if output is not None else sys.stdout,
        workers=workers,
        report=_reporter(),
    )


@app.command()
def validate(
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A ground truth of your own: JSONL of text and spans.")
    ] = None,
    each: Annotated[int, typer.Option(min=1, help="Messages of each kind of identifier, of the set that ships.")] = 120,
    ordinary: Annotated[int, typer.Option(min=0, help="Ordinary messages, of the set that ships.")] = 3000,
    seed: Annotated[int, typer.Option(help="Seed of the set that ships.")] = 1,
    stock: Annotated[bool, typer.Option(help="Measure Presidio as it comes beside it.")] = True,
    kinds: Annotated[bool, typer.Option("--kinds", help="Show every kind of identifier as well.")] = False,
    write: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the texts and spans as JSONL.")] = None,
    as_json: Json = False,
) -> None:
    """Measure how well identifiers are found, with 95 % intervals, and how much is wrongly redacted."""
    from pipelines import printing
    from pipelines import validate as stage

    report = _reporter()
    result = stage.run(file=file, each=each, ordinary=ordinary, seed=seed, with_stock=stock, write=write, report=report)
    if not as_json:
        printing.validation(result, kinds=kinds)
    _emit(result, as_json)


@app.command("phrase-hash")
def phrase_hash() -> None:
    """Read a phrase from standard input and print the lines of corrections.toml that stand for it."""
    from disclosure.redact.person_decisions import phrase_sha256

    phrase = sys.stdin.readline().strip()
    if not phrase:
        raise UsageError("no_phrase", "No phrase was given on standard input.", "Type it, or pipe it in.")
    sys.stdout.write(f'phrase_sha256 = "{phrase_sha256(phrase)}"\nphrase_length = {len(phrase)}\n')


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put it; must be new.")] = Path("demo-case"),
    messages: Annotated[int, typer.Option(min=100, help="About how many messages to generate.")] = 5000,
    seed: Annotated[int, typer.Option(help="Seed of the generator.")] = 20260101,
    workers: Workers = DEFAULT_WORKERS,
    as_json: Json = False,
) -> None:
    """Generate a synthetic case with known truth and take it through every stage to a verified bundle."""
    from pipelines import demo as stage

    result = stage.run(folder, messages=messages, seed=seed, at=clock.now(), workers=workers, report=_reporter())
    _emit(result, as_json)


if __name__ == "__main__":
    main()
