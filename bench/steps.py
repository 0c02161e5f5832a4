"""What each step of reading brings: annotated documents read with one step made plain at a time.

``python -m bench.steps GOLD.jsonl SCORER.py`` prints a table. SCORER.py is the scorer of that gold, with ``score(gold, lines)`` as
shared gold has it; the names and triggers of a text are found once, and only what is made of them is done anew.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from events.arguments.event_mention import EventMention
from events.attribution.finder import Verdict
from events.coding.casualties import counts_of
from events.coding.document import Document
from events.coding.place import places_by_rule
from events.coding.reports import code
from events.coding.time import times_by_rule
from events.coding.toll_cues import Around, Of
from events.coreference.in_document import EventCluster
from events.mentions.casualties.total import total
from events.model import ActorRole, Count, Reading, ReportPlace, When
from events.reader import Reader
from events.serialise import article_of, line_of
from geo import Place, Unresolved
from text import Span
from text.passages import Passage

FIELDS = ("type", "place", "when", "actors", "dead", "injured", "source")
Plain = tuple[str, Callable[..., Any]]


def _one_passage(text: str) -> tuple[Passage, ...]:
    return (Passage(Span(0, len(text), text), "paragraph", 0),)


def _alone(mentions: Sequence[EventMention], _: object) -> tuple[EventCluster, ...]:
    return tuple(EventCluster((one,)) for one in mentions)


def _as_they_are(held: Sequence[Any]) -> tuple[EventCluster, ...]:
    return tuple(one.cluster for one in held)


def _parts(cluster: EventCluster, *_: object) -> tuple[tuple[ActorRole, ...], tuple[()], float]:
    parts = {part.mention.actor.id: part for part in reversed(cluster.representative.arguments)}
    return tuple(ActorRole(one.mention.actor, one.role, one.mention.span) for one in parts.values()), (), 0.5


def _nearest(
    cluster: EventCluster, document: Document, *_: object
) -> tuple[ReportPlace | Unresolved, tuple[()], float]:
    found = (mention.place for _, _, mention in places_by_rule(cluster, document) if mention)
    place = next((one for one in found if isinstance(one, Place)), None)
    return ReportPlace(place) if place else Unresolved("no rule finds one"), (), 0.5


def _first_day(cluster: EventCluster, document: Document) -> tuple[When | Unresolved, bool, tuple[()], float]:
    day = next((one.when for _, _, one in times_by_rule(cluster, document) if one and one.when), None)
    published = document.around.published
    return day or (When(published, published, "day") if published else Unresolved("no rule finds one")), False, (), 0.5


def _added(around: Around, of: Of) -> tuple[Count | None, tuple[()], float]:
    summed = total(counts_of(around.cluster, around.document), of=of)
    return summed.count if summed else None, (), 0.5


def _asserted(*_: object, **__: object) -> Verdict:
    return Verdict("asserted", "the article says so itself")


STEPS: dict[str, tuple[Plain, ...]] = {
    "all steps": (),
    "shape: no passages": (("events.coding.reports.passages", _one_passage),),
    "is it an event: all are": (("events.coding.reports.is_event", lambda *_: True),),
    "joining: none": (
        ("events.coding.reports.resolve_coreference", _alone),
        ("events.coding.reports.joined", _as_they_are),
    ),
    "echoes: none left out": (("events.coding.reports.is_own_event", lambda *_: True),),
    "type: the first rule's": (("events.coding.fields.choose", lambda *_: (0, 0.5)),),
    "place: the first rule's": (("events.coding.fields.choose_place", _nearest),),
    "day: the first rule's": (("events.coding.fields.choose_time", _first_day),),
    "actors: the first sentence's grammar": (("events.coding.fields.choose_actors", _parts),),
    "dead and injured: added up": (("events.coding.fields.choose_toll", _added),),
    "sources: all asserted": (("events.coding.report.verdict", _asserted),),
}  # step made plain -> what stands in for it


def main(arguments: Sequence[str]) -> int:
    """Print the table for a file of gold lines and its scorer; the exit status is 2 where they are not given."""
    if len(arguments) != 2:
        sys.stderr.write((__doc__ or "") + "\n")
        return 2
    lines = [json.loads(line) for line in Path(arguments[0]).read_text(encoding="utf-8").splitlines() if line.strip()]
    reader = Reader()
    read = [
        reader.mentions(article_of({key: line.get(key) for key in ("id", "text", "published", "title")}))
        for line in lines
    ]
    scorer = _scorer(Path(arguments[1]))
    sys.stdout.write("| | F1 | duplicates | no event | accepted | " + " | ".join(FIELDS) + " |\n|" + "---|" * 12 + "\n")
    for step, plain in STEPS.items():
        sys.stdout.write(f"| {step} | " + " | ".join(_row(lines, list(_told(read, plain)), scorer)) + " |\n")
    return 0


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise ValueError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _told(read: Sequence[Any], plain: tuple[Plain, ...]) -> Iterator[dict[str, Any]]:
    with ExitStack() as stack:
        for name, stand_in in plain:
            stack.enter_context(patch(name, stand_in))
        for one in read:
            yield line_of(Reading(one.article, one.places, one.dates, one.actors, code(one).reports))


def _row(lines: list[dict[str, Any]], told: list[dict[str, Any]], scorer: ModuleType) -> Iterator[str]:
    counted, field, _, _ = scorer.score(lines, told)
    reports, matched = counted["reports"], counted["matched"]
    precision, recall = matched / reports, counted["found"] / counted["events"]
    shares = (
        2 * precision * recall / (precision + recall),
        counted["duplicate"] / reports,
        counted["no event"] / reports,
        counted["accepted"] / reports,
    )
    yield from (f"{share:.3f}" for share in (*shares, *(field[name] / matched for name in FIELDS)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
