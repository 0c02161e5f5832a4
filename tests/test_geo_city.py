"""City or area, named lands, namesakes: what a name means that several places bear, as a reader of news would say."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import pytest

from geo import Geoparser, Place
from geo.build import ensure
from text.fold import plain

LEAST_PEOPLE = 30_000
RIGHT = 0.97
# A bare name that is both, in five wordings: three that mean the city, two that mean the area.
WORDINGS = (
    ("A bomb exploded in {0} on Sunday, killing four people.", "town"),
    ("A missile hit a market in downtown {0} on Sunday.", "town"),
    ("A drone hit the airport in {0} on Sunday.", "town"),
    ("Fighting was reported in {0} {1} on Sunday.", "province"),
    ("Fighting spread across {0} on Sunday.", "province"),
)
# Countries of which texts tell of war; of the others every fourth pair is asked.
AT_WAR = frozenset(
    [
        "SY",
        "IQ",
        "YE",
        "LY",
        "UA",
        "RU",
        "SD",
        "SS",
        "ET",
        "SO",
        "CD",
        "CF",
        "ML",
        "BF",
        "NE",
        "NG",
        "MZ",
        "CM",
        "AF",
        "PK",
        "IN",
        "MM",
        "PH",
        "TH",
        "IL",
        "PS",
        "LB",
        "TR",
        "IR",
        "AZ",
        "CO",
        "VE",
        "MX",
        "HT",
        "TD",
        "KE",
    ]
)
TYPE_OF = {"oblast": "oblast", "governorate": "governorate", "state": "state", "region": "region"}


@pytest.fixture(scope="module")
def geoparser() -> Geoparser:
    return Geoparser()


@dataclass(frozen=True)
class Pair:
    """A city and the first-level area that bears its name."""

    name: str
    country: str
    word: str
    city: str
    area: str


def pairs() -> list[Pair]:
    """Every city whose very name its own first-level area bears, where no greater city elsewhere does."""
    asked = """SELECT t.name, p.country, p.feature, t.key, p.key, t.population FROM place p JOIN place t
        ON t.kind = 'town' AND p.kind = 'province' AND t.country = p.country
        AND (t.code = p.code OR substr(t.code, 1, length(p.code) + 1) = p.code || '.')
        WHERE t.population >= ? AND p.pack = 'base' AND length(p.code) - length(replace(p.code, '.', '')) = 1"""
    with sqlite3.connect(ensure()) as db:
        names = dict(db.execute("SELECT key, name FROM place WHERE kind = 'province'"))
        rows = db.execute(asked, (LEAST_PEOPLE,)).fetchall()
        greatest = dict(
            db.execute(
                "SELECT name.plain, max(population) FROM name JOIN place ON place.id = name.place"
                " WHERE kind IN ('town', 'country') AND population >= ? GROUP BY 1",
                (LEAST_PEOPLE,),
            )
        )
    db.close()
    found = [
        Pair(name, country, TYPE_OF.get(word, "province"), city, area)
        for name, country, word, city, area, people in rows
        if plain(name) == plain(names[area]) and name.isascii() and greatest[plain(name)] == people
    ]
    return [pair for i, pair in enumerate(found) if pair.country in AT_WAR or i % 4 == 0]


def test_a_bare_name_is_the_city_and_wide_words_the_area(geoparser: Geoparser) -> None:
    asked = [(pair, wording, kind) for pair in pairs() for wording, kind in WORDINGS]
    wrong = []
    for pair, wording, kind in asked:
        text = wording.format(pair.name, pair.word)
        places = [m.place for m in geoparser.places(text) if m.span.text.startswith(pair.name)]
        want = pair.city if kind == "town" else pair.area
        if not any(isinstance(place, Place) and place.id == want for place in places):
            wrong.append((text, [getattr(place, "id", place) for place in places], want))
    assert len(asked) > 500
    assert len(wrong) <= (1 - RIGHT) * len(asked), (len(asked), wrong[:40])
