"""The tables of actors under seeds/lexicon: ids unique, parents exist, sources given, and every name reachable."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from events.mentions.actors.finder import find_actors
from events.mentions.actors.lexicon import lexicon, slug
from geo import Place, PlaceMention
from geo.place import LatLon
from text.lexicon import Row, cells, rows
from text.sentences import sentences
from text.span import span_of

TABLES = [
    "actors.csv",
    "speakers.csv",
    "forces.csv",
    "bodies.csv",
    "kinds.csv",
    "communities.csv",
    "classes.csv",
    "references.csv",
    "grammar.csv",
    "countries.csv",
    "country_middles.csv",
]
REGIONS = {
    "Middle East": {"SY", "IQ", "YE", "PS", "IL", "LB", "IR", "TR"},
    "North Africa": {"LY", "EG", "TN", "DZ", "EH", "SD"},
    "West Africa": {"ML", "NG", "BF", "NE", "CM", "SN", "TD"},
    "Central and southern Africa": {"CD", "CF", "MZ", "AO", "BI"},
    "East Africa": {"SO", "ET", "SS", "KE", "UG"},
    "South Asia": {"AF", "PK", "IN", "BD", "LK"},
    "South-east Asia and the Pacific": {"MM", "PH", "TH", "ID", "PG"},
    "Europe and the Caucasus": {"UA", "RU", "GE", "AZ", "XK", "GB", "IT"},
    "Latin America and the Caribbean": {"CO", "MX", "BR", "HT", "VE", "EC", "SV", "PE"},
}
ACTORS = rows("actors.csv")
SPEAKERS = rows("speakers.csv")
IDS = [row["id"] for row in (*ACTORS, *SPEAKERS)]
STATE_ID = re.compile(r"(.+)-(forces|government|palestinian-authority|revolutionary-guard)$")


@pytest.mark.parametrize("table", TABLES)
def test_every_row_says_where_it_is_from(table: str) -> None:
    assert [row for row in rows(table) if not row["source"].strip()] == []


def test_ids_are_unique_slugs() -> None:
    assert len(IDS) == len(set(IDS))
    assert [name for name in IDS if name != slug(name)] == []
    kinds = [row["id"] for row in rows("kinds.csv")]
    assert len(kinds) == len(set(kinds))
    assert not set(kinds) & set(IDS)


def test_parents_exist_and_no_group_is_its_own_ancestor() -> None:
    parent = {row["id"]: row["parent"] for row in ACTORS}
    assert {name for name in parent.values() if name} <= set(parent)
    for group in list(parent):
        assert group not in ancestors(parent, group)


def ancestors(parent: dict[str, str], group: str) -> list[str]:
    above = [parent[group]]
    while above[-1] and above[-1] not in above[:-1]:
        above.append(parent[above[-1]])
    return above


def test_a_body_that_speaks_does_so_for_an_actor_that_exists() -> None:
    slugs = {country.slug for country in lexicon().countries.values()}
    for row in SPEAKERS:
        state = STATE_ID.match(row["voice_of"])
        assert not row["voice_of"] or row["voice_of"] in IDS or (state and state[1] in slugs), row["name"]


def test_at_least_four_hundred_groups_over_all_regions() -> None:
    groups = [row for row in ACTORS if row["kind"] not in {"mission", "state force", "government", "party"}]
    assert len(groups) >= 400
    for region, countries in REGIONS.items():
        assert sum(bool(countries & set(cells(row["country"]))) for row in groups) >= 25, region


def test_classes_countries_and_years_are_possible() -> None:
    known = set(lexicon().countries)
    for row in ACTORS:
        assert row["inter"] in set("12345678"), row["id"]
        assert set(cells(row["country"])) <= known, row["id"]
        assert int(row["active_from"]) <= int(row["active_to"] or 9999), row["id"]
    for row in rows("classes.csv"):
        first, last = (dt.date.fromisoformat(day) if day else None for day in (row["from"], row["to"]))
        assert row["actor"] in IDS
        assert row["country"] in known
        assert not first or not last or first <= last


def test_most_groups_were_active_between_2010_and_2026() -> None:
    gone = [row["id"] for row in ACTORS if row["active_to"] and int(row["active_to"]) < 2010]
    assert len(gone) <= 10


def test_every_country_has_a_name_an_adjective_and_a_geonames_id() -> None:
    countries = rows("countries.csv")
    assert (
        len(countries) == len({row["iso2"] for row in countries}) == len({row["geonameid"] for row in countries}) >= 249
    )
    assert all(row["name"] and int(row["geonameid"]) > 0 for row in countries)
    uninhabited = {"AQ", "BV", "HM", "GS", "TF", "UM"}
    missing = {row["iso2"] for row in countries if not row["demonyms"]} - uninhabited
    assert missing <= {"BL", "BQ", "CC", "CX", "DM", "GG", "IO", "JE", "MF", "MP", "NF", "PM", "PN", "SJ", "SX"}


@pytest.mark.parametrize(
    "body", ["army", "troops", "police", "Ministry of Defense", "government", "soldiers", "warplanes"]
)
def test_every_country_has_bodies_by_grammar(body: str) -> None:
    for row in rows("countries.csv"):
        for adjective in (*cells(row["demonyms"])[:1], f"{row['name'].split(',')[0]}'s"):
            text = f"The {adjective} {body} came"
            found = find_actors(text, places=(), sentences=sentences(text), published=None)
            assert [m.actor.id.startswith(slug(row["name"])) or shared(row, m.actor.country) for m in found] == [
                True
            ], text


def shared(row: Row, other: str | None) -> bool:
    """Whether two countries have the adjective in common ("Congolese", "Swazi"): then the commoner is taken."""
    adjectives = {r["iso2"]: set(cells(r["demonyms"])) for r in rows("countries.csv")}
    return other is not None and bool(adjectives[row["iso2"]] & adjectives[other])


def named() -> list[tuple[str, str, tuple[str, ...]]]:
    """Every alias with its actor's id and countries; a name with an explanation in brackets is for show only."""
    found = [
        (alias, row["id"], cells(row["country"]))
        for row in (*ACTORS, *SPEAKERS)
        for alias in (row["name"], *cells(row["aliases"]), *cells(row["weak"]), *cells(row["native"]))
    ]
    return [one for one in found if not one[0].endswith(")")]


def test_every_alias_is_reached_by_the_real_matcher() -> None:
    lost = [(alias, actor) for alias, actor, countries in named() if not reached(alias, actor, countries)]
    assert lost == []


def reached(alias: str, actor: str, countries: tuple[str, ...]) -> bool:
    """Whether the alias alone, in one of the actor's countries in its time, is read as the actor or as a namesake there."""
    for country in countries or (None,):
        text = f"Then {alias} came x"
        place = Place("p", "p", LatLon(0, 0), country, None, "town", 5.0, "test")
        places = (PlaceMention(span_of(text, len(text) - 1, len(text)), place, "test"),)
        found = find_actors(text, places=places, sentences=sentences(text), published=None)
        if any(mention.actor.id in {actor, *namesakes(alias)} for mention in found):
            return True
    return False


def namesakes(alias: str) -> set[str]:
    return NAMES.get(alias.casefold(), set())


def _names() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for alias, actor, _ in named():
        found.setdefault(alias.casefold(), set()).add(actor)
    return found


NAMES = _names()


def test_namesakes_are_told_apart_by_country() -> None:
    strong = [(alias, actor, countries) for alias, actor, countries in named() if len(NAMES[alias.casefold()]) > 1]
    homes = {actor: countries[:1] for _, actor, countries in strong}
    clashes = [
        (alias, actor, other)
        for alias, actor, _ in strong
        for other in NAMES[alias.casefold()]
        if actor < other and homes[actor] == homes.get(other)
    ]
    assert clashes == []


def test_words_of_plain_people_are_reached() -> None:
    for row in rows("kinds.csv"):
        for words in cells(row["words"]):
            text = f"then {words} came"
            found = find_actors(text, places=(), sentences=sentences(text), published=None)
            assert any(words in mention.span.text for mention in found), words


def test_native_names_are_not_latin_words() -> None:
    latin = [entry.alias for entry in lexicon().native if re.fullmatch(r"[A-Za-z ]+", entry.alias)]
    assert latin == []
