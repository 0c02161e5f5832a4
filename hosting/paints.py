"""Open the page in Chromium and end with 0 where the map is painted, and a reader has no way to add: for check.sh."""  # noqa: INP001

import shutil
import sys

from playwright.sync_api import sync_playwright

PATIENCE = (
    300_000  # milliseconds: a fresh server compiles the gazetteer and reads the first articles for its first page
)
PAINTED = "() => window.map && window.conflictMap && conflictMap.painted && conflictMap.marks.length > 0"


def main(address: str) -> None:
    """Wait until marks are on the map; raise where none come, or where the page offers to add."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(ignore_https_errors=True)
        page.goto(address)
        page.wait_for_selector("iframe[title='streamlit_folium.st_folium']", timeout=PATIENCE)
        frame = next(each for each in page.frames if "st_folium" in each.url)
        frame.wait_for_function(PAINTED, timeout=PATIENCE)
        if page.get_by_role("link", name="Add", exact=True).count():
            sys.exit("the page offers to add: it should not, here")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
