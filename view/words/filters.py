"""Filters and figures in words: what is shown, of how many, and what is not on the map.

They stand apart from the other strings because they are made of several; what a filter asks of the archive is
``store.Filters``, which knows no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from view.words.confidence import ADDED_SINCE, GRADE_CHOICES, NEWS_ONLY
from view.words.days import day
from view.words.fields import KIND_CHOICES, PRECISION_CHOICES, ROLE_CHOICES
from view.words.say import plural

if TYPE_CHECKING:
    import datetime as dt

    from store import Filters, Tally

_ID = re.compile("[a-z0-9-]+")
EVERYTHING = "all events"
FROM, UNTIL, FROM_TO = "from {first}", "until {last}", "{first} – {last}"
ANY_OF = "{last}", "{others} or {last}"
ALL_OF = "{last}", "{others} and {last}"
ACTORS, ACTORS_AS = "{names}", "{names} ({role})"
LISTED = {
    "countries": "{values}",
    "regions": "{values}",
    "sources": "Source: {values}",
    "statuses": "Status: {values}",
    "kinds": "Location: {values}",
    "precisions": "Date: {values}",
    "grades": "Confidence: {values}",
}
CHOICES = {"kinds": KIND_CHOICES, "precisions": PRECISION_CHOICES, "grades": GRADE_CHOICES}
AT_LEAST_KILLED = "{least:,}+ killed"
TEXT_HAS = "Text: {text}"
IN_WINDOW = "in the current map view"
REGION_OF = "{region}, {country}"
SHOWN_OF = "{shown:,} of {events}"
EVENT_WORD = ("event", "events")
OFF_MAP = ("{count} has no location and is not mapped", "{count:,} have no location and are not mapped")
LEFT_OUT = ("{count} undated event is left out", "{count:,} undated events are left out")


def filters_line(filters: Filters, names: Mapping[str, str] | None = None) -> str:
    """Say all filters in one line; ``names`` maps ids of actors and codes of countries to the names to say.

    >>> from store import Filters
    >>> filters_line(Filters(actors=("islamic-state",), countries=("SY",)), {"SY": "Syria"})
    'Islamic State · Syria'
    >>> filters_line(Filters())
    'all events'
    """
    return " · ".join(filters_said(filters, names).values()) or EVERYTHING


def filters_said(filters: Filters, names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return key -> words of the filters that are on; the keys are those of ``store.Part``.

    >>> from store import Filters
    >>> filters_said(Filters(statuses=("claimed", "disputed"), min_fatalities=1000))
    {'statuses': 'Status: claimed or disputed', 'min_fatalities': '1,000+ killed'}
    """
    return dict(_said(filters, names or {}))


def _said(filters: Filters, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if dates := _dates(filters.earliest, filters.latest):
        yield "dates", dates
    if filters.actors:
        yield "actors", _actors(filters, names)
    yield from _listed(filters, names)
    if filters.min_fatalities is not None:
        yield "min_fatalities", AT_LEAST_KILLED.format(least=filters.min_fatalities)
    if filters.since is not None:
        yield "since", ADDED_SINCE.format(version=filters.since)
    if filters.news:
        yield "news", NEWS_ONLY
    if text := " ".join(filters.text.split()):
        yield "text", TEXT_HAS.format(text=text)
    if filters.window is not None:
        yield "window", IN_WINDOW


def _listed(filters: Filters, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if kinds := (*filters.event_types, *filters.sub_event_types):
        yield ("event_types" if filters.event_types else "sub_event_types"), any_of(kinds)
    for key, words in LISTED.items():
        if values := getattr(filters, key):
            yield key, words.format(values=any_of(_value(value, key, names) for value in values))


def _dates(first: dt.date | None, last: dt.date | None) -> str:
    if first and last:
        return FROM_TO.format(first=day(first), last=day(last))
    return FROM.format(first=day(first)) if first else UNTIL.format(last=day(last)) if last else ""


def _actors(filters: Filters, names: Mapping[str, str]) -> str:
    called = [names.get(actor) or name_of_id(actor) for actor in filters.actors]
    said = any_of(called, ALL_OF if filters.every else ANY_OF)
    if filters.role is None:
        return ACTORS.format(names=said)
    return ACTORS_AS.format(names=said, role=ROLE_CHOICES[filters.role])


def _value(value: str, key: str, names: Mapping[str, str]) -> str:
    """Return the name of a value: of a country by its code, of a region ("SY/Homs") with its country's."""
    if key in CHOICES:
        return CHOICES[key][value]
    if key == "regions":
        return region_name(value, names)
    return names.get(value, value) if key == "countries" else value


def region_name(value: str, names: Mapping[str, str]) -> str:
    """Return the name of a region with its country's; what is no region of a known country is said whole.

    >>> region_name("SY/Homs", {"SY": "Syria"}), region_name("a/b", {"SY": "Syria"})
    ('Homs, Syria', 'a/b')
    """
    country, _, region = value.partition("/")
    return REGION_OF.format(region=region, country=names[country]) if region and country in names else value


def any_of(values: Iterable[str], between: tuple[str, str] = ANY_OF) -> str:
    """Join what may each be the case.

    >>> any_of(["Homs, Syria"]), any_of(["Syria", "Iraq", "Iran"])
    ('Homs, Syria', 'Syria or Iraq or Iran')
    """
    one, several = between
    said = ""
    for value in values:
        said = several.format(others=said, last=value) if said else one.format(last=value)
    return said


def name_of_id(actor: str) -> str:
    """Return a readable name for an actor's id, where no better one is at hand; what is no id is said whole.

    >>> name_of_id("russia-defense-ministry"), name_of_id("<p-x>")
    ('Russia Defense Ministry', '<p-x>')
    """
    return actor.replace("-", " ").title() if _ID.fullmatch(actor) else actor


def tally_line(tally: Tally, filters: Iterable[str] = ()) -> str:
    """Say how many events are shown, by which filters, and which of them have no mark or no day.

    >>> from store import Tally
    >>> tally_line(Tally(total=9, shown=3, on_map=1, off_map=(("no place named", 2),), undated=1, dated=True), ["Syria"])
    '3 of 9 events · Syria · 2 have no location and are not mapped · 1 undated event is left out'
    """
    count, *rest = tally_parts(tally)
    return " · ".join([count, *filters, *rest])


def tally_parts(tally: Tally) -> list[str]:
    """Say how many events are shown, then how many of them have no mark, then how many the dates leave out.

    >>> from store import Tally
    >>> tally_parts(Tally(total=9, shown=9, on_map=9))
    ['9 events']
    """
    off = sum(count for _, count in tally.off_map)
    events = plural(tally.total, *EVENT_WORD)
    said = [SHOWN_OF.format(shown=tally.shown, events=events) if tally.shown != tally.total else events]
    said += [_of_number(OFF_MAP, off).format(count=off)] if off else []
    return said + (
        [_of_number(LEFT_OUT, tally.undated).format(count=tally.undated)] if tally.undated and tally.dated else []
    )


def _of_number(words: tuple[str, str], count: int) -> str:
    return words[0] if count == 1 else words[1]
