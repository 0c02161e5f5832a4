"""Whether the server can do its work, and how it does: for a health check, and as metrics in Prometheus' form."""

from __future__ import annotations

import logging
import sys
import threading
import time
from dataclasses import dataclass

from store import ArchiveError
from store.look import Look, look
from store.ways.feed_state import FeedsSeen
from ui.limits import Doors

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

NO_FEEDS = FeedsSeen()
LASTING_S = 5.0
"""Seconds for which a look at the archive is answered with: a flood of questions asks the disk no more often."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the archive can be read, in a word for a person, and what was seen of it."""

    fine: bool
    words: str
    seen: Look | None = None


class Watch:
    """Looks at an archive now and then, and remembers that there was one: one that is gone is not an empty one."""

    def __init__(self, address: str) -> None:
        """Look at nothing yet."""
        self._address = address
        self._lock = threading.Lock()
        self._last = Health(fine=True, words="ok")
        self._at = -LASTING_S
        self._newest = 0

    def health(self) -> Health:
        """Return how the archive is, looked at a moment ago at most.

        >>> Watch(archive.address).health().words
        'ok'
        """
        with self._lock:
            if time.monotonic() - self._at >= LASTING_S:
                self._last = self._look()
                self._at = time.monotonic()
            return self._last

    def _look(self) -> Health:
        try:
            seen = look(self._address)
        except (ArchiveError, OSError) as error:
            _LOG.warning("health: %s", error)
            return Health(fine=False, words="the archive cannot be read")
        if seen.version < self._newest:
            _LOG.warning("health: version %d was there, now %d", self._newest, seen.version)
        if self._newest and not seen.there:
            return Health(fine=False, words="the archive is gone")
        self._newest = seen.version
        return Health(fine=True, words="ok", seen=seen)


def metrics(health: Health, doors: Doors, feeds: FeedsSeen = NO_FEEDS) -> str:
    """Return what is counted, one line each, with what it is.

    >>> from ui.settings import Settings
    >>> told = metrics(Health(True, "ok", Look(True, 3, 12, 0)), Doors(Settings()))
    >>> [line for line in told.splitlines() if "archive" in line and line[0] != "#"]
    ['conflict_map_archive_readable 1', 'conflict_map_archive_version 3', 'conflict_map_archive_files 12', 'conflict_map_archive_stopped_removals 0']
    """
    seen = health.seen or Look(there=False, version=0, files=0, removing=0)
    rows = [
        ("archive_readable", "gauge", "Whether the archive can be read", int(health.fine)),
        ("archive_version", "gauge", "Newest version", seen.version),
        ("archive_files", "gauge", "Files of the newest version", seen.files),
        ("archive_stopped_removals", "gauge", "Removals that were begun and not ended", seen.removing),
        ("feeds", "gauge", "Feeds that are watched", feeds.feeds),
        ("feeds_failing", "gauge", "Feeds that fail", feeds.failing),
        ("feeds_behind", "gauge", "Feeds that nobody asks though it is their turn", feeds.behind),
        ("feed_links_waiting", "gauge", "Links of feeds that wait to be fetched", feeds.waiting),
        ("sessions", "gauge", "Open sessions", doors.open),
        ("messages_total", "counter", "Messages heard", doors.messages),
        ("memory_peak_bytes", "gauge", "Most memory that the process ever had", _peak()),
        *(
            (f'refused_total{{why="{why}"}}', "counter", "Turned away", count)
            for why, count in sorted(doors.refused.items())
        ),
    ]
    lines: list[str] = []
    for name, kind, words, value in rows:
        plain = f"conflict_map_{name.partition('{')[0]}"
        head = [f"# HELP {plain} {words}.", f"# TYPE {plain} {kind}"]
        lines += [*(head if head[1] not in lines else []), f"conflict_map_{name} {value}"]
    return "\n".join(lines) + "\n"


def _peak() -> int:
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
