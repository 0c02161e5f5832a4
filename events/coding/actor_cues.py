"""Who takes part in a happening, and in which role: every actor that is named, each with cues for either role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.arguments import BETWEEN, CLASHED, event_class, observers
from events.coding.document import Document
from events.coreference import CLAIM, EventCluster
from events.mentions.actors import actor_lexicon
from events.model import ARMED, OUTSIDERS, Actor, ActorMention, Role
from text.lexicon import word_class
from text.scoring import Cues

CLAIMS = "claims responsibility"  # the rule of grammar by which somebody says that the deed is his
SIDES_NAMED = frozenset({BETWEEN, CLASHED})  # rules of grammar that say outright who stood against whom
ROLES: tuple[Role, ...] = ("initiator", "target")


@dataclass(frozen=True, slots=True)
class ActorCandidate:
    """An actor with the mention that stands for it, the cues of each role, and the part that grammar gives it."""

    actor: Actor
    mention: ActorMention
    cues: dict[Role, Cues]
    part: str
    rule: str
    inherited: bool


def actor_candidates(cluster: EventCluster, document: Document) -> tuple[ActorCandidate, ...]:
    """Return the actors that the document names, each once, in the order in which they are named.

    >>> text = document("Rebels attacked the army in Hama.")
    >>> [(one.actor.id, one.part) for one in actor_candidates(text.clusters[0], text)]
    [('rebels', 'initiator'), ('syria-forces', 'target')]
    """
    named: dict[str, list[ActorMention]] = {}
    at: dict[tuple[str, int], list[ActorMention]] = {}
    found_them = {
        m.actor.id for one in cluster.event_mentions for t in one.triggers for m in observers(one.sentence, t)
    }
    part = {argument.mention.actor.id for one in cluster.event_mentions for argument in one.arguments}
    for mention in (*document.actors, *(part.mention for one in cluster.event_mentions for part in one.arguments)):
        here = at.setdefault((mention.actor.id, mention.span.start), [])
        if mention not in here:
            here.append(mention)
            named.setdefault(mention.actor.id, []).append(mention)
    around = _Around.of(cluster, document)
    telling = {id_ for id_, mentions in named.items() if mentions[0].actor.kind in TELLING}
    return tuple(_candidate(found, around) for id_, found in named.items() if id_ not in (found_them | telling) - part)


TELLING = OUTSIDERS  # kinds of actors that tell of deeds and help: sides only where grammar says so


@dataclass(frozen=True, slots=True)
class _Around:
    """What all candidates of one happening are held against."""

    cluster: EventCluster
    document: Document
    numbers: frozenset[int]
    parts: dict[str, list[tuple[str, str, int]]]  # actor -> role, rule, number of its mention in the cluster
    elsewhere: dict[str, Counter[str]]
    speakers: frozenset[str]
    speakers_here: frozenset[str]
    title: str
    doer: str

    @classmethod
    def of(cls, cluster: EventCluster, document: Document) -> _Around:
        parts: dict[str, list[tuple[str, str, int]]] = {}
        for at, one in enumerate(cluster.event_mentions):
            claimed = (one.main.rule, one.main.kind) == CLAIM
            for part in one.arguments:
                rule = CLAIMS if claimed and part.role == "initiator" else part.rule
                parts.setdefault(part.mention.actor.id, []).append((part.role, rule, at))
        elsewhere: dict[str, Counter[str]] = {}
        for other in document.clusters:
            for one in other.event_mentions if other is not cluster else ():
                for part in one.arguments:
                    elsewhere.setdefault(part.mention.actor.id, Counter())[part.role] += 1
        numbers = frozenset(one.number for one in cluster.event_mentions)
        says = [claim for claim in document.claims if claim.source and claim.verb in {"says", "denies"}]
        doers = Counter({actor: count["initiator"] for actor, count in elsewhere.items() if count["initiator"]})
        return cls(
            cluster, document, numbers, parts, elsewhere,
            frozenset(claim.source.id for claim in says if claim.source),
            frozenset(claim.source.id for claim in says if claim.source and document.number(claim.span) in numbers),
            (document.article.title or "").lower(), doers.most_common(1)[0][0] if doers else "",
        )  # fmt: skip

    def taken(self, role: str, actor: str) -> bool:
        """Whether grammar gives the role to another actor."""
        return any(
            name != actor and any(part[0] in {role, "party"} for part in parts) for name, parts in self.parts.items()
        )


def _candidate(mentions: list[ActorMention], around: _Around) -> ActorCandidate:
    actor = mentions[0].actor
    parts = around.parts.get(actor.id, [])
    numbers = [around.document.number(mention.span) for mention in mentions]
    own = [mention for mention, number in zip(mentions, numbers, strict=True) if number in around.numbers]
    shared = (
        *_itself(actor, mentions, around),
        *_near(mentions, numbers, around),
        *_elsewhere(mentions, numbers, around),
    )
    cues = {
        role: dict.fromkeys((*shared, *_role(role, actor, around), *_crossed(role, actor, around)), 1.0)
        for role in ROLES
    }
    told = [
        argument.mention
        for one in around.cluster.event_mentions
        for argument in one.arguments
        if argument.mention.actor.id == actor.id
    ]
    (part, rule, _), near = min(
        zip(parts, told, strict=True),
        key=lambda said: _how_plainly(*said[0]),
        default=(("", "the likeliest of the text's actors", 0), (own or mentions)[0]),
    )
    return ActorCandidate(actor, near, cues, part, rule, not own)


def _how_plainly(role: str, rule: str, at: int) -> tuple[bool, int, bool]:
    """How plainly grammar says a part: outright, in the mention told first, as doer or hit and not only beside the deed."""
    return rule not in SIDES_NAMED, at, role == "party"


def _itself(actor: Actor, mentions: list[ActorMention], around: _Around) -> Iterator[str]:
    yield f"class {actor.inter}"
    yield f"kind: {actor.kind or 'named'}"
    if actor.id in actor_lexicon().kinds:
        yield (
            "a word for people"
            if actor.inter == 7
            else "a word for armed people"
            if actor.inter in ARMED
            else "a word for a crowd"
        )
    else:
        yield "a name"
    yield "named once" if len(mentions) == 1 else "named two or three times" if len(mentions) < 4 else "named often"
    if actor.id in around.speakers_here:
        yield "speaks in its sentences"
    elif actor.id in around.speakers:
        yield "speaks elsewhere"
    if any(mention.span.text.lower() in around.title for mention in mentions):
        yield "in the title"
    if actor.voice_of:
        yield "speaks for another"
    for rule in {mention.rule[:40] for mention in mentions}:
        yield f"read as: {rule}"


def _near(mentions: list[ActorMention], numbers: list[int], around: _Around) -> Iterator[str]:
    own = [(mention, number) for mention, number in zip(mentions, numbers, strict=True) if number in around.numbers]
    if own:
        yield "in a sentence of the happening"
        main = around.cluster.representative
        here = [mention for mention, number in own if number == main.number]
        if here:
            yield "in its first sentence"
            yield "before the deed" if here[0].span.start < main.main.span.start else "after the deed"
        if len({number for _, number in own}) > 1:
            yield "in several of its sentences"
    else:
        gap = min(min(abs(number - own_) for own_ in around.numbers) for number in numbers)
        yield "one sentence away" if gap == 1 else "two or three sentences away" if gap < 4 else "far away"
        before = any(0 < min(around.numbers) - number <= 2 for number in numbers)
        if before:
            yield "just before"
    if min(numbers) <= 1:
        yield "in the lead"


def _elsewhere(mentions: list[ActorMention], numbers: list[int], around: _Around) -> Iterator[str]:
    """Cues of an actor that does something else in the happening's sentences: it finds, says, watches, flees."""
    sentences = {one.number: one.sentence for one in around.cluster.event_mentions}
    deeds = {trigger.token for one in around.cluster.event_mentions for trigger in one.triggers}
    for mention, number in zip(mentions, numbers, strict=True):
        if number not in sentences:
            continue
        token = sentences[number].head(mention.span)
        if token.relation in {"agent", "passive patient"} and token.head not in deeds:
            yield "subject of another verb"
            if token.head.lemma in word_class("saying"):
                yield "subject of a verb of saying"
        elif token.relation in {"compound", "adjective", "possessor", "noun modifier"} and token.head not in deeds:
            yield "before another noun"


def _role(role: Role, actor: Actor, around: _Around) -> Iterator[str]:
    parts = around.parts.get(actor.id, [])
    other = "target" if role == "initiator" else "initiator"
    for said, rule, at in parts:
        name = "this role" if said == role else "the other role" if said == other else "a side"
        yield f"{name}: {rule}"
        yield f"grammar gives {name}"
        if at == 0:
            yield f"grammar gives {name} at once"
    if not parts:
        yield "grammar gives no part"
    if around.taken(role, actor.id):
        yield "another has this role by grammar"
        if not parts:
            yield "no part, and another has this role"
    elif not parts:
        yield "no part, and nobody has this role"
    beside = around.elsewhere.get(actor.id, Counter())
    if beside[role]:
        yield "has this role in another happening"
    if beside[other]:
        yield "has the other role in another happening"
    if actor.id == around.doer:
        yield "does most in the text"


def _crossed(role: Role, actor: Actor, around: _Around) -> Iterator[str]:
    kind = around.cluster.representative.main.kind
    yield f"{'armed' if actor.inter in ARMED else 'people' if actor.inter == 7 else 'others'} in {event_class(kind)}"
    if actor.inter == 7 and kind in {"harm", "assault", "Abduction/forced disappearance"}:
        yield f"people: {kind}"
    if actor.inter in ARMED and not around.parts.get(actor.id) and not around.taken(role, actor.id):
        yield "armed, and nobody has this role"
    named = [
        name for name, parts in around.parts.items() if name != actor.id and any(p[0] in {role, "party"} for p in parts)
    ]
    if actor.id in actor_lexicon().kinds and any(name not in actor_lexicon().kinds for name in named):
        yield "a plain word beside a name in this role"


def nobody_cues(role: Role, cluster: EventCluster, candidates: Sequence[ActorCandidate]) -> Cues:
    """Return the cues for nobody having a role.

    >>> sorted(nobody_cues("target", document("Rebels shelled Hama.").clusters[0], ()))
    ['nobody', 'nobody is named by grammar', 'nobody: Shelling/artillery/missile attack', 'nobody: violence']
    """
    main = cluster.representative.main
    cues = ["nobody", f"nobody: {event_class(main.kind)}", f"nobody: {main.kind}"]
    given = [one for one in candidates if one.part in {role, "party"}]
    cues.append("somebody is named by grammar" if given else "nobody is named by grammar")
    if candidates and not any(one.actor.inter in ARMED for one in candidates):
        cues.append("nobody armed in the text")
    if candidates and any(
        one.actor.inter in ARMED and "has this role in another happening" in one.cues[role] for one in candidates
    ):
        cues.append("somebody has this role in another happening")
    return dict.fromkeys(cues, 1.0)
