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
def weights(file: str) -> dict[str, float]:
    """Cue -> what it weighs (log-odds), from a file of seeds/lexicon; raises ``FileNotFoundError`` where there is none.

    The numbers are fitted by bench/geo_fit.py, which notes on what.

    >>> weights("place_reasons_first.csv")["said to lie in it"] > 0
    True
    """
    return {row["cue"]: float(row["points"]) for row in rows(file)}
