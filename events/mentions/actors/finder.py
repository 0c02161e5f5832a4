"""Who: the actors that a text names, by lexicon and grammar; and ACLED's class of an actor where something happened."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from events.mentions.actors.groups import actor_of, group_runs, listed_name, told_acronym, unknown_group
from events.mentions.actors.lexicon import Entry, lexicon
from events.mentions.actors.nations import bare_body, metonym, nation_acts, nationals, numbered_unit, owned, they
from events.mentions.actors.people import community, former, kind_of_community, kind_of_group, plain_kind, refer_back
from events.mentions.actors.states import body_of_nation, nation_body
from events.mentions.actors.tokenized_text import Passage, Rule, Story, passage_of
from events.model import Actor, ActorMention, Role
from geo import PlaceMention
from text import Span
from text.span import span_of

RULES: tuple[Rule, ...] = (
    they,
    told_acronym,
    owned,
    former,
    listed_name,
    nation_body,
    body_of_nation,
    refer_back,
    kind_of_group,
    kind_of_community,
    unknown_group,
    community,
    metonym,
    nationals,
    nation_acts,
    numbered_unit,
    bare_body,
    plain_kind,
)
OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u1fff\u2e80-\ud7ff\uf900-\uffdf]")
OUTSIDE = frozenset({"mission", "private military"})
CLITIC = "(?:[وفبلك]{0,2})"  # Arabic writes "and", "by", "to" at the word itself


def find_actors(
    text: str, *, places: tuple[PlaceMention, ...], sentences: tuple[Span, ...], published: dt.date | None
) -> tuple[ActorMention, ...]:
    """Return the actors named in a text, in order of their spans.

    Spans are offsets in code points and cover the whole phrase ("Russian and Syrian regime troops"), so that its head
    word lies inside; two states that share a body have overlapping spans. ``places`` say which country "the army" is of and
    which namesake is meant; ``published`` which ACLED class a group had at the time.

    >>> text = "ISIS fighters killed Russian and Syrian troops."
    >>> [m.actor.id for m in find_actors(text, places=(), sentences=(), published=None)]
    ['islamic-state', 'russia-forces', 'syria-forces']
    """
    passage = passage_of(text, places=places, sentences=sentences, published=published)
    passage.groups.update(group_runs(passage))
    story = Story()
    at = 0
    while at < len(passage.words):
        at = _step(passage, story, at)
    return tuple(sorted((*story.mentions, *_other_scripts(passage)), key=lambda m: (m.span.start, m.span.stop)))


def _step(passage: Passage, story: Story, at: int) -> int:
    """Try the rules at a word and return the index to go on from."""
    raw = passage.words[at].raw
    if not (
        at in passage.found
        or passage.has("former", passage.words[at].fold)
        or at in passage.groups
        or raw in story.acronyms
        or raw[0].isdigit()
        or raw in {"They", "they"}
    ):
        return at + 1
    for rule in RULES:
        if step := rule(passage, story, at):
            story.mentions.extend(step.mentions)
            return max(step.stop, at + 1)
    return at + 1


def _other_scripts(passage: Passage) -> tuple[ActorMention, ...]:
    """Return names written in another script than Latin; the text is searched only where it has such letters."""
    if not OTHER_SCRIPT.search(passage.text):
        return ()
    pattern, entries = _native()
    found = []
    for match in pattern.finditer(passage.text):
        actor, _ = actor_of(passage, entries[match["name"]])
        span = span_of(passage.text, match.start("name"), match.end("name"))
        found.append(ActorMention(span, actor, "listed name in its own script"))
    return tuple(found)


@cache
def _native() -> tuple[re.Pattern[str], dict[str, Entry]]:
    entries: dict[str, Entry] = {}
    for entry in lexicon().native:
        part, key = entry.key.split(":", 1)
        entries.setdefault(entry.alias, Entry(part, key, entry.alias))
    names = "|".join(re.escape(alias) for alias in sorted(entries, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_]){CLITIC}(?P<name>{names})(?![^\W_])"), entries


def inter_in(actor: Actor, country: str | None, *, role: Role | None = None) -> int | None:
    """Return ACLED's class of an actor where something happened: 8 for a state's forces outside their own country.

    ``country`` is ISO 3166-1 alpha-2, None where unknown. Missions and private military companies are 8 everywhere.
    ``role`` matters to plain people who may be either side: herders who attack are an identity militia (4), those who are
    attacked are civilians (7); where both are said to clash ("party") each is a militia. Source: ACLED Codebook, "Inter codes".

    >>> inter_in(Actor("russia-forces", "Russian forces", 1, "RU", "state"), "SY")
    8
    """
    if actor.kind in OUTSIDE:
        return 8
    if actor.inter == 1 and actor.country and country and actor.country != country:
        return 8
    kind = lexicon().kinds.get(actor.id)
    if kind and kind.acting is not None and (role == "initiator" or (role == "party" and kind.acting == 4)):
        return kind.acting
    return actor.inter
