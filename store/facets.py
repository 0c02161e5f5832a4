"""How many events each value of a filter would leave, under the filters that are on beside it: the counts in the filters.

What a filter already leaves out is not counted against itself: with Battles chosen, the count of Riots is what there
would be with Riots chosen too.
"""

from __future__ import annotations

from store.answers import Choice
from store.conditions import where_of
from store.filters import COLUMNS, Filters
from store.index import Index

FIELD_OF: dict[str, str] = {
    "event_type": "event_types",
    "sub_event_type": "sub_event_types",
    "country": "countries",
    "region": "regions",
    "source": "sources",
    "status": "statuses",
    "place_kind": "kinds",
    "precision": "precisions",
    "actor": "actors",
    "grade": "grades",
    "news": "news",
}
"""Column -> the filter that is set by it. A type and its sub-types are one tree: neither is counted against the other."""
_BESIDE = {"event_type": ("sub_event_types",), "sub_event_type": ("event_types",), "country": ("regions",)}
_PLAIN = "select {value}, count(*) from event e where {where} and {value} is not null group by all order by 2 desc, 1"
# By the hashes that lie beside an event: to join a million events with their sources or actors takes ten times as long.
_SOURCE = """
with counted as (
  select outlet as key, count(*) as events from (select unnest(outlets) as outlet from event e where {where}) group by all)
select name.source, events from counted join (select distinct source from source) as name on hash(name.source) = key
order by 2 desc, 1"""
_ACTOR = """
with counted as (
  select one as key, count(*) as events from (select unnest(who) as one from event e where {where}) group by all)
select actor, events from counted join (select distinct actor from name) as name on hash(name.actor) = key
order by 2 desc, 1"""
# Where some only tell of an event, they are among those hashes: the roles are looked at.
_TELLS = "select exists (from actor where role = 'source')"
_ACTING = """
select actor, count(distinct n) from actor
where role <> 'source' and n in (select n from event e where {where}) group by actor order by 2 desc, 1"""


def facet(index: Index, filters: Filters, column: str) -> tuple[Choice, ...]:
    """Return what a filter can be set to, most events first, counted under all other filters.

    ``column`` is one of FIELD_OF. Whoever only tells of an event is a source and not among its actors.

    >>> [(each.value, each.events) for each in facet(index, Filters(countries=("SY",), statuses=("claimed",)), "status")]
    [('asserted', 5), ('alleged', 1), ('claimed', 1), ('disputed', 1)]
    >>> facet(index, Filters(text="ambushed"), "actor")[0].name
    'North Front'
    """
    where = where_of(filters.without(FIELD_OF[column], *_BESIDE.get(column, ())))
    value = COLUMNS.get(FIELD_OF[column], column)
    sql = _question(index, column).format(value=value, where=where.sql)
    rows = index.execute(sql, where.values).fetchall()
    names = dict(
        index.execute("select actor, any_value(name) from name group by actor").fetchall() if column == "actor" else ()
    )
    return tuple(Choice(value, names.get(value) or value, events) for value, events in rows)


def _question(index: Index, column: str) -> str:
    if column == "actor":
        return _ACTING if index.execute(_TELLS).fetchall() == [(True,)] else _ACTOR
    return _SOURCE if column == "source" else _PLAIN
