"""Keeping: articles, reports and events as a Delta table with versions; filters; what a screen asks.

What the room offers is loaded when it is first asked for: it brings Delta and DuckDB along, and a process that reads
needs no more of the room than how a reading is written.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.add import Intake, add_articles, add_paths, seed
    from store.answers import Added, Choice, EventDetail, Marker, Problem, Review, Tally
    from store.archive import Archive
    from store.delta_table import ArchiveError, Change, NoSuchVersion, ReadOnly
    from store.filters import Filters, Part
    from store.history import Entry, version_as_of
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

_WHERE = {
    "store.add": "Intake add_articles add_paths seed",
    "store.answers": "Added Choice EventDetail Marker Problem Review Tally",
    "store.archive": "Archive",
    "store.filters": "Filters Part",
    "store.delta_table": "ArchiveError Change NoSuchVersion ReadOnly",
    "store.history": "Entry version_as_of",
    "store.reviews": "Asked BadReview",
    "store.window": "WORLD Window window_of",
}
_MODULES = {name: module for module, names in _WHERE.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Load what is asked for (PEP 562)."""
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
