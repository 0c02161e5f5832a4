"""A name that no gazetteer has: the land around it, where the text says which land that is, and never a namesake abroad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.gazetteer import Gazetteer
from geo.place import Place, PlaceMention
from geo.rules import AREA_INSTEAD, LAND_INSTEAD, SURE
from geo.toponyms import Toponyms


def in_their_land(mentions: Sequence[PlaceMention], senses: Toponyms, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Return the mentions, those without a place with the land around them; ``unknown`` says why they have none.

    >>> from geo.parser import Geoparser
    >>> (port, _) = Geoparser(gazetteer()).places("A drone hit the port of Zzyzxa in northern Yemen.")
    >>> port.place.name, port.rule, port.unknown.reason
    ('north Yemen', 'not known, so the land it is said to lie in', 'no gazetteer has this name')
    """
    parts = {one.span: one.part for one in mentions if one.part}
    return tuple(
        _in_its_land(one, senses, gazetteer, parts.get(one.within) if one.within else None) for one in mentions
    )


def _in_its_land(mention: PlaceMention, senses: Toponyms, gazetteer: Gazetteer, part: Place | None) -> PlaceMention:
    known = mention.place
    if mention.demonym:
        return mention
    if isinstance(known, Place):
        instead = mention.rule == AREA_INSTEAD and known.kind == "country"
        return replace(mention, place=part) if part and instead else mention
    land = _land_said(mention, senses)
    if land is None:
        return mention
    place = part if part and part.country == land.country else gazetteer.labelled(land)
    return replace(mention, place=place, rule=LAND_INSTEAD, unknown=known)


def _land_said(mention: PlaceMention, senses: Toponyms) -> Place | None:
    """The country of what the text says the name lies in."""
    inside = senses[mention.span.text].inside if mention.span.text in senses else ()
    likeliest = (senses[name].best for name in inside if name != mention.span.text)
    return next((place for place, chance in likeliest if place and place.kind == "country" and chance >= SURE), None)
