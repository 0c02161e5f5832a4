"""spaCy's name recogniser with its decisions taken side by side instead of one token after the other.

The model is spaCy's own, and so is what it finds; only the order of the work is another. Outside a name a token's scores depend on nothing decided before, so
those of the whole text are one matrix. Inside a name they depend on the token, the one before it and the name's first, so
all names that could be opened grow at once, a token a round. Token by token, as spaCy does it, costs several times as much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from text.encoder import Encoder, Floats, by_numpy

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Moves:
    """The columns of the scores, by what they do to a name.

    ``begin``, ``alone`` and ``outside`` flag the columns that can be chosen where no name is open, ``label`` is the label
    of each; ``inside`` and ``last`` hold, for each label, the column that goes on with a name and the one that ends it.
    """

    labels: tuple[str, ...]
    begin: Flags
    alone: Flags
    outside: Flags
    label: Indices
    inside: Indices
    last: Indices


def _moves_of(names: list[str]) -> _Moves:
    """Return the columns of moves by their names: B, I and L begin, continue and end a name, U is one, O is in none.

    >>> _moves_of(["B-GPE", "I-GPE", "L-GPE", "U-GPE", "O"]).last
    array([2])
    """
    labels = tuple(name[2:] for name in names if name.startswith("B-"))
    number = {label: at for at, label in enumerate(labels)}
    return _Moves(
        labels,
        begin=np.array([name.startswith("B-") for name in names]),
        alone=np.array([name.startswith("U-") and name[2:] in number for name in names]),
        outside=np.array([name == "O" for name in names]),
        label=np.array([number.get(name[2:], -1) for name in names]),
        inside=np.array([names.index(f"I-{label}") for label in labels]),
        last=np.array([names.index(f"L-{label}") for label in labels]),
    )


class Recogniser:
    """Sets the names of a text as the spaCy pipe it is made of would.

    Raises ``ValueError`` where that pipe's model is built in another way.
    """

    def __init__(self, pipe: EntityRecognizer) -> None:
        encoder, _, self._narrow = pipe.model.get_ref("tok2vec").layers
        by_numpy(pipe.model)
        self._encode = Encoder(encoder)
        self._lower, self._upper = pipe.model.get_ref("lower"), pipe.model.get_ref("upper")
        self._moves = _moves_of([pipe.moves.get_class_name(column) for column in range(pipe.moves.n_moves)])

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.ents`` of a document that has neither names nor sentences yet, and return it."""
        if len(doc):
            doc.set_ents([Span(doc, first, stop, label) for first, stop, label in self._names(doc)])
        return doc

    def _names(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        """Yield a name's first token, the one after its last, its label; where two overlap, the one opened first."""
        features = self._lower.predict(self._narrow.predict(self._encode([doc])[0]))
        first, move = self._opened(features, doc.to_array(IS_SPACE).astype(bool))
        label, free = self._moves.label[move], 0
        stop = self._closed(features, first, label, alone=self._moves.alone[move])
        for start, end, which in zip(first.tolist(), stop.tolist(), label.tolist(), strict=True):
            if start >= free:
                yield start, end, self._moves.labels[which]
                free = end

    def _opened(self, features: Floats, space: Flags) -> tuple[Indices, Indices]:
        """Return the tokens at which a name would open, none being open, and the moves that would open them."""
        moves, none = self._moves, np.array([-1])
        scores = self._scores(features, np.arange(len(space)), none, none)
        scores[:, ~(moves.begin | moves.alone | moves.outside)] = -np.inf
        scores[np.ix_(space, ~moves.outside)] = -np.inf  # no name starts with white space
        scores[-1, moves.begin] = -np.inf
        best = scores.argmax(axis=1)
        first = np.flatnonzero(~moves.outside[best])
        return first, best[first]

    def _closed(self, features: Floats, first: Indices, label: Indices, *, alone: Flags) -> Indices:
        """Return for each name the token after its last."""
        stop, growing, end = first + 1, np.flatnonzero(~alone), len(features) - 1
        while growing.size:
            token = stop[growing]
            scores = self._scores(features, token, first[growing], token - 1)
            row, its = np.arange(len(growing)), label[growing]
            goes_on = scores[row, self._moves.inside[its]] >= scores[row, self._moves.last[its]]
            stop[growing] += 1
            growing = growing[goes_on & (token + 1 < end)]
        return stop

    def _scores(self, features: Floats, token: Indices, first: Indices, before: Indices) -> Floats:
        """Return the scores of all moves at a token, in a name that starts at ``first``; -1 stands for no token."""
        summed = features[token + 1, 0] + features[first + 1, 1] + features[before + 1, 2] + self._lower.get_param("b")
        scores: Floats = self._upper.predict(reduce(np.maximum, np.moveaxis(summed, 2, 0)))  # ten times as fast as max
        return scores
