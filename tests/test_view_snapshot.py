"""A snapshot holds what is shown, lets nothing run but its own scripts, and is small enough to mail."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import Count, Evidence
from store import Archive, Filters, Window
from tests import factories
from tests.e2e.stores import merged
from tests.factories import article, place, reading, report, when
from view import snapshot, words
from view.export_line import ExportError
from view.snapshot import embedded, write_snapshot
from view.snapshot_ground import ground


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive(tmp_path_factory.mktemp("snapshot") / "archive")
    made.add(factories.sample())
    return made


@pytest.fixture(scope="module")
def page(archive: Archive) -> str:
    return write_snapshot(archive, Filters()).decode()


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_it_holds_exactly_what_the_filters_show(archive: Archive) -> None:
    for filters in (Filters(), Filters(actors=("north-front",)), Filters(text="no such words")):
        data = data_of(write_snapshot(archive, filters).decode())
        assert [event["id"] for event in data["events"]] == list(archive.table(filters)["id"])
        assert words.filters_line(filters, archive.names()) in data["said"]


def test_the_segments_of_a_quotation_are_the_articles_words(page: str) -> None:
    texts = [each.article.text for each in factories.sample()]
    quotes = [quote for event in data_of(page)["events"] for quote in event["quotes"]]
    assert len(quotes) == 8
    assert all(any("".join(part[0] for part in quote["text"]) in text for text in texts) for quote in quotes)
    assert all(any(len(part) == 3 for part in quote["text"]) for quote in quotes)


def test_nothing_of_an_article_is_markup(page: str) -> None:
    before, after = page.split('id="data">', maxsplit=1)[0], page.split('id="data">')[1].split("</script>", 1)
    for part in ("window.top.__x", "${title}", "alert("):
        assert part not in before
        assert part not in after[1]
    assert not re.search(r"[<>\u2028\u2029]", after[0])


def test_only_its_own_scripts_and_styles_may_run(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    assert not re.search(r"unsafe|http|\*", policy[1])
    for name in ("script", "style"):
        bodies = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        hashes = {base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies}
        assert bodies
        assert all(f"'sha256-{each}'" in policy[1] for each in hashes)
    assert not re.search(r"<(link|img|iframe|script)[^>]*\b(src|href)=", page)
    assert not re.search(r"<[^>]*\son\w+=", page.split('id="data">', maxsplit=1)[0].split("<body>")[1])


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_value_comes_back_and_cannot_end_its_element(value: Any) -> None:
    made = embedded(value)
    assert not set("<>&\u2028\u2029") & set(made)
    if "\\ud" not in ascii(value):
        assert json.loads(made) == value


def test_only_web_addresses_become_links(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    urls = {"a": "javascript:alert(1)", "b": "https://example.org/b", "c": "file:///etc/passwd", "d": None}
    archive.add(factories.lone(article(f"Shells hit {name} today.", id=name, url=url)) for name, url in urls.items())
    data = data_of(write_snapshot(archive, Filters()).decode())
    assert sorted(str(event["quotes"][0]["url"]) for event in data["events"]) == [
        "None",
        "None",
        "None",
        "https://example.org/b",
    ]


def test_copies_of_one_text_are_quoted_once_and_differences_name_who_says_what(tmp_path: Path) -> None:
    folder, ident = merged(tmp_path / "archive")
    data = data_of(write_snapshot(Archive(folder, version=2), Filters()).decode())
    event = next(each for each in data["events"] if each["id"] == ident)
    assert [quote["source"].count("3 carry the same text") for quote in event["quotes"]] == [1, 0]
    assert event["differ"] == ["Killed: 6 (Daily Post) / 9 (River Dispatch)"]


def many(count: int) -> list[Any]:
    """Articles of a usual length, over a country and most of a year; each has its own region and number of dead, so none are one."""
    made = []
    for n in range(count):
        killed = n % 97 + 3
        text = (
            f"Fighters of the North Front attacked an army post near mark {n} on Monday, killing {killed} soldiers, officials said. "
            "The dispatch said that both sides had sent more men to the valley after the fighting, that the road to the river "
            "had been closed for most of the day, and that families had left for the next town with what they could carry."
        )
        of = article(
            text, id=f"w-{n}", title=f"Fighting near mark {n}", source="River Dispatch", url=f"https://example.org/{n}"
        )
        day = (dt.date(2017, 1, 1) + dt.timedelta(days=n * 37 % 300)).isoformat()
        spot = place(f"Mark {n}", 32.6 + n * 7919 % 467 / 100, 36.1 + n * 104729 % 1000 / 100, admin1=f"Mark {n}")
        evidence = [
            ("place", f"mark {n}", "same clause"),
            ("when", "Monday", "weekday before publication"),
            ("sub_event_type", "attacked", "verb:attack"),
        ]
        made.append(
            reading(
                of,
                report(
                    of,
                    "attacked",
                    when=when(day),
                    place=factories.ReportPlace(spot),
                    fatalities=Count(killed, killed, killed),
                    evidence=tuple(Evidence(field, factories.span(text, said), rule) for field, said, rule in evidence),
                ),
            )
        )
    return made


def test_five_hundred_events_can_be_mailed(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.add(many(520))
    made = write_snapshot(archive, Filters())
    assert len(data_of(made.decode())["events"]) >= 500
    assert len(made) < 3_000_000


def test_more_than_it_can_hold_is_refused_in_words(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "MOST_EVENTS", 7)
    with pytest.raises(ExportError, match="at most 7 events, not 8"):
        write_snapshot(archive, Filters())


@pytest.mark.parametrize(
    "window",
    [None, Window(34, 36, 36, 41), Window(35, 40, 35, 40), Window(-60, -179, 80, 179), Window(50, 170, 70, -170)],
    ids=["no event", "a country", "one place", "the world", "over the date line"],
)
def test_the_ground_is_small_wherever_the_events_are(window: Window | None) -> None:
    made = ground(window, frozenset())
    assert len(json.dumps(made)) < 2_000_000
    assert made["world.json"]["features"]  # type: ignore[index]
