"""Fit what the cues of geo/cues and the reasons of geo/reasons weigh, and write the numbers to seeds/lexicon.

    python -m bench.geo_fit TOPONYMS.jsonl NOTES.jsonl [--half even|odd] [--out seeds/lexicon]

TOPONYMS: news with place names and coordinates; NOTES: incident notes with the name and point of their place. Both are
measuring texts that are no part of this project; only numbers leave them, one a cue. Logistic regression (cues) and
conditional logit (reasons) with an L2 penalty, by plain gradient descent: nothing random, the same texts give the same
numbers. ``--half`` fits on every other row, so that the rest can tell whether the numbers hold for texts never seen.
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geo import Gazetteer, LatLon, Place
from geo.area import kilometres
from geo.build import ensure
from geo.reasons import features_for, spatial_context
from geo.recognise import names, scored_spans
from geo.resolve import score_candidates
from geo.toponyms import Toponym, Toponyms, toponyms_of
from geo.wording import weights
from text.language import entities
from text.lexicon import LEXICON
from text.token_table import token_table

Row = dict[str, Any]
NOTE_CUES, NOTE_REASONS = 0.7, 0.4  # what a name of a note counts beside one of the news: the notes mark few of theirs
RIGHT_KM = 161.0
# The texts hardly name the reviewed supplement's places, and tell of little war, so that these numbers cannot be fitted.
BY_HAND = {
    "says where it lies": 2.5,
    "gazetteer:reviewed": 2.5,
    "gazetteer:reviewed among others": 0.8,
    "known site with its type word": 3.0,
    "fills a cell": 2.5,
    "a land's own": 1.0,
    "lies in what follows": 1.5,
    "unknown, in the land that follows": 1.6,
    "a country behind a word of place": 1.2,
    "sounds like a city of a named land": 2.2,
    "shelled or taken": 1.0,
    "held by a side": 1.0,
    "said to be a settlement": 2.0,
    "in a named land behind a word of place": 0.6,
    "between and": 1.5,
    "a person of the text": -4.0,
    "a paper's name": -3.0,
    "one of several roads": -3.0,
    "a language": -3.0,
}
REASONS_BY_HAND = {"people:hamlet": -1.5}  # no country file is installed where these numbers are fitted
RARE = {"cue": 20, "reason": 8}  # a cue seen less often gets no number
SAME_PLACE_KM = {"town": 25.0, "site": 25.0}


@dataclass(slots=True)
class Fitted:
    """Examples ready for fitting: the cues of every candidate, the group it competes in, whether it is right."""

    cues: list[list[str]]
    right: list[float]
    weight: list[float]
    group: list[int]


def main() -> None:
    """Fit cues first, then the reasons over the names that they find."""
    given = _given()
    news, notes = (_rows(path, given.half) for path in (given.toponyms, given.notes))
    gazetteer = Gazetteer.open(ensure())
    pages = [
        (row, token_table(entities(row["text"])), mark)
        for rows, mark in ((news, "news"), (notes, "note"))
        for row in rows
    ]
    made = f"fitted by bench/geo_fit.py on {len(news)} news texts and {len(notes)} notes"
    _write(given.out / "place_cues.csv", _logistic(_cue_examples(pages, gazetteer), rare=RARE["cue"]), made)
    weights.cache_clear()
    _fit_reasons(pages, gazetteer, given.out, made)


def _fit_reasons(pages: list[tuple[Row, Any, str]], gazetteer: Gazetteer, out: Path, made: str) -> None:
    """Fit each step's reasons with the numbers of the step before it."""
    prepared = [
        (toponyms_of(found := names(page, gazetteer), page.text, page.lower), found, row, mark)
        for row, page, mark in pages
    ]
    for step in ("first", "second"):
        examples = _reason_examples(prepared, step)
        _write(out / f"place_reasons_{step}.csv", _conditional(examples, rare=RARE["reason"]), made)
        weights.cache_clear()
        for senses, *_ in prepared:
            score_candidates(senses, step=step)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("toponyms", type=Path)
    parser.add_argument("notes", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--out", type=Path, default=LEXICON)
    return parser.parse_args()


def _rows(path: Path, half: str | None) -> list[Row]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").split("\n") if line.strip()]
    return rows if half is None else rows[half == "odd" :: 2]


def _write(path: Path, points: dict[str, float], source: str) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["cue", "points", "source"])
        by_hand = BY_HAND if "cues" in path.name else REASONS_BY_HAND
        table.writerows([cue, f"{value:.2f}", source] for cue, value in sorted(points.items()) if cue not in by_hand)
        table.writerows([cue, f"{value:.2f}", "set by hand"] for cue, value in by_hand.items())


def _cue_examples(pages: list[tuple[Row, Any, str]], gazetteer: Gazetteer) -> Fitted:
    examples = Fitted([], [], [], [])
    for row, page, mark in pages:
        good, bad = _marked(row) if mark == "note" else ({(t["start"], t["stop"]) for t in row["gold"]}, None)
        for stretch, said in scored_spans(page, gazetteer):
            span = (page.start[stretch.first], page.stop[stretch.last - 1])
            if bad is None or span in good or any(a < span[1] and span[0] < b for a, b in good | bad):
                examples.cues.append(said)
                examples.right.append(float(span in good))
                examples.weight.append(1.0 if bad is None else NOTE_CUES)
    return examples


def _marked(row: Row) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Where a note's place and areas stand in its text, and where its actors do; the rest of its names is unknown."""
    gold = row["gold"]
    places = filter(None, (gold[key] for key in ("location", "admin1", "admin2", "admin3", "country")))
    actors = (
        part.strip() for key in ("actor1", "actor2", "assoc_actor_1") for part in re.split(r"[;:(]", gold[key] or "")
    )
    good = {found.span() for place in places for found in re.finditer(rf"\b{re.escape(place)}\b", row["text"])}
    bad = {found.span() for actor in actors if len(actor) > 2 for found in re.finditer(re.escape(actor), row["text"])}
    return good, bad


def _reason_examples(prepared: list[tuple[Toponyms, Any, Row, str]], step: str) -> Fitted:
    examples = Fitted([], [], [], [])
    for senses, found, row, mark in prepared:
        clear = [s for s in senses.values() if step == "second" or _clear(s)]
        near = spatial_context(clear)
        for text, right, weight in _judged(senses, found, row, mark):
            group = len(examples.weight)
            examples.weight.append(weight)
            examples.cues += features_for(senses[text], near, senses)
            examples.right += [float(one) for one in (*right, not any(right))]
            examples.group += [group] * (len(right) + 1)
    return examples


def _clear(sense: Toponym) -> bool:
    return len(sense.candidates) == 1 or (bool(sense.candidates) and sense.candidates[0].place.kind == "country")


def _judged(senses: Toponyms, found: Any, row: Row, mark: str) -> Iterator[tuple[str, list[bool], float]]:  # noqa: ANN401
    """Each name that the texts tell the place of: which candidates are right, and how much it counts."""
    counts: collections.Counter[str] = collections.Counter()
    right: dict[str, list[bool]] = {}
    for name in found:
        text = name.span.text
        places = [c.place for c in senses[text].candidates]
        one = _right_of_note(text, places, row["gold"]) if mark == "note" else _right_of_news(name.span, places, row)
        if places and one is not None:
            right.setdefault(text, one)
            counts[text] += 1
    for text, one in right.items():
        yield text, one, NOTE_REASONS * counts[text] if mark == "note" else float(min(counts[text], 3))


def _right_of_news(span: Any, places: list[Place], row: Row) -> list[bool] | None:  # noqa: ANN401
    gold = next((t for t in row["gold"] if t["start"] < span.stop and span.start < t["stop"]), None)
    if gold is None:
        return None
    same = [str(place.geonameid) == str(gold["geonameid"]) for place in places]
    return (
        same if any(same) else [kilometres(place.at, LatLon(gold["lat"], gold["lon"])) <= RIGHT_KM for place in places]
    )


def _right_of_note(text: str, places: list[Place], gold: Row) -> list[bool] | None:
    at = LatLon(gold["lat"], gold["lon"])
    if text == gold["location"]:
        return [kilometres(place.at, at) <= SAME_PLACE_KM.get(place.kind, 60.0) for place in places]
    if text in (gold["admin1"], gold["admin2"]):
        right = [place.country == gold["country_iso2"] and _may_hold(place, at) for place in places]
        return right if any(right) else None
    return None


def _may_hold(place: Place, at: LatLon) -> bool:
    return place.kind in ("province", "district", "town") and kilometres(place.at, at) <= place.uncertainty_km * 2 + 40


PENALTY = 2.0  # pairs of cues are many, and each is to say little


def _logistic(examples: Fitted, *, rare: int) -> dict[str, float]:
    vocabulary, flat, line = _indexed(examples.cues, rare)
    right, weight = np.array(examples.right), np.array(examples.weight)
    points = np.zeros(len(vocabulary))
    step = _Adam(points)
    for _ in range(800):
        chance = 1 / (1 + np.exp(-np.bincount(line, weights=points[flat], minlength=len(right))))
        slope = np.bincount(flat, weights=((chance - right) * weight)[line], minlength=len(points))
        step.down((slope + PENALTY * points) / len(right))
    return {cue: float(points[i]) for cue, i in vocabulary.items()}


def _conditional(examples: Fitted, *, rare: int) -> dict[str, float]:
    vocabulary, flat, line = _indexed(examples.cues, rare)
    right, weight, group = np.array(examples.right), np.array(examples.weight), np.array(examples.group)
    points = np.zeros(len(vocabulary))
    step = _Adam(points)
    for _ in range(1200):
        score = np.bincount(line, weights=points[flat], minlength=len(right))
        most = np.full(len(weight), -1e9)
        np.maximum.at(most, group, score)
        part = np.exp(score - most[group])
        chance = part / np.bincount(group, weights=part)[group]
        wanted = chance * right
        wanted /= np.maximum(np.bincount(group, weights=wanted)[group], 1e-12)
        slope = np.bincount(flat, weights=((chance - wanted) * weight[group])[line], minlength=len(points))
        step.down((slope + points) / weight.sum())
    return {cue: float(points[i]) for cue, i in vocabulary.items()}


def _indexed(cues: list[list[str]], rare: int) -> tuple[dict[str, int], Any, Any]:
    counts = collections.Counter(cue for said in cues for cue in set(said))
    vocabulary = {cue: i for i, cue in enumerate(cue for cue, number in counts.items() if number >= rare)}
    known = [[vocabulary[cue] for cue in said if cue in vocabulary] for said in cues]
    line = np.repeat(np.arange(len(known)), [len(said) for said in known])
    return vocabulary, np.array([i for said in known for i in said]), line


class _Adam:
    """Gradient descent with a step of its own for each number (Kingma and Ba, 2015)."""

    def __init__(self, points: Any) -> None:  # noqa: ANN401
        self._points, self._mean, self._square, self._time = points, np.zeros_like(points), np.zeros_like(points), 0

    def down(self, slope: Any) -> None:  # noqa: ANN401
        """Move the points one step against the slope."""
        self._time += 1
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.01 * (slope * slope - self._square)
        size = np.sqrt(self._square / (1 - 0.99**self._time)) + 1e-8
        self._points -= 0.05 * self._mean / (1 - 0.9**self._time) / size


if __name__ == "__main__":
    main()
