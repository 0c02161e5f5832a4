"""What a process of a cluster runs: articles in, readings out, with a reader of its own that is opened once.

Each answer carries the model_fingerprint of what read it; who hands out the work can so
refuse a worker whose rules or gazetteer are not its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from events.fingerprint import model_fingerprint
from events.model import Article, Reading
from events.reader import process_reader

Told = TypeVar("Told")
_ONE = threading.Lock()  # reading is work for one core; a second thread of a worker would only be in its way


def read_part(articles: tuple[Article, ...], tell: Callable[[Reading], Told]) -> tuple[str, tuple[Told, ...]]:
    """Return the model_fingerprint of this process's reader, and what ``tell`` makes of the readings, in the order of the articles.

    >>> edition_, told = read_part((Article("a", "Rebels shelled Hama."),), lambda reading: len(reading.reports))
    >>> len(edition_), told
    (16, (1,))
    """
    with _ONE:
        return model_fingerprint(), tuple(tell(process_reader().read(article)) for article in articles)
