"""The archive: what goes in comes back, filters and tally agree, older versions stay as they were."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from events import Count
from geo import Unresolved
from store import WORLD, Archive, Filters, Window
from store.delta_table import NoSuchVersion, ReadOnly
from tests.factories import article, lone, reading, report, roles, sample, when
from view.words.filters import filters_line, tally_line


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    made = Archive(tmp_path_factory.mktemp("archive"))
    made.add(sample())
    return made


def test_an_empty_archive_answers_everything(tmp_path):
    empty = Archive(tmp_path / "new")
    assert (empty.version, empty.extent(), empty.dates(), empty.actors()) == (0, None, None, ())
    assert empty.markers(Filters(), window=WORLD, zoom=2) == ()
    assert (len(empty.table(Filters())), len(empty.timeline(Filters())), len(empty.articles())) == (0, 0, 0)
    assert tally_line(empty.tally(Filters())) == "0 events"
    assert empty.event("nothing") is None
    assert empty.reading("nothing") is None


def test_what_was_read_comes_back_whole(archive):
    for given_reading in sample():
        assert archive.reading(given_reading.article.id) == given_reading


def test_the_same_article_twice_changes_nothing(tmp_path):
    archive = Archive(tmp_path)
    archive.add(sample())
    again = archive.add(sample())
    assert (again.new, again.revised, again.same, again.version) == (0, 0, 4, 1)
    assert archive.tally(Filters()).total == 8


def test_the_day_of_fetching_makes_no_new_article(tmp_path):
    archive = Archive(tmp_path)
    archive.add([reading(article(id="a"))])
    assert archive.add([reading(article(id="a", retrieved=dt.date(2026, 11, 22)))]).same == 1


def test_a_changed_article_is_a_revision_and_the_newer_counts(tmp_path):
    archive = Archive(tmp_path)
    archive.add([reading(article("Shells hit Tallbrook.", id="a"))])
    added = archive.add([reading(article("Nothing happened, says a correction.", id="a"), report(article(id="a")))])
    assert (added.new, added.revised) == (0, 1)
    assert archive.reading("a").article.text.startswith("Nothing")
    assert archive.tally(Filters()).total == 1
    assert Archive(tmp_path, version=1).reading("a").article.text.startswith("Shells")


def test_reports_that_a_revision_no_longer_tells_leave_the_map(tmp_path):
    archive = Archive(tmp_path)
    archive.add([reading(article("Shells hit Tallbrook. A bomb went off.", id="a"))])
    revised = article("All quiet.", id="a")
    archive.add([type(reading())(revised)])
    assert archive.tally(Filters()).total == 0
    assert archive.markers(Filters(), window=WORLD, zoom=2) == ()


FILTERED = [
    (Filters(earliest=dt.date(2017, 10, 1)), 4),
    (Filters(latest=dt.date(2017, 9, 15)), 1),
    (Filters(earliest=dt.date(2017, 9, 30), latest=dt.date(2017, 9, 30)), 2),
    (Filters(actors=("north-front",)), 4),
    (Filters(actors=("north-front",), role="source"), 2),
    (Filters(actors=("north-front", "protesters"), role="initiator"), 5),
    (Filters(actors=("nobody",)), 0),
    (Filters(event_types=("Protests",)), 1),
    (Filters(sub_event_types=("Armed clash",)), 2),
    (Filters(countries=("SY",)), 7),
    (Filters(regions=("SY/Northmark",)), 2),
    (Filters(sources=("Coast Wire",)), 4),
    (Filters(statuses=("claimed", "alleged")), 2),
    (Filters(kinds=("site",)), 1),
    (Filters(min_fatalities=5), 1),
    (Filters(text="MARKET shells"), 1),
    (Filters(text="%"), 0),
    (Filters(text="قصف"), 1),
    (Filters(window=Window(36, 37, 37, 38)), 3),
    (Filters(text="'; drop table event; --"), 0),
]


@pytest.mark.parametrize(("filters", "events"), FILTERED)
def test_a_filter_lets_through_what_it_says(archive, filters, events):
    assert archive.tally(filters).shown == len(archive.table(filters)) == events


@pytest.mark.parametrize(("filters", "events"), FILTERED)
def test_map_list_and_tally_agree(archive, filters, events):
    tally = archive.tally(filters)
    on_map = sum(mark.count for mark in archive.markers(filters, window=WORLD, zoom=5))
    assert on_map == tally.on_map
    assert on_map + sum(count for _, count in tally.off_map) == events
    assert tally.shown == events


def test_what_is_not_on_the_map_is_counted_by_reason(archive):
    assert archive.tally(Filters()).off_map == (("no place named", 1),)
    assert tally_line(archive.tally(Filters())) == "8 events · 1 has no location and is not mapped"


def test_undated_events_are_left_out_by_dates_and_that_is_said(archive):
    words = tally_line(archive.tally(Filters(earliest=dt.date(2017, 10, 1))))
    assert words == "4 of 8 events · 2 undated events are left out"


def test_an_empty_map_names_the_filter_that_emptied_it(archive):
    filters = Filters(statuses=("disputed",), text="zebra")
    assert archive.emptied_by(filters) == ("text",)
    assert archive.emptied_by(Filters(statuses=("disputed",))) == ()
    both = Filters(statuses=("disputed",), text="zebra", latest=dt.date(1990, 1, 1))
    assert (archive.emptied_by(both), archive.empty_alone(both)) == ((), ("dates", "text"))


def test_the_timeline_counts_every_dated_event_once(archive):
    for step in ("day", "week", "month", "year"):
        assert archive.timeline(Filters(), step=step).events.sum() == 6


def test_a_months_bar_reaches_from_its_first_to_its_last_day(archive):
    line = archive.timeline(Filters(statuses=("alleged",)), step="month").iloc[0]
    assert (str(line.earliest.date()), str(line.latest.date()), line.precision) == ("2017-09-01", "2017-09-30", "month")


def test_a_timeline_knows_only_its_steps(archive):
    with pytest.raises(ValueError, match="step"):
        archive.timeline(Filters(), step="century")


def test_an_event_comes_with_its_reports_and_articles(archive):
    row = archive.table(Filters(statuses=("disputed",))).iloc[0]
    detail = archive.event(row.id)
    assert detail.article(detail.lead).id == "coast-wire-7"
    assert [actor.id for actor in detail.lead.denied_by] == ["syria-defense-ministry"]
    assert archive.events_of("coast-wire-7")[detail.lead.id] == row.id


def test_many_events_at_once_are_those_asked_for_one_by_one(archive):
    ids = archive.table(Filters()).id.to_list()
    assert list(archive.events([*ids, "nothing"])) == [archive.event(id_) for id_ in ids]


def test_the_table_says_what_is_open(archive):
    row = archive.table(Filters(sub_event_types=("Armed clash",), min_fatalities=5)).iloc[0]
    assert (row.off_map, row.undated, row.place, row.deaths_high) == ("no place named", "no date in reach", "", 99)


def test_the_choices_of_the_filters(archive):
    assert archive.actors()[0].name == "North Front"
    assert {choice.value: choice.events for choice in archive.choices("status")}["claimed"] == 1
    assert archive.dates() == (dt.date(2017, 9, 1), dt.date(2017, 10, 2))
    assert archive.extent() == Window(34.6, 37.1, 36.3, 40.1)


def test_an_older_version_is_read_as_it_was_and_not_written(tmp_path):
    archive = Archive(tmp_path)
    archive.add(sample()[:1])
    archive.add(sample()[1:])
    older = Archive(tmp_path, version=1)
    assert (older.version, older.newest, older.tally(Filters()).total) == (1, 2, 3)
    assert not older.refresh()
    with pytest.raises(ReadOnly, match="without a version"):
        older.add(sample())


@pytest.mark.parametrize("version", [99, -1, 2**70])
def test_a_version_that_there_is_not(tmp_path, version):
    Archive(tmp_path)
    with pytest.raises(NoSuchVersion, match="no version"):
        Archive(tmp_path, version=version)


def test_a_reader_sees_what_another_wrote_after_refresh(tmp_path):
    reader, writer = Archive(tmp_path), Archive(tmp_path)
    writer.add(sample())
    assert reader.tally(Filters()).total == 0
    assert reader.refresh()
    assert reader.tally(Filters()).total == 8


def test_the_history_says_what_was_done(tmp_path):
    archive = Archive(tmp_path)
    archive.add(sample())
    assert [(change.version, change.what) for change in archive.history()] == [
        (1, "4 articles added, 0 revised"),
        (0, "made"),
    ]


def test_an_older_version_has_the_history_up_to_it_whatever_others_wrote_since(tmp_path):
    archive = Archive(tmp_path)
    for number in range(4):
        archive.add([lone(article(f"Shells hit Tallbrook, dispatch {number}.", id=f"a{number}"))])
    older = Archive(tmp_path, version=2)
    assert older.history() == archive.history()[2:]
    assert [change.version for change in older.history()] == [2, 1, 0]
    assert {entry.version for entry in older.past("a1")} == {2}
    assert older._lake.history(2) == older.history()[:2]


def test_small_files_are_joined_and_nothing_changes(tmp_path, monkeypatch):
    monkeypatch.setattr("store.delta_table.MOST_FILES", 8)
    archive = Archive(tmp_path)
    for number in range(7):
        archive.add([lone(article(f"Shells hit Tallbrook, dispatch {number}."))])
    assert "files joined" in {change.what for change in archive.history()}
    assert archive.tally(Filters()).total == 7
    assert Archive(tmp_path, version=3).tally(Filters()).total == 3
    assert all(archive.event(id_) for id_ in archive.table(Filters()).id)


def test_filters_say_countries_by_name(archive):
    shown = Filters(countries=("SY",), regions=("SY/Eastmark",))
    assert filters_line(shown, archive.names()) == "Syria · Eastmark, Syria"


def test_large_files_are_left_as_they_are(tmp_path, monkeypatch):
    monkeypatch.setattr("store.delta_table.MOST_FILES", 2)
    monkeypatch.setattr("store.delta_table.SMALL_FILES", (1,))
    archive = Archive(tmp_path)
    for number in range(4):
        archive.add([lone(article(f"Shells hit Tallbrook, dispatch {number}."))])
    assert "files joined" not in {change.what for change in archive.history()}


def test_a_count_too_large_for_a_column_is_left_out_and_its_report_is_kept(tmp_path):
    archive = Archive(tmp_path)
    huge = article("A trillion were said to have died.")
    archive.add([reading(huge, report(huge, fatalities=Count(10**12, 10**12, 10**12)))])
    (event,) = archive.events(archive.table(Filters()).id)
    assert (event.lead.fatalities, event.lead.excerpt.text) == (None, huge.text)


def test_one_unplaced_and_undated_report_is_kept(tmp_path):
    archive = Archive(tmp_path)
    of = article("Something happened somewhere.")
    archive.add([reading(of, report(of, place=Unresolved(""), when=Unresolved("")))])
    assert archive.tally(Filters()).off_map == (("", 1),)


def test_an_event_with_an_interval_meets_a_range_that_it_only_touches(tmp_path):
    archive = Archive(tmp_path)
    of = article("Over the summer, shells hit Tallbrook.")
    archive.add([reading(of, report(of, when=when("2017-06-01", "2017-08-31", "season"), actors=roles()))])
    assert archive.tally(Filters(earliest=dt.date(2017, 8, 31))).shown == 1
    assert archive.tally(Filters(earliest=dt.date(2017, 9, 1))).shown == 0


def test_threads_ask_while_another_adds(tmp_path):
    archive = Archive(tmp_path)
    done = threading.Event()

    def ask():
        seen = 0
        while not done.is_set():
            marks = archive.markers(Filters(), window=WORLD, zoom=5)
            tally = archive.tally(Filters())
            assert sum(mark.count for mark in marks) <= tally.on_map <= len(archive.table(Filters()))
            assert tally.total >= seen
            seen = tally.total
        return seen

    with ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask) for _ in range(3)]
        try:
            for number in range(6):
                archive.add([lone(article(f"Shells hit Tallbrook, dispatch {number}."))])
        finally:
            done.set()
    assert max(one.result() for one in asking) <= archive.tally(Filters()).total == 6
