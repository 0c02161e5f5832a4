"""``add``, ``seed``, ``demo`` and ``problems``: articles go into the archive, and what could not go in is listed."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import STORE, AsOf, Store, archive_of, stop, today
from commands.pace import Told
from text.folders import SEEDS

if TYPE_CHECKING:
    from store import Added
    from store.add import Progress
    from store.ways.layouts import Layout

app = typer.Typer()
DEMO = str(SEEDS / "demo")
INTERRUPTED = 130  # what a shell reports for Ctrl-C
GOES_ON = "what is stored is whole, the same command again goes on from there"
What = Annotated[list[str], typer.Argument(help="Files, folders, zips, web addresses; - is standard input.")]
Today = Annotated[
    str,
    typer.Option("--today", metavar="DATE", help="The day on which this is; later days of publication are refused."),
]
Columns = Annotated[
    str, typer.Option("--columns", help="A table's own names for an article's fields: title=headline,text=body")
]
Mapped = Annotated[
    str,
    typer.Option(
        "--map",
        help="Which columns of a table of events hold what: date=Day,place=Town,lat=Y,lon=X,deaths=Killed,notes=What",
    ),
]
Published = Annotated[str, typer.Option(metavar="DATE", help="The day of publication of the articles that state none.")]
ReadNotes = Annotated[
    bool,
    typer.Option("--read-notes", help="Read the notes of coded events, too, to be held beside what the file says."),
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Web addresses may lead into private networks.")]


@app.command()
def add(  # noqa: PLR0913 - what can be said on the command line
    what: What,
    *,
    store: Store = STORE,
    today_is: Today = "",
    columns: Columns = "",
    mapped: Mapped = "",
    read_notes: ReadNotes = False,
    published: Published = "",
    allow_private: Private = False,
    workers: Workers = 1,
    again: Annotated[
        bool, typer.Option("--again", help="Read what is there already once more, by newer rules.")
    ] = False,
    cluster: Annotated[str, typer.Option(help="Read on Dask workers: tcp://scheduler:8786, or local.")] = "",
) -> None:
    """Read articles and store what was read. What cannot be added is named, the rest is added; status 1 says so.

    Stopped at any moment (Ctrl-C) what is stored is whole; the same command again goes on from there.
    """
    from store import Intake, add_paths  # noqa: PLC0415 - Delta and DuckDB, which reading never needs

    intake = Intake(
        today=_day(today_is),
        columns=_pairs(columns, "columns", FIELDS),
        private=allow_private,
        mapping=_pairs(mapped, "map", EVENT_FIELDS),
        confirm=_confirmed if sys.stdin.isatty() and "-" not in what else None,
        read_notes=read_notes,
        published=_day(published, "published") if published else None,
    )
    archive = archive_of(store)

    def adding(progress: Progress) -> Added:
        if cluster:
            from store.cluster import Cluster, add_on  # noqa: PLC0415 - as above

            return add_on(Cluster(cluster), archive, what, progress=progress, intake=intake, again=again)
        return add_paths(archive, what, progress=progress, intake=intake, workers=workers, again=again)

    _told(adding)


@app.command()
def seed(*, store: Store = STORE) -> None:
    """Add the seed articles where the archive is still empty."""
    from store import seed as add_seeds  # noqa: PLC0415 - as above

    _told(lambda progress: add_seeds(archive_of(store), progress=progress))


@app.command()
def demo(*, store: Store = STORE, workers: Workers = 1) -> None:
    """Add the demonstration archive: accounts of conflicts of 2012 to 2025, with their sources, after the starting article."""
    from store import add_paths  # noqa: PLC0415 - as above
    from store import seed as add_seeds  # noqa: PLC0415 - as above

    archive = archive_of(store)

    def adding(progress: Progress) -> Added:
        add_seeds(archive, progress=progress)
        return add_paths(archive, [DEMO], progress=progress, workers=workers)

    _told(adding)


@app.command()
def problems(*, store: Store = STORE, as_of: AsOf = "") -> None:
    """List every input that could not be added: file, line, reason, and what to do."""
    for problem in archive_of(store, as_of=as_of).problems():
        typer.echo(problem.words())


@app.command()
def notes(*, store: Store = STORE, as_of: AsOf = "") -> None:
    """List where coded tables and the reading of their notes (add --read-notes) differ: row, field, file, reading; with tabs."""
    from view.notes import differing, noted_rows  # noqa: PLC0415 - as above

    archive = archive_of(store, as_of=as_of)
    rows = noted_rows(archive)
    apart = set()
    for each in differing(archive, rows):
        apart.add(each.row)
        typer.echo("\t".join(" ".join(said.split()) for said in (each.row, each.field, each.coded, each.read)))
    typer.echo(f"{len(rows)} rows whose notes were read, {len(apart)} of them differ somewhere", err=True)


def _told(adding: Callable[[Progress], Added]) -> None:
    """Run an adding with its progress told; print what it did, and end with the status that says so."""
    from events.processes import WorkerLostError  # noqa: PLC0415 - as above
    from store import ArchiveError  # noqa: PLC0415 - as above

    try:
        with Told() as progress:
            added = adding(progress)
    except ArchiveError as error:
        stop(str(error))
    except WorkerLostError as error:
        stop(f"{error}; {GOES_ON}")
    except KeyboardInterrupt:
        stop(f"stopped; {GOES_ON}", status=INTERRUPTED)
    for problem in added.problems:
        typer.echo(problem.words(), err=True)
    typer.echo(added.words(), err=True)
    raise typer.Exit(1 if added.problems else 0)


def _day(text: str, option: str = "today") -> dt.date:
    try:
        return dt.date.fromisoformat(text) if text else today()
    except ValueError:
        stop(f"--{option}: no such day: {text}; write it as 2017-10-04", status=2)


def _pairs(text: str, option: str, fields: tuple[str, ...]) -> dict[str, str]:
    """Return the mapping of ``title=headline,text=body``."""
    pairs = [tuple(part.strip() for part in pair.split("=", 1)) for pair in text.split(",") if pair.strip()]
    wrong = [pair for pair in pairs if len(pair) != 2 or not all(pair) or pair[0] not in fields]
    if wrong:
        stop(f"--{option}: write FIELD=COLUMN,…; the fields are {', '.join(fields)}", status=2)
    return {pair[0]: pair[1] for pair in pairs}


def _confirmed(name: str, layout: Layout) -> bool:
    """Show a guess at a terminal and ask."""
    from store.ways.layouts import enough  # noqa: PLC0415 - as above

    if not enough(layout.columns):
        return False
    for field, column in layout.columns.items():
        typer.echo(f"  {field:15} {column}", err=True)
    return typer.confirm(f"{name}: a table of events; are these columns right?", default=True, err=True)


EVENT_FIELDS = (
    *("id", "date", "date_end", "date_precision", "place", "admin1", "country", "lat", "lon", "point"),
    *("geo_precision", "type", "sub_type", "actor1", "actor2", "deaths", "deaths_low", "deaths_high", "injured"),
    *("source", "notes", "url"),
)
FIELDS = ("id", "text", "title", "published", "source", "url", "author")
