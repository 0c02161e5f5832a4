"""A link's parameters <-> fields of ``Filters``, with one line of notice for everything in it that makes no sense."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import get_args

from events import EVENT_TYPE_OF, SUB_EVENT_TYPES, Precision, Role, Status
from events.grades import CONFIRMED, GRADES, UNGRADED
from geo import Kind
from store.window import Window

LONGEST = 200
MOST_VALUES = 50


PARAM_OF: dict[str, str] = {
    "earliest": "from",
    "latest": "to",
    "actors": "actor",
    "role": "role",
    "event_types": "type",
    "sub_event_types": "sub",
    "countries": "country",
    "regions": "region",
    "sources": "source",
    "statuses": "status",
    "kinds": "place",
    "min_fatalities": "deaths",
    "text": "q",
    "window": "box",
    "every": "all",
    "precisions": "dated",
    "grades": "grade",
    "news": "news",
    "since": "since",
}


def read(params: Mapping[str, object]) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return fields of ``Filters`` with their values, and the notices; see ``Filters.of_params``.

    >>> read({"from": "2017-09-22", "type": ["Battles", "Parades"]})
    ({'earliest': datetime.date(2017, 9, 22)}, ("The link's 'type' was left out: unknown value 'Parades'.",))
    """
    found: dict[str, object] = {}
    notices: list[str] = []
    for field, param in PARAM_OF.items():
        try:
            found |= _field(field, _texts(params.get(param)))
        except ValueError as error:
            notices.append(f"The link's {param!r} was left out: {error}.")
    return _ordered(found, notices), tuple(notices)


def tell(value: object) -> list[str]:
    """Return a filter's value as texts for a link, none where it is not set.

    >>> tell(Window(30, 35.5, 38, 49)), tell(("SY", "IQ")), tell(None)
    (['30,35.5,38,49'], ['SY', 'IQ'], [])
    """
    if value in (None, "", ()) or value is False:
        return []
    if value is True:
        return ["1"]
    if isinstance(value, tuple):
        return [str(item) for item in value]
    if isinstance(value, Window):
        return [",".join(f"{edge:.6g}" for edge in (value.south, value.west, value.north, value.east))]
    return [value.isoformat() if isinstance(value, dt.date) else str(value)]


def _ordered(found: dict[str, object], notices: list[str]) -> dict[str, object]:
    """Turn a range round that ends before it starts, and say so."""
    first, last = found.get("earliest"), found.get("latest")
    if not (isinstance(first, dt.date) and isinstance(last, dt.date) and first > last):
        return found
    notices.append("The link's dates were the wrong way round and have been turned.")
    return found | {"earliest": last, "latest": first}


def _field(field: str, texts: tuple[str, ...]) -> dict[str, object]:
    if not texts:
        return {}
    reader = READERS.get(field)
    return {field: reader(texts[0]) if reader else _known(field, texts)}


def _texts(value: object) -> tuple[str, ...]:
    """Return a parameter as texts, however the page's library hands it over."""
    several = value if isinstance(value, list | tuple) else [value]
    texts = tuple(str(item).strip() for item in several if item is not None and str(item).strip())
    if len(texts) > MOST_VALUES or any(len(text) > LONGEST for text in texts):
        message = f"more than {MOST_VALUES} values or {LONGEST} characters"
        raise ValueError(message)
    return texts


def _known(field: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts where each is one that can be; free lists (actors, sources, countries) take anything."""
    allowed = ALLOWED.get(field)
    for text in texts:
        if allowed is not None and text not in allowed:
            message = f"unknown value {text!r}"
            raise ValueError(message)
    return texts


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f"no day {text!r}"
        raise ValueError(message) from None


def _role(text: str) -> str:
    return _known("role", (text,))[0]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        message = f"no number {text!r}"
        raise ValueError(message)
    return int(text)


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        message = f"neither 0 nor 1: {text!r}"
        raise ValueError(message)
    return text == "1"


def _box(text: str) -> Window:
    try:
        south, west, north, east = (float(edge) for edge in text.split(","))
        return Window(south, west, north, east)
    except ValueError:
        message = f"no window {text!r}"
        raise ValueError(message) from None


ALLOWED: dict[str, frozenset[str]] = {
    "role": frozenset(get_args(Role)),
    "event_types": frozenset(SUB_EVENT_TYPES),
    "sub_event_types": frozenset(EVENT_TYPE_OF),
    "statuses": frozenset(get_args(Status)),
    "kinds": frozenset({*get_args(Kind), "none"}),
    "precisions": frozenset({*get_args(Precision), "none"}),
    "grades": frozenset({CONFIRMED, *GRADES, UNGRADED}),
}
READERS: dict[str, Callable[[str], object]] = {
    "earliest": _day,
    "latest": _day,
    "role": _role,
    "min_fatalities": _number,
    "text": str,
    "window": _box,
    "every": _flag,
    "news": _flag,
    "since": _number,
}
