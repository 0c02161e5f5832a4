"""Archive and filters -> one line an event with all that any export says of it; and what a column is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from events import Article, Report, ReportPlace, When
from geo import Place, Unresolved
from store import Archive, EventDetail, Filters
from store.summary import Summary, summary_of
from store.ways.coded import EXPORTED
from store.ways.row_text import row_of_text
from view.export_passed_on import PassedOn

ALL = 2**62
"""No limit, as ``Archive.table`` takes one."""

Kind = Literal["text", "int", "float"]
Value = str | int | float | None
_TYPES: Mapping[Kind, Callable[[str], Value]] = {"text": str, "int": int, "float": float}


class ExportError(ValueError):
    """What the filters show cannot be written this way; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """One event as exports see it: its reports and articles, the one line chosen from them, the data version.

    ``off_map`` and ``undated`` are the reasons why there is no point or no date, "" where there is one.
    """

    detail: EventDetail
    version: int
    off_map: str = ""
    undated: str = ""

    @cached_property
    def chosen(self) -> Summary:
        """The fields that map and table show.

        >>> Line(clash, version=3).chosen.sub_event_type
        'Armed clash'
        """
        return summary_of(self.detail.event)

    @property
    def lead(self) -> Report:
        """The report whose words stand in the excerpt.

        >>> Line(clash, version=3).lead.excerpt.text[:31]
        'Fighters of the North Front att'
        """
        return self.detail.lead

    @cached_property
    def given(self) -> Mapping[str, str] | None:
        """The row of our own export that the event was added from, which goes out again as it came in.

        None where it is another's, or where it is not alone: joined by another report, or corrected by a person.

        >>> Line(clash, version=3).given is None
        True
        """
        alone = len(self.detail.event.reports) == 1 and not self.detail.reviews
        return row_of_text(self.article.text) if alone and self.article.id.startswith(EXPORTED) else None

    @property
    def id(self) -> str:
        """The event's id, as it was where it was exported from.

        >>> Line(clash, version=3).id
        '0500c0f51a9e0c17'
        """
        return (self.given or {}).get("event_id_cnty") or self.detail.event.id

    @property
    def article(self) -> Article:
        """The article of the lead report.

        >>> Line(clash, version=3).article.source
        'River Dispatch'
        """
        return self.detail.article(self.lead)

    @property
    def place(self) -> Place | None:
        """Where the mark stands, None where there is none.

        >>> Line(clash, version=3).place.name
        'Tallbrook'
        """
        place = self.lead.place
        return place.place if isinstance(place, ReportPlace) else None

    @property
    def around(self) -> str:
        """Return the name that the text gives and no gazetteer has, where the place is but the area around it, else "".

        >>> Line(clash, version=3).around
        ''
        """
        return self.lead.place.around if isinstance(self.lead.place, ReportPlace) else ""

    @property
    def when(self) -> When | None:
        """The interval that is shown, None where there is none.

        >>> Line(clash, version=3).when.earliest
        datetime.date(2017, 10, 2)
        """
        return self.chosen.when if isinstance(self.chosen.when, When) else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export. ``says`` is its meaning as docs/DATA.md has it; ``hxl`` its tag in the optional HXL row."""

    name: str
    kind: Kind
    of: Callable[[Line], Value]
    says: str
    hxl: str = ""

    def value(self, line: Line) -> Value:
        """Return the column's value: the one that came in where the line goes out again as it came, else worked out.

        >>> Column("status", "text", lambda line: line.chosen.status, "").value(Line(clash, version=3))
        'asserted'
        """
        if line.given is None:
            return self.of(line)
        said = line.given.get(self.name)
        return None if said is None else _TYPES[self.kind](said)


def lines(archive: Archive, filters: Filters) -> Iterator[Line]:
    """Yield what the filters show, newest first, undated last; events without a place or a date are among them.

    Raises :class:`ExportError` where the archive changes meanwhile so that an event loses its reports.

    >>> [(line.chosen.sub_event_type, line.off_map) for line in lines(archive, Filters(text="ambushed"))]
    [('Armed clash', 'no place named')]
    """
    version = archive.version
    shown = archive.table(filters, limit=ALL)
    reasons = dict(zip(shown["id"], zip(shown["off_map"], shown["undated"], strict=True), strict=True))
    written = 0
    for detail in archive.events(reasons):
        kept = archive.allowed(detail) if isinstance(archive, PassedOn) else detail
        if kept is not None:
            yield Line(kept, version, *(reasons[detail.event.id] if kept is detail else _reasons(kept)))
        written += 1
    if written < len(reasons):
        message = f"{len(reasons) - written} events were changed while they were exported: export again"
        raise ExportError(message)


def _reasons(detail: EventDetail) -> tuple[str, str]:
    """Return why what is left of an event has no point and no date, "" where it has."""
    chosen = summary_of(detail.event)
    return tuple(each.reason if isinstance(each, Unresolved) else "" for each in (chosen.place, chosen.when))  # type: ignore[return-value]


def digest(article: Article) -> str:
    """Return SHA-256 of the article's text as UTF-8, in hexadecimal digits: the text that the offsets point into.

    >>> digest(Article("a", "abc"))[:8]
    'ba7816bf'
    """
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


_HARMLESS = {"\t", "\n", "\r"}


def writable(text: str) -> str:
    r"""Put U+FFFD in place of what no file format of text may hold: control signs, lone surrogates, non-characters.

    One character for one, so that lengths and offsets stay right.

    >>> writable("a\0b\ud800c\n")
    'a�b�c\n'
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_writable, text))


def _writable(each: str) -> str:
    code = ord(each)
    bad = code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE
    return "\ufffd" if bad and each not in _HARMLESS else each
