"""``review``: people's corrections of what was read. Nothing is overwritten; each has who, when and why."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import STORE, AsOf, Store, archive_of, stop
from commands.values import WAYS, BadValue, Known, value_of

if TYPE_CHECKING:
    from events import Actor
    from geo import Place
    from store import Archive, Review

app = typer.Typer(no_args_is_help=True, help="Correct what was read: nothing is overwritten, everything can be undone.")
By = Annotated[str, typer.Option("--by", help="Who corrects.")]
Why = Annotated[str, typer.Option("--why", help="The reason.")]
ReportId = Annotated[
    str, typer.Argument(metavar="REPORT", help="A report's id; an event's own id is its first report's.")
]
FIELDS_HELP = "; ".join(f"{field}: {way}" for field, way in WAYS.items())


@app.command(epilog=f"VALUE by FIELD - {FIELDS_HELP}.")
def correct(
    report: ReportId,
    field: Annotated[str, typer.Argument(help=f"One of {', '.join(WAYS)}.")],
    value: Annotated[str, typer.Argument(help="As below.")],
    *,
    by: By,
    why: Why,
    store: Store = STORE,
) -> None:
    """Set a field of a report to what it should be."""
    archive = archive_of(store)
    try:
        new = value_of(field, value, Known(lambda name: _actor(archive, report, name), _place))
    except BadValue as error:
        stop(str(error))
    _review(archive, report, field, new=new, by=by, why=why)


@app.command()
def join(
    report: ReportId,
    other: Annotated[str, typer.Argument(help="A report of the event that it belongs with.")],
    *,
    by: By,
    why: Why,
    store: Store = STORE,
) -> None:
    """Put a report into the event of another."""
    archive = archive_of(store)
    if archive.event(other) is None:
        stop(f"{other}: no report of this id is in an event")
    _review(archive, report, "event", new=other, by=by, why=why)


@app.command()
def split(report: ReportId, *, by: By, why: Why, store: Store = STORE) -> None:
    """Take a report out of its event, so that it is one of its own."""
    _review(archive_of(store), report, "event", new="", by=by, why=why)


@app.command()
def confirm(report: ReportId, *, by: By, why: Why, store: Store = STORE) -> None:
    """Note that a person has checked a report and found it right."""
    _review(archive_of(store), report, "verdict", new="confirmed", by=by, why=why)


@app.command()
def reject(report: ReportId, *, by: By, why: Why, store: Store = STORE) -> None:
    """Take a report off the map: what it tells did not happen, or is no event."""
    _review(archive_of(store), report, "verdict", new="rejected", by=by, why=why)


@app.command()
def undo(
    review: Annotated[str, typer.Argument(metavar="REVIEW", help="The review's id, as listed.")],
    *,
    by: By,
    why: Why,
    store: Store = STORE,
) -> None:
    """Take a review back by another one that sets what was before it."""
    from store import BadReview  # noqa: PLC0415 - Delta and DuckDB, which reading never needs

    archive = archive_of(store)
    found = next((each for each in archive.reviews() if each.id == review), None)
    if found is None:
        stop(f"{review}: no review of this id; review list shows them")
    try:
        typer.echo(_line(archive.undo(found, by=by, at=_now(), why=why)))
    except BadReview as error:
        stop(str(error))


@app.command("list")
def list_reviews(
    *,
    orphaned: Annotated[
        bool, typer.Option("--orphaned", help="Only those of reports that their article, read again, tells no more.")
    ] = False,
    store: Store = STORE,
    as_of: AsOf = "",
) -> None:
    """List the reviews, oldest first."""
    archive = archive_of(store, as_of=as_of)
    for review in archive.orphans() if orphaned else archive.reviews():
        typer.echo(_line(review))


def _review(archive: Archive, report: str, field: str, *, new: object, by: str, why: str) -> None:
    from store import Asked, BadReview  # noqa: PLC0415 - as above

    try:
        typer.echo(_line(archive.review(Asked(report, field, new, by=by, why=why), at=_now())))
    except BadReview as error:
        stop(str(error))


def _line(review: Review) -> str:
    from store.reviews import new_value, old_value  # noqa: PLC0415 - as above
    from view.corrected import value_words  # noqa: PLC0415 - as above

    old, new = value_words(review.field, old_value(review)), value_words(review.field, new_value(review))
    what = f"{review.field} of {review.report}: {old} -> {new}"
    return f"{review.id}  {review.at:%Y-%m-%d %H:%M} UTC  {review.by}  {what}  ({review.why})"


def _actor(archive: Archive, report: str, name: str) -> Actor | None:
    """Return the actor of an id: one that the report's article names, else one of the lexicon."""
    from events.mentions.actors import actor_lexicon  # noqa: PLC0415 - as above

    detail = archive.event(report)
    reading = archive.reading(detail.lead.article) if detail else None
    named = {mention.actor.id: mention.actor for mention in reading.actors} if reading else {}
    listed = actor_lexicon().listed.get(name) or actor_lexicon().kinds.get(name)
    return named.get(name) or (listed.actor if listed else None)


def _place(text: str) -> Place:
    """Return the one place that a text can be, as the compiled gazetteer has it."""
    from commands.placing import place_of  # noqa: PLC0415 - as above
    from geo.build import ensure  # noqa: PLC0415 - as above
    from geo.gazetteer import Gazetteer  # noqa: PLC0415 - as above

    with closing(Gazetteer.open(ensure())) as gazetteer:
        return place_of(text, gazetteer)


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)
