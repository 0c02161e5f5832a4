"""What the grades of confidence are called and what they mean, in numbers; background beside news; what was added since."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.grades import Bound

CONFIDENCE = "Confidence"
GRADE_CHOICES = {
    "confirmed": "confirmed by a person",
    "sure": "sure",
    "likely": "likely",
    "doubtful": "doubtful",
    "none": "not graded",
}
GRADE_OF_REPORT = "{right} of 100 such events were right in every field"
GRADE_OF_FIELD = "right in {right} of 100 such cases"
GRADES_HELP = (
    "How sure the reading is. Measured on annotated texts: {grades}. Not graded: coded by people, or read earlier."
)
GRADE_LINE = "{grade} ({share} of 100 events): {right} of 100 were right in every field"
CONFIRMED = "confirmed"
NEWS_ONLY = "news only"
BACKGROUND_TOO = "Background too ({count:,})"
BACKGROUND_HELP = "Events that every article only recalls: earlier attacks, the story so far."
BACKGROUND_WORD = ("background event", "background events")
BACKGROUND_HIDDEN, BACKGROUND_SHOWN = "{count} hidden – show", "{count} shown – hide"
ADDED_AFTER = "Added since"
ADDED_SINCE = "added since version {version}"
NO_SUCH_SINCE = "The link's 'since' was left out: it is neither a version of this archive nor a day."


def grade_said(bound: Bound, *, field: bool = False) -> str:
    """Say what a grade means in numbers.

    >>> from events.grades import Bound
    >>> grade_said(Bound("likely", 0.5, 30, 65), field=True)
    'right in 65 of 100 such cases'
    """
    return (GRADE_OF_FIELD if field else GRADE_OF_REPORT).format(right=bound.right)


def grades_help(bounds: tuple[Bound, ...]) -> str:
    """Say what all grades mean.

    >>> from events.grades import bounds
    >>> grades_help(bounds())[:54]
    'How sure the reading is. Measured on annotated texts: '
    """
    lines = (GRADE_LINE.format(grade=each.grade, share=each.share, right=each.right) for each in bounds)
    return GRADES_HELP.format(grades="; ".join(lines))
