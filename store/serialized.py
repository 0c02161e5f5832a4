"""A reading -> what is stored of it: all of it as JSON text, and beside that the little that merging asks for at once.

It is made where the article is read, which may be another process or machine, so that the one that keeps readings is
handed a fifth of the objects and writes no JSON.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from events import Article, Reading
from store.bounds import bounded
from store.formats import text_of


@dataclass(frozen=True, slots=True)
class Written:
    """``data`` is the reading as JSON, ``sha256`` the hash of that; ``article`` the hash of the article alone.

    The article's text has so many ``characters``. In ``reading`` the article has no text, the reports no evidence, and
    nothing else is mentioned: all that is in ``data``. The day on which an article was fetched counts for neither hash.
    """

    reading: Reading
    data: str
    sha256: str
    article: str
    characters: int


def written(reading: Reading) -> Written:
    """Return a reading as it is stored.

    >>> reading = sample()[0]
    >>> fetched = replace(reading, article=replace(reading.article, retrieved=reading.article.published))
    >>> written(fetched).sha256 == written(reading).sha256, written(fetched).data == written(reading).data
    (True, False)
    >>> one = written(reading).reading
    >>> one.article.title, one.article.text, len(one.reports), one.reports[0].evidence, one.places
    ('Clashes at Tallbrook', '', 3, (), ())
    """
    reading = bounded(reading)
    data = text_of(reading)
    undated = replace(reading, article=replace(reading.article, retrieved=None))
    hashed = data if reading.article.retrieved is None else text_of(undated)
    return Written(_slim(reading), data, _sha256(hashed), sha256_of(reading.article), len(reading.article.text))


def sha256_of(article: Article) -> str:
    """Return the hash of an article's content; the day on which it was fetched counts for nothing.

    >>> article = Article("a", "Shells hit Tallbrook.")
    >>> sha256_of(article)[:8], sha256_of(replace(article, text="Shells hit Stonegate."))[:8]
    ('bd753b9e', '2a9b5021')
    """
    return _sha256(text_of(replace(article, retrieved=None)))


def _slim(reading: Reading) -> Reading:
    reports = tuple(replace(report, evidence=()) for report in reading.reports)
    return Reading(replace(reading.article, text=""), reports=reports, failed=reading.failed)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
