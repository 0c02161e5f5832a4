"""Readers without a browser, by whom the load is measured, still do what people do on the page as it is."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from anyio.from_thread import start_blocking_portal

from bench.load_reader import Visitor
from store import Archive, Filters
from tests import factories

Item = TypeVar("Item")


class Last(random.Random):
    """Chance that always falls on the last."""

    def choice(self, seq: Sequence[Item]) -> Item:  # type: ignore[override]
        return seq[-1]


def test_a_reader_without_a_browser_chooses_cards_and_filters(sample: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "same")
    archive.add(factories.sample())
    event = str(archive.table(Filters(event_types=("Battles",), kinds=("town",)))["id"].iloc[0])
    person = Visitor(sample, [event], ["north-front"], Last())
    with start_blocking_portal() as portal:  # a browser's loop may run in this thread
        portal.call(_walk, person)
    assert f"ev={event}" in person.query
    assert "actor=north-front" in person.query
    assert "deaths=3" in person.query
    assert "2 of 8 events · North Front · 3&#43; killed" in person.texts["caption"]
    assert "North Front fought Syria Forces" in person.texts["panel"]
    assert person.errors == []


async def _walk(person: Visitor) -> None:
    await person.open()
    for each in (person.click_card, person.move, person.filter_actor, person.filter_deaths, person.click_mark):
        await each()
    await person.close()
