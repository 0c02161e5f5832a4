"""Which stretches of a text are place names: spaCy's guesses, the gazetteer and the wording, together."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from geo.gazetteer import Candidate, Gazetteer
from geo.span import Span, span_of

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
CUES = frozenset("in near at from to around outside inside across into toward towards within through between".split())
LINKS = frozenset("of de del la las los el al the and i e du des le les y ez es ash ad ar as at an az & upon en sur".split())
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in the text: where, what it may mean, and the rule that took it for a place."""

    span: Span
    candidates: tuple[Candidate, ...]
    rule: str
    label: str
    demonym: bool = False


def names(doc: Doc, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Return the place names of ``doc`` in order, not overlapping."""
    labels = _labels(doc)
    found: list[Name] = []
    at = 0
    while at < len(doc):
        name = _name_at(doc, at, gazetteer, labels)
        if name:
            found.append(name)
            at = next((t.i for t in doc[at:] if t.idx >= name.span.stop), len(doc))
        else:
            at += 1
    return tuple(found)


def _labels(doc: Doc) -> list[str]:
    return [token.ent_type_ for token in doc]


def _starts(token: Token) -> bool:
    return token.text[:1].isupper() or (token.lower_ in ("al", "el", "ad", "ash") and token.whitespace_ == "")


def _name_at(doc: Doc, at: int, gazetteer: Gazetteer, labels: list[str]) -> Name | None:
    if not _starts(doc[at]):
        return None
    for stop in range(min(len(doc), at + LONGEST), at, -1):
        piece = doc[at:stop]
        if not (piece[-1].text[:1].isupper() or piece[-1].text[:1].isdigit()) or any(t.is_space or t.text in ",;:()\"" for t in piece):
            continue
        if rule := _taken(doc, at, stop, labels, candidates := gazetteer.candidates(piece.text)):
            demonym = bool(candidates) and candidates[0].sort == "demonym"
            span = span_of(doc.text, piece.start_char, piece.end_char)
            return Name(span, candidates, rule, labels[at], demonym)
    return None


def _taken(doc: Doc, at: int, stop: int, labels: list[str], candidates: tuple[Candidate, ...]) -> str:
    label = labels[at]
    if candidates and label in ("GPE", "LOC", "NORP"):
        return "gazetteer and spaCy"
    best = max((c.place.population for c in candidates), default=0)
    if candidates and candidates[0].place.kind == "country" and label != "PERSON":
        return "country"
    before = doc[at - 1].lower_ if at else ""
    if candidates and label not in ("PERSON", "ORG", "DATE") and (before in CUES or best > 100_000):
        return "gazetteer and wording"
    whole = label == "GPE" and all(labels[i] == "GPE" for i in range(at, stop)) and (stop == len(doc) or labels[stop] != "GPE")
    return "spaCy" if whole else ""
