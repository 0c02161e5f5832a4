"""The page of a PDF that an excerpt begins on: kept with the article, said by exports and by the page."""

import csv
import io
import json

import pytest

from events import Reader
from store import Archive, Filters, add_paths
from tests.test_ways_documents import pdf
from ui.detail import source_line
from view.excerpt import page_at
from view.export import FORMATS

COVER = ["Weekly report of the council of Tallbrook", "4 October 2017"]
STRIKE = ["Rebels shelled Hama on 2 October 2017 and killed four people.", "Nobody claimed responsibility for it."]
CLASH = [
    "Soldiers clashed with rebels in Idlib on 3 October 2017; nine died.",
    "The road was closed until the evening.",
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    (folder / "weekly.pdf").write_bytes(pdf(COVER, STRIKE, [], CLASH))
    archive = Archive(folder / "archive")
    add_paths(archive, [folder / "weekly.pdf"], reader=Reader())
    return archive


def test_each_excerpt_is_on_its_page_a_blank_one_counted(kept):
    rows = csv.DictReader(io.StringIO(FORMATS["csv"].write(kept, Filters()).decode()))
    assert {row["location"]: row["page"] for row in rows} == {"Hama": "2", "Idlib": "4"}


def test_json_lines_say_the_page_of_each_report(kept):
    lines = [json.loads(line) for line in FORMATS["jsonl"].write(kept, Filters()).splitlines()]
    assert sorted(report["page"] for line in lines for report in line["report_list"]) == [2, 4]


def test_the_page_stands_beside_the_excerpt(kept):
    for detail in kept.events(list(kept.table(Filters())["id"])):
        article = detail.article(detail.lead)
        page = {"Hama": 2, "Idlib": 4}[detail.lead.place.place.name]
        assert source_line(article, at=detail.lead.excerpt.start).endswith(f" · p. {page}")
        assert "p. " not in source_line(article)


def test_what_has_no_pages_has_no_page(kept):
    article = next(iter(kept.events(list(kept.table(Filters())["id"])))).articles[0]
    assert page_at(article, len(article.text) - 1) == 4
    assert page_at(type(article)("a", "One."), 0) is None
