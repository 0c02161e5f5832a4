"""Lines -> KML 2.2 for Google Earth and its like: a folder a kind of event, colours as on the page, no icon fetched.

A description is HTML to Google Earth, so articles' words are escaped twice: once for HTML, once for XML.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from store import Archive, Filters
from view.export_json import point, values
from view.export_line import Line, lines, writable
from view.layers import TYPES
from view.safe import escaped
from view.safe import line as html_line
from view.summary import headline, interval, where_words
from view.timeline import COLOURS
from view.words.filters import filters_line

NAMESPACE = "http://www.opengis.net/kml/2.2"
OFF_MAP = "Not on the map"


def write_kml(archive: Archive, filters: Filters) -> bytes:
    """Return what the filters show as KML; events without a place stand in a folder of their own, without a point.

    >>> kml = write_kml(archive, Filters(statuses=("disputed",))).decode()
    >>> [each.partition("<")[0] for each in kml.split("<name>")[1:]]
    ['Conflict Map', 'Violence against civilians', 'Abduction/forced disappearance: North Front']
    """
    root = Element("kml", xmlns=NAMESPACE)
    document = SubElement(root, "Document")
    _text(document, "name", "Conflict Map")
    said = filters_line(filters, archive.names())
    _text(document, "description", escaped(f"{said}; data version {archive.version}"))
    for kind, colour in zip(TYPES, COLOURS, strict=True):
        _style(document, kind, colour)
    folders: dict[str, Element] = {}
    for line in lines(archive, filters):
        title = line.chosen.event_type if point(line) else OFF_MAP
        if title not in folders:
            folders[title] = SubElement(document, "Folder")
            _text(folders[title], "name", title)
        _placemark(folders[title], line)
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        + tostring(root, encoding="unicode").replace("\r", "&#13;").encode()
        + b"\n"
    )


def _placemark(folder: Element, line: Line) -> None:
    """Write one event; the order of the parts is the schema's."""
    mark = SubElement(folder, "Placemark", id=f"e{line.id}")
    _text(mark, "name", headline(line.lead))
    SubElement(mark, "Snippet", maxLines="0")
    _text(mark, "description", _description(line))
    if line.when:
        span = SubElement(mark, "TimeSpan")
        _text(span, "begin", line.when.earliest.isoformat())
        _text(span, "end", line.when.latest.isoformat())
    _text(mark, "styleUrl", f"#{_style_id(line.chosen.event_type)}")
    data = SubElement(mark, "ExtendedData")
    for name, value in values(line).items():
        if value is not None:
            _text(SubElement(data, "Data", name=name), "value", str(value))
    at = point(line)
    if at:
        _text(SubElement(mark, "Point"), "coordinates", f"{at[0]!r},{at[1]!r}")


def _description(line: Line) -> str:
    """Return a few lines of HTML: when, where, the words, and where they stand."""
    when = interval(line.when) if line.when else f"undated: {line.undated}"
    article = line.article
    told = ", ".join(filter(None, (article.title, article.source, str(article.published or ""))))
    parts = (("p", f"{when}. {where_words(line.lead)}."), ("blockquote", line.lead.excerpt.text), ("p", told))
    return "".join(html_line(name, writable(text)) for name, text in parts)


def _style(document: Element, kind: str, colour: str) -> None:
    """KML writes a colour as alpha, blue, green, red."""
    style = SubElement(document, "Style", id=_style_id(kind))
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    _text(SubElement(style, "IconStyle"), "color", f"ff{blue}{green}{red}".lower())


def _style_id(kind: str) -> str:
    return f"kind{TYPES.index(kind)}"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = writable(text)
