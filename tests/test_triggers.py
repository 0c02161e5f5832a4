"""Trigger words: what each sentence tells of, and what must tell of nothing."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.mentions.sentence import Sentence
from events.model import EVENT_TYPE_OF
from events.triggers.finder import Trigger, event_triggers, find_triggers
from events.triggers.lexicon import MODIFIERS, could_contain_trigger, rows_by_word
from events.triggers.patterns import pattern
from events.triggers.refusals import refusal
from tests.examples import word
from text import Span
from text.lexicon import rows, word_class
from text.parsing import parse_all

REFUSALS = rows("refusals.csv")
RESOLVED_LATER = {"harm", "assault", "bombing", "territory"}


def triggers(text: str) -> tuple[Trigger, ...]:
    """Return the live triggers of a sentence without names."""
    sentence = Span(0, len(text), text)
    return tuple(event_triggers(find_triggers(Sentence(sentence, parse_all((sentence,))[0]))))


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Rebels shelled the town on Monday.", "shelled", "Shelling/artillery/missile attack"),
        ("The town was shelled by rebels.", "shelled", "Shelling/artillery/missile attack"),
        ("The shelling of the town by rebels lasted an hour.", "shelling", "Shelling/artillery/missile attack"),
        ("Militants fired mortars at the base.", "fired", "Shelling/artillery/missile attack"),
        ("Soldiers clashed with insurgents near the border.", "clashed", "Armed clash"),
        ("A counter-offensive launched by rebels began.", "counter-offensive", "Armed clash"),
        ("An air strike hit the hospital.", "air strike", "Air/drone strike"),
        ("The army shot down a drone over the bay.", "shot", "Air/drone strike"),
        ("Troops recaptured the village from militants.", "recaptured", "territory"),
        ("The soldiers managed to break the siege of the city.", "break", "territory"),
        ("Gunmen kidnapped three teachers.", "kidnapped", "Abduction/forced disappearance"),
        ("The patrol struck a landmine.", "struck", "Remote explosive/landmine/IED"),
        ("The two soldiers they claim to have captured are alive.", "captured", "Abduction/forced disappearance"),
        ("A man threw a grenade at the bar.", "threw", "Grenade"),
        ("Police seized 50 Kalashnikov rifles and ammunition.", "seized", "Disrupted weapons use"),
        ("Thousands of people rallied in the capital.", "rallied", "Peaceful protest"),
        ("A mob lynched two men.", "lynched", "Mob violence"),
        ("Rebels and the government agreed a ceasefire.", "ceasefire", "Agreement"),
        ("The army has set up two military bases.", "set", "Headquarters or base established"),
        ("Soldiers raped women in the camp.", "raped", "Sexual violence"),
        ("TWO SUICIDE BOMBERS BLOW THEMSELVES UP AT MOSQUE", "BLOW", "Suicide bomb"),
        ("Gunmen shot dead a farmer.", "shot", "harm"),
        ("Gunmen opened fire on a bus.", "opened fire", "assault"),
    ],
)
def test_a_trigger_is_read_in_each_of_its_forms(text: str, word: str, kind: str) -> None:
    assert (word, kind) in [(trigger.span.text, trigger.kind) for trigger in triggers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The army did not shell the town.",
        "There were no clashes on Monday.",
        "Nobody was killed in the capital.",
        "The patrol went home without firing a shot.",
        "The army will attack the town next week.",
        "They could shell the city at any time.",
        "If the rebels attack the base, the army is ready.",
        "The general plans to bomb the camp.",
        "The rebels failed to attack the base.",
        "A protest has been announced for Saturday.",
        "The oil once financed the operations of the militia.",
        "In the exercise, an imaginary enemy shelled the town.",
        "The castle was besieged in 1565.",
        "The Senate killed the bill.",
        "The two firms fought a price war for years.",
        "He died of a heart attack at home.",
        "She shot a film about the harbour.",
        "The team battled for a place in the playoffs.",
        "The striker scored before the goalkeeper attacked the ball.",
        "The reform sparked an explosion of paperwork.",
        "Twelve people were killed when a bus fell into a ravine.",
        "The earthquake killed forty people.",
        "The march of time stops for nobody.",
        "The yard is open from March through November.",
        "Shares rose after the takeover battle at the retailer.",
        "He was charged with murder.",
        "The protest song reached the charts.",
        "They demonstrated solidarity with the widow.",
        "HOSTILITIES AND CASUALTIES",
        "It was the worst day since the protests began.",
        "Some 40,000 people are thought to be displaced.",
        "Reports of shelling near the plant turned out to be untrue.",
        "News of a raid on the depot was false.",
        "Anyone who attacks a nurse faces ten years in prison.",
        "Those who kill travellers are no patriots.",
        "A spy who blew up two bridges has died at the age of 98.",
        "Between 2015 and 2020 some 4,300 people were abducted.",
        "Donors fund their attacks.",
        "Reporters are murdered at a rate of one a week.",
        "More than 500 villagers have been killed this year.",
        "Some 1,400 people have been killed there, most of them in the first days.",
        "Thousands marked 30 years since the siege was lifted.",
        "Sunday marks the centenary of the mutiny in which sailors seized three ships.",
        "Three soldiers were killed when their truck skidded off a road.",
        "A fuel tanker burst into flames.",
        "Troops were deployed to clear the snow.",
        "The teams stormed through the district.",
        "The opposition opened fire on the budget.",
        "It is a thriller about a sniper who takes a train hostage.",
        "The army was told to attack the town.",
        "Their ambition is to seize both provinces.",
        "The new rockets are capable of hitting the capital.",
        "The brigade was obliged to withdraw from the valley.",
        "The clans often attack the herders.",
        "A total of 640 villagers were killed in May, according to figures of the monitors.",
        "The number of people killed in the four districts passed 900.",
        "Since fighting began in 2014 the army has carried out dozens of air strikes.",
        "Patrols arrested 70 smugglers over the past nine months.",
        "The attacking troops must spare the clinic.",
        "The gunmen fled into the hills.",
        "Eleven camels were killed in the crossfire.",
        "Observers photographed shops burned by shelling.",
        "Prosecutors accused him of killing two nuns.",
    ],
)
def test_what_is_no_happening_has_no_live_trigger(text: str) -> None:
    assert [(trigger.span.text, trigger.rule) for trigger in triggers(text)] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("HOSTILITIES RESUMED AFTER TROOPS SHELLED TOWN", "SHELLED"),
        ("Since the protests began, police shot two marchers.", "shot"),
        ("The militia stopped a convoy and killed two drivers.", "killed"),
        ("Fighting displaced 40,000 people.", "displaced"),
        ("Reports of shelling near the plant came in as rebels attacked the town.", "attacked"),
        ("The men who attacked a nurse fled to the hills.", "attacked"),
        ("A spy who blew up two bridges was shot by soldiers.", "shot"),
        ("Between Monday and Friday some 300 people were abducted.", "abducted"),
        ("Two reporters were murdered on Monday.", "murdered"),
        ("Soldiers killed 500 villagers in the raid.", "killed"),
        ("Some 40 people have been killed in the raid, most of them boys.", "killed"),
        ("Fourteen civilians have been killed in the shelling, most of them in El Fasher.", "killed"),
        ("Thousands marked the day as rebels lifted the siege.", "lifted"),
        ("Three soldiers were killed when a mine blew up their truck.", "killed"),
        ("Troops were deployed to the border after the clashes.", "clashes"),
        ("Fighters stormed the base through a hole in the wall.", "stormed"),
        ("The soldiers opened fire on the crowd.", "opened fire"),
        ("Russian artillery hit a bus stop.", "hit"),
        ("The director said that more than 50 people had been killed.", "killed"),
        ("Inmates held 170 guards hostage in the prison.", "held"),
        ("Unknown men set three cars alight in the harbour.", "set"),
        ("Settlers attacked shepherds in the West Bank.", "attacked"),
        ("Rebels recaptured the presidential palace from the army.", "recaptured"),
        ("Gunmen stormed a theatre and killed nine actors.", "stormed"),
        ("Riot police used water cannon against marchers.", "used"),
        ("A boy was wounded by sniper fire.", "wounded"),
        ("Two rebels were killed in Tank on Friday.", "killed"),
        ("Troops found a hidden rocket factory near the dam.", "found"),
        ("Officers toppled the president in a coup.", "toppled"),
        ("The ministry accused the militia of shelling a clinic in Lahj.", "shelling"),
        ("On 4 Rajab 1446 gunmen killed a judge.", "killed"),
        ("Gunmen killed 1100 villagers.", "killed"),
        ("Patrols arrested 70 smugglers over the weekend.", "arrested"),
        ("A total of nine drivers were killed on Monday.", "killed"),
        ("The number of people killed in the raid on Monday rose to nine.", "killed"),
        ("They drove a car packed with explosives into the camp.", "drove"),
    ],
)
def test_what_looks_like_no_happening_and_is_one_stays(text: str, word: str) -> None:
    assert word in [trigger.span.text for trigger in triggers(text)]


def test_a_refused_trigger_says_why() -> None:
    text = "The army will attack the town."
    sentence = Span(0, len(text), text)
    (found,) = find_triggers(Sentence(sentence, parse_all((sentence,))[0]))
    assert (found.refused, found.rule) == ("not yet", "verb:attack")


def test_offsets_are_the_articles() -> None:
    text = "Rebels shelled the town."
    sentence = Span(100, 100 + len(text), text)
    (found,) = event_triggers(find_triggers(Sentence(sentence, parse_all((sentence,))[0])))
    assert found.span == Span(107, 114, "shelled")


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("Rebels shelled the town.", True),
        ("QSD captured Hajin.", True),
        ("The committee met on Tuesday.", False),
        ("Shares rose by two percent.", False),
        ("", False),
    ],
)
def test_only_sentences_that_can_matter_are_parsed(text: str, *, matters: bool) -> None:
    assert could_contain_trigger(text) is matters


@given(st.text(max_size=200))
def test_any_text_can_be_asked_whether_it_matters(text: str) -> None:
    assert could_contain_trigger(text) in {True, False}


def test_every_row_of_the_lexicon_names_a_known_type_and_known_classes() -> None:
    kinds = {row["sub_event_type"] for row in rows("triggers.csv")}
    unknown = {kind for kind in kinds if kind not in EVENT_TYPE_OF and not kind.startswith(MODIFIERS)} - RESOLVED_LATER
    assert unknown == set()
    assert all(row["source"] for row in rows("triggers.csv"))
    assert rows_by_word()  # every condition and every @class is read here, or it raises


def test_word_classes_are_lower_case_and_have_sources() -> None:
    classes = rows("word_classes.csv")
    words = list(chain.from_iterable(row["words"].split("|") for row in classes))
    assert all(row["source"] for row in classes)
    assert [word for word in words if not word or word != word.lower()] == []
    assert len({row["class"] for row in classes}) == len(classes)
    assert "pistol" in word_class("weapon")


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: row["example"])
def test_a_row_of_refusals_refuses_its_example_and_not_its_counterexample(row: dict[str, str]) -> None:
    assert row["meaning"]
    assert row["source"]
    assert pattern(row["conditions"]).holds(word(row["example"]))
    assert refusal(word(row["counterexample"])) != row["refusal"]
