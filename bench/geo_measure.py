"""Place finding beside its peers, in one run on one core: ``python -m bench.geo_measure [--texts FILE] [--quick]``.

Without ``--texts`` it reads the annotated articles of tests/gold, which mark each place with its country; with it a file
of news with marked coordinates, a line being {"text", "gold": [{"start", "stop", "lat", "lon", "geonameid"}]}. For every
reader (ours, spaCy's bare ``tok2vec + ner``, geotext, flashgeotext; each in a process of its own) it prints documents a
second, how that compares with spaCy's bare pass, memory, and exact-span precision, recall and F1. Where a reader says
where a name lies: recall over all marked names and precision over all placed ones, "right" being within 161 km or of the
same GeoNames id (the country, where only that is marked). Then how long opening the gazetteer takes, and look-ups a second.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.geo_readers import Found, LookUps, Pass, Spot, look_ups, passes
from bench.gold_articles import gold_articles
from geo import LatLon
from geo.area import kilometres
from geo.build import DATA, ensure

RIGHT_KM = 161.0  # 100 miles, the customary bound of the geoparsing literature
QUICK = 60  # texts
Right = Callable[[Spot], bool]


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its marked names: offsets, and what makes an answer right."""

    text: str
    names: dict[tuple[int, int], Right]


@dataclass(frozen=True, slots=True)
class Quality:
    """Exact spans and places of a reader over all texts; each share is None where nothing was asked for."""

    precision: float
    recall: float
    right_of_marked: float
    right_of_placed: float | None

    @property
    def f1(self) -> float:
        """The harmonic mean of exact-span precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def marked(path: Path) -> list[Text]:
    """Read a file of news with marked coordinates."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf8").split("\n") if line.strip())
    return [Text(row["text"], {(t["start"], t["stop"]): _near(t) for t in row["gold"]}) for row in rows]


def _near(name: dict[str, Any]) -> Right:
    at = LatLon(name["lat"], name["lon"])
    number = str(name.get("geonameid") or "none")
    return lambda spot: str(spot.geonameid) == number or kilometres(LatLon(spot.lat, spot.lon), at) <= RIGHT_KM


def own() -> list[Text]:
    """Our own annotated articles; what is marked with no country (seas, lands of several) is right wherever it is put."""
    return [
        Text(gold.article.text, {(m.start, m.stop): _in(m.value) for m in gold.marks if m.kind == "place"})
        for gold in gold_articles()
    ]


def _in(country: str) -> Right:
    return lambda spot: spot.country == (country or spot.country)


def quality(texts: list[Text], found: list[Found]) -> Quality:
    """Score one reader. A marked name is answered by the span that is exactly it, else by the first that overlaps it."""
    pairs = list(zip(texts, found, strict=True))
    hit = sum(len(text.names.keys() & spans.keys()) for text, spans in pairs)
    right = sum(_right(at, wanted, spans) for text, spans in pairs for at, wanted in text.names.items())
    placed = sum(spot is not None for spans in found for spot in spans.values())
    names = sum(len(text.names) for text in texts)
    return Quality(hit / max(1, sum(map(len, found))), hit / names, right / names, right / placed if placed else None)


def _names_only(spans: Found) -> Found:
    return {at: spot for at, spot in spans.items() if spot is None or not spot.demonym}


def _right(at: tuple[int, int], wanted: Right, spans: Found) -> bool:
    over = at if at in spans else next((s for s in sorted(spans) if s[0] < at[1] and at[0] < s[1]), None)
    spot = spans[over] if over else None
    return spot is not None and wanted(spot)


def show(one: Pass, score: Quality, *, bare: float, measure: str) -> None:
    """Print a reader's lines."""
    print(
        f"{one.name:<22}{len(one.found) / one.seconds:8.1f} documents/s ×{bare / one.seconds:.2f} {one.memory_mb:6.0f} MB"
        f"   P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"
    )
    if score.right_of_placed is not None:
        print(f"{'':<22}{measure}: recall {score.right_of_marked:.3f}  precision {score.right_of_placed:.3f}")


def show_look_ups(how: str, found: LookUps) -> None:
    """Print how fast names are looked up."""
    print(
        f"look-ups, {how:<20}{found.first:10,.0f} a second of {found.names:,} names first asked, {found.again:,.0f} asked"
        f" again; opened in {found.opened_s:.3f} s; {found.memory_mb:.0f} MB"
    )


def main() -> None:
    """Print all figures."""
    given = _given()
    path = given.gazetteer or ensure(DATA)
    texts = (marked(given.texts) if given.texts else own())[: QUICK if given.quick else None]
    written = [text.text for text in texts]
    names = sum(len(text.names) for text in texts)
    print(f"{len(texts)} texts, {names:,} marked names, {sum(map(len, written)):,} characters")
    show_readers(texts, passes(written, path), ours=given.texts is None)
    for how, emptied in (("file cache emptied", True), ("file cache warm", False)):
        show_look_ups(how, look_ups(written, path, emptied=emptied))


def show_readers(texts: list[Text], readers: Iterable[Pass], *, ours: bool) -> None:
    """Print the lines of all readers; ``ours``: our own articles, which mark the country and no "Syrian"."""
    measure = "in the right country" if ours else f"within {RIGHT_KM:.0f} km"
    bare = 0.0
    for one in readers:
        bare = bare or one.seconds
        found = [_names_only(spans) for spans in one.found] if ours else one.found
        show(one, quality(texts, found), bare=bare, measure=measure)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="news with marked coordinates (JSON lines), instead of tests/gold")
    parser.add_argument("--gazetteer", type=Path, help="a compiled gazetteer other than data/'s (packs beside it)")
    parser.add_argument("--quick", action="store_true", help=f"the first {QUICK} texts only")
    return parser.parse_args()


if __name__ == "__main__":
    main()
