"""Who says so and who denies it: rows of sentences with each claim's verb, source, scope; and the rules of status."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.attribution.finder import Claim, attributions, claims_of, verdict
from events.model import Actor, ActorMention, ActorRole, Role
from tests.examples import mentions_of
from text import Span, span_of
from text.parse import Parse
from text.parsing import parse_all

ACTORS = {
    "Russia": Actor("russia-government", "Russia", 1, "RU"),
    "Russian Ministry of Defense": Actor("russia-defense-ministry", "Russian Ministry of Defense", 1, "RU"),
    "Russian forces": Actor("russia-forces", "Russian forces", 1, "RU"),
    "Ukraine's military": Actor("ukraine-forces", "Ukrainian forces", 1, "UA"),
    "SDF": Actor("syrian-democratic-forces", "Syrian Democratic Forces", 2, "SY"),
    "Turkey": Actor("turkey-government", "Turkey", 1, "TR"),
    "ISIS": Actor("islamic-state", "Islamic State", 2),
    "Amaq": Actor("amaq", "Amaq", None, "SY", "party media", "islamic-state"),
    "TASS": Actor("tass", "TASS", None, "RU", "state media", "russia-government"),
    "Reuters": Actor("reuters", "Reuters", None, None, "media"),
    "Observatory": Actor("syrian-observatory-for-human-rights", "Syrian Observatory", None, "GB", "monitor"),
    "police": Actor("nigeria-police", "Nigerian police", 1, "NG"),
    "Gunmen": Actor("gunmen", "gunmen", 3, kind="armed"),
    "Boko Haram": Actor("boko-haram", "Boko Haram", 2, "NG", "jihadist"),
    "Nigerian army": Actor("nigeria-forces", "Nigerian forces", 1, "NG", "state"),
    "Governor of Sumy": Actor("governors", "Governor of Sumy", 7, "UA", "official"),
}


@functools.cache
def parse(text: str) -> Parse:
    return parse_all((Span(0, len(text), text),))[0]


def mentions(text: str) -> tuple[ActorMention, ...]:
    found = [(text.index(name), name) for name in ACTORS if name in text]
    named = [ActorMention(span_of(text, at, at + len(name)), ACTORS[name], "test") for at, name in sorted(found)]
    return tuple(m for m in named if not any(o is not m and o.span.covers(m.span) for o in named))


def read(text: str, *, parsed: bool = True) -> tuple[Claim, ...]:
    return attributions(Span(0, len(text), text), parse(text) if parsed else None, actors=mentions(text))


# sentence, word that is (not) covered, the claims that cover it as (verb, source)
ROWS: list[tuple[str, str, list[tuple[str, str | None]]]] = [
    ("Russia said its jets struck a depot.", "struck", [("says", "russia-government")]),
    ("Its jets struck a depot, Russia said.", "struck", [("says", "russia-government")]),
    ("Five farmers were killed, police said.", "killed", [("says", "nigeria-police")]),
    (
        "The attack killed five soldiers, the Observatory said.",
        "killed",
        [("says", "syrian-observatory-for-human-rights")],
    ),
    ("According to ISIS’ propaganda outlet, Amaq, the group killed 65 troops.", "killed", [("says", "amaq")]),
    ("An officer was killed by mortar fire, according to TASS.", "killed", [("says", "tass")]),
    ("Citing TASS, the paper wrote that a mine exploded.", "exploded", [("says", "tass")]),
    ("Citing residents, Reuters reported that a mine exploded.", "exploded", [("says", None), ("says", "reuters")]),
    (
        "A mine exploded, Reuters reported, citing the Observatory.",
        "exploded",
        [("says", "syrian-observatory-for-human-rights")],
    ),
    ("Gunmen accused of shelling the town were arrested.", "shelling", []),
    (
        "Amaq posted video of two soldiers they claim to have captured near Homs.",
        "captured",
        [("says", "amaq")],
    ),
    ("Turkey accused the SDF of shelling a school in Tal.", "shelling", [("says", "turkey-government")]),
    ("Witnesses said soldiers fired at the crowd.", "fired", [("says", None)]),
    # a denial is the denier's, and of its own fact only
    (
        "Russia denied bombing the hospital but said it had struck a depot.",
        "bombing",
        [("denies", "russia-government")],
    ),
    ("Russia denied bombing the hospital but said it had struck a depot.", "struck", [("says", "russia-government")]),
    (
        "However, the Russian Ministry of Defense has denied any troops have been captured, according to a report from Reuters.",
        "captured",
        [("denies", "russia-defense-ministry")],
    ),
    (
        "“We shelled the depot,” the SDF said in a statement, while Turkey denied any strike.",
        "shelled",
        [("says", "syrian-democratic-forces")],
    ),
    (
        "“We shelled the depot,” the SDF said in a statement, while Turkey denied any strike.",
        "strike",
        [("denies", "turkey-government")],
    ),
    # nobody says or denies
    ("No group claimed responsibility.", "responsibility", []),
    ("Turkey neither confirmed nor denied striking the base.", "striking", []),
    ("The army did not say how many died.", "died", []),
    ("Two men were killed in Homs.", "killed", []),
    # scare words and hearsay
    ("Russian forces allegedly shelled the village.", "shelled", [("doubts", None)]),
    ("The fighters left after an alleged strike by Russian forces.", "strike", [("doubts", None)]),
    ("Two alleged militants were killed by Russian forces.", "killed", []),
    ("An alleged Russian strike hit the mill.", "strike", [("doubts", None)]),
    ("Gunmen may have shot the miller.", "shot", [("doubts", None)]),
    ("Gunmen presumably shot the miller.", "shot", [("doubts", None)]),
    ("Gunmen appear to have shot the miller.", "shot", [("doubts", None)]),
    ("Suspected rebels shot the miller.", "shot", [("doubts", None)]),
    ("The miller was shot by presumed rebels.", "shot", [("doubts", None)]),
    ("The gang is blamed for the killing of the miller.", "killing", [("doubts", None)]),
    ("Soldiers shot two suspected rebels.", "shot", []),
    ("The town is reportedly empty and its mayor has fled.", "fled", []),
    ("Russia rejected the request for a truce.", "request", []),
    ("Turkey is said to have supplied the drones.", "supplied", [("says", None)]),
    ("Reports say three men were killed.", "killed", [("says", None)]),
    # several speak with one voice; a claimed deed is the claimer's word; who is blamed by nobody
    (
        "The convoy was shelled, according to the SDF and police.",
        "shelled",
        [("says", "syrian-democratic-forces"), ("says", "nigeria-police")],
    ),
    ("The Observatory and Amaq said jets struck a depot.", "struck", [("says", "amaq")]),
    ("ISIS claimed two attacks on a depot.", "claimed", [("says", "islamic-state")]),
    ("The raid was blamed on ISIS.", "raid", [("doubts", None)]),
    ("The committee said its SDF units struck a depot.", "struck", [("says", "syrian-democratic-forces")]),
]


@pytest.mark.parametrize(("text", "word", "expected"), ROWS)
def test_who_covers_a_word(text: str, word: str, expected: list[tuple[str, str | None]]) -> None:
    at = span_of(text, text.index(word), text.index(word) + len(word))
    covering = [(c.verb, c.source.id if c.source else None) for c in read(text) if c.scope.covers(at)]
    assert covering == expected


SURFACE = [
    ("Russia said its jets struck a depot.", "struck", "says"),
    ("Its jets struck a depot, Russia said.", "struck", "says"),
    ("A mine exploded near the base, according to TASS.", "exploded", "says"),
    ("Russia denied that its jets struck a depot.", "struck", "denies"),
    ("Russian forces allegedly shelled the village.", "shelled", "doubts"),
]


@pytest.mark.parametrize(("text", "word", "verb"), SURFACE)
def test_the_plainest_forms_need_no_parse(text: str, word: str, verb: str) -> None:
    at = span_of(text, text.index(word), text.index(word) + len(word))
    assert [c.verb for c in read(text, parsed=False) if c.scope.covers(at)] == [verb]


def test_a_relay_stands_for_no_more_than_that_it_was_said() -> None:
    text = "Russia denied any of its troops were captured, according to Reuters."
    relay = next(c for c in read(text) if c.source and c.source.id == "reuters")
    assert relay.rule.endswith("relay")
    assert "captured" not in relay.scope.text


def test_a_denial_of_something_told_before_says_so() -> None:
    denial = next(c for c in read("Russia denied the report.") if c.verb == "denies")
    assert denial.back


CARRIED = [
    (
        "The Nigerian army said gunmen raided Gwoza. Two soldiers were killed, it added.",
        ["Nigerian forces", "Nigerian forces"],
    ),
    (
        "A police spokesman said gunmen raided Gwoza, Nigeria. He said two men were killed. They were buried.",
        ["Nigerian police", "Nigerian police"],
    ),
    (
        "Boko Haram said it raided Gwoza. The Nigerian army said gunmen had fled. It said two men were killed.",
        ["Boko Haram", "Nigerian forces"],
    ),
    ("It was said to be calm. He said two men were killed.", []),
]


@pytest.mark.parametrize(("text", "speakers"), CARRIED)
def test_a_pronoun_is_who_spoke_last(text: str, speakers: list[str]) -> None:
    said = mentions_of(text)
    claims = claims_of(said.parsed_sentences, spans=said.sentences, actors=said.actors)
    assert [claim.source.name for claim in claims if claim.source] == speakers


def test_unnamed_sources_are_marked() -> None:
    assert [c.named for c in read("Reports say three men were killed.")] == [False]
    assert [c.named for c in read("Witnesses said soldiers fired at the crowd.")] == [True]


@settings(deadline=None)
@given(st.text(st.sampled_from("According to said, denied“”. alleged Russia\n名’;"), max_size=60))
def test_spans_never_lie(text: str) -> None:
    for claim in attributions(Span(5, 5 + len(text), text), None, actors=()):
        for span in (claim.span, claim.scope):
            assert text[span.start - 5 : span.stop - 5] == span.text


def claim(verb: str, source: str | None = None, *, named: bool = True) -> Claim:
    return Claim(ACTORS[source] if source else None, verb, Span(0, 4, "said"), Span(5, 9, "that"), "test", named=named)  # type: ignore[arg-type]


def parties(*pairs: tuple[str, Role]) -> list[ActorRole]:
    return [ActorRole(ACTORS[name], role) for name, role in pairs]


STRIKE = parties(("Russian forces", "initiator"), ("SDF", "target"))

# claims, told in the article's own voice?, parties, status, rule
VERDICTS = [
    ([], True, STRIKE, "asserted", "the article says so itself"),
    ([claim("says", "Observatory")], False, STRIKE, "asserted", "an independent or official source reports it"),
    (
        [claim("says", "police")],
        False,
        parties(("Gunmen", "initiator")),
        "asserted",
        "an independent or official source reports it",
    ),
    ([claim("says", "Russian Ministry of Defense")], False, STRIKE, "claimed", "a party says so"),
    (
        [claim("says", "Amaq")],
        False,
        parties(("ISIS", "initiator"), ("Russian forces", "target")),
        "claimed",
        "a party says so",
    ),
    (
        [claim("says", "Ukraine's military")],
        False,
        parties(("Russian forces", "initiator")),
        "claimed",
        "a party says so",
    ),
    (
        [claim("says", "SDF"), claim("says", "Observatory")],
        False,
        STRIKE,
        "asserted",
        "an independent or official source reports it",
    ),
    ([claim("says", "Governor of Sumy")], False, STRIKE, "claimed", "a party says so"),
    ([claim("says", "Nigerian army")], False, parties(("Boko Haram", "initiator")), "claimed", "a party says so"),
    ([claim("says", "Nigerian army")], False, parties(("Gunmen", "target")), "claimed", "a party says so"),
    ([claim("says", "Boko Haram")], False, parties(("Nigerian army", "initiator")), "claimed", "a party says so"),
    (
        [claim("says", "Nigerian army")],
        False,
        parties(("Gunmen", "initiator")),
        "asserted",
        "an independent or official source reports it",
    ),
    ([claim("says", "TASS")], False, parties(("Russian forces", "target")), "asserted", "a side reports its own loss"),
    ([claim("says", named=False)], False, STRIKE, "alleged", "nobody is named"),
    ([claim("doubts")], True, STRIKE, "alleged", "the article keeps its distance"),
    (
        [claim("says", "Amaq"), claim("denies", "Russian Ministry of Defense")],
        False,
        STRIKE,
        "disputed",
        "one says so, another denies it",
    ),
    ([claim("denies", "Russia")], True, STRIKE, "disputed", "one says so, another denies it"),
]


@pytest.mark.parametrize(("claims", "plain", "of", "status", "rule"), VERDICTS)
def test_status(claims: list[Claim], plain: bool, of: list[ActorRole], status: str, rule: str) -> None:  # noqa: FBT001
    found = verdict(claims, plain=plain, parties=of)
    assert (found.status, found.rule) == (status, rule)


def test_who_says_and_who_denies_are_kept_apart_and_once() -> None:
    found = verdict([claim("says", "Amaq"), claim("says", "Amaq"), claim("denies", "Russia")], plain=False)
    assert [a.id for a in found.said_by] == ["amaq"]
    assert [a.id for a in found.denied_by] == ["russia-government"]
