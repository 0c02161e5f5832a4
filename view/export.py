"""The formats in which what the filters show can be taken away, by name.

Each is one function from an archive and filters to the bytes of a file; none of them knows a screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from store import Archive, Filters
from view.export_csv import write_csv, write_excel, write_hxl
from view.export_json import write_geojson, write_jsonl
from view.export_kml import write_kml
from view.export_line import ExportError
from view.export_parquet import write_geoparquet
from view.export_xlsx import too_many_rows, write_xlsx
from view.picture import picture
from view.snapshot import too_many, write_snapshot

__all__ = ["FORMATS", "ExportError", "Format", "format_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the ending of its files, its media type, and what writes it (raises ``ExportError``).

    ``refused`` says beforehand, from the number of events, why there is no such file; "" where there is one.
    """

    name: str
    extension: str
    mime: str
    write: Callable[[Archive, Filters], bytes]
    refused: Callable[[int], str] = lambda _: ""


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, Format] = {
    "csv": Format("CSV, ACLED's columns", ".csv", "text/csv; charset=utf-8", write_csv),
    "csv-excel": Format("CSV for Excel", ".csv", "text/csv; charset=utf-8", write_excel),
    "xlsx": Format("Excel workbook", ".xlsx", XLSX, write_xlsx, too_many_rows),
    "csv-hxl": Format("CSV with an HXL row", ".csv", "text/csv; charset=utf-8", write_hxl),
    "geojson": Format("GeoJSON", ".geojson", "application/geo+json", write_geojson),
    "kml": Format("KML", ".kml", "application/vnd.google-earth.kml+xml", write_kml),
    "jsonl": Format("JSON lines", ".jsonl", "application/x-ndjson", write_jsonl),
    "geoparquet": Format("GeoParquet", ".parquet", "application/vnd.apache.parquet", write_geoparquet),
    "snapshot": Format("Snapshot: one page to mail", ".html", "text/html; charset=utf-8", write_snapshot, too_many),
    "png": Format("Picture of the map", ".png", "image/png", picture),
}


def format_of(name: str) -> Format:
    """Return a format by its name; raise :class:`ExportError`, which names them all, where there is none.

    >>> format_of("kml").extension
    '.kml'
    """
    if name not in FORMATS:
        message = f"no format {name!r}: one of {', '.join(FORMATS)}"
        raise ExportError(message)
    return FORMATS[name]
