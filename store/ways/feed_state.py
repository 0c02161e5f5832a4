"""How watched feeds do, told from the file in which ``watch`` keeps what it knows; nothing is asked for that."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LATE = 2.0
"""So many times its own pause after its turn a feed counts as behind: nobody asks it any more."""


@dataclass(frozen=True, slots=True)
class FeedsSeen:
    """How many feeds are watched, how many fail, how many are behind their turn, and how many links wait."""

    feeds: int = 0
    failing: int = 0
    behind: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class FeedState:
    """One feed: when it was last asked and will be next, since when it fails and why, how many links it brought and wait.

    Times are seconds since 1970; 0 where it was never asked, or does not fail.
    """

    url: str
    asked: float = 0.0
    next_at: float = 0.0
    failing: float = 0.0
    reason: str = ""
    brought: int = 0
    waiting: int = 0


def feed_states(file: Path) -> tuple[FeedState, ...]:
    """Return how each watched feed does; nothing where none are, or the file cannot be read at this moment.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "watch.json")
    >>> _ = file.write_text('{"https://example.org/rss": {"asked": 50.0, "failing": 40.0, "reason": "answers 500"}}')
    >>> [(each.asked, each.failing, each.reason) for each in feed_states(file)], feed_states(file / "none")
    ([(50.0, 40.0, 'answers 500')], ())
    """
    try:
        told: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        return tuple(_state(url, each) for url, each in told.items())
    except (OSError, ValueError, TypeError, AttributeError):
        return ()


def _state(url: str, told: dict[str, Any]) -> FeedState:
    asked, next_at, failing = (float(told.get(name, 0.0)) for name in ("asked", "next_at", "failing"))
    brought, waiting = len(told.get("known", ())), len(told.get("waiting", ()))
    return FeedState(url, asked, next_at, failing, str(told.get("reason", "")), brought, waiting)


def feeds_seen(file: Path, *, now: float) -> FeedsSeen:
    """Return how the feeds do; all zero where none are watched, or the file cannot be read at this moment.

    >>> import tempfile
    >>> told = {"https://example.org/rss": {"next_at": 100.0, "every": 900.0, "failing": 50.0, "waiting": {"https://example.org/a": 1}}}
    >>> file = Path(tempfile.mkdtemp(), "watch.json")
    >>> _ = file.write_text(json.dumps(told))
    >>> feeds_seen(file, now=200.0).behind, feeds_seen(file, now=5000.0)
    (0, FeedsSeen(feeds=1, failing=1, behind=1, waiting=1))
    """
    try:
        told: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        feeds = [(each["next_at"], each["every"], each["failing"], len(each["waiting"])) for each in told.values()]
        late = sum(now - due > LATE * every for due, every, _, _ in feeds)
        return FeedsSeen(len(feeds), sum(since > 0 for _, _, since, _ in feeds), late, sum(each[3] for each in feeds))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return FeedsSeen()
