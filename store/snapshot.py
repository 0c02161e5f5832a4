"""One version of the archive in memory: narrow columns in DuckDB, ready for a screen's questions.

Texts stay in the Parquet files: an excerpt or an article is read from there when it is asked for, by its id. A snapshot
never changes; a newer version is a new one. The tables, which store/filters and store/questions write their SQL for:

    event(n, id, place, …)   one line an event, ``n`` counting from the newest; ``kind`` is the number of its event type
    actor(n, actor, role)    source(n, source)    member(n, report, article)   article(id, file, …)
    names(actor, name)       excerpt(id, excerpt) a view of the files
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from events import SUB_EVENT_TYPES
from store.lake import Lake

EVENT_TYPES = tuple(SUB_EVENT_TYPES)

# Of lines with the same id the one written last counts; only ids that occur twice are ranked, which are few.
_NEWEST = """
create temp view {row}_line as select * from read_parquet({files}, union_by_name = true, filename = true);
create temp table {row}_twice as select id from {row}_line group by id having count(*) > 1;
create temp table {row}_stale as
  with ranked as (
    select id, base, batch, filename, row_number() over (partition by id order by base desc, batch desc) as place
    from {row}_line where id in (from {row}_twice))
  select id, base, batch from ranked where place > 1;
"""
_LOAD = """
create table event as
  select row_number() over (order by latest desc nulls last, id) :: int as n, * from (
    select id, place, place_kind, lat, lon, uncertainty_km, country, admin1, country || '/' || admin1 as region,
      geonameid, off_map, earliest, latest, precision, undated, event_type, sub_event_type, status,
      deaths_low, deaths_best, deaths_high, injured, len(members) :: int as reports
    from event_now);
"""


class Snapshot:
    """The archive as of ``version``. Questions from many threads at once are safe: each has a cursor of its own."""

    def __init__(self, lake: Lake) -> None:
        """Load what the lake's open version holds."""
        self.version = lake.version
        self._memory = duckdb.connect(":memory:")
        raise NotImplementedError

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the answer to a question; values only ever go in as parameters."""
        return self._memory.cursor().execute(sql, list(values)).fetchall()
