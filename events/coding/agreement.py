"""Does a cluster tell an earlier one again? Cues of what was chosen for each: place, day, type, sides, dead and injured."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from events.arguments import Surroundings, event_class
from events.coding.fields import Fields
from events.coding.given_new import BIG, Content, content_of, given_cues, new_cues
from events.coreference import APART, NO_LINK, WINDOW, EventCluster, Link, cluster_of, rare_words, words_of
from events.model import ARMED, Count, ReportPlace, When
from geo import Place
from geo.area import kilometres
from text.scoring import Cues, band, score

AGREE = 0.3  # log-odds, over its being a happening of its own, above which a cluster is joined with earlier ones
TOWNS = frozenset({"site", "town"})
NEAR_KM = 10
DISTANCES = (
    (0, "in one sentence"), (1, "a sentence apart"), (3, "two or three sentences apart"), (10, "some sentences apart"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A cluster with its fields and words, as it is held against others."""

    cluster: EventCluster
    fields: Fields
    words: frozenset[str]
    rare: Mapping[str, float]
    content: Content

    @property
    def place(self) -> Place | None:
        """Return its place, None where it has none.

        >>> from tests.examples import clusters_in
        >>> clusters_in("Rebels shelled Hama.")[0].place.name
        'Hama'
        """
        return self.fields.place.place if isinstance(self.fields.place, ReportPlace) else None

    def actors(self, role: str) -> frozenset[str]:
        """Return who has a role in it, sides for both.

        >>> from tests.examples import clusters_in
        >>> sorted(clusters_in("Rebels shelled the army in Hama.")[0].actors("initiator"))
        ['rebels']
        """
        return frozenset(part.actor.id for part in self.fields.actors if part.role in {role, "party"})


def told(cluster: EventCluster, fields: Fields, around: Surroundings) -> Told:
    """Return a cluster as it is held against others.

    >>> text = document("Rebels shelled Hama on Monday.")
    >>> from events.coding.fields import fields_of
    >>> sorted(told(text.clusters[0], fields_of(text.clusters[0], text), text.around).words)
    ['hama', 'monday', 'rebel', 'shell']
    """
    words = frozenset(word for one in cluster.event_mentions for word in words_of(one))
    rare = {word: weight for one in cluster.event_mentions for word, weight in rare_words(one, around).items()}
    return Told(cluster, fields, words, rare, content_of(cluster, around))


def agreement_cues(a: Told, b: Told) -> Cues:
    """Return the cues for two clusters being one happening, ``a`` being told before ``b``.

    >>> from tests.examples import clusters_in
    >>> found = clusters_in("Rebels shelled Hama on Monday. On Friday troops seized Homs.")
    >>> "another town, told" in agreement_cues(*found)
    True
    """
    named = (*_layout(a, b), *_type(a, b), *_place(a, b), *_day(a, b), *_toll(a, b), *_sides(a, b))
    shared = sum(weight for word, weight in a.rare.items() if word in b.rare)
    least = min(sum(a.rare.values()), sum(b.rare.values()))
    numbers = {
        "rare words shared": shared / max(least, 1.0),
        "words shared": len(a.words & b.words) / max(1, min(len(a.words), len(b.words))),
    }
    if link := _link(a, b):
        numbers |= {
            "link": max(link.mean, NO_LINK) / 3,
            "surest pair": max(link.surest, NO_LINK) / 3,
            "surest pair above even": max(link.surest, 0.0) / 3,
        }
    return dict.fromkeys(named, 1.0) | numbers


def _link(a: Told, b: Told) -> Link | None:
    return a.cluster.links.get(b.cluster.event_mentions[0].main.span)


def may_agree(a: Told, b: Told) -> bool:
    """Whether no definition keeps two clusters apart.

    >>> from tests.examples import clusters_in
    >>> may_agree(*clusters_in("Rebels shelled Hama on Monday. On Friday troops seized Homs."))
    False
    """
    link = _link(a, b)
    return link is None or link.least > APART


def joined(found: Sequence[Told]) -> tuple[EventCluster, ...]:
    """Return the clusters in the order of the text, each joined with the earlier one that it tells again, if it does.

    Every cluster is weighed against those before it: one of them told again, or a happening of its own.

    >>> from tests.examples import clusters_in
    >>> len(joined(clusters_in("Rebels shelled Hama on Monday. On Friday troops seized Homs.")))
    2
    """
    ordered = sorted(found, key=lambda one: one.cluster.event_mentions[0].main.span.start)
    return tuple(one for at in range(0, len(ordered), WINDOW) for one in _joined(ordered[at : at + WINDOW]))


def candidates(found: Sequence[Told], at: int) -> tuple[dict[int, Cues], Cues]:
    """Return number -> cues of each earlier cluster that the one at ``at`` may tell again, and the cues of its being new.

    >>> from tests.examples import clusters_in
    >>> earlier, new = candidates(clusters_in("Rebels shelled Hama on Monday. On Friday troops seized Homs."), 1)
    >>> earlier, "of its own: a new town" in new
    ({}, True)
    """
    contents = [one.content for one in found]
    before, one = contents[:at], found[at]
    towns, days = (len(frozenset().union(*each)) for each in zip(*((c.towns, c.days) for c in contents), strict=True))
    earlier = {
        number: agreement_cues(other, one) | given_cues(before, number, one.content)
        for number, other in enumerate(found[:at])
        if may_agree(other, one) and not _first_toll(other, one)
    }
    return earlier, new_cues(one.content, before, towns, days)


def _first_toll(a: Told, b: Told) -> bool:
    """Whether the later one says who killed how many, by a verb, and the earlier one tells no dead: "killed 65 soldiers"."""
    head = b.cluster.event_mentions[0]
    doing = head.main.rule.startswith("verb:") and any(part.role == "initiator" for part in head.arguments)
    return doing and not a.content.dead and max(b.content.dead, default=0) >= BIG


def _joined(found: Sequence[Told]) -> Iterator[EventCluster]:
    groups: list[list[int]] = []
    echoes: list[float] = []
    for at in range(len(found)):
        earlier, new = candidates(found, at)
        own = score(new, "agreement")
        odds = {number: score(cues, "agreement") - own for number, cues in earlier.items()}
        open_to = [group for group in groups if _agrees([odds.get(number, APART) for number in group])]
        if open_to:
            max(open_to, key=lambda group: max(odds[number] for number in group)).append(at)
        else:
            groups.append([at])
            echoes.append(_either(odds.values()))
    yield from (_group([found[at].cluster for at in group], echo) for group, echo in zip(groups, echoes, strict=True))


def _agrees(odds: Sequence[float]) -> bool:
    """Whether a cluster tells a group of them again: no definition keeps it from one, and on average they are likelier than its being new."""
    return min(odds) > APART and sum(odds) / len(odds) > AGREE


def _either(odds: Iterable[float]) -> float:
    """Return the log-odds of any of these against the one that they all are held against."""
    return max(NO_LINK, min(-NO_LINK, math.log(sum(map(math.exp, odds)) or math.exp(NO_LINK))))


def _group(told: Sequence[EventCluster], echo: float) -> EventCluster:
    """Return clusters as one, with the log-odds that it is an echo of another."""
    mentions = [mention for cluster in told for mention in cluster.event_mentions]
    one = (
        cluster_of(sorted(mentions, key=lambda each: (each.number, each.main.span.start))) if len(told) > 1 else told[0]
    )
    return replace(one, agreement=echo)


def _layout(a: Told, b: Told) -> Iterator[str]:
    mine, theirs = a.cluster.event_mentions, b.cluster.event_mentions
    yield band(min(abs(x.number - y.number) for x in mine for y in theirs), DISTANCES, "far apart")
    yield "the later has one mention" if len(theirs) == 1 else "the later has several mentions"
    if mine[0].number <= 1:
        yield "the first begins in the lead"
    if mine[-1].number > theirs[0].number:
        yield "their sentences are mixed"


def _type(a: Told, b: Told) -> Iterator[str]:
    first, second = a.fields.kind, b.fields.kind
    ours, theirs = event_class(first), event_class(second)
    yield "the same type" if first == second else f"another type of {ours}" if ours == theirs else "another class"
    if first == second:
        yield f"both {first}"
    if a.cluster.representative.main.token.base == b.cluster.representative.main.token.base:
        yield "the same word"


def _place(a: Told, b: Told) -> Iterator[str]:
    first, second = a.place, b.place
    if first is None or second is None:
        yield "a place is missing"
        return
    carried = any(isinstance(one.fields.place, ReportPlace) and one.fields.place.inherited for one in (a, b))
    fine = {first.kind, second.kind} <= TOWNS
    reach = NEAR_KM + (0 if fine else first.uncertainty_km + second.uncertainty_km)
    what = f"{'town' if fine else 'area'}, {'carried' if carried else 'told'}"
    if first.id == second.id:
        yield f"the same {what}"
    else:
        yield f"a close {what}" if kilometres(first.at, second.at) <= reach else f"another {what}"


def _day(a: Told, b: Told) -> Iterator[str]:
    first, second = a.fields.when, b.fields.when
    if not isinstance(first, When) or not isinstance(second, When):
        yield "a day is missing"
        return
    carried = "carried" if a.fields.day_carried or b.fields.day_carried else "told"
    if (first.earliest, first.latest) == (second.earliest, second.latest):
        yield f"the same {first.precision}, {carried}"
    else:
        meet = first.earliest <= second.latest and second.earliest <= first.latest
        yield f"days meet, {carried}" if meet else f"another day, {carried}"


def _toll(a: Told, b: Told) -> Iterator[str]:
    for of, first, second in (
        ("dead", _best(a.fields.killed), _best(b.fields.killed)),
        ("injured", _best(a.fields.injured), _best(b.fields.injured)),
    ):
        if first and second:
            yield f"the same {of}" if first == second else f"other {of}"
        elif first or second:
            yield f"{of} in one of them"


def _best(count: Count | None) -> int:
    return count.best if count else 0


def _sides(a: Told, b: Told) -> Iterator[str]:
    ours, theirs = a.actors("initiator"), b.actors("initiator")
    hit, also_hit = a.actors("target"), b.actors("target")
    if ours and theirs:
        armed = all(any(p.role != "target" and p.actor.inter in ARMED for p in one.fields.actors) for one in (a, b))
        yield "an initiator in common" if ours & theirs else "other armed initiators" if armed else "other initiators"
    if hit and also_hit:
        yield "a target in common" if hit & also_hit else "other targets"
    if hit & theirs or ours & also_hit:
        yield "sides changed"
