"""Reports of one cluster -> one event that keeps every report.

Reports that fit (events/coreference/matching.py) are joined best fit first, and only where every report of the one event fits
every report of the other: likeness does not travel along a chain. A vague report ("in the province, this month") joins
an event only where it fits exactly one. The outcome depends on the set of reports alone, not on their order, and
merging what was merged changes nothing. Adding is incremental: reports that can be one share a key of
:func:`merge_keys`, so a store needs to look at those alone.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from events.coreference.matching import LARGEST_CIRCLE_KM, Match, groups, match, mergeable, vague
from events.model import Event, Report, ReportPlace, When
from geo import Place
from geo.area import KM_PER_DEGREE

_BUCKET_DAYS = 4

Matches = dict[tuple[str, str], Match]


def merge(reports: Iterable[Report]) -> tuple[Event, ...]:
    """Return the events that ``reports`` tell of, by id. A report given twice counts once.

    >>> from dataclasses import replace
    >>> told = read_in("Rebels shelled Mosul on Monday.").reports[0]
    >>> merged = merge([replace(told, id="b", article="two"), replace(told, id="a", article="one")])
    >>> [(event.id, len(event.reports)) for event in merged]
    [('a', 2)]
    """
    by_id = {report.id: report for report in sorted(reports, key=lambda report: (report.id, report.article))}
    found = _matches(by_id)
    clusters = [frozenset({id_}) for id_ in by_id if not vague(by_id[id_])]
    clusters = _joined(clusters, found)
    beside = _beside(found)
    for id_ in sorted(id_ for id_ in by_id if vague(by_id[id_])):
        clusters = _with_vague(id_, clusters, beside.get(id_, frozenset()))
    return tuple(sorted((_event(cluster, by_id, found) for cluster in clusters), key=lambda event: event.id))


def _matches(by_id: dict[str, Report]) -> Matches:
    """Return why two reports match, for every pair (in order of id) that shares a key and does."""
    blocks: dict[str, list[str]] = {}
    for id_, report in by_id.items():
        for key in merge_keys(report):
            blocks.setdefault(key, []).append(id_)
    pairs = {tuple(sorted(pair)) for block in blocks.values() for pair in combinations(block, 2)}
    found = {(a, b): match(by_id[a], by_id[b]) for a, b in sorted(pairs)}
    return {pair: one for pair, one in found.items() if one is not None}


def _joined(clusters: list[frozenset[str]], found: Matches) -> list[frozenset[str]]:
    """Join clusters along the matches, best fit first, where all of the one fit all of the other."""
    of = {id_: cluster for cluster in clusters for id_ in cluster}
    for a, b in sorted(found, key=lambda pair: (found[pair].cost, pair)):
        if a in of and b in of and of[a] is not of[b] and _all_fit(of[a], of[b], found):
            both = of[a] | of[b]
            of.update(dict.fromkeys(both, both))
    return list(dict.fromkeys(of.values()))


def _all_fit(one: frozenset[str], other: frozenset[str], found: Matches) -> bool:
    return all(((a, b) if a < b else (b, a)) in found for a in one for b in other)


def _beside(found: Matches) -> dict[str, frozenset[str]]:
    """Return, for each report that matches any, those that it matches."""
    beside: dict[str, set[str]] = {}
    for a, b in found:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    return {id_: frozenset(others) for id_, others in beside.items()}


def _with_vague(id_: str, clusters: list[frozenset[str]], matched: frozenset[str]) -> list[frozenset[str]]:
    alone = frozenset({id_})
    fitting = [cluster for cluster in clusters if cluster <= matched] if matched else []
    if len(fitting) != 1:
        return [*clusters, alone]
    return [*(cluster for cluster in clusters if cluster is not fitting[0]), fitting[0] | alone]


def _event(cluster: frozenset[str], by_id: dict[str, Report], found: Matches) -> Event:
    """Make the event of a cluster: its reports by first day, the earliest giving the id, and why each joined."""
    members = sorted((by_id[id_] for id_ in cluster), key=lambda report: (_first_day(report), report.id))
    first, *rest = members
    pairs = [(first.id, one.id) if first.id < one.id else (one.id, first.id) for one in rest]
    return Event(first.id, tuple(members), tuple("; ".join(found[pair].rules) for pair in pairs))


def _first_day(report: Report) -> dt.date:
    return report.when.earliest if isinstance(report.when, When) else dt.date.max


def merge_keys(report: Report) -> tuple[str, ...]:
    """Return the report's blocking keys, sorted: two reports that match share at least one; none where it cannot merge.

    A key is a group of kinds, a stretch of days and a spot: a one-degree cell that the place's circle of uncertainty
    touches, its province, or, for what is wider than a province, the place itself.

    >>> merge_keys(read_in("Rebels shelled Mosul on Monday.").reports[0])
    ('bombardment|184151|36:42', 'bombardment|184151|36:43', 'bombardment|184151|IQ/Nineveh', 'bombardment|184151|geonames:99072')
    >>> merge_keys(read_in("Rebels shelled it.").reports[0])
    ()
    """
    if not mergeable(report) or not isinstance(report.place, ReportPlace):
        return ()
    spots = _spots(report.place.place)
    return tuple(sorted({f"{g}|{t}|{spot}" for g in groups(report) for t in _times(report) for spot in spots}))


def _times(report: Report) -> Iterator[int]:
    """Yield the stretches of days; a day is added at the end so that dates a day apart share one."""
    if isinstance(report.when, When):
        first, last = report.when.earliest.toordinal(), report.when.latest.toordinal() + 1
        yield from range(first // _BUCKET_DAYS, last // _BUCKET_DAYS + 1)


@lru_cache(maxsize=4096)  # a war's reports are of the same few places, and each is asked for its keys several times
def _spots(place: Place) -> tuple[str, ...]:
    if place.kind in {"country", "area"}:
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
