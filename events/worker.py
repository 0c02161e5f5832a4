"""What a process of a cluster runs: articles in, readings out, with a reader of its own that is opened once.

It stands apart from store/cluster, which hands out the work, so that a worker imports neither Delta nor DuckDB: it needs
the package and the gazetteer, no more. Each answer carries the edition of what read it; who hands out the work can so
refuse a worker whose rules or gazetteer are not its own.
"""

from __future__ import annotations

import hashlib
import threading
from functools import cache
from importlib.metadata import version
from pathlib import Path

from events.article import Article
from events.event import Reading
from events.read import Reader
from geo.build import DATA, LEXICON, PACKAGES, ROOT
from geo.packs import installed

_ONE = threading.Lock()  # reading is work for one core; a second thread of a worker would only be in its way


def read_part(articles: tuple[Article, ...]) -> tuple[str, tuple[Reading, ...]]:
    """Return the edition of this process's reader, and the readings in the order of the articles."""
    with _ONE:
        return edition(), tuple(_reader().read(article) for article in articles)


@cache
def _reader() -> Reader:
    return Reader()


@cache
def edition(seeds: Path = LEXICON) -> str:
    """Return a hash of all that decides how an article is read: code, word lists, packages, country packs.

    Two machines of the same edition read the same articles alike.

    >>> edition() == edition()
    True
    """
    digest = hashlib.sha256("".join(f"{name} {version(name)}," for name in ("spacy", *PACKAGES)).encode())
    digest.update("".join(f"{pack.name} {pack.size} {pack.rows}," for pack in installed(DATA)).encode())
    code = [file for room in ("geo", "events") for file in (ROOT / room).rglob("*.py")]
    for file in sorted([*code, *seeds.glob("*.csv")]):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
