"""Names by which a place is only told: the town it lies north of, a capital that stands for its government, a speaker's home."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from events.arguments import home
from events.coding.document import Document
from events.coding.place_clause import WORDINGS
from events.mentions import Sentence
from events.mentions.actors import actor_lexicon
from geo import Place, PlaceMention
from geo.rules import NOT_KNOWN
from text.lexicon import either_of, word_class

FINE = frozenset({"site", "town", "district"})
WAY = r"(?:" + either_of("points of the compass") + r")"
RECKONED = re.compile(
    rf"^(?: (?:{either_of('type behind a name')}))?,? ?(?:\(|(?:which )?(?:lies|lying|located|just|some|about|far) )?"
    rf"(?:to the )?(?:{WAY}(?:ern)? of|near|outside|close to|not far from) (?:the (?:city|town) of )?$"
)
FROM = re.compile(r"\b(?:" + either_of("where one is only from") + r") (?:in|at|of|from) (?:the )?(?:[a-z]+ of )?$")
BY = frozenset({"by", "with", "against"})


def settings(document: Document) -> Sequence[PlaceMention]:
    """Return the placed names at which something could have happened; all placed names where no other is left.

    >>> text = document("Rebels shelled Saraqib, south of Idlib, on Monday.")
    >>> [mention.span.text for mention in settings(text)]
    ['Saraqib']
    """
    if not document.settings:
        placed = [m for m in document.places if isinstance(m.place, Place) and not m.demonym]
        sentences = document.by_number
        told = [
            m for m, before in zip(placed, [None, *placed], strict=False) if not _beside(m, before, document, sentences)
        ]
        document.settings.extend(told or placed)
    return document.settings


def _beside(
    mention: PlaceMention, before: PlaceMention | None, document: Document, sentences: Mapping[int, Sentence]
) -> bool:
    text = document.article.text
    if (
        before is not None
        and _tells_more(before, mention)
        and RECKONED.match(text[before.span.stop : mention.span.start])
    ):
        return True
    ahead = text[max(0, mention.span.start - 2 * WINDOW) : mention.span.start]
    if FROM.search(ahead) or home(ahead) or _at_a_hospital(mention, text):
        return True
    return _is_capital(mention) and _governs(mention, text, sentences.get(document.number(mention.span)))


def _at_a_hospital(mention: PlaceMention, text: str) -> bool:
    """Whether a name is that of a hospital whose doctor speaks: "said the doctor at Al-Ban Jadid hospital"."""
    before = text[max(0, mention.span.start - 2 * WINDOW) : mention.span.start]
    behind = text[mention.span.stop : mention.span.stop + 2 * WINDOW]
    return all(WORDINGS[cue](before, behind) for cue in ("an official's or a witness's place", "a hospital's place"))


def _tells_more(before: PlaceMention, mention: PlaceMention) -> bool:
    """Whether a name before is a known town's or district's, or a province's in which the other does not lie."""
    place, other = before.place, mention.place
    if not isinstance(place, Place) or not isinstance(other, Place) or before.rule.startswith(NOT_KNOWN):
        return False
    return place.kind in FINE or (place.kind == "province" and place.admin1 != other.admin1)


def _is_capital(mention: PlaceMention) -> bool:
    place = mention.place
    country = actor_lexicon().countries.get(place.country or "") if isinstance(place, Place) else None
    return (
        country is not None
        and isinstance(place, Place)
        and place.kind == "town"
        and place.name.casefold() == country.capital.casefold()
    )


def _governs(mention: PlaceMention, text: str, sentence: Sentence | None) -> bool:
    """Whether a capital stands for its government: "the Damascus regime", "critics of Damascus", "Kyiv denied it"."""
    behind = re.match(r"(?:['’]s)? ([a-z]+)", text[mention.span.stop : mention.span.stop + WINDOW])
    before = re.search(r"(\w+) of $", text[max(0, mention.span.start - WINDOW) : mention.span.start])
    if (behind and behind[1] in word_class("government-behind")) or (
        before and before[1] in word_class("government-before")
    ):
        return True
    if sentence is None:
        return False
    head = sentence.head(mention.span)
    return head.relation == "agent" or (head.relation == "oblique" and head.head.norm in BY)


WINDOW = 30  # characters
