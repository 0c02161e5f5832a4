"""Three grades of confidence: from which chance on a report, or a field of one, is sure, likely or doubtful.

The bounds are rows of ``seeds/lexicon/grades.csv``, with what was measured for each: the share of reports that have the
grade, and how many of them analysts keep untouched. ``python -m bench.grades`` measures them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from events.model import Report
from text.lexicon import rows

Grade = Literal["sure", "likely", "doubtful"]
Of = Literal["report", "field"]
GRADES: tuple[Grade, ...] = get_args(Grade)
CONFIRMED = "confirmed"
"""What a person has confirmed: its confidence is 1."""
UNGRADED = "none"
"""What has no confidence: coded by a person elsewhere, or read before there was one."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A grade begins at this chance; of what was measured so many in a hundred have it, and so many of those were right."""

    grade: Grade
    at_least: float
    share: int
    right: int


@cache
def bounds(of: Of = "report") -> tuple[Bound, ...]:
    """Return the grades, the surest first.

    >>> [bound.grade for bound in bounds()], bounds()[-1].at_least
    (['sure', 'likely', 'doubtful'], 0.0)
    """
    by_grade = {row["grade"]: row for row in rows("grades.csv") if row["of"] == of}
    return tuple(
        Bound(grade, float(row["at_least"]), int(row["share"]), int(row["right"]))
        for grade in GRADES
        for row in (by_grade[grade],)
    )


def grade_of(chance: float | None, of: Of = "report") -> Grade | None:
    """Return the grade of a chance; None where there is none.

    >>> grade_of(1.0), grade_of(0.0), grade_of(None)
    ('sure', 'doubtful', None)
    """
    if chance is None:
        return None
    return next(bound.grade for bound in bounds(of) if chance >= bound.at_least)


def confidence_of(reports: Iterable[Report]) -> float | None:
    """Return the confidence of an event: that of its surest report; None where no report has one.

    >>> confidence_of(()) is None
    True
    """
    return max((report.confidence for report in reports if report.confidence is not None), default=None)
