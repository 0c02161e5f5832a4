"""The words around a name that tell what it is: type words, titles, roads, bodies; read from seeds/lexicon."""

from __future__ import annotations

from functools import cache

from text.lexicon import rows


@cache
def classes() -> dict[str, frozenset[str]]:
    """Word class ("road", "body", "area", …) -> its words in lower case, from seeds/lexicon/place_words.csv.

    >>> "governorate" in classes()["area"]
    True
    """
    return {row["class"]: frozenset(row["words"].split("|")) for row in rows("place_words.csv")}


@cache
def class_of() -> dict[str, str]:
    """Word in lower case -> its first class.

    >>> class_of()["governorate"], class_of().get("zzyzx")
    ('area', None)
    """
    found: dict[str, str] = {}
    for name, words in classes().items():
        for word in words:
            found.setdefault(word, name)
    return found


@cache
def group_names() -> frozenset[tuple[str, ...]]:
    """The names of armed groups that no state has, word by word in lower case, from seeds/lexicon/actors.csv.

    >>> ("boko", "haram") in group_names(), ("syria",) in group_names()
    (True, False)
    """
    listed = (row for row in rows("actors.csv") if row["inter"] in {"2", "3"})
    return frozenset(
        tuple(name.lower().split()) for row in listed for name in (row["name"], *row["aliases"].split("|"))
    )


@cache
def group_openings() -> frozenset[str]:
    """The first words of armed groups' names, by which a search for them begins.

    >>> "boko" in group_openings()
    True
    """
    return frozenset(name[0] for name in group_names() if name)


LONGEST_GROUP = 6


def group_starts(words: list[str], at: int) -> bool:
    """Whether an armed group's name starts there: a place before it that has no comma ends, "in the town of Gwoza Boko Haram men".

    >>> group_starts(["gwoza", "boko", "haram"], 1), group_starts(["gwoza", "boko", "haram"], 0)
    (True, False)
    """
    if at >= len(words) or words[at] not in group_openings():
        return False
    return any(tuple(words[at : at + length]) in group_names() for length in range(1, LONGEST_GROUP + 1))


@cache
def weights(file: str) -> dict[str, float]:
    """Cue -> what it weighs (log-odds), from a file of seeds/lexicon; raises ``FileNotFoundError`` where there is none.

    The numbers are fitted by bench/geo_fit.py, which notes on what.

    >>> weights("place_reasons_first.csv")["said to lie in it"] > 0
    True
    """
    return {row["cue"]: float(row["points"]) for row in rows(file)}
