"""Where: names in a text -> places. Knows nothing of events."""

from geo.gazetteer import Candidate, Gazetteer
from geo.parser import Geoparser
from geo.place import Kind, LatLon, Place, PlaceMention, Unresolved
from geo.span import Span, span_of

__all__ = [
    "Candidate",
    "Gazetteer",
    "Geoparser",
    "Kind",
    "LatLon",
    "Place",
    "PlaceMention",
    "Span",
    "Unresolved",
    "span_of",
]
