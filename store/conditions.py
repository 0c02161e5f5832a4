"""Filters -> the condition of a question."""

from __future__ import annotations

from dataclasses import dataclass

from store.filters import Filters


@dataclass(frozen=True, slots=True)
class Where:
    """The condition of a question: SQL with ``?`` and the values that belong to it."""

    sql: str
    values: tuple[object, ...]


def where_of(filters: Filters, *more: tuple[str, tuple[object, ...]]) -> Where:
    """Return the filters as one condition on ``event e``, with ``more`` conditions beside them.

    >>> where_of(Filters(statuses=("claimed",)), ("e.lat is not null", ()))
    Where(sql='(e.status in (?)) and (e.lat is not null)', values=('claimed',))
    """
    parts = [(part.sql, part.values) for part in filters.parts()] + list(more)
    sql = " and ".join(f"({text})" for text, _ in parts) or "true"
    return Where(sql, tuple(value for _, values in parts for value in values))
