"""An article -> all that was read from it. Composition only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from events.article import Article
from events.event import Reading


class Reader:
    """Reads articles one by one."""

    def __init__(self, geoparser: object | None = None) -> None:
        """Take ``geoparser`` or open the compiled gazetteer."""
        if geoparser is None:
            from geo.parser import Geoparser

            geoparser = Geoparser()
        self._geoparser = geoparser

    def read(self, article: Article) -> Reading:
        """Read one article."""
        return Reading(article, places=self._geoparser.places(article.text, title=article.title))  # type: ignore[attr-defined]

    def read_many(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading]:
        """Read articles in order."""
        del workers
        return map(self.read, articles)
