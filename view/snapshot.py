"""What the filters show -> one HTML file with map, timeline, list and excerpts that works from a mail attachment.

No server, no network: Leaflet, the page's own map code, the borders and the events are all in it, and its policy lets
nothing else run and nothing be fetched. Articles' words are in it as JSON only and are shown as text.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import json
from functools import cache
from pathlib import Path

from events import Report
from events.grades import grade_of
from geo import Place, Unresolved
from store import Archive, Filters
from store.answers import AREA_KINDS
from view import words
from view.area_labels import label_of
from view.countries import country_name
from view.excerpt import LOOK, Segment, reasons, segments
from view.export_line import ExportError, Line, lines, writable
from view.frame import heart
from view.layers import KINDS, TYPES, plain_name, spot_of
from view.safe import escaped
from view.snapshot_ground import ground
from view.summary import facts, headline
from view.voices import Compared, Voice, compared, name_of, voices_of

STATIC = Path(__file__).parent.parent / "static"
MOST_EVENTS = 5_000
"""Beyond, the file would be too large to mail and too slow to open on a phone."""
FIRM = ("asserted",)

Json = dict[str, object]


def write_snapshot(archive: Archive, filters: Filters) -> bytes:
    """Return the file. Raises :class:`ExportError` where there are more than MOST_EVENTS events.

    >>> write_snapshot(archive, Filters(text="ambushed"))[:15]
    b'<!doctype html>'
    """
    tally = archive.tally(filters)
    if message := too_many(tally.shown):
        raise ExportError(message)
    told = list(lines(archive, filters))
    said = f"{words.SNAPSHOT_OF}: {words.filters_line(filters, archive.names())}. {words.tally_line(tally)}."
    data: Json = {
        "said": writable(f"{said} {words.SNAPSHOT_VERSION.format(version=archive.version)}"),
        "words": words.MAP_WORDS,
        "says": words.SNAPSHOT,
        "types": TYPES,
        "events": [_event_of(line) for line in told],
        **_around(told),
    }
    return _page(data).encode()


def too_many(shown: int) -> str:
    """Say why there is no snapshot of so many events; "" where there can be one.

    >>> too_many(5_000), too_many(5_001)
    ('', 'a snapshot holds at most 5,000 events, not 5,001: set filters, or export CSV')
    """
    if shown <= MOST_EVENTS:
        return ""
    return f"a snapshot holds at most {MOST_EVENTS:,} events, not {shown:,}: set filters, or export CSV"


def _around(told: list[Line]) -> Json:
    """Return the ground, and the box that the first view shows."""
    points = [(line.place.at.lat, line.place.at.lon, 1) for line in told if line.place]
    areas = frozenset(area for line in told for area in _areas_of(line))
    extent = heart(points)
    box = [extent.south, extent.west, extent.north, extent.east] if extent else None
    return {"extent": box, "ground": ground(extent, areas)}


def _areas_of(line: Line) -> tuple[int | str, ...]:
    """Return whose outlines the map asks for: a province's by its GeoNames id, a country's by its letters."""
    if line.place is None or line.place.kind not in AREA_KINDS:
        return ()
    return tuple(each for each in (line.place.geonameid, line.place.country) if each)


def _event_of(line: Line) -> Json:
    """Return one event as the file's script reads it; days as ISO texts, so that they compare as they stand."""
    when, voices = line.when, voices_of(line.detail)
    return {
        "id": line.detail.event.id,
        **_place_of(line),
        "type": TYPES.index(line.chosen.event_type),
        "firm": line.chosen.status in FIRM,
        "doubtful": grade_of(line.chosen.confidence) == "doubtful",
        "days": [when.earliest.isoformat(), when.latest.isoformat()] if when else None,
        "when": words.days(when.earliest, when.latest) if when else words.SNAPSHOT["undated"],
        "title": writable(headline(line.lead)),
        "facts": [[name, [writable(each) for each in told]] for name, told in facts(line.lead)],
        "differ": [writable(_difference(each)) for each in compared(voices) if not each.agreed],
        "quotes": [_quote_of(voice, report) for voice in voices for report in voice.reports],
    }


def _place_of(line: Line) -> Json:
    """Return an event's point, how far off it may be in kilometres, and what the place is known to."""
    place, spot = line.place, spot_of(line.detail)
    label = label_of(place.kind, place.country, place.geonameid) if place else None
    return {
        "at": list(label or (place.at.lat, place.at.lon)) if place else None,
        "km": place.uncertainty_km if place else None,
        "area": spot["area"] if spot else None,
        "kind": KINDS.index(place.kind) if place else 0,
        "place": writable(place.name) if place else "",
        "over": _over(place) if place and place.kind in AREA_KINDS else None,
    }


def _over(place: Place) -> Json:
    """Return an area's name and the code of its outline, and those of its country, which stands for it from afar."""
    country = plain_name(country_name(place.country)) if place.country else ""
    if place.kind == "country" and country:
        return {"name": country, "code": place.country, "country": country, "letters": place.country}
    code = place.geonameid or ""
    return {"name": plain_name(place.name), "code": code, "country": country, "letters": place.country or ""}


def _difference(field: Compared) -> str:
    """Say a field on which the voices differ, and who says what.

    >>> from view.voices import Said
    >>> _difference(Compared("Killed", (Said("4", ("Coast Wire",)), Said("9", ("Daily Post",))), ()))
    'Killed: 4 (Coast Wire) / 9 (Daily Post)'
    """
    return f"{field.field}: " + " / ".join(f"{said.value} ({', '.join(said.by)})" for said in field.said)


def _quote_of(voice: Voice, report: Report) -> Json:
    """Return a report's words cut where evidence starts or stops, with its source and the rules that read it."""
    article = voice.articles[0]
    return {
        "source": writable(_source_of(voice)),
        "url": article.url if (article.url or "").startswith(("https://", "http://")) else None,
        "text": [_piece_of(each) for each in segments(article.text, report.excerpt, report.evidence)],
        "why": [[writable(each) for each in row] for row in reasons(article.text, report, words.FIELDS)],
        "open": [writable(each.reason) for each in (report.place, report.when) if isinstance(each, Unresolved)],
    }


def _source_of(voice: Voice) -> str:
    """Say where and when a voice spoke; mastheads that carry the same text are named behind the source."""
    article = voice.articles[0]
    day = words.day(article.published) if article.published else words.UNKNOWN_DAY
    names = ", ".join(dict.fromkeys(name_of(each) for each in voice.articles))
    copies = words.COPIES.format(count=len(voice.articles), names=names) if len(voice.articles) > 1 else ""
    return " · ".join(part for part in (article.title, article.source or words.NO_SOURCE, day, copies) if part)


def _piece_of(segment: Segment) -> list[str]:
    """Return a stretch of text; where it is evidence, with its look and the field that was read from it."""
    if not segment.evidence:
        return [writable(segment.text)]
    field = segment.evidence[0].field
    return [writable(segment.text), LOOK.get(field, "act"), words.FIELDS.get(field, "")]


def _page(data: Json) -> str:
    """Return the HTML with its styles, its scripts, the data, and a policy that lets only these very scripts run."""
    styles, scripts = _styles(), _scripts()
    parts = {
        "policy": _policy(styles, scripts),
        "title": escaped(words.TITLE),
        "lead": escaped(words.LEAD),
        "styles": "".join(f"<style>{style}</style>" for style in styles),
        "data": embedded(data),
        "scripts": "".join(f"<script>{script}</script>" for script in scripts),
    }
    before, *rest = (STATIC / "snapshot" / "page.html").read_text(encoding="utf-8").split("{{")
    filled = (piece.split("}}", 1) for piece in rest)
    return before + "".join(parts[name.strip()] + after for name, after in filled)


def _policy(styles: tuple[str, ...], scripts: tuple[str, ...]) -> str:
    """Return the Content-Security-Policy: nothing is fetched, and nothing runs but these."""
    directives = (
        "default-src 'none'",
        f"script-src {' '.join(_hash(script) for script in scripts)}",
        f"style-src {' '.join(_hash(style) for style in styles)}",
        "img-src data:; base-uri 'none'; form-action 'none'",
    )
    return "; ".join(directives)


def embedded(value: object) -> str:
    r"""Write JSON that can stand inside a script element: nothing in it can end the element or a line.

    >>> embedded("</script><!-- & \u2028")
    '"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for each in "<>&\u2028\u2029":
        text = text.replace(each, f"\\u{ord(each):04x}")
    return text.encode("utf-8", "replace").decode()


def _hash(text: str) -> str:
    """Return the source expression of CSP for an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _styles() -> tuple[str, ...]:
    return (_leaflet("leaflet.css"), _own("map/map.css"), _own("snapshot/page.css"))


@cache
def _scripts() -> tuple[str, ...]:
    """Return the scripts in order; the first hands the page's map code its files without a network."""
    own = ("snapshot/files.js", "map/basemap.js", "map/events.js", "snapshot/timeline.js", "snapshot/page.js")
    return (_leaflet("leaflet.js"), *(_own(name) for name in own))


def _own(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _leaflet(name: str) -> str:
    text = (importlib.resources.files("xstatic.pkg.leaflet") / "data" / name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if "sourceMappingURL" not in line)
