"""Readers of place names side by side: ours, spaCy's bare recogniser, geotext, flashgeotext; each in a process of its own."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import re
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from geo import Gazetteer, Geoparser, Place, PlaceMention
from text.language import load

Offsets = tuple[int, int]
ReadAll = Callable[[list[str]], list["Found"]]
T = TypeVar("T")
CAPITALS = re.compile(r"\b[A-Z][\w'-]+(?: [A-Z][\w'-]+)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reader puts a name: degrees, country, GeoNames id where it has one; whether it is only a people's name."""

    lat: float
    lon: float
    country: str | None
    geonameid: int | None
    demonym: bool


Found = dict[Offsets, Spot | None]


@dataclass(frozen=True, slots=True)
class Pass:
    """One reader over all texts: its processor seconds, the highest memory of its process in MB, its names text by text."""

    name: str
    seconds: float
    memory_mb: float
    found: list[Found]


@dataclass(frozen=True, slots=True)
class LookUps:
    """Seconds to open the gazetteer; names asked; look-ups a second (by the clock) asked for the first time and again."""

    opened_s: float
    names: int
    first: float
    again: float
    memory_mb: float


def passes(texts: list[str], gazetteer: Path) -> Iterable[Pass]:
    """Yield every reader that is installed, one after the other on one core; spaCy's bare pass first."""
    for name, (package, _) in READERS.items():
        if importlib.util.find_spec(package) is None:
            print(f"{name:<22} not installed (pip install -r requirements-bench.txt)")
        else:
            yield _apart(_measured, name, texts, gazetteer)


def look_ups(texts: list[str], gazetteer: Path, *, emptied: bool) -> LookUps:
    """Ask for every distinct capitalised word and pair of ``texts``; ``emptied``: with the system's file cache emptied first."""
    return _apart(_looked_up, texts, gazetteer, emptied)


def _apart(work: Callable[..., T], *given: object) -> T:
    os.environ["OMP_NUM_THREADS"] = "1"
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def _measured(name: str, texts: list[str], gazetteer: Path) -> Pass:
    read = READERS[name][1](gazetteer)
    read(texts[:2])  # what is loaded on first use is no part of the speed
    start = time.process_time()
    found = read(texts)
    return Pass(name, time.process_time() - start, memory_mb(), found)


def memory_mb() -> float:
    """The highest resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _looked_up(texts: list[str], path: Path, emptied: bool) -> LookUps:  # noqa: FBT001 (called through a pool)
    if emptied:
        for file in (path, path.with_name("packs.sqlite")):
            _forget(file)
    asked = list(dict.fromkeys(name for text in texts for name in CAPITALS.findall(text)))
    start = time.perf_counter()
    gazetteer = Gazetteer.open(path)
    gazetteer.find("Hama")
    opened = time.perf_counter() - start
    first, again = (_rate(gazetteer, asked) for _ in range(2))
    return LookUps(opened, len(asked), first, again, memory_mb())


def _rate(gazetteer: Gazetteer, asked: list[str]) -> float:
    start = time.perf_counter()
    for name in asked:
        gazetteer.find(name)
    return len(asked) / (time.perf_counter() - start)


def _forget(file: Path) -> None:
    if file.exists() and hasattr(os, "posix_fadvise"):
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _ours(gazetteer: Path) -> ReadAll:
    geoparser = Geoparser(Gazetteer.open(gazetteer))
    return lambda texts: [{(m.span.start, m.span.stop): _spot(m) for m in geoparser.places(t)} for t in texts]


def _spot(mention: PlaceMention) -> Spot | None:
    place = mention.place
    if not isinstance(place, Place):
        return None
    return Spot(place.at.lat, place.at.lon, place.country, place.geonameid, mention.demonym)


def _spacy(gazetteer: Path) -> ReadAll:
    """SpaCy's ``tok2vec + ner`` as its documentation runs it: nlp.pipe with the other components off."""
    _, language = gazetteer, load()

    def read(texts: list[str]) -> list[Found]:
        with language.select_pipes(enable=["tok2vec", "ner"]):
            ents = (doc.ents for doc in language.pipe(texts))
            return [{(e.start_char, e.end_char): None for e in some if e.label_ in ("GPE", "LOC")} for some in ents]

    return read


def _geotext(gazetteer: Path) -> ReadAll:
    _, module = gazetteer, importlib.import_module("geotext")

    def read(text: str) -> Found:
        found = module.GeoText(text)
        names = {*found.cities, *found.countries}
        return {match.span(): None for name in names for match in re.finditer(re.escape(name), text)}

    return lambda texts: [read(text) for text in texts]


def _flashgeotext(gazetteer: Path) -> ReadAll:
    _, geotext = gazetteer, importlib.import_module("flashgeotext.geotext").GeoText()

    def read(text: str) -> Found:
        found = geotext.extract(input_text=text)
        return {tuple(at): None for kind in found.values() for entry in kind.values() for at in entry["span_info"]}

    return lambda texts: [read(text) for text in texts]


READERS: dict[str, tuple[str, Callable[[Path], ReadAll]]] = {
    "spaCy tok2vec + ner": ("spacy", _spacy),
    "ours (places only)": ("geo", _ours),
    "geotext": ("geotext", _geotext),
    "flashgeotext": ("flashgeotext", _flashgeotext),
}
