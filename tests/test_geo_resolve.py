"""Names in a text and the places they mean. The texts are ours; expected names stand in brackets."""

import re
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import Geoparser, Place, PlaceMention, Unresolved
from geo.area import kilometres
from geo.recognise import names
from geo.resolve import score_candidates
from geo.rules import decide
from geo.toponyms import Toponym, toponyms_of
from text.language import entities
from text.token_table import token_table


@pytest.fixture(scope="session")
def geoparser() -> Geoparser:
    return Geoparser()


def places(geoparser: Geoparser, marked: str) -> tuple[PlaceMention, ...]:
    return geoparser.places(re.sub(r"\[([^]|]*)(?:\|[^]]*)?\]", r"\1", marked))


# "[name|country]" must be found with exactly this span and lie in the country; "[name|-]" must be left open.
TEXTS = [
    "Shells fell on [Hama|SY] in [Syria|SY] on Tuesday.",
    "Fighting was reported in [Afrin|SY], [Azaz|SY] and [al-Bab|SY], north of [Aleppo|SY].",
    "[Russian|RU] jets bombed [Deir el-Zour|SY] province overnight, the [Syrian|SY] army said.",
    "The [U.S.|US] base at [Tanf|SY] lies near the border between [Syria|SY] and [Iraq|IQ].",
    "Two people died in [Kharkiv|UA], a city in eastern [Ukraine|UA].",
    "Troops left [Tripoli|LB], in northern [Lebanon|LB], on Friday.",
    "Militias in [Tripoli|LY], the capital of [Libya|LY], agreed to a truce.",
    "The [UAE|AE] denied sending weapons to [Sudan|SD].",
    "Rebels took [Goma|CD] in the east of the [Democratic Republic of Congo|CD].",
    "Protesters marched in [Paris|FR], [France|FR].",
    "SDF fighters took the [al-Omar oil field|SY], the largest in [Syria|SY], after clashes with ISIS.",
    "Israeli jets struck the [T4 air base|SY] in [Homs|SY] province overnight.",
    "Russian aircraft returned to the [Hmeimim airbase|SY] on Monday.",
    "Water levels behind the [Tishrin dam|SY] have fallen since the fighting near [Manbij|SY].",
    "Ambulances waited at the [Rafah border crossing|PS] as strikes hit [Khan Younis|PS].",
    "The [Kakhovka dam|UA] collapsed in June.",
    "Our teams received more than 380 people fleeing [Zamzam camp|SD], south of [El Fasher|SD].",
    "Coalition aircraft bombed [Hodeidah airport|YE] and the port of [Ras Isa|YE].",
    "Jihadists overran a military post at [Djibo|BF] in [Soum|BF] province, [Burkina Faso|BF], killing dozens.",
    "Airstrikes on [Pazigyi|MM] village in [Kanbalu|MM] township, [Sagaing|MM] region, killed at least 100 people.",
    "Fighting resumed around [Nyala|SD], in [South Darfur|SD], and in [El Obeid|SD], in [North Kordofan|SD].",
    "Russian forces advanced near [Chasiv Yar|UA] and [Toretsk|UA] in [Donetsk|UA] oblast, the General Staff said.",
    "Eleven bodies were found in [Chilpancingo|MX], [Guerrero|MX], and two more near [Acapulco|MX].",
    "Soldiers clashed with Abu Sayyaf gunmen in [Patikul|PH], [Sulu|PH], wounding eight.",
    "Insurgents attacked [Palma|MZ] and [Mocímboa da Praia|MZ] in [Cabo Delgado|MZ].",
    "Date | Place | What\n11 January | [Sanaa|YE] | Two military sites",
    "Gangs hold [Cité Soleil|HT] in [Port-au-Prince|HT].",
    "ELN and FARC dissidents fought in [Tibú|CO], [Catatumbo|CO], displacing thousands to [Cúcuta|CO].",
]
NO_PLACES = [
    "Barack Obama met Jon Snow and Mrs. Henry Jackson.",
    "He read it in the report and said nothing about Monday or April.",
    "The Islamic State claimed the attack.",
    "Tyler Jordan, 34, was shot dead. Jordan had been a driver, his sister said.",
    "He shouted in Turkish and wrote in Arabic, and she spoke French.",
    "The Miami Herald, the New York Daily News and the Kyiv Post wrote of it, and so did the fans of Aston Villa.",
    "A car was left between Rivers and Stokes avenues.",
    "Parliament passed the Act, and the MoD said the Arab ministers had read it.",
]


def test_a_country_is_drawn_where_a_map_writes_its_name_and_its_circle_holds_its_people(geoparser: Geoparser) -> None:
    (mali,) = geoparser.places("Mali was quiet.")
    people = geoparser.gazetteer.country("ML")
    assert isinstance(mali.place, Place)
    assert people is not None
    assert mali.place.at.lat > 16  # most of its people live south of 14
    assert mali.place.uncertainty_km > kilometres(mali.place.at, people.at)


def test_of_villages_that_share_a_name_the_district_is_drawn_that_holds_them(geoparser: Geoparser) -> None:
    first, *_ = geoparser.places("Rebels died in Cogon, in Central Visayas, Philippines.")
    assert isinstance(first.place, Place)
    assert first.place.kind == "district"
    assert first.place.uncertainty_km > 40
    assert first.rule == "one of 3 places of that name there"


def test_a_word_of_a_persons_name_that_stands_as_a_place_is_one(geoparser: Geoparser) -> None:
    found = geoparser.places("Tyler Jordan, 34, was shot dead in Amman. He had lived in Jordan for a year.")
    assert [(m.span.text, m.place.kind) for m in found if isinstance(m.place, Place)][-1] == ("Jordan", "country")


@pytest.mark.parametrize("text", TEXTS)
def test_names_are_found_whole_and_placed_in_their_country(geoparser: Geoparser, text: str) -> None:
    found = {mention.span.text: mention for mention in places(geoparser, text)}
    for name, country in re.findall(r"\[([^]|]*)\|([^]]*)\]", text):
        assert name in found, f"{name} among {list(found)}"
        place = found[name].place
        assert isinstance(place, Place)
        assert place.country == country


@pytest.mark.parametrize("text", NO_PLACES)
def test_people_days_and_groups_are_no_places(geoparser: Geoparser, text: str) -> None:
    assert geoparser.places(text) == ()


def test_a_demonym_is_flagged_and_points_at_its_country(geoparser: Geoparser) -> None:
    mention = geoparser.places("The Syrian army withdrew.")[0]
    assert mention.demonym
    assert isinstance(mention.place, Place)
    assert (mention.place.kind, mention.place.country) == ("country", "SY")


def test_the_wording_asks_for_the_province(geoparser: Geoparser) -> None:
    mention = geoparser.places("Airstrikes hit several villages in Idlib province, Syria.")[0]
    assert isinstance(mention.place, Place)
    assert mention.place.kind == "province"


def test_an_unknown_village_is_placed_in_the_area_it_is_said_to_lie_in(geoparser: Geoparser) -> None:
    found = geoparser.places("Gunmen attacked the village of Qarzumbak in Jowzjan province, Afghanistan.")
    village = next(mention for mention in found if mention.span.text == "Qarzumbak")
    assert isinstance(village.place, Place)
    assert village.place.kind == "province"
    assert village.place.country == "AF"
    assert village.place.uncertainty_km > 30
    assert village.within is not None
    assert village.within.text == "Jowzjan"


def test_a_namesake_in_the_wrong_country_is_not_taken(geoparser: Geoparser) -> None:
    found = geoparser.places("Two men were arrested in Birmingham, Alabama, police said.")
    place = found[0].place
    assert isinstance(place, Place)
    assert place.country == "US"


def test_one_sense_a_document(geoparser: Geoparser) -> None:
    text = "A fire broke out in Paris, Texas, on Monday. Firefighters from Paris were at the scene. Paris has 25,000 people."
    ids = {m.place.id for m in geoparser.places(text) if m.span.text == "Paris" and isinstance(m.place, Place)}
    assert len(ids) == 1


def test_the_title_tells_which_country_is_meant_and_gives_no_place_of_its_own(geoparser: Geoparser) -> None:
    text = "Shelling was reported in Tripoli overnight."
    for title, country in ((None, "LY"), ("Lebanon: army deploys in the north", "LB")):
        (mention,) = geoparser.places(text, title=title)
        assert isinstance(mention.place, Place)
        assert (mention.span.text, mention.place.country) == ("Tripoli", country)


def test_a_type_word_in_small_letters_belongs_to_a_known_site_only(geoparser: Geoparser) -> None:
    found = geoparser.places("Smoke rose over a camp near Aleppo river and the Zzyzx dam in Syria.")
    assert {"Aleppo", "Syria"} <= {mention.span.text for mention in found}
    assert not [mention.span.text for mention in found if mention.span.text in ("Aleppo river", "Zzyzx dam")]


def test_names_in_one_breath_do_not_lie_in_each_other(geoparser: Geoparser) -> None:
    found = {m.span.text: m for m in geoparser.places("Insurgents attacked Palma and Muidumbe in Mozambique.")}
    assert found["Palma"].within is None
    place = found["Palma"].place
    assert isinstance(place, Place)
    assert (round(place.at.lat), round(place.at.lon)) == (-11, 40)


def test_what_the_second_of_two_lies_in_the_first_lies_in_too(geoparser: Geoparser) -> None:
    found = geoparser.places("Gunmen raided the villages of Qarzumbak and Zzyzxabad in Jowzjan province, Afghanistan.")
    assert ("Qarzumbak", "province") in [(m.span.text, m.place.kind) for m in found if isinstance(m.place, Place)]


def test_a_close_call_keeps_its_candidates(geoparser: Geoparser) -> None:
    found = [
        m.place for m in geoparser.places("The meeting in Springfield ended late.") if m.span.text == "Springfield"
    ]
    assert found
    assert isinstance(found[0], Unresolved)
    assert len(found[0].candidates) > 1
    assert found[0].reason


def test_a_council_has_its_town_and_a_university_or_paper_has_none(geoparser: Geoparser) -> None:
    text = "The Raqqa Civil Council met students of Aleppo University in Syria, the Moscow Times wrote."
    assert [m.span.text for m in geoparser.places(text)] == ["Raqqa", "Syria"]


def test_every_mention_says_which_rule_decided(geoparser: Geoparser) -> None:
    assert all(mention.rule for mention in places(geoparser, TEXTS[2]))


def test_one_bad_name_never_empties_a_document(geoparser: Geoparser) -> None:
    found = geoparser.places("Xqzzyville, Ḩ-’-al--, U.S.S.R.-X and Hama, Syria, were named in the Xyzzy report.")
    assert {"Hama", "Syria"} <= {mention.span.text for mention in found}


def test_only_what_no_gazetteer_has_is_asked_online() -> None:
    asked: list[str] = []

    def nobody(name: str) -> None:
        asked.append(name)

    helped = Geoparser(geocode=nobody)
    helped.places("Shells fell on Hama, Syria, and near Zzyzxville.")
    assert "Hama" not in asked
    assert "Syria" not in asked


def test_an_answer_from_online_is_taken_and_named_as_such() -> None:
    hama = Geoparser().gazetteer.find("Hama")[0]
    found = Geoparser(geocode=lambda _: hama).places("Two people died in the village of Zzyzxville, Syria.")
    assert ("Zzyzxville", f"asked online: {hama.source}") in [(m.span.text, m.rule) for m in found]


PIECES = st.sampled_from(
    [
        "Hama",
        "Syria",
        ",",
        " ",
        "\n",
        "in ",
        "al-",
        "the ",
        "U.S.",
        "’s ",
        "province",
        "Ḩ",
        "🙂",
        "دير الزور",
        ".",
        "(",
        ")",
        "New York",
        "\u2028",
        "Mr. ",
    ],
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_a_span_never_lies_and_spans_do_not_overlap(text: str) -> None:
    spans = [mention.span for mention in Geoparser().places(text)] if text.strip() else []
    assert all(text[span.start : span.stop] == span.text for span in spans)
    assert all(a.stop <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize("towns", list(permutations(("Kobani", "Afrin", "Tell Abiad"), 2)))
def test_of_two_areas_alike_the_first_in_the_text_is_meant(geoparser: Geoparser, towns: tuple[str, str]) -> None:
    """The same text always gives the same place: no order of a set, which is another in each process, decides."""
    page = token_table(entities(f"Shells fell near {towns[0]}, and fighting went on near {towns[1]}."))
    unknown = Toponym("Zarvani", (), inside=dict.fromkeys(towns))
    senses = toponyms_of(names(page, geoparser.gazetteer), page.text, page.lower) | {"Zarvani": unknown}
    score_candidates(senses, step="first")
    place, _ = decide(unknown, senses)
    first, _ = senses[towns[0]].best
    assert isinstance(place, Place)
    assert first is not None
    assert place.id == first.id
