"""What keeps a later sentence from being more of an earlier cluster: named rules, tried in order."""

from __future__ import annotations

from collections.abc import Callable

from events.arguments import CLOCK, UNDER, EventMention, event_class, opening_place
from events.coreference.compatibility import incompatible_places, incompatible_times
from events.model import DateMention
from geo import Place, PlaceMention
from text.lexicon import word_class, word_list
from text.parse import Token, once_a_token

REACH = 6  # sentences over which a cluster may go on without being named again

NEW = word_class("new")

POINTS = ("- ", "– ", "• ", "* ", "· ")

ELSEWHERE = word_list("openings of another event")


@once_a_token
def before_noun(token: Token) -> tuple[str, ...]:
    """Return the words of a noun phrase before its noun, the nearest first (the parser often loses them at hyphens).

    >>> before_noun(word("Rebels began the second [attack]."))
    ('second', 'the')
    """
    found = []
    for word in reversed(token.doc[max(0, token.i - 6) : token.i]):
        if word.pos not in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "PRON", "ADV"} or word.text in {",", "."}:
            break
        found.append(word.norm)
    return tuple(found)


def dates_of(group: list[EventMention]) -> tuple[DateMention, ...]:
    """Return all dates of the event mentions.

    >>> [date.span.text for date in dates_of(event_mentions_in("Rebels shelled Hama on Monday."))]
    ['Monday']
    """
    return tuple(date for other in group for date in other.dates)


def _other_family(group: list[EventMention], one: EventMention) -> bool:
    """Only what is of one class of event can be one happening; arrests and harm may belong to a protest."""
    ours, theirs = event_class(group[0].main.kind), event_class(one.main.kind)
    if ours == theirs == "statement":
        return group[0].main.lemma != one.main.lemma
    if ours == "protest" and theirs in {"violence", "arrest"}:
        return False
    return ours != theirs and not (ours == "captive" and one.main.kind == "harm" and not one.places)


def _other_row(group: list[EventMention], one: EventMention) -> bool:
    """It is a row of a table: each tells of its own."""
    return one.main.rule.endswith(UNDER) or group[-1].main.rule.endswith(UNDER)


def other_place(group: list[EventMention], one: EventMention) -> bool:
    """Its places lie apart from all the happening's.

    >>> hama, homs = event_mentions_in("Rebels shelled Hama. The army bombed Mosul.")
    >>> other_place([hama], homs), other_place([hama], hama)
    (True, False)
    """
    return incompatible_places(tuple(place for other in group for place in other.places), one.places)


def _lead(group: list[EventMention], one: EventMention) -> bool:
    """Whether an article's first sentence has told in short what the next one begins to tell at length."""
    harm = {group[0].main.kind, one.main.kind} <= {"harm", "assault"}
    return harm and group[0].number <= 1 and one.number == group[-1].number + 1


def _other_item(group: list[EventMention], one: EventMention) -> bool:
    """It is an item of a list which opens with a place of its own: "Kherson: ...", "Dnipropetrovsk region: ..."."""
    opening = {mention.place for mention in opening_place(one.sentence)}
    others = {mention.place for other in group for mention in opening_place(other.sentence)}
    return bool(opening and others) and not opening & others


def _other_entry(group: list[EventMention], one: EventMention) -> bool:
    """It opens a new entry of a report by the clock ("15:20 Thousands have stormed ..."), and names another deed."""
    again = {trigger.lemma for trigger in one.triggers} & {t.lemma for other in group for t in other.triggers}
    return not again and bool(CLOCK.match(one.sentence.span.text))


def _one_of_many(group: list[EventMention], one: EventMention) -> bool:
    """The cluster is many told in sum ("a string of attacks across the province"); this has a place of its own in it."""
    own = {place.place for place in one.places if _is_fine(place)}
    return len(group) == 1 and _in_sum(group[0]) and bool(own - {place.place for place in group[0].places})


def _in_sum(one: EventMention) -> bool:
    """Whether it tells of several deeds at once, over a wide area or no place in particular."""
    if any(_is_fine(place) for place in one.places):
        return False
    words = [token for token in one.sentence.parse if token.base in word_class("many-deeds")]
    return any(word.i + 1 < len(word.doc) and word.nbor(1).norm == "of" for word in words)


def _is_fine(mention: PlaceMention) -> bool:
    return isinstance(mention.place, Place) and mention.place.kind in {"site", "town", "district"}


def _other_victims(group: list[EventMention], one: EventMention) -> bool:
    """Others were hit, in a place of their own, and both say who: "gunmen killed two officers in Nobol"."""
    told = (group[0], one)
    if {event_mention.main.kind for event_mention in told} != {"harm"} or any(map(_is_fine, group[0].places)):
        return False
    ours, theirs = (_hit(event_mention) for event_mention in told)
    return bool(ours and theirs) and not ours & theirs and not _lead(group, one) and any(map(_is_fine, one.places))


def _hit(one: EventMention) -> frozenset[str]:
    return frozenset(part.mention.actor.id for part in one.arguments if part.role == "target")


def _other_day(group: list[EventMention], one: EventMention) -> bool:
    """Its days do not meet the happening's; a day of its own where the cluster has none is another day."""
    ours = dates_of(group)
    return incompatible_times(ours, one.dates) or bool(one.dates and not ours and not _lead(group, one))


def _said_to_be_new(group: list[EventMention], one: EventMention) -> bool:
    """Such as "another attack", "one attack alone", "Meanwhile, ..."."""
    del group
    words = {
        word for trigger in one.triggers if trigger.rule.startswith("noun:") for word in before_noun(trigger.token)
    }
    return bool(words & NEW) or one.sentence.span.text.lower().startswith(ELSEWHERE)


def _nothing_shared(group: list[EventMention], one: EventMention) -> bool:
    """In another paragraph, and neither an actor nor a place in common."""
    if (
        _lead(group, one)
        or group[-1].paragraph == one.paragraph
        or (one.number - group[-1].number <= 1 and one.main.kind == group[-1].main.kind)
    ):
        return False
    actors = {part.mention.actor.id for other in group for part in other.arguments}
    places = {place.place for other in group for place in other.places}
    return not actors & {part.mention.actor.id for part in one.arguments} and not places & {
        place.place for place in one.places
    }


def _other_means(group: list[EventMention], one: EventMention) -> bool:
    """Told in another paragraph as another kind of deed."""
    ours = {trigger.kind for other in group for trigger in other.triggers if trigger.kind[0].isupper()}
    theirs = {trigger.kind for trigger in one.triggers if trigger.kind[0].isupper()}
    return group[-1].paragraph != one.paragraph and bool(ours and theirs) and not ours & theirs


def _sides_changed(group: list[EventMention], one: EventMention) -> bool:
    """Who was hit there hits here, in another paragraph."""
    hit = {part.mention.actor.id for other in group for part in other.arguments if part.role == "target"}
    hitting = {part.mention.actor.id for part in one.arguments if part.role == "initiator"}
    return group[-1].paragraph != one.paragraph and bool(hit & hitting)


def _too_far(group: list[EventMention], one: EventMention) -> bool:
    """More sentences lie between than a story goes on without naming its subject again.

    The points in which an article sums up what it goes on to tell are near to all of it.
    """
    return one.number - group[-1].number > REACH and not (all(map(_is_point, group)) and not _is_point(one))


def _is_point(one: EventMention) -> bool:
    """Whether it is an item of a list: "- At least five people have been shot dead"."""
    return one.sentence.span.text.startswith(POINTS)


def _other_sides(group: list[EventMention], one: EventMention) -> bool:
    """Both say who acted, and no actor of one is any actor of the other."""
    ours = {part.mention.actor.id for other in group for part in other.arguments}
    theirs = {part.mention.actor.id for part in one.arguments}
    acting = {part.mention.actor.id for part in one.arguments if part.role != "target"}
    return bool(acting and ours and not ours & theirs) and _named_actors(one) and any(_named_actors(x) for x in group)


def _named_actors(one: EventMention) -> bool:
    return any(part.role != "target" and part.mention.actor.inter in {1, 2, 8} for part in one.arguments)


DISTINCT_RULES: tuple[tuple[str, Callable[[list[EventMention], EventMention], bool]], ...] = (
    ("other row", _other_row),
    ("other class of event", _other_family),
    ("other place", other_place),
    ("other item", _other_item),
    ("other entry", _other_entry),
    ("one of many", _one_of_many),
    ("other victims", _other_victims),
    ("other day", _other_day),
    ("said to be new", _said_to_be_new),
    ("nothing shared", _nothing_shared),
    ("other means", _other_means),
    ("sides changed", _sides_changed),
    ("too far", _too_far),
    ("other sides", _other_sides),
)
