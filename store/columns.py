"""The tables of the index, and the SQL that fills them from the lines of the Delta table.

For the SQL of store/filters and store/questions. ``n`` numbers a line of the archive; ``kind`` is the number of the
event type, from 1 in the order of SUB_EVENT_TYPES; ``mx``/``my`` are web mercator, 0 to 2**24; ``firm`` is false where
a thing is only claimed, alleged or disputed:

    event(n, id, place, lat, lon, mx, my, kind, …, excerpt)      actor(n, actor, role)      source(n, source)
    member(n, event, key, report, article)      key(n, key)      article(n, key, id, file, title, …)      name(actor, name)
    outline(n, data)      review(id, data, report)      problem(id, data)

A ``key`` is the hash of a text: a million numbers are compared faster than a million texts. For filters, an event's
``who`` holds the hashes of its actors, ``outlets`` those of its sources: a list beside the event is passed over in half
the time that a join takes.
"""

from __future__ import annotations

from typing import Literal

from events import SUB_EVENT_TYPES

FORMAT = 11  # counts up with every change of the tables below, so that an index of an older kind is not read
GRID_BITS = 24
KINDS = tuple(SUB_EVENT_TYPES)

_KINDS = ", ".join(f"'{kind}'" for kind in KINDS)
# Mercator's square ends at 85.0511 degrees; what lies beyond is drawn at its edge.
_Y = "0.5 - ln(tan(pi() / 4 + radians(greatest(least(lat, 85.0511), -85.0511)) / 2)) / (2 * pi())"
_TOP = (1 << GRID_BITS) - 1
_CELL = "greatest(0, least(floor(({part}) * {size}), {top})) :: int"
# Neighbours on the map lie together (Morton's order), so that a window passes over most of the rest unread.
_NEARBY = ", ".join(f"my >> {bit}, mx >> {bit}" for bit in range(GRID_BITS - 1, GRID_BITS - 9, -1))

TABLES: dict[str, str] = {
    "event": f"""
      select n, id, base, batch, coalesce(place, '') as place, place_kind, lat, lon, uncertainty_km, country, admin1,
        country || '/' || admin1 as region, geonameid, case when lat is null then coalesce(off_map, 'no place') end
        as off_map, earliest, latest, precision, case when earliest is null then coalesce(undated, 'no date') end
        as undated, event_type, sub_event_type, status, status = 'asserted' as firm, deaths_low,
        deaths_best, deaths_high, injured, len(members) :: int as reports,
        {_CELL.format(part="(lon + 180) / 360", size=_TOP + 1, top=_TOP)} as mx,
        {_CELL.format(part=_Y, size=_TOP + 1, top=_TOP)} as my,
        list_position([{_KINDS}], event_type) :: utinyint as kind, excerpt, confidence, coalesce(news, true) as news,
        list_distinct([hash(a.actor) for a in actors]) as who,
        [hash(s) for s in sources] as outlets
      from fresh order by {_NEARBY}""",  # noqa: S608 - constants of this file
    "actor": "select n, a.actor, a.role from (select n, unnest(actors) as a from fresh) order by a.actor, n",
    "source": "select n, unnest(sources) as source from fresh",
    "member": """
      select n, id as event, hash(m.report) as key, m.report, m.article
      from (select n, id, unnest(members) as m from fresh)""",
    "name": "select a.actor, any_value(a.name) as name from (select unnest(actors) as a from fresh) group by a.actor",
    "key": "select n, hash(key) as key from (select n, unnest(keys) as key from fresh) order by key",
    "outline": "select n, data from fresh where data is not null",
    "gone": "select n, id, base, batch from fresh where len(members) = 0",
    "article": """
      select n, hash(id) as key, id, base, batch, file, sha256, reading, title, source, url, published, len(reports) :: int as reports,
        unplaced, undated_reports
      from fresh""",
    "review": "select n, id, base, batch, data, keys[1] as report from fresh",
    "problem": "select n, id, base, batch, data from fresh",
}
TABLES_OF: dict[str, tuple[str, ...]] = {
    "event": ("event", "actor", "source", "member", "name", "key", "outline", "gone"),
    "article": ("article",),
    "review": ("review",),
    "problem": ("problem",),
}

# The lines of new files: a line's number is its file's number and its row in it. A few are held in memory (a table), for
# each of the tables is filled from them.
ROW = (1 << 32) - 1
LATER = (
    "create temp table if not exists later (confidence double, news boolean)"  # columns that older files do not have
)
FRESH = """
  create or replace temp {kind} fresh as
  select (file.k << 32) + line.file_row_number as n, file.path as file, line.* exclude (filename, file_row_number{long})
  from (from read_parquet({files}, filename = true, file_row_number = true, union_by_name = true)
        union all by name from later) as line
  join file on file.path = line.filename"""

# Of lines with the same id the one with the highest (base, batch) counts; the same line twice counts once. ``into`` is
# where new lines go: the tables of a base that is being made, or those that hold what came after it.
_LOSER = """
  create or replace temp table loser as
  with line as ({lines}), ranked as (
    select n, row_number() over (partition by id order by base desc, batch desc, n) as place from line
    where id in (select id from fresh))
  select n from ranked where place > 1"""
_OUT = "delete from {{into}}.{table} where n in (from loser)"
RANKED: dict[str, tuple[str, ...]] = {
    "event": (
        "delete from {into}.event where reports = 0",
        _LOSER.format(lines="select n, id, base, batch from event union all select n, id, base, batch from gone"),
        *(_OUT.format(table=table) for table in ("event", "actor", "source", "member", "key", "outline", "gone")),
    ),
    "review": (
        _LOSER.format(lines="select n, id, base, batch from review"),
        _OUT.format(table="review"),
    ),
    "article": (
        _LOSER.format(lines="select n, id, base, batch from article"),
        _OUT.format(table="article"),
    ),
}
# A base is only read: which of its lines no longer count is kept beside it.
LOST = ("insert into late.lost select n from loser where n < (select count(*) << 32 from base.file)",)

# What questions ask: the lines of the base that still count, and what came after it. ``lies`` is where a line lies: those
# who go straight there (by ``rowid``) ask the two parts one by one. Of keys and outlines the base's lost lines are
# seen too: they are asked for together with the event. Where one part is all there is, it alone is asked: a question is
# planned in half the time then.
FAR = 1 << 48  # further down than any line of a base
Seen = Literal["base", "late", "both"]
_COUNTING = "select *{lies} from base.{table} as line where not exists (select 1 from late.lost where lost.n = line.n)"
_ALL_COUNT = frozenset({"key", "outline", "name", "problem", "file"})


def views(seen: Seen) -> dict[str, str]:
    """Return table -> what questions see of it: that of the base, of what came late, or of both.

    >>> views("late")["event"]
    'select *, rowid + 281474976710656 as lies from late.event'
    >>> views("both")["key"]
    'select * from base.key union all select * from late.key'
    """
    return {table: _view(table, seen) for table in (*TABLES, "file")}


def _view(table: str, seen: Seen) -> str:
    lies = {"base": ", rowid as lies", "late": f", rowid + {FAR} as lies"} if table == "event" else {}
    parts = {part: f"select *{lies.get(part, '')} from {part}.{table}" for part in ("base", "late")}  # noqa: S608
    if seen == "both" and table not in _ALL_COUNT:
        parts["base"] = _COUNTING.format(table=table, lies=lies.get("base", ""))
    return " union all ".join(parts.values()) if seen == "both" else parts[seen]
