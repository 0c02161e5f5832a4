"""Archives for the browser's tests beside the factories' sample (all texts are ours, invented)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from events import Count, Reading
from store import Archive, Filters
from store.reviews import Asked
from tests import factories

WIRE = (
    "A mine went off under an army truck near Tallbrook on Monday, killing six soldiers, the army said in a statement. "
    "The road has been closed since, and engineers were looking for others, residents told the agency by telephone."
)
OTHER = "Nine soldiers died when a mine destroyed their vehicle close to Tallbrook on Monday. Nobody claimed it."


def told(ident: str, source: str, text: str, killed: int) -> Reading:
    """One report of a mine at Tallbrook; the article has no title."""
    of = factories.article(text, id=ident, title=None, source=source)
    excerpt = factories.span(text, text.split(". ", maxsplit=1)[0] + ".")
    mine = factories.report(
        of,
        "mine",
        sub="Remote explosive/landmine/IED",
        excerpt=excerpt,
        actors=factories.roles(("syria-forces", "target")),
        fatalities=Count(killed, killed, killed),
    )
    return factories.reading(of, mine)


def merged(folder: Path) -> tuple[Path, str]:
    """Make an archive in which one event has four reports and two voices; return its folder and the event's id.

    Version 1 is the sample, 2 adds the event, 3 corrects a figure of it.
    """
    archive = Archive(folder)
    archive.add(factories.sample())
    archive.add(
        [
            told("wire-1", "Coast Wire", WIRE, 6),
            told("daily-1", "Daily Post", f"{WIRE} Reuters", 6),
            told("evening-1", "Evening Paper", f"(AFP) {WIRE}", 6),
            told("river-9", "River Dispatch", OTHER, 9),
        ]
    )
    table = archive.table(Filters())
    event = str(table.loc[table["reports"] == 4, "id"].iloc[0])
    lead = archive.event(event)
    assert lead is not None
    asked = Asked(lead.lead.id, "fatalities", Count(5, 5, 5), by="A. Reader", why="a later statement")
    archive.review(asked, at=dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))
    return folder, event


def shelled(at: int, day: dt.date) -> Reading:
    """One event of a day at a spot of its own; with days that differ no two of them are held to be one."""
    of = factories.article(f"Shells hit Tallbrook quarter {at} on Monday.", id=f"grid-{at}")
    spot = factories.place(f"Quarter {at}", 33 + at // 20 * 0.11, 37 + at % 20 * 0.13)
    when = factories.When(day, day, "day")
    return factories.reading(of, factories.report(of, "hit", place=factories.ReportPlace(spot), when=when))


def scattered(folder: Path, many: int = 400) -> Path:
    """Make an archive of so many events at as many spots, each of another day; too many to be drawn one by one."""
    newest = dt.date(2017, 10, 2)
    Archive(folder).add([shelled(at, newest - dt.timedelta(days=at)) for at in range(many)])
    return folder
