"""A row of a country file held against what the compiled gazetteer knows: the same place is kept once, as it is known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache

from geo.area import admin_codes, kilometres
from geo.gazetteer import Gazetteer
from geo.place import LatLon, Place
from geo.rows import GazetteerRow, Name

# Within this many kilometres a place of the same name, kind and country is the same place.
TWIN_KM = {"country": 2000.0, "province": 150.0, "district": 60.0, "town": 5.0}
CELL = 0.5  # degrees
NEIGHBOUR_KM = 40.0  # a town nearer than this tells which first-level area a row without a code lies in


class Known:
    """What the base knows, asked row by row."""

    def __init__(self, base: Gazetteer) -> None:
        self._base = base
        self._cells = cache(self._towns_by_cell)

    def row(self, row: GazetteerRow) -> GazetteerRow:
        """The row as the base has that place, with the row's own names; an unknown place gets its first-level area.

        >>> named = GazetteerRow("gns:1", "Ḩamāh", LatLon(35.13, 36.75), "SY", "SY", "town", 6.0, "gns")
        >>> Known(gazetteer()).row(named).id
        'geonames:170017'
        """
        place = self._by_id(row) or self._twin(row)
        if place:
            return _as(place, row)
        return row if "." in row.code or row.kind == "country" else replace(row, code=self._area_code(row))

    def _by_id(self, row: GazetteerRow) -> Place | None:
        place = self._base.by_geonameid(row.geonameid) if row.geonameid else None
        return place if place and place.country == row.country else None

    def _twin(self, row: GazetteerRow) -> Place | None:
        limit = TWIN_KM.get(row.kind)
        if limit is None:
            return None
        same = (
            (kilometres(c.place.at, row.at), c.place)
            for c in self._base.candidates(row.name, coarse=False)
            if c.sort in ("name", "alias", "stripped") and (c.place.kind, c.place.country) == (row.kind, row.country)
        )
        far, place = min(same, key=lambda pair: pair[0], default=(limit, None))
        return place if far < limit else None

    def _area_code(self, row: GazetteerRow) -> str:
        """The code of the first-level area that the nearest known town of the country lies in."""
        if not row.country:
            return row.code
        lat, lon = _cell(row.at)
        cells = self._cells(row.country)
        near = [town for i in (-1, 0, 1) for j in (-1, 0, 1) for town in cells.get((lat + i, lon + j), ())]
        far, code = min(((kilometres(at, row.at), code) for at, code in near), default=(NEIGHBOUR_KM, row.code))
        return ".".join(code.split(".")[:2]) if far < NEIGHBOUR_KM else row.code

    def _towns_by_cell(self, country: str) -> dict[tuple[int, int], list[tuple[LatLon, str]]]:
        cells = defaultdict(list)
        for at, code in self._base.towns(country):
            if len(admin_codes(code)) > 1:
                cells[_cell(at)].append((at, code))
        return cells


def _as(place: Place, row: GazetteerRow) -> GazetteerRow:
    return replace(
        row, id=place.id, name=place.name, at=place.at, code=place.code, kind=place.kind, feature=place.feature,
        uncertainty_km=place.uncertainty_km, source=place.source, geonameid=place.geonameid, population=place.population, names=(Name(row.name), *row.names),
    )  # fmt: skip


def _cell(at: LatLon) -> tuple[int, int]:
    return int(at.lat // CELL), int(at.lon // CELL)
