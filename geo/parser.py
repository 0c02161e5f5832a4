"""The verb of this room: a text in, its places out.

It composes recognition (geo/recognise) and resolution (geo/resolve) and decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from geo.area import kilometres
from geo.build import ensure
from geo.gazetteer import Gazetteer
from geo.part_unnamed import unnamed_parts
from geo.place import Place, PlaceMention, Unresolved
from geo.recognise import names
from geo.resolve import resolve
from geo.rules import AREA_INSTEAD
from text.language import Doc, entities
from text.token_table import token_table


class Geoparser:
    """Finds and places every place name of a text, offline.

    ``gazetteer``: None opens data/gazetteer.sqlite, which is compiled first where it is missing or out of date.
    ``geocode``: a callable that is asked for names no gazetteer has (geo/geocode.py); None: nobody is asked.

    >>> [(m.span.text, m.place.country) for m in Geoparser().places("Shelling was reported in Hama, Syria.")]
    [('Hama', 'SY'), ('Syria', 'SY')]
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        geocode: Callable[[str], Place | None] | None = None,
    ) -> None:
        self.gazetteer = gazetteer or Gazetteer.open(ensure())
        self._geocode = geocode

    def places(self, text: str, *, title: str | None = None) -> tuple[PlaceMention, ...]:
        """Return the place names of ``text`` in order, each with its place or the reason why it has none.

        Countries and provinces of the ``title`` count as company of the text's names; they are not returned.

        >>> found = Geoparser(gazetteer()).places("Clashes in Tripoli.", title="Lebanon on edge")
        >>> [(mention.span.text, mention.place.country, mention.rule) for mention in found]
        [('Tripoli', 'LB', 'likeliest of 6')]
        """
        return self.mentions(entities(text), title=title)

    def mentions(self, doc: Doc, *, title: str | None = None) -> tuple[PlaceMention, ...]:
        """The same for a text that ``text.language.entities`` has read already.

        >>> [mention.span.start for mention in Geoparser(gazetteer()).mentions(entities("They fled Hama."))]
        [10]
        """
        page = token_table(doc)
        titled = names(token_table(entities(title)), self.gazetteer) if title else ()
        found = resolve(names(page, self.gazetteer), self.gazetteer, page=page, titled=titled)
        return tuple(self._asked(mention) for mention in unnamed_parts(found, page.text, self.gazetteer))

    def _asked(self, mention: PlaceMention) -> PlaceMention:
        """Ask the operator's service for a name that no gazetteer has; what it says must lie where the text says."""
        unknown = mention.unknown is not None and not mention.unknown.candidates
        if self._geocode is None or not (unknown or mention.rule in ("unknown name", AREA_INSTEAD)):
            return mention
        place = self._geocode(mention.span.text)
        if place is None or not _may_be(place, mention.place):
            return mention
        return replace(mention, place=place, rule=f"asked online: {place.source}", unknown=None)


def _may_be(place: Place, known: Place | Unresolved) -> bool:
    return isinstance(known, Unresolved) or kilometres(place.at, known.at) <= known.uncertainty_km
