"""What was read <-> JSON text, lossless: ``reading_of(text_of(reading)) == reading`` for any reading.

The one place where the frozen types become dicts. Fields at their default are left out, so that a type can gain a
field with a default and old text still reads. A span is written as ``[start, stop]``: its words are read again from
the article, so that a stored span cannot lie either.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from events import Article, Reading
from geo import Span, span_of


def text_of(value: object) -> str:
    """Return any of the frozen types as one line of JSON.

    >>> from geo import Unresolved
    >>> text_of(Unresolved("two candidates alike"))
    '{"reason":"two candidates alike"}'
    """
    text = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() or _encodes(text) else json.dumps(plain(value), separators=(",", ":"))


def reading_of(text: str) -> Reading:
    """Return the reading that :func:`text_of` wrote. Raises ``ValueError`` where it is not one."""
    data = json.loads(text)
    article = typed(Article, data["article"], text="")
    found = typed(Reading, data, text=article.text)
    assert isinstance(found, Reading)  # noqa: S101 - for the type checker
    return found


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return ``value`` as what JSON can hold."""
    if isinstance(value, Span):
        return [value.start, value.stop]
    if is_dataclass(value):
        return {part.name: plain(getattr(value, part.name)) for part in _written(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def typed(kind: Any, data: Any, *, text: str) -> Any:  # noqa: ANN401 - JSON
    """Return ``data`` as the type ``kind``; ``text`` is the article's, which spans are read from."""
    if data is None:
        return None
    if get_origin(kind) in (Union, types.UnionType):
        kind = _fitting(kind, data)
    if kind is Span:
        return span_of(text, *data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: typed(hints[name], value, text=text) for name, value in data.items()})
    if get_origin(kind) is tuple:
        return tuple(typed(get_args(kind)[0], item, text=text) for item in data)
    return _simple(kind, data)


def _simple(kind: Any, data: Any) -> Any:  # noqa: ANN401 - JSON
    """A datetime is a date too, so it is asked for first."""
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(data)
    if kind is dt.date:
        return dt.date.fromisoformat(data)
    return float(data) if kind is float else data


def _fitting(kind: Any, data: Any) -> Any:  # noqa: ANN401 - a type
    """Choose among the members of a union: the first whose required fields are all there."""
    members = [member for member in get_args(kind) if member is not types.NoneType]
    if len(members) == 1:
        return members[0]
    return next(member for member in members if _required(member) <= set(data))


def _written(value: Any) -> list[Field[Any]]:  # noqa: ANN401 - any dataclass
    return [part for part in fields(value) if part.default is MISSING or getattr(value, part.name) != part.default]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _required(kind: Any) -> frozenset[str]:  # noqa: ANN401 - any dataclass
    return frozenset(part.name for part in fields(kind) if part.default is MISSING)


def _encodes(text: str) -> bool:
    """Half a surrogate pair, as JSON from elsewhere can hold, has no UTF-8: then it is written as an escape."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
