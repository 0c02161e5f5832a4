"""Our date rules beside date libraries, in one run: ``python -m bench.dates FILE``.

FILE holds JSON lines with ``text``, ``published`` and ``gold``: a list of ``start``, ``stop``, ``type`` and TIMEX3
``value``. Libraries are measured where they are installed (dateparser; ms-recognizers-text-date-time) and left out
where not; none of them is needed by the project. A day is right where some date found on its words is that very day.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from events.mentions.times.finder import find_times
from events.mentions.times.vocabulary import WEEKDAYS
from text.sentences import sentences

Row = Mapping[str, Any]
Dated = tuple[int, int, dt.date, dt.date]
Finder = Callable[[str, dt.date], Sequence[Dated]]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def ours(text: str, published: dt.date) -> list[Dated]:
    """Our rules."""
    found = find_times(text, published=published, sentences=sentences(text))
    return [(m.span.start, m.span.stop, m.when.earliest, m.when.latest) for m in found if m.when]


def dateparser_finder() -> Finder:
    """Return dateparser on the spans that our rules find, helped with the nearest past week day. Raises ImportError."""
    parse = importlib.import_module("dateparser").parse

    def find(text: str, published: dt.date) -> Iterator[Dated]:
        base = dt.datetime.combine(published, dt.time(12))
        for mention in find_times(text, published=published, sentences=sentences(text)):
            word = mention.span.text.lower()
            if word in WEEKDAYS:
                day = published - dt.timedelta((published.weekday() - WEEKDAYS[word]) % 7)
            else:
                settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
                answer = parse(mention.span.text, languages=["en"], settings=settings)
                if answer is None:
                    continue
                day = answer.date()
            yield mention.span.start, mention.span.stop, day, day

    return lambda text, published: list(find(text, published))


def recognizers_finder() -> Finder:
    """Return Microsoft's recognizers on their own spans, the last answer not after publication. Raises ImportError."""
    recognizer = importlib.import_module("ms_recognizers_date_time").DateTimeRecognizer
    model = recognizer("en-us").get_datetime_model()

    def find(text: str, published: dt.date) -> Iterator[Dated]:
        for found in model.parse(text, dt.datetime.combine(published, dt.time(12))):
            answers = [_answer(one) for one in (found.resolution or {}).get("values") or []]
            known = sorted(one for one in answers if one)
            past = [one for one in known if one[0] <= published]
            if known:
                yield found.start, found.end + 1, *(past[-1] if past else known[0])

    return lambda text, published: list(find(text, published))


def _answer(value: Mapping[str, str]) -> tuple[dt.date, dt.date] | None:
    first, last = value.get("start") or value.get("value") or "", value.get("end") or ""
    if not _DAY.match(first):
        return None
    start = dt.date.fromisoformat(first[:10])
    return start, dt.date.fromisoformat(last[:10]) - dt.timedelta(1) if _DAY.match(last) else start


def measure(rows: Sequence[Row], find: Finder) -> str:
    """Return one line: days right, precision of the days said, documents a second."""
    asked = right = said = said_right = 0
    begun = time.perf_counter()
    answers = [find(row["text"], dt.date.fromisoformat(row["published"])) for row in rows]
    took = time.perf_counter() - begun
    for row, dated in zip(rows, answers, strict=True):
        gold = [(g["start"], g["stop"], g["value"]) for g in row["gold"] if g["value"]]
        days = [g for g in gold if _DAY.fullmatch(g[2])]
        asked += len(days)
        right += sum(any(_same(g, one) for one in dated) for g in days)
        said += sum(one[2] == one[3] for one in dated)
        said_right += sum(one[2] == one[3] and any(_same(g, one) for g in gold) for one in dated)
    return f"days right {right / asked:.3f}  precision {said_right / max(1, said):.3f}  {len(rows) / took:.0f} docs/s"


def _same(gold: tuple[int, int, str], said: Dated) -> bool:
    meets = gold[0] < said[1] and said[0] < gold[1]
    return meets and said[2] == said[3] and gold[2][:10] == said[2].isoformat()


def main() -> None:
    """Print one line for our rules and one for each library that is installed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    rows = [json.loads(line) for line in parser.parse_args().file.read_text(encoding="utf-8").splitlines()]
    print(f"{'ours':<28}{measure(rows, ours)}")
    for name, make in (("dateparser, week day rule", dateparser_finder), ("ms-recognizers", recognizers_finder)):
        try:
            print(f"{name:<28}{measure(rows, make())}")
        except ImportError:
            print(f"{name:<28}not installed")


if __name__ == "__main__":
    main()
