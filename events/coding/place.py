"""Where a report happened: the article's places for it, the surest first, each way of finding one a named rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from events.arguments import UNDER, aside, finest, near
from events.coding.document import Document
from events.coreference import EventCluster
from events.mentions.actors import actor_lexicon
from geo import Place, PlaceMention, Unresolved
from text import Span
from text.lexicon import word_class

BACK = 8  # sentences over which a place named before still holds, before a mere country does


def places_by_rule(cluster: EventCluster, document: Document) -> tuple[tuple[str, bool, PlaceMention | None], ...]:
    """Return what each way of finding a place finds, the surest way first: its name, whether it is inherited, the mention.

    >>> text = document("Rebels shelled Hama.")
    >>> places_by_rule(text.clusters[0], text)[0][2].span.text
    'Hama'
    """
    head, rest = cluster.representative, [one for one in cluster.event_mentions if one is not cluster.representative]
    others = (one for other in document.clusters if other is not cluster for one in other.event_mentions)
    taken = [place for one in others for place in one.places]
    close = [place for trigger in head.triggers for place in near(head.sentence, trigger, taken)]
    beside = [place for one in rest for place in near(one.sentence, one.main, taken)]
    return (
        ("attached to the trigger", False, _finer(finest(head.places), finest(close))),
        ("in the same sentence", False, finest(close)),
        ("the capital", True, _capital(cluster, document)),
        ("from the same happening", True, finest(place for one in rest for place in one.places)),
        ("from the same happening's sentences", True, finest(beside)),
        ("of the sentence's other deed", True, finest(near(head.sentence, head.main, ()))),
        ("from the text before", True, _before(cluster, document)),
        ("from the text after", True, _after(cluster, document)),
    )


def stated_place(cluster: EventCluster, document: Document) -> PlaceMention | None:
    """Return where the next sentences say outright that what a happening names is: "… an army base. The base is in Hama".

    Only a town or site that lies in the wide place which the happening's own sentence names, where it names one.

    >>> text = document("Rebels attacked an army base in Syria. The base is in the town of Hama.")
    >>> stated_place(text.clusters[0], text).span.text
    'Hama'
    """
    one = cluster.representative
    words = {word.removesuffix("s") for word in re.findall(r"[a-z]{3,}", one.sentence.span.text.lower())}
    for sentence in document.sentences[one.number + 1 : one.number + 1 + STATED]:
        said = _STATED.match(sentence.text)
        if said and said["noun"].removesuffix("s") in words:
            here = [
                m for m in document.places if sentence.covers(m.span) and m.span.start >= sentence.start + said.end()
            ]
            return next((m for m in here if _lies_within(m, one.sentence.places)), None)
    return _known_site(cluster, document)


def _known_site(cluster: EventCluster, document: Document) -> PlaceMention | None:
    """Return the only site of the text before that "the outpost" or "the small camp" of a happening's sentence can mean.

    None where the sentence names a place as fine, or only leads to the site ("flown to the base").
    """
    one = cluster.representative
    if any(isinstance(m.place, Place) and m.place.kind in {"site", "town", "district"} for m in one.sentence.places):
        return None
    sites = [m for m in document.places if isinstance(m.place, Place) and m.place.kind == "site"]
    before = [m for m in sites if m.span.start < one.sentence.span.start]
    for said in _DEFINITE_SITE.finditer(one.sentence.span.text):
        meant = [m for m in before if isinstance(m.place, Place) and _called(said["noun"], m.place)]
        if len({m.place.id for m in meant if isinstance(m.place, Place)}) == 1:
            return meant[-1]
    return None


def _called(noun: str, site: Place) -> bool:
    """Whether a site may be called so: by its own name, by what it is, as one military post or another."""
    known = f"{site.name} {site.feature}".casefold().split()
    posts = word_class("military posts")
    return noun in known or (noun in posts and any(word in posts for word in known))


def _lies_within(mention: PlaceMention, named: Iterable[PlaceMention]) -> bool:
    """Whether a mention is a town or site, and in the country of every place named, none of which is as fine."""
    place = mention.place
    if not isinstance(place, Place) or place.kind not in {"site", "town"}:
        return False
    others = [one.place for one in named if isinstance(one.place, Place) and not one.demonym]
    return all(other.country == place.country and other.kind not in {"site", "town"} for other in others)


_DEFINITE_SITE = re.compile(
    r"(?<!\bto )(?<!\bfrom )(?<!\bof )(?<!\bby )\bthe (?:[a-z-]+ )??(?P<noun>"
    + "|".join(sorted(word_class("sites meant")))
    + r")\b(?! of\b)"
)
STATED = 3  # sentences behind a happening that may say where what it names is
_STATED = re.compile(
    r"\W*(?:The|That) (?:[\w-]+ )??(?P<noun>[a-z]{3,}) (?:is|was|lies|lay|stands|stood|sits)(?: [\w-]+)? (?:in|at|near|on) "
)


def _capital(cluster: EventCluster, document: Document) -> PlaceMention | None:
    """Return the nearest mention of the country's capital where the deed was "in the capital"."""
    parse = cluster.representative.sentence.parse
    words = (
        token for token in parse if token.norm == "capital" and token.relation == "oblique" and token.head.norm == "in"
    )
    if not any({child.norm for child in token.children} == {"the"} for token in words):
        return None
    known = [m for m in document.places if isinstance(m.place, Place) and m.place.country and not m.demonym]
    country = actor_lexicon().countries.get(document.main_country or "")
    at = cluster.representative.main.span.start
    named = [m for m in known if country and m.span.text.casefold() == country.capital.casefold()]
    return min(named, key=lambda mention: abs(mention.span.start - at), default=None)


def _finer(own: PlaceMention | None, close: PlaceMention | None) -> PlaceMention | None:
    """Return the sentence's finer place where it lies inside the one that attached to the trigger."""
    if own is None or close is None or not isinstance(own.place, Place) or not isinstance(close.place, Place):
        return own
    inside = own.place.kind in {"province", "country", "area", "district"} and own.place.country in {
        close.place.country,
        None,
    }
    return finest((own, close)) if inside else own


def _before(cluster: EventCluster, document: Document) -> PlaceMention | None:
    """Return the place of the nearest sentence before that names a fine one, else a wide one; at last the text's country.

    Where the happening's own place is named and nobody knows it, the sentences after are asked first: they are the ones
    that say where it lies. A dateline says where it was written, and is asked after all others.
    """
    at = document.number(cluster.representative.main.span)
    if cluster.representative.main.rule.endswith(UNDER):
        return _home(document, at)
    back = range(at - 1, at - 1 - BACK, -1)
    explained = _nearest(document, range(at + 1, at + 3), _fine) if _unknown_place(cluster) else None
    return explained or _nearest(document, back, _fine) or _nearest(document, back, _wide) or _home(document, at)


def _unknown_place(cluster: EventCluster) -> bool:
    """Whether the happening's own sentence names a place that is not on the map."""
    sentence = cluster.representative.sentence
    return any(isinstance(place.place, Unresolved) and not place.demonym for place in sentence.places)


def _home(document: Document, at: int) -> PlaceMention | None:
    """Return a mention of the country that most of the text's places lie in, the nearest before, else any place before."""
    known = [m for m in document.places if isinstance(m.place, Place) and m.place.country]
    home = document.main_country
    named = [m for m in known if not m.demonym and isinstance(m.place, Place) and _is_country(m.place, home)]
    before = [m for m in named if 0 <= document.number(m.span) < at]
    return before[-1] if before else _nearest(document, range(at - 1, -1, -1), _any)


def _is_country(place: Place, country: str | None) -> bool:
    return place.kind == "country" and place.country == country


def _after(cluster: EventCluster, document: Document) -> PlaceMention | None:
    """Return the finest place of the next sentences."""
    at = document.number(cluster.representative.main.span)
    return _nearest(document, range(at + 1, at + 3), _any) or _nearest(document, range(at), _any, datelines=True)


def _nearest(
    document: Document, numbers: Iterable[int], fits: Callable[[Place], bool], *, datelines: bool = False
) -> PlaceMention | None:
    for number in (number for number in numbers if 0 <= number < len(document.sentences)):
        sentence = document.sentences[number]
        if not datelines and dateline(document, number):
            continue
        here = [m for m in document.places if sentence.covers(m.span) and isinstance(m.place, Place) and not m.demonym]
        free = finest(
            m
            for m in here
            if not any(actor.span.covers(m.span) for actor in document.actors) and not _aside(m, sentence)
        )
        if free and isinstance(free.place, Place) and fits(free.place):
            return free
    return None


def _aside(mention: PlaceMention, sentence: Span) -> bool:
    return aside(sentence.text[: mention.span.start - sentence.start])


def _fine(place: Place) -> bool:
    return place.kind in {"site", "town", "district", "province"}


def _wide(place: Place) -> bool:
    return place.kind != "country"


def _any(place: Place) -> bool:
    del place
    return True


def dateline(document: Document, number: int) -> bool:
    """Whether a sentence says where the text was written: "BAMAKO —", "Bogota (AFP) –".

    >>> text = document("BAMAKO (AFP) — Rebels shelled Hama.")
    >>> [dateline(text, number) for number in (0, 1)]
    [True, False]
    """
    passage = document.passages.get(number)
    return passage is not None and passage.kind == "dateline"
