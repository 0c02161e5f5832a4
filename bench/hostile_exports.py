"""The hostile archive in every file that leaves the house: tables, map files, the picture, and the snapshot in a browser."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

from playwright.sync_api import Browser, Page

from bench.fuzz.payloads import payloads, seen_as
from bench.hostile_page import Watch, row, text_of, watched
from bench.hostile_rows import Tried
from store import Archive, Filters
from store.cells import STARTS
from view.export import FORMATS

NUMBER = re.compile(r"-?[0-9.]+(e-?[0-9]+)?\Z")
OURS = {"p", "blockquote", "br"}
"""The elements that a KML description is made of."""


class Elements(HTMLParser):
    """The names of the elements and attributes that a browser would make of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.made: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, and its attributes: ours have none."""
        self.made |= {tag, *(name for name, _ in attrs)}


def rows(archive: Archive) -> list[Tried]:
    """Return the lines of the files that need no browser."""
    checks = {"csv": tabled, "csv-hxl": tabled, "geojson": lined, "jsonl": lined, "kml": marked, "png": pictured}
    return [_row(archive, form, check) for form, check in checks.items() if form in FORMATS]


def _row(archive: Archive, form: str, check: Callable[[bytes], str]) -> Tried:
    """Write a file and say what is wrong with it, or that all is well."""
    wrong = check(FORMATS[form].write(archive, Filters()))
    return Tried(
        "all kinds", f"export: {form}", len(payloads()), wrong or "nothing of it is code; the file is whole", not wrong
    )


def tabled(data: bytes) -> str:
    """No cell begins as a formula does, but numbers."""
    table = list(csv.reader(io.StringIO(data.decode(), newline="")))
    bad = [cell for line in table for cell in line if cell.startswith(STARTS) and not NUMBER.match(cell)]
    ragged = {len(line) for line in table} != {len(table[0])}
    return f"formulas: {bad[:3]}" if bad else "lines of different lengths" * ragged


def lined(data: bytes) -> str:
    """All of it is JSON, and the texts in it are the texts."""
    told = data.decode()
    parts = (
        [json.loads(told)] if told.lstrip().startswith('{"type') else [json.loads(line) for line in told.splitlines()]
    )
    whole = seen_as(json.dumps(parts, ensure_ascii=False))
    return (
        ""
        if seen_as(json.dumps("<svg onload=pwn(1)>")) in whole or "<svgonload=pwn(1)>" in whole
        else "texts are missing"
    )


def marked(data: bytes) -> str:
    """It is XML without a link to anywhere, and a description holds our own elements only."""
    root = ET.fromstring(data)  # noqa: S314 - our own file
    found = {name for each in root.iter("{*}description") for name in Elements(each.text or "").made}
    links = [each.tag for each in root.iter() if each.tag.endswith(("}href", "}Icon", "}NetworkLink"))]
    return f"elements: {found - OURS} {links}" if found - OURS or links else ""


def pictured(data: bytes) -> str:
    """It is a picture."""
    return "" if data.startswith(b"\x89PNG") else "no picture"


def snapshot(browser: Browser, archive: Archive, folder: Path) -> Tried:
    """Open the snapshot from the disk and go through all its events."""
    file = folder / "snapshot.html"
    file.write_bytes(FORMATS["snapshot"].write(archive, Filters()))
    with watched(browser, file.as_uri()) as (page, watch):
        page.goto(file.as_uri())
        page.wait_for_function("() => window.snapshotReady && conflictMap.painted && conflictMap.ground")
        shown = _walked(page)
        _web_only(page, watch)
    return row("snapshot: text, title, source, place, actor", payloads(), watch, shown=shown)


def _walked(page: Page) -> str:
    shown = ""
    for each in page.locator("#list .item").all():
        each.click()
        shown += text_of(page, "#panel")
    return shown


def _web_only(page: Page, watch: Watch) -> None:
    """Every link of the panel leads to a web address."""
    watch.look(page)
