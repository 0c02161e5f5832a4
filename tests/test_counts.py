"""How many were killed and injured: rows of sentences with the figures a careful reader takes from them."""

import functools
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.mentions.casualties import column_counts
from events.mentions.casualties.finder import CountMention, find_casualties
from events.mentions.casualties.total import total
from events.model import Count
from text import Span
from text.parse import Parse
from text.parsing import parse_all


@functools.cache
def parse(text: str) -> Parse:
    return parse_all((Span(0, len(text), text),))[0]


def read(text: str, at: int = 0) -> tuple[CountMention, ...]:
    return find_casualties(Span(at, at + len(text), text), parse(text))


def killed(found: list[CountMention] | tuple[CountMention, ...]) -> Count | None:
    made = total(found, of="killed")
    return made.count if made else None


def injured(found: tuple[CountMention, ...]) -> Count | None:
    made = total(found, of="injured")
    return made.count if made else None


def best(count: Count | None) -> int | None:
    return None if count is None else count.best


# sentence, killed, injured; None: the sentence gives no figure
ROWS: list[tuple[str, int | None, int | None]] = [
    # active, passive, nominal, elliptic
    ("A soldier was killed.", 1, None),
    ("30 gunmen killed two farmers.", 2, None),
    ("Gunmen on motorcycles opened fire on a bus, killing 12 and injuring 7 others.", 12, 7),
    ("The blast left 5 dead and dozens wounded.", 5, 12),
    ("At least 14 people dead after strike on market.", 14, None),
    ("The attack claimed the lives of eleven villagers.", 11, None),
    ("Eight people died and 15 were injured.", 8, 15),
    ("A dozen civilians, including four children, lost their lives.", 12, None),
    ("The attack resulted in the death of two soldiers and the injury of five others.", 2, 5),
    ("Militants shot dead a policeman outside his home.", 1, None),
    ("Three soldiers dead, five wounded in ambush.", 3, 5),
    ("Bomb kills 10 in Baghdad", 10, None),
    ("Ten killed in Baghdad blasts", 10, None),
    ("Killed were two policemen and a passer-by.", 3, None),
    ("Two men were beaten to death by a mob.", 2, None),
    ("Villagers beat a thief to death.", 1, None),
    ("Two women were burned alive in their home.", 2, None),
    ("An officer succumbed to his wounds on Sunday.", 1, None),
    ("The blast injured nearly 200.", None, 200),
    # somebody known, and those who are counted
    ("The commander and two others died in the blast.", 3, None),
    ("The mayor of the town and three bodyguards were killed.", 4, None),
    ("The base and three soldiers were hit, the army said.", None, None),
    ("The governor and two of his aides were wounded.", None, 3),
    # bodies, tolls, lives
    ("The bodies of 3 men were found near the river.", 3, None),
    ("Authorities recovered 17 bodies from a mass grave.", 17, None),
    ("Police found the body of a woman and her two children.", 3, None),
    ("The death toll rose to 43, with another 60 people injured.", 43, 60),
    ("The governing body met in Hama.", None, None),
    # one, from words that state no number
    ("The drone strike hit a house, killing their commander.", 1, None),
    ("Russian Gen. Valery Asapov was killed in a mortar attack on Sept. 24, according to TASS.", 1, None),
    ("The mayor survived but his driver was killed.", 1, None),
    ("Dr. Ahmed Saleh and his wife were killed when a rocket hit their home.", 2, None),
    ("He was killed along with his two bodyguards.", 3, None),
    ("Both pilots were killed.", 2, None),
    ("Civilians were killed in the shelling.", 3, None),
    # lists and sides
    ("Two officers, one civilian and three militants were killed.", 6, None),
    ("6 soldiers, between 20 and 30 rebels, and 2 farmers were killed.", 28, None),
    ("About five soldiers and policemen were killed.", 5, None),
    ("Clashes left at least three rebels and one soldier dead.", 4, None),
    ("Two Israelis and five Palestinians were killed on Monday.", 7, None),
    ("Three people were killed in Homs, two in Hama and one in Idlib.", 6, None),
    ("Three people were killed, two in Hama and one in Idlib.", 3, None),
    ("Rebels killed 8 civilians in Tal village and 7 civilians in Nur village.", 15, None),
    ("The mine killed a driver and a passenger.", 2, None),
    # parts
    ("Five people, among them a pregnant woman, were shot dead.", 5, None),
    ("A car bomb went off, killing six people, three of them policemen.", 6, None),
    ("Nine people including two tax collectors and seven farmers were killed.", 9, None),
    ("Airstrikes on the town killed 9 civilians, among them 3 children, and injured 20.", 9, 20),
    ("Two women were hurt, one of whom later died.", 1, 2),
    # words for numbers
    ("Scores of people were killed.", 20, None),
    ("Hundreds were wounded in the clashes.", None, 100),
    ("Tens of rebels died.", 10, None),
    ("The fighting has killed tens of thousands of people.", 10000, None),
    ("The strike wounded several fighters.", None, 3),
    ("A number of militants were killed.", 3, None),
    ("An unknown number of villagers were killed.", 3, None),
    ("Two hundred and fifty fighters were killed, the ministry said.", 250, None),
    ("More than 1,000 people have died since the war began.", 1000, None),
    ("Between 10 and 15 rebels died in the fighting.", 10, None),
    ("On 3 January, 1-4 soldiers were killed and 2 others were injured.", 1, 2),
    # nobody
    ("No casualties were reported.", 0, 0),
    ("None were killed in the blast.", 0, None),
    ("There were no deaths or injuries.", 0, 0),
    ("Nobody was hurt.", None, 0),
    # not deaths of people, or not deaths at all
    ("The minister was not injured.", None, None),
    ("The rebels threatened to kill 10 hostages.", None, None),
    ("He received multiple death threats.", None, None),
    ("The troops killed 40 sheep.", None, None),
    ("The senate killed the bill.", None, None),
    ("12 people are missing and feared dead.", None, None),
    ("The forces shelled 3 villages and killed nobody.", 0, None),
    ("On 12 March 2022, 120 mm mortars were fired at 7 am.", None, None),
    # figures in other dress
    ("Shelling killed 14 500 people.", 14500, None),
    ("Shelling killed 14\u202f500 people.", 14500, None),
    ("Floods of fire killed 2.300 villagers.", 2300, None),
    ("Half a million men were wounded.", None, 500000),
    ("About a quarter of a million people died.", 250000, None),
    ("On 9 May 400 prisoners were executed.", 400, None),
    ("On May 3 200 people were killed.", 200, None),
    ("At least five but fewer than nine guards were injured.", None, 5),
    ("The toll is not final: the number of wounded is not known.", None, None),
    ("The number of dead climbed from four to nine.", 9, None),
    ("The number of wounded fell from 30 to 21.", None, 21),
    ("The death toll was revised to 14.", 14, None),
    ("The mine left a total of six drivers dead and 17 hurt.", 6, 17),
    # his own people are among those counted
    ("The raid killed five, his wife and two daughters among them.", 5, None),
    ("Her husband and three children were killed.", 4, None),
    # who is shot has been told of before
    ("Raiders seized six traders and shot them.", 6, None),
    ("Raiders rounded up four shepherds and shot them dead.", 4, None),
    ("Police stopped three men and shot them in the legs.", None, None),
    # killed, wounded and captured are three things
    ("Police killed four protesters and arrested 20.", 4, None),
    ("Unidentified men abducted three aid workers and later killed them.", 3, None),
    ("One person is dead and six others are hospitalized.", 1, 6),
    ("The strike killed and injured 8 fighters.", 4, 4),
    ("The strike killed or injured 8 fighters.", 0, 0),
    # lists with names between, parts of a sum, care, a side's own dead
    (
        "Mortar fire killed a teacher of the lower school, Hamid Rasul, a baker of the quarter, Yusuf Kader, and two shoppers.",
        4,
        None,
    ),
    (
        "Ten of the wedding party, five girls aged six to twelve, four musicians and one cook, were killed by the shell.",
        10,
        None,
    ),
    ("The ambush ended in the death of local chief Moussa Diallo and one of his drivers.", 2, None),
    ("Firemen told of seven traders who had died in the blasts; another eleven were hurt.", 7, 11),
    ("The hospital received 14 bodies and 30 wounded.", 14, 30),
    ("The toll stands at 17 dead and 40 hurt.", 17, 40),
    ("Fire from a tank killed Omar Saleh, 24, and Ali Hamdan, 31.", 2, None),
    ("An officer and three recruits were among the five killed.", 5, None),
    ("The bombing left 30 dead, including six policemen, and 72 wounded.", 30, 72),
    ("Eight of its soldiers fell in the fight.", 8, None),
    ("The morgue counted 13 bodies.", 13, None),
    ("The mission lost two peacekeepers, and nine others were injured.", 2, 9),
    ("Doctors at the clinic treated 27 people for shrapnel wounds.", None, 27),
    ("Police put the toll at 9 dead and 31 wounded.", 9, 31),
    ("Two men and a woman were taken to hospital with burns.", None, 3),
    ("Rescuers dug 21 bodies out of the ruins.", 21, None),
    ("Three family members - a father and two daughters - were killed.", 3, None),
    ("One woman bled to death.", 1, None),
    (
        "Some 40 guards of the mine and its owners - among whom are two brothers - were killed in the raid.",
        40,
        None,
    ),
    # who is wounded, and not how many are
    ("Neighbours carried the wounded past several body bags.", None, None),
    ("Rescuers helped an injured woman down the stairs.", None, None),
    ("How many were hurt on Friday is unclear.", None, None),
    ("Nobody could say how many herders died at the well.", None, None),
    ("The mayor was asked how many villagers the shells had killed.", None, None),
    # a figure in somebody's words
    ("A mortar round killed “at least six herders”, the prefect wrote.", 6, None),
    ('The raid ended early, killing "12 guards and two cooks," a spokesman said.', 14, None),
    ("The two wounded are in hospital.", None, 2),
    ("Ten policemen embraced martyrdom.", 10, None),
    ("The second blast claimed three villagers.", 3, None),
    ("The group claimed two attacks in the city.", None, None),
    ("Forces were sent out, neutralizing 12 gunmen.", 12, None),
    ("They want a probe into the deaths of the civilians.", None, None),
]


@pytest.mark.parametrize(("text", "dead", "hurt"), ROWS)
def test_figures_of_a_sentence(text: str, dead: int | None, hurt: int | None) -> None:
    found = read(text)
    assert (best(killed(found)), best(injured(found))) == (dead, hurt)


# what nearly, hardly or never happened, and what is not sure
SURE: list[tuple[str, Count | None]] = [
    ("Raiders almost killed six millers.", None),
    ("The mayor escaped being killed.", None),
    ("None of the 30 nurses was killed.", Count(0, 0, 0)),
    ("Neither of the two drivers was killed.", Count(0, 0, 0)),
    ("Not a single one of the 70 guests was killed.", Count(0, 0, 0)),
    ("Not one of the seven clerks was killed.", Count(0, 0, 0)),
    ("Snipers could have killed nine people.", None),
    ("Snipers may have killed nine people.", Count(0, 9, 9)),
    ("Snipers probably killed nine people.", Count(0, 9, 9)),
    ("Snipers are believed to have killed nine people.", Count(0, 9, 9)),
    ("Suspected rebels killed nine people.", Count(9, 9, 9)),
    ("Some 40 miners, not 400 as a station had said, were killed.", Count(40, 40, 40)),
    ("Snipers killed nearly ninety people.", Count(90, 90, 90)),
]


@pytest.mark.parametrize(("text", "dead"), SURE)
def test_the_dead_are_as_sure_as_they_are_told(text: str, dead: Count | None) -> None:
    assert killed(read(text)) == dead


# several sentences of one report, killed
STORIES: list[tuple[tuple[str, ...], int]] = [
    (("Nine people died in Homs.", "Another four died in hospital."), 13),
    (("Three soldiers were killed.", "Three people were killed in all."), 3),
    (("Three soldiers were killed and two guards died.", "In total, 12 people were killed."), 12),
    (("Six suspects were killed.", "6 fatalities."), 6),
    (("An officer was shot and injured.", "The officer died a day later."), 1),
    (("A man was killed.", "The victim was shot dead as he left work."), 1),
    (("A blast killed 10 people.", "Three soldiers were among those who were killed."), 10),
    (("Eight rebels were killed.", "Two soldiers were killed."), 10),
    (("One Taliban member was killed.", "The front claimed killing three Taliban fighters."), 1),
    (("No casualties were reported.", "Two guards were killed."), 2),
    (("Nine people died in the strike.", "His two sons and a niece were killed."), 9),
]


@pytest.mark.parametrize(("sentences", "dead"), STORIES)
def test_one_figure_for_one_report(sentences: tuple[str, ...], dead: int) -> None:
    found, at = [], 0
    for text in sentences:
        found += read(text, at)
        at += len(text) + 1
    assert (best(killed(found)) or 0) == dead


def test_a_range_keeps_its_ends_and_takes_the_conservative_figure() -> None:
    assert killed(read("Between 10 and 15 rebels died.")) == Count(10, 10, 15)
    assert killed(read("Up to 20 people were killed.")) == Count(0, 20, 20)


def test_each_item_of_a_list_is_a_mention_with_its_victims() -> None:
    found = read("Two officers and three militants were killed.")
    assert [(m.victim.text, m.count.best) for m in found if m.victim] == [("Two officers", 2), ("three militants", 3)]


def test_a_list_also_gives_what_it_comes_to() -> None:
    found = read("Two officers and three militants were killed.")
    assert [m.count.best for m in found if m.kind == "list"] == [5]


def test_the_rule_says_how_the_number_was_read() -> None:
    assert [m.rule for m in read("Several men were killed.")] == ["passive, several: 3"]
    found = total(read("Nine people died.") + read("Another four died."))
    assert found is not None
    assert found.rules == ("first", "more")


@settings(deadline=None)
@given(st.text(st.sampled_from("killed wounded two 3 0 - 10, and dead of ( ) . ’s “ the людей 名 \n"), max_size=80))
def test_spans_never_lie_and_nothing_is_negative(text: str) -> None:
    for mention in read(text, 7):
        for span in (mention.span, mention.victim):
            assert span is None or text[span.start - 7 : span.stop - 7] == span.text


WORDS = [
    "two",
    "men",
    "killed",
    "wounded",
    "were",
    "and",
    "3",
    "of",
    "dead",
    "no",
    ",",
    "including",
    "(",
    ")",
    "dozens",
    "a",
    "bodies",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_heap_of_words_is_read_without_an_error(text: str) -> None:
    found = read(text)
    assert all(text[m.span.start : m.span.stop] == m.span.text for m in found)
    assert all(m.count.low <= m.count.best <= m.count.high for m in found)


def test_figures_in_a_tables_columns_are_the_rows_own():
    text = "Day | Place | What | Dead | Hurt\n3 May | Ostra | Car bomb | 4 (2) | 11\n5 May | Velin | Raid | - | 2\nTotals follow.\n"
    found = tuple(column_counts(text, tuple(Span(0, len(text), text).part(*ends) for ends in _lines(text))))
    assert [(one.of, one.count.best, one.sentence.text.split(" |")[0]) for one in found if one.sentence] == [
        ("killed", 4, "3 May"), ("injured", 11, "3 May"), ("injured", 2, "5 May"),
    ]  # fmt: skip


def _lines(text: str) -> list[tuple[int, int]]:
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    return [(a, b) for a, b in itertools.pairwise(starts) if b > a]
