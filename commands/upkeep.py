"""``remove``, ``check``, ``backup``, ``restore``: keeping an archive sound, and taking out what must go."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import STORE, Store, archive_of, stop, today

if TYPE_CHECKING:
    from store.removal import Wanted

app = typer.Typer()
BEYOND = (
    "Not reached: copies and backups of the archive, snapshots and exports that others hold, and the files that the "
    "articles were added from."
)


@app.command()
def remove(
    articles: Annotated[list[str] | None, typer.Argument(metavar="[ARTICLE]...", help="Ids of articles.")] = None,
    *,
    source: Annotated[str, typer.Option("--source", help="All articles of this source.")] = "",
    name: Annotated[str, typer.Option("--name", help="All articles whose texts name this person.")] = "",
    why: Annotated[str, typer.Option("--why", help="The reason; it stays. Name nobody in it.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who decided it; it stays.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without it only what would go is listed.")] = False,
    store: Store = STORE,
) -> None:
    """Take articles out of every version for good, with all that was read from them; a tombstone stays."""
    from store.removal import Wanted, preview  # noqa: PLC0415 - Delta and DuckDB, which reading never needs

    wanted = Wanted(tuple(articles or ()), source=source, name=name)
    if wanted == Wanted():
        stop("say what is to go: ids of articles, --source or --name")
    archive = archive_of(store)
    found = preview(archive.address, wanted)
    for one in found:
        typer.echo(one.words())
    if not yes:
        typer.echo(f"{len(found)} articles would go; --yes --why REASON takes them out", err=True)
        return
    _remove(store, wanted, why=why, by=by)


def _remove(store: str, wanted: Wanted, *, why: str, by: str) -> None:
    gone = archive_of(store).remove(wanted, day=today(), why=why, by=by)
    typer.echo(
        f"{len(gone.articles)} articles {gone.words()}. Links to versions {gone.first} to {gone.last} show less: "
        f"{len(gone.reports)} reports are gone. {BEYOND}",
        err=True,
    )


@app.command()
def check(*, store: Store = STORE) -> None:
    """Look through a whole archive: every file, digest and line, the index, what belongs to nothing; status 1 where
    something is wrong, each with what to do.
    """  # noqa: D205 - typer shows it as it stands
    from store.check import check as looked  # noqa: PLC0415 - as above

    found = looked(store)
    for fault in found.faults:
        typer.echo(fault)
    typer.echo(found.words(), err=True)
    if found.faults:
        raise typer.Exit(1)


@app.command()
def backup(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Where the copy is; later ones add to it.")],
    *,
    store: Store = STORE,
) -> None:
    """Copy an archive as it is at this moment, also while it is written to; only what is new is copied."""
    from store.backup import backup as copied  # noqa: PLC0415 - as above

    typer.echo(copied(store, folder, at=dt.datetime.now(tz=dt.UTC)).words(), err=True)


@app.command()
def restore(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="A copy that backup made.")],
    *,
    store: Store = STORE,
) -> None:
    """Put a copy back where no archive is, after looking whether it is whole."""
    from store.backup import restore as put_back  # noqa: PLC0415 - as above

    typer.echo(put_back(folder, store).words(), err=True)
