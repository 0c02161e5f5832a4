"""Lines -> GeoParquet 1.1: the columns with their types, and a geometry column of WKB points (EPSG:4326 as OGC:CRS84).

Written with pyarrow and the specification alone, https://geoparquet.org/releases/v1.1.0/: a "geo" entry in the file's
metadata says which column is the geometry and how it is written.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from store import Archive, Filters
from view.export_csv import COLUMNS
from view.export_json import point, values
from view.export_line import lines

TYPES = {"text": pa.string(), "int": pa.int64(), "float": pa.float64()}
GEOMETRY = "geometry"


def _wkb(at: tuple[float, float]) -> bytes:
    """Return longitude and latitude as a point in well-known binary: little-endian, type 1.

    >>> _wkb((36.75, 35.25)).hex()
    '010100000000000000006042400000000000a04140'
    """
    return struct.pack("<BIdd", 1, 1, *at)


def _geo(points: Sequence[tuple[float, float]]) -> dict[str, object]:
    """Return the file's "geo" metadata; the box is west, south, east, north, left out where there is no point."""
    lons, lats = zip(*points, strict=True) if points else ((), ())
    column: dict[str, object] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if lons:
        column["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def write_geoparquet(archive: Archive, filters: Filters) -> bytes:
    """Return what the filters show as GeoParquet; an event without a place has a null geometry.

    >>> table = pq.read_table(io.BytesIO(write_geoparquet(archive, Filters(statuses=("disputed",)))))
    >>> table["location"].to_pylist(), json.loads(table.schema.metadata[b"geo"])["columns"]["geometry"]["bbox"]
    (['Low Ford'], [40.1, 35.2, 40.1, 35.2])
    """
    told = [(values(line), point(line)) for line in lines(archive, filters)]
    fields = [pa.field(column.name, TYPES[column.kind]) for column in COLUMNS]
    metadata = {"geo": json.dumps(_geo([at for _, at in told if at]))}
    schema = pa.schema([*fields, pa.field(GEOMETRY, pa.binary())], metadata=metadata)
    rows = [{**row, GEOMETRY: _wkb(at) if at else None} for row, at in told]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd")
    return out.getvalue()
