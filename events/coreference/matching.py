"""Two reports -> the chance that they tell of one happening, with the signs that decided.

What can never be one is ruled out (a year, another month, the far end of the country); all else is weighed
(events/coreference/across_cues.py, weights in seeds/weights/across.csv).
"""

from __future__ import annotations

from dataclasses import dataclass

from events.arguments import event_class
from events.coreference.across_cues import (
    APART,
    AREAS,
    NARROW_DAYS,
    ONE_COUNTRY,
    TELLING,
    across_cues,
    family,
    gap_days,
    length,
    places,
)
from events.model import EVENT_TYPE_OF, Report, ReportPlace, When
from text.scoring import deciding, score

LONGEST_DAYS = 45  # a report that says no more than "this year" tells of too many happenings to be one of them
MOST_GAP_DAYS = 1  # reports of one night's attack name the evening or the morning
CODED = "coded/"  # what the id of a row of coded events begins with, before the name of who coded it
IMPOSSIBLE = -1000.0
CHOICE = "across"
CLASH, BLASTS = "Armed clash", "Explosions/Remote violence"


@dataclass(frozen=True, slots=True)
class Match:
    """Why two reports are one: ``rules`` are the signs that weigh most, in words; ``log_odds`` is above 0."""

    rules: tuple[str, ...]
    log_odds: float


def match(a: Report, b: Report) -> Match | None:
    """Return why ``a`` and ``b`` are likelier one happening than two; None where they are not.

    >>> from dataclasses import replace
    >>> mosul, hama = (read_in(f"Rebels shelled {town} on Monday.").reports[0] for town in ("Mosul", "Hama"))
    >>> match(mosul, replace(mosul, id="x", article="another")).log_odds > 0
    True
    >>> match(mosul, replace(hama, id="x", article="another")) is None
    True
    """
    odds = log_odds(a, b)
    return Match(signs(a, b), odds) if odds > 0 else None


def log_odds(a: Report, b: Report) -> float:
    """Return how surely two reports tell of one happening; :data:`IMPOSSIBLE` where they cannot.

    >>> report = read_in("Rebels shelled it.").reports[0]
    >>> log_odds(report, report) == IMPOSSIBLE
    True
    """
    return score(across_cues(a, b), CHOICE) if possible(a, b) else IMPOSSIBLE


def signs(a: Report, b: Report) -> tuple[str, ...]:
    """Return the cues that speak most for two reports' being one, the heaviest first.

    >>> report = read_in("Rebels shelled Hama on Monday, killing nine.").reports[0]
    >>> len(signs(report, report)) > 2
    True
    """
    return tuple(name for name, added in deciding(across_cues(a, b), CHOICE, most=12) if added > 0)


def possible(a: Report, b: Report) -> bool:
    """Whether kinds, days and places leave it open that two reports are one.

    >>> one, other = (read_in(f"Rebels shelled {town} on Monday.").reports[0] for town in ("Mosul", "Hama"))
    >>> possible(one, one), possible(one, other)
    (True, False)
    """
    if _one_list(a, b) or not (mergeable(a) and mergeable(b)):
        return False
    if gap_days(a, b) > MOST_GAP_DAYS or family(a.sub_event_type) != family(b.sub_event_type):
        return False
    if not isinstance(a.place, ReportPlace) or not isinstance(b.place, ReportPlace):
        return False
    if _clash_and_blast(a, b):
        return False
    lie = places(a.place.place, b.place.place)
    if a.article == b.article and _told_apart(a, b):
        return False
    return lie != APART and (lie != ONE_COUNTRY or telling_dead(a) == telling_dead(b) > 0)


def _told_apart(a: Report, b: Report) -> bool:
    """Whether one article that tells of both tells of two happenings: in two towns, or one took and the other killed."""
    if event_class(a.sub_event_type) != event_class(b.sub_event_type):
        return True
    return _where(a) != _where(b) and not (vague(a) or vague(b))


def _where(report: Report) -> str:
    return report.place.place.id if isinstance(report.place, ReportPlace) else ""


def _clash_and_blast(a: Report, b: Report) -> bool:
    """Whether one tells of a clash and the other of a bomb or a strike, and not of the same number of dead."""
    kinds = {a.sub_event_type, b.sub_event_type}
    dead = {report.fatalities.best if report.fatalities else 0 for report in (a, b)}
    return CLASH in kinds and any(EVENT_TYPE_OF[kind] == BLASTS for kind in kinds) and (len(dead) > 1 or dead == {0})


def _one_list(a: Report, b: Report) -> bool:
    """Whether both are rows of one list of coded events: what its coder has as two is two."""
    coder = _coder(a.article)
    return coder is not None and coder == _coder(b.article)


def _coder(article: str) -> str | None:
    return article.split("/", 2)[1] if article.startswith(CODED) else None


def telling_dead(report: Report) -> int:
    """Return the dead where they are enough to tell one happening from another; 0 where not.

    >>> [telling_dead(read_in(f"Rebels shelled Hama, killing {n}.").reports[0]) for n in ("two", "nine")]
    [0, 9]
    """
    return report.fatalities.best if report.fatalities and report.fatalities.best >= TELLING else 0


def vague(report: Report) -> bool:
    """Whether a report is placed by a province (or wider) or dated by more than a few days.

    A vague report fits too much: it may join one event, never bring two together.

    >>> [vague(read_in(f"Rebels shelled Mosul {when}.").reports[0]) for when in ("on Monday", "in September")]
    [False, True]
    """
    wide = isinstance(report.place, ReportPlace) and report.place.place.kind in {"province", *AREAS}
    return wide or (isinstance(report.when, When) and length(report.when) > NARROW_DAYS)


def mergeable(report: Report) -> bool:
    """Whether a report has a place and a day near enough to be held against another's at all.

    >>> [mergeable(read_in(said).reports[0]) for said in ("Rebels shelled Hama.", "Rebels shelled it.")]
    [True, False]
    """
    return (
        isinstance(report.place, ReportPlace) and isinstance(report.when, When) and length(report.when) <= LONGEST_DAYS
    )
