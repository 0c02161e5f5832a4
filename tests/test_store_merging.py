import datetime as dt
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from events import Count, ReportPlace
from events.coreference.across_documents import merge, merge_keys
from events.coreference.matching import match
from store import Archive, Asked, Filters, batch
from store.formats import reading_of, text_of
from store.outlines import outlines_of, outlines_text
from store.serialized import written
from tests.factories import article, lone, place, reading, report, roles, when

TOWNS = (place("Tallbrook", 35.0, 40.0), place("Nearby", 35.02, 40.01), place("Far", 36.5, 37.0))
SIDES = (roles(("north-front", "initiator")), roles(("south-front", "initiator")), ())


def told(number, *, town=0, day=1, side=0, dead=None):
    """One article with one report of a shelling."""
    of = article(f"Shells hit a town, dispatch {number}.", id=f"a{number:02d}")
    return reading(
        of,
        report(
            of,
            place=ReportPlace(TOWNS[town]),
            when=when(f"2017-10-{day:02d}"),
            actors=SIDES[side],
            fatalities=dead and Count(dead, dead, dead),
        ),
    )


def kept(archive):
    """The archive's events as sets of reports."""
    ids = archive.table(Filters()).id
    return {frozenset(found.id for found in archive.event(id_).event.reports) for id_ in ids}


def test_two_articles_on_one_happening_are_one_event_that_keeps_both(tmp_path):
    archive = Archive(tmp_path)
    archive.add([told(1, dead=9)])
    archive.add([told(2, dead=14)])
    (row,) = archive.table(Filters()).itertuples()
    detail = archive.event(row.id)
    assert (row.reports, len(detail.articles), len(detail.event.rules)) == (2, 2, 1)
    assert detail.differences in {("killed: 9 / 14",), ("killed: 14 / 9",)}
    assert (row.deaths_low, row.deaths_best, row.deaths_high) == (9, 9, 14)


def test_every_report_of_an_event_leads_to_it(tmp_path):
    archive = Archive(tmp_path)
    archive.add([told(1), told(2)])
    found = {archive.event(of.reports[0].id).event.id for of in (told(1), told(2))}
    assert found == set(archive.table(Filters()).id)
    assert archive.events_of("a01").keys() == {told(1).reports[0].id}


def test_an_article_that_changes_its_mind_leaves_the_event(tmp_path):
    archive = Archive(tmp_path)
    archive.add([told(1), told(2)])
    archive.add([told(2, town=2)])
    assert kept(archive) == {frozenset({told(1).reports[0].id}), frozenset({told(2).reports[0].id})}


def test_wire_copies_are_one_voice(tmp_path):
    words = "Two soldiers were killed when a mine went off near Tallbrook on Monday, the army said in a statement."
    archive = Archive(tmp_path)
    copies = [article(words, id="a", source="Wire"), article(words + " Agencies", id="b", source="Daily")]
    archive.add(reading(of, report(of)) for of in copies)
    (id_,) = archive.table(Filters()).id
    assert archive.event(id_).voices == (("a", "a"), ("b", "a"))


def test_a_wire_story_has_one_vote_however_many_carry_it(tmp_path):
    wire = [
        article("Shells hit Tallbrook, the agency reported.", id=f"wire-{n}", source=f"Daily {n}") for n in range(3)
    ]
    own = [article(f"Planes hit Tallbrook, wrote our correspondent {n}.", id=f"own-{n}") for n in range(2)]
    archive = Archive(tmp_path)
    archive.add(reading(of, report(of, "hit")) for of in wire)
    archive.add(reading(of, report(of, "hit", sub="Air/drone strike")) for of in own)
    (row,) = archive.table(Filters()).itertuples()
    assert (row.reports, row.sub_event_type) == (5, "Air/drone strike")
    assert len({voice for _, voice in archive.event(row.id).voices}) == 3


STORIES = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6), st.integers(0, 2)), min_size=1, max_size=8)


@settings(max_examples=10, deadline=None)
@given(STORIES, st.data())
def test_however_articles_come_in_the_events_are_those_of_all_reports_at_once(tmp_path_factory, stories, data):
    readings = [told(n, town=town, day=day, side=side) for n, (town, day, side) in enumerate(stories)]
    order = data.draw(st.permutations(readings))
    cut = data.draw(st.integers(0, len(order)))
    archive = Archive(tmp_path_factory.mktemp("order"))
    for some in (order[:cut], *([one] for one in order[cut:])):
        archive.add(some)
    at_once = merge(found for each in readings for found in each.reports)
    assert kept(archive) == {frozenset(one.id for one in event.reports) for event in at_once}


def test_two_writers_who_do_not_see_each_other_lose_nothing(tmp_path):
    one, other = Archive(tmp_path), Archive(tmp_path)
    one.add([told(1)])
    other.refresh = lambda **_: False  # it goes on from version 0, as a process that writes at the same moment does
    other.add([told(2)])
    assert other.version == 3
    assert kept(other) == {frozenset(of.reports[0].id for of in (told(1), told(2)))}


def test_what_a_killed_writer_left_unmerged_is_merged_by_the_next(tmp_path, monkeypatch):
    one, other = Archive(tmp_path), Archive(tmp_path)
    one.add([told(1)])
    other.refresh = lambda **_: False
    monkeypatch.setattr(other, "_settle", lambda: None)  # killed after its commit
    other.add([told(2)])
    assert len(kept(other)) == 2
    following = Archive(tmp_path)
    following.add([lone(article("Something else happened."))])
    assert frozenset(of.reports[0].id for of in (told(1), told(2))) in kept(following)


def test_an_article_whose_event_was_overwritten_comes_back(tmp_path):
    archive = Archive(tmp_path)
    archive.add([told(1)])
    lost = [row for row in _rows_of(tmp_path, told(2)) if row["row"] == "article"]
    Archive(tmp_path).add([lone(article("At the same moment another wrote."))])
    archive._lake.append(lost, what="an article whose events were never written")
    following = Archive(tmp_path)
    following.add([lone(article("Something else happened."))])
    assert frozenset(of.reports[0].id for of in (told(1), told(2))) in kept(following)


def _rows_of(address, given_reading):
    return batch.batch_of(Archive(address)._cursor(), (written(given_reading),), origins={}).rows


def test_many_reports_of_one_place_are_looked_up_by_key_and_not_all(tmp_path, monkeypatch):
    archive = Archive(tmp_path)
    archive.add(told(number, town=2, day=1 + number % 28) for number in range(60))
    decoded = count()
    monkeypatch.setattr("store.lookup.reading_of", lambda text: (next(decoded), reading_of(text))[1])
    archive.add([told(99, town=0, day=15)])
    assert next(decoded) < 20


def test_the_factories_readings_go_through_the_store_unchanged(tmp_path):
    archive = Archive(tmp_path)
    archive.add([told(1, dead=3)])
    assert text_of(archive.reading("a01")) == text_of(told(1, dead=3))


def test_a_correction_and_an_article_written_at_the_same_moment_both_hold(tmp_path):
    one, other = Archive(tmp_path), Archive(tmp_path)
    one.add([told(1)])
    other.refresh()
    at = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
    one.review(Asked(told(1).reports[0].id, "status", "claimed", by="Ann", why="the source says so"), at=at)
    other._writable = lambda: None  # it does not see the correction, as a process that writes at the same moment
    other.add([told(2)])
    (row,) = Archive(tmp_path).table(Filters()).itertuples()
    assert (row.reports, {report.status for report in other.event(row.id).event.reports}) == (
        2,
        {"claimed", "asserted"},
    )
    one.refresh()
    one.review(Asked(told(2).reports[0].id, "status", "claimed", by="Ann", why="this one too"), at=at)
    assert Archive(tmp_path).table(Filters()).status.to_list() == ["claimed"]


def test_a_moved_archive_answers_from_where_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr("store.index.SMALL", 0)
    archive = Archive(tmp_path / "before")
    archive.add([told(1), told(2)])
    (tmp_path / "before").rename(tmp_path / "after")
    assert kept(Archive(tmp_path / "after")) == {frozenset(of.reports[0].id for of in (told(1), told(2)))}


@settings(max_examples=60, deadline=None)
@given(STORIES)
def test_outlines_match_as_whole_reports_do(stories):
    whole = [told(n, town=town, day=day, side=side).reports[0] for n, (town, day, side) in enumerate(stories)]
    again = outlines_of(outlines_text(whole))
    assert [merge_keys(report) for report in again] == [merge_keys(report) for report in whole]
    assert all(
        match(a, b) == match(c, d) for a, c in zip(whole, again, strict=True) for b, d in zip(whole, again, strict=True)
    )
