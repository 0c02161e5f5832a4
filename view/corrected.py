"""A person's correction -> what it changed, in words."""

from __future__ import annotations

from events import ActorRole, Count, ReportPlace, When
from geo import Unresolved
from store import Review
from store.reviews import new_value, old_value
from view import words
from view.summary import count_words, interval, who_words


def review_words(review: Review) -> str:
    """Say who changed what from what to what, and why.

    >>> review_words(mine.reviews[0])
    'A. Reader set Killed from 6 to 5: a later statement'
    """
    return words.HISTORY_REVIEW.format(
        by=review.by,
        field=field_words(review),
        old=value_words(review.field, old_value(review)),
        new=value_words(review.field, new_value(review)),
        why=review.why,
    )


def field_words(review: Review) -> str:
    """Say the field.

    >>> field_words(mine.reviews[0])
    'Killed'
    """
    return words.CORRECT_FIELDS.get(review.field, review.field)


def holding(reviews: tuple[Review, ...]) -> frozenset[str]:
    """Return the ids of the reviews that hold: the newest of each field of each report; ``reviews`` are oldest first.

    >>> holding(mine.reviews) == {mine.reviews[0].id}
    True
    """
    return frozenset({(review.report, review.field): review.id for review in reviews}.values())


def value_words(field: str, value: object) -> str:
    """Say the value of a field; ``value`` is of the field's own type (store/reviews.FIELDS).

    >>> value_words("fatalities", None), value_words("verdict", ""), value_words("status", "claimed")
    ('nothing', 'No verdict', 'claimed')
    >>> value_words("event", None), value_words("event", ""), value_words("event", "1f")
    ('where the rules put it', 'an event of its own', 'the event of 1f')
    """
    match value:
        case Unresolved():
            return (words.UNPLACED if field == "place" else words.UNDATED).format(why=value.reason)
        case When():
            return interval(value)
        case Count():
            return count_words(value)
        case ReportPlace():
            return _place(value)
        case tuple():
            return "; ".join(who_words(each) for each in value if isinstance(each, ActorRole)) or words.NOBODY
        case _:
            return _event(value) if field == "event" else _simple(field, value)


def _simple(field: str, value: object) -> str:
    told = words.VERDICTS.get(str(value), "") if field == "verdict" else str(value or "")
    return told or words.NOTHING_SET


def _event(report: object) -> str:
    if report is None:
        return words.EVENT_BY_RULES
    return words.EVENT_WITH.format(report=report) if report else words.EVENT_ALONE


def _place(value: ReportPlace) -> str:
    at, near = value.place.at, words.distance(value.place.uncertainty_km)
    return f"{value.place.name} ({at.lat:.4f}, {at.lon:.4f}; {words.WITHIN_KM.format(distance=near)})"
