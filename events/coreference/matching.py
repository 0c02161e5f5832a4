"""Two reports -> whether they can tell of one cluster: in kind, time, place, actors and deaths, by named rules.

It stands apart from the merging itself (events/coreference/across_documents.py) because a person who asks "why are these one event?" is
answered by these rules alone. All of them must hold; each is symmetric.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from events.model import ActorRole, Report, ReportPlace, When
from geo import Place
from geo.area import kilometres

LONGEST_DAYS = 45  # a report that says no more than "this year" tells of too many clusters to be one of them
MOST_GAP_DAYS = 1  # reports of one night's attack name the evening or the morning
LARGEST_CIRCLE_KM = 150.0
WIDE_KM = 30.0  # beyond a town and its fields: a district, a province
CODED = "coded/"  # what the id of a row of coded events begins with, before the name of who coded it
_VAGUE_DAYS = 3
_AREAS = frozenset({"country", "area"})
_PLAIN_KINDS = frozenset({"armed", "people", "crowd"})  # of seeds/lexicon/kinds.csv

GROUPS: dict[str, tuple[str, ...]] = {
    "Armed clash": ("fighting",),
    "Government regains territory": ("fighting", "territory"),
    "Non-state actor overtakes territory": ("fighting", "territory"),
    "Non-violent transfer of territory": ("territory",),
    "Attack": ("fighting", "bombardment", "bomb", "assault"),
    "Sexual violence": ("assault",),
    "Chemical weapon": ("bombardment",),
    "Air/drone strike": ("bombardment",),
    "Suicide bomb": ("bomb",),
    "Shelling/artillery/missile attack": ("bombardment",),
    "Remote explosive/landmine/IED": ("bomb",),
    "Grenade": ("bomb",),
    "Peaceful protest": ("crowd",),
    "Protest with intervention": ("crowd",),
    "Excessive force against protesters": ("crowd",),
    "Violent demonstration": ("crowd",),
    "Mob violence": ("crowd", "assault"),
    "Abduction/forced disappearance": ("taken",),
    "Arrests": ("taken",),
}
"""Sub-event types that newspapers tell one cluster as; a type that is not here is its own group."""


@dataclass(frozen=True, slots=True)
class Match:
    """Why two reports are one: the rules in words; ``cost`` is smaller the better they fit (days, then kilometres)."""

    rules: tuple[str, ...]
    cost: tuple[float, float, int]


def match(a: Report, b: Report) -> Match | None:
    """Return why ``a`` and ``b`` can be one cluster, None where any of :data:`MATCH_RULES` says that they cannot.

    >>> from dataclasses import replace
    >>> mosul, hama = (read_in(f"Rebels shelled {town} on Monday.").reports[0] for town in ("Mosul", "Hama"))
    >>> match(mosul, replace(mosul, article="another")).rules[1:4]
    ('the same kind (Shelling/artillery/missile attack)', 'dates that meet', 'the same place')
    >>> match(mosul, replace(hama, article="another")) is None
    True
    """
    words = []
    for rule in MATCH_RULES:
        said = rule(a, b)
        if said is None:
            return None
        words.append(said)
    return Match(tuple(words), (_gap_days(a, b), _km_of(a, b), int(a.sub_event_type != b.sub_event_type)))


def groups(report: Report) -> tuple[str, ...]:
    """Return the groups of kinds that a report may be told as.

    >>> groups(read_in("Rebels shelled Hama.").reports[0])
    ('bombardment',)
    """
    return GROUPS.get(report.sub_event_type, (report.sub_event_type,))


def vague(report: Report) -> bool:
    """Whether a report is placed by a province (or wider) or dated by more than a few days.

    A vague report fits too much: it may join one event, never bring two together.

    >>> [vague(read_in(f"Rebels shelled Mosul {when}.").reports[0]) for when in ("on Monday", "in September")]
    [False, True]
    """
    wide = isinstance(report.place, ReportPlace) and report.place.place.kind in {"province", *_AREAS}
    return wide or (isinstance(report.when, When) and _days(report.when) > _VAGUE_DAYS)


def mergeable(report: Report) -> bool:
    """Whether a report has a place and a day near enough to be held against another's at all.

    >>> [mergeable(read_in(said).reports[0]) for said in ("Rebels shelled Hama.", "Rebels shelled it.")]
    [True, False]
    """
    return (
        isinstance(report.place, ReportPlace) and isinstance(report.when, When) and _days(report.when) <= LONGEST_DAYS
    )


def _days(when: When) -> int:
    return (when.latest - when.earliest).days + 1


def _gap_days(a: Report, b: Report) -> int:
    """Return the days between two reports' intervals: 0 where they meet."""
    if not isinstance(a.when, When) or not isinstance(b.when, When):
        return LONGEST_DAYS
    return max(0, (a.when.earliest - b.when.latest).days, (b.when.earliest - a.when.latest).days)


def _another_article(a: Report, b: Report) -> str | None:
    """What one article tells as two is two, and so is what one list of coded events has as two rows."""
    coder = _coder(a.article)
    apart = a.article == b.article or (coder is not None and coder == _coder(b.article))
    return None if apart else "told by another article"


def _coder(article: str) -> str | None:
    return article.split("/", 2)[1] if article.startswith(CODED) else None


def _kind(a: Report, b: Report) -> str | None:
    if a.sub_event_type == b.sub_event_type:
        return f"the same kind ({a.sub_event_type})"
    shared = [group for group in groups(a) if group in groups(b)]
    return f"kinds told for one another ({shared[0]})" if shared else None


def _time(a: Report, b: Report) -> str | None:
    """Dates meet; or they lie a day apart and one is only inferred, or both tell of about as many dead.

    In a long war the same town is shelled day after day: a clear date a day later is the next day's shelling.
    """
    if not (mergeable(a) and mergeable(b)) or _gap_days(a, b) > MOST_GAP_DAYS:
        return None
    if _gap_days(a, b) == 0:
        return "dates that meet"
    return "dates a day apart" if _inferred(a) or _inferred(b) or _deaths_agree(a, b) else None


def _inferred(report: Report) -> bool:
    return report.when_inherited or (isinstance(report.when, When) and report.when.precision == "about")


def _deaths_agree(a: Report, b: Report) -> bool:
    """Whether both tell of dead, and of about as many: 9 and 14, not 9 and 30."""
    if a.fatalities is None or b.fatalities is None:
        return False
    low, high = sorted((a.fatalities.best, b.fatalities.best))
    return low > 0 and high <= 2 * low


def _place(a: Report, b: Report) -> str | None:
    if not isinstance(a.place, ReportPlace) or not isinstance(b.place, ReportPlace):
        return None
    one, other = a.place.place, b.place.place
    if max(one.uncertainty_km, other.uncertainty_km) > WIDE_KM and not _deaths_agree(a, b):
        return None  # a province holds many clusters of a day; the dead tell them apart
    if one.id == other.id:
        return "the same place"
    if one.kind in _AREAS or other.kind in _AREAS:
        return None
    return _inside(one, other) if "province" in {one.kind, other.kind} else _near(one, other)


def _inside(one: Place, other: Place) -> str | None:
    """One place is a province: the other lies in it; two different provinces are two places."""
    same = one.country == other.country and one.admin1 is not None and one.admin1 == other.admin1
    return f"places in the same province ({one.admin1})" if same and one.kind != other.kind else None


def _near(one: Place, other: Place) -> str | None:
    apart = kilometres(one.at, other.at)
    if apart > min(LARGEST_CIRCLE_KM, max(one.uncertainty_km, other.uncertainty_km)):
        return None
    return f"places {apart:.0f} km apart, within their uncertainty"


def _km_of(a: Report, b: Report) -> float:
    if isinstance(a.place, ReportPlace) and isinstance(b.place, ReportPlace):
        return round(kilometres(a.place.place.at, b.place.place.at), 1)
    return 0.0


def _actors(a: Report, b: Report) -> str | None:
    """Some named actor in common; where one report names none ("gunmen", "civilians"), some class in common."""
    one, other = _named(a), _named(b)
    if one and other:
        shared = sorted(one & other)
        return f"actors in common ({', '.join(shared)})" if shared else None
    if not _parties(a) or not _parties(b):
        return "actors that one of them leaves open"
    return "actors of the same class" if _classes(a) & _classes(b) else None


def _parties(report: Report) -> tuple[ActorRole, ...]:
    """Return who took part; who only told of it is left out."""
    return tuple(role for role in report.actors if role.role != "source")


def _named(report: Report) -> frozenset[str]:
    """Return the ids of the parties that are somebody: a state's forces, a group; "gunmen" and "civilians" are not."""
    return frozenset(role.actor.id for role in _parties(report) if role.actor.kind not in _PLAIN_KINDS)


def _classes(report: Report) -> frozenset[int]:
    """Return ACLED's classes of the parties."""
    return frozenset(role.actor.inter for role in _parties(report) if role.actor.inter is not None)


def _deaths(a: Report, b: Report) -> str | None:
    """Figures differ between reports, but one dead and sixty dead are not one cluster."""
    if a.fatalities is None or b.fatalities is None:
        return "deaths that one of them leaves open"
    low, high = sorted((a.fatalities.best, b.fatalities.best))
    if high > _FAR_TIMES * max(1, low) and high - low > _FAR_PEOPLE:
        return None
    return f"{low} dead" if low == high else f"{low} and {high} dead"


_FAR_TIMES, _FAR_PEOPLE = 5, 10

MATCH_RULES: tuple[Callable[[Report, Report], str | None], ...] = (
    _another_article,
    _kind,
    _time,
    _place,
    _actors,
    _deaths,
)
"""What must hold between two reports of one event; each says how it holds, None where it does not."""
