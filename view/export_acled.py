"""A line -> ACLED's columns, in ACLED's order, with the tags of an HXL row.

Names and order are those of ACLED's files since 2023, so that scripts and pivot tables made for them work. Where ACLED
would make up a value that an article does not give, the cell is empty; docs/DATA.md says so column by column.
"""

from __future__ import annotations

import datetime as dt

from events import Actor, Role
from view import words
from view.countries import country_of
from view.export_line import Column, Line, Value
from view.story import story
from view.summary import when_words

TIME_PRECISION = {"day": 1, "week": 2}
GEO_PRECISION = {"site": 1, "town": 1, "district": 2}
UNKNOWN_PRECISION = 3
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
DISORDER_OF_SUB = {
    "Mob violence": "Political violence",
    "Excessive force against protesters": "Political violence; Demonstrations",
}
CIVILIANS = 7


def _sides(line: Line) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who acts and who is acted upon; two parties of which neither is said to begin stand one on each side."""
    doers, struck = _with_role(line, "initiator"), _with_role(line, "target")
    parties = tuple(each for each in _with_role(line, "party") if each not in (*doers, *struck))
    if not doers:
        return parties[:1], (*struck, *parties[1:])
    return (doers, struck) if struck or not parties else (doers, parties)


def _with_role(line: Line, role: Role) -> tuple[Actor, ...]:
    return tuple(actor for actor, part in line.chosen.actors if part == role)


def _first(line: Line, side: int) -> Actor | None:
    return next(iter(_sides(line)[side]), None)


def _name(line: Line, side: int) -> Value:
    first = _first(line, side)
    return first.name if first else None


def _others(line: Line, side: int) -> Value:
    return "; ".join(actor.name for actor in _sides(line)[side][1:]) or None


def _inter(line: Line, side: int) -> int | None:
    first = _first(line, side)
    return first.inter if first else None


def _interaction(line: Line) -> Value:
    """Both classes in one number, the smaller first; one side alone has a nought behind it."""
    classes = sorted(each for each in (_inter(line, 0), _inter(line, 1)) if each)
    known = len(classes) == sum(_first(line, side) is not None for side in (0, 1))
    return int(f"{classes[0]}{classes[1] if len(classes) > 1 else 0}") if classes and known else None


def _civilians(line: Line) -> Value:
    chosen = line.chosen
    aimed = chosen.event_type == "Violence against civilians" or chosen.sub_event_type.startswith("Excessive force")
    struck = any(actor.inter == CIVILIANS for actor in _sides(line)[1])
    return "Civilian targeting" if aimed or struck else None


def _disorder(line: Line) -> Value:
    chosen = line.chosen
    return DISORDER_OF_SUB.get(chosen.sub_event_type) or DISORDER.get(chosen.event_type)


def _middle(line: Line) -> dt.date | None:
    """Return the day itself, or the middle one of an interval: ACLED's convention for dates known roughly."""
    when = line.when
    return when.earliest + (when.latest - when.earliest) // 2 if when else None


def _date(line: Line) -> Value:
    day = _middle(line)
    return day.isoformat() if day else None


def _year(line: Line) -> Value:
    day = _middle(line)
    return day.year if day else None


def _time_precision(line: Line) -> Value:
    return TIME_PRECISION.get(line.when.precision, 3) if line.when else None


def _geo_precision(line: Line) -> Value:
    if line.place is None:
        return None
    return UNKNOWN_PRECISION if line.around else GEO_PRECISION.get(line.place.kind, UNKNOWN_PRECISION)


def _country(line: Line) -> str | None:
    return line.place.country if line.place else None


def _location(line: Line) -> Value:
    if line.place and line.around:
        return words.AROUND_SHORT.format(name=line.around, place=line.place.name)
    return line.place.name if line.place else None


def _admin1(line: Line) -> Value:
    return line.place.admin1 if line.place else None


def latitude(line: Line) -> float | None:
    """Return degrees north, None where there is no point.

    >>> from view.export_line import lines
    >>> latitude(next(lines(archive, Filters(statuses=("disputed",)))))
    35.2
    """
    return line.place.at.lat if line.place else None


def longitude(line: Line) -> float | None:
    """Return degrees east, None where there is no point.

    >>> from view.export_line import lines
    >>> longitude(next(lines(archive, Filters(statuses=("disputed",)))))
    40.1
    """
    return line.place.at.lon if line.place else None


def _sources(line: Line) -> Value:
    return "; ".join(dict.fromkeys(article.source for article in line.detail.articles if article.source)) or None


def _notes(line: Line) -> Value:
    day = f"{when_words(line.lead)}: " if line.when else ""
    return f"{day}{story(line.lead)}."


def _fatalities(line: Line) -> Value:
    return line.chosen.fatalities.best if line.chosen.fatalities else None


def _empty(_line: Line) -> Value:
    return None


ACLED: tuple[Column, ...] = (
    Column("event_id_cnty", "text", lambda line: line.detail.event.id, "The event's own stable id: 16 hexadecimal digits, the id of its earliest report. Not ACLED's number.", "#event+code"),
    Column("event_date", "text", _date, "The day as YYYY-MM-DD; of an interval its middle day (see date_earliest, date_latest). Empty: undated.", "#date+occurred"),
    Column("year", "int", _year, "Year of event_date.", "#date+year"),
    Column("time_precision", "int", _time_precision, "1: the day is known; 2: the week; 3: a month or longer, a range, or about this day.", "#date+precision"),
    Column("disorder_type", "text", _disorder, "ACLED's disorder type of the kind of event; empty for statements, which ACLED does not record.", "#event+category"),
    Column("event_type", "text", lambda line: line.chosen.event_type, "One of ACLED's six event types, or Statement.", "#event+type"),
    Column("sub_event_type", "text", lambda line: line.chosen.sub_event_type, "One of ACLED's sub-event types, or Threat, Accusation, Appeal, Denial.", "#event+type+sub"),
    Column("actor1", "text", lambda line: _name(line, 0), "Who acts; the first of two parties where nobody is said to have begun.", "#group+name+first"),
    Column("assoc_actor_1", "text", lambda line: _others(line, 0), 'Others on that side, "; " between.', "#group+name+first+assoc"),
    Column("inter1", "int", lambda line: _inter(line, 0), "Class of actor1: 1 state forces, 2 rebel group, 3 political militia, 4 identity militia, 5 rioters, 6 protesters, 7 civilians, 8 external or other forces. Empty: undecided.", "#group+code+first"),
    Column("actor2", "text", lambda line: _name(line, 1), "Who is acted upon, or the other party.", "#group+name+second"),
    Column("assoc_actor_2", "text", lambda line: _others(line, 1), 'Others on that side, "; " between.', "#group+name+second+assoc"),
    Column("inter2", "int", lambda line: _inter(line, 1), "Class of actor2, as inter1.", "#group+code+second"),
    Column("interaction", "int", _interaction, "Both classes, the smaller digit first (12: state forces and rebels); one side alone has 0 behind it. Empty where a class is undecided.", "#group+code+interaction"),
    Column("civilian_targeting", "text", _civilians, '"Civilian targeting" where civilians are acted upon, else empty.', "#event+civilians"),
    Column("iso", "int", lambda line: country_of(_country(line)).iso, "ISO 3166-1 numeric code of the country.", "#country+code+num"),
    Column("region", "text", lambda line: country_of(_country(line)).region or None, "ACLED's region of the country.", "#region+name"),
    Column("country", "text", lambda line: country_of(_country(line)).name or None, "English name of the country; empty for seas and lands of several countries.", "#country+name"),
    Column("admin1", "text", _admin1, "First-level area (province, state).", "#adm1+name"),
    Column("admin2", "text", _empty, "Always empty: the gazetteer's second level has codes and no names.", "#adm2+name"),
    Column("admin3", "text", _empty, "Always empty, likewise.", "#adm3+name"),
    Column("location", "text", _location, 'Name of the place; "around NAME, AREA" where no gazetteer has the name and only the area around it is known.', "#loc+name"),
    Column("latitude", "float", latitude, "Degrees north, WGS 84. Empty: not placed.", "#geo+lat"),
    Column("longitude", "float", longitude, "Degrees east, WGS 84. Empty: not placed.", "#geo+lon"),
    Column("geo_precision", "int", _geo_precision, "1: site, town or village; 2: district; 3: province or larger, or the area around a place that no gazetteer has (see uncertainty_km).", "#geo+precision"),
    Column("source", "text", _sources, 'All sources of the event, "; " between.', "#meta+source"),
    Column("source_scale", "text", _empty, "Always empty: the reach of a source is not assessed.", "#meta+source+scale"),
    Column("notes", "text", _notes, "What was read, in our words; the article's own are in excerpt.", "#description"),
    Column("fatalities", "int", _fatalities, "Best figure of people killed: the lowest of the sources' best ones. Empty where none is reported (ACLED writes 0).", "#affected+killed"),
    Column("tags", "text", _empty, "Always empty.", "#meta+tags"),
    Column("timestamp", "int", _empty, "Always empty: data_version says which state of the data this is.", "#meta+timestamp"),
)  # fmt: skip
"""ACLED's columns in ACLED's order."""
