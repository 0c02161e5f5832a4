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
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from events import Article, Reading, Report
from geo import Span, span_of

Make = Callable[[Any, str], Any]


def text_of(value: object) -> str:
    """Return any of the frozen types as one line of JSON.

    >>> from geo import Unresolved
    >>> text_of(Unresolved("two candidates alike"))
    '{"reason":"two candidates alike"}'
    """
    data = plain(value)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() or _encodes(text) else json.dumps(data, separators=(",", ":"))


def reading_of(text: str) -> Reading:
    """Return the reading that :func:`text_of` wrote. Raises ``ValueError`` where it is not one."""
    data = json.loads(text)
    found: Reading = typed(Reading, data, text=data["article"]["text"])
    return found


def reports_of(text: str) -> Reading:
    """Return the reading without its mentions, which takes a fraction of the time: what merging needs."""
    data = json.loads(text)
    article: Article = typed(Article, data["article"], text="")
    reports: tuple[Report, ...] = typed(tuple[Report, ...], data.get("reports", []), text=article.text)
    return Reading(article, reports=reports)


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return ``value`` as what JSON can hold."""
    kind: Any = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is Span:
        return [value.start, value.stop]
    if kind is tuple:
        return [plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    told = ((name, getattr(value, name), default) for name, default in _defaults(kind))
    return {name: plain(own) for name, own, default in told if default is MISSING or own != default}


def typed(kind: Any, data: Any, *, text: str) -> Any:  # noqa: ANN401 - JSON
    """Return ``data`` as the type ``kind``; ``text`` is the article's, which spans are read from."""
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


_AS_THEY_ARE = frozenset({str, int, float, bool, types.NoneType})
_SIMPLE: dict[Any, Make] = {
    dt.date: lambda data, _: None if data is None else dt.date.fromisoformat(data),
    dt.datetime: lambda data, _: dt.datetime.fromisoformat(data),
    float: lambda data, _: float(data),
}


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((part.name, part.default) for part in fields(kind))


def _required(kind: Any) -> frozenset[str]:  # noqa: ANN401 - any dataclass
    return frozenset(part.name for part in fields(kind) if part.default is MISSING)


def _encodes(text: str) -> bool:
    """Half a surrogate pair, as JSON from elsewhere can hold, has no UTF-8: then it is written as an escape."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
