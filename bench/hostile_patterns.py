"""Every regular expression of the house against texts made to send it back and forth: ``python -m bench.hostile_patterns``.

Patterns are those that the modules hold once they are imported, and those in ``re.compile`` calls. For each, texts of n
and 4n characters are made of pieces of the pattern itself; where four times the text takes more than forty times as
long (four to the power of 2.7), the pattern is named. Times under a few milliseconds say nothing and are passed over.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from typing import Any

from bench.hostile_rows import Tried

ROOMS = ("text", "geo", "events", "store", "view", "ui")
SIZES = (200, 800)
MANY = 10
BOUNDED = {"text.sentences._DATELINE": 160}
"""Patterns whose caller gives them so many signs at most."""
STEEP, SHORT_S, LONGEST_S = 40.0, 0.02, 2.0
PIECES = (
    "a",
    " ",
    "0",
    "-",
    ",",
    ".",
    '"',
    "'",
    "<",
    "=",
    "\n",
    "a ",
    "0,",
    "the ",
    "and ",
    "1 ",
    "&",
    "/",
    "A",
    "of the ",
)


def patterns() -> dict[str, re.Pattern[str]]:
    """Return where each pattern stands -> the pattern, each once."""
    found: dict[tuple[str | bytes, int], tuple[str, re.Pattern[str]]] = {}
    for name in _modules():
        for key, value in vars(importlib.import_module(name)).items():
            for each in _in(value):
                found.setdefault((each.pattern, each.flags), (f"{name}.{key}", each))
    return {f"{where} {number}": each for number, (where, each) in enumerate(found.values())}


def _modules() -> Iterator[str]:
    for room in ROOMS:
        package = importlib.import_module(room)
        yield room
        for each in pkgutil.walk_packages(package.__path__, f"{room}."):
            if "make_" not in each.name:
                yield each.name


def _in(value: object) -> Iterator[re.Pattern[str]]:
    """Yield a pattern, or those in a tuple, list or table."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _in(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _in(each)


def texts(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Yield texts that nearly match: what the pattern begins with, or a common piece, over and over, and a sign that ends it."""
    words = re.findall(r"[A-Za-z]{2,}", pattern.pattern)[:3]
    for piece in (*PIECES, *(f"{word} " for word in words)):
        for before in ("", "AB "):
            yield before + (piece * (size // len(piece) + 1))[:size] + "\x00"


def growth(pattern: re.Pattern[str], longest_text: int = SIZES[-1]) -> tuple[float, float]:
    """Return how many times longer four times the text takes at worst, and the longest seconds."""
    worst, longest = 0.0, 0.0
    for small, large in zip(texts(pattern, longest_text // 4), texts(pattern, longest_text), strict=True):
        first, last = _seconds(pattern, small), _seconds(pattern, large)
        longest = max(longest, last)
        if last > SHORT_S:
            worst = max(worst, last / max(first, 1e-6))
    return worst, longest


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - start


def bound(where: str) -> int:
    """Return how long a text this pattern is ever given; some are only let loose on a few signs."""
    return next((signs for name, signs in BOUNDED.items() if where.startswith(f"{name} ")), SIZES[-1])


def steep() -> tuple[int, list[str], float]:
    """Return how many patterns there are, those that grow too steeply, and the longest time of all."""
    told = {where: growth(pattern, bound(where)) for where, pattern in patterns().items()}
    bad = [where for where, (times, longest) in told.items() if times > STEEP or longest > LONGEST_S]
    return len(told), bad, max(longest for _, longest in told.values())


def nested(pattern: re.Pattern[str]) -> bool:
    """Whether an endless repetition holds nothing but another one, as in (a+)+: the form that takes for ever.

    >>> nested(re.compile("(a+)+b")), nested(re.compile("(?:x|a*)*b")), nested(re.compile("(?:a+,)*b"))
    (True, True, False)
    """
    return any(_alone(body) for body in _endless(_parsed(pattern)))


def _parsed(pattern: re.Pattern[str]) -> Any:  # noqa: ANN401 - the parser's own tree
    return re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]  # noqa: SLF001 - the only way to its tree


def _endless(tree: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Yield the body of each endless repetition of a tree."""
    for name, told in tree:
        if str(name) in {"MAX_REPEAT", "MIN_REPEAT"} and told[1] > MANY:
            yield told[2]
        for inner in _inside(name, told):
            yield from _endless(inner)


def _inside(name: object, told: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Yield the trees inside one piece of a tree."""
    if str(name) == "BRANCH":
        yield from told[1]
    elif isinstance(told, tuple):
        yield from (each for each in told if isinstance(each, re._parser.SubPattern))  # type: ignore[attr-defined]  # noqa: SLF001
    elif isinstance(told, re._parser.SubPattern):  # type: ignore[attr-defined]  # noqa: SLF001
        yield told


def _alone(body: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a body is one endless repetition and nothing else, in a group or as one of several ways too."""
    if len(body) != 1:
        return False
    name, told = body[0]
    if str(name) in {"MAX_REPEAT", "MIN_REPEAT"}:
        return bool(told[1] > MANY)
    return str(name) in {"SUBPATTERN", "BRANCH"} and any(_alone(inner) for inner in _inside(name, told))


def row() -> Tried:
    """Return the line of the table."""
    count, bad, longest = steep()
    said = f"no growth beyond quadratic; the longest for 800 signs {longest:.2f} s" if not bad else f"steep: {bad}"
    return Tried("catastrophic backtracking", "every pattern of the packages", count, said, held=not bad)


def main() -> None:
    """Print the patterns that take longest, and the line."""
    told = sorted(
        ((growth(each, bound(where)), where) for where, each in patterns().items()),
        reverse=True,
        key=lambda one: one[0][1],
    )
    for (times, longest), where in told[:15]:
        print(f"{longest * 1000:8.1f} ms, four times the text {times:5.1f} times as long: {where}")
    print(row().words())


if __name__ == "__main__":
    main()
