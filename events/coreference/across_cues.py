"""Two reports -> named cues for and against that they tell of the same happening; seeds/weights/across.csv weighs them.

Every cue is symmetric and asks only what an outline (store/outlines.py) carries, so that a report out of the index is
weighed as the whole one is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from events.model import ARMED, EVENT_TYPE_OF, OUTSIDERS, Actor, ActorRole, Count, Report, ReportPlace, When
from geo import Place
from geo.area import kilometres
from text.lexicon import word_group
from text.scoring import Cues

WIDE_KM = 30.0  # beyond a town and its fields: a district, a province
FAR_KM = 100.0  # two towns so far from each other are two places, whatever province they share
CLOSE_KM = 3.0
LARGEST_CIRCLE_KM = 150.0
NARROW_DAYS = 3
AREAS = frozenset({"country", "area"})
APART = "places apart"
ONE_COUNTRY = "other places of one country"
PLAIN_KINDS = frozenset({"armed", "people", "crowd"})  # of seeds/lexicon/kinds.csv
_STATE = frozenset({1, 8})
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_COMMON = word_group("words in all reports")
_PLAIN_WORD = re.compile(r"[A-Za-z]{3,}|[0-9]+")  # the same in plain text, found three times as fast
_STEM = 6
MOST_WORDS = 40
_FAR_TIMES, _FAR_PEOPLE = 5, 10
TELLING = 3  # as many dead tell one happening of a country from another

_FORCE = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots"})
_LIKE_FORCE = frozenset({"Arrests", "Non-violent transfer of territory"})


def family(kind: str) -> str:
    """Return the family of sub-event types that newspapers tell one happening as: force is one, the rest each its own.

    >>> family("Attack"), family("Armed clash"), family("Threat")
    ('force', 'force', 'Threat')
    """
    return "force" if EVENT_TYPE_OF[kind] in _FORCE or kind in _LIKE_FORCE else kind


def across_cues(a: Report, b: Report) -> Cues:
    """Return the cues of a pair of reports that have a place and a day.

    >>> one, other = (read_in(said).reports[0] for said in ("Rebels shelled Hama on Monday.", "Hama was shelled on Monday."))
    >>> [cue for cue in across_cues(one, other) if "same" in cue]
    ['the same kind', 'the same town or site', 'the same day, named by both']
    """
    named = (*_articles(a, b), *_kinds(a, b), *_places(a, b), *_days(a, b), *_sides(a, b), *_tolls(a, b))
    return dict.fromkeys(named, 1.0) | _wording(a, b)


def _articles(a: Report, b: Report) -> Iterator[str]:
    if a.article == b.article:
        yield "told by one article"
    if a.news != b.news:
        yield "news in one, background in the other"


_FROM_AFAR = frozenset({"Air/drone strike", "Shelling/artillery/missile attack", "Chemical weapon"})
_LAID = frozenset({"Remote explosive/landmine/IED", "Suicide bomb", "Grenade"})


def _kinds(a: Report, b: Report) -> Iterator[str]:
    if a.sub_event_type == b.sub_event_type:
        yield "the same kind"
    elif {a.sub_event_type, b.sub_event_type} & {"Attack"}:
        yield "one of them a plain attack"
    elif all({a.sub_event_type, b.sub_event_type} & kinds for kinds in (_FROM_AFAR, _LAID)):
        yield "fire from afar in one, a bomb in the other"
    elif EVENT_TYPE_OF[a.sub_event_type] == EVENT_TYPE_OF[b.sub_event_type]:
        yield "kinds of one type"
    else:
        yield "kinds of two types"
    if "Statement" in {EVENT_TYPE_OF[one.sub_event_type] for one in (a, b)}:
        yield "a statement"


def _places(a: Report, b: Report) -> Iterator[str]:
    if isinstance(a.place, ReportPlace) and isinstance(b.place, ReportPlace):
        yield places(a.place.place, b.place.place)


def places(one: Place, other: Place) -> str:
    """Return how two places lie to each other, as a cue.

    >>> from dataclasses import replace
    >>> hama = read_in("Rebels shelled Hama.").reports[0].place.place
    >>> places(hama, hama), places(hama, replace(hama, id="x", kind="province", uncertainty_km=60.0))
    ('the same town or site', 'a place in its province')
    """
    small, large = sorted((one, other), key=lambda place: (place.uncertainty_km, place.id))
    if one.id == other.id:
        return (
            f"the same {'country or area' if large.kind in AREAS else 'province' if is_wide(large) else 'town or site'}"
        )
    if large.kind == "country" and small.country == large.country:
        return "a place in its country"
    near = _near(small, large)
    if near:
        return near
    if _one_province(small, large) and (is_wide(large) or kilometres(small.at, large.at) <= FAR_KM):
        return "a place in its province" if large.kind == "province" else "places of one province"
    return ONE_COUNTRY if small.country == large.country and small.country else APART


def _near(small: Place, large: Place) -> str:
    """Return whether the smaller place lies in the larger one's circle of uncertainty; "" where not."""
    apart = kilometres(small.at, large.at)
    if apart > min(large.uncertainty_km, LARGEST_CIRCLE_KM) or large.kind in {"country", "province"}:
        return ""
    if is_wide(large):
        return "" if is_wide(small) else "a place in a wider one"
    return "places at most 3 km apart" if apart <= CLOSE_KM else "places within their uncertainty"


def _one_province(one: Place, other: Place) -> bool:
    return one.country == other.country and one.admin1 is not None and one.admin1 == other.admin1


def is_wide(place: Place) -> bool:
    """Whether a place is wider than a town and its fields.

    >>> is_wide(read_in("Rebels shelled Hama.").reports[0].place.place)
    False
    """
    return place.kind in {"province", *AREAS} or place.uncertainty_km > WIDE_KM


def length(when: When) -> int:
    """Return the days that a date spans.

    >>> length(read_in("Rebels shelled Hama in September.").reports[0].when)
    30
    """
    return (when.latest - when.earliest).days + 1


def gap_days(a: Report, b: Report) -> int:
    """Return the days between two reports' intervals: 0 where they meet, many where one has none.

    >>> one, other = read_in("Rebels shelled Hama on Monday. On Sunday rebels shelled Homs.").reports
    >>> gap_days(one, one), gap_days(one, other)
    (0, 1)
    """
    if not isinstance(a.when, When) or not isinstance(b.when, When):
        return 9999
    return max(0, (a.when.earliest - b.when.latest).days, (b.when.earliest - a.when.latest).days)


def _days(a: Report, b: Report) -> Iterator[str]:
    if not isinstance(a.when, When) or not isinstance(b.when, When):
        return
    gap, longest = gap_days(a, b), max(length(a.when), length(b.when))
    about = "about" in {a.when.precision, b.when.precision} or longest > NARROW_DAYS
    known = (
        "named by one"
        if a.when_inherited != b.when_inherited
        else "named by none"
        if a.when_inherited
        else "named by both"
    )
    if gap:
        yield f"{'a day' if gap == 1 else 'two days'} apart, {'one of them about' if about else known}"
    elif about:
        yield "days meet, both about" if _both_long(a.when, b.when) else "days meet, one of them about"
    else:
        yield f"the same day, {known}" if longest == 1 else f"days meet, {known}"


def _both_long(one: When, other: When) -> bool:
    return all(when.precision == "about" or length(when) > NARROW_DAYS for when in (one, other))


def parties(report: Report) -> tuple[ActorRole, ...]:
    """Return who took part; who only told of it (a source, media, monitors) is left out.

    >>> [role.actor.name for role in parties(read_in("Rebels shelled Hama, monitors said.").reports[0])]
    ['Rebels']
    """
    return tuple(role for role in report.actors if role.role != "source" and role.actor.kind not in OUTSIDERS)


def side(actor: Actor) -> str:
    """Return whose side an actor is on: its state's, its own where it has a name; "" for plain words.

    >>> [side(role.actor) for role in read_in("Russian jets bombed rebels in Hama.").reports[0].actors]
    ['RU', '']
    """
    if actor.kind in PLAIN_KINDS:
        return ""
    if actor.inter in _STATE and actor.country and actor.kind != "coalition":
        return actor.country
    return actor.voice_of or actor.id


def _sides(a: Report, b: Report) -> Iterator[str]:
    ours, theirs = parties(a), parties(b)
    if not ours or not theirs:
        yield "actors that one of them leaves open"
        return
    one, other = ({side(role.actor) for role in roles} - {""} for roles in (ours, theirs))
    if one & other:
        yield "a named side in common"
        if len(one & other) > 1:
            yield "two named sides in common"
    elif one and other:
        yield "a coalition and a state" if _allied(ours, theirs) else "other named sides"
    elif _armed(ours) and _armed(theirs):
        yield "plain words that fit the other's armed side" if _fits(ours, theirs) else "other classes of armed sides"
    yield from _roles(ours, theirs)


def _roles(ours: tuple[ActorRole, ...], theirs: tuple[ActorRole, ...]) -> Iterator[str]:
    doers, others = _of(ours, "initiator"), _of(theirs, "initiator")
    hit, also = _of(ours, "target"), _of(theirs, "target")
    if doers and others:
        yield "one doer" if doers & others else "other doers"
    if hit and also:
        yield "one target" if hit & also else "other targets"
    if (doers & also or others & hit) and not doers & others:
        yield "doer and target changed"


def _of(roles: tuple[ActorRole, ...], role: str) -> frozenset[str]:
    """Return the sides that have a role; a plain word stands for its class."""
    return frozenset(side(one.actor) or f"class {one.actor.inter}" for one in roles if one.role == role)


def _armed(roles: tuple[ActorRole, ...]) -> frozenset[int]:
    return frozenset(role.actor.inter for role in roles if role.actor.inter in ARMED and role.actor.inter)


def _fits(ours: tuple[ActorRole, ...], theirs: tuple[ActorRole, ...]) -> bool:
    one, other = _armed(ours), _armed(theirs)
    return bool(one & other) or bool(one & {2, 3, 4} and other & {2, 3, 4})


def _allied(ours: tuple[ActorRole, ...], theirs: tuple[ActorRole, ...]) -> bool:
    """Whether one side names a coalition and the other an outside state that may fly for it."""
    both = [[role.actor for role in roles if role.actor.inter in _STATE] for roles in (ours, theirs)]
    return any(
        any(actor.kind == "coalition" for actor in one) and any(actor.kind != "coalition" for actor in other)
        for one, other in (both, both[::-1])
    )


def _tolls(a: Report, b: Report) -> Iterator[str]:
    yield from _toll(a.fatalities, b.fatalities, "dead")
    yield from _toll(a.injured, b.injured, "injured")


def _toll(one: Count | None, other: Count | None, of: str) -> Iterator[str]:
    if one is None or other is None:
        if one or other:
            yield f"{of} told by one"
        return
    low, high = sorted((one.best, other.best))
    if low == high:
        yield f"the same {of}, {'none' if not low else 'one or two' if low < TELLING else 'three or more'}"
    elif high <= 1.5 * low + 1:
        yield f"about as many {of}"
    else:
        far = of == "dead" and high > _FAR_TIMES * max(low, 1) and high - low > _FAR_PEOPLE
        yield f"far more {of} in one" if far else f"other {of}"


def words(text: str) -> tuple[str, ...]:
    """Return the telling words of an excerpt in order: no common ones, each once; of these words the same again.

    >>> words("Rebels shelled the town of Hama, killing 12 people.")
    ('Rebels', 'shelled', 'town', 'Hama', 'killing', '12')
    """
    found = dict.fromkeys((_PLAIN_WORD if text.isascii() else _WORD).findall(text))
    return tuple([word for word in found if word.lower() not in _COMMON][:MOST_WORDS])


@lru_cache(maxsize=8192)
def _stems(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of an excerpt's telling words, and those of its names."""
    told = words(text)
    return (
        frozenset(word.lower()[:_STEM] for word in told),
        frozenset(word.lower()[:_STEM] for word in told if word[0].isupper()),
    )


def _wording(a: Report, b: Report) -> Cues:
    (ours, names), (theirs, others) = _stems(a.excerpt.text), _stems(b.excerpt.text)
    shared = len(ours & theirs) / max(5, min(len(ours), len(theirs)))
    known = len(names & others)
    cues = {"words shared": shared, "names shared": min(known, 4) / 4}
    if shared >= 0.5:
        cues["half of the words shared"] = 1.0
    return cues
