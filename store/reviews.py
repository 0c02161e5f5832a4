"""People's corrections of what was read: one field of one report each, with who, when and why.

Nothing is overwritten: a review is a line of its own, the newest one of a field wins, and taking one back is another
review. A review names its report by the stable id (article and trigger span), so it holds when the article is read
again by a newer reader; where that finds no such report any more, the review is an orphan, and listed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from events import EVENT_TYPE_OF, ActorRole, Count, Event, Report, ReportPlace, Status, When
from events.coreference import merge
from geo import Unresolved
from store.answers import Review
from store.bounds import LONGEST_BY, LONGEST_VALUE, LONGEST_WHY, MOST_PEOPLE, counted
from store.formats import plain, typed
from store.index import FEW, Index

VERDICTS = ("", "confirmed", "rejected")
# The fields of a report, the ``verdict`` on it, and ``event``: the id of another report that it belongs with ("" alone,
# None as the rules have it).
FIELDS: dict[str, Any] = {
    "place": ReportPlace | Unresolved,
    "when": When | Unresolved,
    "sub_event_type": str,
    "actors": tuple[ActorRole, ...],
    "fatalities": Count | None,
    "injured": Count | None,
    "status": str,
    "verdict": str,
    "event": str | None,
}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "sub_event_type": tuple(EVENT_TYPE_OF),
    "status": get_args(Status),
    "verdict": VERDICTS,
}
CONFIDENCE_OF: dict[str, str] = {
    "place": "place",
    "when": "when",
    "sub_event_type": "type",
    "actors": "actors",
    "fatalities": "fatalities",
    "status": "source",
}
"""Field of a review -> the field of which a report says how sure it is."""
Of = Mapping[str, Mapping[str, Review]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants: ``field`` of the report to be ``new``, a value of the field's type; their name and reason.

    ``who`` knows them again under another name: a hash of what a sign-in calls them.
    """

    report: str
    field: str
    new: object
    by: str
    why: str
    who: str = ""


class BadReview(ValueError):  # noqa: N818 - reads as what it is
    """A review that cannot be: no such report or field, a value that is none, nobody's name or no reason."""


class SameAlready(BadReview):
    """A review that would change nothing."""


def review_of(report: Report, asked: Asked, *, at: dt.datetime, before: Of) -> Review:
    """Return the review that does what is asked of ``report``.

    ``at`` must know its time zone; ``before`` are the reviews that hold so far. Raises :class:`BadReview`.

    >>> asked = Asked(clash.lead.id, "status", "alleged", by="A. Reader", why="no source named")
    >>> review = review_of(clash.lead, asked, at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC), before={})
    >>> review.old, review.new, review.by
    ('"asserted"', '"alleged"', 'A. Reader')
    >>> review_of(clash.lead, replace(asked, why=" "), at=review.at, before={})
    Traceback (most recent call last):
        ...
    store.reviews.BadReview: status: a reason is needed
    """
    _check(asked, at)
    old, new = _text(current(report, asked.field, before)), _text(asked.new)
    if old == new:
        message = f"{asked.field} is that already"
        raise SameAlready(message)
    digest = hashlib.sha256("\0".join((report.id, asked.field, new, asked.by, at.isoformat())).encode()).hexdigest()
    made = Review(
        digest[:16],
        report.id,
        asked.field,
        old,
        new,
        asked.by.strip(),
        at,
        asked.why.strip(),
        report.article,
        asked.who,
    )
    try:
        reviewed(report, {report.id: {asked.field: made}})
    except (ValueError, TypeError, KeyError, StopIteration, AttributeError):
        message = f"{asked.field}: this cannot be its value"
        raise BadReview(message) from None
    return made


def _value_of(review: Review, report: Report) -> Any:  # noqa: ANN401 - the type of the field
    """Return the new value of a review as what it is. Raises ``ValueError`` where it does not fit the report."""
    return typed(FIELDS[review.field], json.loads(review.new), text=report.excerpt.text)


def old_value(review: Review) -> Any:  # noqa: ANN401 - the type of the field
    """Return the value that the review replaced.

    >>> old_value(mine.reviews[0])
    Count(low=6, best=6, high=6)
    """
    return typed(FIELDS[review.field], json.loads(review.old), text="")


def new_value(review: Review) -> Any:  # noqa: ANN401 - the type of the field
    """Return the value that the review sets, for reading; :func:`_value_of` is for using it in a report.

    >>> new_value(mine.reviews[0])
    Count(low=5, best=5, high=5)
    """
    return typed(FIELDS[review.field], json.loads(review.new), text="")


def current(report: Report, field: str, holding: Of) -> Any:  # noqa: ANN401 - the type of the field
    """Return what a field is now: what the newest review says, else what was read.

    >>> current(mine.lead, "fatalities", {}), current(mine.lead, "verdict", {})
    (Count(low=5, best=5, high=5), '')
    """
    review = holding.get(report.id, {}).get(field)
    if review is not None:
        return _value_of(review, report)
    return {"verdict": "", "event": None}.get(field) if field in {"verdict", "event"} else getattr(report, field)


def newest(reviews: Iterable[Review]) -> dict[str, dict[str, Review]]:
    """Return report id -> field -> the review that holds: the newest, of equals the one with the greater id.

    >>> {field: review.new for field, review in newest(mine.reviews)[mine.lead.id].items()}
    {'fatalities': '{"best": 5, "high": 5, "low": 5}'}
    """
    found: dict[str, dict[str, Review]] = {}
    for review in sorted(reviews, key=lambda review: (review.at, review.id)):
        found.setdefault(review.report, {})[review.field] = review
    return found


def reviewed(report: Report, holding: Of) -> Report | None:
    """Return the report as people have corrected it; None where they have rejected it.

    >>> asked = Asked(clash.lead.id, "verdict", "rejected", by="A. Reader", why="a film scene")
    >>> review = review_of(clash.lead, asked, at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC), before={})
    >>> reviewed(clash.lead, newest([review])) is None, reviewed(clash.lead, {}) == clash.lead
    (True, True)
    """
    mine = holding.get(report.id, {})
    if "verdict" in mine and _value_of(mine["verdict"], report) == "rejected":
        return None
    told = {field: _value_of(review, report) for field, review in mine.items() if field not in {"verdict", "event"}}
    if "sub_event_type" in told:
        told["event_type"] = EVENT_TYPE_OF[told["sub_event_type"]]
    return _surer(replace(report, **told), mine)


def _surer(report: Report, reviews: Mapping[str, Review]) -> Report:
    """Return the report as sure as people are: of the fields that they set, and of all of it where they confirmed it."""
    confirmed = "verdict" in reviews and _value_of(reviews["verdict"], report) == "confirmed"
    set_by_people = {CONFIDENCE_OF[field] for field in reviews if field in CONFIDENCE_OF}
    fields = tuple(
        replace(one, chance=1.0) if confirmed or one.field in set_by_people else one for one in report.confidence_of
    )
    return replace(report, confidence=1.0 if confirmed else report.confidence, confidence_of=fields)


def merged(reports: Iterable[Report], holding: Of) -> tuple[Event, ...]:
    """Merge the reports by the rules, then move those that people have put elsewhere.

    >>> [len(event.reports) for event in merged(mine.event.reports, {})]
    [4]
    """
    told = tuple(reports)
    events = {event.id: event for event in merge(told)}
    for report in sorted(told, key=lambda report: report.id):
        target = current(report, "event", holding)
        if target is not None and target != report.id:
            _move(report, target, events)
    return tuple(events[id_] for id_ in sorted(events))


def read_reviews(index: Index, reports: Iterable[str] | None = None) -> tuple[Review, ...]:
    """Return the reviews of these reports (all where None), oldest first.

    >>> [(review.by, review.field) for review in read_reviews(index)], read_reviews(index, [clash.lead.id])
    ([('A. Reader', 'fatalities')], ())
    """
    if reports is None:
        rows = index.execute("select data from review").fetchall()
    else:
        rows = _of_reports(index, sorted(set(reports)))
    found = (typed(Review, json.loads(data), text="") for (data,) in rows)
    return tuple(sorted(found, key=lambda review: (review.at, review.id)))


def _of_reports(index: Index, reports: list[str]) -> list[tuple[str]]:
    few = len(reports) <= FEW
    asked = ", ".join("?" * len(reports)) if few else "select unnest(? :: text[])"
    sql = f"select data from review where report in ({asked})"  # noqa: S608 - no value is in it
    return index.execute(sql, reports if few else [reports]).fetchall() if reports else []


def _move(report: Report, target: str, events: dict[str, Event]) -> None:
    """Take a report out of its event and put it to that of ``target``, or alone where that is not there."""
    own = next(event for event in events.values() if report in event.reports)
    other = next((event for event in events.values() if any(one.id == target for one in event.reports)), None)
    if other is own:
        return
    rest = tuple(one for one in own.reports if one != report)
    del events[own.id]
    if rest:
        events[rest[0].id] = Event(rest[0].id, rest, own.rules[: len(rest) - 1])
    if other is None:
        events[report.id] = Event(report.id, (report,), ())
    else:
        events[other.id] = Event(other.id, (*other.reports, report), (*other.rules, "joined by a reviewer"))


def _check(asked: Asked, at: dt.datetime) -> None:
    problems = [
        (f"there is no such field; the fields are {', '.join(FIELDS)}", asked.field not in FIELDS),
        (_choices(asked.field), asked.new not in _ALLOWED.get(asked.field, (asked.new,))),
        ("a report cannot be put together with itself", asked.field == "event" and asked.new == asked.report),
        ("a name is needed", not asked.by.strip()),
        ("a reason is needed", not asked.why.strip()),
        ("the time needs its zone", at.tzinfo is None),
        (f"the name is longer than {LONGEST_BY} characters", len(asked.by) > LONGEST_BY),
        (f"the reason is longer than {LONGEST_WHY} characters", len(asked.why) > LONGEST_WHY),
        (f"no more than {MOST_PEOPLE:,} people", isinstance(asked.new, Count) and counted(asked.new) is None),
        ("this is longer than can be kept", len(_text(asked.new)) > LONGEST_VALUE),
    ]
    for message, wrong in problems:
        if wrong:
            raise BadReview(f"{asked.field}: {message}")  # noqa: EM102, TRY003 - the table above holds the messages


def _choices(field: str) -> str:
    return f"this cannot be its value; write one of: {', '.join(filter(None, _ALLOWED.get(field, ())))}"


def _text(value: object) -> str:
    return json.dumps(value, default=plain, ensure_ascii=False, sort_keys=True)
