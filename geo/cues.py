"""What speaks for and against a stretch being a place name: named cues out of spaCy's guess, the gazetteer and the wording.

Each function yields cue names; what a cue weighs stands in seeds/lexicon/place_cues.csv. It stands apart because the cues
can be read and tested one by one, while geo/recognise only adds them up.
"""  # noqa: D205

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.lang.en.stop_words import STOP_WORDS

from geo.area import around
from geo.stretches import Lines, Stretch
from geo.wording import class_of

PEOPLE = ((500_000, "metropolis"), (100_000, "city"), (20_000, "town"), (5_000, "small town"), (1, "village"), (0, "unknown size"))
PREPOSITIONS = frozenset("in near at from to of around outside across into toward towards through between via for by on with against over inside throughout within".split())
STRONG = ("country", "area", "province")


@dataclass(slots=True)
class Company:
    """What the whole document says: which texts spaCy takes for places or persons, and which lands it is about."""

    guessed: Counter[str] = field(default_factory=Counter)
    persons: Counter[str] = field(default_factory=Counter)
    bodies: Counter[str] = field(default_factory=Counter)
    lower: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    lands: Counter[str] = field(default_factory=Counter)


def company(page: Lines, found: list[Stretch]) -> Company:
    """Count what the document says about its names, before any is judged."""
    whole = Company()
    for ent in page.doc.ents:
        whole.guessed[ent.text] += ent.label_ in ("GPE", "LOC")
        if ent.label_ == "PERSON":
            whole.persons.update(page.words[i] for i in range(ent.start, ent.end) if ent.end - ent.start > 1)
    whole.lower.update(word for word in page.words if word.islower())
    for stretch in found:
        whole.said[stretch.text] += 1
        if sure(page, stretch):
            for code in around(stretch.candidates[0].place.code)[:2]:
                whole.lands[code] += 1
    return whole


def sure(page: Lines, stretch: Stretch) -> bool:
    """Whether a stretch says by itself which land the text is about: a country, its people, a province, a great city."""
    if not stretch.candidates or page.label[stretch.first] in ("PERSON", "ORG"):
        return False
    best = stretch.candidates[0]
    return best.place.kind in ("country", "province") or best.place.population > 300_000


def cues(page: Lines, stretch: Stretch, whole: Company) -> list[str]:
    """All cues of one stretch, each once; the pair of guess and gazetteer counts as one cue of its own."""
    guess, kind = guess_cue(page, stretch), gazetteer_cue(stretch)
    single = "one word" if stretch.last - stretch.first == 1 else "two words" if stretch.last - stretch.first == 2 else "many words"
    return [
        "always", f"guess:{guess}", f"gazetteer:{kind}", f"both:{guess}+{kind}", f"length:{single}", f"length:{single}+{kind}",
        f"where:{_before(page, stretch)}+{kind}", *left_cues(page, stretch), *right_cues(page, stretch), *inside_cues(page, stretch), *company_cues(page, stretch, whole),
    ]  # fmt: skip


def guess_cue(page: Lines, stretch: Stretch) -> str:
    """How spaCy's guess covers the stretch: label and position ("GPE whole", "ORG first", "PERSON last", "none")."""
    if not page.label[stretch.first]:
        return "tail in name" if any(page.label[stretch.first : stretch.last]) else "none"
    first, last = page.entity[stretch.first]
    label = page.label[stretch.first]
    label = label if label in ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON") else "other"
    if (first, last) == (stretch.first, stretch.last):
        return f"{label} whole"
    if last < stretch.last:
        return f"{label} and more"
    return f"{label} first" if first == stretch.first else f"{label} last" if last == stretch.last else f"{label} inside"


def gazetteer_cue(stretch: Stretch) -> str:
    """What the gazetteer has: a country, its people, an area, a town by size, a coarse spelling, nothing."""
    if not stretch.candidates:
        return "nothing"
    best = stretch.candidates[0]
    if best.sort == "short" and best.place.kind == "country":
        return "country in short"
    if best.sort in ("demonym", "metonym", "short", "stripped"):
        plural = best.sort == "demonym" and stretch.text.endswith(("s", "men"))
        return "people" if plural else best.sort
    if best.place.kind in ("country", "area"):
        return best.place.kind
    if best.level == "sound":
        return "sound"
    if any(c.place.kind == "province" and c.sort != "stripped" for c in stretch.candidates):
        return "province"
    if best.place.kind != "town":
        return best.place.kind
    people = max(c.place.population for c in stretch.candidates)
    return next(size for least, size in PEOPLE if people >= least)


def _before(page: Lines, stretch: Stretch) -> str:
    word = page.lower[stretch.first - 1] if stretch.first else ""
    kind = class_of().get(word)
    if word in PREPOSITIONS or word in ("the", "and", ",", "("):
        return word if word in ("in", "of", "near", "at", "from", "the", "and", ",", "(") else "preposition"
    return kind or ("Capital" if stretch.first and page.capital[stretch.first - 1] else "other")


def left_cues(page: Lines, stretch: Stretch) -> Iterator[str]:
    """The word before: a preposition, a title, a direction, another capitalised word, a number, the sentence's start."""
    i = stretch.first - 1
    if i < 0 or page.words[i] in ".!?\n" or page.words[i].isspace():
        yield "left:start"
        return
    word, kind = page.lower[i], class_of().get(page.lower[i], "")
    if word in PREPOSITIONS:
        yield f"left:{word}" if word in ("in", "of", "near", "at", "from", "to") else "left:preposition"
    elif word == "the" and i and page.lower[i - 1] in PREPOSITIONS:
        yield "left:preposition the"
    elif word in ("the", "and", ",", "-", "a", "an", "(", '"', "“", "'s", "’s", "/", ":", "&"):
        yield f"left:{word}"
    elif kind in ("title", "direction", "road", "area"):
        yield f"left:{kind}"
    elif word[:1].isdigit():
        yield "left:number"
    else:
        yield "left:Capital" if page.capital[i] else "left:word"
    if i and word == "of" and class_of().get(page.lower[i - 1]) in ("area", "water", "relief", "direction"):
        yield "left:area of"
    if word == "," and i and page.capital[i - 1]:
        yield "left:Capital ,"


def right_cues(page: Lines, stretch: Stretch) -> Iterator[str]:
    """The word behind: a type word, a road, a body, a verb of saying, a comma and a capital, another capital."""
    i = stretch.last
    if i >= len(page.words):
        yield "right:end"
        return
    word, kind = page.lower[i], class_of().get(page.lower[i], "")
    capital = page.capital[i]
    if kind in ("road", "body", "area", "water", "relief", "title", "saying"):
        yield f"right:{kind} {'Capital' if capital else 'small'}"
    elif capital:
        yield "right:Capital known" if page.label[i] in ("GPE", "LOC") else "right:Capital"
    elif word in (",", ".", "'s", "’s", "-", "and", ")", "(", "in", "on", "to", "was", "is", "who", "&", "/", "’", "'", "–", "—", "--", ":"):
        yield f"right:{word}"
    elif word[:1].isdigit():
        yield "right:number"
    else:
        yield "right:word"
    if word == "," and i + 1 < len(page.words) and page.capital[i + 1]:
        yield "right:, Capital"
    if word == "-" and i + 1 < len(page.words):
        yield "right:-based" if page.lower[i + 1] in ("based", "born", "led", "backed", "held", "controlled", "run", "area") else "right:-word"


def inside_cues(page: Lines, stretch: Stretch) -> Iterator[str]:
    """The stretch's own words: type words at either end, capitals throughout, a common word, initials."""
    words, kinds = page.lower[stretch.first : stretch.last], class_of()
    end, start = kinds.get(words[-1], ""), kinds.get(words[0], "")
    if len(words) > 1 and end in ("area", "water", "relief", "road", "body"):
        yield f"ends:{end}" if stretch.candidates else f"ends:{end} unknown"
    if len(words) > 1 and start in ("water-before", "direction", "title", "area", "relief", "water"):
        yield f"starts:{start}" if stretch.candidates else f"starts:{start} unknown"
    if stretch.text.isupper() and len(stretch.text) > 3:
        yield "capitals"
    if len(stretch.text) <= 3 and stretch.text.isupper():
        yield "initials" if "." not in stretch.text else "dotted initials"
    if len(words) == 1 and words[0] in STOP_WORDS | kinds.keys():
        yield "common word"
    if len(words) == 1 and _verb_or_adjective(page, words[0]):
        yield "dictionary word"
    if stretch.text[-1] == ".":
        yield "dot at end"
    if words[0] in ("al", "el", "ash", "ad", "az", "ar", "an", "at", "as", "deir", "tal", "tell", "khan", "kafr", "bir", "umm"):
        yield "starts:article"


def _verb_or_adjective(page: Lines, word: str) -> bool:
    return word in _dictionary()


def company_cues(page: Lines, stretch: Stretch, whole: Company) -> Iterator[str]:
    """The rest of the document: the same text elsewhere, as a place or in a person's name, in small letters; its lands."""
    here = page.entity[stretch.first] == (stretch.first, stretch.last) and page.label[stretch.first] in ("GPE", "LOC")
    others = whole.guessed[stretch.text] - here
    if others > 0:
        yield "elsewhere:place" if others < 3 else "elsewhere:place often"
    if stretch.last - stretch.first == 1:
        own = page.label[stretch.first] == "PERSON" and page.entity[stretch.first] != (stretch.first, stretch.last)
        if whole.persons[page.words[stretch.first]] - own > 0:
            yield "elsewhere:person"
        if whole.lower[page.lower[stretch.first]]:
            yield "elsewhere:small"
    yield f"said:{min(whole.said[stretch.text], 4)}"
    if stretch.candidates and stretch.candidates[0].place.kind not in STRONG:
        yield f"land:{_nearness(stretch, whole)}"


def _nearness(stretch: Stretch, whole: Company) -> str:
    codes = [around(c.place.code) for c in stretch.candidates]
    if any(len(code) > 1 and whole.lands[code[1]] for code in codes):
        return "province"
    if any(code and whole.lands[code[0]] for code in codes):
        return "country"
    return "other" if whole.lands else "none"


def _dictionary() -> frozenset[str]:
    from geo.language import load  # noqa: PLC0415 (only asked for when a text is read)

    global _WORDS  # noqa: PLW0603
    if _WORDS is None:
        table = load().get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
        strings = load().vocab.strings
        _WORDS = frozenset(word for part in ("verb", "adj", "adv") for word in table[strings[part]])
    return _WORDS


_WORDS: frozenset[str] | None = None
