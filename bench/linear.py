"""Is the cost of reading linear in the text? ``python -m bench.linear``: processor time a character, beside ordinary news.

Made texts that once cost more the longer they were: many short sentences that each tell of an event, one sentence without
an end, one trigger over and over. Ordinary news is read before and after each for about as long, so that both meet the
same machine; the middle of three ratios is printed.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from operator import itemgetter

from events.model import Article
from events.reader import Reader, get_ready
from text.lexicon import LEXICON

TIMES = 3
PUBLISHED = dt.date(2017, 10, 4)
TOWNS = ("Hama", "Homs", "Idlib", "Aleppo", "Raqqa", "Mosul", "Kirkuk")
ARTICLES = LEXICON.parent / "articles"


def short_sentences(length: int) -> str:
    """Return a text of so many characters, each of whose short sentences tells of an event of its own.

    >>> short_sentences(42)
    'Rebels shelled Hama on 1 May, killing 2. R'
    """
    count = length // 40 + 1
    told = (f"Rebels shelled {TOWNS[n % 7]} on {1 + n % 28} May, killing {2 + n}. " for n in range(count))
    return "".join(told)[:length]


def long_sentence(length: int) -> str:
    """Return one sentence of so many characters that tells of one event after another.

    >>> long_sentence(60)
    'Rebels shelled Hama and the army bombed Homs, and rebels she'
    """
    told = "rebels shelled Hama and the army bombed Homs, and "
    return ("R" + (told * (length // len(told) + 1))[1:])[:length]


def texts() -> Iterator[tuple[str, str]]:
    """Yield each made text with its name.

    >>> [len(text) for _, text in texts()]
    [23000, 92000, 7500, 30000, 3300]
    """
    for length in (23_000, 92_000):
        yield f"{length // 1000} kB of short event sentences", short_sentences(length)
    for length in (7_500, 30_000):
        yield f"one sentence of {length / 1000:g} kB", long_sentence(length)
    yield "300 times 'killed and'", "killed and " * 300


def microseconds(reader: Reader, found: list[str]) -> float:
    """Return the processor time that a character of the texts took to read, in millionths of a second.

    >>> microseconds(reader(), ["Rebels shelled Hama."]) > 0
    True
    """
    begun = time.process_time()
    for text in found:
        reader.read(Article("made", text, published=PUBLISHED))
    return (time.process_time() - begun) / sum(map(len, found)) * 1e6


def beside(reader: Reader, text: str, news: list[str]) -> tuple[float, float]:
    """Return the time a character of a text took, and how many times that of the news read around it.

    >>> spent, times = beside(reader(), "Rebels shelled Hama.", ["It rained."])
    >>> spent > 0, times > 0
    (True, True)
    """
    news = news * max(1, len(text) * TIMES // sum(map(len, news)) // 2)
    before = microseconds(reader, news)
    spent = microseconds(reader, [text])
    return spent, 2 * spent / (before + microseconds(reader, news))


def main() -> None:
    """Print microseconds a character, and how many times that of ordinary news."""
    get_ready()
    reader = Reader()
    news = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.md"))]
    print(f"{'ordinary news':40} {min(microseconds(reader, news) for _ in range(TIMES)):7.1f}")
    for name, text in texts():
        spent, times = sorted((beside(reader, text, news) for _ in range(TIMES)), key=itemgetter(1))[TIMES // 2]
        print(f"{name:40} {spent:7.1f}  x {times:.1f}", flush=True)


if __name__ == "__main__":
    main()
