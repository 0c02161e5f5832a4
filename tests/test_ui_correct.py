"""The forms of a correction, run without a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from store import Archive
from tests import factories
from ui import session


def form() -> None:
    import streamlit as st

    from tests import factories
    from ui import correct_actors

    st.session_state.told = correct_actors.asked(factories.sample()[0].reports[0])


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    # The script that is run takes the name __main__ and keeps it: processes spawned by later tests would start with it.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    archive = Archive(tmp_path / "archive")
    archive.add(factories.sample())
    monkeypatch.setattr(session, "opened", lambda: archive)
    return AppTest.from_function(form).run()


def told(page: AppTest) -> list[tuple[str, str, int | None]]:
    return [(each.actor.id, each.role, each.actor.inter) for each in page.session_state.told]


def test_the_form_for_actors_holds_what_was_read(page: AppTest) -> None:
    assert not page.exception
    assert told(page) == [("north-front", "initiator", 2), ("syria-forces", "target", 1)]


def test_an_actor_of_another_report_brings_its_class_along(page: AppTest) -> None:
    page.multiselect[1].set_value(["syria-defense-ministry"]).run()
    assert told(page) == [("north-front", "initiator", 2), ("syria-defense-ministry", "target", 1)]
