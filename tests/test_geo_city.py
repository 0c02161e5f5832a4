"""City or area, named lands, namesakes: what a name means that several places bear, as a reader of news would say."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import pytest

from geo import Geoparser, Place
from geo.build import ensure
from text.fold import fold_key

LEAST_PEOPLE = 30_000
RIGHT = 0.97
# A bare name that is both, in five wordings: three that mean the city, two that mean the area.
WORDINGS = (
    ("A bomb exploded in {0} on Sunday, killing four people.", "town"),
    ("A missile hit a market in downtown {0} on Sunday.", "town"),
    ("A drone hit the airport in {0} on Sunday.", "town"),
    ("Fighting was reported in {0} {1} on Sunday.", "province"),
    ("Fighting spread across {0} on Sunday.", "province"),
)
# Countries of which texts tell of war; of the others every fourth pair is asked.
AT_WAR = frozenset(
    [
        "SY",
        "IQ",
        "YE",
        "LY",
        "UA",
        "RU",
        "SD",
        "SS",
        "ET",
        "SO",
        "CD",
        "CF",
        "ML",
        "BF",
        "NE",
        "NG",
        "MZ",
        "CM",
        "AF",
        "PK",
        "IN",
        "MM",
        "PH",
        "TH",
        "IL",
        "PS",
        "LB",
        "TR",
        "IR",
        "AZ",
        "CO",
        "VE",
        "MX",
        "HT",
        "TD",
        "KE",
    ]
)
TYPE_OF = {"oblast": "oblast", "governorate": "governorate", "state": "state", "region": "region"}


@pytest.fixture(scope="module")
def geoparser() -> Geoparser:
    return Geoparser()


@dataclass(frozen=True)
class Pair:
    """A city and the first-level area that bears its name."""

    name: str
    country: str
    word: str
    city: str
    area: str


def pairs() -> list[Pair]:
    """Every city whose very name its own first-level area bears, where no greater city elsewhere does."""
    asked = """SELECT t.name, p.country, p.feature, t.key, p.key, t.population FROM place p JOIN place t
        ON t.kind = 'town' AND p.kind = 'province' AND t.country = p.country
        AND (t.code = p.code OR substr(t.code, 1, length(p.code) + 1) = p.code || '.')
        WHERE t.population >= ? AND p.pack = 'base' AND length(p.code) - length(replace(p.code, '.', '')) = 1"""
    with sqlite3.connect(ensure()) as db:
        names = dict(db.execute("SELECT key, name FROM place WHERE kind = 'province'"))
        rows = db.execute(asked, (LEAST_PEOPLE,)).fetchall()
        greatest = dict(
            db.execute(
                "SELECT name.plain, max(population) FROM name JOIN place ON place.id = name.place"
                " WHERE kind IN ('town', 'country') AND population >= ? GROUP BY 1",
                (LEAST_PEOPLE,),
            )
        )
    db.close()
    found = [
        Pair(name, country, TYPE_OF.get(word, "province"), city, area)
        for name, country, word, city, area, people in rows
        if fold_key(name) == fold_key(names[area]) and name.isascii() and greatest[fold_key(name)] == people
    ]
    return [pair for i, pair in enumerate(found) if pair.country in AT_WAR or i % 4 == 0]


def test_a_bare_name_is_the_city_and_wide_words_the_area(geoparser: Geoparser) -> None:
    asked = [(pair, wording, kind) for pair in pairs() for wording, kind in WORDINGS]
    wrong = []
    for pair, wording, kind in asked:
        text = wording.format(pair.name, pair.word)
        places = [m.place for m in geoparser.places(text) if m.span.text.startswith(pair.name)]
        want = pair.city if kind == "town" else pair.area
        if not any(isinstance(place, Place) and place.id == want for place in places):
            wrong.append((text, [getattr(place, "id", place) for place in places], want))
    assert len(asked) > 500
    assert len(wrong) <= (1 - RIGHT) * len(asked), (len(asked), wrong[:40])


# name in brackets | the land (and kind) that a reader takes it for; "-" where it must not lie there, "?" where none is given
NAMED_LANDS = """
Palestinians fled the southern Gazan city of [Rafah|PS town].
Israel bombed [Gaza|PS province] on Monday, killing 20.
Fighters killed six soldiers in [Hama|SO country], Somalia, on Saturday.
Rockets hit a base in NE [Syria|SY country] on Saturday.
Shelling hit [New York|UA town], Donetsk region, on Saturday.
He flew from London, [New York|US town] and Tokyo.
Gunmen burned a school in [Boni|ML country] in Mali on Saturday.
A strike hit Houthi-controlled [Hodeidah|YE town] on Monday.
Shelling hit government-controlled [Toretsk|UA town] on Monday.
Two men were shot dead in [Indaw Township|MM district], Sagaing Region, on Monday.
The SDF left rebel-held [Idlib|SY town].
A convoy reached [Tripoli|LB town], Lebanon.
A convoy reached [Tripoli|LY town], Libya.
The Lebanese city of [Tripoli|LB town] was quiet.
The Libyan city of [Tripoli|LY town] was quiet.
A bomb exploded in [Kandahar|AF town] on Sunday.
A bomb exploded in [Kandahar|AF province] province on Sunday.
Fighting spread across [Kherson|UA province].
Residents of northern [Aleppo|SY province] fled.
Residents of downtown [Kherson|UA town] fled.
Shelling hit [Zaporizhzhia|UA province], [Sumy|UA province] and Chernihiv oblasts.
They fled [Hama|SY town], [Homs|SY town] and [Aleppo|SY town].
Strikes were reported in Helmand, [Kandahar|AF province] and Uruzgan.
A drone hit Nubl, [Aleppo|SY province], on Monday.
Troops entered villages in [Idlib|SY province].
The mayor of [Kharkiv|UA town] spoke.
A mine killed two in the [Kharkiv|UA province] region.
The streets of [Baghdad|IQ town] were empty.
A roadside bomb went off in [Herat|AF town].
Talks were held with [Baghdad|IQ town], Iran and Turkey.
Kyiv, [Kharkiv|UA town], [Odesa|UA town] were hit.
Bodies were found about 35 km south of [Mosul|IQ town].
A mortar landed in the district of [Daquq|IQ district] in Iraq.
Rebels in Burkina Faso killed 140 people near [Pensa|?].
Sailors came home to Omaha, [NE|US province], at last.
Malian soldiers met rebels in the Malian town of [Gao|ML town].
The Colombian city of [Cali|CO town] was calm.
Police fired on crowds in [Valencia|VE town], Venezuela.
Police fired on crowds in [Valencia|ES town], Spain.
Police fired on crowds in [Merida|VE town], Venezuela.
Police fired on crowds in [Merida|MX town], Mexico.
A bomb went off in [Hyderabad|PK town], Pakistan.
A bomb went off in [Hyderabad|IN town], India.
Gunmen attacked [Alexandria|EG town], Egypt.
The Georgian town of [Gori|GE town] was shelled.
The Nigerian state of [Borno|NG province] is quiet.
Raiders struck in [Plateau|NG province] state, Nigeria.
Clashes broke out in [Cordoba|AR town], Argentina.
Clashes broke out in [Cordoba|ES town], Spain.
A barracks in [Santiago|CL town], Chile, burned.
A barracks in [San Jose|CR town], Costa Rica, burned.
Shells hit [Barcelona|VE town], Venezuela.
A court in [Birmingham|GB town], England, heard it.
Militants attacked a post in [Bauchi|NG town], Nigeria.
Mobs burned houses in [Victoria|SC town], Seychelles.
Strikes were reported near [Palmyra|SY town], Syria.
Soldiers died at [Memphis|US town], Tennessee.
Soldiers held [Sukhumi|GE town], the capital of Abkhazia, Georgia.
Jihadists raided [Dori|BF town] in Burkina Faso.
Gangs hold the town of [Saint-Marc|HT town] in Haiti.
A patrol was hit near [Bria|CF town] in the Central African Republic.
Shells fell on [Lysychansk|UA town], Luhansk region.
A bomb exploded in Syria's [Qamishli|SY town] on Monday.
Rebels shelled [Palmyra|SY town] in Syria on Monday.
Rebels took [Goma|CD town] in the east of the Democratic Republic of Congo.
Clashes were reported between [Bakhmut|UA town] and [Soledar|UA town] on Monday.
Russian forces shelled Zzyzxa, [Luhansk|UA province].
Russian forces shelled [Luhansk|UA town].
Fighters died in [Hajjah|YE province] and Marib governorates that day.
Strikes hit the Zap region (Al Amadiya district) of [Duhok|IQ province].
Positions near Shakhta imeni Zzyzxa, [Donetsk|UA province], were hit.
Clashes on the front of Zzyzxa (coded to Jabal Zzyzxa) ([Marib|YE province]) killed two.
Clashes hit Zzyzxa town in [Deir ez-Zor|SY province].
Envoys met in [London|GB town], Russia said.
Rockets fell on Turkish-held [Al-Bab|SY town] in northern Syria.
India's embassy in [Muscat|OM town] was shut, and so was Oman's in Delhi.
Israel's bombing of [Beirut|LB town] went on.
In Sudan, a strike hit the [Al Quds|?] hospital on Monday.
Sudan's army said a strike hit the [Al Quds|SD town] field hospital in Khartoum.
Missiles struck Yemen's Red Sea port of [Mocha|YE town] on Sunday.
Rebels in the Syrian town of [Qusayr|SY town] said they fired from Qusayr across the border into northeastern Lebanon.
A strike hit the [Idlib|SY province] town of Saraqib.
Gunmen raided Zzyzxa village ([Rutshuru|CD district], North Kivu).
Drones hit the [Tal Afar|IQ district] region of northern Iraq.
A strike hit a mosque in [Daquq|IQ town], in the north of Iraq.
Shelling hit [Afrin|SY town], [Aleppo|SY town] and [Idlib|SY town] on Sunday.
A blast in Sarmada, [Idlib|SY province], and in Atarib, [Aleppo|SY province], killed two.
Rebels died in [Zzyzxa|CO district], a small village of Tame, on Sunday.
[Mexico|MX country]'s senate met in Mexico City and said [Mexico|MX country] would act.
Troops of [Panama|PA country] closed the border of [Guatemala|GT country].
Envoys met in [Guatemala City|GT town], [Guatemala|GT country] said.
Dissidents raided Tame, in the Colombian department of Arauca, and [La Cabuya|?] on Sunday.
[WASHINGTON|US town] - The army counted its dead in Iraq, the Pentagon said in Baghdad.
Bodies were seen in the [Zzyzx River|?] in Fallujah.
Fighters hid in the [Old Town|?] for two days.
Islands near Mocimboa da Praia, in Mozambique, where [Bono|?] once sang, were overrun.
""".strip().split("\n")


def brackets(row: str) -> tuple[str, list[tuple[int, str]]]:
    """The sentence without its brackets, and where each bracketed name starts with what is wanted of it."""
    text, wanted = "", []
    for part in row.split("["):
        if "]" in part:
            inner, rest = part.split("]", 1)
            name, want = inner.split("|")
            wanted.append((len(text), want))
            text += name + rest
        else:
            text += part
    return text, wanted


@pytest.mark.parametrize("row", NAMED_LANDS)
def test_the_land_that_the_text_names_is_meant(geoparser: Geoparser, row: str) -> None:
    text, wanted = brackets(row)
    found = {mention.span.start: mention.place for mention in geoparser.places(text)}
    for start, want in wanted:
        place = found.get(start)
        said = f"{place.country} {place.kind}" if isinstance(place, Place) else "?"
        assert said == want, (text, place)


def test_a_name_is_not_two_things_at_once(geoparser: Geoparser) -> None:
    """The same name in one text: the province where it says so, the city where it says nothing."""
    found = geoparser.places("Fighting went on in Idlib province. In Idlib, a bomb exploded.")
    assert [mention.place.kind for mention in found if isinstance(mention.place, Place)] == ["province", "town"]


def test_an_unknown_name_lies_where_its_way_is_told(geoparser: Geoparser) -> None:
    first, *_ = geoparser.places("Bodies lay in the village of Zzyzxa, about 45 km south of Mosul.")
    assert first.span.text == "Zzyzxa"
    assert isinstance(first.place, Place)
    assert 35.8 < first.place.at.lat < 36.1
    assert first.place.uncertainty_km > 13


@pytest.mark.parametrize(
    "said", ["Syria's largest city, Aleppo, was quiet.", "The country's second city, Homs, was quiet."]
)
def test_a_name_behind_the_word_city_is_the_city(geoparser: Geoparser, said: str) -> None:
    place = geoparser.places(said)[-1].place
    assert isinstance(place, Place)
    assert place.kind == "town"
