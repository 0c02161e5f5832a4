"""Articles -> voices: the same wire text under ten mastheads is one voice, not ten.

A text is sketched by the smallest hashes of its word shingles (MinHash); sketches of one length are compared in
constant time.
The sketch is our own thirty lines and not datasketch's MinHash: that package brings scipy, 113 MB installed, which
nothing else here needs and a sketch does not use.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import numpy as np

SIZE = 64  # hashes a sketch
ALIKE = 0.8
_SHINGLE = 5
# The permutations of a hash, a row each, modulo 2**64: an odd factor, an offset and a shift, fixed for ever.
_TURN = np.arange(SIZE, dtype=np.uint64)[:, None]
_FACTOR = 2 * _TURN + np.uint64(0x9E3779B97F4A7C15) | np.uint64(1)
_OFFSET, _SHIFT = _TURN * np.uint64(0xD1B54A32D192ED03), _TURN % 23 + 7
_WORD = re.compile(r"\w+")

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """Return the text's sketch: :data:`SIZE` numbers below 2**64, the same on every machine; () for fewer than five words.

    >>> sketch("too short")
    ()
    >>> len(sketch("Two soldiers were killed in Hama on Monday, the army said."))
    64
    """
    hashes = np.array([_hash(shingle) for shingle in _shingles(text)], dtype=np.uint64)
    return tuple((hashes * _FACTOR + _OFFSET ^ hashes >> _SHIFT).min(axis=1).tolist()) if hashes.size else ()


def _shingles(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    return {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big")


def likeness(one: Sketch, other: Sketch) -> float:
    """Return the share of shingles two texts have in common (Jaccard, estimated): 0 to 1.

    >>> said = sketch("Two soldiers were killed in Hama on Monday, the army said.")
    >>> likeness(said, said), likeness(said, sketch("Talks on a truce were held in Geneva all week long."))
    (1.0, 0.0)
    """
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / SIZE


def voices(texts: Mapping[str, str]) -> dict[str, str]:
    """Return article id -> voice, the smallest article id among its copies; any order of ``texts`` gives the same.

    >>> wire = "Two soldiers were killed when a mine went off near Hama on Monday, the army said in a statement."
    >>> voices({"b": wire, "a": wire + " AFP", "c": "Farmers marched through the capital to ask for cheaper fuel again."})
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    if len(texts) <= 1:  # one alone is its own voice, without being sketched
        return dict(zip(texts, texts, strict=True))
    sketches = {id_: sketch(texts[id_]) for id_ in sorted(texts)}
    found: dict[str, str] = {}
    for id_, one in sketches.items():
        alike = (found[other] for other in found if likeness(one, sketches[other]) >= ALIKE)
        found[id_] = next(alike, id_)
    return found
