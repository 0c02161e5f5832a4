"""A reading against the annotated article -> how much of each field is right: precision, recall, what was asked and said."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.gold_articles import Expected, GoldArticle, Mark
from events import Reading, Report, ReportPlace, When
from geo import LatLon, Place

FIELDS = ("places", "dates", "reports", "type", "place", "when", "actors", "fatalities", "status")
"""What is scored; all after ``reports`` only within reports that were found."""
_EARTH_KM = 6371.0


@dataclass(slots=True)
class Score:
    """Counts of one field. Precision is ``said_right`` of ``said``, recall ``asked_right`` of ``asked``."""

    asked: int = 0
    asked_right: int = 0
    said: int = 0
    said_right: int = 0

    @property
    def precision(self) -> float:
        """Share of what was said that is right; 1 where nothing was said."""
        return self.said_right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Share of what was asked for that was given; 1 where nothing was asked."""
        return self.asked_right / self.asked if self.asked else 1.0

    def count(self, *, asked: bool, said: bool, right: bool) -> None:
        """Count one answer."""
        self.asked += asked
        self.said += said
        self.asked_right += asked and right
        self.said_right += said and right


@dataclass(slots=True)
class Scores:
    """The scores of all fields, and a line for everything that was missed or is wrong."""

    by_field: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in FIELDS})
    misses: list[str] = field(default_factory=list)


def score(gold: GoldArticle, reading: Reading, scores: Scores) -> None:
    """Add one article's reading to the scores."""
    _score_marks(gold, reading, scores)
    pairs = _pairs(gold, reading)
    matched = {report.id for _, report in pairs}
    for expected in gold.expected:
        found = next((report for want, report in pairs if want is expected), None)
        scores.by_field["reports"].count(asked=expected.required, said=False, right=found is not None)
        if found:
            _score_fields(gold, (expected, found), scores)
        elif expected.required:
            scores.misses.append(f"{gold.article.id}: missed {expected.key}")
    for report in reading.reports:
        scores.by_field["reports"].count(asked=False, said=True, right=report.id in matched)
        if report.id not in matched:
            scores.misses.append(f"{gold.article.id}: beyond {report.sub_event_type}: {report.excerpt.text[:90]}")


def _score_marks(gold: GoldArticle, reading: Reading, scores: Scores) -> None:
    """Names and dates in the text: the words must meet, the country or the days must be right."""
    places = [
        Said(m.span.start, m.span.stop, m.place.country or "")
        for m in reading.places
        if isinstance(m.place, Place) and not m.demonym
    ]
    dates = [Said(d.span.start, d.span.stop, _days(d.when)) for d in reading.dates if d.when]
    for name, kind, said in (("places", "place", places), ("dates", "date", dates)):
        marks = [mark for mark in gold.marks if mark.kind == kind]
        one = scores.by_field[name]
        for mark in marks:
            one.count(asked=True, said=False, right=any(_right(mark, near) for near in said))
        for near in said:
            one.count(asked=False, said=True, right=any(_right(mark, near) for mark in marks))
        scores.misses += [f"{gold.article.id}: {line}" for line in _mark_misses(gold.article.text, marks, said)]


class Said(NamedTuple):
    """Words that were taken for a place or a date, and for which country or days."""

    start: int
    stop: int
    value: str


def _mark_misses(text: str, marks: list[Mark], said: list[Said]) -> Iterator[str]:
    for mark in marks:
        if not any(_right(mark, one) for one in said):
            near = [one.value for one in said if _meets(mark, one)]
            yield f"{mark.kind} {text[mark.start : mark.stop]}: wanted {mark.value}, got {near}"
    for one in said:
        if not any(_meets(mark, one) for mark in marks):
            yield f"beyond: {text[one.start : one.stop]} {one.value}"


def _meets(mark: Mark, said: Said) -> bool:
    return said.start < mark.stop and mark.start < said.stop


def _right(mark: Mark, said: Said) -> bool:
    if mark.kind == "place":
        return _meets(mark, said) and mark.value in {"", said.value}
    return _meets(mark, said) and said.value == (mark.value if "/" in mark.value else f"{mark.value}/{mark.value}")


def _days(when: When) -> str:
    return f"{when.earliest}/{when.latest}"


def _pairs(gold: GoldArticle, reading: Reading) -> list[tuple[Expected, Report]]:
    """Match expected happenings and reports one to one, the best agreeing first."""
    candidates = [
        (_agreement(want, report), -n, -k, want, report)
        for n, want in enumerate(gold.expected)
        for k, report in enumerate(reading.reports)
        if _tells(want, report)
    ]
    pairs: list[tuple[Expected, Report]] = []
    for *_, want, report in sorted(candidates, key=_first_three, reverse=True):
        if not any(want is a or report is b for a, b in pairs):
            pairs.append((want, report))
    return pairs


def _first_three(candidate: tuple[int, int, int, Expected, Report]) -> tuple[int, int, int]:
    return candidate[:3]


def _tells(want: Expected, report: Report) -> bool:
    """Whether the words that made the report an event stand in one of the phrases."""
    spans = [e.span for e in report.evidence if e.field == "sub_event_type"]
    return any(start < span.stop and span.start < stop for span in spans for start, stop in want.phrases)


def _agreement(want: Expected, report: Report) -> int:
    return sum(right for _, asked, _, right in _answers(want, report) if asked)


def _score_fields(gold: GoldArticle, pair: tuple[Expected, Report], scores: Scores) -> None:
    want, report = pair
    for name, asked, said, right in _answers(want, report):
        scores.by_field[name].count(asked=asked, said=said, right=right)
        if asked and not right:
            scores.misses.append(f"{gold.article.id}: {want.key}: {name} is {_said(report, name)}")


def _said(report: Report, name: str) -> str:
    if name == "actors":
        return " ".join(f"{one.actor.id}:{one.role}" for one in report.actors)
    if name == "place":
        return report.place.place.name if isinstance(report.place, ReportPlace) else report.place.reason
    if name == "when":
        return _days(report.when) if isinstance(report.when, When) else report.when.reason
    return str({"type": report.sub_event_type, "fatalities": report.fatalities, "status": report.status}[name])


def _answers(want: Expected, report: Report) -> Iterator[tuple[str, bool, bool, bool]]:
    """Yield (field, asked, said, right) for each field of a found report."""
    yield "type", bool(want.types), bool(want.types), report.sub_event_type in want.types
    if want.at:
        point = report.place.place.at if isinstance(report.place, ReportPlace) else None
        yield "place", True, point is not None, point is not None and _km(point, want.at) <= want.within_km
    if want.days:
        when = report.when if isinstance(report.when, When) else None
        inside = when is not None and want.days[0] <= when.earliest and when.latest <= want.days[1]
        yield "when", True, when is not None, inside
    if want.fatalities is not None:
        best = report.fatalities.best if report.fatalities else 0
        yield "fatalities", want.fatalities > 0, best > 0, best == want.fatalities
    if want.status:
        yield "status", True, True, report.status in want.status
    yield from _actor_answers(want, report)


def _actor_answers(want: Expected, report: Report) -> Iterator[tuple[str, bool, bool, bool]]:
    """An actor is right with an id and a role that will do; one that may be given is no fault."""
    for ids, roles in want.actors:
        yield "actors", True, False, any(one.actor.id in ids and one.role in roles for one in report.actors)
    for one in report.actors if want.actors else ():
        if one.role != "source" and one.actor.id not in want.also:
            right = any(one.actor.id in ids and one.role in roles for ids, roles in want.actors)
            yield "actors", False, True, right


def _km(one: LatLon, other: LatLon) -> float:
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
