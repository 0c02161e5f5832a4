"""Speed, memory and quality of place finding, beside its peers in one run: ``python -m bench.geo_measure TOPONYMS.jsonl``.

The file holds news with marked place names: a line is {"text", "gold": [{"start", "stop", "lat", "lon", "geonameid"}]}.
Prints documents a second on one core for our places-only reading and for spaCy's bare ``tok2vec + ner`` pass (and their
ratio), the exact-span F1 and, for ours, recall and precision within 161 km; geotext and flashgeotext where installed;
how long opening takes, look-ups a second over the names that the texts hold, and the memory that ours takes at its highest.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from geo import Gazetteer, Geoparser, LatLon, Place, PlaceMention
from geo.area import kilometres
from geo.build import DATA, ensure
from geo.language import load

Spans = set[tuple[int, int]]
RIGHT_KM = 161.0
CAPITALS = re.compile(r"\b[A-Z][\w'-]+(?: [A-Z][\w'-]+)?")


@dataclass(frozen=True, slots=True)
class Pass:
    """One reader over all texts: processor seconds, and the spans it found in each text."""

    name: str
    seconds: float
    spans: list[Spans]


def timed(name: str, texts: list[str], read: Callable[[str], Spans]) -> Pass:
    """Read all texts once warm, on one core."""
    read(texts[0])
    start = time.process_time()
    spans = [read(text) for text in texts]
    return Pass(name, time.process_time() - start, spans)


def spacy_pass(texts: list[str]) -> Pass:
    """Run spaCy's ``tok2vec + ner`` as its documentation does: nlp.pipe with the other components off."""
    language = load()
    with language.select_pipes(enable=["tok2vec", "ner"]):
        list(language.pipe(texts[:2]))
        start = time.process_time()
        docs = list(language.pipe(texts))
        seconds = time.process_time() - start
    return Pass(
        "spaCy tok2vec + ner",
        seconds,
        [{(e.start_char, e.end_char) for e in doc.ents if e.label_ in ("GPE", "LOC")} for doc in docs],
    )


def peers(texts: list[str]) -> Iterable[Pass]:
    """Yield geotext and flashgeotext, where they are installed."""
    for name, reader in (("geotext", _geotext), ("flashgeotext", _flashgeotext)):
        try:
            module = importlib.import_module(f"{name}.geotext" if name == "flashgeotext" else name)
        except ImportError:
            print(f"{name:<24} not installed")
            continue
        yield timed(name, texts, reader(module))


def _geotext(module: ModuleType) -> Callable[[str], Spans]:
    def read(text: str) -> Spans:
        found = module.GeoText(text)
        return {m.span() for name in {*found.cities, *found.countries} for m in re.finditer(re.escape(name), text)}

    return read


def _flashgeotext(module: ModuleType) -> Callable[[str], Spans]:
    geotext = module.GeoText()

    def read(text: str) -> Spans:
        found = geotext.extract(input_text=text)
        return {tuple(span) for kind in found.values() for entry in kind.values() for span in entry["span_info"]}

    return read


def f1(found: list[Spans], wanted: list[Spans]) -> tuple[float, float, float]:
    """Precision, recall and F1 of exact spans."""
    hit = sum(len(a & b) for a, b in zip(found, wanted, strict=True))
    precision = hit / max(1, sum(map(len, found)))
    recall = hit / max(1, sum(map(len, wanted)))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def right(mention: PlaceMention, gold: list[dict[str, Any]]) -> int:
    """How many gold names a mention overlaps and places within 161 km, or by the same GeoNames id."""
    if not isinstance(mention.place, Place):
        return 0
    over = [t for t in gold if t["start"] < mention.span.stop and mention.span.start < t["stop"]]
    near = (kilometres(mention.place.at, LatLon(t["lat"], t["lon"])) <= RIGHT_KM for t in over)
    same = (str(mention.place.geonameid) == str(t["geonameid"]) for t in over)
    return sum(a or b for a, b in zip(near, same, strict=True))


def show(one: Pass, wanted: list[Spans], baseline: float) -> None:
    """Print a reader's line."""
    precision, recall, both = f1(one.spans, wanted)
    speed = len(one.spans) / one.seconds
    print(
        f"{one.name:<24}{speed:8.1f} documents/s  ×{baseline / one.seconds:.2f}   P {precision:.3f} R {recall:.3f} F1 {both:.3f}"
    )


def lookups(texts: list[str], path: Path) -> tuple[float, float]:
    """Seconds to open the gazetteer, and look-ups a second of distinct capitalised words and pairs, none asked before."""
    start = time.perf_counter()
    gazetteer = Gazetteer.open(path)
    gazetteer.find("Hama")
    opened = time.perf_counter() - start
    asked = list(dict.fromkeys(name for text in texts for name in CAPITALS.findall(text)))
    start = time.process_time()
    for name in asked:
        gazetteer.find(name)
    return opened, len(asked) / (time.process_time() - start)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("toponyms", type=Path)
    parser.add_argument(
        "--gazetteer", type=Path, help="a compiled gazetteer other than data/gazetteer.sqlite (packs beside it)"
    )
    given = parser.parse_args()
    path = given.gazetteer or ensure(DATA)
    rows = [json.loads(line) for line in given.toponyms.read_text(encoding="utf8").split("\n") if line.strip()]
    texts = [row["text"] for row in rows]
    wanted = [{(t["start"], t["stop"]) for t in row["gold"]} for row in rows]
    geoparser = Geoparser(Gazetteer.open(path))
    found: dict[str, tuple[PlaceMention, ...]] = {}

    def read(text: str) -> Spans:
        found[text] = geoparser.places(text)
        return {(m.span.start, m.span.stop) for m in found[text]}

    ours = timed("ours (places only)", texts, read)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before the peers take theirs
    opened, speed = lookups(texts, path)
    bare = spacy_pass(texts)
    for one in (bare, ours, *peers(texts)):
        show(one, wanted, bare.seconds)
    hit = sum(right(m, row["gold"]) for row in rows for m in found[row["text"]])
    placed = sum(isinstance(m.place, Place) for row in rows for m in found[row["text"]])
    print(f"ours within {RIGHT_KM:.0f} km       recall {hit / sum(map(len, wanted)):.3f}  precision {hit / placed:.3f}")
    print(
        f"opening the gazetteer   {opened:.3f} s\nlook-ups                {speed:,.0f} a second\nmemory of ours, highest {memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
