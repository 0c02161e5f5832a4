"""``gazetteer find NAME``: every place that bears a name, with what speaks for and against it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.area import kilometres
from geo.gazetteer import Candidate, Gazetteer
from geo.place import LatLon
from geo.reasons import SpatialContext, features_for
from geo.toponyms import Toponym
from geo.wording import weights


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its chance among the others, its reasons with their points, and its distance in kilometres."""

    candidate: Candidate
    chance: float
    reasons: tuple[tuple[str, float], ...]
    distance_km: float | None

    def words(self) -> str:
        """Say it in one line: chance, place, point in degrees, radius and distance in kilometres, fit of the name, reasons.

        >>> find("Deir el-Zour", gazetteer())[0].words()[:55]
        '0.57  Deir ez-Zor (province; Deir ez-Zor, SY)  35.0977 '
        """
        place, fits = self.candidate.place, f"{self.candidate.sort}, {self.candidate.level}"
        where = f"{place.at.lat:.4f} {place.at.lon:.4f} ±{place.uncertainty_km:g} km"
        area = ", ".join(part for part in (place.admin1, place.country) if part)
        far = "" if self.distance_km is None else f"  {self.distance_km:,.0f} km away"
        why = " ".join(f"{reason}{points:+.1f}" for reason, points in self.reasons if points)
        return f"{self.chance:.2f}  {place.name} ({place.feature or place.kind}; {area})  {where}{far}  [{fits}; {place.source}]  {why}"


def find(
    name: str, gazetteer: Gazetteer, *, near: LatLon | None = None, country: str | None = None
) -> tuple[Scored, ...]:
    """Return all that ``name`` may mean, likeliest first; with ``near``, nearest first; of one country if given.

    >>> [(one.candidate.place.admin1, round(one.distance_km)) for one in find("Hama", gazetteer(), near=LatLon(35.1, 36.7), country="SY")][:2]
    [('Hama', 6), ('Hama', 7)]
    """
    found = [c for c in gazetteer.candidates(name) if country in (None, c.place.country)]
    sense = Toponym(name, tuple(found))
    points = weights("place_reasons_first.csv")
    said_of = [[(why, points.get(why, 0.0)) for why in said] for said in features_for(sense, SpatialContext(), {})[:-1]]
    raw = [math.exp(sum(value for _, value in said)) for said in said_of]
    scored = [
        Scored(c, part / sum(raw), tuple(said), kilometres(near, c.place.at) if near else None)
        for c, part, said in zip(found, raw, said_of, strict=True)
    ]
    return tuple(sorted(scored, key=lambda s: (s.distance_km or 0.0, -s.chance, s.candidate.place.id)))


def point(words: str, gazetteer: Gazetteer) -> LatLon | None:
    """Return the point that "34.5,40.9" or a place's name stands for; None where it stands for none.

    Raises ``ValueError`` for two numbers that are no point on Earth.

    >>> point("34.5, 40.9", gazetteer()), point("Zzyzx of nowhere", gazetteer())
    (LatLon(lat=34.5, lon=40.9), None)
    """
    try:
        lat, lon = map(float, words.split(","))
    except ValueError:
        found = gazetteer.find(words)
        return found[0].at if found else None
    return LatLon(lat, lon)
