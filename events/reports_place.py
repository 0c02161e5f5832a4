"""Where a report happened: the article's places for it, the surest first, each way of finding one a named rule.

It stands apart because no marker may come from "the first place in the text": what is inherited says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from events.context import Context
from events.event import Evidence, ReportPlace
from events.happenings import Happening
from events.setting import finest, near
from geo import Place, PlaceMention, Unresolved

BACK = 8  # sentences over which a place named before still holds, before a mere country does


def place_of(
    happening: Happening, context: Context, chosen: PlaceMention | None
) -> tuple[ReportPlace | Unresolved, tuple[Evidence, ...]]:
    """Return the happening's place by the first rule that finds one; ``chosen`` is one of a series, told apart."""
    for rule, inherited, mention in _places(happening, context, chosen):
        if mention is not None and isinstance(mention.place, Place):
            return ReportPlace(mention.place, inherited), (Evidence("place", mention.span, f"{rule}; {mention.rule}"),)
    return Unresolved("the text names no place for it"), ()


def _places(
    happening: Happening, context: Context, chosen: PlaceMention | None
) -> tuple[tuple[str, bool, PlaceMention | None], ...]:
    head, rest = happening.head, [one for one in happening.tellings if one is not happening.head]
    taken = [
        place
        for other in context.happenings
        if other is not happening
        for one in other.tellings
        for place in one.places
    ]
    close = [place for trigger in head.triggers for place in near(head.scene, trigger, taken)]
    return (
        ("one of a series", False, chosen),
        ("hangs on the trigger", False, _finer(finest(head.places), finest(close))),
        ("in the same sentence", False, finest(close)),
        ("from the same happening", True, finest(place for one in rest for place in one.places)),
        (
            "from the same happening's sentences",
            True,
            finest(p for one in rest for p in near(one.scene, one.main, taken)),
        ),
        ("from the text before", True, _before(happening, context)),
        ("from the text after", True, _after(happening, context)),
    )


def _finer(own: PlaceMention | None, close: PlaceMention | None) -> PlaceMention | None:
    """Return the sentence's finer place where it lies inside the one that hangs on the trigger."""
    if own is None or close is None or not isinstance(own.place, Place) or not isinstance(close.place, Place):
        return own
    inside = own.place.kind in {"province", "country", "area", "district"} and own.place.country in {
        close.place.country,
        None,
    }
    return finest((own, close)) if inside else own


def _before(happening: Happening, context: Context) -> PlaceMention | None:
    """Return the place of the nearest sentence before that names one finer than a country, else the nearest country."""
    at = context.number(happening.head.main.span)
    return _nearest(context, range(at - 1, at - 1 - BACK, -1), country=False) or _nearest(
        context, range(at - 1, -1, -1)
    )


def _after(happening: Happening, context: Context) -> PlaceMention | None:
    """Return the finest place of the next sentences."""
    at = context.number(happening.head.main.span)
    return _nearest(context, range(at + 1, at + 3))


def _nearest(context: Context, numbers: Iterable[int], *, country: bool = True) -> PlaceMention | None:
    for number in (number for number in numbers if 0 <= number < len(context.sentences)):
        sentence = context.sentences[number]
        here = [place for place in context.places if sentence.covers(place.span) and not place.demonym]
        free = finest(place for place in here if not any(actor.span.covers(place.span) for actor in context.actors))
        if free and isinstance(free.place, Place) and (country or free.place.kind != "country"):
            return free
    return None
