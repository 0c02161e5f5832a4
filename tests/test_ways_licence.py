"""Rows under a licence that forbids passing them on: marked, and left out of an export where that is asked."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from events import Article, Reader
from store import Archive, Filters, add_paths
from view.export import FORMATS
from view.export_passed_on import PassedOn
from view.voices import compared, voices_of

HEADER = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,iso,country,admin1,\
location,latitude,longitude,geo_precision,source,notes,fatalities"
)
STRUCK = "SYR1,2024-03-05,1,Explosions/Remote violence,Air/drone strike,Military Forces of Syria (2024-),State forces,\
Civilians (Syria),Civilians,760,Syria,Hama,Hama,35.13,36.75,1,SOHR,Jets struck the market of Hama; five died.,5"
ALONE = "SYR2,2024-05-05,1,Protests,Peaceful protest,Protesters (Syria),Protesters,,,760,Syria,Idleb,Idlib,35.93,36.63,1,X,A march.,0"
LINE_FORMATS = ["csv", "geojson", "jsonl", "kml", "geoparquet"]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """ACLED has a strike, with 5 dead; an article says 7. ACLED alone has a march."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "acled.csv").write_text("\n".join((HEADER, STRUCK, ALONE)) + "\n", encoding="utf-8")
    archive = Archive(folder / "archive")
    said = "Syrian jets struck a market in Hama on 5 March 2024, killing seven people."
    archive.add([Reader().read(Article("wire", said, "Strike", dt.date(2024, 3, 6), "River Dispatch"))])
    add_paths(archive, [folder / "acled.csv"])
    return archive


def test_rows_of_acled_carry_the_terms_of_acled(mixed: Archive) -> None:
    events = mixed.events(list(mixed.table(Filters())["id"]))
    told = {article.source: article.licence for detail in events for article in detail.articles}
    assert "acleddata.com" in (told["ACLED"] or "")
    assert "not passed on" in (told["ACLED"] or "")
    assert told["River Dispatch"] is None


@pytest.mark.parametrize("asked", ["restricted", "ACLED"])
def test_an_export_without_them_has_what_others_tell_and_no_word_of_theirs(mixed: Archive, asked: str) -> None:
    told = FORMATS["csv"].write(PassedOn.of(mixed, [asked]), Filters()).decode()
    [row] = csv.DictReader(io.StringIO(told))
    assert (row["fatalities"], row["source"]) == ("7", "River Dispatch")
    whole = list(csv.DictReader(io.StringIO(FORMATS["csv"].write(mixed, Filters()).decode())))
    assert sorted(row["fatalities"] for row in whole) == ["0", "5"]


@pytest.mark.parametrize("form", LINE_FORMATS)
def test_no_format_lets_a_word_of_them_out(mixed: Archive, form: str) -> None:
    theirs = [b"five died", b"ACLED", b"A march"]
    made = FORMATS[form].write(PassedOn.of(mixed, ["restricted"]), Filters())
    assert b"seven people" in made or form == "geoparquet"
    assert not [words for words in theirs if words in made]


def test_the_command_leaves_them_out(mixed: Archive, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    words = [
        "export",
        "--format",
        "jsonl",
        "--without-licence",
        "restricted",
        "--out",
        str(out),
        "--store",
        mixed.address,
    ]
    ran = subprocess.run([sys.executable, "cli.py", *words], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    [line] = out.read_text(encoding="utf-8").splitlines()
    assert [article["id"] for article in json.loads(line)["articles"]] == ["wire"]


def test_the_panel_says_that_acled_has_five_dead_and_three_articles_say_seven(tmp_path: Path) -> None:
    (tmp_path / "acled.csv").write_text("\n".join((HEADER, STRUCK)) + "\n", encoding="utf-8")
    archive, reader = Archive(tmp_path / "archive"), Reader()
    said = (
        "Syrian jets struck a market in Hama on 5 March 2024, killing seven people.",
        "Seven people were killed when Syrian jets struck a market in Hama on 5 March 2024.",
        "An air strike by Syrian jets on a market in Hama killed seven people on 5 March 2024.",
    )
    papers = ("River Dispatch", "Coast Wire", "Evening Paper")
    told = (Article(f"a{at}", text, None, dt.date(2024, 3, 6), papers[at]) for at, text in enumerate(said))
    archive.add([reader.read(article) for article in told])
    add_paths(archive, [tmp_path / "acled.csv"])
    [detail] = archive.events(list(archive.table(Filters())["id"]))
    [killed] = [each for each in compared(voices_of(detail)) if each.field == "Killed"]
    assert [(each.value, sorted(each.by)) for each in killed.said] == [("7", sorted(papers)), ("5", ["ACLED"])]
