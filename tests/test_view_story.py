"""An event told in a sentence."""

from __future__ import annotations

import pytest

from events import SUB_EVENT_TYPES, Count, ReportPlace
from geo import Unresolved
from tests import factories
from view import words
from view.story import story

NOWHERE = Unresolved("no place named")
ALL = [sub for subs in SUB_EVENT_TYPES.values() for sub in subs]


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        ((), "An air or drone strike took place"),
        ((("north-front", "initiator"),), "North Front carried out an air or drone strike"),
        ((("north-front", "initiator"), ("civilians", "target")), "North Front struck Civilians from the air"),
        ((("civilians", "target"), ("coast-wire", "source")), "An air or drone strike hit Civilians"),
    ],
)
def test_a_sentence_says_who_did_what_to_whom(actors: tuple[tuple[str, str], ...], expected: str) -> None:
    roles = factories.roles(*actors)  # type: ignore[arg-type]
    assert story(factories.report(sub="Air/drone strike", actors=roles, place=NOWHERE)) == expected


def test_a_sentence_ends_with_the_dead_and_with_who_claims_it() -> None:
    said = story(
        factories.report(
            sub="Armed clash",
            actors=factories.roles(("north-front", "initiator"), ("syria-forces", "target")),
            place=ReportPlace(factories.place("Low Ford", kind="site")),
            fatalities=Count(60, 65, 65),
            status="claimed",
            said_by=(factories.actor("amaq", name="Amaq"),),
        )
    )
    assert said == "North Front fought Syria Forces at Low Ford; 65 killed (claimed by Amaq)"


@pytest.mark.parametrize(
    ("said_by", "denied_by", "expected"),
    [
        (("north-front",), ("ministry",), "disputed: said by North Front, denied by Ministry"),
        ((), ("ministry",), "disputed: denied by Ministry"),
        (("north-front",), (), "disputed: said by North Front"),
        ((), (), "disputed"),
    ],
)
def test_a_disputed_event_is_told_with_both_sides(
    said_by: tuple[str, ...], denied_by: tuple[str, ...], expected: str
) -> None:
    said, denied = (tuple(map(factories.actor, each)) for each in (said_by, denied_by))
    report = factories.report(sub="Armed clash", actors=(), place=NOWHERE, status="disputed", said_by=said, denied_by=denied)  # fmt: skip
    assert story(report) == f"An armed clash took place ({expected})"


@pytest.mark.parametrize("sub", ALL)
def test_every_kind_of_event_can_be_told_whoever_is_named(sub: str) -> None:
    for roles in ((), ("initiator",), ("target",), ("initiator", "target")):
        actors = factories.roles(*((f"a-{role}", role) for role in roles))  # type: ignore[misc]
        said = story(factories.report(sub=sub, actors=actors, place=NOWHERE))
        assert "{" not in said
        assert said[0].isupper()
        assert all(each.actor.name in said for each in actors)


def test_sentences_are_kept_for_kinds_of_event_that_there_are() -> None:
    assert set(words.TELLINGS) <= set(ALL)
