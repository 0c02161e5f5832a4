"""Options that several commands share: which archive, and as of when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from text.folders import DATA

if TYPE_CHECKING:
    from store import Archive

STORE = str(DATA / "archive")
Store = Annotated[str, typer.Option("--store", envvar="CONFLICT_MAP_STORE", help="Folder or address of the archive.")]
AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar="VERSION|DATE", help="Answer as of this version, or as of the end of a day (UTC)."),
]
Filtered = Annotated[
    list[str] | None, typer.Argument(metavar="[FILTER]...", help="Filters as on a link (from=2017-09-01), or a link.")
]


def archive_of(store: str, *, as_of: str = "", version: int | None = None) -> Archive:
    """Open the archive, as of ``as_of`` where it says something, else as of ``version``; end the command where it cannot.

    >>> archive_of(archive.address, as_of="1").version
    1
    """
    from store import Archive, ArchiveError, version_as_of  # noqa: PLC0415 - Delta and DuckDB, which reading never needs

    try:
        if as_of:
            version = version_as_of(Archive(store).history(), as_of)
        return Archive(store, version=version)
    except ArchiveError as error:
        stop(str(error))


def stop(message: str, *, status: int = 1) -> NoReturn:
    """End the command with one line for a person and a status for a script.

    >>> stop("no event of this id")
    Traceback (most recent call last):
        ...
    typer.exceptions.Exit: 1
    """
    typer.echo(message, err=True)
    raise typer.Exit(status)


def today() -> dt.date:
    """Return this day (UTC); the rooms below have no clock of their own.

    >>> today() >= dt.date(2026, 11, 22)
    True
    """
    return dt.datetime.now(tz=dt.UTC).date()
