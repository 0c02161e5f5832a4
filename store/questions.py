"""A screen's questions beside the map, as SQL over the index: table, tally, timeline, choices of the filters.

Values only ever go in as parameters. Each function takes a cursor of its own and keeps nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from store.answers import Choice, Tally
from store.conditions import where_of
from store.filters import Filters
from store.index import Index
from store.window import Window
from text.lexicon import rows

STEPS = ("day", "week", "month", "year")
CHOICES: dict[str, str] = {
    column: f"select {column}, {column}, count(*) from event where {column} is not null group by all"  # noqa: S608
    for column in ("event_type", "sub_event_type", "country", "region", "status", "place_kind")
} | {
    "source": "select source, source, count(*) from source group by all",
    "actor": """select actor, any_value(name.name), count(distinct n) from actor
                left join (select actor, any_value(name) as name from name group by actor) as name using (actor)
                group by actor""",
}
_TABLE = """
with line as (
  select * from event e where {where} order by latest desc nulls last, earliest desc, id limit ?),
who as (
  select n, string_agg(distinct coalesce(name.name, actor.actor), '; ' order by coalesce(name.name, actor.actor)) as actors
  from actor left join (select actor, any_value(name) as name from name group by actor) as name using (actor)
  where n in (select n from line) group by n),
whose as (
  select n, string_agg(distinct source, '; ' order by source) as sources from source where n in (select n from line) group by n)
select id, earliest :: timestamp as earliest, latest :: timestamp as latest, coalesce(precision, '') as precision,
  event_type, sub_event_type, place, coalesce(place_kind, '') as place_kind, coalesce(admin1, '') as admin1,
  coalesce(country, '') as country, lat, lon, uncertainty_km :: double as uncertainty_km,
  coalesce(actors, '') as actors, deaths_low, deaths_best, deaths_high, injured, status,
  coalesce(sources, '') as sources, reports, excerpt, coalesce(off_map, '') as off_map,
  coalesce(undated, '') as undated
from line left join who using (n) left join whose using (n)
order by line.latest desc nulls last, line.earliest desc, id"""
_TALLY = """
select off_map, count(*) filter ({dates}) as shown, count(*) filter (latest is null) as undated
from event e where {where} group by off_map order by shown desc, off_map"""
_TIMELINE = """
select date_trunc(?, earliest) :: timestamp as earliest,
  (date_trunc(?, latest) + to_{step}s(1) - interval 1 day) :: timestamp as latest,
  precision, event_type, count(*) :: bigint as events
from event e where {where} and earliest is not null group by all order by all"""
_ARTICLES = """
select id, coalesce(title, '') as title, source, published :: timestamp as published, coalesce(url, '') as url, reports,
  unplaced, undated_reports as undated
from article order by published desc nulls last, id"""
_PEOPLE = ("deaths_low", "deaths_best", "deaths_high", "injured")


def table(index: Index, filters: Filters, *, limit: int) -> pd.DataFrame:
    """Return one row an event; see ``Archive.table``.

    >>> found = table(index, Filters(actors=("north-front",)), limit=2)
    >>> found[["place", "sub_event_type", "deaths_best"]].values.tolist()
    [['Tallbrook', 'Armed clash', 4], ['Stonegate', 'Remote explosive/landmine/IED', <NA>]]
    """
    where = where_of(filters)
    frame = index.execute(_TABLE.format(where=where.sql), (*where.values, limit)).df()
    for name in _PEOPLE:  # one by one: astype of several copies all
        frame[name] = frame[name].astype("Int64")
    return frame


def tally(index: Index, filters: Filters) -> Tally:
    """Return how many events pass, and how many of them are not on the map, by reason.

    >>> tally(index, Filters(statuses=("claimed", "disputed")))
    Tally(total=9, shown=2, on_map=2, off_map=(), undated=0, dated=False)
    """
    dates = where_of(replace(Filters(), earliest=filters.earliest, latest=filters.latest))
    where = where_of(filters.without("dates"))
    rows = index.execute(_TALLY.format(dates=dates.sql, where=where.sql), (*dates.values, *where.values)).fetchall()
    counts: dict[str | None, int] = {reason: shown for reason, shown, _ in rows if shown}
    on_map = counts.pop(None, 0)
    return Tally(
        total=_number(index, Filters()),
        shown=on_map + sum(counts.values()),
        on_map=on_map,
        off_map=tuple((str(reason), count) for reason, count in counts.items()),
        undated=sum(undated for *_, undated in rows),
        dated=dates.sql != "true",
    )


def undated_by(index: Index) -> tuple[tuple[str, int], ...]:
    """Return why events have no day, with how many, most frequent first.

    >>> undated_by(index)
    (('no date in reach', 2),)
    """
    sql = (
        "select undated, count(*) from event where latest is null and undated is not null group by 1 order by 2 desc, 1"
    )
    return tuple((str(reason), int(count)) for reason, count in index.execute(sql).fetchall())


def emptied_by(index: Index, filters: Filters) -> tuple[str, ...]:
    """Return the keys of the filters without any one of which something would be shown; () where something is.

    >>> emptied_by(index, Filters(text="dam", statuses=("claimed",)))
    ('text',)
    """
    if _number(index, filters):
        return ()
    return tuple(part.key for part in filters.parts() if _number(index, filters.without(part.key)))


def empty_alone(index: Index, filters: Filters) -> tuple[str, ...]:
    """Return the keys of the filters that let nothing pass even where no other is on.

    >>> empty_alone(index, Filters(text="dam", statuses=("claimed",)))
    ('text',)
    """
    on = {part.key for part in filters.parts()}
    alone = {key: filters.without(*(on - {key})) for key in on}
    return tuple(part.key for part in filters.parts() if not _number(index, alone[part.key]))


def timeline(index: Index, filters: Filters, *, step: str) -> pd.DataFrame:
    """Return events over time; see ``Archive.timeline``. Raises ``ValueError`` where ``step`` is not one of STEPS.

    >>> timeline(index, Filters(statuses=("alleged",)), step="month").astype(str).values.tolist()
    [['2017-09-01', '2017-09-30', 'month', 'Explosions/Remote violence', '1']]
    """
    if step not in STEPS:
        message = f"a timeline's step is one of {', '.join(STEPS)}, not {step!r}"
        raise ValueError(message)
    where = where_of(filters)
    return index.execute(_TIMELINE.format(step=step, where=where.sql), (step, step, *where.values)).df()


def choices(index: Index, column: str) -> tuple[Choice, ...]:
    """Return what a filter can be set to, most events first.

    >>> [(each.value, each.events) for each in choices(index, "status")]
    [('asserted', 6), ('alleged', 1), ('claimed', 1), ('disputed', 1)]
    """
    rows = index.execute(f"{CHOICES[column]} order by 3 desc, 1").fetchall()
    return tuple(Choice(value, name or value, events) for value, name, events in rows)


def names(index: Index) -> dict[str, str]:
    """Return actor id -> name, and country code -> name.

    >>> names(index)["north-front"], names(index)["SY"]
    ('North Front', 'Syria')
    """
    countries = {row["iso2"]: row["name"] for row in rows("countries.csv")}
    return countries | dict(index.execute("select actor, any_value(name) from name group by actor").fetchall())


def extent(index: Index) -> Window | None:
    """Return the box that holds every marker.

    >>> extent(index)
    Window(south=34.6, west=37.1, north=36.3, east=40.1)
    """
    edges = index.execute("select min(lat), min(lon), max(lat), max(lon) from event").fetchall()[0]
    return None if edges[0] is None else Window(*edges)


def dates(index: Index) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of any event.

    >>> [str(day) for day in dates(index)]
    ['2017-09-01', '2017-10-02']
    """
    first, last = index.execute("select min(earliest), max(latest) from event").fetchall()[0]
    return None if first is None else (first, last)


def articles(index: Index) -> pd.DataFrame:
    """Return one row an article; see ``Archive.articles``.

    >>> articles(index)[["id", "reports", "unplaced"]].head(2).values.tolist()
    [['coast-wire-7', 2, 0], ['daily-1', 1, 0]]
    """
    return index.execute(_ARTICLES).df()


def gone(index: Index, *, since: int) -> tuple[str, ...]:
    """Return the ids of the events that were written off by somebody who had read this version or a later one.

    >>> gone(index, since=0)
    ()
    """
    rows = index.execute("select id from gone where base >= ? and id not in (select id from event)", [since]).fetchall()
    return tuple(event for (event,) in rows)


def _number(index: Index, filters: Filters, more: str = "true") -> int:
    where = where_of(filters, (more, ()))
    sql = f"select count(*) from event e where {where.sql}"  # noqa: S608 - marks only
    return int(index.execute(sql, where.values).fetchall()[0][0])
