"""The words that decide whether a full stop ends a sentence. English newswire; written by us from common usage."""

from __future__ import annotations

from text.lexicon import word_set

MONTHS = word_set("Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec")
"""Month abbreviations, as written before a full stop."""

DAYS_AND_MONTHS = MONTHS | word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun January "
    "February March April June July August September October November December GMT UTC EST EDT"
)
"""What may follow a time of day: "5 p.m. Tuesday" goes on."""

BEFORE_A_NAME = word_set(
    "Gen Col Lt Capt Maj Sgt Cpl Pvt Pfc Cmdr Cdr Adm Brig Spc Cpt Mr Mrs Ms Mme Mlle Dr Prof Rev Fr Msgr Hon Sen Sens "
    "Rep Reps Gov Govs Pres Amb Supt Insp Det Ft Mt St Ste Sheik Sr Sra Asst Atty Dist Messrs Lieut Gens Cols Drs "
    "Profs Ven Br Vice Dep Gov-Gen Lt-Gen Maj-Gen Lt-Col Brig-Gen Ald Comdr Sec Pte Sqn Flt Cmd"
)
"""Titles: a name follows, never a new sentence."""

BEFORE_A_NUMBER = word_set("no nos art fig p pp ext tel par para vol ch approx ca c")
"""Lower case: these go on where a figure follows."""

NEVER_LAST = word_set("e.g i.e vs v cf incl viz esp resp")
"""Lower case: what these introduce stands in the same sentence."""

OFTEN_LAST = word_set(
    "Inc Corp Ltd Co Cos Bros LLC Plc etc et al Jr Dept Univ Assn Ave Blvd Rd est min max km sq ft "
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa "
    "Tenn Tex Va Vt Wash Wis Wyo Ph.D Ont Que Alta Sask Mex Mts Pk Hwy Rte Prov Gvt Govt Intl Natl"
)
"""May end a sentence: it does where a word follows that starts sentences and is no name."""

STARTERS = word_set(
    "The A An This That These Those It Its He She They We I You His Her Their Our My There Here In On At By For From "
    "To With Without After Before During Since Until While When Where As If Although Though But And Or Nor So Yet "
    "However Meanwhile Also Then Now Earlier Later Some Many Most Several Other Others All Both Each One Two Three "
    "Four Five Six Seven Eight Nine Ten No Not Nobody None What Which Who Why How About Around More Among Under Over "
    "Last Next Despite Because Such Even Another Almost Officials Police Witnesses Residents Soldiers Troops Forces "
    "Militants Rebels Activists Fighters Gunmen Protesters Analysts Dozens Hundreds Thousands Between According "
    "Following Every Few Local Government State Once Still Again Today Yesterday Tomorrow Overnight Elsewhere Instead "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September "
    "October November December It's He's She's They're That's There's We're I'm Don't Did Does Is Are Was Were Will "
    "Would Can Could Critics Supporters Authorities Investigators Experts Sources Reports Just Like Unlike Much"
)
"""Words with which a sentence starts and a name seldom does."""
