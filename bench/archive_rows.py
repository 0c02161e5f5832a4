"""Generated lines for an archive of any size, the same for the same seed. Nothing in them happened; each says so.

Three reports an article, events at some thousand invented spots, a few spots and actors far busier than the rest, as
in real data. Written as Arrow columns, so that a million events take seconds; one of them is read back by the
test, so that they cannot drift from what the store itself writes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math

import numpy as np
import pyarrow as pa

from events import EVENT_TYPE_OF
from events.coreference.across_cues import TELLING, family, words
from store.schema import SCHEMA

SPOTS = 20_000
ACTORS = 400
PER_ARTICLE = 3
SUBS = tuple(EVENT_TYPE_OF)
FIRST_DAY = np.datetime64("2011-01-01")
DAYS = 5000
NOTHING_MORE: dict[str, list[str]] = {"said_by": [], "denied_by": [], "evidence": []}


def lines(events: int, *, seed: int, first: int = 0, base: int = 0) -> tuple[pa.Table, pa.Table]:
    """Return the article lines and the event lines of ``events`` events, numbered from ``first``.

    ``base`` is the version that they are written on: the articles' commit comes first, the events' next.
    """
    chosen = _Chosen(events, seed=seed, first=first, base=base)
    return _table(chosen.article_columns()), _table(chosen.event_columns())


class _Chosen:
    """The numbers that a batch is made of."""

    def __init__(self, events: int, *, seed: int, first: int, base: int) -> None:
        chance = np.random.default_rng((seed, first))
        spots = np.random.default_rng(seed)
        self.count = events
        self.first = first
        self.base = base
        # Amid their degree, so that a circle of five kilometres stays in one cell.
        self.lats = np.floor(spots.uniform(-30, 55, SPOTS)) + np.round(spots.uniform(0.2, 0.8, SPOTS), 4)
        self.lons = np.floor(spots.uniform(-90, 120, SPOTS)) + np.round(spots.uniform(0.2, 0.8, SPOTS), 4)
        self.spot = np.minimum(chance.zipf(1.2, events) % SPOTS, SPOTS - 1)
        self.day = FIRST_DAY + chance.integers(0, DAYS, events)
        self.sub = chance.integers(0, len(SUBS), events)
        self.deaths = np.minimum(chance.poisson(2, events), 50)
        self.sides = chance.zipf(1.2, (events, 2)) % ACTORS
        self.ids = [_id(first + at) for at in range(events)]
        self.articles = [f"generated-{(first + at) // PER_ARTICLE:08d}" for at in range(events)]

    def event_columns(self) -> dict[str, object]:
        order = np.argsort(np.array(self.ids))
        return {
            **self._stamps("event", self.count),
            "id": [self.ids[at] for at in order],
            "data": [_outlines_json(self, at) for at in order],
            "members": [[{"report": self.ids[at], "article": self.articles[at]}] for at in order],
            "keys": [_keys(self, at) for at in order],
            **self._where(self.spot[order]),
            **self._when(self.day[order]),
            **_what(self.sub[order]),
            **dict.fromkeys(("deaths_low", "deaths_best", "deaths_high"), self.deaths[order]),
            "actors": [_sides(self.sides[at]) for at in order],
            "sources": [[f"Generated Wire {at % 50}"] for at in self.spot[order]],
            "excerpt": [_sentence(self, at) for at in order],
        }

    def _where(self, spot: np.ndarray) -> dict[str, object]:
        return {
            "place": [f"Spot {at}" for at in spot],
            "place_kind": ["town"] * self.count,
            "lat": self.lats[spot],
            "lon": self.lons[spot],
            "uncertainty_km": np.full(self.count, 5, "f4"),
            "country": [_country(at) for at in spot],
            "admin1": [f"Region {at % 300}" for at in spot],
        }

    def _when(self, day: np.ndarray) -> dict[str, object]:
        return {"earliest": day, "latest": day, "precision": ["day"] * self.count}

    def article_columns(self) -> dict[str, object]:
        groups = range(0, self.count, PER_ARTICLE)
        readings = [_reading_json(self, range(at, min(at + PER_ARTICLE, self.count))) for at in groups]
        return {
            **self._stamps("article", len(readings)),
            "id": [self.articles[at] for at in groups],
            "data": readings,
            "sha256": ["generated"] * len(readings),
            "reading": ["generated"] * len(readings),
            "title": [f"Generated article {at}" for at in groups],
            "source": [f"Generated Wire {at % 50}" for at in groups],
            "published": self.day[list(groups)],
            "reports": [self.ids[at : at + PER_ARTICLE] for at in groups],
        }

    def _stamps(self, row: str, count: int) -> dict[str, object]:
        base = self.base + (row == "event")
        return {"row": [row] * count, "base": [base] * count, "batch": [f"generated-{self.first}"] * count}


def _what(sub: np.ndarray) -> dict[str, object]:
    return {
        "event_type": [EVENT_TYPE_OF[SUBS[at]] for at in sub],
        "sub_event_type": [SUBS[at] for at in sub],
        "status": [("asserted", "claimed", "alleged")[at % 3] for at in range(len(sub))],
    }


def _table(columns: dict[str, object]) -> pa.Table:
    count = len(columns["row"])  # type: ignore[arg-type]
    arrays = [_array(columns.get(field.name), field, count) for field in SCHEMA]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _array(values: object, field: pa.Field, count: int) -> pa.Array:
    if values is None:
        return pa.nulls(count, field.type)
    return pa.array(values).cast(field.type) if isinstance(values, np.ndarray) else pa.array(values, field.type)


def _keys(chosen: _Chosen, at: int) -> list[str]:
    """Return the merge keys of an event at a town, as events/coreference/across_documents makes them."""
    spot, day = int(chosen.spot[at]), chosen.day[at].astype(dt.date).toordinal()
    lat, lon = float(chosen.lats[spot]), float(chosen.lons[spot])
    spots = {f"generated:{spot}", f"{_country(spot)}/Region {spot % 300}", f"{math.floor(lat)}:{math.floor(lon)}"}
    spots |= {f"in {_country(spot)}"}
    deaths = int(chosen.deaths[at])
    spots |= {f"{deaths} dead in {_country(spot)}"} if deaths >= TELLING else set()
    times = {day // 4, (day + 1) // 4}
    kind = family(SUBS[chosen.sub[at]])
    return sorted({f"{kind}|{time}|{where}" for time in times for where in spots})


def _id(number: int) -> str:
    return hashlib.blake2b(str(number).encode(), digest_size=8).hexdigest()


def _country(spot: int) -> str:
    return chr(65 + spot % 26) + chr(65 + spot // 26 % 26)


def _sides(sides: np.ndarray) -> list[dict[str, str]]:
    pairs = zip(("initiator", "target"), sides, strict=True)
    return [
        {"actor": f"generated-front-{side}", "name": f"Generated Front {side}", "role": role} for role, side in pairs
    ]


def _sentence(chosen: _Chosen, at: int) -> str:
    spot, day = chosen.spot[at], chosen.day[at]
    return f"Generated: {chosen.deaths[at]} were killed in fight no. {chosen.first + at} at Spot {spot} on {day}."


def _reading_json(chosen: _Chosen, group: range) -> str:
    """Return a reading of one sentence a report, as store/formats writes it."""
    parts = [_sentence(chosen, at) for at in group]
    article = chosen.articles[group[0]]
    body = {"id": article, "text": " ".join(parts), "source": f"Generated Wire {group[0] % 50}"}
    starts = np.cumsum([0, *(len(part) + 1 for part in parts)])
    reports = [_report(chosen, at, start=int(starts[k]), words=parts[k]) for k, at in enumerate(group)]
    return json.dumps({"article": body, "reports": reports}, separators=(",", ":"))


def _report(chosen: _Chosen, at: int, *, start: int, words: str) -> dict[str, object]:
    deaths, day, sub = int(chosen.deaths[at]), str(chosen.day[at]), SUBS[chosen.sub[at]]
    return {
        "id": chosen.ids[at],
        "article": chosen.articles[at],
        "excerpt": [start, start + len(words)],
        "event_type": EVENT_TYPE_OF[sub],
        "sub_event_type": sub,
        "place": {"place": _place(chosen, int(chosen.spot[at]))},
        "when": {"earliest": day, "latest": day, "precision": "day"},
        "when_inherited": False,
        "actors": [_part(side) for side in _sides(chosen.sides[at])],
        "fatalities": {"low": deaths, "best": deaths, "high": deaths},
        "injured": None,
        "status": "asserted",
        **NOTHING_MORE,
    }


def _place(chosen: _Chosen, spot: int) -> dict[str, object]:
    return {
        "id": f"generated:{spot}",
        "name": f"Spot {spot}",
        "at": {"lat": float(chosen.lats[spot]), "lon": float(chosen.lons[spot])},
        "country": _country(spot),
        "admin1": f"Region {spot % 300}",
        "kind": "town",
        "uncertainty_km": 5.0,
        "source": "generated",
    }


def _part(side: dict[str, str]) -> dict[str, object]:
    return {"actor": {"id": side["actor"], "name": side["name"], "inter": 2}, "role": side["role"]}


def _outlines_json(chosen: _Chosen, at: int) -> str:
    """Return the outline of an event's one report, as store/outlines writes it."""
    spot, deaths, day = int(chosen.spot[at]), int(chosen.deaths[at]), str(chosen.day[at])
    lat, lon = float(chosen.lats[spot]), float(chosen.lons[spot])
    place = [f"generated:{spot}", lat, lon, _country(spot), f"Region {spot % 300}", "town", 5.0]
    parts = [[side["actor"], 2, None, "", side["role"], None] for side in _sides(chosen.sides[at])]
    told = [chosen.ids[at], chosen.articles[at], SUBS[chosen.sub[at]], place, [day, day, "day"], 0, parts, [deaths] * 3]
    told += [None, 1, " ".join(words(_sentence(chosen, at)))]
    return json.dumps([told], separators=(",", ":"))
