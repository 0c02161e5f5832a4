"""Keeping: articles, reports and events as a Delta table with versions; filters; what a screen asks."""

from store.add import add_paths, seed
from store.answers import Added, Choice, EventDetail, Marker, Problem, Review, Tally
from store.archive import Archive
from store.filters import Filters, Part, day_words
from store.window import WORLD, Window, window_of

__all__ = [
    "WORLD",
    "Added",
    "Archive",
    "Choice",
    "EventDetail",
    "Filters",
    "Marker",
    "Part",
    "Problem",
    "Review",
    "Tally",
    "Window",
    "add_paths",
    "day_words",
    "seed",
    "window_of",
]
