"""spaCy's token encoder as plain matrix products: tokens in, a vector for each in its surroundings out.

The weights are the model's, and so is the result, but for the last bit of a number.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

Floats = NDArray[np.float32]
Ids = NDArray[np.uint64]
Part = Model[Any, Any]
PARTS = frozenset(
    ("extract_features", "list2ragged", "ints-getitem", "hashembed", "maxout", "layernorm", "dropout", "ragged2list",
     "expand_window"),
)  # fmt: skip
REACH = 4  # layers, each of which looks a token to either side: so many empty rows keep two texts apart
KEPT = 40_000  # words, 15 MB; a full shelf is cleared
FEW = 16  # rows: a product of fewer is summed in another order, so that a word's would depend on the words beside it
STRETCH = 10_000  # tokens looked up at once, so that a text of more words than are kept is read too


@dataclass(frozen=True, slots=True)
class _Layer:
    """A maxout layer of three pieces, its output brought to mean 0 and variance 1, then scaled and shifted."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Return a row of the layer's width for each row."""
        pieces, width = rows @ self.weights, len(self.scale)
        pieces += self.bias
        best: Floats = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        np.maximum(best, pieces[:, 2 * width :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        best *= (1 / np.sqrt(np.einsum("ij,ij->i", best, best) / width + 1e-8))[:, None]
        best *= self.scale
        best += self.shift
        return best


def _layer_of(maxout: Part, norm: Part) -> _Layer:
    """Return thinc's two layers as one; raises ``ValueError`` where a unit has not three pieces."""
    weights, bias, scale, shift = (
        np.asarray(part.get_param(name)) for part, name in ((maxout, "W"), (maxout, "b"), (norm, "G"), (norm, "b"))
    )
    units, pieces, inputs = weights.shape
    if pieces != 3:
        message = f"units of {pieces} pieces"
        raise ValueError(message)
    by_piece = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * units))
    return _Layer(by_piece, bias.T.reshape(-1).copy(), scale, shift)


class Encoder:
    """The encoder of a spaCy pipe: hash embeddings of a word's features, then layers over windows of three tokens.

    Raises ``ValueError`` where the model is built in another way. Threads may share one.
    """

    def __init__(self, model: Part) -> None:
        _one_thread()
        parts = _parts(model)
        self._columns, self._embeddings = parts["extract_features"][0].attrs["columns"], parts["hashembed"]
        self._first, *self._layers = map(_layer_of, parts["maxout"], parts["layernorm"])
        self._width = len(self._first.scale)
        self._kept = np.zeros((KEPT, self._width), dtype=np.float32)
        self._row_of: dict[bytes, int] = {}
        self._lock = threading.Lock()

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return each document's vectors, a row a token; what is read beside it or before makes no difference."""
        starts = np.cumsum([REACH, *(len(doc) + REACH for doc in docs)]).tolist()
        parts = [slice(start, start + len(doc)) for doc, start in zip(docs, starts, strict=False)]
        rows = np.zeros((starts[-1], self._width), dtype=np.float32)
        first = self._of_words([doc.to_array(self._columns).astype(np.uint64, copy=False) for doc in docs])
        rows[np.concatenate([np.arange(part.start, part.stop) for part in parts])] = first
        for layer in self._layers:
            rows += layer(_windows(rows))
        return [rows[part] for part in parts]

    def _of_words(self, tables: list[Ids]) -> Floats:
        """Return what the first layer says of each token's word, all documents' words asked at once."""
        numbers = np.concatenate(tables)
        with self._lock:
            return np.concatenate(
                [self._words(numbers[at : at + STRETCH]) for at in range(0, len(numbers) or 1, STRETCH)]
            )

    def _words(self, numbers: Ids) -> Floats:
        keys: list[bytes] = (
            np.ascontiguousarray(numbers).view(f"V{numbers.itemsize * len(self._columns)}").ravel().tolist()
        )
        if len(self._row_of) + len(keys) > KEPT:
            self._row_of.clear()
        rows = list(map(self._row_of.get, keys))
        if None in rows:
            self._keep({key: at for at, (key, row) in enumerate(zip(keys, rows, strict=True)) if row is None}, numbers)
        return self._kept[[self._row_of[key] for key in keys]]

    def _keep(self, new: dict[bytes, int], numbers: Ids) -> None:
        """Learn the new words, each with the number of one of its tokens."""
        first, at = len(self._row_of), [*new.values(), *[0] * FEW]
        self._kept[first : first + len(new)] = self._learnt(numbers[at])[:-FEW]
        self._row_of.update(zip(new, range(first, first + len(new)), strict=True))

    def _learnt(self, numbers: Ids) -> Floats:
        columns = np.ascontiguousarray(numbers.T)
        embedded = [part.predict(ids) for part, ids in zip(self._embeddings, columns, strict=True)]
        return self._first(np.concatenate(embedded, axis=1))


def _parts(model: Part) -> dict[str, list[Part]]:
    """Return the layers by their names, in order; raises ``ValueError`` where they are not those of an encoder."""
    parts: dict[str, list[Part]] = {}
    for part in model.walk():
        if not part.layers:
            parts.setdefault(part.name, []).append(part)
    depth = len(parts.get("expand_window", ()))
    if set(parts) != PARTS or depth > REACH or len(parts["maxout"]) != depth + 1:
        message = f"an encoder of other layers: {', '.join(sorted(parts))}"
        raise ValueError(message)
    return parts


def by_numpy(model: Part) -> None:
    """Let the matrix products of a thinc model be numpy's, which are made for this processor.

    >>> from thinc.api import Linear
    >>> by_numpy(part := Linear(2, 2))
    >>> part.ops.use_blis
    False
    """
    _one_thread()
    for part in model.walk():
        part.ops = NumpyOps(use_blis=False)


@cache
def _one_thread() -> None:
    """Keep numpy's matrix library to one thread: those that wait for a share of products so small only keep cores busy.

    The environment says so too (geo/__init__), but is not asked any more where numpy was loaded before.
    """
    threadpool_limits(1, user_api="blas")


def _windows(rows: Floats) -> Floats:
    """Return each row between the row before and the row behind, one long row each."""
    count, width = rows.shape
    wide = np.zeros((count, 3 * width), dtype=np.float32)
    wide[1:, :width] = rows[:-1]
    wide[:, width : 2 * width] = rows
    wide[:-1, 2 * width :] = rows[1:]
    return wide
