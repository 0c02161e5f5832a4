"""Precision and recall a field on our own gold: ``python -m bench.gold [--misses] [article …]``.

Reads the annotated articles and the decoys under ``tests/gold/`` with the reader as it stands, and prints a table.
"""

from __future__ import annotations

import argparse

from bench.gold_articles import decoys, gold_articles
from bench.gold_scores import FIELDS, Scores, score
from events import Article
from events.reader import Reader


def measure(reader: Reader, only: tuple[str, ...] = ()) -> Scores:
    """Return the scores over all annotated articles, or over those whose id holds one of the words given."""
    scores = Scores()
    for gold in gold_articles():
        if not only or any(word in gold.article.id for word in only):
            score(gold, reader.read(gold.article), scores)
    return scores


def events_in_decoys(reader: Reader) -> tuple[str, ...]:
    """Return the decoys that gave a report, each with what it was taken for."""
    readings = [reader.read(Article(id=f"decoy-{n}", text=text)) for n, text in enumerate(decoys())]
    return tuple(f"{r.reports[0].sub_event_type}: {r.article.text}" for r in readings if r.reports)


def main() -> None:
    """Print the table, the decoys that were taken for events and, where asked for, every miss."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true", help="also print what was missed or is wrong")
    parser.add_argument("article", nargs="*", help="only articles whose name holds this word")
    asked, reader = parser.parse_args(), Reader()
    scores = measure(reader, tuple(asked.article))
    print(f"{'field':<12}{'precision':>10}{'recall':>8}{'asked':>7}{'said':>6}")
    for name in FIELDS:
        one = scores.by_field[name]
        print(f"{name:<12}{one.precision:>10.3f}{one.recall:>8.3f}{one.asked:>7}{one.said:>6}")
    wrong = events_in_decoys(reader)
    print(f"decoys taken for events: {len(wrong)} of {len(decoys())}")
    print("\n".join([*wrong, *(scores.misses if asked.misses else ())]))


if __name__ == "__main__":
    main()
