"""Fit what the cues weigh (seeds/weights) on annotated documents: ``python -m bench.fit [GOLD.jsonl ...] [--only=CHOICE]``.

``--reviews ARCHIVE`` adds what people said of an archive's events (bench/fit_reviews); ``--out FOLDER`` writes elsewhere.
Our own documents (seeds/documents) are always fitted on, those kept for calibration or held out aside; GOLD adds others, of which
only numbers are kept. Logistic regression with an L2 penalty by Newton's method: the same documents, the same numbers.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from bench.documents import documents
from bench.judge import fields_right, is_named, number_right, place_right, when_right
from events.arguments.event_mention import EventMention, event_class
from events.arguments.eventhood import Surroundings, eventhood_cues, is_event
from events.coding.actor_cues import actor_candidates, nobody_cues
from events.coding.agreement import Told, agreement_cues, joined, may_agree
from events.coding.agreement import told as held
from events.coding.casualties import DEADLY
from events.coding.confidence import FIELDS
from events.coding.fields import fields_of
from events.coding.report import news_cues
from events.coding.place_cues import none_cues as no_place
from events.coding.place_cues import place_candidates
from events.coding.report import report, report_cues
from events.coding.reports import (
    Mentions,
    casualties_of,
    document_of,
    document_with,
    event_mentions_of,
    surroundings,
    without_furniture,
)
from events.coding.time_cues import time_candidates
from events.coding.toll_cues import Of, toll_candidates
from events.coding.type_cues import type_candidates
from events.coreference.in_document import CLAIM, EventCluster, cluster_of, resolve_coreference
from events.coreference.own_event import own_event_cues
from events.coreference.pair_cues import digest, pair_cues
from events.model import Role
from events.reader import Reader
from events.serialise import article_of
from text.scoring import BIAS, WEIGHTS, weighed
from text.settling import settle

Document = dict[str, Any]
Reviews = Mapping[str, Sequence[Any]]
"""Choice -> examples out of people's reviews; of a choice among candidates, groups of them."""
RARE = 6  # a cue seen less often gets no number
PENALTY = 2.0
PENALTY_OF = {"place": 5.0, "time": 5.0}  # their cues are many, and say much the same
SURE_PENALTY = 8.0  # calibration wants few, steady numbers


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate: its cues, whether it is right, how much it counts."""

    cues: Mapping[str, float]
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Read:
    """A document with what is read in it before any choice is made."""

    gold: Document
    mentions: Mentions
    events: tuple[EventMention, ...]
    around: Surroundings
    counts_fully: bool = True


def read(gold: Document, reader: Reader) -> Read:
    """Read a document up to its event mentions.

    >>> one = read({"id": "a", "text": "Rebels shelled Hama.", "events": []}, reader())
    >>> len(one.events)
    1
    """
    article = article_of({key: gold.get(key) for key in ("id", "text", "title", "published", "source")})
    mentions = without_furniture(reader.mentions(article))
    events = tuple(event_mentions_of(mentions))
    counts = casualties_of(mentions)
    return Read(_settled(gold), mentions, events, surroundings(mentions, len(events), counts))


def _settled(gold: Document) -> Document:
    """Return the document with the stretches that tell its events counted in the settled text, which is what is read."""
    offsets = settle(gold["text"]).offsets
    if offsets is None:
        return gold
    events = [
        event | {"told": [[bisect_left(offsets, at) for at in stretch] for stretch in event["told"]]}
        for event in gold["events"]
    ]
    return gold | {"events": events}


def event_of(one: EventMention, gold: Document) -> int | None:
    """Return the number of the gold event that a mention tells; None where it tells none.

    >>> event_of(event_mentions_in("Rebels shelled Hama.")[0], {"events": [{"told": [[0, 20]]}]})
    0
    """
    for trigger in one.triggers:
        for number, event in enumerate(gold["events"]):
            if any(start <= trigger.span.start and trigger.span.stop <= stop + 1 for start, stop in event["told"]):
                return number
    return None


def eventhood_examples(document: Read) -> Iterator[Example]:
    """Yield each event mention with its cues and whether it tells an event."""
    for one in document.events:
        if (one.main.rule, one.main.kind) == CLAIM:
            continue
        number = event_of(one, document.gold)
        optional = number is not None and document.gold["events"][number].get("optional")
        yield Example(eventhood_cues(one, document.around), number is not None, 0.5 if optional else 1.0)


def coreference_examples(document: Read) -> Iterator[Example]:
    """Yield each pair of mentions that tell events, with its cues and whether they tell the same."""
    told = [one for one in document.events if (one.main.rule, one.main.kind) != CLAIM]
    known = [(digest(one, document.around), event_of(one, document.gold)) for one in told]
    known = [pair for pair in known if pair[1] is not None]
    for at, (first, number) in enumerate(known):
        for second, other in known[at + 1 :]:
            yield Example(
                pair_cues(first, second, document.around), number == other, 2.0 / max(2, len(known) - 1) ** 0.5
            )


def fit(examples: Iterable[Example], penalty: float = PENALTY) -> dict[str, float]:
    """Return cue -> log-odds, the bias among them.

    >>> weights = fit([Example({"a": 1.0}, True), Example({}, False)] * 20)
    >>> weights["a"] > 0 > weights[BIAS]
    True
    """
    kept = list(examples)
    seen = Counter(cue for one in kept for cue in one.cues)
    names = [BIAS, *sorted(cue for cue, count in seen.items() if count >= RARE)]
    column = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(kept), len(names)))
    matrix[:, 0] = 1.0
    for row, one in enumerate(kept):
        for cue, value in one.cues.items():
            if cue in column:
                matrix[row, column[cue]] = value
    right = np.array([one.right for one in kept], dtype=float)
    weight = np.array([one.weight for one in kept])
    ridge = np.full(len(names), penalty)
    ridge[0] = 0.01
    beta = np.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ beta, -30, 30)))
        gradient = matrix.T @ (weight * (right - chance)) - ridge * beta
        hessian = (matrix * (weight * np.maximum(chance * (1 - chance), 1e-6))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: float(value) for name, value in zip(names, beta, strict=True)}


def clusters_of(document: Read) -> tuple[tuple[EventCluster, dict[str, Any]], ...]:
    """Return the gold events that mentions tell, each as the cluster that a perfect reader would make of them."""
    groups: dict[int, list[EventMention]] = {}
    for one in document.events:
        number = event_of(one, document.gold)
        if number is not None:
            groups.setdefault(number, []).append(one)
    return tuple((cluster_of(group), document.gold["events"][number]) for number, group in sorted(groups.items()))


def _told(document: Read) -> list[Told]:
    """Return the clusters that the other choices make, as they are held against each other."""
    likely = [one for one in document.events if is_event(one, document.around)]
    whole = document_with(document.mentions, document.around, resolve_coreference(likely, document.around))
    found = [held(one, fields_of(one, whole), document.around) for one in whole.clusters]
    return sorted(found, key=lambda one: one.cluster.event_mentions[0].main.span.start)


def _event_told(cluster: EventCluster, gold: Document) -> int | None:
    """Return the number of the gold event that a cluster tells, by its representative before its other mentions."""
    mentions = (cluster.representative, *cluster.event_mentions)
    return next((number for one in mentions for number in (event_of(one, gold),) if number is not None), None)


def agreement_examples(document: Read) -> Iterator[Example]:
    """Yield each pair of clusters that tell events, with the cues of their fields and whether they tell the same."""
    known = [(one, _event_told(one.cluster, document.gold)) for one in _told(document)]
    weight = 2.0 / max(2, len(known) - 1) ** 0.5
    for (a, first), (b, second) in combinations(known, 2):
        if first is not None and second is not None and may_agree(a, b):
            yield Example(agreement_cues(a, b), first == second, weight)


def own_event_examples(document: Read) -> Iterator[Example]:
    """Yield the clusters that the other choices make, each with whether it is the first of an event."""
    taken: set[int] = set()
    for cluster in joined(_told(document)):
        number = _event_told(cluster, document.gold)
        optional = number is not None and document.gold["events"][number].get("optional")
        right = number is not None and number not in taken
        yield Example(own_event_cues(cluster, document.around), right, 0.7 if optional else 1.0)
        taken |= {number} if number is not None else set()


def news_examples(document: Read) -> Iterator[Example]:
    """Yield each event with its cues and whether it is the document's news."""
    for cluster, gold in clusters_of(document):
        yield Example(news_cues(cluster, document.around), not gold.get("optional"))


Groups = Iterator[list[Example]]


def _weighed(gold: Mapping[str, Any]) -> float:
    return 0.5 if gold.get("optional") else 1.0


def place_examples(document: Read) -> Groups:
    """Yield the places that each event could have."""
    told = clusters_of(document)
    whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
    for cluster, gold in told:
        found = place_candidates(cluster, whole)
        examples = [Example(one.cues, place_right(gold.get("place"), one.place), _weighed(gold)) for one in found]
        yield [*examples, Example(no_place(cluster, found), place_right(gold.get("place"), None), _weighed(gold))]


def time_examples(document: Read) -> Groups:
    """Yield the days that each event could have."""
    told = clusters_of(document)
    whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
    for cluster, gold in told:
        found = time_candidates(cluster, whole)
        yield [Example(one.cues, when_right(gold.get("when"), one.when), _weighed(gold)) for one in found]


def type_examples(document: Read) -> Groups:
    """Yield the types that each event could have."""
    told = clusters_of(document)
    whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
    for cluster, gold in told:
        country = (gold.get("place") or {}).get("country")
        found = type_candidates(cluster, whole, country)
        yield [Example(one.cues, one.kind in gold["types"], _weighed(gold)) for one in found]


def toll_examples(of: Of) -> Callable[[Read], Groups]:
    """Return what yields the figures of dead (or injured) that each event could have."""

    def examples(document: Read) -> Groups:
        told = clusters_of(document)
        whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
        for cluster, gold in told:
            if event_class(cluster.representative.main.kind) not in DEADLY:
                continue
            known = gold.get("dead" if of == "killed" else "injured")
            found = toll_candidates(cluster, whole, of)
            yield [
                Example(one.cues, number_right(known, one.count.best if one.count else None), _weighed(gold))
                for one in found
            ]

    return examples


def actor_examples(role: Role) -> Callable[[Read], Iterator[Example]]:
    """Return what yields each actor of the text and whether it has the role in an event."""

    def examples(document: Read) -> Iterator[Example]:
        told = clusters_of(document)
        whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
        for cluster, gold in told:
            wanted = [one for one in gold.get("actors", []) if one["role"] in {role, "side"}]
            for one in actor_candidates(cluster, whole):
                match = [want for want in wanted if is_named(one.actor, one.mention.span.text, want)]
                if match and all(want.get("optional") for want in match):
                    continue  # right either way
                yield Example(one.cues[role], bool(match), _weighed(gold))

    return examples


def first_examples(role: Role) -> Callable[[Read], Groups]:
    """Return what yields the actors of each event and nobody, of whom the likeliest takes the role."""

    def examples(document: Read) -> Groups:
        told = clusters_of(document)
        whole = document_with(document.mentions, document.around, tuple(cluster for cluster, _ in told))
        for cluster, gold in told:
            wanted = [one for one in gold.get("actors", []) if one["role"] in {role, "side"}]
            found = actor_candidates(cluster, whole)
            right = [any(is_named(one.actor, one.mention.span.text, want) for want in wanted) for one in found]
            nobody = all(want.get("optional") for want in wanted)
            examples = [Example(one.cues[role], hit, _weighed(gold)) for one, hit in zip(found, right, strict=True)]
            yield [*examples, Example(nobody_cues(role, cluster, found), nobody, _weighed(gold))]

    return examples


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return a row an example, a column a cue."""
    column = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    for row, one in enumerate(examples):
        for cue, value in one.cues.items():
            if cue in column:
                matrix[row, column[cue]] = value
    return matrix


def fit_choice(groups: Iterable[list[Example]], penalty: float = PENALTY) -> dict[str, float]:
    """Return cue -> weight of a choice among candidates of which one or more are right (conditional logit).

    >>> weights = fit_choice([[Example({"a": 1.0}, True), Example({"b": 1.0}, False)]] * 20)
    >>> weights["a"] > 0 > weights["b"]
    True
    """
    kept = [group for group in groups if any(one.right for one in group) and not all(one.right for one in group)]
    seen = Counter(cue for group in kept for one in group for cue in one.cues)
    names = sorted(cue for cue, count in seen.items() if count >= RARE)
    matrices = [
        (_matrix(group, names), np.array([one.right for one in group], dtype=float), group[0].weight) for group in kept
    ]
    beta = np.zeros(len(names))
    for _ in range(25):
        gradient, hessian = -penalty * beta, penalty * np.eye(len(names))
        for matrix, right, weight in matrices:
            odds = matrix @ beta
            chance = np.exp(odds - odds.max())
            chance /= chance.sum()
            wanted = chance * right
            wanted /= max(wanted.sum(), 1e-12)
            gradient += weight * (matrix.T @ (wanted - chance))
            centred = matrix - chance @ matrix
            hessian += weight * ((centred * chance[:, None]).T @ centred)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-5:
            break
    return {name: float(value) for name, value in zip(names, beta, strict=True)}


RANKED: dict[str, Callable[[Read], Groups]] = {
    "place": place_examples,
    "time": time_examples,
    "type": type_examples,
    "initiator_first": first_examples("initiator"),
    "target_first": first_examples("target"),
    "killed": toll_examples("killed"),
    "injured": toll_examples("injured"),
}
CHOICES: dict[str, Callable[[Read], Iterator[Example]]] = {
    "eventhood": eventhood_examples,
    "coreference": coreference_examples,
    "news": news_examples,
    "initiator": actor_examples("initiator"),
    "target": actor_examples("target"),
}


def write(choice: str, fitted: Mapping[str, float], folder: Path = WEIGHTS) -> None:
    """Write the weights of a choice, the heaviest first, each with three digits."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{choice}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["cue", "weight"])
        for name, value in sorted(fitted.items(), key=lambda pair: (-abs(pair[1]), pair[0])):
            if name == BIAS or abs(value) >= 0.01:
                rows.writerow([name, f"{value:.3f}"])


FOLDS = 5
BESIDE_OTHERS = 0.3  # what our own documents count beside others', and for choices in which they differ most
BESIDE = {"coreference": 0.1}
FROM_REPORTED = ("initiator", "target", "initiator_first", "target_first", "time")
AS_REPORTED = "d-"  # documents that tell the public record with its states and armies, as agencies do: who and when
REPORTED = 0.5  # is learnt from these; from invented groups it is learnt wrongly


def crossed(
    reads: Sequence[Read], examples: Callable[[Read], Iterator[tuple[str, Example]]], given: Sequence[str]
) -> dict[str, list[Example]]:
    """Return choice -> examples, each made with choices that were not fitted on its document; ``given`` are fitted first."""
    found: dict[str, list[Example]] = {}
    judged = [one for one in reads if one.counts_fully]
    beside = [one for one in reads if not one.counts_fully]
    for fold in range(FOLDS):
        if fold not in _FOLDED:
            others = [one for at, one in enumerate(judged) if at % FOLDS != fold]
            _FOLDED[fold] = chosen([*others, *beside], given)
        with weighed(_FOLDED[fold]):
            for document in judged[fold::FOLDS]:
                for choice, example in examples(document):
                    found.setdefault(choice, []).append(example)
    return found


def _sure_in(document: Read) -> Iterator[tuple[str, Example]]:
    whole = document_of(document.mentions)
    taken: set[int] = set()
    for cluster in sorted(whole.clusters, key=lambda one: one.event_mentions[0].main.span.start):
        made = report(cluster, whole)
        number = next(
            (n for one in cluster.event_mentions for n in (event_of(one, document.gold),) if n is not None), None
        )
        cues = report_cues(cluster, whole)
        if number is None or number in taken:
            yield "sure_report", Example(cues["report"], right=False)
            continue
        taken.add(number)
        marks = fields_right(document.gold["events"][number], made)
        yield "sure_report", Example(cues["report"], all(marks.values()))
        yield from ((f"sure_{field}", Example(cues[field], right)) for field, right in marks.items())


def chosen(
    reads: Sequence[Read], choices: Sequence[str], reviews: Reviews | None = None
) -> dict[str, dict[str, float]]:
    """Return choice -> cue -> weight of these choices, fitted on these documents, and on people's reviews beside them."""
    said = reviews or {}
    return {
        choice: fit_choice(
            [*(group for one in reads for group in _ranked(choice, one)), *said.get(choice, ())],
            PENALTY_OF.get(choice, PENALTY),
        )
        if choice in RANKED
        else fit([*(example for one in reads for example in _plain(choice, one)), *said.get(choice, ())])
        for choice in choices
    }


def _beside(choice: str, document: Read) -> float:
    """Return what a document's examples count: our own less, where documents by others are fitted on beside them."""
    if document.counts_fully:
        return 1.0
    if choice in FROM_REPORTED:
        return REPORTED if document.gold["id"].startswith(AS_REPORTED) else 0.0
    return BESIDE.get(choice, BESIDE_OTHERS)


_FOLDED: dict[int, dict[str, dict[str, float]]] = {}  # what each fold's other documents come to, reckoned once
_MADE: dict[tuple[str, str], list[Any]] = {}


def _ranked(choice: str, document: Read) -> list[list[Example]]:
    key = choice, document.gold["id"]
    if key not in _MADE:
        _MADE[key] = list(RANKED[choice](document))
    share = _beside(choice, document)
    return [[replace(one, weight=one.weight * share) for one in group] for group in _MADE[key]]


def _plain(choice: str, document: Read) -> list[Example]:
    key = choice, document.gold["id"]
    if key not in _MADE:
        _MADE[key] = list(CHOICES[choice](document))
    share = _beside(choice, document)
    return [replace(one, weight=one.weight * share) for one in _MADE[key]]


def fitted(reads: Sequence[Read], reviews: Reviews | None = None) -> dict[str, dict[str, float]]:
    """Return choice -> cue -> weight, all fitted on these documents; later choices on documents that earlier ones did not see.

    Examples out of people's reviews are put beside those of the documents.
    """
    plain, said = [*RANKED, *CHOICES], reviews or {}
    found: dict[str, dict[str, float]] = {f"sure_{field}": {} for field in (*FIELDS, "report")}
    for choice, examples in (("agreement", agreement_examples), ("own_event", own_event_examples)):
        with weighed(found):
            each = crossed(reads, _named(choice, examples), plain)
        found[choice] = fit([*each.get(choice, ()), *said.get(choice, ())], SURE_PENALTY)
    with weighed(found):
        sure = {choice: fit(each, SURE_PENALTY) for choice, each in crossed(reads, _sure_in, plain).items()}
    return chosen(reads, plain, said) | found | sure


def _named(
    choice: str, examples: Callable[[Read], Iterator[Example]]
) -> Callable[[Read], Iterator[tuple[str, Example]]]:
    return lambda document: ((choice, one) for one in examples(document))


def main() -> None:
    """Fit every choice, or the plain ones that are asked for, and write them."""
    asked = _asked(sys.argv[1:])
    reader = Reader()
    others = [read(json.loads(line), reader) for path in asked.gold for line in path.open(encoding="utf-8")]
    reviews = importlib.import_module("bench.fit_reviews").reviews_of(asked.reviews, reader) if asked.reviews else None
    own = [read(one, reader) for one in documents() if not (one["calibration"] or one["held_out"])]
    reads = [*others, *(replace(one, counts_fully=not others) for one in own)]
    for choice, weights in (chosen(reads, asked.only, reviews) if asked.only else fitted(reads, reviews)).items():
        write(choice, weights, asked.out)


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.fit", description="Fit what the cues weigh.")
    parser.add_argument(
        "gold", nargs="*", type=Path, help="annotated documents of others, of which numbers alone are kept"
    )
    parser.add_argument("--reviews", type=Path, help="an archive, of whose events people have said what is right")
    parser.add_argument("--only", nargs="*", default=[], help="plain choices, which alone are fitted: place time")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="the folder that the weights are written to")
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
