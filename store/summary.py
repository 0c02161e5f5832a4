"""An event -> the one line that map, filters and table need of it; and where its reports differ."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from events import Actor, Count, Event, Report, ReportPlace, Role, Status, When
from events.grades import confidence_of
from geo import Place, Unresolved

STATUS_ORDER: tuple[Status, ...] = ("asserted", "claimed", "alleged")


@dataclass(frozen=True, slots=True)
class Summary:
    """The event in one line. ``place`` or ``when`` is a reason where no report has one."""

    lead: Report
    place: Place | Unresolved
    when: When | Unresolved
    event_type: str
    sub_event_type: str
    status: Status
    fatalities: Count | None
    injured: Count | None
    actors: tuple[tuple[Actor, Role], ...]
    confidence: float | None
    news: bool


def summary_of(event: Event) -> Summary:
    """Return the one line of an event.

    >>> line = summary_of(clash.event)
    >>> line.place.name, line.sub_event_type, line.fatalities, line.status
    ('Tallbrook', 'Armed clash', Count(low=4, best=4, high=4), 'asserted')
    """
    lead = lead_of(event.reports)
    sub = _most(report.sub_event_type for report in _told_once(event.reports))
    return Summary(
        lead=lead,
        place=lead.place.place if isinstance(lead.place, ReportPlace) else lead.place,
        when=_narrowest(event.reports),
        event_type=next(report.event_type for report in event.reports if report.sub_event_type == sub),
        sub_event_type=sub,
        status=_status_of(event.reports),
        fatalities=_figure([report.fatalities for report in event.reports]),
        injured=_figure([report.injured for report in event.reports]),
        actors=_actors(event.reports),
        confidence=confidence_of(event.reports),
        news=any(report.news for report in event.reports),
    )


def _told_once(reports: tuple[Report, ...]) -> Iterable[Report]:
    """Return one report for each wording, the first: a wire story under ten mastheads has one vote, not ten."""
    found: dict[str, Report] = {}
    for report in reports:
        found.setdefault(report.excerpt.text, report)
    return found.values()


def lead_of(reports: tuple[Report, ...]) -> Report:
    """Return the report whose place is known best: the smallest uncertainty, the first of equals.

    >>> lead_of(mine.event.reports) == mine.lead
    True
    """
    return min(reports, key=lambda report: _uncertainty(report.place))


def _status_of(reports: tuple[Report, ...]) -> Status:
    """Return the status of all reports together: disputed where one is, or where one says what another denies.

    Else the firmest: a thing that one source asserts and another only claims is asserted.
    """
    said = {actor.id for report in reports for actor in report.said_by}
    denied = {actor.id for report in reports for actor in report.denied_by}
    statuses = {report.status for report in reports}
    if "disputed" in statuses or (denied and said - denied):
        return "disputed"
    return next(status for status in STATUS_ORDER if status in statuses)


def differences(reports: tuple[Report, ...]) -> tuple[str, ...]:
    """Say where the reports differ, one line a field; () where they agree or there is one.

    What a report leaves open is no difference.

    >>> differences(mine.event.reports)
    ('killed: 5 / 9 / 6',)
    """
    return tuple(filter(None, (_differ(name, [say(report) for report in reports]) for name, say in SAYINGS)))


def _differ(name: str, said: list[str]) -> str:
    several = tuple(dict.fromkeys(word for word in said if word))
    return f"{name}: {' / '.join(several)}" if len(several) > 1 else ""


def _say_place(report: Report) -> str:
    return report.place.place.name if isinstance(report.place, ReportPlace) else ""


def _say_when(report: Report) -> str:
    return _days(report.when) if isinstance(report.when, When) else ""


def _say_deaths(report: Report) -> str:
    return _people(report.fatalities)


def _say_injured(report: Report) -> str:
    return _people(report.injured)


SAYINGS: tuple[tuple[str, Callable[[Report], str]], ...] = (
    ("kind", lambda report: report.sub_event_type),
    ("place", _say_place),
    ("date", _say_when),
    ("killed", _say_deaths),
    ("injured", _say_injured),
    ("status", lambda report: report.status),
)


def _days(when: When) -> str:
    first, last = when.earliest.isoformat(), when.latest.isoformat()
    return first if first == last else f"{first} to {last}"


def _people(count: Count | None) -> str:
    if count is None:
        return ""
    return str(count.best) if count.low == count.high else f"{count.best} ({count.low}-{count.high})"


def _uncertainty(place: ReportPlace | Unresolved) -> float:
    return place.place.uncertainty_km if isinstance(place, ReportPlace) else float("inf")


def _narrowest(reports: tuple[Report, ...]) -> When | Unresolved:
    """Return the shortest interval any report gives; of equals the first."""
    dated = [report.when for report in reports if isinstance(report.when, When)]
    return min(dated, key=_length) if dated else reports[0].when


def _length(when: When) -> dt.timedelta:
    return when.latest - when.earliest


def _most(values: Iterable[str]) -> str:
    """Return the most frequent value; of equals the first said."""
    return Counter(values).most_common(1)[0][0]


def _figure(counts: list[Count | None]) -> Count | None:
    """Return the figure of several: ACLED's convention takes the most conservative best figure where sources differ."""
    known = [count for count in counts if count]
    if not known:
        return None
    return Count(min(c.low for c in known), min(c.best for c in known), max(c.high for c in known))


def _actors(reports: tuple[Report, ...]) -> tuple[tuple[Actor, Role], ...]:
    """Return each actor with each of its roles once, who says and who denies it as sources, in order of appearance."""
    parts = [(part.actor, part.role) for report in reports for part in report.actors]
    voices: list[tuple[Actor, Role]] = [
        (actor, "source") for report in reports for actor in (*report.said_by, *report.denied_by)
    ]
    return tuple({(actor.id, role): (actor, role) for actor, role in reversed([*parts, *voices])}.values())[::-1]
