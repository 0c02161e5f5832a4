"""Open the page in Chromium and end with 0 where the map is painted, and a reader has no way to add: for check.sh.

``python -m hosting.paints ADDRESS``, from the project's folder: bench/browser knows when a map is painted.
"""  # noqa: INP001

import sys

from bench import browser

PATIENCE = 300  # seconds: a fresh server compiles the gazetteer and reads the first articles for its first page


def main(address: str) -> None:
    """Wait until marks are on the map; end with one line where none come, or where the page offers to add."""
    with browser.chromium() as chromium:
        page = chromium.new_page(ignore_https_errors=True)
        page.goto(address)
        frame = browser.painted(page, PATIENCE)
        frame.wait_for_function("() => conflictMap.marks.length > 0")
        browser.still(page)
        if page.get_by_role("link", name="Add", exact=True).count():
            sys.exit("the page offers to add: it should not, here")


if __name__ == "__main__":
    main(sys.argv[1])
