"""Where: names in a text -> places. Knows nothing of events.

``Geoparser`` is loaded when it is first asked for: it brings spaCy along, which a page that only shows places never needs.
"""

from typing import TYPE_CHECKING

from geo.gazetteer import Candidate, Gazetteer
from geo.place import Kind, LatLon, Place, PlaceMention, Unresolved

if TYPE_CHECKING:
    from geo.parser import Geoparser

__all__ = [
    "Candidate",
    "Gazetteer",
    "Geoparser",
    "Kind",
    "LatLon",
    "Place",
    "PlaceMention",
    "Unresolved",
]


def __getattr__(name: str) -> object:
    """Load the room's verb on first use (PEP 562)."""
    if name == "Geoparser":
        from geo.parser import Geoparser  # noqa: PLC0415 - the reason stands above

        return Geoparser
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
