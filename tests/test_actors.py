"""Who is named in a text: rows annotated in place, ``[words|actor-id]``; what is not marked must not be read as an actor."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.mentions.actors.finder import RULES, find_actors, inter_in
from events.model import Actor
from geo import Place, PlaceMention
from geo.place import LatLon
from tests.actor_rows import marked, plain, read, words_and_ids
from text.sentences import sentences
from text.span import span_of

STATES = [
    "[Russian aircraft|russia-forces] bombed the town.",
    "[Russian and Syrian regime troops|russia-forces,syria-forces] advanced.",
    "[Russian, Syrian and Iranian forces|russia-forces,syria-forces,iran-forces] advanced.",
    "[Russian Gen. Valery Asapov|russia-forces] was shot at.",
    "[Syrian Col. Ahmad al-Khalil|syria-forces] spoke.",
    "two [Russian soldiers|russia-forces] were seized",
    "the [Russian Ministry of Defense|russia-defense-ministry] denied it",
    "the [Ministry of Defence of Azerbaijan|azerbaijan-defense-ministry] denied it",
    "[Turkey's military|turkey-forces] shelled it",
    "[Turkey’s interior ministry|turkey-interior-ministry] spoke",
    "the [U.S. military garrison|united-states-forces] there",
    "[UK warplanes|united-kingdom-forces] took off",
    "two [Iranian Shahed 129 drones|iran-forces] fell",
    "[Iraqi army|iraq-forces] and [police|iraq-police] came",
    "the [Armed Forces of Ukraine|ukraine-forces] withdrew",
    "[Saudi Arabian border guards|saudi-arabia-forces] opened fire",
    "[Israeli airstrikes|israel-forces] hit the port",
    "the [Kremlin|russia-presidency] said so",
    "[Ankara|turkey-government] accused others",
    "a road in Ankara was closed",
    "one Robert Victoria said so and Douglas said so",
    "a bomb fell on Iran near the border",
    "launched by [Iran|iran-forces] at night",
    "[Israel|israel-forces] struck the port",
    "The attack on Israel struck the port",
    "[Russia|russia-government] further claimed this",
    "pro-Russian feeling grew",
    "they accused [Kyiv|ukraine-government] of it",
    "[Pakistan|pakistan-government] accused [India|india-government]",
    "the Free Syrian Police came",
    "the ship Curacao Trader and Curacao Trader ship",
    "[Kenyan police|kenya-police] came and [officers|kenya-police] fired",
    "[Congolese soldiers|democratic-republic-of-the-congo-forces] fled",
    "[South Sudanese troops|south-sudan-forces] fled",
    "The [FARDC|democratic-republic-of-the-congo-forces] withdrew",
    "[IRGC commanders|iran-revolutionary-guard] met",
    "the [Nigerien army|niger-forces] and the [Nigerian army|nigeria-forces]",
    "In Nigeria general elections are near",
    "the [Syrian army|syria-forces] lost; the [army|syria-forces] withdrew",
]


@pytest.mark.parametrize("row", STATES)
def test_a_state_is_named_by_its_country_and_a_body(row: str) -> None:
    text = plain(row)
    assert words_and_ids(read(text), text) == marked(row)


NAMED = [
    ("[ISIS fighters|islamic-state] and [Isis|islamic-state] and [Daesh|islamic-state]", None),
    ("he is here; it was so; the us and the un", None),
    ("[Al-Shabaab|al-shabaab], [al Shabaab|al-shabaab] and [Al Shabab militants|al-shabaab]", None),
    ("the [M23 rebels|march-23-movement] and the [ADF|allied-democratic-forces]", "CD"),
    ("the [SNA|somalia-forces] attacked", "SO"),
    ("the [SNA|syrian-national-army] attacked", "SY"),
    ("the [ADF|ambazonia-defence-forces] attacked", "CM"),
    ("the AA attacked", None),
    ("the [AA|arakan-army] attacked", "MM"),
    ("[IS militants|islamic-state] came", "IQ"),
    ("[Turkish|turkey-forces] and [Hamza Division fighters|hamza-division] came", None),
    ("he IS here", None),
    ("THIS IS WHERE IT WAS IN ALL", "IQ"),
    ("anti-Houthi feeling and a [QSD military position|syrian-democratic-forces]", "SY"),
    ("U.S.-backed [fighters known as the Syrian Democratic Forces|syrian-democratic-forces] came", None),
    ("[gunmen of Boko Haram|boko-haram] came", "NG"),
    ("[PDF-Kalay|peoples-defence-force] attacked", "MM"),
    ("[ISIS-linked militants|islamic-state] attacked", None),
    ("Taliban-controlled land and rebel-held towns", None),
    ("[Hay'at Tahrir al-Sham|hayat-tahrir-al-sham] and [Hayat Tahrir al-Sham|hayat-tahrir-al-sham]", None),
    ("[Houthis|houthi-movement] fired; the [Houthi rebels|houthi-movement] said", "YE"),
    ("the [U.S.-led coalition|global-coalition-against-daesh] struck", None),
    ("the [Xandu Liberation Front|xandu-liberation-front] struck", None),
    (
        "the [Xandu Liberation Front|xandu-liberation-front] ([XLF|xandu-liberation-front]) and [XLF|xandu-liberation-front] struck",
        None,
    ),
    ("the [Abu Test Brigade|abu-test-brigade] struck", None),
    ("the Salvation Army gave blankets", None),
    ("The Islamic State-linked [Allied Democratic Forces|allied-democratic-forces] came", "CD"),
    ("[Wagner Group fighters|wagner-group] and [Wagner Group mercenaries|wagner-group] came", "ML"),
    ("the [Movement for a Xandu|movement-for-a-xandu] ([MX|movement-for-a-xandu]) left", None),
    ("the [Xandu Front|xandu-front] left; the [Front|xandu-front] burned it at the Western Front", None),
    ("[Xandu Unity Congress|xandu-unity-congress] ([XUC|xandu-unity-congress]) marched", None),
    ("the First Movement of Spring (FMX) was played", None),
    ("[Médecins Sans Frontières|doctors-without-borders] and the [MSF|doctors-without-borders] left", None),
    ("the [M23|march-23-movement] left", "CD"),
]


def test_an_unlisted_name_says_whether_it_fights_helps_or_watches() -> None:
    text = "The Xandu Relief Society (XRS), the Xandu Rights Observatory (XRO) and the Xandu Defence Front (XDF) came"
    kinds = {mention.actor.name: mention.actor.kind for mention in read(text)}
    assert kinds == {
        "Xandu Relief Society": "aid body",
        "Xandu Rights Observatory": "monitor",
        "Xandu Defence Front": "unknown group",
    }


@pytest.mark.parametrize(("row", "country"), NAMED)
def test_a_group_is_found_by_its_names(row: str, country: str | None) -> None:
    text = plain(row)
    assert words_and_ids(read(text, country=country), text) == marked(row)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("قصفت قوات النظام بلدة وهاجم تنظيم داعش مواقع قسد", ["قوات النظام", "داعش", "قسد"], "islamic-state"),
        ("Бойцы ДНР и ВСУ вели бой", ["ДНР", "ВСУ"], "donetsk-peoples-republic"),
    ],
)
def test_names_in_other_scripts(text: str, words: list[str], actor: str) -> None:
    found = read(text)
    assert [mention.span.text for mention in found] == words
    assert actor in {mention.actor.id for mention in found}


PEOPLE = [
    ("an [off-duty military police officer|former-officers] was shot", "BR"),
    ("a [former Afghan governor|former-officers] was shot", "AF"),
    ("four [female suicide bombers|suicide-bombers] came", "NG"),
    ("an [unidentified armed group|unidentified-armed-group] came", "NG"),
    ("military aid and a new military post", "SY"),
    ("[Gunmen|gunmen] shot four [villagers|villagers] and a [journalist|journalists].", None),
    ("[Unidentified men|gunmen] abducted two [aid workers|aid-workers].", None),
    ("[Protesters|protesters] threw stones at [police|kenya-police]", "KE"),
    ("a [former police officer|former-officers] was shot", "AF"),
    ("[Afghan civilians|civilians] fled", None),
    ("four [Yemenis|civilians] were shot", None),
    ("[Fulani herders|fulani-militia] and [Dinka youths|dinka-militia]", "NG"),
    ("several [Kuchi militants|kuchi-militia] came", "AF"),
    ("civilian infrastructure and civilian casualties", None),
    ("[fighters|communal-militia] from Mengar village", "PG"),
    ("[Palestinian gunmen|gunmen] and [Yemeni fighters|fighters] came", "PS"),
    ("joint [Kachin troops|kachin-forces] and [Shan militia|shan-militia] came", "MM"),
    ("[Terrorists|terrorists] shot the [deputy governor|governors] of Puno and a [councillor|politicians]", "PE"),
    ("two [paramilitary policemen|india-police] and a [paramilitary trooper|india-forces] fell", "IN"),
    ("[defence volunteers|defence-volunteers] fell", "TH"),
    ("four [police trucks|kenya-police] and an [army convoy|kenya-forces] were hit; civilian vehicles burned", "KE"),
    ("it was told that [Governor|governors] Oleh Test came again while the Governor's Office was burning", "UA"),
    ("the [Islamists|islamists] fled and [insurgents|insurgents] came", "SO"),
]


def test_who_holds_an_office_is_named_as_the_text_names_him() -> None:
    (found,) = read("said the governor of Test Oblast in a post", country="UA")
    assert (found.actor.name, found.actor.country) == ("Governor of Test Oblast", "UA")


def test_people_under_arms_are_named_by_their_nation() -> None:
    assert [mention.actor.name for mention in read("Yemeni fighters came")] == ["Yemeni fighters"]


def test_forces_are_named_as_the_press_names_them() -> None:
    assert [mention.actor.name for mention in read("American troops and U.S. drones came")] == ["US forces"] * 2


@pytest.mark.parametrize(("row", "country"), PEOPLE)
def test_people_without_a_name(row: str, country: str | None) -> None:
    text = plain(row)
    assert words_and_ids(read(text, country=country), text) == marked(row)


BACK = [
    ("ISIS attacked. The terror group killed ten.", "terror group", "islamic-state"),
    ("Boko Haram attacked. The militants fled.", "militants", "boko-haram"),
    ("The M23 attacked. Two rebels died.", "rebels", "march-23-movement"),
    ("ISIS fought. The coalition of the U.S. did too.", "coalition", None),
    ("The ELN fought the Gulf Clan. The armed group fled.", "armed group", "gunmen"),
    ("Hezbollah fought ISIS. The militants fled.", "militants", "militants"),
    ("Gaddafi loyalists held Brega. Two rebels died.", "rebels", "rebels"),
]


@pytest.mark.parametrize(("text", "words", "actor"), BACK)
def test_words_refer_back_only_where_one_actor_fits(text: str, words: str, actor: str | None) -> None:
    found = [mention.actor.id for mention in read(text) if mention.span.text == words]
    assert found == ([actor] if actor else [])


def test_the_army_is_of_the_country_it_stands_in() -> None:
    (army,) = read("The army shelled it", country="MM")
    assert (army.actor.id, army.actor.country, army.actor.inter) == ("myanmar-forces", "MM", 1)
    (army,) = read("The army shelled it")
    assert (army.actor.id, army.actor.country) == ("state-forces", None)


def test_a_headline_in_title_case_is_read() -> None:
    text = "Gunmen Kill Five Villagers Near Borno Market\nMore follows."
    assert [mention.actor.id for mention in read(text)] == ["gunmen", "villagers"]


def test_part_of_a_place_name_is_no_actor() -> None:
    text = "They met in Soldiers Grove today"
    place = Place("p", "Soldiers Grove", LatLon(43, -90), "US", "Wisconsin", "town", 2.0, "test")
    mention = PlaceMention(span_of(text, 12, 26), place, "test")
    assert find_actors(text, places=(mention,), sentences=sentences(text), published=None) == ()


def test_no_country_and_no_mention_is_needed() -> None:
    assert find_actors("", places=(), sentences=(), published=None) == ()
    assert inter_in(Actor("russia-forces", "Russian forces", 1, "RU", "state"), None) == 1


PIECES = [
    "ISIS",
    "Russian",
    "Syrian",
    "and",
    "army",
    "the",
    "group",
    "-backed",
    "'s",
    "U.S.",
    ".",
    "\n\n",
    "(ADF)",
    "داعش",
    "😀",
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)))
def test_a_span_never_lies_and_every_mention_names_its_rule(text: str) -> None:
    found = find_actors(text, places=(), sentences=sentences(text), published=None)
    for mention in found:
        assert text[mention.span.start : mention.span.stop] == mention.span.text
        assert mention.rule
        assert mention.actor.inter in {None, 1, 2, 3, 4, 5, 6, 7, 8}
    assert list(found) == sorted(found, key=lambda m: (m.span.start, m.span.stop))


def test_rules_have_a_name_and_a_line_that_says_what_they_read() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
    assert all(rule.__doc__ for rule in RULES)
