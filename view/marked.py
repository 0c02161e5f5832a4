"""An article and all that was read from it -> the whole text with every place, date, actor and event marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from events import ActorMention, DateMention, Reading, Report
from geo import PlaceMention, Unresolved
from text import Span, span_of
from view import words
from view.countries import country_name
from view.safe import element, escaped, line
from view.summary import headline, interval


@dataclass(frozen=True, slots=True)
class Note:
    """A marked stretch: how it looks, what it was read as, and the event that it leads to ('' for none)."""

    span: Span
    look: str
    said: str
    event: str = ""


def notes(reading: Reading, event_of: Mapping[str, str]) -> tuple[Note, ...]:
    """Return all marks of an article in the order of the text; ``event_of`` maps report ids to event ids.

    >>> reading = archive.reading("river-dispatch-1")
    >>> [(note.span.text, note.look) for note in notes(reading, {})][:4]
    [('North Front', 'actor'), ('attacked', 'act'), ('army', 'actor'), ('Tallbrook', 'place')]
    """
    inside = [each.span for each in reading.actors]
    found = [_place(each) for each in reading.places if not (each.demonym and _covered(each.span, inside))]
    found += [_date(each) for each in reading.dates]
    found += [_actor(each) for each in reading.actors]
    for report in reading.reports:
        found += _triggers(report, event_of.get(report.id, ""))
    return tuple(sorted(found, key=lambda note: (note.span.start, -note.span.stop)))


def _covered(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a demonym is part of an actor's name ("Russian" in "Russian forces"): then that says it all."""
    return any(each.covers(span) for each in spans)


def _place(mention: PlaceMention) -> Note:
    place = mention.place
    if isinstance(place, Unresolved):
        return Note(mention.span, "place", f"{words.MARKED_OPEN.format(why=place.reason)} ({mention.rule})")
    if mention.unknown is not None:
        why = words.AROUND.format(name=mention.span.text, place=place.name)
        return Note(mention.span, "place", f"{why} ({mention.rule})")
    where = ", ".join(dict.fromkeys(each for each in (place.name, place.admin1, country_name(place.country)) if each))
    known = f"{place.at.lat:.3f}, {place.at.lon:.3f}, {words.WITHIN_KM.format(distance=words.distance(place.uncertainty_km))}"
    return Note(mention.span, "place", f"{where}: {words.KINDS[place.kind]}, {known} ({mention.rule})")


def _date(mention: DateMention) -> Note:
    said = interval(mention.when) if mention.when else words.MARKED_NO_DATE.format(why=mention.reason)
    return Note(mention.span, "when", f"{said} ({mention.rule})")


def _actor(mention: ActorMention) -> Note:
    kind = words.INTER.get(mention.actor.inter or 0, words.MARKED_NO_CLASS)
    return Note(mention.span, "actor", f"{mention.actor.name}, {kind} ({mention.rule})")


def _triggers(report: Report, event: str) -> Iterator[Note]:
    for each in report.evidence:
        if each.field == "sub_event_type":
            yield Note(each.span, "act", f"{headline(report)} ({each.rule})", event)


def article_html(text: str, marks: Sequence[Note], *, at: int | None = None, link: str = "map?") -> str:
    """Return the text as paragraphs with its marks; the sentence that starts at ``at`` has the id ``here``.

    ``link`` is the beginning of the map page's address, to which events lead. What a mark was read as stands in its
    ``data-said``, which ui/style.css shows under a pointer, a finger or the keyboard's focus.

    >>> text = "Shells hit Hama."
    >>> article_html(text, [Note(span_of(text, 11, 15), "place", "Hama, Syria")])[40:]
    '">Shells hit <mark class="place" data-said="Hama, Syria" tabindex="0">Hama</mark>.</p></article>'
    """
    here = next((mark for mark in marks if mark.look == "here" and mark.span.start == at), None)
    body = "".join(_paragraph(text, stretch, marks, here=here, link=link) for stretch in _paragraphs(text))
    return element("article", body, {"class": "cm-article"})


def _paragraphs(text: str) -> Iterator[Span]:
    r"""Yield the lines that hold more than white space.

    >>> [each.text for each in _paragraphs("One.\n\n Two. ")]
    ['One.', ' Two. ']
    """
    start = 0
    for row in text.split("\n"):
        if row.strip():
            yield span_of(text, start, start + len(row))
        start += len(row) + 1


def _paragraph(text: str, stretch: Span, marks: Sequence[Note], *, here: Note | None, link: str) -> str:
    inside = [mark for mark in marks if mark.span.overlaps(stretch)]
    edges = {stretch.start, stretch.stop}
    for mark in inside:
        edges |= {max(mark.span.start, stretch.start), min(mark.span.stop, stretch.stop)}
    cuts = sorted(edges)
    parts = []
    for start, stop in pairwise(cuts):
        over = [mark for mark in inside if mark.span.start < stop and start < mark.span.stop]
        parts.append(_piece(text[start:stop], over, first=here is not None and start == here.span.start, link=link))
    return element("p", "".join(parts), {"dir": "auto"})


def _piece(piece: str, over: Sequence[Note], *, first: bool, link: str) -> str:
    """Mark one piece: the shortest mark gives the look, all of them are said; events are links."""
    said = [mark for mark in over if mark.look != "here"]
    made = escaped(piece)
    if said:
        look = min(said, key=lambda mark: (mark.look != "act", mark.span.stop - mark.span.start)).look
        event = next((mark.event for mark in said if mark.event), "")
        told = {"class": look, "data-said": "; ".join(dict.fromkeys(mark.said for mark in said))}
        made = line("mark", piece, told if event else told | {"tabindex": "0"})
        made = element("a", made, {"href": f"{link}ev={event}", "target": "_self"}) if event else made
    if len(said) == len(over):
        return made
    return element("span", made, {"class": "here", "id": "here"} if first else {"class": "here"})
