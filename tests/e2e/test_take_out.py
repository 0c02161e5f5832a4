"""Downloads: every file holds exactly what the filters show, as the tools that people use read it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyogrio
from PIL import Image
from playwright.sync_api import Page, expect

from bench.browser import still
from store import Archive, Filters, add_paths
from tests import factories
from tests.e2e.conftest import LONG, Seen
from view import words
from view.export import FORMATS

Visit = Callable[..., Seen]
SHOWN = Filters(statuses=("claimed", "disputed"))


def test_a_download_holds_what_the_filters_show_in_every_format(sample: str, visit: Visit, tmp_path: Path) -> None:
    page = visit(sample, "/?status=claimed&status=disputed")
    page.map()
    page.still()
    page.page.get_by_role("button", name=words.TAKE_OUT).click()
    files = {name: taken(page.page, name, tmp_path) for name in FORMATS}
    archive = Archive(tmp_path / "same")
    archive.add(factories.sample())
    wanted = sorted(archive.table(SHOWN)["id"])
    assert {name: sorted(read(files[name])) for name, read in READ.items()} == dict.fromkeys(READ, wanted)
    with Image.open(files["png"]) as drawn:
        assert drawn.size == (1600, 1000)
    assert pd.read_csv(files["csv-hxl"]).iloc[0].str.startswith("#", na=False).sum() > 20
    assert (page.errors, page.outside) == ([], [])


def taken(page: Page, name: str, folder: Path) -> Path:
    """Choose a format, download the file and return where it lies."""
    form = FORMATS[name]
    if name != next(iter(FORMATS)):  # that one is chosen already
        page.get_by_role("combobox", name=words.TAKE_OUT_FORMAT).click()
        page.keyboard.type(form.name)
        page.get_by_role("option", name=form.name, exact=True).click()
    page.get_by_role("button", name=f"{words.TAKE_OUT_BUTTON} {form.extension}", exact=True).wait_for(timeout=LONG)
    expect(page.get_by_role("combobox", name=words.TAKE_OUT_FORMAT)).to_have_value(form.name, timeout=LONG)
    still(page)
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name=f"{words.TAKE_OUT_BUTTON} {form.extension}", exact=True).click()
    told = re.fullmatch(
        r"conflict-map-status-claimed-or-disputed-news-only-(\d{4}-\d\d-\d\d)-v1(\.\w+)",
        waiting.value.suggested_filename,
    )
    assert told
    assert told[2] == form.extension
    path = folder / f"{name}{form.extension}"
    waiting.value.save_as(path)
    return path


def layers(path: Path, column: str) -> list[str]:
    """Read a file as QGIS does, through GDAL: all of its layers."""
    found: list[str] = []
    for layer, _ in pyogrio.list_layers(path):
        about, _, _, fields = pyogrio.raw.read(path, layer=layer, columns=[column], read_geometry=False)
        found += map(str, fields[list(about["fields"]).index(column)])
    return found


def in_snapshot(path: Path) -> list[str]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert found
    return [each["id"] for each in json.loads(found[1])["events"]]


ID = "event_id_cnty"
READ: dict[str, Callable[[Path], list[str]]] = {
    "csv": lambda path: list(pd.read_csv(path, dtype=str)[ID]),
    "csv-excel": lambda path: list(pd.read_csv(path, dtype=str)[ID]),
    "csv-hxl": lambda path: list(pd.read_csv(path, dtype=str, skiprows=[1])[ID]),
    "xlsx": lambda path: list(pd.read_excel(path, dtype=str, engine="calamine")[ID]),
    "geojson": lambda path: layers(path, ID),
    "kml": lambda path: layers(path, ID),
    "jsonl": lambda path: list(pd.read_json(io.StringIO(path.read_text("utf-8")), lines=True, dtype=False)[ID]),
    "geoparquet": lambda path: list(pd.read_parquet(path)[ID]),
    "snapshot": in_snapshot,
}
"""Format -> the ids of its events, as a tool of its own kind finds them."""


def test_rows_that_may_not_be_passed_on_are_left_out_where_that_is_asked(
    started: Callable[..., str], visit: Visit, tmp_path: Path
) -> None:
    table = tmp_path / "acled.csv"
    header = "event_id_cnty,event_date,event_type,sub_event_type,actor1,iso,country,location,latitude,longitude,notes,fatalities"
    row = "SYR1,2024-05-05,Protests,Peaceful protest,Protesters (Syria),760,Syria,Idlib,35.93,36.63,A march on the square.,0"
    table.write_text(f"{header}\n{row}\n", encoding="utf-8")
    store = tmp_path / "archive"
    Archive(store).add(factories.sample())
    add_paths(Archive(store), [table])
    seen = visit(started(store), "/")
    seen.map()
    seen.still()
    page = seen.page
    page.get_by_role("button", name=words.TAKE_OUT).click()
    whole = downloaded(page, tmp_path / "whole.csv")
    page.get_by_text(words.TAKE_OUT_WITHOUT).click()
    still(page)
    passed_on = downloaded(page, tmp_path / "passed_on.csv")
    assert "Idlib" in set(whole["location"])
    assert "Idlib" not in set(passed_on["location"])
    assert len(passed_on) == len(whole) - 1


def downloaded(page: Page, path: Path) -> pd.DataFrame:
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name=f"{words.TAKE_OUT_BUTTON} .csv", exact=True).click()
    waiting.value.save_as(path)
    return pd.read_csv(path)
