"""Country files of four makers -> gazetteer rows: GeoNames, NGA GNS, OCHA p-codes, and any CSV with a column mapping.

The feature codes are GeoNames'
(https://www.geonames.org/export/codes.html), which GNS shares.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from geo.place import Kind, LatLon
from geo.rows import GazetteerRow, Name
from geo.sources import town_radius

GEONAMES_COLUMNS = 19
# kind, feature word, radius in kilometres within which "in X" is true nine times in ten, by GeoNames feature code;
# the longest prefix wins. A village's own extent is small; what is added is how loosely reports use its name.
FEATURES: dict[str, tuple[Kind, str, float]] = {
    "ADM1": ("province", "province", 120.0), "ADM2": ("district", "district", 40.0), "ADM3": ("district", "", 20.0),
    "ADM4": ("district", "", 10.0), "ADM5": ("district", "", 5.0), "PCL": ("country", "country", 500.0),
    "PPLX": ("district", "neighbourhood", 3.0), "PPLA": ("town", "", 6.0), "PPLC": ("town", "capital", 15.0),
    "PPL": ("town", "", 6.0), "STLMT": ("town", "settlement", 6.0), "DAM": ("site", "dam", 3.0),
    "AIRB": ("site", "air base", 3.0), "AIR": ("site", "airport", 3.0), "CMPRF": ("site", "camp", 3.0), "CMP": ("site", "camp", 3.0),
    "MT": ("area", "mountain", 10.0), "MTS": ("area", "mountains", 40.0), "VAL": ("area", "valley", 20.0),
    "DSRT": ("area", "desert", 100.0), "STM": ("area", "river", 60.0), "WAD": ("area", "wadi", 30.0),
    "LK": ("area", "lake", 20.0), "ISL": ("area", "island", 10.0), "OILF": ("site", "oil field", 8.0), "OILR": ("site", "refinery", 3.0),
    "INSM": ("site", "base", 3.0), "PRN": ("site", "prison", 3.0), "PS": ("site", "power station", 3.0),
    "BDG": ("site", "bridge", 2.0), "PASS": ("site", "pass", 5.0), "RGN": ("area", "region", 80.0), "AREA": ("area", "area", 30.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a file (counted from 1) that is no place, and why."""

    number: int
    reason: str


Read = Iterator[GazetteerRow | BadLine]
Mapper = Callable[[Mapping[str, str]], GazetteerRow]


def feature_of(code: str) -> tuple[Kind, str, float]:
    """Return kind, feature word and radius of a GeoNames feature code; an unknown one is a site within 5 km.

    >>> feature_of("PPLA2"), feature_of("STMI")[1], feature_of("XYZ")
    (('town', '', 6.0), 'river', ('site', '', 5.0))
    """
    longest = max((known for known in FEATURES if code.startswith(known)), key=len, default="")
    return FEATURES.get(longest, ("site", "", 5.0))


def geonames(lines: Iterable[str], *, source: str) -> Read:
    r"""Read GeoNames' 19 tab-separated columns without a header.

    >>> row = "7\tHajin\tHajin\tهجين\t34.69\t40.83\tP\tPPL\tSY\t\t07\t\t\t\t9000\t\t\t\t2020-01-01"
    >>> place, bad = geonames([row, "no tabs here"], source="SY.txt")
    >>> place.name, place.code, place.geonameid, bad.reason
    ('Hajin', 'SY.07', 7, '1 columns where 19 are wanted')
    """
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r\n").split("\t")
        try:
            yield _geonames_row(cells, source)
        except ValueError as error:
            yield BadLine(number, str(error))


def _geonames_row(cells: list[str], source: str) -> GazetteerRow:
    if len(cells) != GEONAMES_COLUMNS:
        message = f"{len(cells)} columns where {GEONAMES_COLUMNS} are wanted"
        raise ValueError(message)
    number, name, plain_name, others, lat, lon = cells[:6]
    kind, feature, radius = feature_of(cells[7])
    people = int(cells[14] or 0)
    radius = max(radius, town_radius(people)) if kind == "town" else radius
    return GazetteerRow(
        id=f"geonames:{int(number)}", name=_named(name), at=_point(lat, lon), country=cells[8] or None,
        code=_dotted(cells[8], cells[10], cells[11]), kind=kind, feature=feature, uncertainty_km=radius, source=source,
        geonameid=int(number), population=people, names=_names(plain_name, *others.split(",")),
    )  # fmt: skip


def _dotted(country: str, admin1: str, admin2: str) -> str:
    """Return the dotted code of the smallest area that is known.

    >>> _dotted("SY", "07", ""), _dotted("SY", "00", "x"), _dotted("AF", "01", "99")
    ('SY.07', 'SY', 'AF.01.99')
    """
    if not country or admin1 in ("", "00"):
        return country
    return f"{country}.{admin1}.{admin2}" if admin2 else f"{country}.{admin1}"


def tabled(lines: Iterable[str], mapper: Mapper, *, delimiter: str) -> Read:
    r"""Read a table with a header, one ``mapper`` call a row.

    >>> rows = tabled(["town,y,x\n", "Hajin,34.7,40.8\n", "Nowhere,,\n"], mapped({"name": "town", "lat": "y", "lon": "x"}, country="SY", source="csv"), delimiter=",")
    >>> [getattr(row, "name", None) or row.reason for row in rows]
    ['Hajin', "no point: lat '', lon ''"]
    """
    rows = csv.DictReader(io.StringIO("".join(lines)), delimiter=delimiter)
    while True:
        try:
            row = next(rows, None)
            if row is None:
                return
            yield mapper({key: value or "" for key, value in row.items() if key})
        except (ValueError, KeyError, csv.Error) as error:
            yield BadLine(max(1, rows.line_num), _reason(error))


def _reason(error: Exception) -> str:
    return f"no column {error}" if isinstance(error, KeyError) else str(error)


def gns(*, country: str, source: str) -> Mapper:
    """Return the mapper for NGA GNS files, old layout (UFI, FULL_NAME_RO, DSG) and new (ufi, full_name, desig_cd).

    The mapper raises ``KeyError`` or ``ValueError`` for a row without a column it needs, a name or a point.

    >>> row = gns(country="SY", source="gns")({"UFI": "1", "UNI": "2", "LAT": "34.7", "LONG": "40.8", "DSG": "PPL", "FULL_NAME_RO": "Hajīn"})
    >>> row.id, row.name, row.kind
    ('gns:1:2', 'Hajīn', 'town')
    """

    def row(cells: Mapping[str, str]) -> GazetteerRow:
        cell = {key.lower(): value for key, value in cells.items()}
        kind, feature, radius = feature_of(cell.get("desig_cd") or cell.get("dsg", ""))
        name = cell.get("full_name") or cell.get("full_name_ro", "")
        return GazetteerRow(
            id=f"gns:{cell['ufi']}:{cell.get('uni', '')}", name=_named(name), country=country or None,
            at=_point(cell.get("lat_dd") or cell["lat"], cell.get("long_dd") or cell["long"]), code=country, kind=kind,
            feature=feature, uncertainty_km=radius, source=source, names=_names(cell.get("full_name_nd_ro", "")),
        )  # fmt: skip

    return row


def pcodes(header: Iterable[str], *, country: str, source: str) -> Mapper:
    """Return the mapper for an OCHA table of areas: the finest ADMn column names the row; it must carry a point.

    Raises ``StopIteration`` where the header names no ADMn_PCODE, no latitude or no longitude.

    >>> row = pcodes(["ADM1_EN", "ADM1_PCODE", "lat", "lon"], country="SY", source="ocha")
    >>> row({"ADM1_EN": "Homs", "ADM1_PCODE": "SY04", "lat": "34.7", "lon": "36.7"}).id
    'pcode:SY04'
    """
    columns = list(header)
    level = next(n for n in range(4, -1, -1) if any(column.upper().startswith(f"ADM{n}_PCODE") for column in columns))
    pcode = next(column for column in columns if column.upper().startswith(f"ADM{level}_PCODE"))
    named = [column for column in columns if column.upper().startswith(f"ADM{level}_") and column != pcode]
    lat = next(c for c in columns if c.lower() in ("lat", "latitude", "center_lat", "y", "point_y"))
    lon = next(c for c in columns if c.lower() in ("lon", "long", "longitude", "center_lon", "x", "point_x"))
    kind, feature, radius = feature_of(f"ADM{level}" if level else "PCL")

    def row(cells: Mapping[str, str]) -> GazetteerRow:
        names = [cells[column] for column in named if cells[column] and not cells[column].isdigit()]
        return GazetteerRow(
            id=f"pcode:{cells[pcode]}", name=_named(names[0] if names else ""), at=_point(cells[lat], cells[lon]),
            country=country or cells[pcode][:2].upper(), code=country or cells[pcode][:2].upper(), kind=kind,
            feature=feature, uncertainty_km=radius, source=source, names=_names(*names[1:]),
        )  # fmt: skip

    return row


def mapped(columns: Mapping[str, str], *, country: str, source: str) -> Mapper:
    """Return the mapper for any table: ``columns`` says which of its columns is our name, lat, lon, and so on.

    Known keys: name, lat, lon (needed); id, aliases (set apart by a bar), kind, feature, country, population, km.

    >>> row = mapped({"name": "town", "lat": "y", "lon": "x", "km": "reach"}, country="SY", source="csv")
    >>> row({"town": "Hajin", "y": "34.7", "x": "40.8", "reach": "2.5"}).uncertainty_km
    2.5
    """

    def row(cells: Mapping[str, str]) -> GazetteerRow:
        cell = {ours: cells[theirs].strip() for ours, theirs in columns.items()}
        name, kind = _named(cell["name"]), cell.get("kind") or "town"
        land = cell.get("country") or country
        return GazetteerRow(
            id=f"{source}:{cell.get('id') or name}", name=name, at=_point(cell["lat"], cell["lon"]), country=land or None,
            code=land, kind=_kind(kind), feature=cell.get("feature", ""), uncertainty_km=float(cell.get("km") or 5.0),
            source=source, population=int(cell.get("population") or 0), names=_names(*cell.get("aliases", "").split("|")),
        )  # fmt: skip

    return row


def _kind(word: str) -> Kind:
    known: dict[str, Kind] = {
        "site": "site", "town": "town", "district": "district", "province": "province", "country": "country", "area": "area",
    }  # fmt: skip
    if word not in known:
        message = f"kind {word!r} is none of {', '.join(known)}"
        raise ValueError(message)
    return known[word]


def _named(name: str) -> str:
    if not name.strip():
        message = "no name"
        raise ValueError(message)
    return name.strip()


def _point(lat: str, lon: str) -> LatLon:
    try:
        return LatLon(float(lat), float(lon))
    except ValueError:
        message = f"no point: lat {lat!r}, lon {lon!r}"
        raise ValueError(message) from None


def _names(*written: str) -> tuple[Name, ...]:
    return tuple(Name(name.strip()) for name in dict.fromkeys(written) if len(name.strip()) > 1)
