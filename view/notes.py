"""Where a table's own coding and what is read from its notes differ, row by row: what ``add --read-notes`` is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from events import Report
from store import Archive
from view import words
from view.voices import SAYS

NOTES = "notes/"
"""What the id of an article begins with that is the notes of a coded row; the rest is that row's."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A field of a coded row that says something else than the reading of its notes; "" where one leaves it open."""

    row: str
    field: str
    coded: str
    read: str


def noted_rows(archive: Archive) -> tuple[str, ...]:
    """Return the ids of the coded rows whose notes were read, too.

    >>> noted_rows(archive)
    ()
    """
    ids = (str(each) for each in archive.articles()["id"])
    return tuple(sorted(id_.removeprefix(NOTES) for id_ in ids if id_.startswith(NOTES)))


def differing(archive: Archive, rows: tuple[str, ...]) -> Iterator[Differing]:
    """Yield where file and reading differ; of notes without an event only that.

    >>> list(differing(archive, ()))
    []
    """
    for row in rows:
        coded, read = archive.reading(row), archive.reading(NOTES + row)
        if coded is None or read is None or not coded.reports:
            continue
        if read.reports:
            yield from fields_apart(row, coded.reports[0], likest(coded.reports[0], read.reports))
        else:
            yield Differing(row, words.NOTES_EVENT, coded.reports[0].sub_event_type, words.NOTES_NO_EVENT)


def likest(coded: Report, read: tuple[Report, ...]) -> Report:
    """Return the report that says most like the file; of several alike the first.

    >>> likest(mine.lead, (clash.lead, mine.lead)).id == mine.lead.id
    True
    """
    return max(read, key=lambda report: sum(say(report) == say(coded) for _, say in SAYS))


def fields_apart(row: str, coded: Report, read: Report) -> Iterator[Differing]:
    """Yield the fields in which two reports differ.

    >>> list(fields_apart("row", mine.lead, mine.lead))
    []
    """
    said = ((words.FIELDS[field], say(coded), say(read)) for field, say in SAYS)
    yield from (Differing(row, field, one, other) for field, one, other in said if one != other)
