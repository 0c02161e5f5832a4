"""Pictures of the page's main states: ``python -m bench.screenshots`` writes them under ``docs/``, with names only those.

``--sizes FOLDER`` writes the first page at 1, 2,000 and 1,000,000 generated events, on a desk, a phone and a wall, light and
dark, into a folder to be looked at; ``--large ARCHIVE`` is the large archive where there is one already.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page

from bench.archive import build
from bench.browser import ROOT, chromium, painted, served, still
from store import Archive, Filters, seed
from store.reviews import Asked
from view import words
from view.snapshot import write_snapshot

WIDE, PHONE, WALL = (1440, 900), (390, 844), (3840, 2160)
EVENTS = (1, 2_000, 1_000_000)
PATIENCE_MS = 240_000
DOCS = ROOT / "docs"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: file name, what the address asks for, size of the window, light or dark, what is done before it."""

    name: str
    query: str
    size: tuple[int, int] = WIDE
    scheme: Literal["light", "dark"] = "light"
    path: str = ""
    act: Callable[[Page], None] | None = None


def shots(event: str, article: str) -> tuple[Shot, ...]:
    """Return the pictures to take; ``event`` is one with a place, ``article`` the one it stands in."""
    chosen = f"?ev={event}&lat=34.9&lon=38.9&z=7"
    return (
        Shot("screenshot", chosen),
        Shot("screenshot-dark", chosen, scheme="dark"),
        Shot("screenshot-first-view", ""),
        Shot("screenshot-filtered", "?status=claimed&status=disputed&status=alleged"),
        Shot("screenshot-empty", "?actor=islamic-state&from=1990-01-01&to=1990-12-31"),
        Shot("screenshot-phone", f"?ev={event}", PHONE),
        Shot("screenshot-phone-dark", "", PHONE, "dark"),
        Shot("screenshot-article", f"?article={article}", path="/article"),
        Shot("screenshot-article-phone-dark", f"?article={article}", PHONE, "dark", "/article"),
        Shot("screenshot-filters", "?type=Battles", act=_filters),
        Shot("screenshot-list", "?order=deaths"),
        Shot("screenshot-wide", "?order=date", (1920, 1080)),
        Shot("screenshot-alone", "?view=map"),
        Shot("screenshot-correct", f"?ev={event}", act=_correcting),
        *_beside_the_map(),
    )


def _beside_the_map() -> tuple[Shot, ...]:
    return (
        Shot("screenshot-add", "", path="/add", act=_read),
        Shot("screenshot-quality", "", path="/quality"),
        Shot("screenshot-corrections", "", path="/corrections"),
        Shot("screenshot-review", "", path="/review"),
    )


def take(browser: Browser, address: str, shot: Shot, folder: Path = DOCS) -> None:
    """Take one picture into a folder."""
    width, height = shot.size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=shot.scheme, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(f"{address}{shot.path or '/'}{shot.query}")
    if not shot.path:
        painted(page)
        page.wait_for_selector(".cm-legend *, html[data-view=map]", state="attached")
    else:
        page.wait_for_selector("article, [data-testid=stMain] h3")
    still(page)
    if shot.act:
        shot.act(page)
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_timeout(1500)  # what slides in or fades has come to rest
    page.screenshot(path=folder / f"{shot.name}.png")
    context.close()


def preview() -> None:
    """Make what messengers show of a link from the first picture: 1,200 by 630 pixels of it."""
    with Image.open(ROOT / "docs" / "screenshot-first-view.png") as taken:
        cut = (
            taken.convert("RGB")
            .crop((0, 0, WIDE[0], WIDE[0] * 630 // 1200))
            .resize((1200, 630), Image.Resampling.LANCZOS)
        )
    cut.quantize(128).save(ROOT / "static" / "preview.png", optimize=True)


def _read(page: Page) -> None:
    """Paste the first lines of a seed article, and have them read."""
    text = next((ROOT / "seeds" / "articles").glob("*.md")).read_text(encoding="utf-8").split("---", 2)[2].strip()
    page.locator("textarea").fill("\n".join(text.split("\n")[:6]))
    page.get_by_role("button", name=words.ADD_READ).click()
    page.wait_for_selector("article mark")
    page.locator("article").scroll_into_view_if_needed()
    still(page)


def _filters(page: Page) -> None:
    """Open the filters."""
    page.get_by_role("button", name=words.FILTERS_BUTTON, exact=True).click()
    still(page)


def _correcting(page: Page) -> None:
    """Open the form of a correction."""
    page.get_by_text(words.CORRECT).first.click()
    still(page)
    page.get_by_label(words.CORRECT_NEW).scroll_into_view_if_needed()


def take_snapshot(browser: Browser, archive: Archive, event: str, folder: Path) -> None:
    """Take a picture of the file that can be mailed, with an event chosen in it."""
    path = folder / "snapshot.html"
    path.write_bytes(write_snapshot(archive, Filters()))
    page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]}, color_scheme="light", locale="en-GB")
    page.goto(path.as_uri())
    page.wait_for_function("() => window.snapshotReady && conflictMap.painted && conflictMap.ground")
    page.locator("#list .item").nth(list(archive.table(Filters())["id"]).index(event)).click()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(1500)
    page.screenshot(path=ROOT / "docs" / "screenshot-snapshot.png")
    page.close()


def corrected(archive: Archive, event: str) -> None:
    """Make a correction, so that the log has something to show."""
    detail = archive.event(event)
    if detail is None:
        message = f"no event {event}"
        raise LookupError(message)
    asked = Asked(detail.lead.id, "verdict", "confirmed", by="A. Editor", why="checked against the article")
    archive.review(asked, at=dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))


def of_sizes(events: int) -> Iterator[Shot]:
    """Yield the first page of an archive of so many events, on each screen, light and dark."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        for size in (WIDE, PHONE, WALL):
            yield Shot(f"{events}-{size[0]}x{size[1]}-{scheme}", "", size, scheme)


def sizes(browser: Browser, folder: Path, large: Path | None) -> None:
    """Take the first page at all numbers of events and sizes of screen."""
    folder.mkdir(parents=True, exist_ok=True)
    for events in EVENTS:
        with tempfile.TemporaryDirectory() as made:
            archive = large if large and events == EVENTS[-1] else Path(made) / "archive"
            if archive != large:
                build(archive, events)
            with served(archive) as address:
                for shot in of_sizes(events):
                    take(browser, address, shot, folder)


def states(browser: Browser, names: Sequence[str]) -> None:
    """Fill a store with the seed articles and take the pictures of these names, or all."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "archive")
        seed(archive, ROOT / "seeds" / "articles")
        table = archive.table(Filters(statuses=("disputed",)))
        event = str((table if len(table) else archive.table(Filters())).iloc[0]["id"])
        corrected(archive, event)
        with served(Path(folder) / "archive") as address:
            for shot in shots(event, str(archive.articles().iloc[0]["id"])):
                if not names or shot.name in names:
                    take(browser, address, shot)
        preview()
        if not names or "screenshot-snapshot" in names:
            take_snapshot(browser, archive, event, Path(folder))


def main() -> None:
    """Take what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="pictures of docs/, without their ending")
    parser.add_argument("--sizes", type=Path, metavar="FOLDER", help="the first page at all sizes, into this folder")
    parser.add_argument("--large", type=Path, metavar="ARCHIVE", help="an archive of a million events")
    asked = parser.parse_args()
    with chromium() as browser:
        if asked.sizes:
            sizes(browser, asked.sizes, asked.large)
        else:
            states(browser, asked.names)


if __name__ == "__main__":
    main()
