"""What the examples in the docstrings of store, view, ui and commands start from, so that each is a line or three.

``archive``: that of tests/e2e/stores.py, at its third version; ``index``, ``lake``: what the store's own modules ask it
through. ``mine``: its event that four articles of two voices tell of; ``clash``: one that a single article tells of (both
``EventDetail``). ``sample()``: the readings of tests/factories.py; ``new_archive()``: an archive of its own with them,
``new_archive(())`` an empty one. ``Filters`` and ``Window`` are the store's, for modules that are handed them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import mkdtemp

from events import Reading
from store import Archive, Filters, Window
from store.delta_table import Lake
from tests.e2e.stores import merged
from tests.factories import sample


def archive_names(folder: Path) -> dict[str, object]:
    """Return the names; what is made for them lies in ``folder``."""
    _, mine = merged(folder / "archive")
    archive = Archive(folder / "archive")
    clash = archive.table(Filters(sub_event_types=("Armed clash",), actors=("north-front",)))["id"].iloc[0]
    return {
        "Filters": Filters,
        "Window": Window,
        "archive": archive,
        "lake": Lake(folder / "archive"),
        "index": archive._open.index.cursor(),
        "mine": archive.event(mine),
        "clash": archive.event(str(clash)),
        "sample": sample,
        "new_archive": _maker(folder),
    }


def _maker(folder: Path) -> Callable[..., Archive]:
    def new_archive(readings: Iterable[Reading] | None = None) -> Archive:
        made = Archive(mkdtemp(dir=folder))
        made.add(sample() if readings is None else readings)
        return made

    return new_archive
