"""Online help, opt-in: a name that no gazetteer has -> the answer of a geocoding service, with its date and raw text.

Three kinds of "no" are kept apart, for they ask for different things: not found (the name), refused
(our key, our rate), down (the service; ask again later).

    AnswerOf = Found | NotFound | Refused | Down
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from geopy import exc
from geopy.adapters import URLLibAdapter
from geopy.geocoders import GeoNames, Nominatim

from geo.area import KM_PER_DEGREE
from geo.place import Kind, LatLon, Place
from text.file_lock import wait_for_lock

PLAIN = URLLibAdapter  # geopy's other adapter would sleep through a Retry-After by itself, a minute or more
# Nominatim's address types (and OSM place values) by our kinds; what is not named here is a site.
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("city", "town", "village", "hamlet", "suburb", "municipality", "PPL"), "town"),
    **dict.fromkeys(("county", "district", "city_district", "ADM2"), "district"),
    **dict.fromkeys(("state", "province", "region", "governorate", "ADM1"), "province"),
    **dict.fromkeys(("country", "PCLI"), "country"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """The service knows the name. ``raw`` is its answer as it came, ``asked`` the day (UTC) of the look-up."""

    place: Place
    raw: dict[str, Any]
    asked: dt.date


@dataclass(frozen=True, slots=True)
class NotFound:
    """The service answered, and does not know the name."""

    asked: dt.date


@dataclass(frozen=True, slots=True)
class Refused:
    """The service will not answer us: no right, or too many questions. ``retry_after`` seconds, where it said so."""

    service: str
    reason: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Down:
    """No usable answer: unreachable, too slow, broken off, or an error of its own."""

    service: str
    reason: str


Answer = Found | NotFound | Refused | Down


class Geocoder(Protocol):
    """What a service must be able to do; geopy's geocoders can."""

    def geocode(self, query: str, **options: Any) -> Any:  # noqa: ANN401 - geopy's own signature
        """Return a geopy location or None."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """A geocoding service: its name for messages and sources, the geopy geocoder, the keywords of a question."""

    name: str
    geocoder: Geocoder
    options: dict[str, Any] = field(default_factory=dict)


def nominatim(address: str, *, timeout_s: float = 5.0) -> Service:
    """A Nominatim server at ``address`` ("https://nominatim.example.org"), which the operator runs or may use.

    >>> nominatim("https://nominatim.example.org").options["addressdetails"]
    True
    """
    scheme, _, domain = address.rpartition("://")
    geocoder = Nominatim(
        user_agent="conflict-map",
        scheme=scheme or "https",
        domain=domain.rstrip("/"),
        timeout=timeout_s,
        adapter_factory=PLAIN,
    )
    return Service("nominatim", geocoder, {"addressdetails": True, "language": "en"})


def geonames(username: str, *, address: str = "https://secure.geonames.org", timeout_s: float = 5.0) -> Service:
    """GeoNames' search service, with the operator's user name.

    >>> geonames("somebody").name
    'geonames-online'
    """
    scheme, _, domain = address.rpartition("://")
    where = {"scheme": scheme, "domain": domain, "timeout": timeout_s, "adapter_factory": PLAIN}
    return Service("geonames-online", GeoNames(username, user_agent="conflict-map", **where))


class GeocoderChain:
    """Asks the services in order until one knows the name. Give it to ``Geoparser(geocode=…)``.

    ``cache``: an SQLite file that keeps found and not-found answers with their raw text and date over restarts;
    refusals and failures are not kept. ``pause_s``: the least time between two questions of all processes that share
    the cache (Nominatim's usage policy allows one a second). ``tries``: how often a service that is down is asked for one name.
    """

    def __init__(
        self,
        services: Iterable[Service],
        *,
        cache: Path,
        pause_s: float = 1.0,
        tries: int = 2,
        today: Callable[[], dt.date] = lambda: dt.datetime.now(tz=dt.UTC).date(),
    ) -> None:
        self._services, self._cache, self._pause_s, self._tries = tuple(services), cache, pause_s, tries
        self._today, self._lock = today, threading.Lock()
        self._resting: dict[str, float] = {}
        self.troubles: list[Refused | Down] = []
        cache.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open()) as db:
            db.execute("CREATE TABLE IF NOT EXISTS answer (service, name, asked, raw, PRIMARY KEY (service, name))")

    def __call__(self, name: str) -> Place | None:
        """Return the place, or None where no service knows the name or none answers (``troubles`` says which)."""
        answer = self.ask(name)
        if isinstance(answer, Refused | Down):
            self.troubles.append(answer)
        return answer.place if isinstance(answer, Found) else None

    def ask(self, name: str) -> Answer:
        """Return the first found answer; else the last "no" that is not merely "not found"; else not found.

        >>> class Silent:
        ...     def geocode(self, query, **options):
        ...         return None
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     help_ = GeocoderChain([Service("mine", Silent())], cache=Path(folder) / "answers.sqlite", today=lambda: dt.date(2026, 1, 2))
        ...     help_.ask("Zzyzx")
        NotFound(asked=datetime.date(2026, 1, 2))
        """
        trouble: Answer | None = None
        for service in self._services:
            answer = self._known(service, name) or self._asked(service, name)
            if isinstance(answer, Found):
                return answer
            if isinstance(answer, Refused | Down):
                trouble = answer
        return trouble or NotFound(self._today())

    def _asked(self, service: Service, name: str) -> Answer:
        with self._lock:
            if self._resting.get(service.name, 0.0) > time.monotonic():
                return Refused(service.name, "resting, as it asked us to")
            answer = self._tried(service, name)
        if isinstance(answer, Refused) and answer.retry_after:
            self._resting[service.name] = time.monotonic() + answer.retry_after
        if isinstance(answer, Found | NotFound):
            self._keep(service, name, answer)
        return answer

    def _tried(self, service: Service, name: str) -> Answer:
        answer: Answer = Down(service.name, "never asked")
        for _ in range(self._tries):
            with self._turn():
                answer = _question(service, name, today=self._today())
            if not isinstance(answer, Down):
                break
        return answer

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for the pause since the last question of any process that shares the cache to be over, and ask."""
        with self._cache.with_suffix(".lock").open("a") as lock:
            wait_for_lock(lock.fileno())
            last = os.fstat(lock.fileno()).st_mtime if lock.tell() else 0.0
            time.sleep(min(self._pause_s, max(0.0, last + self._pause_s - time.time())))
            try:
                yield
            finally:
                lock.truncate(0)
                lock.write(".")

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._cache, timeout=30)

    def _known(self, service: Service, name: str) -> Answer | None:
        with closing(self._open()) as db:
            row = db.execute(
                "SELECT asked, raw FROM answer WHERE service = ? AND name = ?", (service.name, name)
            ).fetchone()
        if row is None:
            return None
        asked, raw = dt.date.fromisoformat(row[0]), json.loads(row[1])
        return (
            Found(place_of(raw, name=name, service=service.name, asked=asked), raw, asked) if raw else NotFound(asked)
        )

    def _keep(self, service: Service, name: str, answer: Found | NotFound) -> None:
        raw = json.dumps(answer.raw if isinstance(answer, Found) else None, ensure_ascii=False)
        with closing(self._open()) as db, db:
            db.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", (service.name, name, answer.asked.isoformat(), raw)
            )


def _question(service: Service, name: str, *, today: dt.date) -> Answer:
    try:
        location = service.geocoder.geocode(name, **service.options)
        if location is None:
            return NotFound(today)
        return Found(place_of(location.raw, name=name, service=service.name, asked=today), location.raw, today)
    except exc.GeocoderRateLimited as error:
        return Refused(service.name, "too many questions (HTTP 429)", error.retry_after)
    except (exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges, exc.GeocoderQuotaExceeded) as error:
        return Refused(service.name, str(error)[:200])
    except (exc.GeopyError, KeyError, ValueError, TypeError) as error:
        # A half answer may fail in geopy (its own errors) or in place_of (a field that is missing or no number).
        return Down(service.name, f"{type(error).__name__}: {error}"[:200])


def place_of(raw: dict[str, Any], *, name: str, service: str, asked: dt.date) -> Place:
    """Return the place that a raw answer tells of; ``source`` names the service and the day.

    Raises ``KeyError`` or ``ValueError`` where the answer lacks a point.

    >>> raw = {"lat": "34.5", "lon": "40.9", "boundingbox": ["34.4", "34.6", "40.8", "41.0"], "addresstype": "town",
    ...        "address": {"country_code": "sy", "state": "Deir ez-Zor"}}
    >>> place = place_of(raw, name="Hajin", service="nominatim", asked=dt.date(2026, 1, 2))
    >>> place.kind, place.country, place.uncertainty_km, place.source
    ('town', 'SY', 14.4, 'nominatim 2026-01-02')
    """
    address = raw.get("address", {})
    code = address.get("country_code") or raw.get("countryCode")
    kind = KINDS.get(raw.get("addresstype") or raw.get("fcode") or raw.get("type") or "", "site")
    return Place(
        id=f"{service}:{raw.get('place_id') or raw.get('geonameId') or name}",
        name=raw.get("name") or name,
        at=LatLon(float(raw["lat"]), float(raw["lon"] if "lon" in raw else raw["lng"])),
        country=code.upper() if code else None,
        admin1=address.get("state") or raw.get("adminName1"),
        kind=kind,
        uncertainty_km=_radius_km(raw, kind),
        source=f"{service} {asked.isoformat()}",
    )


DEFAULT_RADIUS_KM: dict[Kind, float] = {
    "site": 5.0, "town": 10.0, "district": 40.0, "province": 120.0, "country": 500.0, "area": 300.0,
}  # fmt: skip


def _radius_km(raw: dict[str, Any], kind: Kind) -> float:
    """Half the diagonal of the answer's box in kilometres, at least 5: services place names, not happenings."""
    box = raw.get("boundingbox")
    if not box:
        return DEFAULT_RADIUS_KM[kind]
    south, north, west, east = map(float, box)
    squeeze = math.cos(math.radians((south + north) / 2))
    half = math.hypot(north - south, (east - west) * squeeze) / 2 * KM_PER_DEGREE
    return round(max(5.0, half), 1)
