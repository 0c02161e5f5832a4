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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.documents import documents
from bench.examples import (
    CHOICES,
    RANKED,
    Example,
    Read,
    agreement_examples,
    event_of,
    own_event_examples,
    read,
)
from bench.judge import fields_right
from events.coding.confidence import FIELDS
from events.coding.report import report, report_cues
from events.coding.reports import (
    document_of,
)
from events.reader import Reader
from text.scoring import BIAS, WEIGHTS, weighed

Reviews = Mapping[str, Sequence[Any]]
"""Choice -> examples out of people's reviews; of a choice among candidates, groups of them."""
RARE = 6  # a cue seen less often gets no number
PENALTY = 2.0
PENALTY_OF = {"place": 5.0, "time": 5.0}  # their cues are many, and say much the same
SURE_PENALTY = 8.0  # calibration wants few, steady numbers


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
BESIDE_SURE = 0.02  # and for how sure a report is
BESIDE = {"coreference": 0.1}
ECHOES, ECHO_PENALTY = 1.0, 10.0  # of what was told before texts by whomever tell the same way
JOINING = {"agreement", "own_event"}
FROM_REPORTED = ("initiator", "target", "initiator_first", "target_first", "time")
AS_REPORTED = "d-"  # documents that tell the public record with its states and armies, as agencies do: who and when
REPORTED = 0.5  # is learnt from these; from invented groups it is learnt wrongly


def crossed(
    reads: Sequence[Read],
    examples: Callable[[Read], Iterator[tuple[str, Any]]],
    given: Sequence[str],
    beside: float = 0.0,
) -> dict[str, list[Any]]:
    """Return choice -> examples (or groups), each made with choices not fitted on its document; ``given`` are fitted first.

    ``beside``: how much our own documents count where others are fitted on beside them; 0 where they are no examples.
    """
    found: dict[str, list[Any]] = {}
    judged = [one for one in reads if one.counts_fully]
    own = [one for one in reads if not one.counts_fully]
    for fold in range(FOLDS):
        if fold not in _FOLDED:
            others = [one for group in (judged, own) for at, one in enumerate(group) if at % FOLDS != fold]
            _FOLDED[fold] = chosen(others, given)
        with weighed(_FOLDED[fold]):
            for document in (*judged[fold::FOLDS], *(own[fold::FOLDS] if beside else ())):
                share = 1.0 if document.counts_fully else beside
                for choice, made in examples(document):
                    found.setdefault(choice, []).append(_counting(made, share))
    return found


def _counting(made: Any, share: float) -> Any:  # noqa: ANN401 - an example, or a group of them
    """Return an example or a group of examples that counts so much."""
    if isinstance(made, list):
        return [replace(one, weight=one.weight * share) for one in made]
    return replace(made, weight=made.weight * share)


def _sure_in(document: Read, *, of: Sequence[str]) -> Iterator[tuple[str, Example]]:
    """Yield how sure a document's reports are in fields, or in all: ``of`` is what is to be fitted."""
    whole = document_of(document.mentions)
    taken: set[int] = set()
    for cluster in sorted(whole.clusters, key=lambda one: one.event_mentions[0].main.span.start):
        told = (event_of(one, document.gold) for one in cluster.event_mentions)
        number = next((one for one in told if one is not None), None)
        cues, marks = report_cues(cluster, whole), dict[str, bool]()
        if number is not None and number not in taken:
            taken.add(number)
            marks = fields_right(document.gold["events"][number], report(cluster, whole))
        right = marks | {"report": bool(marks) and all(marks.values())}
        yield from ((f"sure_{name}", Example(cues[name], right[name])) for name in of if name in right)


def sure(reads: Sequence[Read], given: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return the weights of how sure each field is, then of how sure a report is, which are reckoned from these."""
    found: dict[str, dict[str, float]] = {}
    for of, beside in ((FIELDS, 0.0), (("report",), BESIDE_SURE)):
        with weighed(found):
            each = crossed(reads, partial(_sure_in, of=of), given, beside)
        found |= {choice: fit(examples, SURE_PENALTY) for choice, examples in each.items()}
    return found


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
    with weighed(found):
        found |= joining(reads, plain, said)
    with weighed(found):
        return chosen(reads, plain, said) | found | sure(reads, plain)


def joining(reads: Sequence[Read], given: Sequence[str], reviews: Reviews | None = None) -> dict[str, dict[str, float]]:
    """Return the weights of what joins clusters and of what tells echoes; ``given`` are fitted first, on other documents."""
    told = crossed(reads, _named("agreement", agreement_examples), given, ECHOES)
    found = {"agreement": fit_choice(told.get("agreement", ()), ECHO_PENALTY)}
    with weighed(found):
        each = crossed(reads, _named("own_event", own_event_examples), given, BESIDE_OTHERS)
    return found | {"own_event": fit([*each.get("own_event", ()), *(reviews or {}).get("own_event", ())], SURE_PENALTY)}


def _named(choice: str, examples: Callable[[Read], Iterator[Any]]) -> Callable[[Read], Iterator[tuple[str, Any]]]:
    return lambda document: ((choice, one) for one in examples(document))


def main() -> None:
    """Fit every choice, or the plain ones that are asked for, and write them."""
    asked = _asked(sys.argv[1:])
    reader = Reader()
    others = [read(json.loads(line), reader) for path in asked.gold for line in path.open(encoding="utf-8")]
    reviews = importlib.import_module("bench.fit_reviews").reviews_of(asked.reviews, reader) if asked.reviews else None
    own = [read(one, reader) for one in documents() if not (one["calibration"] or one["held_out"])]
    reads = [*others, *(replace(one, counts_fully=not others) for one in own)]
    if asked.only == ["sure"]:
        made = sure(reads, [*RANKED, *CHOICES])
    elif set(asked.only) & JOINING:
        made = joining(reads, [], reviews)
    else:
        made = chosen(reads, asked.only, reviews) if asked.only else fitted(reads, reviews)
    for choice, weights in made.items():
        write(choice, weights, asked.out)


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.fit", description="Fit what the cues weigh.")
    parser.add_argument(
        "gold", nargs="*", type=Path, help="annotated documents of others, of which numbers alone are kept"
    )
    parser.add_argument("--reviews", type=Path, help="an archive, of whose events people have said what is right")
    parser.add_argument(
        "--only",
        nargs="*",
        default=[],
        help="plain choices, which alone are fitted: place time; or sure, or agreement with own_event",
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="the folder that the weights are written to")
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
