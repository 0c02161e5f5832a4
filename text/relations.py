"""The parser's own labels -> the names of relations that every rule goes by: the one place that knows the labels."""

from __future__ import annotations

from functools import cache

from text.lexicon import rows


@cache
def relation_of(label: str) -> str:
    """Return the relation of a label of the English pipeline; the label itself where a later model has a new one.

    >>> [relation_of(label) for label in ("nsubj", "dobj", "pobj", "attr", "advcl")]
    ['agent', 'patient', 'oblique', 'attribute', 'adverbial clause']
    """
    return _names().get(label, label)


@cache
def _names() -> dict[str, str]:
    return {row["label"]: row["relation"] for row in rows("relations.csv")}
