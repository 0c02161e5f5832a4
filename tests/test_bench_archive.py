"""The benches' generated lines are those that the store itself would write."""

import pytest

from bench.archive_articles import articles
from bench.archive_rows import lines
from events import Event
from events.coreference.across_documents import merge_keys
from store import WORLD, Archive, Filters
from store.delta_table import Lake
from store.formats import reading_of, text_of
from store.schema import event_row

COLUMNS = (
    "data",
    "actors",
    "members",
    "keys",
    "place",
    "lat",
    "lon",
    "country",
    "admin1",
    "earliest",
    "event_type",
    "deaths_best",
    "excerpt",
)


@pytest.fixture(scope="module")
def generated():
    return lines(30, seed=7)


def test_a_generated_event_is_as_the_store_writes_it(generated):
    told, events = generated
    rows = {row["id"]: row for row in events.to_pylist()}
    for text in told["data"].to_pylist():
        reading = reading_of(text)
        assert text_of(reading) == text
        for report in reading.reports:
            keys = merge_keys(report)
            ours = event_row(Event(report.id, (report,)), articles={reading.article.id: reading.article}, keys=keys)
            assert {name: ours[name] for name in COLUMNS} == {name: rows[report.id][name] for name in COLUMNS}


def test_an_archive_of_generated_lines_answers(tmp_path, generated):
    lake = Lake(tmp_path)
    for table in generated:
        lake.append_table(table, what="generated")
    archive = Archive(tmp_path)
    assert archive.tally(Filters()).on_map == 30
    assert sum(mark.count for mark in archive.markers(Filters(), window=WORLD, zoom=2)) == 30
    assert all(archive.event(id_) for id_ in archive.table(Filters()).id)


def test_the_same_seed_gives_the_same_articles():
    assert list(articles(20, seed=3)) == list(articles(20, seed=3))
    assert list(articles(20, seed=3)) != list(articles(20, seed=4))
