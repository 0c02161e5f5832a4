"""What speaks for and against a stretch being a place name: named cues out of spaCy's guess, the gazetteer, the document.

What a cue weighs stands in seeds/lexicon/place_cues.csv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from geo.area import admin_codes, covers_code
from geo.candidate_spans import CandidateSpan
from geo.cues_beside import fills_cell, inside_cues, left_cues, position, right_cues
from geo.gazetteer import Candidate
from geo.place import Place
from geo.wording import class_of
from text.language import STOP_WORDS, load
from text.lexicon import word_group
from text.token_table import TokenTable

PEOPLE = (
    (500_000, "metropolis"), (100_000, "city"), (20_000, "town"), (5_000, "small town"), (1, "village"), (0, "unknown size"),
)  # fmt: skip
LITTLE = 2
"""Names of one land up to which a text has said little of where it plays: a note's one demonym is no country of a story."""
MOST_BETWEEN = 5  # words between a name's "in" and what it lies in
LONGEST_NAME = 4  # words of a person's full name are fewer
CITY = 100_000  # people
PLACES_WHOLE = ("GPE whole", "LOC whole", "FAC whole")
LANDS = ("province", "country, all", "country, some")
AT = word_group("prepositions before a place")
LYING = frozenset({"lies", "sits", "straddles"})
IS = frozenset({"is", "was"})
PLACED = frozenset({"located", "situated"})
ALL_OVER = frozenset(("across", "throughout"))
STRONG = ("country", "area", "province")
LABELS = frozenset(("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON"))


@dataclass(slots=True)
class DocumentFeatures:
    """What the whole document says: which texts spaCy takes for places or persons, and which lands it is about."""

    guessed: Counter[str] = field(default_factory=Counter)
    persons: Counter[str] = field(default_factory=Counter)
    full_names: Counter[str] = field(default_factory=Counter)
    located: frozenset[str] = frozenset()
    """The words that stand behind "in", "near" and the like, where a person's name does not."""
    lower: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    lands: Counter[str] = field(default_factory=Counter)
    areas: dict[int, tuple[Place, ...]] = field(default_factory=dict)
    """By the number of its first token: the countries and provinces that a stretch may mean."""


def document_features(page: TokenTable, found: list[CandidateSpan]) -> DocumentFeatures:
    """Count what the document says about its names, before any is judged.

    >>> from geo.candidate_spans import candidate_spans
    >>> text = page_of("Syria said rebels had left Hama. In Hama, nobody spoke.")
    >>> whole = document_features(text, list(candidate_spans(text, gazetteer())))
    >>> whole.said["Hama"], whole.lands["SY"], whole.lower["nobody"]
    (2, 2, 1)
    """
    whole = DocumentFeatures()
    for ent in page.doc.ents:
        whole.guessed[page.text[page.start[ent.start] : page.stop[ent.end - 1]]] += ent.label_ in ("GPE", "LOC")
        if ent.label_ == "PERSON":
            words = page.words[ent.start : ent.end]
            whole.persons.update(words if len(words) > 1 else ())
            whole.full_names.update(words if _is_full_name(words) else ())
    whole.lower.update(word for word in page.words if word.islower())
    whole.located = frozenset(word for i, word in enumerate(page.words) if i and _behind_place_word(page, i))
    for stretch in found:
        whole.said[stretch.text] += 1
        wide = tuple(c.place for c in stretch.candidates[:3] if c.place.kind in ("country", "province"))
        whole.areas[stretch.first] = (*whole.areas.get(stretch.first, ()), *wide)
        if _sure(page, stretch):
            for code in admin_codes(stretch.candidates[0].place.code)[:2]:
                whole.lands[code] += 1
    return whole


def _is_full_name(words: list[str]) -> bool:
    """Whether a person's name is no more than that: "Jordan Dyer" and not "Jordan Fire Chief Jim Dyer" or "Across Kazakhstan"."""
    return 1 < len(words) < LONGEST_NAME and not any(
        word.lower() in class_of() or word.lower() in STOP_WORDS for word in words
    )


def _behind_place_word(page: TokenTable, i: int) -> bool:
    """Whether a word stands where a place does ("in Jordan"), and owns nothing ("in Jordan's case")."""
    return page.lower[i - 1] in AT - {"of", "between"} and page.lower[i + 1 : i + 2] not in (["'s"], ["’s"])


def _sure(page: TokenTable, stretch: CandidateSpan) -> bool:
    """Whether a stretch says by itself which land the text is about: a country, its people, a province, a great city.

    A type word behind it ("Gao region") outweighs spaCy's taking it for a person.
    """
    typed = stretch.last < len(page.words) and class_of().get(page.lower[stretch.last]) == "area"
    if not stretch.candidates or (page.label[stretch.first] in ("PERSON", "ORG") and not typed):
        return False
    best = stretch.candidates[0]
    return best.place.kind in ("country", "province") or best.place.population > 300_000


def cues(page: TokenTable, stretch: CandidateSpan, whole: DocumentFeatures) -> list[str]:
    """All cues of one stretch, each once; the pair of guess and gazetteer counts as one cue of its own.

    >>> from geo.candidate_spans import candidate_spans
    >>> text = page_of("Rebels fled near Hama today.")
    >>> found = list(candidate_spans(text, gazetteer()))
    >>> hama = next(stretch for stretch in found if stretch.text == "Hama")
    >>> [cue for cue in cues(text, hama, document_features(text, found)) if cue.startswith(("left", "gazetteer", "length:one")) and "|" not in cue]
    ['gazetteer:province', 'length:one word', 'length:one word+province', 'left:near']
    """
    guess, kind = _guess_cue(page, stretch), _gazetteer_cue(stretch)
    words = stretch.last - stretch.first
    left, right = [*left_cues(page, stretch)], [*right_cues(page, stretch)]
    company = [*_company_cues(page, stretch, whole, guess)]
    length = "one word" if words == 1 else "two words" if words == 2 else "many words"
    return [
        "always",
        *(f"guess:{guess}", f"gazetteer:{kind}", f"both:{guess}+{kind}"),
        *(f"length:{length}", f"length:{length}+{kind}", f"where:{position(page, stretch)}+{kind}"),
        *(["known site with its type word"] if words > 1 and page.words[stretch.last - 1].islower() else []),
        *(["fills a cell"] if stretch.candidates and _lone_name(page, stretch) else []),
        *(*left, *right, *company),
        *inside_cues(page, stretch, _dictionary()),
        *_pairs(guess, kind, left, right, company),
        *(["lies in what follows"] if _lies_in_next(page, stretch, whole) else []),
        *(["unknown, in the land that follows"] if _unknown_there(page, stretch, whole, guess) else []),
    ]


def _pairs(guess: str, kind: str, left: list[str], right: list[str], company: list[str]) -> Iterator[str]:
    """Cues of two at once: spaCy's guess and the gazetteer's answer beside the words on either side, and the land."""
    before, behind = left[0], right[0]
    land = next((cue for cue in company if cue.startswith("land:")), "land:wide")
    yield from (f"{guess}|{behind}", f"{guess}|{before}", f"{kind}|{behind}", f"{before}|{behind}")
    yield from (f"{kind}|{land}", f"{guess.split(maxsplit=1)[0]}|{land}")


def _lies_in_next(page: TokenTable, stretch: CandidateSpan, whole: DocumentFeatures) -> bool:
    """Whether a country or province that holds what the stretch may mean stands behind it: "Palmyra in Syria"."""
    if not stretch.candidates or page.lower[stretch.last : stretch.last + 1] not in ([","], ["in"], ["("], ["/"]):
        return False
    behind = stretch.last + 1
    most = min(len(page.lower), stretch.last + MOST_BETWEEN)
    while behind < most and not whole.areas.get(behind) and _leads_on(page.lower[behind]):
        behind += 1
    areas = whole.areas.get(behind, ())
    return any(covers_code(area, c.place) for area in areas for c in stretch.candidates if area.id != c.place.id)


def _unknown_there(page: TokenTable, stretch: CandidateSpan, whole: DocumentFeatures, guess: str) -> bool:
    """Whether what no gazetteer has is taken for a place by spaCy, and a country or province stands behind its "in"."""
    if stretch.candidates or guess not in PLACES_WHOLE:
        return False
    behind = page.lower[stretch.last : stretch.last + 1]
    return behind in (["in"], [","]) and any(
        whole.areas.get(at) for at in range(stretch.last + 1, stretch.last + 1 + MOST_BETWEEN - 1)
    )


def _leads_on(word: str) -> bool:
    """Whether a word may stand between a name's "in" and what it lies in: "in the east of the"."""
    return word in ("the", "of", "part") or class_of().get(word) == "direction"


def _lone_name(page: TokenTable, stretch: CandidateSpan) -> bool:
    """Whether the stretch is a table's cell and no English word ("Date", "Open")."""
    return fills_cell(page, stretch) and page.lower[stretch.first] not in _dictionary()


def _guess_cue(page: TokenTable, stretch: CandidateSpan) -> str:
    """How spaCy's guess covers the stretch: label and position ("GPE whole", "ORG first", "PERSON last", "none")."""
    if not page.label[stretch.first]:
        return "tail in name" if any(page.label[stretch.first : stretch.last]) else "none"
    first, last = page.entity[stretch.first]
    label = page.label[stretch.first]
    label = label if label in LABELS else "other"
    if (first, last) == (stretch.first, stretch.last):
        return f"{label} whole"
    if last < stretch.last:
        return f"{label} and more"
    return (
        f"{label} first" if first == stretch.first else f"{label} last" if last == stretch.last else f"{label} inside"
    )


def _gazetteer_cue(stretch: CandidateSpan) -> str:
    """What the gazetteer has: a country, its people, an area, a town by size, a coarse spelling, nothing."""
    if not stretch.candidates:
        return "nothing"
    best = stretch.candidates[0]
    if best.sort not in ("name", "alias"):
        return _other_sort(best, stretch.text)
    if best.place.kind not in ("country", "area"):
        if best.place.source == "supplement":
            return "reviewed" if len(stretch.candidates) == 1 else "reviewed among others"
        if best.level == "sound":
            return "sound"
        if any(c.place.kind == "province" and c.sort != "stripped" for c in stretch.candidates):
            return "province"
    towns = best.place.kind == "district" and any(c.place.kind == "town" for c in stretch.candidates)
    return _size_in_words(stretch) if towns or best.place.kind == "town" else best.place.kind


def _other_sort(best: Candidate, text: str) -> str:
    if best.sort == "short" and best.place.kind == "country":
        return "country in short"
    return "people" if best.sort == "demonym" and text.endswith(("s", "men")) else best.sort


def _size_in_words(stretch: CandidateSpan) -> str:
    """The size of the greatest candidate: "metropolis", "village", "unknown size" and so on."""
    people = max(c.place.population for c in stretch.candidates)
    return next(size for least, size in PEOPLE if people >= least)


def _company_cues(page: TokenTable, stretch: CandidateSpan, whole: DocumentFeatures, guess: str) -> Iterator[str]:
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
        if _is_person(page, stretch, whole):
            yield "a person of the text"
    yield f"said:{min(whole.said[stretch.text], 4)}"
    at = stretch.first > 0 and page.lower[stretch.first - 1] in AT
    if stretch.candidates and _says_where(page, stretch.last):
        yield "says where it lies"
    if stretch.candidates and stretch.candidates[0].place.kind not in STRONG:
        near = _nearness(stretch, whole)
        yield f"land:{near}"
        if near in LANDS and at:
            yield from _at_home(stretch, guess)
    elif _is_country(stretch) and (at or (stretch.first > 0 and page.lower[stretch.first - 1] in ALL_OVER)):
        yield "a country behind a word of place"


def _says_where(page: TokenTable, behind: int) -> bool:
    """Whether the words behind a name say where it lies: "Djibo lies in", "Djibo is situated near"."""
    verb, then = (*page.lower[behind : behind + 2], "", "")[:2]
    return verb in LYING or (verb in IS and then in PLACED)


def _is_country(stretch: CandidateSpan) -> bool:
    """Whether it is a country's full name."""
    best = stretch.candidates[0] if stretch.candidates else None
    return best is not None and best.place.kind == "country" and best.sort == "name"


def _at_home(stretch: CandidateSpan, guess: str) -> Iterator[str]:
    """Cues of a name behind a word of place that a land bears which the text names, or that sounds like a city of it."""
    if stretch.candidates[0].level != "sound":
        yield "in a named land behind a word of place"
    elif guess in PLACES_WHOLE and max(c.place.population for c in stretch.candidates) >= CITY:
        yield "sounds like a city of a named land"


def _is_person(page: TokenTable, stretch: CandidateSpan, whole: DocumentFeatures) -> bool:
    """Whether the word is a person's whom the text names in full ("Jordan Dyer", then "Jordan"), and nowhere a place's.

    A country is one only where nothing else of the text is of that land.
    """
    word = page.words[stretch.first]
    if not whole.full_names[word] or word in whole.located or not stretch.candidates:
        return False
    best = stretch.candidates[0].place
    return best.kind != "country" or whole.lands[best.country or ""] <= whole.said[stretch.text]


def _nearness(stretch: CandidateSpan, whole: DocumentFeatures) -> str:
    """Whether the candidates lie in a province or country that the document is surely about, and how many of them."""
    codes = [admin_codes(c.place.code) for c in stretch.candidates]
    if any(len(code) > 1 and whole.lands[code[1]] for code in codes):
        return "province"
    here = sum(1 for code in codes if code and whole.lands[code[0]])
    if here:
        return "country, all" if here == len(codes) else "country, some"
    if not whole.lands:
        return "none"
    return "other" if max(whole.lands.values()) > LITTLE else "other than little said"


@cache
def _dictionary() -> frozenset[str]:
    """English verbs, adjectives and adverbs (from the pipeline's own lemma tables): as a name they need more support."""
    lemmatizer = load().get_pipe("lemmatizer")
    table = lemmatizer.lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    strings = load().vocab.strings
    return frozenset(word for part in ("verb", "adj", "adv") for word in table[strings[part]])
