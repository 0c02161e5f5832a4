"""The same articles are the same events, in whatever order, in however many commits, and by whomever they were added."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import Reading, ReportPlace, When
from store import Archive, Filters, merging
from tests.factories import article, place, reading, report

KINDS = ("Shelling/artillery/missile attack", "Air/drone strike", "Armed clash")
Events = dict[str, frozenset[str]]


def told(number: int, day: int, length: int, east: int, wide: float, kind: str) -> Reading:
    """An article with one report of a crowded place and time."""
    of = article(f"Shells hit Tallbrook, told as {number}.", id=f"d{number:04}")
    first = dt.date(2017, 1, 1) + dt.timedelta(days=day)
    spot = place("Tallbrook", 35.0 + east * 0.02, 40.0, id=f"test:{east}", uncertainty_km=wide)
    when = When(first, first + dt.timedelta(days=length), "day" if not length else "interval")
    return reading(of, report(of, place=ReportPlace(spot), when=when, sub=kind, actors=()))


ARTICLES = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from((3.0, 6.0, 12.0, 40.0)),
        st.sampled_from(KINDS),
    ),
    min_size=2,
    max_size=8,
)


def events(archive: Archive) -> Events:
    found = archive.events(archive.table(Filters(), limit=10_000).id)
    return {one.event.id: frozenset(each.id for each in one.event.reports) for one in found}


def added(readings: list[Reading], size: int) -> Events:
    archive = Archive(tempfile.mkdtemp())
    for first in range(0, len(readings), size):
        archive.add(readings[first : first + size])
    return events(archive)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(given=ARTICLES, order=st.randoms(use_true_random=False), size=st.integers(1, 5))
def test_order_and_batches_change_nothing(
    given: list[tuple[int, int, int, float, str]], order: random.Random, size: int
) -> None:
    readings = [told(number, *how) for number, how in enumerate(given)]
    shuffled = order.sample(readings, len(readings))
    assert added(shuffled, size) == added(readings, len(readings))


def crowd(count: int) -> list[Reading]:
    """So many articles that are one chain of likely matches over days."""
    chance = random.Random(7)  # noqa: S311 - the same crowd every time
    return [told(n, chance.randrange(count // 8), chance.choice((0, 0, 1, 2)), chance.randrange(4), chance.choice((3.0, 6.0, 12.0)), chance.choice(KINDS)) for n in range(count)]  # fmt: skip


def test_a_chain_is_followed_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = crowd(100)
    at_once = added(readings, 100)
    assert added(readings[::-1], 25) == at_once
    monkeypatch.setattr(merging, "MOST_REPORTS", 0)
    assert added(readings[::-1], 25) != at_once  # what cutting it short does


def test_a_chain_of_two_thousand_dense_articles_is_not_cut() -> None:
    assert merging.MOST_REPORTS >= 4_000


def test_two_writers_at_once_come_to_the_same(tmp_path: Path) -> None:
    readings = crowd(10)
    whole = added(readings, 10)

    def write(mine: list[Reading]) -> None:
        archive = Archive(tmp_path)
        for one in mine:
            archive.add([one])

    Archive(tmp_path)
    writers = [threading.Thread(target=write, args=(readings[start::2],)) for start in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    archive = Archive(tmp_path)
    archive.add_problems([])  # what was written at the same moment is merged by the next writer
    assert events(archive) == whole
