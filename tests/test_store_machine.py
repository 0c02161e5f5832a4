"""The archive as a state machine: whatever is done to it in whatever order, each version says what a plain model says."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from functools import partial
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store import Archive, Asked, Filters, index
from store.backup import backup, restore
from store.check import check
from store.removal import Wanted
from tests.factories import article, lone
from tests.killed import adds, ended, started

NOON = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
NAMES = st.sampled_from("abcdef")


class Kept(RuleBasedStateMachine):
    """``model``: version -> the articles that it has, each with the status that its report has now."""

    @initialize()
    def make(self) -> None:
        index.SMALL = 3
        self.folder = Path(tempfile.mkdtemp())
        self.archive = Archive(self.folder / "archive")
        self.model: dict[int, dict[str, str]] = {0: {}}
        self.gone: set[str] = set()
        self.copied: dict[int, dict[str, str]] | None = None

    def _note(self, now: dict[str, str]) -> None:
        """The newest version says ``now``; those between that only merged or joined files say the same."""
        last = self.model[max(self.model)]
        for version in range(max(self.model) + 1, self.archive.version):
            self.model[version] = last if version < self.archive.version - 1 else now
        self.model[self.archive.version] = now

    @rule(name=NAMES)
    def add(self, name: str) -> None:
        added = self.archive.add([lone(article(f"Shells hit Tallbrook, says {name}.", id=name))])
        there = name in self.model[max(self.model)]
        assert (added.new, len(added.problems)) == (int(not there and name not in self.gone), int(name in self.gone))
        if added.new:
            self._note({**self.model[max(self.model)], name: "asserted"})

    @precondition(lambda self: self.model[max(self.model)])
    @rule(data=st.data(), status=st.sampled_from(("alleged", "claimed")))
    def review(self, data: st.DataObject, status: str) -> None:
        now = self.model[max(self.model)]
        name = data.draw(st.sampled_from(sorted(now)))
        reading = self.archive.reading(name)
        assert reading
        if now[name] != status:
            self.archive.review(
                Asked(reading.reports[0].id, "status", status, by="A", why="b"),
                at=NOON + dt.timedelta(seconds=self.archive.version),
            )
            self._note({**now, name: status})

    @precondition(lambda self: self.model[max(self.model)])
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.model[max(self.model)])))
        self.archive.remove(Wanted(articles=(name,)), day=NOON.date(), why="asked for")
        self.gone.add(name)
        self.model = {
            version: {one: how for one, how in had.items() if one != name} for version, had in self.model.items()
        }
        self._note(self.model[max(self.model)])

    @rule(when=st.sampled_from(("before", "after")), name=NAMES)
    def kill(self, when: str, name: str) -> None:
        now = self.model[max(self.model)]
        ended(started(partial(adds, dies=when), str(self.folder / "archive"), name))
        self.archive.refresh()
        if when == "after" and name not in now and name not in self.gone:
            self._note({**now, name: "asserted"})

    @rule()
    def join_files(self) -> None:
        self.archive._lake._join(10_000_000)
        self.archive.refresh()
        self._note(self.model[max(self.model)])

    @rule()
    def back_up(self) -> None:
        backup(self.archive.address, self.folder / "copy", at=NOON)
        self.copied = dict(self.model)
        self.gone_then = set(self.gone)

    @precondition(lambda self: self.copied is not None)
    @rule()
    def put_back(self) -> None:
        assert self.copied is not None
        for part in (self.folder / "archive").iterdir():
            if part.name != "_index":  # what a person forgets
                shutil.rmtree(part)
        restore(self.folder / "copy", self.archive.address)
        self.archive.refresh()
        self.model, self.gone = dict(self.copied), set(self.gone_then)

    @rule()
    def open_again(self) -> None:
        self.archive = Archive(self.folder / "archive")

    @rule(data=st.data())
    def read_as_of(self, data: st.DataObject) -> None:
        version = data.draw(st.sampled_from(sorted(self.model)))
        assert set(Archive(self.archive.address, version=version).articles().id) == self.model[version].keys()

    @invariant()
    def says_what_the_model_says(self) -> None:
        if not hasattr(self, "archive"):
            return
        now = self.model[max(self.model)]
        assert self.archive.version == max(self.model)
        found = {one.articles[0].id: one.lead.status for one in self.archive.events(self.archive.table(Filters()).id)}
        assert found == now

    def teardown(self) -> None:
        index.SMALL = 20_000
        if hasattr(self, "archive"):
            faults = check(self.archive.address).faults
            assert [fault for fault in faults if "belongs to no version" not in fault] == []
            shutil.rmtree(self.folder)


Kept.TestCase.settings = settings(max_examples=4, stateful_step_count=12, deadline=None)
TestKept = Kept.TestCase
