"""Where: names in a text -> places. Knows nothing of events.

``Geoparser`` is loaded when it is first asked for: it brings spaCy along, which a page that only shows places never needs.
"""

import os
from typing import TYPE_CHECKING

# Said before numpy is loaded: our matrix products are small, and threads that wait for a share of them only keep cores busy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from geo.gazetteer import Candidate, Gazetteer
from geo.place import Kind, LatLon, Place, PlaceMention, Unresolved
from geo.span import Span, span_of

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
    "Span",
    "Unresolved",
    "span_of",
]


def __getattr__(name: str) -> object:
    """Load the room's verb on first use (PEP 562)."""
    if name == "Geoparser":
        from geo.parser import Geoparser  # noqa: PLC0415 - the reason stands above

        return Geoparser
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
