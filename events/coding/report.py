"""Clusters -> reports: one article's word on each, every field with the words and the rule it was read by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from events.arguments import Surroundings, event_class, eventhood_cues
from events.attribution import Claim, Verdict, verdict
from events.coding.confidence import Decision, confidence, field_cues
from events.coding.document import Document
from events.coding.fields import Fields, fields_of
from events.coreference import EventCluster
from events.model import EVENT_TYPE_OF, ActorRole, Article, Evidence, Report, ReportPlace, When
from text import Span
from text.scoring import Cues, score


def anaphoric_denials(cluster: EventCluster, document: Document) -> tuple[Claim, ...]:
    """Return the denials that point back to a cluster: in its last sentence after it was told, or in the next one.

    >>> text = document("Rebels said the army shelled Hama. The army denied the report.")
    >>> [claim.span.text for claim in anaphoric_denials(text.clusters[0], text)]
    ['denied']
    """
    back = (claim for claim in document.claims if claim.verb == "denies" and claim.back)
    return tuple(claim for claim in back if antecedent(claim, document) is cluster)


def antecedent(claim: Claim, document: Document) -> EventCluster | None:
    """Return the deed told last before a denial, at most one sentence before.

    >>> text = document("Rebels said the army shelled Hama. The army denied the report.")
    >>> antecedent(next(claim for claim in text.claims if claim.back), text) is text.clusters[0]
    True
    """
    number = document.number(claim.span)
    told = [
        (one.main.span.start, cluster)
        for cluster in document.clusters
        if event_class(cluster.representative.main.kind) != "statement"
        for one in cluster.event_mentions
        if one.main.span.start < claim.span.start and 0 <= number - one.number <= 1
    ]
    return max(told, key=_start)[1] if told else None


def _start(pair: tuple[int, EventCluster]) -> int:
    return pair[0]


def news_cues(cluster: EventCluster, around: Surroundings) -> Cues:
    """Return the cues of a happening being news: each mention's cues by the share of mentions that have them.

    >>> text = document("Rebels shelled Hama on Monday.")
    >>> news_cues(text.clusters[0], text.around)["first sentence"]
    1.0
    """
    mentions = cluster.event_mentions
    cues: Cues = {}
    for one in mentions:
        for name, value in eventhood_cues(one, around).items():
            cues[name] = cues.get(name, 0.0) + value / len(mentions)
    cues["told by one mention"] = float(len(mentions) == 1)
    cues["told by three and more"] = float(len(mentions) > 2)
    cues["begins in the lead"] = float(mentions[0].number <= 1)
    return cues


LONG_AGO = 3660  # days: what is ten years past is history; earlier years of the same war are still its map


def report(cluster: EventCluster, document: Document, given: Fields | None = None) -> Report:
    """Return the report of a happening; ``given`` are its fields where they are chosen already.

    >>> text = document("Rebels shelled Hama on Monday, killing two.")
    >>> made = report(text.clusters[0], text)
    >>> made.sub_event_type, made.when.earliest.isoformat(), made.fatalities.best
    ('Shelling/artillery/missile attack', '2017-10-02', 2)
    """
    document = document.window(cluster)
    made = _decided(cluster, document, given or fields_of(cluster, document))
    sure, of_fields = confidence(field_cues(made.decision, cluster, document.around))
    return replace(made.report, news=is_news(cluster, document), confidence=sure, confidence_of=of_fields)


def report_cues(cluster: EventCluster, document: Document) -> dict[str, Cues]:
    """Return field -> the cues of its confidence, which are fitted.

    >>> text = document("Rebels shelled Hama on Monday.")
    >>> report_cues(text.clusters[0], text)["source"]["status: asserted"]
    1.0
    """
    return field_cues(_decided(cluster, document, fields_of(cluster, document)).decision, cluster, document.around)


@dataclass(frozen=True, slots=True)
class _Decided:
    """A report before anybody says how sure it is, and how its fields were chosen."""

    report: Report
    decision: Decision


def _decided(cluster: EventCluster, document: Document, given: Fields) -> _Decided:
    judged, of_claims = _claims(cluster, document, given.actors)
    where, when, odds = given.place, given.when, given.chances
    decision = Decision(
        odds.place, odds.when, odds.actors, odds.killed, odds.injured, given.kind, given.type_rule, judged.status, judged.rule,
        where.place.kind if isinstance(where, ReportPlace) else "no place", when.precision if isinstance(when, When) else "no day", given.actors,
    )  # fmt: skip
    id_ = _report_id(document.article.id, cluster.representative.main.span, given.series.span if given.series else None)
    report_ = Report(
        id=id_, article=document.article.id, excerpt=cluster.representative.sentence.span, event_type=EVENT_TYPE_OF[given.kind],
        sub_event_type=given.kind, place=where, when=when, when_inherited=given.day_carried, actors=given.actors,
        fatalities=given.killed, injured=given.injured, status=judged.status, said_by=judged.said_by,
        denied_by=judged.denied_by, evidence=(*given.evidence, *of_claims),
    )  # fmt: skip
    return _Decided(report_, decision)


def is_news(cluster: EventCluster, document: Document) -> bool:
    """Whether a happening is the document's news, and not background that it recalls.

    >>> text = document("Rebels shelled Hama on Monday.")
    >>> is_news(text.clusters[0], text)
    True
    """
    return score(news_cues(cluster, document.around), "news") > 0


def _report_id(article: str, trigger: Span, place: Span | None = None) -> str:
    """Return the report's id: a hash of the article's id and the trigger's span (with the place's, where a series is told).

    >>> _report_id("a", Span(0, 6, "attack"))
    '2680f58a701e73a2'
    """
    stop = trigger.stop if place is None else max(trigger.stop, place.stop)
    return hashlib.sha256(f"{article}\0{trigger.start}\0{stop}".encode()).hexdigest()[:16]


def _claims(
    cluster: EventCluster, document: Document, parties: tuple[ActorRole, ...]
) -> tuple[Verdict, tuple[Evidence, ...]]:
    triggers = [trigger for one in cluster.event_mentions for trigger in one.triggers]
    found = [claim for claim in document.claims if any(claim.scope.covers(trigger.span) for trigger in triggers)]
    found += anaphoric_denials(cluster, document)
    spoken_of = [claim for claim in found if claim.verb in {"says", "doubts"}]
    plain = any(not any(c.scope.covers(t.span) for c in spoken_of) for t in triggers if t.token.relation != "adjective")
    judged = verdict(found, plain=plain, parties=parties)
    fields = {"says": "said_by", "denies": "denied_by", "doubts": "status"}
    evidence = tuple(Evidence(fields[claim.verb], claim.span, f"{claim.rule}; {judged.rule}") for claim in found)
    return judged, evidence


def only_denies(cluster: EventCluster, document: Document) -> bool:
    """Whether a cluster is the denial of a deed that has its own report: the denial is kept there, as ``denied_by``.

    >>> text = document("Russia denied that Ukraine had shelled Kyiv.")
    >>> [(one.representative.main.kind, only_denies(one, text)) for one in text.clusters]
    [('Denial', True), ('Shelling/artillery/missile attack', False)]
    """
    if cluster.representative.main.kind != "Denial":
        return False
    deeds = [
        t for other in document.clusters if other is not cluster for one in other.event_mentions for t in one.triggers
    ]
    denials = [
        claim
        for claim in document.claims
        if claim.verb == "denies" and cluster.representative.sentence.span.covers(claim.span)
    ]
    if any(claim.back and antecedent(claim, document) is not None for claim in denials):
        return True
    return any(claim.scope.covers(deed.span) for claim in denials for deed in deeds)


def history(made: Report, article: Article) -> bool:
    """Whether a report tells of what was ten years before the article: history, no news.

    >>> text = document("Rebels shelled Hama in 2005.")
    >>> history(report(text.clusters[0], text), text.article)
    True
    """
    if article.published is None or not isinstance(made.when, When):
        return False
    return (article.published - made.when.latest).days > LONG_AGO
