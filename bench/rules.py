"""How good is each rule and cue? ``python -m bench.rules [GOLD.jsonl ...] [--write]``: how often it fired and was right.

``--take-out`` asks what readings lose without each of them (bench/take_out.py).


A rule is right where the field that it gave a report is the event's; a refusal where the refused word stands in no stretch
that tells an event (so one beside the word that tells it counts as wrong); a cue
where what it speaks for is so, or what it speaks against is not. Read are our own documents and those given; ``--write``
keeps the figures in seeds/ledger.csv, which the page shows beside each rule.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench import take_out
from bench.documents import documents
from bench.examples import CHOICES, RANKED, Document, Read, event_of, read
from bench.judge import fields_right
from events.coding.event_type import RULES as TYPES
from events.coding.report import report
from events.coding.reports import document_of
from events.coreference.distinct_rules import DISTINCT_RULES
from events.model import Report
from events.reader import Reader
from events.triggers import refusals
from text.ledger import LEDGER, parts
from text.scoring import weights

FIELD = {
    "sub_event_type": "type", "place": "place", "when": "when", "actor": "actors", "fatalities": "fatalities",
    "injured": "fatalities", "said_by": "source", "denied_by": "source", "status": "source",
}  # fmt: skip
Key = tuple[str, str]


@dataclass(slots=True)
class Ledger:
    """(kind, name) -> how often it fired and how often that was right."""

    counts: dict[Key, list[int]] = field(default_factory=dict)

    def enter(self, kind: str, name: str, *, right: bool) -> None:
        """Enter that something fired.

        >>> ledger = Ledger()
        >>> ledger.enter("type", "a mob", right=True)
        >>> ledger.counts
        {('type', 'a mob'): [1, 1]}
        """
        row = self.counts.setdefault((kind, name), [0, 0])
        row[0] += 1
        row[1] += right


def enter(document: Read, ledger: Ledger) -> None:
    """Enter all that fired in a document.

    >>> ledger = Ledger()
    >>> enter(read({"id": "a", "text": "Rebels shelled Hama.", "events": []}, reader()), ledger)
    >>> ledger.counts["word", "verb:shell"]
    [1, 0]
    """
    for made, marks in _reports(document):
        for kind, name, judged in _named(made):
            ledger.enter(kind, name, right=marks.get(judged, False))
    stretches = [stretch for event in document.gold["events"] for stretch in event["told"]]
    for trigger in (trigger for each in document.mentions.triggers for trigger in each if trigger.refused):
        told = any(start <= trigger.span.start < stop for start, stop in stretches)
        ledger.enter("refusal", trigger.refused, right=not told)
    for choice in (*CHOICES, *RANKED):
        _enter_cues(choice, document, ledger)


def _reports(document: Read) -> Iterator[tuple[Report, dict[str, bool]]]:
    """Yield each report with the fields that it has as its event does; none where it tells no event."""
    whole = document_of(document.mentions)
    for cluster in whole.clusters:
        numbers = (event_of(one, document.gold) for one in cluster.event_mentions)
        number = next((n for n in numbers if n is not None), None)
        made = report(cluster, whole)
        yield made, {} if number is None else fields_right(document.gold["events"][number], made)


def _named(made: Report) -> Iterator[tuple[str, str, str]]:
    """Yield kind and name of each rule behind a report, and the field by which it is judged."""
    yield from {
        (kind, name, FIELD[each.field])
        for each in made.evidence
        for kind, name in parts(each.field, each.rule)
        if each.field in FIELD
    }


def _enter_cues(choice: str, document: Read, ledger: Ledger) -> None:
    known = weights(choice)
    groups = RANKED[choice](document) if choice in RANKED else [CHOICES[choice](document)]
    for example in (one for group in groups for one in group):
        for name, value in example.cues.items():
            if value and known.get(name):
                ledger.enter(f"cue of {choice}", name, right=(known[name] * value > 0) == example.right)


def never_fired(ledger: Ledger) -> list[Key]:
    """Return the named rules of types, refusals and pairs of mentions that never fired.

    >>> ("refusal", "animals") in never_fired(Ledger())
    True
    """
    named = [
        *(("refusal", name) for name in refusals.names()),
        *(("sub_event_type", name) for name, _ in TYPES),
        *(("cue of coreference", f"distinct: {name}") for name, _ in DISTINCT_RULES),
    ]
    return [key for key in named if key not in ledger.counts]


def gold_of(paths: Iterable[str]) -> Iterator[Document]:
    """Yield our own documents, then those of the gold files.

    >>> next(gold_of(()))["id"]
    'a-001-drc-sake-minova'
    """
    yield from documents()
    for path in paths:
        yield from (json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip())


def lines(ledger: Ledger) -> Iterator[str]:
    """Yield a line a rule or cue, kind by kind, the most used first; then what never fired.

    >>> ledger = Ledger()
    >>> ledger.enter("type", "a mob", right=True)
    >>> next(lines(ledger))
    'type                           1     1  1.00  a mob'
    """
    for (kind, name), (fired, right) in _ordered(ledger):
        yield f"{kind:26} {fired:5} {right:5}  {right / fired:.2f}  {name}"
    yield from (f"{kind:26} never fired        {name}" for kind, name in never_fired(ledger))


def _ordered(ledger: Ledger) -> list[tuple[Key, list[int]]]:
    return sorted(ledger.counts.items(), key=lambda row: (row[0][0], -row[1][0], row[0][1]))


def main() -> None:
    """Print the ledger; with ``--write`` keep it, too; with ``--take-out`` print what each rule brings."""
    ledger, reader = Ledger(), Reader()
    asked = gold_of(each for each in sys.argv[1:] if not each.startswith("--"))
    if "--take-out" in sys.argv:
        take_out.main(list(asked), reader)
        return
    for one in asked:
        enter(read(one, reader), ledger)
    print(*lines(ledger), sep="\n")
    if "--write" in sys.argv:
        with LEDGER.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("kind", "name", "fired", "right"))
            writer.writerows((*key, *counts) for key, counts in _ordered(ledger))


if __name__ == "__main__":
    main()
