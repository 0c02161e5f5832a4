"""Which model_fingerprint of the reader this is: a hash of all that decides how an article is read."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from geo.build import DATA, PACKAGES
from geo.packs import installed
from text.folders import ROOT
from text.lexicon import LEXICON


@cache
def model_fingerprint(seeds: Path = LEXICON) -> str:
    """Return a hash of all that decides how an article is read: code, word lists, packages, country packs.

    Two machines of the same model_fingerprint read the same articles alike.

    >>> model_fingerprint() == model_fingerprint()
    True
    """
    digest = hashlib.sha256("".join(f"{name} {version(name)}," for name in ("spacy", *PACKAGES)).encode())
    digest.update("".join(f"{pack.name} {pack.size} {pack.rows}," for pack in installed(DATA)).encode())
    code = [file for room in ("text", "geo", "events") for file in (ROOT / room).rglob("*.py")]
    for file in sorted([*code, *seeds.glob("*.csv")]):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
