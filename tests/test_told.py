"""What whole sentences come to: who says and denies it, how many, who did it to whom, on which day, row by row."""

from __future__ import annotations

import datetime as dt

import pytest

from events import Article, Report
from events.model import ReportPlace, When
from events.reader import Reader
from events.serialise import line_of

PUBLISHED = dt.date(2024, 5, 22)  # a Wednesday


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def told(text: str, reader: Reader) -> tuple[Report, ...]:
    return reader.read(Article(id="told", text=text, published=PUBLISHED)).reports


@pytest.mark.parametrize(
    ("text", "status", "said_by", "denied_by"),
    [
        ("Islamic State claimed on Monday that its fighters had killed 12 soldiers in Mosul.", "claimed", "islamic-state", ""),
        (
            "The Taliban said they had captured the district of Sangin on Friday, but the Afghan defence ministry denied it.",
            "disputed",
            "taliban",
            "afghanistan-defense-ministry",
        ),
        ("Two rockets hit the airport in Erbil on Monday, a Reuters reporter saw.", "asserted", "", ""),
        (
            "Russia's defence ministry said on Tuesday that its forces had taken the village of Krynky.",
            "claimed",
            "russia-defense-ministry",
            "",
        ),
        (
            "Ukraine's army said a missile sank a ship off Sevastopol on Friday; Russia's defence ministry denied the report.",
            "disputed",
            "ukraine-forces",
            "russia-defense-ministry",
        ),
        ("Soldiers allegedly beat three villagers to death in Ngarannam on Sunday.", "alleged", "", ""),
        ("Troops killed three suspected rebels in strikes near Ngarannam on Sunday.", "asserted", "", ""),
        ("Four suspected rebels died in a gunfight near Ngarannam on Sunday.", "asserted", "", ""),
        ("Suspected rebels killed three traders in Ngarannam on Sunday.", "alleged", "", ""),
        ("Armed men reportedly abducted a priest in Kaduna on Thursday.", "alleged", "", ""),
        ("At least 20 people were killed by an air strike in Saada on Monday, according to the United Nations.", "asserted", "", ""),
        (
            "The Houthis said they fired two missiles at an airport in Saudi Arabia on Wednesday.",
            "claimed",
            "houthi-movement",
            "",
        ),
        ("Police said five officers were killed when gunmen attacked their post in Baidoa on Saturday.", "asserted", "", ""),
        (
            "Rwandan troops attacked the town of Masisi on Monday, according to the Congolese army, which Rwanda denied.",
            "disputed",
            "democratic-republic-of-the-congo-forces",
            "rwanda-government",
        ),
        (
            "Hamas said Israeli soldiers had fired on a crowd near Rafah on Sunday, an account that the Israeli army rejected.",
            "disputed",
            "hamas",
            "israel-forces",
        ),
        ("Drones struck a power station in Omdurman on Monday; no casualties were reported.", "asserted", "", ""),
        ("It is said that rebels burned twelve houses in Kalehe on Tuesday.", "alleged", "", ""),
    ],
)  # fmt: skip
def test_who_says_and_who_denies_it(text: str, status: str, said_by: str, denied_by: str, reader: Reader) -> None:
    (report,) = told(text, reader)
    assert report.status == status
    assert said_by in {"", *(actor.id for actor in report.said_by)}
    assert denied_by in {"", *(actor.id for actor in report.denied_by)}


def test_a_deed_that_is_only_denied_is_a_denial(reader: Reader) -> None:
    (report,) = told("The Syrian army denied that it had used chemical weapons in the town of Douma.", reader)
    assert report.sub_event_type == "Denial"


@pytest.mark.parametrize(
    ("text", "dead", "injured"),
    [
        (
            "A car bomb detonated near a patrol in the south of Kirkuk, leaving at least one guard killed and six hurt.",
            1,
            6,
        ),
        ("Two cousins, 19 and 22, were reported shot dead near the market in Barinas on Monday.", 2, 0),
        ("Gunmen shot dead Karim Haddad, a member of the council, in Mosul on Monday.", 1, 0),
        ("A taxi driver of 41 was gunned down in Lagos on Monday night.", 1, 0),
        ("Gunmen killed 12 people, including four children, in Bama on Monday.", 12, 0),
        ("The attack in Bama on Monday killed 30 people: 18 soldiers and 12 civilians.", 30, 0),
        ("Ten soldiers and five rebels were killed in clashes near Goma on Monday.", 15, 0),
        ("A bomb in Quetta on Monday killed at least nine people and wounded another 14.", 9, 14),
        ("Between 20 and 25 villagers were killed in Benue on Monday.", 20, 0),
        ("Six people were wounded, two of them seriously, by a drone strike in Kherson; no one was killed.", 0, 6),
        ("Hundreds of fighters were killed in the battle for Hodeidah on Monday.", 100, 0),
        ("Several soldiers were killed in an ambush near Menaka on Monday.", 3, 0),
        ("The death toll from Monday's attack on a market in Nyala rose to 17 from 11.", 17, 0),
        ("A raid on a post near Menaka killed 14 guards on Monday. Doctors fear the death toll could pass 20.", 14, 0),
        ("The number of people killed when a jet bombed a market in Nyala on Monday has risen to at least 40.", 40, 0),
        ("Three children, two women and three men were killed by shelling in Marib on Monday.", 8, 0),
        ("Last August some 60 people were killed in fighting in Enga.", 60, 0),
        ("Ten soldiers and nineteen gunmen died in the fighting that followed in Culiacan.", 29, 0),
    ],
)
def test_how_many(text: str, dead: int, injured: int, reader: Reader) -> None:
    (report,) = told(text, reader)
    assert (report.fatalities.best if report.fatalities else 0) == dead
    assert (report.injured.best if report.injured else 0) == injured


@pytest.mark.parametrize(
    ("text", "kind", "roles"),
    [
        (
            "Two electricians and a plumber were shot dead by gunmen in Kandahar on Monday.",
            "Attack",
            {"gunmen": "initiator", "civilians": "target"},
        ),
        ("Two beekeepers died in a drone strike near Tyre on Monday.", "Air/drone strike", {"civilians": "target"}),
        (
            "The army shelled areas controlled by the RSF in Omdurman on Monday.",
            "Shelling/artillery/missile attack",
            {"sudan-forces": "initiator", "rapid-support-forces": "target"},
        ),
        (
            "On 7 April insurgents shot and beheaded 52 young men in the village of Xitaxi.",
            "Attack",
            {"insurgents": "initiator", "youths": "target"},
        ),
        (
            "Gunmen on motorcycles killed 43 farm workers at Koshobe on Saturday.",
            "Attack",
            {"gunmen": "initiator", "farmers": "target"},
        ),
        (
            "The National Liberation Army took responsibility for the car bomb that tore through an academy in Bogota.",
            "Remote explosive/landmine/IED",
            {"national-liberation-army-colombia": "initiator"},
        ),
        (
            "US Central Command said that its forces destroyed eight drones over Yemen.",
            "Air/drone strike",
            {"united-states-forces": "initiator"},
        ),
        ("Two soldiers were killed in an ambush by rebels near Goma.", None, {"rebels": "initiator"}),
        (
            "An explosion killed three guards in Kabul on Thursday; the Islamic State claimed responsibility.",
            "Remote explosive/landmine/IED",
            {"islamic-state": "initiator"},
        ),
        ("The Israeli military carried out a strike on a house in Deir al-Balah.", "Air/drone strike", {}),
        (
            "Protesters blocked roads; 13 police officers were killed in Sirajganj when a mob attacked their station.",
            "Violent demonstration",
            {"bangladesh-police": "target"},
        ),
        ("Armed men on motorcycles killed at least 21 villagers in Tillaberi.", "Attack", {"villagers": "target"}),
        ("Rebels entered the town of Palma. They shot three men.", None, {"rebels": "initiator", "civilians": "target"}),
        ("India and Pakistan agreed on a ceasefire on Saturday.", "Agreement", {"india-government": None, "pakistan-government": None}),
        ("Thousands marched peacefully in Mombasa.", "Peaceful protest", {"protesters": "initiator"}),
        ("People looted two supermarkets in Goma after the rebels had left.", "Looting/property destruction", {}),
        ("Protesters burnt down the Iranian consulate in Najaf.", "Violent demonstration", {"rioters": "initiator"}),
        ("Fighters of the March 23 Movement entered Goma on Monday.", None, {"march-23-movement": "initiator"}),
        ("The army captured Ovidio Guzman in the village of Jesus Maria in Mexico.", "Arrests", {"mexico-forces": "initiator"}),
        ("Police used tear gas and water cannon against a crowd near the market in Kisumu.", "Protest with intervention", {}),
        (
            "British aircraft struck two sites near Hudaydah in a joint operation with United States forces.",
            "Air/drone strike",
            {"united-kingdom-forces": "initiator", "united-states-forces": "initiator"},
        ),
        (
            "Three shepherds died in an Israeli strike on a farm in southern Lebanon on Monday.",
            "Air/drone strike",
            {"israel-forces": "initiator", "herders": "target"},
        ),
        (
            "An Indian soldier was wounded in shooting by Pakistani troops near Poonch on Monday.",
            None,
            {"pakistan-forces": "initiator"},
        ),
        (
            "Fighting erupted in Sirte on Monday between the 444 Brigade and the Special Deterrence Force.",
            "Armed clash",
            {"444-brigade": "party", "special-deterrence-force": "party"},
        ),
        (
            "A bomb went off beside a bus in Quetta on Monday. The Tehreek-e-Taliban Pakistan claimed the attack.",
            "Remote explosive/landmine/IED",
            {"tehreek-e-taliban-pakistan": "initiator"},
        ),
        (
            "Two missiles struck a tanker off Hodeidah on Monday, its crew said. The Houthis later claimed responsibility.",
            "Shelling/artillery/missile attack",
            {"houthi-movement": "initiator"},
        ),
        ("Russia launched 40 drones at Odesa on Monday night.", "Air/drone strike", {"russia-forces": "initiator"}),
        ("Russia sent a swarm of drones against Kharkiv on Monday.", "Air/drone strike", {}),
        ("Gunmen attacked a gold mine near Mongbwalu on Monday, killing five.", "Attack", {"gunmen": "initiator"}),
        (
            "Police clashed with protesters in Tbilisi on Monday; 40 of them were arrested.",
            "Violent demonstration",
            {"georgia-police": "initiator", "protesters": "target"},
        ),
        (
            "The regime and the Tigray People's Liberation Front signed a truce in Nairobi on Monday.",
            "Agreement",
            {"ethiopia-government": "initiator", "tigray-peoples-liberation-front": "initiator"},
        ),
        ("Soldiers fired mortar bombs at militant hideouts near Mosul on Monday.", "Shelling/artillery/missile attack", {}),
        ("Gunmen invaded the town of Gwoza on Monday, killing two farmers.", "Attack", {"gunmen": "initiator"}),
    ],
)  # fmt: skip
def test_who_did_it_to_whom(text: str, kind: str | None, roles: dict[str, str | None], reader: Reader) -> None:
    (report,) = told(text, reader)
    assert kind in {None, report.sub_event_type}
    found = {one.actor.id: one.role for one in report.actors}
    assert all(name in found and role in {None, found[name]} for name, role in roles.items())


def test_what_lies_in_a_named_land_is_not_put_into_another(reader: Reader) -> None:
    said = "Israeli jets struck a Yemeni port on Saturday, killing six people. A drone had hit Tel Aviv the day before."
    port = next(one for one in told(said, reader) if one.fatalities)
    assert not isinstance(port.place, ReportPlace) or port.place.place.country == "YE"


@pytest.mark.parametrize(
    "said",
    [
        "Shelling which the Ukrainian army blamed on rebels killed eight civilians in Donetsk on Monday.",
        "Ukraine's army accused rebels of shelling a square in Donetsk on Monday.",
    ],
)
def test_who_blames_somebody_else_did_not_do_it(said: str, reader: Reader) -> None:
    shelling = next(one for one in told(said, reader) if one.sub_event_type == "Shelling/artillery/missile attack")
    assert {part.actor.id for part in shelling.actors if part.role == "initiator"} == {"rebels"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Turkish drones killed two members of the Syrian Democratic Forces near Raqqa, the Syrian Observatory for Human Rights said.",
         {"turkey-forces", "syrian-democratic-forces"}),
        ("Colombian soldiers found the bodies of four men near Tibu on Monday.", {"civilians"}),
        ("Residents of Sfax set fire to the town hall on Monday after a teenager died in a cell.", {"rioters", "villagers"}),
        ("Clashes between the army and the paramilitary Rapid Support Forces shook Nyala on Monday.",
         {"sudan-forces", "rapid-support-forces"}),
    ],
)  # fmt: skip
def test_who_only_stands_beside_a_deed_has_no_part_in_it(text: str, names: set[str], reader: Reader) -> None:
    (report,) = told(text, reader)
    assert {one.actor.id for one in report.actors} <= names
    assert not (report.fatalities and "died in a cell" in text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Troops clashed with rebels near Goma on Monday; four were killed and two were captured.", ["Goma", "Goma"]),
        ("Wagner fighters withdrew from Bakhmut on Monday.", ["Bakhmut"]),
        ("Masked men threw a Molotov cocktail at a mosque in Malmo on Monday.", ["Malmö"]),
        ("Gunmen attacked an army base overnight in the Mopti region. The base is in the town of Bandiagara, the mayor said.", ["Bandiagara"]),
        ("Ten people died in an air strike on a house in central Khan Younis on Monday, a health official at the Nasser Hospital said.", ["Khān Yūnis"]),
        ("A US raid in northeast Syria killed two militants on Sunday.", ["northeast Syria"]),
        ("Gunmen shot four farmers dead in the Baquba area, north of Baghdad, on Sunday.", ["Ba'quba"]),
        ("Dozens of people were killed in clashes in Homs, the London-based observatory said.", ["Homs"]),
        ("Shelling killed three men in Kherson on Monday, the mayor of Odesa said.", ["Kherson"]),
        ("A bomb exploded in Syria's Qamishli on Monday.", ["Al Qāmishlī"]),
        ("Two soldiers were killed between Homs and Hama on Sunday.", ["between Homs and Hama"]),
        ("Drones of the army of Colombia killed three rebels in the country's north-east on Monday.", ["northeast Colombia"]),
        ("Rebels shelled villages of Ibb governorate, south of Sanaa, on Monday.", ["Ibb"]),
        ("A monitor based in Beirut said that rebels had launched an attack on army posts in eastern Syria on Monday.", ["east Syria"]),
        ("A raid killed three men on Monday, said a researcher in Nairobi, and the camp in Kismayo was burnt.", ["Kismayo"]),
        ("Jets flew from the garrison of Tanf. Over the summer, aircraft shot at fighters who came near the small outpost, killing two.", ["Al Tanf"]),
        ("Jets flew from the garrison of Tanf. A rocket fired from the Hmeimim air base killed two men near the base on Monday.", ["Khmeimim air base"]),
        ("Warplanes bombed fighters allied to the Damascus regime in Palmyra, Syria, on Monday.", ["Tadmur"]),
    ],
)  # fmt: skip
def test_where(text: str, places: list[str], reader: Reader) -> None:
    found = [each.place for each in told(text, reader)]
    assert [each.place.name for each in found if isinstance(each, ReportPlace)] == places


def test_the_dead_are_of_the_day_they_were_found_not_of_the_day_they_were_taken(reader: Reader) -> None:
    text = "The bodies of seven farmers who had been abducted last month were found near Chibok on Monday."
    (report,) = told(text, reader)
    assert report.when == When(dt.date(2024, 5, 20), dt.date(2024, 5, 20), "day")


@pytest.mark.parametrize(
    "text",
    [
        "The manager claimed responsibility for the defeat in Leeds on Monday.",
        "Hamas claimed responsibility on Monday.",
    ],
)
def test_a_claim_of_nothing_told_is_no_event(text: str, reader: Reader) -> None:
    assert told(text, reader) == ()


@pytest.mark.parametrize(
    "text",
    [
        "An explosion killed three guards in Kabul on Thursday; the Taliban have not claimed responsibility.",
        "The Taliban did not claim responsibility for the bombing in Kabul that killed three guards on Thursday.",
    ],
)
def test_who_does_not_claim_a_deed_did_not_do_it(text: str, reader: Reader) -> None:
    (report,) = told(text, reader)
    assert not [one for one in report.actors if one.role == "initiator"]


def test_a_day_with_which_the_deed_is_compared_is_not_its_day(reader: Reader) -> None:
    text = "Gunmen killed 130 people in Solhan on Saturday, the deadliest attack on the country since an insurgency reached it in 2015."
    (report,) = told(text, reader)
    assert report.when == When(dt.date(2024, 5, 18), dt.date(2024, 5, 18), "day")


def test_what_is_told_by_the_clock_is_of_the_day(reader: Reader) -> None:
    text = "15:20\nThe police say all is calm.\n\n14:45\nProtesters set fire to part of the parliament building in Nairobi."
    (report,) = told(text, reader)
    assert report.when == When(PUBLISHED, PUBLISHED, "day")


def test_a_story_goes_on_on_the_day_of_its_paragraph(reader: Reader) -> None:
    text = (
        "On Sunday a convoy tried to leave the town of Palma. Gunmen ambushed it near the gate and killed seven people."
    )
    (report,) = told(text, reader)
    assert report.when == When(dt.date(2024, 5, 19), dt.date(2024, 5, 19), "day")


@pytest.mark.parametrize(
    ("heading", "bar"), [("Strikes by British aircraft in Yemen:", " | "), ("Strikes by British aircraft", "\t")]
)
def test_each_row_of_a_table_is_a_report_of_what_its_heading_says(heading: str, bar: str, reader: Reader) -> None:
    rows = (
        ("Date", "Place", "Target"),
        ("11 January", "Sanaa airfield", "Two military sites"),
        ("3 February", "Hudaydah", "Airfield used to launch drones"),
    )
    text = "\n".join([f"{heading}\n", *(bar.join(row) for row in rows), "\nThe ministry will publish more."])
    found = told(text, reader)
    assert [one.sub_event_type for one in found] == ["Air/drone strike"] * 2
    assert [one.when.earliest for one in found if isinstance(one.when, When)] == [
        dt.date(2024, 1, 11),
        dt.date(2024, 2, 3),
    ]
    assert [one.place.place.name for one in found if isinstance(one.place, ReportPlace)] == ["Sanaa", "Al Ḩudaydah"]
    assert all(("united-kingdom-forces", "initiator") in [(a.actor.id, a.role) for a in one.actors] for one in found)


def test_the_place_of_a_dateline_is_not_the_places_of_the_deed(reader: Reader) -> None:
    text = "BANGKOK — The army has ruled since 2021.\n\nIn the town of Kanbalu in Myanmar all is quiet. A jet bombed a school."
    (report,) = told(text, reader)
    assert isinstance(report.place, ReportPlace)
    assert report.place.place.country == "MM"
    assert report.place.inherited


def test_a_dateline_between_title_and_lead_places_nothing(reader: Reader) -> None:
    text = "Four soldiers killed in rebel attack\n\nBogota (Agency) – Four Colombian soldiers were killed in a bomb attack, the army said on Tuesday.\n\nThe blast hit their truck near Cucuta."
    places = {report.place.place.name for report in told(text, reader) if isinstance(report.place, ReportPlace)}
    assert places == {"Cúcuta"}


@pytest.mark.parametrize(
    "text",
    [
        "More than 400,000 people have fled since the beginning of the year.",
        "“We lost everything,” said Hafian, a Moroccan who was wounded in the leg.",
        "The group has fought the state for four years.",
        "The play recounts how the rebels drove out the dragoons.",
        "Foxes killed forty birds in a raid near the village.",
        "Opposition members stormed out of the chamber after the vote.",
        "The fund mounted an attack on the currency on Monday.",
    ],
)
def test_sums_and_other_worlds_give_no_report(text: str, reader: Reader) -> None:
    assert told(text, reader) == ()


STRIKES = (
    "GAZIANTEP - Turkish warplanes carried out air strikes on farms near Ras al-Ain on Monday, two residents said.\n\n"
    "The jets came back at noon. A second air strike hit a bakery.\n\n"
    "A strike on Tuesday killed four shepherds near Tell Tamer, a doctor said."
)


def test_the_means_that_a_text_names_tell_the_type_of_a_deed_that_names_none(reader: Reader) -> None:
    kinds = {report.sub_event_type for report in told(STRIKES, reader)}
    assert kinds == {"Air/drone strike"}
    (alone,) = told("A strike on Tuesday killed four shepherds near Tell Tamer, a doctor said.", reader)
    assert alone.sub_event_type == "Attack"


def test_a_type_that_its_own_words_tell_is_not_taken_from_elsewhere(reader: Reader) -> None:
    mine = "A colonel died in Qamishli on 3 May when his car struck a landmine, a doctor said."
    assert "Remote explosive/landmine/IED" in {one.sub_event_type for one in told(f"{STRIKES}\n\n{mine}", reader)}


def test_a_force_is_called_as_the_text_calls_it(reader: Reader) -> None:
    text = "Gunmen killed four paramilitary troopers in Anantnag on Monday, police in India said."
    line = line_of(reader.read(Article(id="troopers", text=text, published=PUBLISHED)))
    assert [one["name"] for one in line["reports"][0]["actors"] if one["role"] == "target"] == ["paramilitary troopers"]


LINKS = (
    "Bandits raided Magarya on Monday and shot seven policemen dead, the commissioner said.\n\n"
    "{link}\n\n"
    "The riders came at dawn, a farmer told reporters. They also burned a lorry.\n\n"
    "The police will send more officers to the district, the commissioner added at the end of the day."
)


@pytest.mark.parametrize(
    "link",
    [
        "READ ALSO:\nSuspected Terrorists Kill Three Passengers In Yobe",
        "Related News: Priest Abducted in Imo as Terrorists Strike",
    ],
)
def test_links_to_other_stories_tell_no_event_and_name_no_side(link: str, reader: Reader) -> None:
    read = reader.read(Article(id="links", text=LINKS.format(link=link), published=PUBLISHED))
    names = {one.actor.name.lower() for report in read.reports for one in report.actors}
    assert read.reports
    assert not {"terrorists", "passengers", "priest"} & names
    assert not [one for report in read.reports for one in report.evidence if one.span.text in {"Kill", "Abducted"}]


def test_a_town_in_small_letters_before_a_dash_is_where_it_was_written(reader: Reader) -> None:
    text = "Johannesburg – Ten villagers were killed in Katsina state in Nigeria on Monday when gunmen on motorcycles raided a market, the police said."
    (report,) = told(text, reader)
    assert isinstance(report.place, ReportPlace)
    assert report.place.place.country == "NG"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen killed four farmers near Gusau on Monday to avenge a raid of vigilantes, police said.", "Attack"),
        ("Militants used rifles and rocket-propelled grenades against troops near Kunar on Monday, killing two soldiers.", "Armed clash"),
    ],
)  # fmt: skip
def test_words_of_other_types_beside_a_deed_are_not_its_type(text: str, kind: str, reader: Reader) -> None:
    assert [one.sub_event_type for one in told(text, reader)] == [kind]


def test_foreign_troops_are_not_the_countrys_own(reader: Reader) -> None:
    (report,) = told(
        "Taliban fighters ambushed foreign troops near Gereshk in Afghanistan on Monday, killing two.", reader
    )
    assert {one.actor.id: one.actor.inter for one in report.actors}["foreign-forces"] == 8


def test_who_tells_of_a_deed_is_no_side(reader: Reader) -> None:
    text = "A rocket strike destroyed nine trucks near Landi Kotal on Monday, an official told CNN."
    (report,) = told(text, reader)
    assert not {"cnn"} & {one.actor.id for one in report.actors}


def test_what_is_told_of_another_town_is_another_event(reader: Reader) -> None:
    found = told("Mortars killed four men in Idlib on Monday. In Aleppo, two policemen were killed.", reader)
    assert sorted(each.fatalities.best for each in found if each.fatalities) == [2, 4]


def test_who_answers_an_attack_by_killing_villagers_did_another_deed(reader: Reader) -> None:
    reports = told(
        "On Monday guerrillas attacked an army barracks near Taunggyi, and soldiers later killed four villagers.",
        reader,
    )
    assert [report.fatalities and report.fatalities.best for report in reports] == [None, 4]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The town of Avdiivka passed to Russian control on Thursday.", "russia-forces"),
        ("Soldiers met a band of armed guerrillas near Jolo on Friday and killed two of them.", "philippines-forces"),
    ],
)
def test_who_gains_control_and_who_meets_armed_men_acts(text: str, doer: str, reader: Reader) -> None:
    (report,) = told(text, reader)
    assert [part.actor.id for part in report.actors if part.role == "initiator"] == [doer]


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Gunmen shot dead Karim Haddad in Idlib on Monday.", "Karim Haddad"),
        ("Police in Kampala arrested Sarah Okello, a dissident, on Monday.", "Sarah Okello"),
    ],
)
def test_who_is_told_by_name_alone_is_the_target(text: str, victim: str, reader: Reader) -> None:
    (report,) = told(text, reader)
    assert [part.said for part in report.actors if part.role == "target"] == [victim]


def test_a_model_of_aircraft_tells_that_it_came_from_the_air(reader: Reader) -> None:
    (report,) = told("Two MiG-29s struck the market of Hama on Monday, killing a boy.", reader)
    assert report.sub_event_type == "Air/drone strike"


def test_lines_under_a_day_are_of_that_day(reader: Reader) -> None:
    text = "10 May\nArmy: Rebels shelled Hama.\nRebels: Two men died.\n\n12 May\nArmy: Rebels shelled Homs.\n\nThe lists come from both sides and none of it could be checked by us."
    days = [report.when.earliest.day for report in told(text, reader) if isinstance(report.when, When)]
    assert days == [10, 12]
