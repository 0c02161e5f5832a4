"""What a reader typed into a filter -> the choice that is meant; and the names by which choices are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from store import Choice
from ui import session
from view import words
from view.countries import countries, country_name

TYPED = {"actors": "actor", "countries": "country", "regions": "region", "sources": "source"}
"""Field of ``Filters`` in which a name may be typed -> the archive's column."""


def name_of(choice: Choice, say: Callable[[str], str]) -> str:
    """Return what a choice is called; ``say`` names a value that has no name of its own: a code, or an id.

    >>> name_of(Choice("SY", "SY", 9), country_name), name_of(Choice("saa", "Syrian Arab Army", 5), str)
    ('Syria', 'Syrian Arab Army')
    """
    return choice.name if choice.name != choice.value else say(choice.value)


def region_name(value: str) -> str:
    """Return the name of a region with its country's.

    >>> region_name("SY/Homs")
    'Homs, Syria'
    """
    country = value.partition("/")[0]
    return words.region_name(value, {country: country_name(country)} if country in countries() else {})


def found(values: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """Return the fields with what was typed into them found among the choices, and what is not there.

    >>> asked = {"actors": ("north front", "navy"), "countries": (), "regions": (), "sources": ()}
    >>> made, unknown = on_page(found, asked)
    >>> made["actors"], unknown
    (('north-front',), ['navy'])
    """
    made, unknown = dict(values), []
    for name, column in TYPED.items():
        asked = [each for each in values[name] if each not in getattr(session.state().filters, name)]  # type: ignore[attr-defined]
        there = session.archive().choices(column) if asked else ()
        known = {each: _typed(each, _named(column, there)) for each in asked}
        unknown += [each for each, value in known.items() if value is None]
        values_of = (known.get(each, each) for each in values[name])  # type: ignore[attr-defined]
        made[name] = tuple(dict.fromkeys(filter(None, values_of)))
    return made, unknown


def _named(column: str, there: Sequence[Choice]) -> Sequence[Choice]:
    say: Callable[[str], str] = {"country": country_name, "region": region_name}.get(column, str)
    return [replace(each, name=name_of(each, say)) for each in there]


def _typed(text: str, choices: Sequence[Choice]) -> str | None:
    """Return the value that a reader means: one that is chosen from the list, or one that is called so, or nearly.

    Of several whose names hold every word the busiest is taken, which comes first; None where there is none.

    >>> there = [Choice("fsa", "Free Syrian Army", 9), Choice("saa", "Syrian Arab Army", 5)]
    >>> [_typed(text, there) for text in ("saa", "syrian arab army", "army syrian", "navy")]
    ['saa', 'saa', 'fsa', None]
    """
    asked = text.casefold().split()
    ways: tuple[Callable[[Choice], bool], ...] = (
        lambda each: each.value == text,
        lambda each: each.name.casefold().split() == asked,
        lambda each: all(word in each.name.casefold() for word in asked),
    )
    return next((each.value for way in ways for each in choices if way(each)), None)
