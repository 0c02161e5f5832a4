"""What does each rule bring? ``python -m bench.rules --take-out [GOLD.jsonl ...]``: rules taken out one at a time.

Our own documents and those given are read once, and it is noted which rule held in which; then each rule is taken out, and
those documents are read again. A rule is used where it changes a reading, and brings something where readings get worse
without it. What never held, or changes nothing, is a candidate to go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bench.examples import Document, event_of
from bench.gold_articles import decoys
from bench.judge import fields_right
from events.attribution import finder as attribution
from events.coding import event_type
from events.coding.report import report
from events.coding.reports import document_of
from events.coreference import in_sentence
from events.mentions.actors import finder as actors
from events.mentions.casualties import numbers, total, victims
from events.mentions.times import finder as times
from events.reader import Reader
from events.serialise import article_of
from events.triggers import refusals
from geo import rules as places
from text import sentences

MOST = 60  # documents in which a rule is tried
Rule = Any  # a function, a tuple of a name and a function, or a named tuple with "read"
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Table:
    """An ordered list of rules: the attribute of a module, or (``called``) what the function of that name returns."""

    kind: str
    module: Any
    attribute: str
    called: bool = False

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules as they stand.

        >>> len(TABLES[0].rules()) > 40
        True
        """
        found = getattr(self.module, self.attribute)
        return tuple(found() if self.called else found)

    @contextmanager
    def holding(self, rules: Sequence[Rule]) -> Iterator[None]:
        """Put these rules in the place of the table's own for a while.

        >>> with TABLES[0].holding(()):
        ...     TABLES[0].rules()
        ()
        """
        own = getattr(self.module, self.attribute)
        setattr(self.module, self.attribute, (lambda: tuple(rules)) if self.called else tuple(rules))
        try:
            yield
        finally:
            setattr(self.module, self.attribute, own)


TABLES = (
    Table("refusal", refusals, "_rows", called=True),
    Table("refusal", refusals, "WEIGHED"),
    Table("type", event_type, "RULES"),
    Table("distinct in a sentence", in_sentence, "DISTINCT_IN_SENTENCE"),
    Table("actor", actors, "RULES"),
    Table("status", attribution, "STATUS_RULES"),
    Table("number", numbers, "RULES"),
    Table("victims", victims, "PHRASE_RULES"),
    Table("sum", total, "JOIN_RULES"),
    Table("place", places, "RULES"),
    Table("sentence", sentences, "RULES"),
    Table("time", times, "RULES"),
)


def name_of(rule: Rule) -> str:
    """Return what a rule is called.

    >>> name_of(("of nature", len)), name_of(name_of)
    ('of nature', 'name_of')
    """
    if isinstance(rule, tuple):
        return str(rule[0])
    return str(rule.__name__).strip("_")


@dataclass(frozen=True, slots=True)
class _Watched:
    """The conditions of a row, which note when they hold."""

    row: Any
    note: Callable[[], None]

    def possible(self, said: frozenset[str]) -> bool:
        return bool(self.row.possible(said))

    def holds(self, token: Any) -> bool:  # noqa: ANN401 - handed on
        held = bool(self.row.holds(token))
        if held:
            self.note()
        return held


def watched(rule: Rule, note: Callable[[], None]) -> Rule:
    """Return a rule that does the same and notes when it holds.

    >>> seen = []
    >>> watched(("even", lambda n: n % 2 == 0), lambda: seen.append(1))[1](4), seen
    (True, [1])
    """

    def noting(own: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*given: object) -> object:
            found = own(*given)
            if found or (found is not None and found is not False and found != ""):
                note()
            return found

        return asked

    if callable(rule):
        return noting(rule)
    if hasattr(rule, "_replace"):
        return rule._replace(read=noting(rule.read))
    at = next((at for at, part in enumerate(rule) if callable(part)), None)
    if at is None:
        return (rule[0], _Watched(rule[1], note), *rule[2:])
    return (*rule[:at], noting(rule[at]), *rule[at + 1 :])


@dataclass(frozen=True, slots=True)
class Marks:
    """What a reading of a document comes to: fields that are right, reports that tell no event or one told before."""

    told: tuple[tuple[object, ...], ...]
    right: int
    wrong: int


def marks(document: Document, reader: Reader) -> Marks:
    """Return the marks of a document as it is read now.

    >>> marks({"id": "a", "text": "Rebels shelled Hama.", "events": []}, reader()).wrong
    1
    """
    keys = ("id", "text", "title", "published", "source")
    whole = document_of(reader.mentions(article_of({key: document.get(key) for key in keys})))
    told, right, wrong, seen = [], 0, 0, set()
    for cluster in whole.clusters:
        made = report(cluster, whole)
        told.append(
            (made.sub_event_type, made.place, made.when, made.actors, made.fatalities, made.injured, made.status)
        )
        numbers_ = (event_of(one, document) for one in cluster.event_mentions)
        number = next((each for each in numbers_ if each is not None), None)
        if number is None or number in seen:
            wrong += 1
            continue
        seen.add(number)
        right += sum(fields_right(document["events"][number], made).values())
    return Marks(tuple(told), right, wrong)


@dataclass(slots=True)
class Trial:
    """What taking a rule out does: documents it held in, how many readings change, fields right and wrong reports gained."""

    kind: str
    name: str
    held: list[int] = field(default_factory=list)
    changed: int = 0
    right: int = 0
    wrong: int = 0

    def enter(self, before: Marks, after: Marks | None) -> None:
        """Enter a document's marks with the rule and without it; None where it cannot be read without.

        >>> one = Trial("type", "a mob", [0])
        >>> one.enter(Marks((), 5, 0), Marks((), 4, 0))
        >>> one.right
        -1
        """
        self.changed += after != before
        self.right += (after.right if after else 0) - before.right
        self.wrong += (after.wrong if after else before.wrong + 1) - before.wrong

    @property
    def verdict(self) -> str:
        """Return in few words what the rule is worth.

        >>> Trial("type", "a mob").verdict, Trial("type", "a mob", [3], 1, -2).verdict
        ('never held', 'serves')
        """
        if not self.held:
            return "never held"
        if len(self.held) > MOST and not self.changed:
            return "holds everywhere"
        if not self.changed:
            return "changes nothing"
        gain = self.right - 2 * self.wrong
        return "serves" if gain < 0 else "makes no difference" if gain == 0 else "harms"


def trials(documents: Sequence[Document], reader: Reader) -> Iterator[Trial]:
    """Yield what each rule of each table brings, taken out alone.

    >>> found = trials([{"id": "a", "text": "Rebels did not shell Hama.", "events": []}], reader())
    >>> next(found).kind
    'refusal'
    """
    tables = [(table, table.rules()) for table in TABLES]
    found = [[Trial(table.kind, name_of(rule)) for rule in own] for table, own in tables]
    before = list(_watching(tables, found, documents, reader))
    for (table, own), of_table in zip(tables, found, strict=True):
        for at, trial in enumerate(of_table):
            with table.holding((*own[:at], *own[at + 1 :])):
                for number in trial.held[:MOST] if len(trial.held) < max(MOST, len(documents) // 4) else ():
                    trial.enter(before[number], _marks_without(documents[number], reader))
            yield trial


def _marks_without(document: Document, reader: Reader) -> Marks | None:
    """Return the marks of a document while a rule is missing; None where others count on it to have gone before."""
    try:
        return marks(document, reader)
    except (LookupError, StopIteration, RuntimeError, TypeError, AttributeError, ValueError):
        return None


def _watching(
    tables: Sequence[tuple[Table, tuple[Rule, ...]]],
    found: Sequence[Sequence[Trial]],
    documents: Sequence[Document],
    reader: Reader,
) -> Iterator[Marks]:
    """Yield the marks of each document, noting which rules hold in it."""
    held: set[tuple[int, int]] = set()
    with ExitStack() as stack:
        for number, (table, own) in enumerate(tables):
            noting = [watched(rule, partial(held.add, (number, at))) for at, rule in enumerate(own)]
            stack.enter_context(table.holding(noting))
        for number, document in enumerate(documents):
            held.clear()
            yield marks(document, reader)
            for of, at in held:
                found[of][at].held.append(number)


def main(documents: Sequence[Document], reader: Reader) -> None:
    """Print a line a rule: kind, documents it held in, readings that change, fields right and wrong reports without it.

    The decoys of our own gold are read, too: texts that tell no event.
    """
    documents = [*documents, *({"id": f"decoy-{n}", "text": text, "events": []} for n, text in enumerate(decoys()))]
    print("kind                     held changed right wrong  verdict              rule")
    for one in trials(documents, reader):
        print(
            f"{one.kind:24} {len(one.held):4} {one.changed:7} {one.right:+5} {one.wrong:+5}  {one.verdict:20} {one.name}",
            flush=True,
        )
