"""``gazetteer``: compile it, install country files on top of it, ask it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from commands.options import STORE, Store, archive_of, stop, today
from geo import packs
from geo.build import DATA
from geo.download import ADDRESS, DownloadError, country_file

app = typer.Typer(no_args_is_help=True, help="The compiled gazetteer: build it, ask it.")


@app.command("build")
def gazetteer_build() -> None:
    """Compile the gazetteer where it is missing or its sources have changed."""
    from geo.build import ensure  # noqa: PLC0415 - only what asks it loads it

    typer.echo(ensure(), err=True)


Folder = Annotated[Path, typer.Option("--data", envvar="CONFLICT_MAP_DATA", help="Where the compiled gazetteer lies.")]


@app.command("install")
def gazetteer_install(
    what: Annotated[list[str], typer.Argument(help="Files (GeoNames, GNS, p-codes, CSV), or country codes to fetch.")],
    *,
    country: Annotated[str, typer.Option(help="The rows' country, where the file does not say.")] = "",
    columns: Annotated[str, typer.Option(help="For any other CSV: name=village,lat=y,lon=x")] = "",
    address: Annotated[str, typer.Option("--from", help="Where country files are fetched from.")] = ADDRESS,
    data: Folder = DATA,
) -> None:
    """Install country files on top of the gazetteer. What cannot be installed is named, the rest goes in."""
    mapping = dict(pair.split("=", 1) for pair in columns.split(",") if "=" in pair)
    failed = False
    for name in what:
        try:
            _install(name, data, address=address, country=country, columns=mapping)
        except (packs.PackError, DownloadError) as error:
            typer.echo(str(error), err=True)
            failed = True
    raise typer.Exit(1 if failed else 0)


def _install(name: str, data: Path, *, address: str, country: str, columns: dict[str, str]) -> None:
    """Install one file, fetched where ``name`` is a country's code, and say what of it went in."""
    with Progress(console=Console(stderr=True)) as bar:
        file = _file_or_fetched(name, data, address=address, bar=bar)
        told = _step(bar, f"{name} read")
        pack, bad = packs.install(file, folder=data, country=country, columns=columns, today=today(), progress=told)
    for line in bad:
        typer.echo(f"{file} line {line.number}: {line.reason}; left out", err=True)
    typer.echo(f"{pack.name}: {pack.rows:,} places from {pack.file} ({pack.licence}); {pack.skipped:,} lines left out")


def _file_or_fetched(name: str, data: Path, *, address: str, bar: Progress) -> Path:
    if Path(name).exists():
        return Path(name)
    return country_file(name, data / "downloads", address=address, progress=_step(bar, f"{name} fetched"))


def _step(bar: Progress, label: str) -> Callable[[int, int], None]:
    task = bar.add_task(label, total=None)
    return lambda done, of: bar.update(task, completed=done, total=of)


@app.command("find")
def gazetteer_find(
    name: str,
    *,
    near: Annotated[str, typer.Option(help="A place's name, or lat,lon in degrees: nearest first.")] = "",
    country: Annotated[str, typer.Option(help="Only this country (two letters).")] = "",
    data: Folder = DATA,
) -> None:
    """List every place that bears a name, with its chance and the reasons that speak for and against it."""
    from geo.build import ensure  # noqa: PLC0415 - only what asks it loads it
    from geo.find import find, point  # noqa: PLC0415 - only what asks it loads it
    from geo.gazetteer import Gazetteer  # noqa: PLC0415 - only what asks it loads it

    known = Gazetteer.open(ensure(data))
    at = point(near, known) if near else None
    if near and at is None:
        stop(f"{near}: no place of this name to measure from")
    found = find(name, known, near=at, country=country.upper() or None)
    for scored in found:
        typer.echo(scored.words())
    if not found:
        stop(f"{name}: no gazetteer has this name; install a country file, or add it to seeds/lexicon/places.csv")


@app.command("lacking")
def gazetteer_lacking(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Country files (SD.zip) to count with; none is fetched.")
    ] = None,
    *,
    store: Store = STORE,
) -> None:
    """Count the archive's names that no gazetteer has, by country, and how many of them a country file would place."""
    from view.unplaced import unplaced_names, unplaced_words  # noqa: PLC0415 - the archive's libraries

    kept = archive_of(store)
    given = {file.stem.upper(): file for file in files or ()}
    readings = (reading for id_ in kept.articles()["id"] if (reading := kept.reading(str(id_))))
    for country, names in unplaced_names(readings).items():
        try:
            placed = len(packs.would_place(given[country], names)) if country in given else None
        except packs.PackError as error:
            stop(str(error))
        typer.echo(unplaced_words(country, names, placed))


@app.command("list")
def gazetteer_list(*, data: Folder = DATA) -> None:
    """List the installed country packs."""
    for pack in packs.installed(data):
        typer.echo(
            f"{pack.name}\t{pack.rows:,} places\t{pack.file} ({pack.size:,} bytes)\t{pack.licence}\t{pack.installed}"
        )


@app.command("remove")
def gazetteer_remove(name: str, *, data: Folder = DATA) -> None:
    """Take an installed pack out again."""
    try:
        pack = packs.remove(name, folder=data)
    except packs.PackError as error:
        stop(str(error))
    typer.echo(f"{pack.name}: {pack.rows:,} places removed")
