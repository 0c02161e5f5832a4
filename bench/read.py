"""How fast articles are read: ``python -m bench.read [--texts FILE] [--workers 2] [--quick] [--profile]``.

Without ``--texts`` it reads the articles of tests/gold; with it a file of article lines. It prints documents a second of
spaCy's bare ``tok2vec + ner`` as spaCy ships it, of the places alone and of the full reading, each as a ratio to the bare
pass, on one core in processor time; the three take turns a few documents long, so that what else the machine does weighs
on all alike. Then what worker processes gain in time on the clock, with their start and without, whether they print the
same bytes, and their memory. ``--profile`` prints instead which parts of the reading the time goes to.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.gold_articles import gold_articles
from events.model import Article, Reading
from events.reader import Reader
from events.serialise import ArticleError, article_of, line_of
from geo.parser import Geoparser
from text.language import load

TURN = 10  # documents
WARM = 32  # documents until every worker has surely begun
QUICK = 60  # documents; all of tests/gold are fewer
PARTS = (
    ("names by the model", "entities"), ("places", "mentions", "geo/parser"), ("dates", "find_times"), ("actors", "find_actors"),
    ("sentences", "sentences"), ("grammar", "parse_all"), ("triggers", "find_triggers"), ("reports", "reports", "events/coding/reports"),
)  # fmt: skip
Pass = Callable[[Article], object]


def articles(file: Path | None, every: int) -> list[Article]:
    """Return the articles of a file of lines, or of tests/gold; a date of publication that is none is left out."""
    if file is None:
        return [gold.article for gold in gold_articles()]
    rows = [json.loads(line) for line in file.read_text(encoding="utf8").split("\n") if line.strip()]
    return [_article(row) for row in rows[::every]]


def _article(row: dict[str, object]) -> Article:
    try:
        return article_of(row)
    except ArticleError:
        return article_of({**row, "published": None})


def bare() -> Pass:
    """Return what every reader on this model pays at least, as spaCy ships it: tokens, tok2vec and ner."""
    import spacy  # noqa: PLC0415 - after ours: where numpy is loaded first, it starts a thread a core

    nlp = spacy.load(load().path)

    def run(article: Article) -> object:
        doc = nlp.make_doc(article.text)
        for name in ("tok2vec", "ner"):
            doc = nlp.get_pipe(name)(doc)
        return doc

    return run


def in_turns(passes: dict[str, Pass], found: Sequence[Article]) -> dict[str, float]:
    """Return the processor seconds of each pass over all articles, after one article to warm up."""
    spent = dict.fromkeys(passes, 0.0)
    for run in passes.values():
        run(found[0])
    for first in range(0, len(found), TURN):
        for name, run in passes.items():
            start = time.process_time()
            for article in found[first : first + TURN]:
                run(article)
            spent[name] += time.process_time() - start
    return spent


def one_core(found: Sequence[Article]) -> None:
    """Print documents a second on one core, and how that compares with the bare pass."""
    reader, places = Reader(), Geoparser()
    told: list[int] = []
    passes: dict[str, Pass] = {
        "bare tok2vec + ner": bare(),
        "places alone": lambda article: places.places(article.text),
        "full reading": lambda article: told.append(len(reader.read(article).reports)),
    }
    spent = in_turns(passes, found)
    words = sum(len(article.text.split()) for article in found) / len(found)
    print(f"{len(found)} documents of {words:.0f} words, one core")
    for name, seconds in spent.items():
        ratio = spent["bare tok2vec + ner"] / seconds
        print(f"{name:<20} {len(found) / seconds:7.1f} documents a second   ratio {ratio:.2f}")
    print(f"reports {sum(told[1:])} in {sum(map(bool, told[1:]))} documents")


def printed(reading: Reading) -> str:
    """Return what the command prints of a reading."""
    return json.dumps(line_of(reading), ensure_ascii=False)


def several(found: Sequence[Article], workers: int) -> None:
    """Print what worker processes gain over one, whether they say the same, and their memory."""
    began, running, lines = dict[int, float](), dict[int, float](), dict[int, list[str]]()
    for number in (1, workers):
        start = time.perf_counter()
        stream = Reader().told([*[found[0]] * WARM, *found], printed, workers=number)
        for _ in range(WARM):
            next(stream)
        began[number] = time.perf_counter() - start
        lines[number] = list(stream)
        running[number] = time.perf_counter() - start - began[number]
    whole = (began[1] + running[1]) / (began[workers] + running[workers])
    same = "the same bytes" if lines[1] == lines[workers] else "OTHER BYTES"
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{workers} workers: {running[1] / running[workers]:.2f} times as fast, {whole:.2f} with the start, {same}")
    print(f"a worker holds {largest:.0f} MB")


def profile(found: Sequence[Article]) -> None:
    """Print the share of each part of the reading, then the functions that take most time themselves."""
    reader, watch = Reader(), cProfile.Profile()
    for article in found[:5]:
        reader.read(article)
    watch.enable()
    for article in found:
        reader.read(article)
    watch.disable()
    stats = pstats.Stats(watch)
    whole = stats.total_tt  # type: ignore[attr-defined]
    print(f"{whole / len(found) * 1000:.1f} ms a document under the profiler, of which")
    for name, function, *file in PARTS:
        spent = _spent(stats, function, file[0] if file else "")
        print(f"  {name:<20} {spent / len(found) * 1000:6.1f} ms  {spent / whole:5.0%}")
    stats.sort_stats("tottime").print_stats(25)


def _spent(stats: pstats.Stats, function: str, file: str) -> float:
    """Return the seconds in a function of ours and in all that it calls."""
    entries = stats.stats.items()  # type: ignore[attr-defined]
    root = str(Path(__file__).parent.parent)
    return max(
        (entry[3] for (path, _, name), entry in entries if name == function and path.startswith(root) and file in path),
        default=0.0,
    )


def main() -> None:
    """Print the figures."""
    asked = _asked()
    found = articles(asked.texts, asked.every)[: QUICK if asked.quick else None]
    if asked.profile:
        profile(found)
        return
    one_core(found)
    if asked.workers > 1:
        several(found * asked.rounds, asked.workers)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, help="article lines; the articles of tests/gold where none is given")
    parser.add_argument("--every", type=int, default=1, help="only every n-th document")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--rounds", type=int, default=1, help="how often the workers read all, so that their start weighs less"
    )
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} documents at most")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
