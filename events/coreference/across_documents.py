"""Reports of one happening -> one event that keeps every report.

Pairs of reports are weighed (events/coreference/matching.py) and joined as in a document: the likeliest first, by the
average over all pairs of two clusters, so that likeness does not travel along a chain. A vague report ("in the province,
this month") joins an event only where it fits exactly one. The outcome depends on the set of reports alone, not on their
order, and merging what was merged changes nothing. Adding is incremental: what is likely one shares a key of
:func:`merge_keys` with :func:`asked_keys`, so a store needs to look at those alone; only what a chain of likely pairs
reaches can change.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heappush

from events.coreference.across_cues import LARGEST_CIRCLE_KM, family, length
from events.coreference.matching import IMPOSSIBLE, LONGEST_DAYS, log_odds, mergeable, signs, telling_dead, vague
from events.model import Event, Report, ReportPlace, When
from geo import Place, Unresolved
from geo.area import KM_PER_DEGREE

_BUCKET_DAYS = 4
CLOSE = 0.05  # a vague report that fits two clusters as nearly as this is left alone

Pair = tuple[str, str]
Cluster = tuple[str, ...]


def merge(reports: Iterable[Report], weigh: Callable[[Report, Report], float] = log_odds) -> tuple[Event, ...]:
    """Return the events that ``reports`` tell of, by id. A report given twice counts once.

    ``weigh`` says how surely two reports are one.

    >>> from dataclasses import replace
    >>> told = read_in("Rebels shelled Mosul on Monday.").reports[0]
    >>> merged = merge([replace(told, id="b", article="two"), replace(told, id="a", article="one")])
    >>> [(event.id, len(event.reports)) for event in merged]
    [('a', 2)]
    """
    by_id = {report.id: report for report in sorted(reports, key=lambda report: (report.id, report.article))}
    odds = _Odds(by_id, weigh)
    clusters = [cluster for part in _parts(by_id, odds.likely) for cluster in _clusters(part, odds)]
    return tuple(sorted((_event(cluster, by_id) for cluster in clusters), key=lambda event: event.id))


class _Odds:
    """How surely two of these reports are one; ``likely`` are the pairs that share a key and are likelier one than two."""

    def __init__(self, by_id: dict[str, Report], weigh: Callable[[Report, Report], float]) -> None:
        self._vague = {id_ for id_, report in by_id.items() if vague(report)}
        self._known = {pair: weigh(*(by_id[id_] for id_ in pair)) for pair in sorted(near_pairs(by_id))}
        self.likely = [pair for pair, odds in self._known.items() if odds > 0]
        self._beside: dict[str, list[str]] = {}
        for a, b in self.likely:
            self._beside.setdefault(a, []).append(b)
            self._beside.setdefault(b, []).append(a)

    def of(self, a: str, b: str) -> float:
        return self._known.get((a, b) if a < b else (b, a), IMPOSSIBLE)

    def between(self, one: Cluster, other: Cluster) -> float:
        """Return the average over all pairs of two clusters; where both hold precise reports, of those alone."""
        ours, theirs = self._precise(one), self._precise(other)
        if not ours or not theirs:
            ours, theirs = one, other
        return sum(self.of(a, b) for a in ours for b in theirs) / (len(ours) * len(theirs))

    def beside(self, cluster: Cluster, of: Mapping[str, Cluster]) -> set[Cluster]:
        """Return the clusters that a likely pair connects with one: no others can be likelier one with it than two.

        ``of`` is the cluster of each report that is asked about.
        """
        return {of[near] for id_ in cluster for near in self._beside.get(id_, ()) if near in of} - {cluster}

    def is_vague(self, cluster: Cluster) -> bool:
        """Whether all reports of a cluster are vague."""
        return not self._precise(cluster)

    def _precise(self, cluster: Cluster) -> Cluster:
        return tuple(id_ for id_ in cluster if id_ not in self._vague)


def near_pairs(by_id: Mapping[str, Report]) -> set[Pair]:
    """Return the pairs of ids of which one keeps a key that the other asks for.

    >>> near_pairs({"a": read_in("Rebels shelled Hama.").reports[0]})
    set()
    """
    kept: dict[str, list[str]] = {}
    for id_, report in by_id.items():
        for key in merge_keys(report):
            kept.setdefault(key, []).append(id_)
    asked = ((id_, key) for id_, report in by_id.items() for key in asked_keys(report))
    return {(min(id_, other), max(id_, other)) for id_, key in asked for other in kept.get(key, ()) if other != id_}


def _parts(by_id: Iterable[str], likely: Iterable[Pair]) -> list[Cluster]:
    """Return the ids in parts that no likely pair connects, each in order."""
    part = {id_: [id_] for id_ in by_id}
    for a, b in likely:
        if part[a] is not part[b]:
            small, large = sorted((part[a], part[b]), key=len)
            large.extend(small)
            part.update(dict.fromkeys(small, large))
    return [tuple(sorted(one)) for one in {id(one): one for one in part.values()}.values()]


def _clusters(part: Cluster, odds: _Odds) -> list[Cluster]:
    """Return the clusters of a part: those of its precise reports, then with the vague ones, which never join two of them."""
    if len(part) == 1:
        return [part]
    alone: list[Cluster] = [(id_,) for id_ in part]
    vague_ones = [one for one in alone if odds.is_vague(one)]
    precise = _joined([one for one in alone if not odds.is_vague(one)], odds)
    of = _by_member(precise)
    open_ = [one for one in vague_ones if _undecided(one, odds.beside(one, of), odds)]
    return [*_joined([*precise, *(one for one in vague_ones if one not in open_)], odds), *open_]


def _by_member(clusters: Iterable[Cluster]) -> dict[str, Cluster]:
    return {id_: cluster for cluster in clusters for id_ in cluster}


def _undecided(one: Cluster, clusters: Iterable[Cluster], odds: _Odds) -> bool:
    """Whether a vague report fits two clusters about as well, so that nobody can say which it tells of."""
    first, second = (*sorted((odds.between(one, cluster) for cluster in clusters), reverse=True), 0.0, 0.0)[:2]
    return second > 0 and first - second < CLOSE


def _joined(found: Sequence[Cluster], odds: _Odds) -> list[Cluster]:
    """Join clusters two by two, the likeliest first, as long as any two are likelier one than not."""
    clusters, of = set(found), _by_member(found)
    pairs = ((one, other) for one in found for other in odds.beside(one, of) if one < other)
    links = [(-odds.between(*pair), *pair) for pair in pairs]
    links = [link for link in links if link[0] < 0]
    heapify(links)
    while links:
        _, one, other = heappop(links)
        if one not in clusters or other not in clusters:
            continue
        both = tuple(sorted((*one, *other)))
        clusters -= {one, other}
        clusters.add(both)
        of.update(dict.fromkeys(both, both))
        for cluster in odds.beside(both, of):
            link = odds.between(both, cluster)
            if link > 0:
                heappush(links, (-link, min(both, cluster), max(both, cluster)))
    return sorted(clusters)


def _event(cluster: Cluster, by_id: dict[str, Report]) -> Event:
    """Make the event of a cluster: its reports by first day, the earliest giving the id, and why each joined."""
    members = sorted((by_id[id_] for id_ in cluster), key=lambda report: (_first_day(report), report.id))
    first, *rest = members
    return Event(first.id, tuple(members), tuple("; ".join(signs(first, one)) for one in rest))


def _first_day(report: Report) -> dt.date:
    return report.when.earliest if isinstance(report.when, When) else dt.date.max


def merge_keys(report: Report) -> tuple[str, ...]:
    """Return the keys that a report is kept under, sorted; none where it cannot merge.

    A key is a family of kinds, a stretch of days and a spot: a one-degree cell that the place's circle of uncertainty
    touches, its province, the place itself, what lies in its country, and so many dead in its country.

    >>> merge_keys(read_in("Rebels shelled Mosul on Monday.").reports[0])[-3:]
    ('force|184151|IQ/Nineveh', 'force|184151|geonames:99072', 'force|184151|in IQ')
    >>> merge_keys(read_in("Rebels shelled it.").reports[0])
    ()
    """
    return _keys(report, spots_of) if mergeable(report) else ()


def asked_keys(report: Report) -> tuple[str, ...]:
    """Return the keys under which a report finds all that it can be one with: a town asks for its country, not for all in it.

    >>> asked_keys(read_in("Rebels shelled Mosul on Monday.").reports[0])[-3:]
    ('force|184151|IQ', 'force|184151|IQ/Nineveh', 'force|184151|geonames:99072')
    """
    return _keys(report, asked_spots) if mergeable(report) else ()


def _keys(report: Report, spots: Callable[[Place], tuple[str, ...]]) -> tuple[str, ...]:
    if not isinstance(report.place, ReportPlace):
        return ()
    place = report.place.place
    near = (*spots(place), *same_dead(telling_dead(report), place.country))
    return keys_of(report.sub_event_type, stretches(report.when), near)


def keys_of(kind: str, days: Iterable[int], spots: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of a kind of event in some stretches of days at some spots, sorted.

    >>> keys_of("Attack", (184151,), ("in IQ", "IQ/Nineveh"))
    ('force|184151|IQ/Nineveh', 'force|184151|in IQ')
    """
    heads, near = [f"{family(kind)}|{each}|" for each in days], [*spots]
    return tuple(sorted({head + spot for head in heads for spot in near}))


def same_dead(dead: int, country: str | None) -> tuple[str, ...]:
    """Return the spot that all reports of so many dead in a country share; none where they are too few to tell it by.

    >>> same_dead(9, "IQ"), same_dead(0, "IQ")
    (('9 dead in IQ',), ())
    """
    return (f"{dead} dead in {country}",) if dead and country else ()


def stretches(when: When | Unresolved) -> range:
    """Return the stretches of days that a date lies in, none where it is too long to be held against another's.

    A day is added at the end so that dates a day apart share one.

    >>> len(stretches(When(dt.date(2026, 3, 3), dt.date(2026, 3, 3), "day"))), len(stretches(Unresolved("no date")))
    (1, 0)
    """
    if not isinstance(when, When) or length(when) > LONGEST_DAYS:
        return range(0)
    first, last = when.earliest.toordinal(), when.latest.toordinal() + 1
    return range(first // _BUCKET_DAYS, last // _BUCKET_DAYS + 1)


@lru_cache(maxsize=4096)  # a war's reports are of the same few places, and each is asked for its keys several times
def spots_of(place: Place) -> tuple[str, ...]:
    """Return the spots that a report of a place is kept under.

    >>> spots = spots_of(read_in("Rebels shelled Mosul on Monday.").reports[0].place.place)
    >>> spots[:2], spots[-1]
    (('geonames:99072', 'IQ/Nineveh'), 'in IQ')
    """
    if place.kind == "country":
        return place.id, place.country or place.id
    inside = (f"in {place.country}",) if place.country else ()
    return (*_own(place), *inside)


@lru_cache(maxsize=4096)
def asked_spots(place: Place) -> tuple[str, ...]:
    """Return the spots at which a report of a place looks for others.

    >>> spots = asked_spots(read_in("Rebels shelled Mosul on Monday.").reports[0].place.place)
    >>> spots[:2], spots[-1]
    (('geonames:99072', 'IQ/Nineveh'), 'IQ')
    """
    above = (place.country,) if place.country else ()
    if place.kind == "country":
        return place.id, *above, *(f"in {country}" for country in above)
    return (*_own(place), *above)


def _own(place: Place) -> tuple[str, ...]:
    if place.uncertainty_km > LARGEST_CIRCLE_KM and place.kind == "area":
        return (place.id,)
    return place.id, f"{place.country}/{place.admin1}", *_cells(place)


def _cells(place: Place) -> Iterator[str]:
    """Yield the one-degree cells that the circle of uncertainty touches; round the poles, the whole ring."""
    reach = min(place.uncertainty_km, LARGEST_CIRCLE_KM) / KM_PER_DEGREE
    for lat in range(math.floor(place.at.lat - reach), math.floor(place.at.lat + reach) + 1):
        widest = max(math.cos(math.radians(min(89.9, max(abs(lat), abs(lat + 1))))), 0.002)
        span = min(180.0, reach / widest)
        for lon in range(math.floor(place.at.lon - span), math.floor(place.at.lon + span) + 1):
            yield f"{lat}:{(lon + 180) % 360 - 180}"
