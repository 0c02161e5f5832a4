"""``history``: the versions of the archive, or all that was done to one event or article."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import STORE, AsOf, Store, archive_of, stop

if TYPE_CHECKING:
    from store import Change, Entry

app = typer.Typer()


@app.command()
def history(
    asked: Annotated[
        str, typer.Argument(metavar="[EVENT|ARTICLE]", help="The id of an event, report or article.")
    ] = "",
    *,
    store: Store = STORE,
    as_of: AsOf = "",
    limit: Annotated[int, typer.Option(min=1, help="Versions to list, newest first.")] = 100,
) -> None:
    """List the versions of the archive; or every reading, merging and correction of one event or article, with
    who did it, when, and why or from where.
    """  # noqa: D205 - typer shows it as it stands
    archive = archive_of(store, as_of=as_of)
    if not asked:
        for change in archive.history()[:limit]:
            typer.echo(_line(change))
        return
    entries = archive.past(asked)
    if not entries:
        stop(f"{asked}: no event, report or article of this id")
    for entry in entries:
        typer.echo(_words(entry))


def _words(entry: Entry) -> str:
    """Say an entry in one line; what a correction changed is said as the page says it, not as it is stored."""
    from store.reviews import new_value, old_value  # noqa: PLC0415 - as in commands/options
    from view.corrected import value_words  # noqa: PLC0415 - as above

    review = entry.review
    if review is None:
        return entry.words()
    old, new = value_words(review.field, old_value(review)), value_words(review.field, new_value(review))
    what = f"{review.field} of report {review.report} was set from {old} to {new}"
    return replace(entry, what=what).words()


def _line(change: Change) -> str:
    at = dt.datetime.fromtimestamp(change.at_ms / 1000, tz=dt.UTC)
    return f"version {change.version}, {at:%Y-%m-%d %H:%M} UTC: {change.what}"
