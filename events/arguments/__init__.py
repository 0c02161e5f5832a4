"""Which place, time, actor and number grammar gives each event mention: :func:`arguments_of`; whether it is an event at all."""

from events.arguments.actors import arguments_of, observers
from events.arguments.argument import BETWEEN, CIVILIAN, CLASHED, DID_IT, Argument
from events.arguments.event_mention import EventMention, event_class
from events.arguments.eventhood import FINE, Surroundings, eventhood_cues, is_event, is_note, of_the_page
from events.arguments.places import aside, attached, finest, home, leading_preposition, near, opening_place, series
from events.arguments.sufficiency import has_enough_arguments, protested_against, vague
from events.arguments.table_rows import UNDER, Names, rows_told
from events.arguments.times import CLOCK, about, attached_times, compared, of_another_clause, spoken, told_live

__all__ = [
    "BETWEEN",
    "CIVILIAN",
    "CLASHED",
    "CLOCK",
    "DID_IT",
    "FINE",
    "UNDER",
    "Argument",
    "EventMention",
    "Names",
    "Surroundings",
    "about",
    "arguments_of",
    "aside",
    "attached",
    "attached_times",
    "compared",
    "event_class",
    "eventhood_cues",
    "finest",
    "has_enough_arguments",
    "home",
    "is_event",
    "is_note",
    "leading_preposition",
    "near",
    "observers",
    "of_another_clause",
    "of_the_page",
    "opening_place",
    "protested_against",
    "rows_told",
    "series",
    "spoken",
    "told_live",
    "vague",
]
