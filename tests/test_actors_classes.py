"""What an actor is where something happened: ACLED's class by time, country and role; whose voice a body is."""

from __future__ import annotations

import datetime as dt

import pytest

from events.coding.actor_class import classify_actor_in_event
from events.mentions.actors.finder import inter_in
from tests.actor_rows import read


@pytest.mark.parametrize(
    ("name", "published", "inter"),
    [
        ("Taliban", dt.date(2021, 8, 14), 2),
        ("Taliban", dt.date(2021, 8, 15), 1),
        ("Taliban", None, 1),
        ("Hayat Tahrir al-Sham", dt.date(2020, 1, 1), 2),
        ("Hayat Tahrir al-Sham", dt.date(2024, 12, 20), 1),
        ("Rapid Support Forces", dt.date(2022, 1, 1), 1),
        ("Rapid Support Forces", dt.date(2023, 4, 15), 2),
        ("Islamic State", dt.date(2017, 1, 1), 2),
    ],
)
def test_a_class_is_that_of_the_time(name: str, published: dt.date | None, inter: int) -> None:
    (found,) = read(f"The {name} came", published=published)
    assert found.actor.inter == inter


@pytest.mark.parametrize(
    ("words", "country", "role", "inter"),
    [
        ("Russian forces", "RU", None, 1),
        ("Russian forces", "SY", "initiator", 8),
        ("Turkish police", "TR", None, 1),
        ("MONUSCO", "CD", None, 8),
        ("Wagner Group", "RU", None, 8),
        ("ISIS", "AF", None, 2),
        ("Taliban", "AF", None, 1),
        ("Taliban", "PK", None, 8),
        ("herders", "NG", "target", 7),
        ("herders", "NG", "initiator", 4),
        ("gunmen", "NG", "initiator", 3),
        ("police", "NG", None, 1),
    ],
)
def test_acleds_class_depends_on_where_and_on_the_role(words: str, country: str, role: str | None, inter: int) -> None:
    (found,) = read(f"The {words} came", country=country)
    assert inter_in(found.actor, country, role=role) == inter  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "kind", "role", "actor"),
    [
        ("Turkish defense ministry", "Air/drone strike", "initiator", "turkey-forces"),
        ("Turkish defense ministry", "Armed clash", "target", "turkey-defense-ministry"),
        ("Turkish defense ministry", "Accusation", "initiator", "turkey-defense-ministry"),
        ("Turkish police", "Attack", "initiator", "turkey-police"),
    ],
)
def test_a_state_and_its_forces_are_one_side(words: str, kind: str, role: str, actor: str) -> None:
    (found,) = read(f"The {words} came")
    assert classify_actor_in_event(found.actor, "SY", role=role, kind=kind).id == actor  # type: ignore[arg-type]


def test_a_body_that_speaks_knows_whose_voice_it_is() -> None:
    voices = {
        mention.actor.id: mention.actor.voice_of for mention in read("Amaq, TASS, SANA, SOHR and Reuters said so")
    }
    assert voices == {
        "amaq": "islamic-state",
        "tass": "russia-government",
        "sana": "syria-government",
        "syrian-observatory-for-human-rights": None,
        "reuters": None,
    }


def test_an_unlisted_group_has_no_class() -> None:
    (found,) = read("the Xandu Liberation Front struck")
    assert (found.actor.name, found.actor.inter) == ("Xandu Liberation Front", None)
    assert inter_in(found.actor, "SY") is None
