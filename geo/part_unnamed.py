"""A part of the land that a text is about, told without its name: "the country's south", "the nation's north-east"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from geo.gazetteer import Gazetteer
from geo.part import side_of
from geo.place import Place, PlaceMention
from text.span import span_of

LAND = re.compile(
    r"\b[Tt]he (?:country|nation)(?P<side>['’]s (?:[\w-]+ ){0,2}?(?:far[- ])?(?:north|south|east|west)(?:[- ]?(?:east|west))?)\b"
)


def unnamed_parts(mentions: Sequence[PlaceMention], text: str, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Return the mentions with the parts of the land named most, in order; none where no land is named.

    >>> from geo.parser import Geoparser
    >>> said = "Lebanon's army left Tyre. A drone hit the country's south on Monday."
    >>> [mention.place.name for mention in Geoparser(gazetteer()).places(said)]
    ['Lebanon', 'Tyre', 'south Lebanon']
    """
    lands = Counter(m.place.country for m in mentions if isinstance(m.place, Place) and m.place.country)
    if not lands:
        return tuple(mentions)
    country = gazetteer.country(lands.most_common(1)[0][0])
    found = []
    for told in LAND.finditer(text):
        side = side_of("", text[told.start("side") : told.end() + 20])
        part = gazetteer.part(country, side) if side and country else None
        if part is not None and not any(m.span.start < told.end() and told.start() < m.span.stop for m in mentions):
            found.append(PlaceMention(span_of(text, told.start(), told.end()), part, "a part of the land named most"))
    return tuple(sorted((*mentions, *found), key=lambda mention: mention.span.start))
