"""Names that no gazetteer places, by the country that their articles tell of: what a country file could mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from events import Reading
from geo import Unresolved
from geo.rules import AREA_INSTEAD
from view import words
from view.countries import countries

Names = dict[str, frozenset[str]]


def unplaced_names(readings: Iterable[Reading]) -> Names:
    """Return country (ISO 3166-1 alpha-2) -> the names that no gazetteer has in articles that tell of it most.

    >>> unplaced_names(sample())
    {}
    """
    found: dict[str, set[str]] = {}
    for reading in readings:
        names = frozenset(_names(reading))
        country = _country(reading)
        if names and country:
            found.setdefault(country, set()).update(names)
    return {country: frozenset(names) for country, names in sorted(found.items(), key=lambda pair: -len(pair[1]))}


def _names(reading: Reading) -> Iterator[str]:
    for mention in reading.places:
        unknown = mention.unknown is not None and not mention.unknown.candidates
        if (unknown or mention.rule in ("unknown name", AREA_INSTEAD)) and not mention.demonym:
            yield mention.span.text


def _country(reading: Reading) -> str | None:
    lands = (m.place.country for m in reading.places if not isinstance(m.place, Unresolved) and m.place.country)
    return next((country for country, _ in Counter(lands).most_common(1)), None)


def unplaced_words(country: str, names: frozenset[str], placed: int | None = None) -> str:
    """Say how many names of a country are unplaced, and how many of them its country file would place.

    >>> unplaced_words("SD", frozenset(["Um Baru", "Wad al Noora"]))
    'Sudan: 2 names unplaced; give its country file to count how many it would place'
    >>> unplaced_words("SD", frozenset(["Um Baru", "Wad al Noora"]), 1)
    'Sudan: 2 names unplaced; the country file would place about 1'
    """
    told = words.UNPLACED_UNASKED if placed is None else words.UNPLACED_FILE.format(placed=placed)
    return words.UNPLACED_NAMES.format(
        country=countries()[country].name if country in countries() else country, names=len(names), told=told
    )
