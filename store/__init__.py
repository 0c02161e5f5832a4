"""Keeping: articles, reports and events as a Delta table with versions; filters; what a screen asks."""

from store.add import Intake, add_articles, add_paths, seed
from store.answers import Added, Choice, EventDetail, Marker, Problem, Review, Tally
from store.archive import Archive
from store.filters import Filters, Part
from store.lake import ArchiveError, Change, NoSuchVersion, ReadOnly
from store.past import Entry, version_as_of
from store.reviews import Asked, BadReview
from store.window import WORLD, Window, window_of

__all__ = [
    "WORLD",
    "Added",
    "Archive",
    "ArchiveError",
    "Asked",
    "BadReview",
    "Change",
    "Choice",
    "Entry",
    "EventDetail",
    "Filters",
    "Intake",
    "Marker",
    "NoSuchVersion",
    "Part",
    "Problem",
    "ReadOnly",
    "Review",
    "Tally",
    "Window",
    "add_articles",
    "add_paths",
    "seed",
    "version_as_of",
    "window_of",
]
