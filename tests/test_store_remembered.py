"""An archive that remembers: the same answers as one that does not, also after somebody has written."""

from __future__ import annotations

import itertools
from pathlib import Path

import pandas as pd
import pytest

from store import WORLD, Archive, Filters, cache
from store.cache import Memory, RememberingArchive
from store.listing import ORDERS, Page
from tests import factories

ASKED = [Filters(), Filters(text="ambushed"), Filters(statuses=("claimed",))]


@pytest.fixture
def kept(tmp_path: Path) -> RememberingArchive:
    archive = RememberingArchive(tmp_path / "archive")
    archive.add(factories.sample())
    return archive


@pytest.mark.parametrize("filters", ASKED)
def test_what_is_remembered_is_what_the_archive_says(kept: RememberingArchive, filters: Filters) -> None:
    plain = Archive(kept.address)
    for _ in range(2):
        assert kept.tally(filters) == plain.tally(filters)
        assert kept.markers(filters, window=WORLD, zoom=5) == plain.markers(filters, window=WORLD, zoom=5)
        pd.testing.assert_frame_equal(kept.table(filters), plain.table(filters))
        pd.testing.assert_frame_equal(kept.timeline(filters), plain.timeline(filters))
    assert kept.table(filters) is kept.table(filters)


def test_a_list_is_the_same_page_by_page_however_many_are_found_ahead(
    kept: RememberingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "AHEAD", 4)
    plain = Archive(kept.address)
    for order, count in itertools.product(ORDERS, (2, 3)):
        found = list(kept.listed(Filters(), Page(order, count)))
        while more := kept.listed(Filters(), Page(order, count, after=found[-1].id)):
            found += more
        assert found == list(plain.listed(Filters(), Page(order, 100)))


def test_where_an_event_stands_is_the_same_whether_or_not_all_are_put_in_order(kept: RememberingArchive) -> None:
    plain = Archive(kept.address)
    ids = [each.id for each in plain.listed(Filters(), Page(count=100))]
    for filters, order in itertools.product((Filters(), Filters(statuses=("claimed",))), ORDERS):
        for event in (ids[0], ids[4], ids[-1], "no-such"):
            assert kept.standing(filters, event, order=order) == plain.standing(filters, event, order=order)


def test_the_next_page_of_a_list_is_not_looked_for_among_all_events_again(
    kept: RememberingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept.listed(Filters(), Page(count=3))
    monkeypatch.setattr("store.listing.lines", None)
    assert len(kept.listed(Filters(), Page(count=3, after=first[-1].id))) == 3


def test_answers_go_with_the_version_that_another_has_written(kept: RememberingArchive) -> None:
    before, other = kept.tally(Filters()).total, RememberingArchive(kept.address, version=kept.version)
    assert other.tally(Filters()).total == before
    Archive(kept.address).add([factories.lone(factories.article("Shells hit Farfield on Monday.", id="late-1"))])
    assert kept.tally(Filters()).total == before
    assert kept.refresh()
    assert kept.tally(Filters()).total > before
    assert len(kept.table(Filters())) == kept.tally(Filters()).total
    assert other.tally(Filters()).total == before


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    memory, made = Memory(2), []
    for question in ("a", "b", "a", "c", "a", "b"):
        memory.answer(question, lambda question=question: made.append(question))  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]
