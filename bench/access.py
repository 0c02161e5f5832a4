"""What axe-core finds on the pages, light and dark, wide and on a phone: ``AXE=path/to/axe.min.js python -m bench.access``.

``python -m bench.access dark`` looks at the dark pages only. axe-core is from npm (``npm ci`` in tests/e2e puts it there) and is no part of this project. Prints a line for each
finding that is serious or worse, and ends with 1 where there is one.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page

from bench.browser import ROOT, answering, chromium, painted, served, still
from store import Archive, Filters, seed

WIDE, PHONE = (1440, 1000), (390, 844)
SCHEMES = ("light", "dark")
RUN = """() => axe.run(document, {iframes: false}).then(found => found.violations.map(each => ({
    impact: each.impact, id: each.id,
    nodes: each.nodes.map(node => `${node.html.slice(0, 140)} -- ${node.failureSummary.slice(0, 220)}`)})))"""


def paths(archive: Archive) -> tuple[str, ...]:
    """Return the addresses to look at: the map with an event and without, an article, and the other pages."""
    table = archive.table(Filters())
    event, article = table[table["off_map"] == ""].iloc[0]["id"], archive.articles().iloc[0]["id"]
    actor, country = (archive.choices(column)[0].value for column in ("actor", "country"))
    profiles = (f"/actor?actor={actor}", f"/place?country={country}")
    rest = ("/add", "/quality", "/corrections", "/about", "/review", "/compare", *profiles)
    return ("/", f"/?ev={event}", f"/article?article={article}", *rest)


def findings(frame: Frame, source: str) -> Iterator[str]:
    """Yield what is serious or critical in one frame."""
    frame.evaluate(source)
    for each in frame.evaluate(RUN):
        if each["impact"] in ("serious", "critical"):
            for node in each["nodes"]:
                yield f"{each['impact']} {each['id']}: {' '.join(node.split())}"


@contextmanager
def opened(browser: Browser, *, scheme: str, size: tuple[int, int]) -> Iterator[Page]:
    """Give an empty page of this size, light or dark."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    yield context.new_page()
    context.close()


def looked_at(page: Page, url: str, source: str) -> list[str]:
    """Open an address and return the findings in all of its frames."""
    page.goto(url)
    if "/?" in url or url.endswith("/"):
        painted(page)
    else:
        page.wait_for_selector("[data-testid=stMain] :is(h1, h3, article)")
    still(page)
    return [line for frame in page.frames for line in findings(frame, source)]


def main() -> int:
    """Look at all pages over the seed articles."""
    source, total = Path(os.environ["AXE"]).read_text(encoding="utf-8"), 0
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        store = Path(folder) / "archive"
        seed(Archive(store), ROOT / "seeds" / "articles")
        with served(store) as address:
            answering(address)
            for scheme, size in product(sys.argv[1:] or SCHEMES, (WIDE, PHONE)):
                with opened(browser, scheme=scheme, size=size) as page:
                    for path in paths(Archive(store)):
                        found = looked_at(page, address + path, source)
                        total += len(found)
                        told = "".join(f"  {line}\n" for line in found)
                        sys.stdout.write(f"{scheme} {size[0]} {path}: {len(found)} serious\n{told}")
    sys.stdout.write(f"{total} findings\n")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
