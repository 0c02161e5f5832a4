"""A quotation over several sentences -> its speaker for every one of them.

A sentence reader sees "he said" in one sentence of the quotation only. This stands apart because it looks at the whole
article: it goes over the quotation marks and gives what lies between them to whoever is said to speak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from events.claims import Claim
from geo import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """The pieces of one quotation, one for each sentence it goes through."""

    pieces: tuple[Span, ...]


def carried(sentences: tuple[Span, ...], claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return ``claims`` and, for each sentence of a quotation that none of them covers, one of the quotation's speaker.

    >>> said = (Span(0, 21, "“They shelled the town"), Span(22, 31, "Two died,”"))
    >>> carried(said, ())
    ()
    """
    told = tuple(claims)
    more = [claim for quotation in quotations(sentences) for claim in _spread(quotation, told)]
    return tuple(sorted((*told, *more), key=lambda claim: (claim.scope, claim.span)))


def _spread(quotation: Quotation, claims: tuple[Claim, ...]) -> Iterator[Claim]:
    """Yield the speaker's claims on the pieces that have none; only where the quotation goes over a sentence's end."""
    inside = [c for c in claims if c.verb == "says" and any(c.scope.overlaps(piece) for piece in quotation.pieces)]
    if len(quotation.pieces) < 2 or not inside:
        return
    for piece in quotation.pieces:
        if not any(claim.scope.overlaps(piece) for claim in inside):
            yield replace(inside[0], scope=piece, rule=f"{inside[0].rule}, the quotation goes on", back=False)


def quotations(sentences: tuple[Span, ...]) -> tuple[Quotation, ...]:
    """Return the article's quotations in order. A paragraph that opens anew goes on with an unclosed one.

    >>> two = (Span(0, 7, "“We won"), Span(8, 25, "We held it,” said"))
    >>> [[piece.text for piece in one.pieces] for one in quotations(two)]
    [['We won', 'We held it,']]
    """
    found: list[Quotation] = []
    pieces: list[Span] = []
    start = -1
    for sentence in sentences:
        start = sentence.start if start >= 0 else start
        for at, mark in enumerate(sentence.text, start=sentence.start):
            if mark == "“" or (mark == '"' and start < 0):
                start = at + 1
            elif mark in '”"' and start >= 0:
                found.append(Quotation((*pieces, *_piece(sentence, start, at))))
                start, pieces = -1, []
        pieces += _piece(sentence, start, sentence.stop) if start >= 0 else []
    return tuple(one for one in found if one.pieces)


def _piece(sentence: Span, start: int, stop: int) -> list[Span]:
    text = sentence.text[start - sentence.start : stop - sentence.start]
    return [Span(start, stop, text)] if text.strip() else []
