"""Feeds that are watched: round after round, politely, one commit a round; a kill at any moment loses and doubles nothing.

A feed is asked with the ETag and day of its last answer, no sooner than it wishes (its ttl, Retry-After), and more and
more seldom while it fails. What it links to waits in a list until it was fetched or given up; the list is written after
the round's commit, and an article that was added twice is there once. So a round that was killed is simply done again.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from store.add import Reads, add_articles
from store.answers import Added, Problem
from store.archive import Archive
from store.fetch import Answer, CannotFetch, NotAsked
from store.pages import entry_addresses, parsed_feed
from store.rows import Found, Intake

EVERY_S = 900.0  # seconds between two askings of a feed that does not say
RETRY_S = 60.0  # and after the first failure: what a feed brings it soon drops again
LONGEST_S = 86_400.0  # a feed that fails is asked once a day at least
MOST_TRIES = 5  # times that a link is tried, in rounds further and further apart
MOST_KNOWN = 5_000  # links of a feed that are remembered
MOST_A_ROUND = 500  # links fetched in one round
ROUND_S = 600.0  # seconds after which a round takes no further link


class Fetches(Protocol):
    """What fetches: ``store.fetch.Fetcher``, or a stand-in."""

    def fetch(self, url: str, *, headers: dict[str, str] | None = None) -> Answer:
        """Return the answer of an address. Raises ``CannotFetch``."""

    def articles(self, url: str, intake: Intake) -> Iterator[Found | Problem]:
        """Yield the article at an address."""


@dataclass(slots=True)
class Feed:
    """What is known of one feed. Times are seconds since 1970; ``asked`` is the last time that it was.

    ``failing`` is since when it fails, ``waiting`` has link -> tries.
    """

    etag: str = ""
    modified: str = ""
    next_at: float = 0.0
    every: float = EVERY_S
    failing: float = 0.0
    failures: int = 0
    reason: str = ""
    known: list[str] = field(default_factory=list)
    waiting: dict[str, int] = field(default_factory=dict)
    asked: float = 0.0


@dataclass(slots=True)
class Watched:
    """All feeds by address, kept in a file that is replaced as a whole."""

    file: Path
    feeds: dict[str, Feed]

    def save(self) -> None:
        """Write the file beside the old one, then put it in its place.

        >>> import tempfile
        >>> watched = Watched(Path(tempfile.mkdtemp(), "feeds.json"), {"https://example.org/rss": Feed(failures=2)})
        >>> watched.save()
        >>> opened(watched.file, ["https://example.org/rss"]).feeds["https://example.org/rss"].failures
        2
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        new.write_text(json.dumps({url: asdict(feed) for url, feed in self.feeds.items()}), encoding="utf-8")
        new.replace(self.file)


def opened(file: Path, addresses: Iterable[str]) -> Watched:
    """Return what is known of the feeds from an earlier round; a file that cannot be read is begun anew.

    >>> opened(Path("no-such.json"), ["https://example.org/rss"]).feeds["https://example.org/rss"].known
    []
    """
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        known = {url: Feed(**each) for url, each in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        known = {}
    return Watched(file, {url: known.get(url, Feed()) for url in addresses})


def relist(watched: Watched, addresses: Iterable[str]) -> None:
    """Watch these feeds from now on: what is known of those that stay is kept, those that are no longer listed are left.

    >>> watched = Watched(Path("no-such.json"), {"https://example.org/a": Feed(failures=2)})
    >>> relist(watched, ["https://example.org/a", "https://example.org/b"])
    >>> {url: feed.failures for url, feed in watched.feeds.items()}
    {'https://example.org/a': 2, 'https://example.org/b': 0}
    """
    watched.feeds = {url: watched.feeds.get(url) or Feed() for url in addresses}


def standing(watched: Watched) -> str:
    """Say how many feeds are watched, which fail and why, and when the next is asked.

    >>> feeds = {"https://example.org/a": Feed(next_at=900.0), "https://example.org/b": Feed(failing=1.0, reason="answers 503", next_at=960.0)}
    >>> standing(Watched(Path("no-such.json"), feeds))
    '2 feeds, the next is asked at 00:15 UTC; 1 fails: https://example.org/b (answers 503)'
    """
    failing = [f"{url} ({feed.reason})" for url, feed in watched.feeds.items() if feed.failing]
    at = time.strftime("%H:%M", time.gmtime(min((feed.next_at for feed in watched.feeds.values()), default=0.0)))
    told = f"{len(watched.feeds):,} feed{'s' * (len(watched.feeds) != 1)}"
    told += f", the next is asked at {at} UTC" if watched.feeds else ""
    return f"{told}; {len(failing)} fail{'s' * (len(failing) == 1)}: {', '.join(failing)}" if failing else told


def watch_round(
    archive: Archive,
    watched: Watched,
    fetcher: Fetches,
    intake: Intake,
    *,
    now: Callable[[], float] = time.time,
    reader: Reads | None = None,
) -> Added:
    """Ask the feeds whose time has come, add what is new in one commit, and note what failed and since when.

    >>> watch_round(archive, Watched(Path("no-such.json"), {}), None, Intake()).new
    0
    """
    began = now()
    problems: list[Problem] = []
    for url, feed in watched.feeds.items():
        if feed.next_at <= began:
            problems += _ask(url, feed, fetcher, now())
    found = [*_linked(watched, fetcher, intake, now, until=began + ROUND_S), *problems]
    if not found and not any(feed.next_at > began for feed in watched.feeds.values()):
        return Added(version=archive.version)
    added = add_articles(archive, found, reader=reader) if found else Added(version=archive.version)
    watched.save()
    return added


def _ask(url: str, feed: Feed, fetcher: Fetches, now: float) -> Iterator[Problem]:
    feed.asked = now
    headers = {
        name: said for name, said in (("If-None-Match", feed.etag), ("If-Modified-Since", feed.modified)) if said
    }
    try:
        answer = fetcher.fetch(url, headers=headers)
    except CannotFetch as error:
        if str(error.args[0]).startswith("answers 304"):
            _well(feed, now)
        else:
            yield from _failed(url, feed, error, now)
        return
    addresses = entry_addresses(answer.data, answer.url)
    if addresses is None:
        yield from _failed(url, feed, CannotFetch("no feed at this address", "check the address"), now)
        return
    feed.etag, feed.modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
    feed.every = max(EVERY_S, _ttl(answer.data))
    _well(feed, now)
    fresh = [link for link in addresses if link not in feed.known and link not in feed.waiting]
    feed.waiting |= dict.fromkeys(fresh, 0)


def _well(feed: Feed, now: float) -> None:
    feed.failing, feed.failures, feed.reason = 0.0, 0, ""
    feed.next_at = now + feed.every


def _failed(url: str, feed: Feed, error: CannotFetch, now: float) -> Iterator[Problem]:
    """Ask a failing feed more and more seldom; say so when it begins."""
    feed.failures += 1
    feed.reason = str(error.args[0])
    later = max(error.wait, min(LONGEST_S, RETRY_S * 2 ** min(feed.failures, 20)))
    feed.next_at = now + (0.0 if isinstance(error, NotAsked) else later)
    if not feed.failing:
        feed.failing = now
        since = time.strftime("%Y-%m-%d %H:%M", time.gmtime(now))
        yield Problem(url, 0, f"the feed fails since {since} UTC: {feed.reason}", str(error.args[1]))


def _linked(
    watched: Watched, fetcher: Fetches, intake: Intake, now: Callable[[], float], *, until: float
) -> Iterator[Found | Problem]:
    """Yield what the waiting links lead to, one of each feed in turn, so that no feed keeps the others waiting."""
    waiting = [(url, feed, iter([*feed.waiting])) for url, feed in watched.feeds.items()]
    taken = 0
    while waiting:
        for each in tuple(waiting):
            link = next(each[2], None)
            if link is None or taken >= MOST_A_ROUND or now() > until:
                waiting.remove(each)
                continue
            taken += 1
            yield from _one(each[1], link, fetcher, intake)


def _one(feed: Feed, link: str, fetcher: Fetches, intake: Intake) -> Iterator[Found | Problem]:
    found = list(fetcher.articles(link, intake))
    bad = [each for each in found if isinstance(each, Problem)]
    feed.waiting[link] += 1
    again = len(bad) == len(found) and any(_passing(each) for each in bad) and feed.waiting[link] < MOST_TRIES
    if again:
        return
    del feed.waiting[link]
    feed.known = [*feed.known, link][-MOST_KNOWN:]
    yield from found


def _passing(problem: Problem) -> bool:
    """Whether the next round may find what this one did not: no answer, one cut off, or a server in trouble."""
    return problem.reason.startswith(
        ("no answer", "answers 5", "answers 429", "the answer breaks", "the host is not", "larger")
    )


def _ttl(data: bytes) -> float:
    """Return how many seconds a feed wishes to be left alone."""
    told: Any = parsed_feed(data).feed
    said = str(told.get("ttl") or "")
    return min(LONGEST_S, float(said) * 60) if said.isascii() and said.isdigit() else 0.0
