"""``export`` and ``table``: events that pass the filters, as a file or as lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.options import STORE, AsOf, Filtered, Store, archive_of, stop

app = typer.Typer()


WHOLE = ("snapshot", "png")
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without-licence",
        metavar="WORDS|restricted",
        help="Leave out reports whose licence has these words (ACLED); restricted: all that are not to be passed on.",
    ),
]


@app.command()
def export(
    filters: Filtered = None,
    *,
    form: Annotated[
        str,
        typer.Option("--format", help="csv, csv-excel, xlsx, csv-hxl, geojson, kml, jsonl, geoparquet, snapshot, png."),
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file; standard output where none is given.")
    ] = None,
    without: Without = None,
    store: Store = STORE,
    as_of: AsOf = "",
) -> None:
    """Write the events that pass the filters, each with its words, its evidence and the version of the data."""
    from view.export import ExportError, format_of  # noqa: PLC0415 - Delta and DuckDB, which reading never needs
    from view.export_asked import asked  # noqa: PLC0415 - as above
    from view.export_passed_on import PassedOn  # noqa: PLC0415 - as above
    from view.words.filters import filters_line  # noqa: PLC0415 - as above

    if without and form in WHOLE:
        stop(f"{form} is of all that is shown; filter by source instead: source=…", status=2)
    try:
        chosen = format_of(form)
        shown, version = asked(filters or [])
        archive = archive_of(store, as_of=as_of, version=version)
        made = chosen.write(PassedOn.of(archive, without) if without else archive, shown)
        (out.write_bytes if out else sys.stdout.buffer.write)(made)
    except (ExportError, OSError) as error:
        stop(str(error))
    typer.echo(f"{out or form}: {len(made):,} bytes; {filters_line(shown)}", err=True)


@app.command()
def table(
    filters: Filtered = None,
    *,
    limit: Annotated[int, typer.Option(min=1, help="Events to list, newest first.")] = 1000,
    store: Store = STORE,
    as_of: AsOf = "",
) -> None:
    """List the events that pass the filters, one line each with tabs between, newest first."""
    from view.export import ExportError  # noqa: PLC0415 - as above
    from view.export_asked import asked  # noqa: PLC0415 - as above
    from view.words.filters import filters_line, tally_line  # noqa: PLC0415 - as above

    try:
        shown, version = asked(filters or [])
    except ExportError as error:
        stop(str(error))
    archive = archive_of(store, as_of=as_of, version=version)
    lines = archive.table(shown, limit=limit).map(_one_line).to_csv(sep="\t", index=False, date_format="%Y-%m-%d")
    typer.echo(lines, nl=False)
    said = f"{tally_line(archive.tally(shown))} {filters_line(shown, archive.names())}"
    typer.echo(f"version {archive.version}; {said}", err=True)


def _one_line(value: object) -> object:
    """Return a text without line ends and tabs, which would break the table."""
    return " ".join(value.split()) if isinstance(value, str) else value
