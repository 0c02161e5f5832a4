"""KML and KMZ, as Google Earth, My Maps and we ourselves write them -> a coded event a placemark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from store.answers import Problem
from store.rows import Found, Intake, json_objects
from store.ways.coordinates import degrees

OURS = "article_sha256"  # a column of our exports and of nobody else's
SAID = {"date", "end_date", "notes"}
Cells = dict[str, str]


def kml_file(stream: BinaryIO, name: str, intake: Intake) -> Iterator[Found | Problem]:
    r"""Yield the placemarks of a KML file as events; of each its own data, else its name, its words, its day and its point.

    >>> from io import BytesIO
    >>> mark = b"<Placemark><name>Shells hit Hama</name><TimeStamp><when>2026-02-14</when></TimeStamp>"
    >>> kml = b"<kml><Document>" + mark + b"<Point><coordinates>36.75,35.13,0</coordinates></Point></Placemark></Document></kml>"
    >>> asked = Intake(confirm=lambda *_: True)
    >>> [(origin.coded[0].place.place.at.lat, article.text) for article, origin in kml_file(BytesIO(kml), "a.kml", asked)]
    [(35.13, 'date: 2026-02-14\nnotes: Shells hit Hama\nlatitude: 35.13\nlongitude: 36.75')]
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(stream.read(), parser)
    except (etree.XMLSyntaxError, ValueError):
        yield Problem(name, 0, "not KML, or cut off", "export it again")
        return
    marks = [_cells(mark) for mark in tree.iter("{*}Placemark")]
    if not marks:
        yield Problem(name, 0, "no placemark in it", "export the places themselves, not a link to them")
    elif not any(mark.keys() - SAID for mark in marks):
        yield Problem(name, 0, "lines and areas, no points", "mark with a point where something happened")
    else:
        yield from json_objects(marks, name, intake)


def _cells(mark: etree._Element) -> Cells:
    """Return what a placemark says."""
    own = {str(each.get("name")): _text(each.find("{*}value")) for each in mark.iterfind("{*}ExtendedData/{*}Data")}
    own |= {str(each.get("name")): _text(each) for each in mark.iterfind("{*}ExtendedData/{*}SchemaData/{*}SimpleData")}
    if OURS in own:
        return {"date_earliest": ""} | own  # by which our own tables are known; an undated event has none
    told = _said(mark) | own
    return {key: value for key, value in (told | ({} if "latitude" in told else _point(mark))).items() if value}


def _said(mark: etree._Element) -> Cells:
    """Return a placemark's day and words under names that are understood."""
    days = (mark.find("{*}TimeStamp/{*}when"), mark.find("{*}TimeSpan/{*}begin"))
    words = (_text(mark.find("{*}name")), _plain(_text(mark.find("{*}description"))))
    ends = _text(mark.find("{*}TimeSpan/{*}end"))[:10]
    date = next((_text(day)[:10] for day in days if day is not None), "")
    return {"date": date, "end_date": ends, "notes": "\n".join(filter(None, words))}


def _point(mark: etree._Element) -> Cells:
    """Return the point; a line or an area has none."""
    lon, _, rest = _text(mark.find(".//{*}Point/{*}coordinates")).partition(",")
    lat = rest.partition(",")[0]
    known = degrees(lat) is not None and degrees(lon) is not None
    return {"latitude": lat.strip(), "longitude": lon.strip()} if known else {}


def _plain(words: str) -> str:
    """Return a description without its HTML."""
    from store import pages  # noqa: PLC0415 - its libraries are slow to load

    return pages.text_of_html(words) if "<" in words else words


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(map(str, element.itertext())).strip()
