"""How fast articles are read, beside spaCy's bare tok2vec + ner in the same run, on one core and with workers.

    OMP_NUM_THREADS=1 python bench/read.py ARTICLES.jsonl [--workers 2] [--every 1]

Prints documents a second of the bare pass, of the places alone and of the full reading, the ratio to the bare pass, how
many reports an article gives, and whether worker processes give the same bytes. Processor time for one core (other
programs on the machine do not count), wall time for workers.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from events.article import Article
from events.output import ArticleError, article_of, line_of
from events.read import Reader
from geo.language import load
from geo.parser import Geoparser


def articles(file: Path, every: int) -> list[Article]:
    """Return the articles of a JSON-lines file; a date of publication that is none is left out."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf8").split("\n") if line.strip()]
    return [_article(row) for row in rows[::every]]


def _article(row: dict[str, object]) -> Article:
    try:
        return article_of(row)
    except ArticleError:
        return article_of({**row, "published": None})


def bare(texts: Iterable[str]) -> None:
    """Run what every reader on this model pays at least: tokens, tok2vec and ner."""
    nlp = load()
    for text in texts:
        doc = nlp.make_doc(text)
        for name in ("tok2vec", "ner"):
            doc = nlp.get_pipe(name)(doc)  # type: ignore[operator]


def cost(run: Callable[[], object]) -> float:
    """Return the processor seconds of one run."""
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    found = articles(asked.file, asked.every)
    reader, places = Reader(), Geoparser()
    reader.read(found[0])
    floor = cost(lambda: bare(article.text for article in found))
    where = cost(lambda: [places.places(article.text) for article in found])
    readings = []
    full = cost(lambda: readings.extend(reader.read_many(found)))
    for name, seconds in (("bare tok2vec + ner", floor), ("places alone", where), ("full reading", full)):
        print(f"{name:<20} {len(found) / seconds:7.1f} documents a second   ratio {floor / seconds:.2f}")
    told = sum(bool(reading.reports) for reading in readings)
    print(f"reports {sum(len(reading.reports) for reading in readings)} in {told} of {len(found)} articles")
    if asked.workers > 1:
        _workers(reader, found, asked.workers)


def _workers(reader: Reader, found: list[Article], workers: int) -> None:
    """Print what worker processes gain over one, start-up left out, and whether they say the same."""
    times = {}
    lines = {}
    for number in (1, workers):
        stream = reader.read_many([found[0], *found], workers=number)
        next(stream)
        start = time.perf_counter()
        lines[number] = [json.dumps(line_of(reading)) for reading in stream]
        times[number] = time.perf_counter() - start
    same = "the same bytes" if lines[1] == lines[workers] else "OTHER BYTES"
    print(f"{workers} workers: {times[1] / times[workers]:.2f} times as fast, {same}")


if __name__ == "__main__":
    main()
