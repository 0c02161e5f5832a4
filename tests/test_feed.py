"""Addresses for machines: the form of an answer, and what has changed since a version or a moment."""

from __future__ import annotations

import datetime as dt
import json
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jsonschema
import pytest

from store import Archive, Filters
from store.listing import Page
from store.reviews import Asked
from tests import factories
from tests.test_confidence import SURE, graded
from text.folders import ROOT
from ui import feed, list_feed
from ui.feed import Answer
from ui.link import state_of
from ui.listing import key_of
from view.cards import card

SCHEMA = json.loads((ROOT / "docs" / "feed.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """The factories' sample, as version 1, and what is graded, as version 2."""
    made = Archive(tmp_path / "archive")
    made.add(factories.sample())
    made.add([graded("A", SURE), graded("Bb", 0.01, news=False)])
    reading = [patch(f"ui.{each}.may_read", return_value=True) for each in ("feed", "list_feed")]
    with patch("ui.session.opened", return_value=made), reading[0], reading[1]:
        yield made


def answered(query: str) -> Answer:
    return feed.answer("/events.geojson", query, {}, "http://h")


def told(query: str) -> dict[str, Any]:
    found = answered(query)
    assert found.status == 200, found.content
    content: dict[str, Any] = json.loads(found.content)
    jsonschema.validate(content, SCHEMA)
    return content


def named(content: dict[str, Any]) -> set[str]:
    return {each["properties"]["place"] for each in content["features"]}


@pytest.mark.usefixtures("archive")
def test_every_answer_has_the_form_that_is_documented() -> None:
    assert told("")["total"] == 10
    assert named(told("news=1&grade=sure")) == {"A"}
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_copy_that_asks_with_the_version_it_has_comes_to_be_the_same(archive: Archive) -> None:
    first = told("")
    copy = {each["id"]: each for each in first["features"]}
    event = archive.listed(Filters(grades=("sure",)))[0].id
    archive.add([graded("Ccc", SURE)])
    archive.review(Asked(event, "verdict", "rejected", by="A", why="a film"), at=dt.datetime.now(tz=dt.UTC))
    page: dict[str, Any] | None = told(f"since={first['data_version']}&limit=1")
    assert page
    for gone in page["gone"]:
        copy.pop(gone, None)
    while page:
        copy |= {each["id"]: each for each in page["features"]}
        page = told(page["next"].partition("?")[2]) if page["next"] else None
    assert copy == {each["id"]: each for each in told("")["features"]}
    assert event not in copy


@pytest.mark.usefixtures("archive")
def test_since_a_moment_or_a_version_only_what_came_after_is_given() -> None:
    assert named(told("since=1")) == {"A", "Bb"}
    assert told("since=2000-01-01T00:00:00Z")["total"] == 10
    assert told("since=2")["features"] == []


@pytest.mark.usefixtures("archive")
def test_a_since_that_makes_no_sense_is_an_error_that_says_so() -> None:
    for nonsense in ("soon", "99", "-1"):
        found = answered(f"since={nonsense}")
        assert (found.status, b"since" in found.content) == (400, True)


def test_more_of_a_list_is_what_comes_after_and_before_a_card(archive: Archive) -> None:
    query = "order=deaths&news=0&status=asserted"
    filters, key = Filters(statuses=("asserted",)), key_of(archive, state_of(urllib.parse.parse_qs(query))[0], None)
    whole = [card(each) for each in archive.listed(filters, Page("deaths"))]
    third = whole[2][0]
    for side, expected in (("after", whole[3:]), ("before", whole[:2])):
        found = list_feed.answer(f"{query}&key={key}&{side}={third}", {})
        assert (found.status, json.loads(found.content)["cards"]) == (200, expected)
        assert expected


def test_more_of_a_list_is_refused_where_it_is_another_by_now_or_may_not_be_read(archive: Archive) -> None:
    event, key = archive.listed(Filters(), Page())[0].id, key_of(archive, state_of({})[0], None)
    assert list_feed.answer(f"key={key}&after={event}", {}).status == 200
    assert list_feed.answer(f"key={key}&after={event}&order=deaths", {}).status == 409
    assert list_feed.answer(f"key={key}&after=%27", {}).status == 409
    archive.add([graded("Ccc", SURE)])
    assert list_feed.answer(f"key={key}&after={event}", {}).status == 409
    with patch("ui.list_feed.may_read", return_value=False):
        assert list_feed.answer(f"key={key}&after={event}", {}).status == 403
