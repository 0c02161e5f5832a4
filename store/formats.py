"""What was read <-> JSON text, lossless: ``reading_of(text_of(reading)) == reading`` for any reading.

The one place where the frozen types become dicts. Fields at their default are left out, so that a type can gain a
field with a default and old text still reads. A span is written as ``[start, stop]``: its words are read again from
the article, so that a stored span cannot lie either. How a type is written and read is worked out once from its hints.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from events import Article, Reading, Report
from text import Span, span_of

Make = Callable[[Any, str], Any]


def text_of(value: object) -> str:
    """Return any of the frozen types as one line of JSON.

    >>> from geo import Unresolved
    >>> text_of(Unresolved("two candidates alike"))
    '{"reason":"two candidates alike"}'
    """
    text = _WRITES.encode(value)
    return text if text.isascii() or _encodes(text) else _ESCAPES.encode(value)


def reading_of(text: str) -> Reading:
    """Return the reading that :func:`text_of` wrote. Raises ``ValueError`` where it is not one.

    >>> reading = sample()[0]
    >>> reading_of(text_of(reading)) == reading
    True
    """
    data = json.loads(text)
    found: Reading = typed(Reading, data, text=data["article"]["text"])
    return found


def reports_of(text: str) -> Reading:
    """Return the reading without its mentions, which takes a fraction of the time: what the detail of an event needs.

    >>> reading = reports_of(text_of(sample()[0]))
    >>> len(reading.reports), reading.places
    (3, ())
    """
    return _reports(json.loads(text), leave_out={})


def lines_of(text: str) -> Reading:
    """Return the reading without mentions and without evidence, which is most of a report: what an event's line needs.

    >>> reading = lines_of(text_of(sample()[0]))
    >>> len(reading.reports), reading.reports[0].evidence
    (3, ())
    """
    return _reports(json.loads(text), leave_out={"evidence": []})


def _reports(data: Any, *, leave_out: dict[str, list[Any]]) -> Reading:  # noqa: ANN401 - JSON
    article: Article = typed(Article, data["article"], text="")
    told = [report | leave_out for report in data.get("reports", ())]
    reports: tuple[Report, ...] = typed(tuple[Report, ...], told, text=article.text)
    return Reading(article, reports=reports)


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return one of our values as what JSON can hold; what it is made of, the encoder asks for in turn.

    So lists, texts and numbers are the encoder's own work, which takes a quarter less time.

    >>> plain(clash.lead.fatalities), plain(clash.lead.excerpt), plain(dt.date(2017, 10, 4))
    ({'low': 4, 'best': 4, 'high': 4}, [0, 96], '2017-10-04')
    """
    if type(value) is Span:
        return [value.start, value.stop]
    if isinstance(value, dt.date):
        return value.isoformat()
    kind: Any = type(value)
    names, get, defaults = _parts(kind)
    made = dict(zip(names, get(value), strict=True))
    for name, default in defaults:
        if made[name] == default:
            del made[name]
    return made


def typed(kind: Any, data: Any, *, text: str) -> Any:  # noqa: ANN401 - JSON
    """Return ``data`` as the type ``kind``; ``text`` is the article's, which spans are read from.

    >>> typed(Span, [7, 10], text="Shells hit Tallbrook.")
    Span(start=7, stop=10, text='hit')
    >>> typed(dt.date | None, "2017-10-04", text="")
    datetime.date(2017, 10, 4)
    """
    return _maker(kind)(data, text)


@cache
def _maker(kind: Hashable) -> Make:
    """Return the function that makes a value of the type out of JSON."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(tuple(member for member in get_args(kind) if member is not types.NoneType))
    if origin is tuple:
        return _tuple(_maker(get_args(kind)[0]))
    if kind is Span:
        return lambda data, text: span_of(text, *data)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind)
    return _SIMPLE.get(kind, _as_it_is) if origin is not Literal else _as_it_is


def _dataclass(kind: type) -> Make:
    makers = {name: _maker(hint) for name, hint in get_type_hints(kind).items()}

    def make(data: Any, text: str) -> Any:  # noqa: ANN401 - JSON
        return kind(**{name: makers[name](value, text) for name, value in data.items()})

    return make


def _tuple(maker: Make) -> Make:
    return lambda data, text: tuple(maker(item, text) for item in data)


def _union(members: tuple[Any, ...]) -> Make:
    """Choose among the members by what is there: the first whose required fields all are; None stays None."""
    if len(members) == 1:
        only = _maker(members[0])
        return lambda data, text: None if data is None else only(data, text)
    ways = [(_required(member), _maker(member)) for member in members]

    def make(data: Any, text: str) -> Any:  # noqa: ANN401 - JSON
        if data is None:
            return None
        return next(maker for required, maker in ways if required <= data.keys())(data, text)

    return make


def _as_it_is(data: Any, text: str) -> Any:  # noqa: ANN401 - JSON
    del text
    return data


_COMPACT: Any = {"separators": (",", ":"), "default": plain, "check_circular": False}
_WRITES, _ESCAPES = json.JSONEncoder(ensure_ascii=False, **_COMPACT), json.JSONEncoder(**_COMPACT)
_SIMPLE: dict[Any, Make] = {
    dt.date: lambda data, _: None if data is None else dt.date.fromisoformat(data),
    dt.datetime: lambda data, _: dt.datetime.fromisoformat(data),
    float: lambda data, _: float(data),
}


@cache
def _parts(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[Any, ...]], tuple[tuple[str, Any], ...]]:
    """Return the names of a type's fields, what gets their values, all at once, and the defaults of those that have one."""
    names = tuple(part.name for part in fields(kind))
    get = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    return names, get, tuple((part.name, part.default) for part in fields(kind) if part.default is not MISSING)


def _required(kind: Any) -> frozenset[str]:  # noqa: ANN401 - any dataclass
    return frozenset(part.name for part in fields(kind) if part.default is MISSING)


def _encodes(text: str) -> bool:
    """Half a surrogate pair, as JSON from elsewhere can hold, has no UTF-8: then it is written as an escape."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
