"""Who did it to whom: rows marked in place, ``[words|role]``; an actor marked ``none`` has no part in what was done."""

from __future__ import annotations

import pytest

from events.arguments.actors import arguments_of
from events.triggers.finder import find_triggers
from tests.actor_rows import MARK, plain
from tests.examples import sentence_of

DOERS = [  # whose deed it is stands before its noun, or after "to" and "by"
    "Six traders were killed in a double [Hezbollah|initiator] drone strike on a market in Aleppo.",
    "Nine pupils died in [Taliban|initiator] mortar attacks on a school in Kunduz.",
    "A [Syrian bombing|initiator] hit a bakery in Idlib.",
    "[Israeli shelling|initiator] wounded a farmer in Khan Younis.",
    "[Arakan Army|initiator] shelling hit a clinic in Sittwe.",
    "A [Boko Haram|initiator] bomb killed two guards in Maiduguri.",
    "A blast by [Islamic State|initiator] killed ten men in Mosul.",
    "The border town of Rutshuru fell to the [M23|initiator].",
    "The fall of Idlib to [Hayat Tahrir al-Sham|initiator] came at night.",
    "The [army|target] lost the town of Taiz to the [Houthis|initiator].",
    "The raid near Bannu was blamed on [Boko Haram|initiator].",
    "A [soldier|target] was killed when a [Taliban rocket|initiator] hit a post in Kunduz.",
]
WATCHERS = [  # who saw, counted, helped or said so did nothing
    "The [OSCE|none] mission registered 20 explosions near Donetsk.",
    "Monitors of [Airwars|none] documented a strike on Raqqa by [Russian jets|initiator].",
    "[Amnesty International|none] verified the killing of two [nurses|target] by [soldiers|initiator] in Bria.",
    "[MSF|none] treated twelve men wounded in an air strike in Taiz.",
    "The [Houthis|initiator] shelled Marib, the [army|none] said.",
    "[Police|none] found the bodies of three [farmers|target] killed by [bandits|initiator] in Kaduna.",
    "[Russia|initiator], a friend of the [Iranian president|none], launched an attack on Kyiv.",
]
OBJECTS = [  # what they have and where they sit stands for them
    "[Rebels|initiator] ambushed four [military trucks|target] near Hpakant.",
    "[Gunmen|initiator] stormed a [police barracks|target] in Quetta.",
    "Six [army installations|target] near Kidal were attacked by [rebels|initiator].",
    "[Troops|initiator] retook the town of Bor from the [insurgents|target].",
    "An attack on a [Red Cross|target] lorry near Gao left a driver dead.",
    "[Militants|initiator] attacked the house of the [mayor|target] of Mubi.",
]
APART = [  # what came before or after has its own doers
    "[Israeli soldiers|initiator] clashed with [Hamas|target] after a [Hezbollah|none] rocket attack.",
]


@pytest.mark.parametrize("row", [*DOERS, *WATCHERS, *OBJECTS])
def test_who_did_it_to_whom(row: str) -> None:
    sentence = sentence_of(plain(row))
    found: dict[str, set[str]] = {}
    for trigger in find_triggers(sentence):
        for part in () if trigger.is_modifier or trigger.kind == "Accusation" else arguments_of(sentence, trigger):
            found.setdefault(part.mention.span.text, set()).add(part.role)
    for words, role in MARK.findall(row):
        mention = next(words_of for words_of in (one.span.text for one in sentence.actors) if words in words_of)
        assert found.get(mention, {"none"}) == {role}, (words, found)


def test_another_deed_than_that_of_the_trigger_gives_no_part() -> None:
    row = APART[0]
    sentence = sentence_of(plain(row))
    clash = find_triggers(sentence)[0]
    found = {part.mention.span.text: part.role for part in arguments_of(sentence, clash)}
    assert found == {words: role for words, role in MARK.findall(row) if role != "none"}
