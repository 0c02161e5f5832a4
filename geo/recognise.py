"""Which stretches of a text are place names: spaCy's guesses, the gazetteer and the wording, added up cue by cue."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.candidate_spans import CandidateSpan, candidate_spans
from geo.cues import DocumentFeatures, cues, document_features
from geo.gazetteer import Candidate, Gazetteer
from geo.wording import weights
from text.span import Span, span_of
from text.token_table import TokenTable

LONGER = 0.7  # what a word more is worth, so that "Baja California" is not cut to "California"
LEAST = 0.0  # log-odds: more likely a place name than not
AGAIN = -1.0  # the same for a name that stands elsewhere in the text, and surely is one there
LARGE = 30_000  # people of a town whose name news spell in many ways
SHORTEST = 3  # letters of such a name


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in the text: where, what it may mean, and the cue that weighed most for it."""

    span: Span
    candidates: tuple[Candidate, ...]
    rule: str
    label: str
    demonym: bool
    first: int
    last: int


def names(page: TokenTable, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Return the place names of a document in order, not overlapping.

    >>> [(name.span.text, name.demonym) for name in names(page_of("Syrian troops entered Hama on Friday."), gazetteer())]
    [('Syrian', True), ('Hama', False)]
    """
    return _chosen(page, scored_spans(page, gazetteer))


def scored_spans(page: TokenTable, gazetteer: Gazetteer) -> list[tuple[CandidateSpan, list[str]]]:
    """Every stretch that could be a place name, with its cues.

    >>> stretch, said = scored_spans(page_of("They fled Hama."), gazetteer())[0]
    >>> stretch.text, said[0]
    ('Hama', 'always')
    """
    found = list(candidate_spans(page, gazetteer))
    whole = document_features(page, found)
    found = [_of_named_lands(stretch, whole, gazetteer) for stretch in found]
    return [(stretch, cues(page, stretch, whole)) for stretch in found]


def _of_named_lands(stretch: CandidateSpan, whole: DocumentFeatures, gazetteer: Gazetteer) -> CandidateSpan:
    """The stretch with its sound-alikes of lands that the document names, where it has any.

    They stand in place of sound-alikes elsewhere, and beside mere villages elsewhere that bear the name as it is written.
    """
    first = stretch.candidates[0] if stretch.candidates else None
    if first is None or not whole.lands:
        return stretch
    if first.level == "sound":
        here = _there(stretch.candidates, whole)
        return replace(stretch, candidates=here) if here else stretch
    if not _mere_villages(stretch):
        return stretch
    own = max(whole.lands[c.place.country or ""] for c in stretch.candidates)
    towns = _there(gazetteer.sound_alikes(stretch.text), whole) if own < max(whole.lands.values()) else ()
    greater = tuple(c for c in towns if c.place.population > LARGE and whole.lands[c.place.country or ""] > own)
    return replace(stretch, candidates=(*stretch.candidates, *greater)) if greater else stretch


def _there(candidates: tuple[Candidate, ...], whole: DocumentFeatures) -> tuple[Candidate, ...]:
    """The candidates that lie in a land which the document names."""
    return tuple(c for c in candidates if c.place.country and whole.lands[c.place.country])


def _mere_villages(stretch: CandidateSpan) -> bool:
    """Whether nothing but small towns and sites bears the name."""
    return all(c.place.kind in ("town", "site") and c.place.population < LARGE for c in stretch.candidates)


def _chosen(page: TokenTable, judgements: list[tuple[CandidateSpan, list[str]]]) -> tuple[Name, ...]:
    """The likeliest stretches that do not overlap; what was taken once is taken again where it is less plain."""
    points = weights("place_cues.csv")
    scored = [(sum(points.get(cue, 0.0) for cue in said), stretch, said) for stretch, said in judgements]
    scored.sort(key=lambda entry: (-entry[0] - LONGER * (entry[1].last - entry[1].first), entry[1].first))
    taken = [False] * len(page.words)
    kept: list[Name] = []
    sure: set[str] = set()
    for least in (LEAST, AGAIN):
        for score, stretch, said in scored:
            known = least == LEAST or (
                stretch.text in sure and len(stretch.text) > SHORTEST and not _in_person(page, stretch)
            )
            if score > least and known and not any(taken[stretch.first : stretch.last]):
                taken[stretch.first : stretch.last] = [True] * (stretch.last - stretch.first)
                kept.append(_name(page, stretch, max(said[1:], key=lambda cue: points.get(cue, 0.0))))
        sure = {name.span.text for name in kept if not name.demonym}
    return tuple(sorted(kept, key=lambda name: name.first))


def _in_person(page: TokenTable, stretch: CandidateSpan) -> bool:
    """Whether it is a part of a longer name that is a person's or a body's."""
    first, last = page.entity[stretch.first]
    return page.label[stretch.first] in ("PERSON", "ORG") and (first, last) != (stretch.first, stretch.last)


def _name(page: TokenTable, stretch: CandidateSpan, rule: str) -> Name:
    start, stop = page.start[stretch.first], page.stop[stretch.last - 1]
    demonym = bool(stretch.candidates) and stretch.candidates[0].sort == "demonym"
    span = span_of(page.text, start, stop)
    return Name(span, stretch.candidates, rule, page.label[stretch.first], demonym, stretch.first, stretch.last)
