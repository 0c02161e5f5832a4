"""A report -> the few lines that say it: what, when, where, who, how many, who says so."""

from __future__ import annotations

from collections.abc import Iterator

from events import Actor, ActorRole, Count, Report, When
from geo import Place, Unresolved
from geo.area import kilometres
from view import words
from view.countries import country_name

NO_WAY_KM = 0.5
"""Points that lie no further apart are one."""
ONLINE = "asked online:"
"""How the rule of a place begins that was asked of a service; the service and the day follow."""


def headline(report: Report) -> str:
    """Say in one line what happened: the kind of event, and who did it to whom where both are known.

    >>> headline(clash.lead)
    'Armed clash: North Front → Syria Forces'
    """
    doers = _names(report, "initiator") or _names(report, "party")
    struck = _names(report, "target")
    parts = [report.sub_event_type]
    if doers and struck:
        parts.append(f"{doers} → {struck}")
    elif doers or struck:
        parts.append(doers or struck)
    return ": ".join(parts)


def _names(report: Report, role: str) -> str:
    return ", ".join(dict.fromkeys(each.actor.name for each in report.actors if each.role == role))


def when_words(report: Report) -> str:
    """Say the date with its precision and where it was taken from, or why there is none.

    >>> when_words(clash.lead)
    '2 Oct 2017'
    """
    if isinstance(report.when, Unresolved):
        return words.UNDATED.format(why=report.when.reason)
    if not report.when_inherited:
        return interval(report.when)
    origin = _day_from(report)
    said = words.days(report.when.earliest, report.when.latest) if origin == "published" else interval(report.when)
    return f"{said} ({words.DAY_FROM[origin]})"


def _day_from(report: Report) -> str:
    """Tell an inherited day of the excerpt itself (when it was said) from one of other sentences, and from none at all."""
    spans = [each.span for each in report.evidence if each.field == "when"]
    if not spans and isinstance(report.when, When) and report.when.precision == "about":
        return "published"
    return "speech" if any(span.overlaps(report.excerpt) for span in spans) else "elsewhere"


def interval(when: When) -> str:
    """Say an interval and how it is known.

    >>> import datetime as dt
    >>> interval(When(dt.date(2017, 9, 1), dt.date(2017, 9, 30), "month"))
    '1–30 Sep 2017, known to the month'
    """
    said = words.days(when.earliest, when.latest)
    return said if when.precision == "day" else f"{said}, {words.PRECISIONS[when.precision]}"


def where_words(report: Report) -> str:
    """Say the place with its uncertainty, or why there is none.

    >>> where_words(clash.lead)
    'Tallbrook, Eastmark, Syria · town or village (± 3 km)'
    """
    if isinstance(report.place, Unresolved):
        return words.UNPLACED.format(why=report.place.reason)
    place = report.place.place
    above = ", ".join(each for each in (place.admin1, country_name(place.country)) if each and each != place.name)
    lines = f"{place.name}, {above}" if above else place.name
    lines = words.AROUND.format(name=report.place.around, place=lines) if report.place.around else lines
    told = [words.WITHIN.format(kind=words.KINDS[place.kind], distance=words.distance(place.uncertainty_km))]
    told += [_place_from(report)] if report.place.inherited else []
    told += filter(None, [_asked_online(report)])
    return f"{lines} · {'; '.join(told)}"


def candidate_lines(report: Report) -> tuple[str, ...]:
    """Say, one a line, the places of one name among which it could be any: area, point in degrees, and how far from the one drawn.

    >>> candidate_lines(clash.lead)
    ()
    """
    if isinstance(report.place, Unresolved) or not report.place.candidates:
        return ()
    drawn, found = report.place.place, report.place.candidates
    return (words.CANDIDATE_HERE.format(count=len(found)), *(candidate_line(each, drawn) for each in found))


def candidate_line(place: Place, drawn: Place) -> str:
    """Say one of them so that it is told from the others of its name.

    >>> place = clash.lead.place.place
    >>> candidate_line(place, place)
    'Tallbrook, Eastmark, Syria · 35.000, 40.000 · as drawn'
    """
    above = ", ".join(dict.fromkeys(filter(None, (place.name, place.admin1, country_name(place.country)))))
    away = kilometres(place.at, drawn.at)
    far = (
        words.CANDIDATE_DRAWN if away < NO_WAY_KM else words.CANDIDATE_AWAY.format(distance=words.distance(round(away)))
    )
    return words.CANDIDATE.format(place=above, lat=place.at.lat, lon=place.at.lon, far=far)


def _asked_online(report: Report) -> str:
    """Say which service found the place, and when, where the gazetteer did not know it (geo/parser.py's rule says so)."""
    rules = (each.rule.partition(ONLINE)[2] for each in report.evidence if each.field == "place")
    service = next((each.strip() for each in rules if each), "")
    return words.PLACE_FROM["online"].format(service=service) if service else ""


def _place_from(report: Report) -> str:
    spans = (each.span for each in report.evidence if each.field == "place")
    here = any(span.overlaps(report.excerpt) for span in spans)
    return words.PLACE_FROM["sentence" if here else "elsewhere"]


def who_words(each: ActorRole) -> str:
    """Say an actor with its part and its class.

    >>> [who_words(each) for each in clash.lead.actors]
    ['North Front: initiator, rebel group', 'Syria Forces: target, state forces']
    """
    kind = words.INTER.get(each.actor.inter or 0)
    return f"{each.actor.name}: {words.ROLES[each.role]}" + (f", {kind}" if kind else "")


def count_words(count: Count) -> str:
    """Say a number of people.

    >>> count_words(Count(2, 3, 10)), count_words(Count(4, 4, 4))
    ('3 (between 2 and 10)', '4')
    """
    return words.number(count.low, count.best, count.high)


def standing(report: Report) -> str:
    """Say how sure the article is, and who says or denies it.

    >>> standing(clash.lead)
    'asserted: the article says it as fact'
    """
    said = words.BY.format(names=_list(report.said_by)) if report.said_by else ""
    if report.status == "disputed":
        return words.DISPUTED.format(by=said, names=_list(report.denied_by) or words.ANOTHER)
    if report.status == "claimed" and said:
        return words.CLAIMED.format(by=said)
    told = words.STATUSES[report.status]
    denied = words.DENIED.format(names=_list(report.denied_by)) if report.denied_by else ""
    return (words.ASSERTED.format(told=told) if report.status == "asserted" else told) + denied


def _list(actors: tuple[Actor, ...]) -> str:
    return ", ".join(each.name for each in actors)


def facts(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (field in words, its lines) for all that is known of a report, in the order in which it is read.

    >>> dict(facts(clash.lead))["Who"]
    ('North Front: initiator, rebel group', 'Syria Forces: target, state forces')
    """
    yield words.FIELDS["when"], (when_words(report),)
    yield words.FIELDS["place"], (where_words(report), *candidate_lines(report))
    yield words.FIELDS["actor"], tuple(who_words(each) for each in report.actors) or (words.NOBODY,)
    if report.fatalities:
        yield words.FIELDS["fatalities"], (count_words(report.fatalities),)
    if report.injured:
        yield words.FIELDS["injured"], (count_words(report.injured),)
    yield words.FIELDS["status"], (standing(report),)
