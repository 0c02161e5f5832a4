"""An event of the list -> the few words that its card says, and what else the browser needs to draw it.

A card has two lines: what happened and who did it to whom, then day, place, deaths and source. No word of an article is
in it: names of actors and places come from the lexicon and the gazetteer.
"""

from __future__ import annotations

from collections.abc import Sequence

from events.grades import CONFIRMED, grade_of
from store.listing import Listed
from view import words
from view.layers import TYPES

Card = list[object]
"""Id, kind of event (place in TYPES), 1 where it is firm, what, who → whom, the second line's parts, the grade ("": none)."""


def card(each: Listed) -> Card:
    """Return the card of an event.

    >>> card(archive.listed(Filters(text="ambushed"))[0])[1:]
    [0, 1, 'Armed clash', 'North Front', ['date unknown', 'no location', '10 killed', 'Coast Wire'], '']
    """
    kind = TYPES.index(each.event_type) if each.event_type in TYPES else -1
    line = (when(each), where(each), deaths(each), *status(each), sources(each.sources))
    return [each.id, kind, int(each.firm), each.sub_event_type, who(each), [*filter(None, line)], grade(each)]


def who(each: Listed) -> str:
    """Say who did it to whom; the parties of an event that has no sides stand beside each other.

    >>> [who(each) for each in archive.listed(Filters(sub_event_types=("Armed clash",)))][:2]
    ['North Front → Syria Forces', 'North Front']
    """
    doers, struck = _names(each.initiators or each.parties), _names(each.targets)
    others = _names(each.parties) if each.initiators and not each.targets else ""
    return words.WHO_WHOM.format(doers=doers, struck=struck) if doers and struck else doers or struck or others


def _names(names: Sequence[str], most: int = 3) -> str:
    """Name them, of many the first.

    >>> _names(["A", "B"]), _names(["A", "B", "C", "D", "E"])
    ('A, B', 'A, B, C +2')
    """
    return ", ".join(names[:most]) + (f" +{len(names) - most}" if len(names) > most else "")


def when(each: Listed) -> str:
    """Say the day or the interval.

    >>> when(archive.listed(Filters(statuses=("alleged",)))[0])
    '1–30 Sep 2017'
    """
    return words.days(each.earliest, each.latest) if each.earliest and each.latest else words.DATE_UNKNOWN


def where(each: Listed) -> str:
    """Say the place; an area says that it is one.

    >>> [where(each) for each in archive.listed(Filters(kinds=("province", "none")))]
    ['Eastmark (province)', 'no location']
    """
    if each.off_map and not each.place:
        return words.NO_LOCATION
    kind = words.KIND_SHORT.get(each.place_kind, "")
    return f"{each.place} ({kind})" if kind else each.place


def deaths(each: Listed) -> str:
    """Say how many were killed; "" where nothing is said.

    >>> deaths(archive.listed(Filters(text="ambushed"))[0])
    '10 killed'
    """
    return words.KILLED_SHORT.format(count=each.deaths) if each.deaths is not None else ""


def status(each: Listed) -> tuple[str, ...]:
    """Say that an event is only claimed, alleged or disputed.

    >>> status(archive.listed(Filters(statuses=("disputed",)))[0])
    ('disputed',)
    """
    return () if each.firm else (each.status,)


def grade(each: Listed) -> str:
    """Return the grade of an event's confidence; "" where it has none.

    >>> from dataclasses import replace
    >>> found = archive.listed(Filters())[0]
    >>> grade(found), grade(replace(found, confidence=0.01))
    ('', 'doubtful')
    """
    return CONFIRMED if each.confidence == 1 else grade_of(each.confidence) or ""


def sources(names: Sequence[str]) -> str:
    """Name one source, and say how many more there are.

    >>> sources(["Coast Wire"]), sources(["Coast Wire", "Daily Post", "River Dispatch"])
    ('Coast Wire', 'Coast Wire +2')
    """
    return _names(names, 1) if names else ""
