"""Which geocoding services the operator turned on: ``CONFLICT_MAP_GEOCODERS``, a list in the order in which they are asked.

CONFLICT_MAP_GEOCODERS="nominatim=https://nominatim.example.org geonames=our-user-name"
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from geo.build import DATA

if TYPE_CHECKING:
    from geo.geocode import GeocoderChain, Service

VARIABLE = "CONFLICT_MAP_GEOCODERS"


def services(words: str) -> tuple[Service, ...]:
    """Return the services of a list like the one above, in its order.

    Raises ``ValueError`` where an entry is neither an address of a Nominatim server nor a GeoNames user name.

    >>> [service.name for service in services("geonames=somebody nominatim=http://127.0.0.1:8080")]
    ['geonames-online', 'nominatim']
    """
    return tuple(_service(entry) for entry in words.split())


def _service(entry: str) -> Service:
    from geo.geocode import geonames, nominatim  # noqa: PLC0415 - the reason stands above

    kind, _, value = entry.partition("=")
    if kind == "nominatim" and value.startswith(("http://", "https://")):
        return nominatim(value)
    if kind == "geonames" and value:
        return geonames(value)
    message = f"{VARIABLE}: {entry!r} is neither nominatim=ADDRESS nor geonames=USER"
    raise ValueError(message)


def configured_geocoder(folder: Path = DATA) -> GeocoderChain | None:
    """Return the help that the operator turned on, its answers kept in ``folder``; None where none is turned on.

    >>> configured_geocoder() is None
    True
    """
    found = services(os.environ.get(VARIABLE, ""))
    if not found:
        return None
    from geo.geocode import GeocoderChain  # noqa: PLC0415 - as above

    return GeocoderChain(found, cache=folder / "geocode.sqlite")
