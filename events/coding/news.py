"""Is it the document's news, or background that it recalls? The cues of a happening's mentions, taken together."""

from __future__ import annotations

from events.arguments.eventhood import Surroundings, eventhood_cues
from events.coreference.in_document import EventCluster
from text.scoring import Cues


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
