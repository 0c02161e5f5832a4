"""An annotated article under ``tests/gold/`` -> the bare article, the marks in its text and the reports expected of it.

The format is described in
``tests/gold/README.md``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from events import Article
from geo import LatLon

FOLDER = Path("tests/gold")
_MARK = re.compile(r"\[([^|\]]+)\|(place|date)(?::([^\]]*))?\]")
_FENCE = "\n---\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words marked in the text: a place with its country (empty: none) or a date with its first and last day."""

    start: int
    stop: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A happening that a careful analyst would code. ``actors`` are pairs of ids that will do and roles that will do."""

    key: str
    phrases: tuple[tuple[int, int], ...]
    types: tuple[str, ...]
    at: LatLon | None
    within_km: float
    days: tuple[dt.date, dt.date] | None
    actors: tuple[tuple[frozenset[str], frozenset[str]], ...]
    also: frozenset[str]
    fatalities: int | None
    status: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its answers."""

    article: Article
    marks: tuple[Mark, ...]
    expected: tuple[Expected, ...]


def gold_articles(folder: Path = FOLDER) -> tuple[GoldArticle, ...]:
    """Return all annotated articles of a folder, in the order of their names."""
    return tuple(gold_article(path) for path in sorted(folder.glob("*-*.md")))


def gold_article(path: Path) -> GoldArticle:
    """Read one file. Raises ``ValueError`` where a phrase is not in the text, naming it."""
    head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split(_FENCE, 1)
    front = yaml.safe_load(head)
    text, marks = _bare(body.strip())
    article = Article(
        id=path.stem, text=text, title=front["title"], published=front["published"], source=front["style"]
    )
    return GoldArticle(article, marks, tuple(_expected(row, text) for row in front["reports"]))


def decoys(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the sentences that must give no report."""
    lines = (folder / "decoys.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _bare(body: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and the marks at the offsets that their words have in it."""
    pieces, marks, at, length = [], [], 0, 0
    for mark in _MARK.finditer(body):
        pieces += [body[at : mark.start()], mark[1]]
        length += mark.start() - at
        marks.append(Mark(length, length + len(mark[1]), mark[2], mark[3] or ""))
        length, at = length + len(mark[1]), mark.end()
    return "".join([*pieces, body[at:]]), tuple(marks)


def _expected(row: Mapping[str, Any], text: str) -> Expected:
    place, when = row.get("place"), row.get("when")
    return Expected(
        key=row["key"],
        phrases=tuple(_found(phrase, text) for phrase in row["phrases"]),
        types=tuple(row.get("types", ())),
        at=LatLon(place[0], place[1]) if place else None,
        within_km=float(place[2]) if place else 0.0,
        days=(when[0], when[1]) if when else None,
        actors=tuple((_either(ids), _either(roles)) for ids, roles in row.get("actors", {}).items()),
        also=frozenset(row.get("also", ())),
        fatalities=row.get("fatalities"),
        status=tuple(row.get("status", ())),
        required=row.get("required", True),
    )


def _either(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


def _found(phrase: str, text: str) -> tuple[int, int]:
    start = text.find(phrase)
    if start < 0:
        message = f"this phrase is not in the text: {phrase}"
        raise ValueError(message)
    return start, start + len(phrase)
