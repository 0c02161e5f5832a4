"""Which sub-event type a happening has: what the rules say of each mention of it, and the means that its text names elsewhere.

Each type stands as a candidate with cues for and against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.arguments import EventMention
from events.coding.document import Document
from events.coding.event_type import sub_event_type
from events.coreference import EventCluster
from events.mentions.actors import inter_in
from events.model import EVENT_TYPE_OF
from text.scoring import Cues

PLAIN = frozenset({"Attack", "Armed clash"})  # what the rules give where no means is told
MEANS = {
    "Air/drone strike": frozenset({"Air/drone strike", "means:air"}),
    "Shelling/artillery/missile attack": frozenset({"Shelling/artillery/missile attack", "means:artillery"}),
    "Remote explosive/landmine/IED": frozenset({"Remote explosive/landmine/IED", "bombing", "means:mine"}),
    "Suicide bomb": frozenset({"Suicide bomb", "means:suicide"}),
}  # types that are told by what the deed was done with -> the kinds of words that name it
_ALL_MEANS = frozenset().union(*MEANS.values())
ELSEWHERE = "named elsewhere in the text"  # the rule of a type that no rule gives a mention of the happening


@dataclass(frozen=True, slots=True)
class TypeCandidate:
    """A sub-event type, the number of the mention that gives it first, the rule, and its cues."""

    kind: str
    mention: int
    rule: str
    cues: Cues


def type_candidates(cluster: EventCluster, document: Document, country: str | None) -> tuple[TypeCandidate, ...]:
    """Return the types that the rules give the mentions of a cluster, in the order of the text, then those that may be meant.

    >>> text = document("Rebels shelled Hama. Two men were killed in the attack.")
    >>> [one.kind for one in type_candidates(text.clusters[0], text, "SY")][0]
    'Shelling/artillery/missile attack'
    """
    mentions = cluster.event_mentions
    said = [sub_event_type(replace(cluster, best=at), country) for at in range(len(mentions))]
    found: dict[str, TypeCandidate] = {}
    for at, (kind, rule) in enumerate([*said, *((kind, ELSEWHERE) for kind in _meant(said, cluster))]):
        if kind in found:
            continue
        cues = (
            *_cues(kind, rule, said, cluster, document),
            *_means_cues(kind, cluster, document),
            *_deed_cues(kind, mentions, country),
        )
        found[kind] = TypeCandidate(kind, at if at < len(said) else cluster.best, rule, dict.fromkeys(cues, 1.0))
    return tuple(found.values())


def _meant(said: list[tuple[str, str]], cluster: EventCluster) -> Iterator[str]:
    """Yield the types that violence could be whose means its own words leave open ("attack", "bombed"), the plain ones last."""
    kinds = {kind for kind, _ in said}
    unsaid = any(trigger.kind == "bombing" for one in cluster.event_mentions for trigger in one.triggers)
    if unsaid or (kinds & PLAIN and not kinds & set(MEANS)):
        yield from MEANS
    if kinds & (PLAIN | set(MEANS)):
        yield from sorted(PLAIN)


def _cues(
    kind: str, rule: str, said: list[tuple[str, str]], cluster: EventCluster, document: Document
) -> Iterator[str]:
    mentions, first = cluster.event_mentions, said[cluster.best][0]
    votes = [n for n, (other, _) in enumerate(said) if other == kind]
    yield from (f"type: {kind}", f"rule: {rule}")
    if kind != first:
        yield f"first {first}, then {kind}"
        if EVENT_TYPE_OF[kind] == EVENT_TYPE_OF[first]:
            yield "the same event type as the first"
    if not votes:
        return
    yield "of the first mention" if kind == first else "of a later mention"
    yield "of several mentions" if len(votes) > 1 else "of one mention"
    if 2 * len(votes) > len(said):
        yield "of most mentions"
    if any(mentions[n].number <= 1 for n in votes):
        yield "in the lead"
    if kind in PLAIN and {other for other, _ in said} - PLAIN:
        yield "a plain type beside a telling one"
    yield "by a noun" if mentions[votes[0]].main.rule.startswith("noun:") else "by a verb"
    if mentions[votes[0]].main.token.base in document.around.title_words:
        yield "its word stands in the title"


def _means_cues(kind: str, cluster: EventCluster, document: Document) -> Iterator[str]:
    """Yield where the text names what a type is done with."""
    near = {one.number for one in cluster.event_mentions}
    if not (words := MEANS.get(kind)):
        return
    naming = document.around.naming(words)
    yield "its means stand in the sentence" if naming & near else "its means stand in other sentences"
    if naming & {number + step for number in near for step in (-1, 1)}:
        yield "its means stand in the sentence beside"
    if naming & {0, 1, 2}:
        yield "its means stand in the lead"
    others = document.around.naming(_ALL_MEANS)
    if 2 * len(naming) > len(others):
        yield "most means of the text are of this type"
    if document.around.last_naming(_ALL_MEANS, min(near)) in naming:
        yield "its means are those named last before"
    if _same_doer(words, cluster, document):
        yield "its means are the doer's elsewhere"


def _deed_cues(kind: str, told: tuple[EventMention, ...], country: str | None) -> Iterator[str]:
    """Yield by what words the deed is told, and by and against people of which classes."""
    yield from (f"{kind} told by {word}" for word in _words(told))
    parts = [part for one in told for part in one.arguments]
    for role in ("initiator", "target"):
        classes = {inter_in(one.mention.actor, country, role=one.role) for one in parts if one.role == role}
        yield from (f"{kind} {role} class {one}" for one in sorted(each for each in classes if each))
        if not classes:
            yield f"{kind} without {role}"


def _same_doer(words: frozenset[str], cluster: EventCluster, document: Document) -> bool:
    """Whether another happening of the text has the same initiator and is told with these means."""
    doers = _doers(cluster.event_mentions)
    others = (one for one in document.clusters if one is not cluster and doers & _doers(one.event_mentions))
    told = (mention for one in others for mention in one.event_mentions)
    return any(trigger.kind in words for one in told for trigger in (*one.triggers, *one.modifiers))


def _doers(told: tuple[EventMention, ...]) -> set[str]:
    return {part.mention.actor.id for one in told for part in one.arguments if part.role == "initiator"}


def _words(told: tuple[EventMention, ...]) -> list[str]:
    return sorted({trigger.token.base for one in told for trigger in one.triggers})
